//! Reach by breadth-first search: who comes where, in how many steps, at what cost.
//!
//! Source: Moore, "The shortest path through a maze", 1959. O(nodes + steps).

use crate::stop::Ticker;
use crate::{NodeId, Stop, Stopped, Walks, costs};

/// Which way steps are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From holder to what is gained.
    Forward,
    /// From what is gained to its holders.
    Backward,
}

const UNREACHED: u32 = u32::MAX;

/// Fewest steps from (or to) a set of nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distances {
    steps: Vec<u32>,
    reached: Vec<NodeId>,
    layers: Vec<usize>,
}

impl Distances {
    /// Fewest steps to a node, `None` where it is not reached; 0 for the nodes begun with.
    #[must_use]
    #[inline]
    pub fn steps(&self, node: NodeId) -> Option<u32> {
        Some(self.steps[node.index()]).filter(|&s| s != UNREACHED)
    }

    /// Whether a node is reached.
    #[must_use]
    #[inline]
    pub fn has(&self, node: NodeId) -> bool {
        self.steps[node.index()] != UNREACHED
    }

    /// All reached nodes, nearest first.
    #[must_use]
    pub fn reached(&self) -> &[NodeId] {
        &self.reached
    }

    /// Reached nodes by distance: layer 0 are the nodes begun with.
    pub fn layers(&self) -> impl ExactSizeIterator<Item = &[NodeId]> + '_ {
        self.layers.windows(2).map(|w| &self.reached[w[0]..w[1]])
    }
}

/// Fewest steps from every node of a set along a direction, at most `max_steps` of them.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn distances(
    walks: &Walks,
    from: &[NodeId],
    direction: Direction,
    max_steps: u32,
    stop: Stop<'_>,
) -> Result<Distances, Stopped> {
    let mut ticker = Ticker::new(stop)?;
    let mut steps = vec![UNREACHED; walks.node_count()];
    let mut reached = Vec::with_capacity(from.len());
    for &node in from {
        if steps[node.index()] == UNREACHED {
            steps[node.index()] = 0;
            reached.push(node);
        }
    }
    let mut layers = vec![0, reached.len()];
    let mut begin = 0;
    for distance in 1..=max_steps {
        let end = reached.len();
        for at in begin..end {
            let next = walks.neighbours(reached[at], direction);
            ticker.work(next.len())?;
            for &node in next {
                if steps[node.index()] == UNREACHED {
                    steps[node.index()] = distance;
                    reached.push(node);
                }
            }
        }
        if reached.len() == end {
            break;
        }
        layers.push(reached.len());
        begin = end;
    }
    if layers.len() == 2 && reached.is_empty() {
        layers.pop();
    }
    Ok(Distances { steps, reached, layers })
}

/// A node within a blast radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    /// Which.
    pub node: NodeId,
    /// Fewest steps.
    pub steps: u32,
    /// Least cost in nats; not always that of the path with fewest steps.
    pub cost: f64,
}

/// Everything that a set of nodes can reach, themselves left out; nearest first, then cheapest,
/// then by key. O((nodes + steps) log nodes).
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn blast_radius(walks: &Walks, starts: &[NodeId], stop: Stop<'_>) -> Result<Vec<Reached>, Stopped> {
    let near = distances(walks, starts, Direction::Forward, UNREACHED - 1, stop)?;
    let cheap = costs(walks, starts, Direction::Forward, stop)?;
    let mut reached: Vec<Reached> = near
        .reached()
        .iter()
        .filter_map(|&node| {
            let (steps, cost) = (near.steps(node)?, cheap.nats(node)?);
            (steps > 0).then_some(Reached { node, steps, cost })
        })
        .collect();
    reached.sort_by(|a, b| a.steps.cmp(&b.steps).then(a.cost.total_cmp(&b.cost)).then(a.node.cmp(&b.node)));
    Ok(reached)
}
