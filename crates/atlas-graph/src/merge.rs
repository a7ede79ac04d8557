//! Many paths as one layered picture: which nodes and steps lie on them, how far each node is from
//! the targets, and how many starts pass each step. Data only; the map folds and draws it.
//!
//! ```text
//!   column 3        column 2      column 1     column 0
//!   9 users ──9──▶  group ──12──▶ role ──12──▶ target
//!   3 users ──3──▶    ▲
//! ```
//!
//! **Counting.** A step carries the starts of which at least one path takes it, each start once; so
//! the counts of the steps out of a node can add up to more than its starts.
//! **Choosing.** Where more would be drawn than asked for, the starts that stand for most (those
//! with the same next steps stand for each other) are kept, each with the one way that most others
//! share, until the limit is met. What is drawn still carries the counts of all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::dag::{ShortestDag, shortest_dag};
use crate::shortest::part_starts;
use crate::stop::Ticker;
use crate::{EdgeId, NodeId, Path, Stop, Stopped, Walks};

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
    /// Starts that pass it, drawn or not.
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

/// Merge all shortest paths of at most `max_steps` steps from each start to its nearest targets.
/// Starts with the same next steps count as one thing drawn; at most about `most` things are.
/// For every 64 groups of equal starts the steps on their shortest paths are visited once.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn merge_shortest(
    walks: &Walks,
    starts: &[NodeId],
    targets: &[NodeId],
    max_steps: u32,
    most: usize,
    stop: Stop<'_>,
) -> Result<Merged, Stopped> {
    let (starts, _) = part_starts(starts, targets);
    let dag = shortest_dag(walks, &starts, targets, max_steps, stop)?;
    let groups = group_starts(walks, &dag);
    let passing = passing(walks, &dag, &groups, stop)?;
    let drawn = choose(walks, &dag, &groups, &passing, most);
    let nodes = drawn.nodes.iter().filter_map(|&node| {
        let start = dag.starts.binary_search(&node).is_ok();
        Some(MergedNode { node, column: dag.to_go(node)?, start })
    });
    let folded: BTreeSet<NodeId> = groups.iter().filter(|g| g.len() > 1).flatten().copied().collect();
    let steps = drawn.steps.iter().filter_map(|&(from, to)| {
        let (edge, _) = walks.step(from, to)?;
        // The first of a group stands for all of it, but each member begins only its own paths.
        let starts = if folded.contains(&from) { 1 } else { passing[from.index()] };
        Some(MergedStep { from, to, edge, starts })
    });
    Ok(Merged { nodes: nodes.collect(), steps: steps.collect(), starts: dag.starts.len(), shown: drawn.starts })
}

/// Merge given paths; a step counts each start once, a node stands in the column of its longest way
/// on. O(steps * log steps).
#[must_use]
pub fn merge_paths(walks: &Walks, paths: &[Path]) -> Merged {
    let mut column: BTreeMap<NodeId, u32> = BTreeMap::new();
    let mut passing: BTreeMap<(NodeId, NodeId), BTreeSet<NodeId>> = BTreeMap::new();
    let starts: BTreeSet<NodeId> = paths.iter().filter_map(|p| p.nodes.first()).copied().collect();
    for path in paths {
        for (left, &node) in (0u32..).zip(path.nodes.iter().rev()) {
            let at = column.entry(node).or_default();
            *at = left.max(*at);
        }
        for pair in path.nodes.windows(2) {
            passing.entry((pair[0], pair[1])).or_default().extend(path.nodes.first());
        }
    }
    let node = |(&node, &column): (&NodeId, &u32)| MergedNode { node, column, start: starts.contains(&node) };
    let steps = passing.iter().filter_map(|(&(from, to), by)| {
        let starts = u32::try_from(by.len()).unwrap_or(u32::MAX);
        Some(MergedStep { from, to, edge: walks.step(from, to)?.0, starts })
    });
    Merged {
        nodes: column.iter().map(node).collect(),
        steps: steps.collect(),
        starts: starts.len(),
        shown: starts.len(),
    }
}

