//! [`Toward`]: the least key left to the targets, worked out only as far as a search asks.
//!
//! A Dijkstra from the targets backward that can be continued. What it has not settled yet is at
//! least as far as what it settled last: a lower bound that is consistent, so a forward search that
//! uses it stays exact (Hart, Nilsson, Raphael, "A formal basis for the heuristic determination of
//! minimum cost paths", 1968).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::layered::{Layered, State};
use crate::stop::Ticker;
use crate::weight::By;
use crate::{NodeId, Stopped};

/// From so many starts on every step is looked at; below it the starts' own steps are kept apart and
/// other nodes that nobody walks into are passed over.
const MANY: usize = 512;

/// Least keys to the targets.
pub(crate) struct Toward<'a> {
    graph: &'a Layered<'a>,
    by: By,
    /// Key plus one; 0 for states that were not met yet.
    keys: Vec<u64>,
    heap: BinaryHeap<Reverse<(u64, State)>>,
    /// Everything below is exact.
    settled: u64,
    /// Steps from starts that nobody walks into, by where they lead: (state, start, position).
    first_steps: Vec<(State, State, usize)>,
    all: bool,
    max_steps: u64,
}

impl<'a> Toward<'a> {
    /// Keys of the starts and of all that is walked into, by way of at most `max_steps` steps where
    /// steps come first.
    pub(crate) fn new(graph: &'a Layered<'a>, by: By, starts: &[NodeId], max_steps: u32) -> Self {
        let mut keys = vec![0; graph.state_count()];
        let mut heap = BinaryHeap::new();
        for goal in graph.goals() {
            keys[goal as usize] = 1;
            heap.push(Reverse((0, goal)));
        }
        let all = starts.len() >= MANY;
        let mut first_steps = Vec::new();
        let apart = |s: &&NodeId| !all && graph.walks.sources(**s).is_empty();
        for &start in starts.iter().filter(apart) {
            let state = graph.enter(start, 0);
            first_steps.extend(graph.next(state).map(|(next, at)| (next, state, at)));
        }
        first_steps.sort_unstable();
        let max_steps = if by == By::Steps { u64::from(max_steps) } else { u64::MAX };
        Self { graph, by, keys, heap, settled: 0, first_steps, all, max_steps }
    }

    /// A lower bound of the key left; `None` where no target can be reached.
    #[inline]
    pub(crate) fn at_least(&self, state: State) -> Option<u64> {
        match self.keys[state as usize].checked_sub(1) {
            Some(key) => Some(key.min(self.settled)),
            None => (!self.heap.is_empty()).then_some(self.settled),
        }
    }

    /// The exact key left; `None` where no target can be reached. Searches on as far as needed.
    pub(crate) fn exact(&mut self, state: State, ticker: &mut Ticker<'_>) -> Result<Option<u64>, Stopped> {
        loop {
            let met = self.keys[state as usize].checked_sub(1);
            if met.is_some_and(|key| key <= self.settled) || !self.advance(ticker)? {
                return Ok(met);
            }
        }
    }

    /// Settle one more state; `false` when all are.
    fn advance(&mut self, ticker: &mut Ticker<'_>) -> Result<bool, Stopped> {
        let Some(Reverse((key, state))) = self.heap.pop().filter(|n| self.by.steps(n.0.0) <= self.max_steps) else {
            self.heap.clear();
            self.settled = u64::MAX;
            return Ok(false);
        };
        self.settled = key;
        if key + 1 > self.keys[state as usize] {
            return Ok(true);
        }
        let Self { graph, by, keys, heap, first_steps, all, .. } = self;
        let mut looked = 0;
        let mut visit = |previous: State, at: usize| {
            looked += 1;
            let through = key + by.key(graph.walks.out_costs[at]) + 1;
            let place = &mut keys[previous as usize];
            if *place == 0 || through < *place {
                *place = through;
                heap.push(Reverse((through - 1, previous)));
            }
        };
        graph.each_previous(state, *all, &mut visit);
        let begin = first_steps.partition_point(|f| f.0 < state);
        for &(_, start, at) in first_steps[begin..].iter().take_while(|f| f.0 == state) {
            visit(start, at);
        }
        ticker.work(looked)?;
        Ok(true)
    }
}
