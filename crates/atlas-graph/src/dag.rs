//! All shortest paths from a set of starts to a set of targets, as a graph: the nodes on them by
//! how many steps remain.
//!
//! One start is searched from both sides, the smaller frontier first (Pohl, "Bi-directional
//! search", 1971); many starts by one search backward from the targets.
//! O(nodes + steps) at worst; for one start about the square root of it.

use crate::reach::{Direction, distances};
use crate::stop::Ticker;
use crate::{NodeId, Stop, Stopped, Walks};

/// The nodes on shortest paths. A step of a shortest path leads from a node with `r` steps to go to
/// one with `r - 1`. Each start goes to its nearest targets.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShortestDag {
    /// Nodes by steps to go, each layer sorted; layer 0 are targets.
    pub(crate) layers: Vec<Vec<NodeId>>,
    /// Starts on shortest paths, sorted.
    pub(crate) starts: Vec<NodeId>,
    /// Steps to go plus one; 0 for what is on no shortest path.
    to_go: Vec<u32>,
}

impl ShortestDag {
    /// Steps to go, `None` for a node on no shortest path.
    pub(crate) fn to_go(&self, node: NodeId) -> Option<u32> {
        self.to_go[node.index()].checked_sub(1)
    }

    /// Next nodes on shortest paths, sorted.
    pub(crate) fn next<'a>(&'a self, walks: &'a Walks, node: NodeId) -> impl Iterator<Item = NodeId> + 'a {
        let mine = self.to_go[node.index()];
        let row = if mine > 1 { walks.targets(node) } else { &[] };
        row.iter().copied().filter(move |t| self.to_go[t.index()] + 1 == mine)
    }

    fn put(&mut self, node: NodeId, to_go: u32) -> bool {
        let place = &mut self.to_go[node.index()];
        if *place != 0 {
            return false;
        }
        *place = to_go + 1;
        let at = to_go as usize;
        if self.layers.len() <= at {
            self.layers.resize(at + 1, Vec::new());
        }
        self.layers[at].push(node);
        true
    }
}

/// The shortest paths of at most `max_steps` steps; starts that are targets have none.
pub(crate) fn shortest_dag(
    walks: &Walks,
    starts: &[NodeId],
    targets: &[NodeId],
    max_steps: u32,
    stop: Stop<'_>,
) -> Result<ShortestDag, Stopped> {
    let mut dag = match *starts {
        [start] => from_one(walks, start, targets, max_steps, stop)?,
        _ => from_many(walks, starts, targets, max_steps, stop)?,
    };
    for layer in &mut dag.layers {
        layer.sort_unstable();
    }
    Ok(dag)
}

fn from_many(
    walks: &Walks,
    starts: &[NodeId],
    targets: &[NodeId],
    max_steps: u32,
    stop: Stop<'_>,
) -> Result<ShortestDag, Stopped> {
    let far = distances(walks, targets, Direction::Backward, max_steps, stop)?;
    let mut dag = ShortestDag { to_go: vec![0; walks.node_count()], ..ShortestDag::default() };
    dag.starts = starts.iter().copied().filter(|&s| far.steps(s).is_some_and(|d| d > 0)).collect();
    dag.starts.sort_unstable();
    dag.starts.dedup();
    let mut ticker = Ticker::new(stop)?;
    let mut open = Vec::new();
    for at in 0..dag.starts.len() {
        let start = dag.starts[at];
        if far.steps(start).is_some_and(|d| dag.put(start, d)) {
            open.push(start);
        }
    }
    while let Some(node) = open.pop() {
        let Some(rest) = far.steps(node).and_then(|d| d.checked_sub(1)) else { continue };
        ticker.work(walks.targets(node).len())?;
        for &next in walks.targets(node) {
            if far.steps(next) == Some(rest) && dag.put(next, rest) {
                open.push(next);
            }
        }
    }
    Ok(dag)
}

