//! [`Shown`]: what a reviewer is shown about a subject, and the hashes that hold a decision to it.

use atlas_analysis::outliers::{Outlier, Reason};
use atlas_graph::NodeId;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::desk::Desk;
use super::record::GrantId;
use crate::dto::{NodeName, OutlierRow};
use crate::groups::outlier_row;
use crate::naming::id_text;

/// The facts about one subject.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) node: NodeId,
    pub(crate) id: String,
    pub(crate) name: String,
    /// `None` where the subject is not scored.
    pub(crate) row: Option<OutlierRow>,
    /// The reasons behind the row.
    pub(crate) reasons: Vec<Reason>,
    /// Tier-0 nodes that it reaches, in the order of the keys.
    pub(crate) reaches: Vec<NodeName>,
    /// Whether it is tier 0 itself.
    pub(crate) is_tier0: bool,
    /// SHA-256 over everything that is shown, hex.
    pub(crate) facts_hash: String,
    /// SHA-256 over the access: which rare things, which grants, what of tier 0 is reached. Counts of peers are not
    /// in it: a decision is not asked again because somebody else joined.
    pub(crate) access_hash: String,
}

impl Shown {
    pub(crate) fn of(desk: &Desk, node: NodeId, outlier: Option<&Outlier>) -> Self {
        let snapshot = &desk.frozen.snapshot;
        let order = desk.exposed.order();
        let reached = (0..order.len()).filter(|&at| order[at] != node && desk.exposed.reaches(node, at));
        let mut reaches: Vec<NodeName> = reached.map(|at| desk.frozen.named(order[at])).collect();
        reaches.sort_by(|a, b| a.id.cmp(&b.id));
        let row = outlier.map(|o| outlier_row(&desk.frozen, &desk.clusters, o));
        let reasons = outlier.map(|o| o.reasons.clone()).unwrap_or_default();
        let id = id_text(snapshot, node);
        let is_tier0 = desk.frozen.tier(node) == Some(0);
        let tier0: Vec<&str> = reaches.iter().map(|n| n.id.as_str()).collect();
        let held: Vec<_> =
            row.iter().flat_map(|r| &r.reasons).map(|r| json!([r.entitlement, r.grants, r.missing])).collect();
        let access = json!([id, held, tier0, is_tier0]);
        let facts = json!([access, row]);
        Self {
            node,
            name: snapshot.name(node).into(),
            row,
            reasons,
            reaches,
            is_tier0,
            facts_hash: sha256(&facts.to_string()),
            access_hash: sha256(&access.to_string()),
            id,
        }
    }

    /// Whether a decision about it needs two people.
    pub(crate) fn two_persons(&self) -> bool {
        self.is_tier0 || !self.reaches.is_empty()
    }

    /// 0 where it is not scored.
    pub(crate) fn score(&self) -> f64 {
        self.row.as_ref().map_or(0.0, |r| r.score)
    }

    /// The stable id of the item about it.
    pub(crate) fn item(&self) -> String {
        format!("outlier:{}", self.id)
    }

    /// The grants behind some of its things, behind all of them where none is named; those that are missing aside.
    pub(crate) fn grants(&self, desk: &Desk, things: &[String]) -> Vec<GrantId> {
        let snapshot = &desk.frozen.snapshot;
        let wanted = |r: &&Reason| things.is_empty() || things.contains(&id_text(snapshot, r.thing));
        let held = self.reasons.iter().filter(|r| !r.missing).filter(wanted).flat_map(|r| &r.grants);
        held.map(|g| GrantId {
            kind: g.kind.to_string(),
            level: g.level.as_deref().map(Into::into),
            target: id_text(snapshot, g.target),
        })
        .collect()
    }
}

/// SHA-256 of a text, hex.
pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}
