//! What everyone has to pass on the way to a set of targets: the dominator tree of the reversed
//! walks, rooted at a virtual node behind all targets, and what removing one thing would cost.
//!
//! ```text
//!   everyone ──▶ x ──▶ ... ──▶ target ──▶ (root)       x dominates whom it cuts off
//! ```
//!
//! Source: Georgiadis, "Linear-time algorithms for dominators and related problems", 2005, the
//! semi-NCA variant of Lengauer and Tarjan, 1979, with every stack as data.
//! O((nodes + steps) log nodes), in practice linear. Nodes that nobody walks into (most identities)
//! dominate nothing but themselves; they are left out of it and hung below the nearest common
//! dominator of where they lead, which the few levels of a real tree make cheap.

use crate::stop::Ticker;
use crate::{EdgeId, NodeId, Stop, Stopped, Walks};

const ABSENT: u32 = u32::MAX;
/// Number of the virtual node behind the targets.
const ROOT: u32 = 0;

/// The dominator tree toward a set of targets. Nodes that reach no target are not in it.
///
/// Everything is indexed by a number; a dominator always has the smaller one.
#[derive(Clone, Debug)]
pub struct Dominators {
    /// Number of each node, [`ABSENT`] for those that reach no target.
    number: Vec<u32>,
    /// Node of each number but [`ROOT`], whose entry means nothing.
    node: Vec<NodeId>,
    /// Immediate dominator of each number.
    idom: Vec<u32>,
}

/// Find the dominators. Every stack is data: a chain of a million nodes does not overflow.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn dominators(walks: &Walks, targets: &[NodeId], stop: Stop<'_>) -> Result<Dominators, Stopped> {
    let mut ticker = Ticker::new(stop)?;
    let mut is_target = vec![false; walks.node_count()];
    for target in targets {
        is_target[target.index()] = true;
    }
    let Search { number, node, parent } = search(walks, targets, &mut ticker)?;
    let mut forest = Forest::new(&parent);
    let n = u32::try_from(node.len()).unwrap_or(u32::MAX);
    for w in (1..n).rev() {
        let at = node[w as usize];
        let mut semi = parent[w as usize];
        if is_target[at.index()] {
            semi = ROOT;
        } else {
            let row = walks.targets(at);
            ticker.work(row.len())?;
            for next in row {
                let v = number[next.index()];
                if v != ABSENT {
                    semi = semi.min(forest.least(v, w));
                }
            }
        }
        forest.semi[w as usize] = semi;
        forest.label[w as usize] = semi;
    }
    let mut tree = Dominators { number, node, idom: parent };
    for w in 1..n as usize {
        while tree.idom[w] > forest.semi[w] {
            tree.idom[w] = tree.idom[tree.idom[w] as usize];
        }
    }
    tree.hang_leaves(walks, &is_target, &mut ticker)?;
    Ok(tree)
}

struct Search {
    number: Vec<u32>,
    node: Vec<NodeId>,
    parent: Vec<u32>,
}

/// Depth-first numbers backward from the targets, of nodes that are walked into and targets.
fn search(walks: &Walks, targets: &[NodeId], ticker: &mut Ticker<'_>) -> Result<Search, Stopped> {
    let mut number = vec![ABSENT; walks.node_count()];
    let (mut node, mut parent) = (vec![NodeId(0)], vec![ROOT]);
    // (number, position of the next step to look at)
    let mut calls: Vec<(u32, u32)> = Vec::new();
    for &target in targets {
        if number[target.index()] != ABSENT {
            continue;
        }
        let mut enter = Some((target, ROOT));
        loop {
            if let Some((next, from)) = enter.take() {
                let own = u32::try_from(node.len()).unwrap_or(u32::MAX);
                number[next.index()] = own;
                node.push(next);
                parent.push(from);
                calls.push((own, walks.inner_offsets[next.index()]));
            }
            let Some((own, at)) = calls.last_mut() else { break };
            let end = walks.inner_offsets[node[*own as usize].index() + 1];
            let begin = *at;
            while *at < end {
                let next = walks.inner_sources[*at as usize];
                *at += 1;
                if number[next.index()] == ABSENT {
                    enter = Some((next, *own));
                    break;
                }
            }
            ticker.work((*at - begin) as usize)?;
            if enter.is_none() {
                calls.pop();
            }
        }
    }
    Ok(Search { number, node, parent })
}

/// The link-eval forest: for a number above `w` the least semidominator on its way up to `w`.
struct Forest {
    semi: Vec<u32>,
    label: Vec<u32>,
    ancestor: Vec<u32>,
    way: Vec<u32>,
}

impl Forest {
    fn new(parent: &[u32]) -> Self {
        let own: Vec<u32> = (0u32..).take(parent.len()).collect();
        Self { semi: own.clone(), label: own, ancestor: parent.to_vec(), way: Vec::new() }
    }

