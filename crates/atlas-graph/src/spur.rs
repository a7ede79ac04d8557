//! One search of Yen's algorithm: the best path onward from a fixed beginning that avoids the nodes
//! of the beginning and some first steps.
//!
//! A* by what is left to the targets without the restrictions. Among paths of one key the first by
//! its nodes is found: two ways to the same state with the same key have equally many steps, and
//! the one with the smaller nodes is kept. Where the beginning holds a node that everything must
//! pass, a forward search alone would look at all there is before it gives up; so after a while a
//! second search comes backward from the targets, and whichever ends first ends both.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};

use crate::layered::{Layered, State};
use crate::stop::Ticker;
use crate::toward::Toward;
use crate::weight::By;
use crate::{NodeId, Stopped};

/// States looked at before the second search begins.
const FORWARD_FIRST: usize = 128;
const NONE: u32 = u32::MAX;

/// A way to a state.
#[derive(Clone, Copy)]
struct Label {
    state: State,
    key: u64,
    steps: u32,
    parent: u32,
    closed: bool,
}

/// What a search starts from.
pub(crate) struct Spur<'q> {
    /// Where it goes on, each with the key of the beginning; sorted by what is left and by node.
    pub(crate) seeds: &'q [(State, u64)],
    /// Steps already taken.
    pub(crate) steps: u32,
    /// Nodes of the beginning, where it goes on included; sorted.
    pub(crate) banned: Vec<NodeId>,
    /// Nodes that may not come next after a seed that belongs to a beginning; sorted.
    pub(crate) banned_next: Vec<NodeId>,
    /// Longest path in all.
    pub(crate) max_steps: u32,
}

/// Room for searches on one graph.
pub(crate) struct Searcher<'a> {
    graph: &'a Layered<'a>,
    by: By,
    labels: Vec<Label>,
    heap: BinaryHeap<Reverse<(u64, u64, NodeId, u32)>>,
    /// The open or closed label of (state, steps).
    places: HashMap<(State, u32), u32>,
    /// Fewest steps of a closed label of a state.
    closed: HashMap<State, u32>,
    backward: Backward,
}

/// The second search: what can still reach a target, among states that are walked into.
struct Backward {
    /// Search that last saw a state.
    stamps: Vec<u32>,
    stamp: u32,
    queue: Vec<State>,
    begun: bool,
    at: usize,
}

impl<'a> Searcher<'a> {
    pub(crate) fn new(graph: &'a Layered<'a>, by: By) -> Self {
        Self {
            graph,
            by,
            labels: Vec::new(),
            heap: BinaryHeap::new(),
            places: HashMap::new(),
            closed: HashMap::new(),
            backward: Backward { stamps: Vec::new(), stamp: 0, queue: Vec::new(), begun: false, at: 0 },
        }
    }

    /// The best way on: its key in all and its states, the seed first.
    pub(crate) fn search(
        &mut self,
        spur: &Spur<'_>,
        toward: &mut Toward<'_>,
        ticker: &mut Ticker<'_>,
    ) -> Result<Option<(u64, Vec<State>)>, Stopped> {
        self.labels.clear();
        self.heap.clear();
        self.places.clear();
        self.closed.clear();
        self.backward.begun = false;
        let mut seeds = spur.seeds.iter().peekable();
        let mut looked = 0;
        // Of several ends with one key the one with the first nodes wins, so all of them are met.
        let mut best: Option<(u64, u32)> = None;
        loop {
            // Seeds come in the order of their keys in all: the next one only when it is needed.
            while let Some(&&(state, key)) = seeds.peek() {
                let Some(left) = toward.exact(state, ticker)? else {
                    seeds.next();
                    continue;
                };
                if self.heap.peek().is_some_and(|Reverse((best, ..))| *best < key + left) {
                    break;
                }
                seeds.next();
                self.offer(state, key, spur.steps, NONE, key + left);
            }
            let next = self.heap.pop().map(|Reverse(entry)| entry);
            let Some((estimate, key, _, at)) = next.filter(|n| best.is_none_or(|b| n.0 == b.0)) else {
                return Ok(best.map(|(key, at)| (key, self.trace(at))));
            };
            let label = self.labels[at as usize];
            if label.closed || key > label.key || label.parent != NONE && self.backward.excludes(label.state) {
                continue;
            }
            let Some(left) = toward.exact(label.state, ticker)? else { continue };
            if key + left > estimate {
                self.heap.push(Reverse((key + left, key, self.graph.node(label.state), at)));
                continue;
            }
            if self.by == By::Steps && self.by.steps(key + left) > u64::from(spur.max_steps) {
                return Ok(None);
            }
            if self.graph.is_goal(label.state) {
                if best.is_none_or(|(_, known)| self.is_before(at, known)) {
                    best = Some((key, at));
                }
                continue;
            }
            if self.closed.get(&label.state).is_some_and(|&steps| steps <= label.steps) {
                continue;
            }
            self.closed.insert(label.state, label.steps);
            self.labels[at as usize].closed = true;
            looked += 1 + self.expand(at, spur, toward, ticker)?;
            if looked > FORWARD_FIRST {
                self.search_backward(spur, looked, ticker)?;
            }
        }
    }

