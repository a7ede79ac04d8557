//! Many paths as one layered picture: which nodes and steps lie on them, how far each node is from
//! the targets, and how many starts pass each step.

use std::collections::BTreeMap;

use atlas_graph::{Direction, EdgeId, NodeId, Path, Walks, distances};

use crate::{Cancelled, Pace};

/// A node of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedNode {
    /// Which.
    pub node: NodeId,
    /// Steps to the nearest target on these paths; 0 for a target.
    pub column: u32,
    /// Whether paths begin here.
    pub start: bool,
}

/// A step of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedStep {
    /// Where it begins.
    pub from: NodeId,
    /// Where it leads.
    pub to: NodeId,
    /// The cheapest accepted edge.
    pub edge: EdgeId,
    /// Starts that pass it.
    pub starts: u32,
}

/// The picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// In the order of the keys.
    pub nodes: Vec<MergedNode>,
    /// In the order of (from, to).
    pub steps: Vec<MergedStep>,
    /// Starts that reach a target.
    pub starts: usize,
    /// Of these, how many are in the picture.
    pub shown: usize,
}

/// Merge all shortest paths from each start to its nearest targets. At most `most` nodes that are no
/// starts are kept, those that most starts pass; starts that lose every way on are not shown.
/// O(starts / 64 * steps on the paths).
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn merge_shortest(
    walks: &Walks,
    starts: &[NodeId],
    targets: &[NodeId],
    max_steps: u32,
    most: usize,
    pace: &dyn Pace,
) -> Result<Merged, Cancelled> {
    let stop = || pace.cancelled();
    let to_go = distances(walks, targets, Direction::Backward, max_steps, &stop).map_err(|_| Cancelled)?;
    let mut starts: Vec<NodeId> = starts.iter().copied().filter(|&s| to_go.steps(s).is_some_and(|d| d > 0)).collect();
    starts.sort_unstable();
    starts.dedup();
    let nearer = |node: NodeId, next: NodeId| to_go.steps(node).and_then(|l| l.checked_sub(1)).is_some_and(|l| to_go.steps(next) == Some(l));
    let mut on_path: BTreeMap<NodeId, u32> = BTreeMap::new();
    let mut steps: BTreeMap<(NodeId, NodeId), u32> = BTreeMap::new();
    for block in starts.chunks(64) {
        pace.check()?;
        // Which starts of the block come by, farthest nodes first.
        let mut layers: BTreeMap<std::cmp::Reverse<u32>, BTreeMap<NodeId, u64>> = BTreeMap::new();
        for (bit, &start) in block.iter().enumerate() {
            let left = to_go.steps(start).unwrap_or(0);
            *layers.entry(std::cmp::Reverse(left)).or_default().entry(start).or_default() |= 1 << bit;
        }
        while let Some((std::cmp::Reverse(left), layer)) = layers.pop_first() {
            for (node, passing) in layer {
                *on_path.entry(node).or_default() += passing.count_ones();
                for &to in walks.targets(node).iter().filter(|&&t| nearer(node, t)) {
                    *steps.entry((node, to)).or_default() += passing.count_ones();
                    *layers.entry(std::cmp::Reverse(left - 1)).or_default().entry(to).or_default() |= passing;
                }
            }
        }
    }
    let kept = keep(&on_path, &starts, |n| to_go.steps(n) == Some(0), most);
    steps.retain(|(from, to), _| kept(*from) && kept(*to));
    let total = starts.len();
    Ok(assemble(walks, &steps, &starts, total, |n| to_go.steps(n).unwrap_or(0)))
}

/// Merge given paths; a step counts each start once. O(steps * log steps).
#[must_use]
pub fn merge_paths(walks: &Walks, paths: &[Path]) -> Merged {
    let mut passing: BTreeMap<(NodeId, NodeId), Vec<NodeId>> = BTreeMap::new();
    let mut column: BTreeMap<NodeId, u32> = BTreeMap::new();
    let mut starts: Vec<NodeId> = Vec::new();
    for path in paths {
        starts.extend(path.nodes.first());
        for (left, &node) in (0u32..).zip(path.nodes.iter().rev()) {
            let at = column.entry(node).or_default();
            *at = (*at).max(left);
        }
        for pair in path.nodes.windows(2) {
            passing.entry((pair[0], pair[1])).or_default().extend(path.nodes.first());
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let steps = passing
        .into_iter()
        .map(|(step, mut by)| {
            by.sort_unstable();
            by.dedup();
            (step, u32::try_from(by.len()).unwrap_or(u32::MAX))
        })
        .collect();
    let total = starts.len();
    assemble(walks, &steps, &starts, total, |n| column.get(&n).copied().unwrap_or(0))
}

/// Targets and starts are kept, and of the nodes between them those that most pass.
fn keep<'a>(
    on_path: &BTreeMap<NodeId, u32>,
    starts: &'a [NodeId],
    is_target: impl Fn(NodeId) -> bool + 'a,
    most: usize,
) -> impl Fn(NodeId) -> bool + 'a {
    let between = on_path.iter().filter(|(n, _)| starts.binary_search(n).is_err() && !is_target(**n));
    let mut ranked: Vec<(std::cmp::Reverse<u32>, NodeId)> = between.map(|(&n, &c)| (std::cmp::Reverse(c), n)).collect();
    ranked.sort_unstable();
    ranked.truncate(most);
    let mut kept: Vec<NodeId> = ranked.into_iter().map(|(_, n)| n).collect();
    kept.sort_unstable();
    move |node| starts.binary_search(&node).is_ok() || is_target(node) || kept.binary_search(&node).is_ok()
}

fn assemble(
    walks: &Walks,
    steps: &BTreeMap<(NodeId, NodeId), u32>,
    starts: &[NodeId],
    total: usize,
    column: impl Fn(NodeId) -> u32,
) -> Merged {
    let mut nodes: Vec<NodeId> = steps.keys().flat_map(|&(f, t)| [f, t]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let is_start = |n: NodeId| starts.binary_search(&n).is_ok();
    let shown = nodes.iter().filter(|&&n| is_start(n)).count();
    Merged {
        nodes: nodes.iter().map(|&node| MergedNode { node, column: column(node), start: is_start(node) }).collect(),
        steps: steps
            .iter()
            .filter_map(|(&(from, to), &starts)| Some(MergedStep { from, to, edge: walks.step(from, to)?.0, starts }))
            .collect(),
        starts: total,
        shown,
    }
}
