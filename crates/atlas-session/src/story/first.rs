//! The first story: four slides that most people begin with.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use atlas_analysis::clusters::{ClusterConfig, GroupKind};
use atlas_model::Lane;

use crate::dto::{AppError, MatrixView, NodeName, PathRequest, Slide, Story, TableView, ViewSpec, WorldView};
use crate::frozen::Frozen;
use crate::groups::shown_group;
use crate::{Job, Session};

/// Rows that one reads from the back of a room.
const ROWS: u32 = 10;

impl Session {
    /// A proposal, kept nowhere: the world, the worst way in, the group with most outliers, and the
    /// outliers. A slide that the data has nothing for is left out.
    ///
    /// # Errors
    /// Where the store cannot be read; cancelled.
    pub fn first_story(&self, name: &str, job: &Job) -> Result<Story, AppError> {
        let frozen = self.frozen(job)?;
        let mut slides = Vec::new();
        let mut add = |title: &str, view: ViewSpec, caption: &str| {
            slides.push(Slide {
                id: format!("s{}", slides.len() + 1),
                title: title.to_owned(),
                view,
                caption: caption.to_owned(),
                frozen: None,
                note: String::new(),
            });
        };
        let world = ViewSpec::World(WorldView { lane: None, open: Vec::new() });
        let reach = "{exposed} of {identities} {who} can reach a crown jewel. Most of them reach {target}.";
        let groups = "{identities} {who}, {groups} groups of similar access. Nothing is marked as a crown jewel yet.";
        let any = frozen.tier0().is_empty();
        add("Who reaches what matters", world, if any { groups } else { reach });
        if let Some(worst) = self.escalations(1, job)?.stories.into_iter().next() {
            let through = worst.path.steps.last().filter(|_| worst.path.steps.len() > 1);
            let request = PathRequest {
                to: vec![select_id(&worst.target.id)],
                via: through.map(|s| select_id(&s.from)).into_iter().collect(),
                ..PathRequest::default()
            };
            let caption =
                "{exposed} of {identities} get to {target}. Without the step {cut}, {spared} of them would not.";
            add("The worst way in", ViewSpec::Paths(request), caption);
        }
        if let Some(group) = self.strangest_group(&frozen, None, job)? {
            let caption =
                "In {group} access fits least: rare grants are marked, and what most members hold but one does not.";
            let matrix = ViewSpec::Matrix(MatrixView { group: group.id, selected: None });
            add("Where access does not fit", matrix, caption);
            let table = TableView { table: "outliers".to_owned(), lane: None, rows: ROWS };
            let caption = "First of all {outlier}: {reason}.";
            add("Who does not fit, and why", ViewSpec::Table(table), caption);
        }
        Ok(Story { name: name.to_owned(), slides })
    }

    /// The group on the map with the most outliers, ties by the smaller id.
    pub(crate) fn strangest_group(
        &self,
        frozen: &Frozen,
        lane: Option<Lane>,
        job: &Job,
    ) -> Result<Option<NodeName>, AppError> {
        let clusters = self.clusters_of(frozen, &ClusterConfig::default(), job)?;
        let outliers = self.outliers_of(frozen, &clusters, job)?;
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        for found in outliers.outliers.iter().filter(|o| o.finding && lane.is_none_or(|l| o.lane == l)) {
            if let Some(finest) = clusters.assignment[found.node.index()] {
                *count.entry(shown_group(&clusters, finest)).or_default() += 1;
            }
        }
        let regions = count.into_iter().filter(|&(g, _)| clusters.groups[g].kind == GroupKind::Region);
        let most = regions.min_by_key(|&(g, n)| (Reverse(n), clusters.groups[g].id.clone()));
        Ok(most.map(|(g, _)| NodeName {
            id: clusters.groups[g].id.to_string(),
            name: clusters.groups[g].label.to_string(),
        }))
    }
}

/// A SELECT of one node: everything after the first `=` is its id.
fn select_id(id: &str) -> String {
    format!("id={id}")
}