/// Starts with the same next steps that nobody passes through, then the others one by one; largest
/// first, ties by key.
fn group_starts(walks: &Walks, dag: &ShortestDag) -> Vec<Vec<NodeId>> {
    let mut equal: BTreeMap<(u32, Vec<NodeId>), Vec<NodeId>> = BTreeMap::new();
    let mut groups = Vec::new();
    for &start in &dag.starts {
        let Some(to_go) = dag.to_go(start) else { continue };
        if walks.sources(start).iter().any(|&s| dag.to_go(s) == Some(to_go + 1)) {
            groups.push(vec![start]);
        } else {
            equal.entry((to_go, dag.next(walks, start).collect())).or_default().push(start);
        }
    }
    groups.extend(equal.into_values());
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    groups
}

/// How many starts pass each node on shortest paths, or begin at it; for a group of equal starts the
/// node of its first member stands for all. 64 groups at a time, farthest nodes first.
fn passing(walks: &Walks, dag: &ShortestDag, groups: &[Vec<NodeId>], stop: Stop<'_>) -> Result<Vec<u32>, Stopped> {
    let mut ticker = Ticker::new(stop)?;
    let mut count = vec![0; walks.node_count()];
    let mut bits = vec![0u64; walks.node_count()];
    let mut layers: Vec<Vec<NodeId>> = vec![Vec::new(); dag.layers.len()];
    for block in groups.chunks(64) {
        for (bit, group) in block.iter().enumerate() {
            let Some((first, to_go)) = group.first().and_then(|&f| Some((f, dag.to_go(f)? as usize))) else { continue };
            if bits[first.index()] == 0 {
                layers[to_go].push(first);
            }
            bits[first.index()] |= 1 << bit;
        }
        for to_go in (0..layers.len()).rev() {
            for node in std::mem::take(&mut layers[to_go]) {
                let mine = std::mem::take(&mut bits[node.index()]);
                ticker.work(walks.targets(node).len())?;
                for next in dag.next(walks, node) {
                    if bits[next.index()] == 0 {
                        layers[to_go - 1].push(next);
                    }
                    bits[next.index()] |= mine;
                }
                let mut left = mine;
                while left != 0 {
                    let size = block[left.trailing_zeros() as usize].len();
                    count[node.index()] += u32::try_from(size).unwrap_or(u32::MAX);
                    left &= left - 1;
                }
            }
        }
    }
    Ok(count)
}

/// What is drawn.
#[derive(Default)]
struct Drawn {
    nodes: BTreeSet<NodeId>,
    steps: BTreeSet<(NodeId, NodeId)>,
    starts: usize,
}

fn choose(walks: &Walks, dag: &ShortestDag, groups: &[Vec<NodeId>], passing: &[u32], most: usize) -> Drawn {
    let between: usize = dag.layers.iter().map(Vec::len).sum::<usize>() - dag.starts.len();
    let all = between + groups.len() <= most;
    let mut drawn = Drawn::default();
    let mut things = 0;
    for group in groups {
        let Some(&first) = group.first() else { continue };
        let (mut seen, mut steps) = (BTreeSet::from([first]), Vec::new());
        let mut open = vec![first];
        while let Some(from) = open.pop() {
            let mut next: Vec<NodeId> = dag.next(walks, from).collect();
            if !all {
                next.sort_by_key(|&n| (Reverse(passing[n.index()]), n));
                next.truncate(1);
            }
            for to in next {
                steps.push((from, to));
                if !drawn.nodes.contains(&to) && seen.insert(to) {
                    open.push(to);
                }
            }
        }
        let fresh = seen.iter().filter(|n| !drawn.nodes.contains(n)).count();
        if !all && things > 0 && things + fresh > most {
            continue;
        }
        things += fresh;
        drawn.starts += group.len();
        let firsts: Vec<(NodeId, NodeId)> = steps.iter().filter(|s| s.0 == first).copied().collect();
        drawn.steps.extend(group.iter().flat_map(|&g| firsts.iter().map(move |&(_, to)| (g, to))));
        drawn.nodes.extend(group);
        drawn.nodes.extend(seen);
        drawn.steps.extend(steps);
    }
    drawn
}