    /// Look at the states after a label; how many there are.
    fn expand(
        &mut self,
        at: u32,
        spur: &Spur<'_>,
        toward: &Toward<'_>,
        ticker: &mut Ticker<'_>,
    ) -> Result<usize, Stopped> {
        let label = self.labels[at as usize];
        if label.steps >= spur.max_steps {
            return Ok(0);
        }
        let first = label.parent == NONE;
        let graph = self.graph;
        let mut looked = 0;
        for (state, step) in graph.next(label.state) {
            looked += 1;
            let node = graph.node(state);
            if spur.banned.binary_search(&node).is_ok()
                || first && spur.banned_next.binary_search(&node).is_ok()
                || self.backward.excludes(state)
            {
                continue;
            }
            let Some(left) = toward.at_least(state) else { continue };
            let key = label.key + self.by.key(graph.walks.out_costs[step]);
            if self.by == By::Steps && self.by.steps(key + left) > u64::from(spur.max_steps) {
                continue;
            }
            self.offer(state, key, label.steps + 1, at, key + left);
        }
        ticker.work(looked)?;
        Ok(looked)
    }

    /// A way to a state: kept where it is better than the one known.
    fn offer(&mut self, state: State, key: u64, steps: u32, parent: u32, estimate: u64) {
        let next = u32::try_from(self.labels.len()).unwrap_or(NONE);
        let at = *self.places.entry((state, steps)).or_insert(next);
        if at == next {
            self.labels.push(Label { state, key, steps, parent, closed: false });
        } else {
            let known = self.labels[at as usize];
            let better = match key.cmp(&known.key) {
                Ordering::Less => true,
                Ordering::Equal => self.is_before(parent, known.parent),
                Ordering::Greater => false,
            };
            if known.closed || !better {
                return;
            }
            self.labels[at as usize] = Label { key, parent, ..known };
            if key == known.key {
                return;
            }
        }
        self.heap.push(Reverse((estimate, key, self.graph.node(state), at)));
    }

    /// Whether the nodes to one label come before those to another with equally many steps.
    fn is_before(&self, mut a: u32, mut b: u32) -> bool {
        let mut before = false;
        while a != b && a != NONE && b != NONE {
            let (x, y) = (self.labels[a as usize], self.labels[b as usize]);
            let (m, n) = (self.graph.node(x.state), self.graph.node(y.state));
            if m != n {
                before = m < n;
            }
            (a, b) = (x.parent, y.parent);
        }
        before
    }

    fn trace(&self, mut at: u32) -> Vec<State> {
        let mut states = Vec::new();
        while at != NONE {
            states.push(self.labels[at as usize].state);
            at = self.labels[at as usize].parent;
        }
        states.reverse();
        states
    }

    /// Search backward until as much work is done as forward.
    fn search_backward(&mut self, spur: &Spur<'_>, budget: usize, ticker: &mut Ticker<'_>) -> Result<(), Stopped> {
        let graph = self.graph;
        let side = &mut self.backward;
        let avoids = |state: State| spur.banned.binary_search(&graph.node(state)).is_ok();
        if !side.begun {
            side.begin(graph);
            for goal in graph.goals().filter(|&g| !avoids(g)) {
                side.stamps[goal as usize] = side.stamp;
                side.queue.push(goal);
            }
        }
        let mut looked = 0;
        while side.at < side.queue.len() && looked < budget {
            let state = side.queue[side.at];
            side.at += 1;
            looked += 1;
            graph.each_previous(state, false, |previous, _| {
                looked += 1;
                if side.stamps[previous as usize] != side.stamp && !avoids(previous) {
                    side.stamps[previous as usize] = side.stamp;
                    side.queue.push(previous);
                }
            });
        }
        ticker.work(looked)
    }
}

impl Backward {
    fn begin(&mut self, graph: &Layered<'_>) {
        if self.stamps.is_empty() {
            self.stamps = vec![0; graph.state_count()];
        }
        self.stamp += 1;
        self.queue.clear();
        self.at = 0;
        self.begun = true;
    }

    /// Whether the search is done and did not come to a state: no target is reached from it.
    #[inline]
    fn excludes(&self, state: State) -> bool {
        self.begun && self.at == self.queue.len() && self.stamps[state as usize] != self.stamp
    }
}
