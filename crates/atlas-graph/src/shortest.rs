//! One shortest path, and all of them: counted exactly, the first of them listed.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::dag::{ShortestDag, shortest_dag};
use crate::weight::By;
use crate::{NodeId, Path, Stop, Stopped, Walks};

/// All shortest paths from a set of starts, each start to its nearest targets.
#[derive(Clone, Debug, PartialEq)]
pub struct AllShortest {
    /// How many node sequences there are.
    pub total: u128,
    /// `false` where the number exceeds what `total` can hold.
    pub total_is_exact: bool,
    /// The first of them: fewest steps, then least cost, then by the sequence of nodes.
    pub paths: Vec<Path>,
    /// Starts that are targets, sorted.
    pub already_there: Vec<NodeId>,
}

/// Count all shortest paths of at most `max_steps` steps and list the first `limit`.
///
/// Counting: Brandes, "A faster algorithm for betweenness centrality", 2001, its first half.
/// Listing: best first by what is exactly left to go, so each listed path costs its length times
/// the degree on the way. O(nodes + steps) in all.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn all_shortest(
    walks: &Walks,
    starts: &[NodeId],
    targets: &[NodeId],
    max_steps: u32,
    limit: usize,
    stop: Stop<'_>,
) -> Result<AllShortest, Stopped> {
    let (starts, already_there) = part_starts(starts, targets);
    let dag = shortest_dag(walks, &starts, targets, max_steps, stop)?;
    let (total, total_is_exact) = count(walks, &dag);
    let paths = first(walks, &dag, limit);
    Ok(AllShortest { total, total_is_exact, paths, already_there })
}

/// A shortest path from a node to a set: of several the cheapest, of these the first by its nodes.
/// `None` where there is none, or the node is in the set.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn shortest(walks: &Walks, start: NodeId, targets: &[NodeId], stop: Stop<'_>) -> Result<Option<Path>, Stopped> {
    let dag = shortest_dag(walks, &[start], targets, u32::MAX, stop)?;
    Ok(first(walks, &dag, 1).pop())
}

/// Sort starts and part those that are targets.
pub(crate) fn part_starts(starts: &[NodeId], targets: &[NodeId]) -> (Vec<NodeId>, Vec<NodeId>) {
    let mut goal = targets.to_vec();
    goal.sort_unstable();
    let mut starts = starts.to_vec();
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().partition(|s| goal.binary_search(s).is_err())
}

/// Numbers of paths onward, summed over the starts.
fn count(walks: &Walks, dag: &ShortestDag) -> (u128, bool) {
    let mut exact = true;
    let mut onward: Vec<Vec<u128>> = Vec::with_capacity(dag.layers.len());
    let mut add = |a: u128, b: u128| {
        a.checked_add(b).unwrap_or_else(|| {
            exact = false;
            u128::MAX
        })
    };
    let mut total = 0;
    for (to_go, layer) in dag.layers.iter().enumerate() {
        let mut counts = Vec::with_capacity(layer.len());
        for &node in layer {
            let mut paths = u128::from(to_go == 0);
            for next in dag.next(walks, node) {
                if let Ok(at) = dag.layers[to_go - 1].binary_search(&next) {
                    paths = add(paths, onward[to_go - 1][at]);
                }
            }
            if dag.starts.binary_search(&node).is_ok() {
                total = add(total, paths);
            }
            counts.push(paths);
        }
        onward.push(counts);
    }
    (total, exact)
}

/// The first `limit` paths by (steps, cost, nodes): partial paths ordered by the best key that they
/// can still come to; a partial path with the smaller nodes comes first among equals, and so do all
/// its continuations of that key.
fn first(walks: &Walks, dag: &ShortestDag, limit: usize) -> Vec<Path> {
    let mut best: Vec<Vec<u64>> = Vec::with_capacity(dag.layers.len());
    for (to_go, layer) in dag.layers.iter().enumerate() {
        let onward = |node: NodeId| {
            if to_go == 0 {
                return 0;
            }
            dag.next(walks, node).map(|next| key(walks, node, next) + left(dag, &best, next)).min().unwrap_or(0)
        };
        let keys: Vec<u64> = layer.iter().map(|&n| onward(n)).collect();
        best.push(keys);
    }
    let mut heap: BinaryHeap<Reverse<(u64, Vec<NodeId>, u64)>> = BinaryHeap::new();
    for &start in &dag.starts {
        heap.push(Reverse((left(dag, &best, start), vec![start], 0)));
    }
    let mut paths = Vec::new();
    while paths.len() < limit
        && let Some(Reverse((_, nodes, gone))) = heap.pop()
    {
        let Some(&last) = nodes.last() else { continue };
        if dag.to_go(last) == Some(0) {
            paths.extend(Path::of(walks, nodes));
            continue;
        }
        for next in dag.next(walks, last) {
            let gone = gone + key(walks, last, next);
            let mut nodes = nodes.clone();
            nodes.push(next);
            heap.push(Reverse((gone + left(dag, &best, next), nodes, gone)));
        }
    }
    paths
}

fn key(walks: &Walks, from: NodeId, to: NodeId) -> u64 {
    walks.position(from, to).map_or(0, |at| By::Steps.key(walks.out_costs[at]))
}

fn left(dag: &ShortestDag, best: &[Vec<u64>], node: NodeId) -> u64 {
    let Some(layer) = dag.to_go(node).map(|d| d as usize) else { return 0 };
    dag.layers[layer].binary_search(&node).map_or(0, |at| best[layer][at])
}