    /// Numbers above `w` are linked to their parents; the rest are roots.
    fn least(&mut self, v: u32, w: u32) -> u32 {
        if v <= w {
            return v;
        }
        let mut at = v;
        while self.ancestor[at as usize] > w {
            self.way.push(at);
            at = self.ancestor[at as usize];
        }
        let (top, mut least) = (self.ancestor[at as usize], self.label[at as usize]);
        while let Some(below) = self.way.pop() {
            least = least.min(self.label[below as usize]);
            self.label[below as usize] = least;
            self.ancestor[below as usize] = top;
        }
        least
    }
}

/// What the removal of one step would cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepLoss {
    /// Where the step begins.
    pub from: NodeId,
    /// Where it leads.
    pub to: NodeId,
    /// Its cheapest edge; the loss is that of all accepted edges between the two.
    pub edge: EdgeId,
    /// How many that count would reach no target any more.
    pub loses: u32,
}

/// Exact losses for every single node and step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Losses {
    /// How many that count reach a target now.
    pub exposed: u32,
    /// For each node how many that count would reach no target without it, itself included.
    pub nodes: Vec<u32>,
    /// Every step with a loss, in the order of (from, to).
    pub steps: Vec<StepLoss>,
}

impl Dominators {
    /// Number the nodes that nobody walks into, in the order of the keys.
    fn hang_leaves(&mut self, walks: &Walks, is_target: &[bool], ticker: &mut Ticker<'_>) -> Result<(), Stopped> {
        let is_leaf = |n: &NodeId| walks.sources(*n).is_empty() && !is_target[n.index()];
        for leaf in walks.nodes().filter(is_leaf) {
            let row = walks.targets(leaf);
            ticker.work(row.len())?;
            let mut reached = row.iter().map(|t| self.number[t.index()]).filter(|&v| v != ABSENT);
            let Some(mut top) = reached.next() else { continue };
            for next in reached {
                top = self.common(top, next);
                if top == ROOT {
                    break;
                }
            }
            self.number[leaf.index()] = u32::try_from(self.node.len()).unwrap_or(ABSENT);
            self.node.push(leaf);
            self.idom.push(top);
        }
        Ok(())
    }

    /// The nearest common dominator of two numbers. A dominator has the smaller number.
    fn common(&self, mut a: u32, mut b: u32) -> u32 {
        while a != b {
            if a > b {
                a = self.idom[a as usize];
            } else {
                b = self.idom[b as usize];
            }
        }
        a
    }

    /// Whether a node reaches a target.
    #[must_use]
    pub fn has(&self, node: NodeId) -> bool {
        self.number[node.index()] != ABSENT
    }

    /// The next node that everything from here has to pass; `None` where there is none or no target
    /// is reached.
    #[must_use]
    pub fn next(&self, node: NodeId) -> Option<NodeId> {
        let number = self.number[node.index()];
        let idom = *self.idom.get(number as usize)?;
        (idom != ROOT).then(|| self.node[idom as usize])
    }

    /// Count losses: of a node, those that count in its subtree; of a step `u -> v`, those in the
    /// subtree of `u` where every other way on from `u` leads back to `u` (the step is a bridge).
    /// O(nodes + steps).
    ///
    /// # Errors
    /// [`Stopped`] where `stop` says so.
    pub fn losses(&self, walks: &Walks, counts: impl Fn(NodeId) -> bool, stop: Stop<'_>) -> Result<Losses, Stopped> {
        let mut ticker = Ticker::new(stop)?;
        let n = self.node.len();
        let mut lost: Vec<u32> = self.node.iter().map(|&x| u32::from(counts(x))).collect();
        let mut size = vec![1u32; n];
        lost[ROOT as usize] = 0;
        for w in (1..n).rev() {
            let up = self.idom[w] as usize;
            lost[up] += lost[w];
            size[up] += size[w];
        }
        // First number of each subtree in an order of the dominator tree.
        let (mut first, mut free) = (vec![0u32; n], vec![1u32; n]);
        for w in 1..n {
            let up = self.idom[w] as usize;
            first[w] = free[up];
            free[up] += size[w];
            free[w] = first[w] + 1;
        }
        let below = |x: usize, top: usize| (first[top]..first[top] + size[top]).contains(&first[x]);
        let mut nodes = vec![0; walks.node_count()];
        let mut steps = Vec::new();
        for (w, (&from, &lost)) in self.node.iter().zip(&lost).enumerate().skip(1) {
            nodes[from.index()] = lost;
            let bridge = self.idom[w];
            if lost == 0 || bridge == ROOT {
                continue;
            }
            let row = walks.targets(from);
            ticker.work(row.len())?;
            let returns = |t: &NodeId| {
                let number = self.number[t.index()];
                number == ABSENT || number == bridge || below(number as usize, w)
            };
            let to = self.node[bridge as usize];
            if let Some(at) = walks.position(from, to)
                && row.iter().all(returns)
            {
                steps.push(StepLoss { from, to, edge: walks.out_edges[at], loses: lost });
            }
        }
        steps.sort_unstable_by_key(|s| (s.from, s.to));
        Ok(Losses { exposed: lost[ROOT as usize], nodes, steps })
    }
}