/// One side of a search from both ends.
struct Side {
    direction: Direction,
    /// Steps plus one, 0 for unseen.
    seen: Vec<u32>,
    layers: Vec<Vec<NodeId>>,
    /// Steps that the next layer would look at.
    next_work: usize,
}

impl Side {
    fn new(walks: &Walks, from: &[NodeId], direction: Direction) -> Self {
        let mut seen = vec![0; walks.node_count()];
        let mut layer = Vec::with_capacity(from.len());
        for &node in from {
            if seen[node.index()] == 0 {
                seen[node.index()] = 1;
                layer.push(node);
            }
        }
        let next_work = layer.iter().map(|&n| walks.neighbours(n, direction).len()).sum();
        Self { direction, seen, layers: vec![layer], next_work }
    }

    fn depth(&self) -> u32 {
        u32::try_from(self.layers.len() - 1).unwrap_or(u32::MAX)
    }

    fn steps(&self, node: NodeId) -> Option<u32> {
        self.seen[node.index()].checked_sub(1)
    }

    /// One layer further; the nodes of it that the other side has seen.
    fn advance(&mut self, walks: &Walks, other: &Self, ticker: &mut Ticker<'_>) -> Result<Vec<NodeId>, Stopped> {
        let (mut layer, mut met, mut work) = (Vec::new(), Vec::new(), 0);
        let distance = self.depth() + 2;
        if let Some(last) = self.layers.last() {
            for &node in last {
                let next = walks.neighbours(node, self.direction);
                ticker.work(next.len())?;
                for &node in next {
                    if self.seen[node.index()] == 0 {
                        self.seen[node.index()] = distance;
                        layer.push(node);
                        work += walks.neighbours(node, self.direction).len();
                        if other.seen[node.index()] != 0 {
                            met.push(node);
                        }
                    }
                }
            }
        }
        self.next_work = work;
        self.layers.push(layer);
        Ok(met)
    }
}

fn from_one(
    walks: &Walks,
    start: NodeId,
    targets: &[NodeId],
    max_steps: u32,
    stop: Stop<'_>,
) -> Result<ShortestDag, Stopped> {
    let mut dag = ShortestDag { to_go: vec![0; walks.node_count()], ..ShortestDag::default() };
    if targets.is_empty() || targets.contains(&start) {
        return Ok(dag);
    }
    let mut ticker = Ticker::new(stop)?;
    let mut near = Side::new(walks, &[start], Direction::Forward);
    let mut far = Side::new(walks, targets, Direction::Backward);
    let met = loop {
        if near.depth() + far.depth() >= max_steps || near.next_work == 0 || far.next_work == 0 {
            return Ok(dag);
        }
        let met = if near.next_work <= far.next_work {
            near.advance(walks, &far, &mut ticker)?
        } else {
            far.advance(walks, &near, &mut ticker)?
        };
        if !met.is_empty() {
            break met;
        }
    };
    // Both sides have seen all within their depth and had not met before, so the paths have exactly
    // the sum of the depths in steps and each has one node among `met`.
    let (ahead, behind) = (far.depth(), near.depth());
    let mut open: Vec<NodeId> = met.clone();
    for &node in &met {
        dag.put(node, ahead);
    }
    while let Some(node) = open.pop() {
        let Some(rest) = dag.to_go(node).and_then(|d| d.checked_sub(1)) else { continue };
        ticker.work(walks.targets(node).len())?;
        for &next in walks.targets(node) {
            if far.steps(next) == Some(rest) && dag.put(next, rest) {
                open.push(next);
            }
        }
    }
    open = met;
    while let Some(node) = open.pop() {
        let Some(gone) = near.steps(node).and_then(|d| d.checked_sub(1)) else { continue };
        ticker.work(walks.sources(node).len())?;
        for &previous in walks.sources(node) {
            if near.steps(previous) == Some(gone) && dag.put(previous, ahead + behind - gone) {
                open.push(previous);
            }
        }
    }
    dag.starts.push(start);
    Ok(dag)
}
