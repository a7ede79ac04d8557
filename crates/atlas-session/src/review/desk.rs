//! [`Desk`]: everything that a review looks at, at one moment.

use std::sync::Arc;
use std::time::SystemTime;

use atlas_analysis::clusters::{ClusterConfig, Clusters};
use atlas_analysis::exposure::Exposure;
use atlas_analysis::outliers::{Outlier, Outliers};
use atlas_graph::NodeId;

use super::history::History;
use super::shown::Shown;
use super::{CAPACITY, FRESH_DAYS, when};
use crate::dto::{AppError, Code, Freshness};
use crate::frozen::Frozen;
use crate::{Job, Session};

/// Where the capacity is kept in the workspace.
const CAPACITY_SETTING: &str = "review.capacity";
/// A review that asks more than this is none.
const MOST: u32 = 1000;

/// The newest revision, what was found in it, and what was decided so far.
pub(crate) struct Desk {
    pub(crate) frozen: Arc<Frozen>,
    pub(crate) clusters: Arc<Clusters>,
    pub(crate) outliers: Arc<Outliers>,
    pub(crate) exposed: Arc<Exposure>,
    pub(crate) history: History,
    pub(crate) capacity: u32,
    pub(crate) now: SystemTime,
}

impl Session {
    /// Everything that a review looks at now.
    pub(crate) fn desk(&self, job: &Job) -> Result<Desk, AppError> {
        let frozen = self.frozen(job)?;
        let clusters = self.clusters_of(&frozen, &ClusterConfig::default(), job)?;
        let outliers = self.outliers_of(&frozen, &clusters, job)?;
        let exposed = self.exposed(&frozen, job)?;
        let store = self.store();
        let history = History::of(&store.log()?).renamed(|subject| self.shown_as(subject));
        let stored = store.setting(CAPACITY_SETTING)?.and_then(|text| text.parse().ok());
        let capacity = stored.unwrap_or(CAPACITY);
        Ok(Desk { frozen, clusters, outliers, exposed, history, capacity, now: SystemTime::now() })
    }

    /// How many items by rank a review asks at most; kept in the workspace.
    ///
    /// # Errors
    /// Usage where it is 0 or more than 1000; not writable.
    pub fn set_review_capacity(&self, capacity: u32) -> Result<(), AppError> {
        if !(1..=MOST).contains(&capacity) {
            let message = format!("{capacity} items are no measure for a review");
            return Err(AppError::new(Code::Usage, message, format!("Name a number from 1 to {MOST}.")));
        }
        Ok(self.store().set_setting(CAPACITY_SETTING, Some(&capacity.to_string()))?)
    }
}

impl Desk {
    /// The score of a node; `None` where it is not scored.
    pub(crate) fn outlier(&self, node: NodeId) -> Option<&Outlier> {
        self.outliers.outliers.iter().find(|o| o.node == node)
    }

    /// What is shown about a node.
    pub(crate) fn shown(&self, node: NodeId) -> Shown {
        Shown::of(self, node, self.outlier(node))
    }

    /// How old the data is.
    pub(crate) fn freshness(&self) -> Freshness {
        let revision = &self.frozen.revision;
        let imported = revision.at.to_string();
        let as_of = revision.as_of.as_deref().map(str::to_owned);
        let stated = as_of.as_deref().and_then(when::moment);
        let days = stated.or_else(|| when::moment(&imported)).map(|then| when::days_since(then, self.now));
        let stale = days.is_none_or(|d| d > FRESH_DAYS);
        let old = |days: u32| match days {
            0 => "less than a day old".to_owned(),
            1 => "1 day old".to_owned(),
            n => format!("{n} days old"),
        };
        let day = |text: &str| text.chars().take(10).collect::<String>();
        let sentence = match (&as_of, stated.is_some(), days) {
            (Some(as_of), true, Some(d)) => format!("The data is of {}, {}.", day(as_of), old(d)),
            (Some(as_of), false, _) => format!("The date of the data cannot be read: {as_of:?}."),
            (_, _, Some(d)) => {
                let ago = match d {
                    0 => String::new(),
                    1 => ", 1 day ago".to_owned(),
                    n => format!(", {n} days ago"),
                };
                format!("The files do not say of when the data is; it was imported on {}{ago}.", day(&imported))
            }
            _ => "The age of the data is unknown.".to_owned(),
        };
        Freshness { as_of, imported, days, stale, sentence }
    }
}
