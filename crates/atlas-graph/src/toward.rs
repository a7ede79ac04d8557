//! [`Toward`]: the least key left to the targets, worked out only as far as a search asks.
//!
//! A Dijkstra from the targets backward that can be continued. What it has not settled yet is at
//! least as far as what it settled last: a lower bound that is consistent, so a forward search that
//! uses it stays exact (Hart, Nilsson, Raphael, "A formal basis for the heuristic determination of
//! minimum cost paths", 1968).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::Stopped;
use crate::layered::{Layered, State};
use crate::stop::Ticker;
use crate::weight::By;

/// Least keys to the targets.
pub(crate) struct Toward<'a> {
    graph: &'a Layered<'a>,
    by: By,
    /// Key plus one; 0 for states that were not met yet.
    keys: Vec<u64>,
    heap: BinaryHeap<Reverse<(u64, State)>>,
    /// Everything below is exact.
    settled: u64,
}

impl<'a> Toward<'a> {
    pub(crate) fn new(graph: &'a Layered<'a>, by: By) -> Self {
        let mut keys = vec![0; graph.state_count()];
        let mut heap = BinaryHeap::new();
        for goal in graph.goals() {
            keys[goal as usize] = 1;
            heap.push(Reverse((0, goal)));
        }
        Self { graph, by, keys, heap, settled: 0 }
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
            if let Some(key) = met
                && key <= self.settled
            {
                return Ok(met);
            }
            if !self.advance(ticker)? {
                return Ok(met);
            }
        }
    }

    /// Settle one more state; `false` when all are.
    fn advance(&mut self, ticker: &mut Ticker<'_>) -> Result<bool, Stopped> {
        let Some(Reverse((key, state))) = self.heap.pop() else {
            self.settled = u64::MAX;
            return Ok(false);
        };
        self.settled = key;
        if key + 1 > self.keys[state as usize] {
            return Ok(true);
        }
        ticker.work(self.graph.previous_count(state))?;
        for (previous, at) in self.graph.previous(state) {
            let through = key + self.by.key(self.graph.walks.out_costs[at]) + 1;
            let place = &mut self.keys[previous as usize];
            if *place == 0 || through < *place {
                *place = through;
                if self.graph.previous_count(previous) > 0 {
                    self.heap.push(Reverse((through - 1, previous)));
                }
            }
        }
        Ok(true)
    }
}
