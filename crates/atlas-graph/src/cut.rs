//! A minimum cut: the fewest edges whose removal parts all starts from all targets.
//!
//! Source: Dinic, "Algorithm for solution of a problem of maximum flow in a network with power
//! estimation", 1970, from the targets backward: cuts of access graphs lie close to what is
//! protected, so most rounds look at little. O(steps * sqrt(steps)) where capacities are one, as
//! they nearly always are (Even, Tarjan, "Network flow and testing graph connectivity", 1975).

use crate::stop::Ticker;
use crate::{NodeId, Stop, Stopped, Walks};

/// A minimum cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Sum of the capacities of its steps.
    pub value: u64,
    /// Its steps, in the order of (from, to); of all minimum cuts the one nearest to the targets.
    pub steps: Vec<(NodeId, NodeId)>,
}

/// Part `starts` from `targets`; starts that are targets cannot be parted and are left out.
/// `capacity` says what it takes to remove a step.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn min_cut(
    walks: &Walks,
    starts: &[NodeId],
    targets: &[NodeId],
    capacity: impl Fn(NodeId, NodeId) -> u32,
    stop: Stop<'_>,
) -> Result<Cut, Stopped> {
    let mut ticker = Ticker::new(stop)?;
    let mut network = Network::new(walks, starts, targets, capacity);
    let mut value = 0;
    while network.layer(&mut ticker)? {
        value += network.block(&mut ticker)?;
    }
    // The last layering stopped at the cut: what it saw lies on the side of the targets.
    let mut steps = Vec::new();
    for &inner in &network.queue {
        let outside = walks.sources(inner).iter().filter(|s| network.level[s.index()] == UNSEEN);
        steps.extend(outside.map(|&outer| (outer, inner)));
    }
    steps.sort_unstable();
    Ok(Cut { value, steps })
}

const UNSEEN: u32 = u32::MAX;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Between,
    Start,
    Target,
}

/// What is left of the network, searched from the targets backward. An arc of a node is one of its
/// incoming steps, then one of its outgoing steps, which can be taken back as far as they carry.
struct Network<'a> {
    walks: &'a Walks,
    targets: Vec<NodeId>,
    role: Vec<Role>,
    /// What is left of each outgoing step.
    left: Vec<u32>,
    /// What each outgoing step carries.
    carried: Vec<u32>,
    level: Vec<u32>,
    queue: Vec<NodeId>,
    /// Next arc to try of each node that has a level.
    arc: Vec<u32>,
    /// Level of the starts that were reached first.
    depth: u32,
}

/// A way through one arc: where it leads and the step it uses, `true` where it takes it back.
type Arc = (NodeId, usize, bool);

impl<'a> Network<'a> {
    fn new(walks: &'a Walks, starts: &[NodeId], targets: &[NodeId], capacity: impl Fn(NodeId, NodeId) -> u32) -> Self {
        let n = walks.node_count();
        let mut role = vec![Role::Between; n];
        for start in starts {
            role[start.index()] = Role::Start;
        }
        let mut goals = targets.to_vec();
        goals.sort_unstable();
        goals.dedup();
        for target in &goals {
            role[target.index()] = Role::Target;
        }
        let mut left = vec![1; walks.step_count()];
        for from in walks.nodes() {
            for at in walks.out_row(from) {
                left[at] = capacity(from, walks.out_targets[at]);
            }
        }
        Self {
            walks,
            targets: goals,
            role,
            left,
            carried: vec![0; walks.step_count()],
            level: vec![UNSEEN; n],
            queue: Vec::new(),
            arc: vec![0; n],
            depth: 0,
        }
    }

    /// The arc of a node at a position: `None` past the last, `Some(None)` where it is used up.
    fn arc_at(&self, node: NodeId, position: u32) -> Option<Option<Arc>> {
        let incoming = self.walks.in_row(node);
        let at = incoming.start + position as usize;
        if at < incoming.end {
            let step = self.walks.in_steps[at] as usize;
            let open = self.left[step] > 0;
            return Some(open.then(|| (self.walks.in_sources[at], step, false)));
        }
        let outgoing = self.walks.out_row(node);
        let step = outgoing.start + (at - incoming.end);
        (step < outgoing.end).then(|| (self.carried[step] > 0).then(|| (self.walks.out_targets[step], step, true)))
    }

    /// Levels from the targets up to the nearest starts; whether a start was reached.
    fn layer(&mut self, ticker: &mut Ticker<'_>) -> Result<bool, Stopped> {
        for node in self.queue.drain(..) {
            self.level[node.index()] = UNSEEN;
            self.arc[node.index()] = 0;
        }
        for &target in &self.targets {
            self.level[target.index()] = 0;
            self.queue.push(target);
        }
        self.depth = UNSEEN;
        let mut at = 0;
        while at < self.queue.len() {
            let node = self.queue[at];
            at += 1;
            let next_level = self.level[node.index()] + 1;
            if next_level > self.depth {
                break;
            }
            let mut position = 0;
            while let Some(arc) = self.arc_at(node, position) {
                position += 1;
                let Some((next, ..)) = arc else { continue };
                if self.level[next.index()] == UNSEEN {
                    self.level[next.index()] = next_level;
                    self.queue.push(next);
                    if self.role[next.index()] == Role::Start {
                        self.depth = next_level;
                    }
                }
            }
            ticker.work(position as usize)?;
        }
        Ok(self.depth != UNSEEN)
    }

    /// Send what fits along the levels; how much.
    fn block(&mut self, ticker: &mut Ticker<'_>) -> Result<u64, Stopped> {
        let mut sent = 0;
        let mut way: Vec<Arc> = Vec::new();
        for at in 0..self.targets.len() {
            let target = self.targets[at];
            loop {
                let node = way.last().map_or(target, |a| a.0);
                if self.role[node.index()] == Role::Start {
                    sent += self.send(&mut way);
                    continue;
                }
                let position = self.arc[node.index()];
                ticker.work(1)?;
                match self.arc_at(node, position) {
                    Some(Some(arc)) if self.level[arc.0.index()] == self.level[node.index()] + 1 => way.push(arc),
                    Some(_) => self.arc[node.index()] += 1,
                    None => match way.pop() {
                        Some(_) => {
                            let back = way.last().map_or(target, |a| a.0);
                            self.arc[back.index()] += 1;
                        }
                        None => break,
                    },
                }
            }
        }
        Ok(sent)
    }

    /// Send along a complete way and go back to before the first arc that is used up.
    fn send(&mut self, way: &mut Vec<Arc>) -> u64 {
        let room = |&(_, step, back): &Arc| if back { self.carried[step] } else { self.left[step] };
        let amount = way.iter().map(room).min().unwrap_or(0);
        let mut full = way.len();
        for (at, &(_, step, back)) in way.iter().enumerate().rev() {
            if back {
                self.carried[step] -= amount;
                self.left[step] += amount;
            } else {
                self.left[step] -= amount;
                self.carried[step] += amount;
            }
            let rest = if back { self.carried[step] } else { self.left[step] };
            if rest == 0 {
                full = at;
            }
        }
        way.truncate(full);
        u64::from(amount)
    }
}
