//! Least cost from (or to) a set of nodes.
//!
//! Source: Dijkstra, "A note on two problems in connexion with graphs", 1959, with a binary heap
//! and lazy deletion. O((nodes + steps) log nodes). Nodes that lead nowhere never enter the heap:
//! in an access graph most identities are such nodes when the search runs backward, so it costs
//! little more than a breadth-first search.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::reach::Direction;
use crate::stop::Ticker;
use crate::weight::nats;
use crate::{NodeId, Stop, Stopped, Walks};

/// Least costs from (or to) a set of nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs {
    micro: Vec<u64>,
}

impl Costs {
    /// Least cost in nats, `None` where there is no path.
    #[must_use]
    pub fn nats(&self, node: NodeId) -> Option<f64> {
        let micro = self.micro[node.index()];
        (micro != u64::MAX).then(|| nats(micro))
    }

    /// For costs toward a set (searched backward): the next node on a cheapest path from a node, the
    /// first of several; `None` in the set itself and where there is no path. O(degree).
    #[must_use]
    pub fn next(&self, walks: &Walks, node: NodeId) -> Option<NodeId> {
        let left = self.micro[node.index()];
        if left == 0 || left == u64::MAX {
            return None;
        }
        let rest = |at: usize| self.micro[walks.out_targets[at].index()];
        let mut row = walks.out_row(node);
        let leads = |&at: &usize| rest(at).checked_add(u64::from(walks.out_costs[at])) == Some(left);
        row.find(leads).map(|at| walks.out_targets[at])
    }

    /// `exp(-cost)` of the likeliest path, 0 where there is none.
    #[must_use]
    pub fn likelihood(&self, node: NodeId) -> f64 {
        self.nats(node).map_or(0.0, |c| (-c).exp())
    }
}

/// Least cost from every node of a set along a direction; 0 for the set itself.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn costs(walks: &Walks, from: &[NodeId], direction: Direction, stop: Stop<'_>) -> Result<Costs, Stopped> {
    let mut ticker = Ticker::new(stop)?;
    let mut micro = vec![u64::MAX; walks.node_count()];
    let mut heap = BinaryHeap::new();
    for &node in from {
        micro[node.index()] = 0;
        heap.push(Reverse((0u64, node)));
    }
    while let Some(Reverse((cost, node))) = heap.pop() {
        if cost > micro[node.index()] {
            continue;
        }
        let row = match direction {
            Direction::Forward => walks.out_row(node),
            Direction::Backward => walks.in_row(node),
        };
        ticker.work(row.len())?;
        for at in row {
            let (next, step) = match direction {
                Direction::Forward => (walks.out_targets[at], at),
                Direction::Backward => (walks.in_sources[at], walks.in_steps[at] as usize),
            };
            let through = cost + u64::from(walks.out_costs[step]);
            if through < micro[next.index()] {
                micro[next.index()] = through;
                if !walks.neighbours(next, direction).is_empty() {
                    heap.push(Reverse((through, next)));
                }
            }
        }
    }
    Ok(Costs { micro })
}
