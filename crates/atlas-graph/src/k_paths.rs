//! The k best loopless paths of a question: from sets to sets, through way-points (semantics §12).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::layered::Layered;
use crate::shortest::part_starts;
use crate::weight::By;
use crate::yen::{Found, Yen};
use crate::{NodeId, Path, Stop, Stopped, Walks};

/// Which ends belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Each start goes to its nearest target. The best path of every start comes before the second
    /// best of any; the answer is sorted as one.
    Nearest,
    /// Any start to any target. A path ends at the first target that it comes to.
    Any,
}

/// A question about paths.
#[derive(Clone, Debug, PartialEq)]
pub struct PathQuestion {
    /// Where paths begin.
    pub starts: Vec<NodeId>,
    /// Where they end.
    pub targets: Vec<NodeId>,
    /// Sets of nodes of which a path passes one each, in order, strictly before its end or at it.
    pub via: Vec<Vec<NodeId>>,
    /// How many in all.
    pub k: usize,
    /// Which are better.
    pub by: By,
    /// Longest path.
    pub max_steps: u32,
    /// Which ends belong together.
    pub ends: Ends,
}

/// Longest path unless asked otherwise (semantics §12).
pub const MAX_STEPS: u32 = 12;

impl Default for PathQuestion {
    fn default() -> Self {
        Self {
            starts: Vec::new(),
            targets: Vec::new(),
            via: Vec::new(),
            k: 10,
            by: By::Steps,
            max_steps: MAX_STEPS,
            ends: Ends::Nearest,
        }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct KPaths {
    /// Best first, ties by the sequence of nodes; distinct, loopless, within `max_steps`.
    pub paths: Vec<Path>,
    /// Whether these are all there are.
    pub complete: bool,
    /// Starts that are targets, sorted.
    pub already_there: Vec<NodeId>,
}

/// With way-points a walk may come to a node twice in different layers; such walks are passed over.
/// After so many of them for each path wanted the search gives up and says it is not complete.
const PASSED_OVER: usize = 64;

/// The k best paths.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn k_paths(walks: &Walks, question: &PathQuestion, stop: Stop<'_>) -> Result<KPaths, Stopped> {
    let (starts, already_there) = part_starts(&question.starts, &question.targets);
    let graph = Layered::new(walks, &question.via, &question.targets);
    let (mut found, complete) = match question.ends {
        Ends::Any => any(&graph, question, &starts, question.k, stop)?,
        Ends::Nearest => nearest(&graph, question, &starts, stop)?,
    };
    found.sort_unstable();
    let paths = found.into_iter().filter_map(|f| Path::of(walks, f.nodes)).collect();
    Ok(KPaths { paths, complete, already_there })
}

fn any(
    graph: &Layered<'_>,
    question: &PathQuestion,
    starts: &[NodeId],
    k: usize,
    stop: Stop<'_>,
) -> Result<(Vec<Found>, bool), Stopped> {
    let mut paths = Paths::new(Yen::new(graph, question.by, starts, question.max_steps, stop)?, graph, k);
    let mut found = Vec::new();
    while found.len() < k {
        match paths.next()? {
            Some(path) => found.push(path),
            None => return Ok((found, paths.complete)),
        }
    }
    // One more tells whether there are more.
    let complete = paths.next()?.is_none() && paths.complete;
    Ok((found, complete))
}

/// The loopless ones among the paths of a generator.
struct Paths<'a> {
    yen: Yen<'a>,
    way_points: bool,
    patience: usize,
    complete: bool,
}

impl<'a> Paths<'a> {
    fn new(yen: Yen<'a>, graph: &Layered<'_>, k: usize) -> Self {
        Self { yen, way_points: graph.has_way_points(), patience: PASSED_OVER * (k + 1), complete: true }
    }

    fn next(&mut self) -> Result<Option<Found>, Stopped> {
        while let Some(found) = self.yen.next()? {
            if !self.way_points || is_loopless(&found.nodes) {
                return Ok(Some(found));
            }
            match self.patience.checked_sub(1) {
                Some(left) => self.patience = left,
                None => {
                    self.complete = false;
                    return Ok(None);
                }
            }
        }
        Ok(None)
    }
}

fn is_loopless(nodes: &[NodeId]) -> bool {
    let mut sorted = nodes.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|w| w[0] != w[1])
}

fn nearest(
    graph: &Layered<'_>,
    question: &PathQuestion,
    starts: &[NodeId],
    stop: Stop<'_>,
) -> Result<(Vec<Found>, bool), Stopped> {
    // The best path of each start leads to its nearest target. One generator for all starts that
    // drops a start once it has its path would vary paths in vain, so each start has its own; they
    // share nothing but the graph, and only the k nearest starts get one.
    let mut bests = first_of_each(graph, question, starts, stop)?;
    if bests.len() > question.k {
        bests.truncate(question.k);
        return Ok((bests, false));
    }
    let wanted = question.k - bests.len();
    let graphs: Vec<Layered<'_>> = bests
        .iter()
        .map(|best| Layered::new(graph.walks, &question.via, &best.nodes[best.nodes.len() - 1..]))
        .collect();
    let mut complete = true;
    let mut sources = Vec::with_capacity(bests.len());
    let mut heap = BinaryHeap::new();
    for (at, (best, graph)) in bests.iter().zip(&graphs).enumerate() {
        let yen = Yen::new(graph, question.by, &best.nodes[..1], question.max_steps, stop)?;
        let mut paths = Paths::new(yen, graph, question.k);
        paths.next()?;
        heap.extend(paths.next()?.map(|f| Reverse((f, at))));
        complete &= paths.complete;
        sources.push(paths);
    }
    let mut found = bests;
    let end = found.len() + wanted;
    while found.len() < end
        && let Some(Reverse((path, at))) = heap.pop()
    {
        found.push(path);
        heap.extend(sources[at].next()?.map(|f| Reverse((f, at))));
        complete &= sources[at].complete;
    }
    Ok((found, complete && heap.is_empty()))
}

/// The best path of every start, best first; one more than k of them at most.
fn first_of_each(
    graph: &Layered<'_>,
    question: &PathQuestion,
    starts: &[NodeId],
    stop: Stop<'_>,
) -> Result<Vec<Found>, Stopped> {
    let mut bests = Vec::new();
    let mut yen = Yen::new(graph, question.by, starts, question.max_steps, stop)?;
    if !graph.has_way_points() {
        while bests.len() <= question.k
            && let Some(best) = yen.next_start()?
        {
            bests.push(best);
        }
        return Ok(bests);
    }
    for &start in starts {
        let yen = Yen::new(graph, question.by, &[start], question.max_steps, stop)?;
        bests.extend(Paths::new(yen, graph, 1).next()?);
    }
    bests.sort_unstable();
    bests.truncate(question.k + 1);
    Ok(bests)
}
