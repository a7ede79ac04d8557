//! [`Path`]: a sequence of nodes; between two of them the cheapest accepted edge.

use atlas_model::StepStatus;

use crate::weight::nats;
use crate::{Accept, EdgeId, NodeId, Snapshot, Walks};

/// A loopless path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// From start to target, at least two.
    pub nodes: Vec<NodeId>,
    /// The cheapest accepted edge of each step; one less than nodes.
    pub edges: Vec<EdgeId>,
    /// Sum of the costs, in nats.
    pub cost: f64,
}

impl Path {
    /// The path along nodes that are joined by steps; `None` where two of them are not.
    #[must_use]
    pub fn of(walks: &Walks, nodes: Vec<NodeId>) -> Option<Self> {
        let mut edges = Vec::with_capacity(nodes.len().saturating_sub(1));
        let mut micro = 0;
        for pair in nodes.windows(2) {
            let at = walks.position(pair[0], pair[1])?;
            edges.push(walks.out_edges[at]);
            micro += u64::from(walks.out_costs[at]);
        }
        Some(Self { nodes, edges, cost: nats(micro) })
    }

    /// `exp(-cost)`: relative, not a measured probability.
    #[must_use]
    pub fn likelihood(&self) -> f64 {
        (-self.cost).exp()
    }

    /// The status of the weakest step.
    #[must_use]
    pub fn status(&self, snapshot: &Snapshot) -> StepStatus {
        let weakest = self.edges.iter().map(|&e| snapshot.meaning(e).status).max();
        weakest.unwrap_or(StepStatus::Verified)
    }
}

/// The other accepted edges of a step, cheapest first, ties in the order of the edges (semantics
/// §12). O(edges between the two).
#[must_use]
pub fn alternatives(snapshot: &Snapshot, accept: &Accept, step: EdgeId) -> Vec<EdgeId> {
    let (from, to) = (snapshot.source_of(step), snapshot.target(step));
    let mut others: Vec<EdgeId> =
        snapshot.edges_between(from, to).map(EdgeId).filter(|&e| e != step && accept.takes(snapshot, e)).collect();
    others.sort_by(|&a, &b| snapshot.meaning(a).cost.total_cmp(&snapshot.meaning(b).cost));
    others
}
