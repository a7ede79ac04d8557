//! The best loopless paths one after another.
//!
//! Source: Yen, "Finding the k shortest loopless paths in a network", 1971, with Lawler's saving
//! ("A procedure for computing the k best solutions", 1972): a path is varied only from where it
//! left its parent. Each variation is one pruned search (`spur.rs`), so k paths of length L cost at
//! most k * L searches that look at little more than the paths themselves.

use std::collections::BTreeSet;

use crate::layered::{Layered, State};
use crate::spur::{Searcher, Spur};
use crate::stop::Ticker;
use crate::toward::Toward;
use crate::weight::By;
use crate::{NodeId, Stop, Stopped};

/// A path found, in the order of paths: key, then nodes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) key: u64,
    pub(crate) nodes: Vec<NodeId>,
    /// Nodes that it shares with the path it was varied from.
    fixed: usize,
}

/// Yields the loopless paths from a set of starts to the targets of a graph, best first, each once.
pub(crate) struct Yen<'a> {
    graph: &'a Layered<'a>,
    by: By,
    max_steps: u32,
    toward: Toward<'a>,
    searcher: Searcher<'a>,
    /// Starts that reach a target, by what is left, then by node.
    starts: Vec<State>,
    found: Vec<Found>,
    candidates: BTreeSet<Found>,
    begun: bool,
    stop: Stop<'a>,
}

impl<'a> Yen<'a> {
    /// `starts` are no targets.
    pub(crate) fn new(
        graph: &'a Layered<'a>,
        by: By,
        starts: &[NodeId],
        max_steps: u32,
        stop: Stop<'a>,
    ) -> Result<Self, Stopped> {
        let mut ticker = Ticker::new(stop)?;
        let mut toward = Toward::new(graph, by, starts, max_steps);
        let mut left = Vec::new();
        for &start in starts {
            let state = graph.enter(start, 0);
            if let Some(key) = toward.exact(state, &mut ticker)? {
                left.push((key, start, state));
            }
        }
        left.sort_unstable();
        Ok(Self {
            graph,
            by,
            max_steps,
            toward,
            searcher: Searcher::new(graph, by),
            starts: left.into_iter().map(|(_, _, state)| state).collect(),
            found: Vec::new(),
            candidates: BTreeSet::new(),
            begun: false,
            stop,
        })
    }

    /// The next path, `None` when there are no more.
    pub(crate) fn next(&mut self) -> Result<Option<Found>, Stopped> {
        let mut ticker = Ticker::new(self.stop)?;
        if self.begun {
            if let Some(last) = self.found.last().cloned() {
                for fixed in last.fixed..last.nodes.len() {
                    self.vary(&last.nodes[..fixed], &mut ticker)?;
                }
            }
        } else {
            self.begun = true;
            self.vary(&[], &mut ticker)?;
        }
        let Some(best) = self.candidates.pop_first() else { return Ok(None) };
        self.found.push(best.clone());
        Ok(Some(best))
    }

    /// The best path of the next start: what [`Self::next`] would yield if only the first path of
    /// each start counted.
    pub(crate) fn next_start(&mut self) -> Result<Option<Found>, Stopped> {
        let mut ticker = Ticker::new(self.stop)?;
        self.vary(&[], &mut ticker)?;
        let best = self.candidates.pop_first();
        self.found.extend(best.clone());
        Ok(best)
    }

    /// The best path that begins with these nodes and goes on as none found so far does.
    fn vary(&mut self, beginning: &[NodeId], ticker: &mut Ticker<'_>) -> Result<(), Stopped> {
        let at = beginning.len();
        let mut taken: Vec<NodeId> = self
            .found
            .iter()
            .filter(|f| f.nodes.starts_with(beginning))
            .filter_map(|f| f.nodes.get(at).copied())
            .collect();
        taken.sort_unstable();
        let mut banned = beginning.to_vec();
        banned.sort_unstable();
        let max_steps = self.max_steps;
        let (seeds, spur_steps, banned_next): (Vec<(State, u64)>, _, _) = match self.replay(beginning) {
            None => {
                let free = |s: &&State| taken.binary_search(&self.graph.node(**s)).is_err();
                (self.starts.iter().filter(free).map(|&s| (s, 0)).collect(), 0, Vec::new())
            }
            Some(seed) => (vec![seed], u32::try_from(at - 1).unwrap_or(u32::MAX), taken),
        };
        let spur = Spur { seeds: &seeds, steps: spur_steps, banned, banned_next, max_steps };
        if let Some((key, states)) = self.searcher.search(&spur, &mut self.toward, ticker)? {
            let mut nodes = beginning.to_vec();
            nodes.pop();
            nodes.extend(states.iter().map(|&s| self.graph.node(s)));
            self.candidates.insert(Found { key, nodes, fixed: at });
        }
        Ok(())
    }

    /// The state that a beginning leads to, and its key; `None` for the empty one.
    fn replay(&self, beginning: &[NodeId]) -> Option<(State, u64)> {
        let mut state = self.graph.enter(*beginning.first()?, 0);
        let mut key = 0;
        for pair in beginning.windows(2) {
            let at = self.graph.walks.position(pair[0], pair[1])?;
            key += self.by.key(self.graph.walks.out_costs[at]);
            state = self.graph.enter(pair[1], self.graph.layer(state));
        }
        Some((state, key))
    }
}
