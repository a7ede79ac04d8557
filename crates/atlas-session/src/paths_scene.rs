//! The picture of a path question: all ways merged, tried cuts struck through in it, and the ways
//! round them beside those that they end.

use std::collections::BTreeMap;

use atlas_analysis::Pace;
use atlas_graph::{EdgeId, Merged, MergedNode, MergedStep, NodeId, merge_paths, merge_shortest};
use atlas_map::Scene;
use atlas_map::paths::{PathNode, PathStep, PathsInput, paths};
use atlas_map::spoken::spoken;
use atlas_map::style::shape;
use atlas_model::describe_relation;

use crate::dto::{AppError, Code, PathRequest, clip};
use crate::frozen::Frozen;
use crate::import::thousands;
use crate::naming::nodes_by_id;
use crate::trials::Terms;
use crate::{Job, Session};

/// Nodes between starts and targets that one picture of paths can hold.
const BETWEEN: usize = 60;

/// What is drawn: the ways as asked, and those that are left once the cuts are made.
struct Ways {
    all: Merged,
    left: Option<Merged>,
}

impl Session {
    pub(crate) fn paths_scene(&self, frozen: &Frozen, request: &PathRequest, job: &Job) -> Result<Scene, AppError> {
        let (starts, targets) = self.ends(frozen, request, job)?;
        let terms = self.terms(frozen, request, job)?;
        let ways = Ways {
            all: self.merged(frozen, request, &terms, false, job)?,
            left: if terms.cut.is_empty() { None } else { Some(self.merged(frozen, request, &terms, true, job)?) },
        };
        if ways.all.steps.is_empty() {
            let remedy = "Accept more statuses, allow more steps, or choose other ends.";
            return Err(AppError::new(Code::NotFound, "no path leads from there to there", remedy));
        }
        let (nodes, steps) = drawing(frozen, &ways, &terms);
        let title = format!(
            "{} to {}",
            set_name(frozen, &request.from, &starts, "Anyone"),
            set_name(frozen, &request.to, &targets, "crown jewels")
        );
        let open: Vec<_> = request
            .open
            .iter()
            .flat_map(|id| nodes_by_id(&frozen.snapshot, id))
            .map(|n| frozen.snapshot.key(n))
            .collect();
        Ok(paths(&PathsInput {
            title: &title,
            reading: &reading(request, &ways, starts.len()),
            stamp: &self.stamp(frozen),
            nodes: &nodes,
            steps: &steps,
            open: &open,
        }))
    }

    fn merged(
        &self,
        frozen: &Frozen,
        request: &PathRequest,
        terms: &Terms,
        cut: bool,
        job: &Job,
    ) -> Result<Merged, AppError> {
        let accept = if cut { &terms.tried } else { &terms.asked };
        let found = self.find_paths_under(frozen, request, accept.clone(), job)?;
        if !request.all_shortest {
            return Ok(merge_paths(&found.walks, &found.paths));
        }
        let (starts, targets) = self.ends(frozen, request, job)?;
        let stop = || job.cancelled();
        Ok(merge_shortest(&found.walks, &starts, &targets, request.max_steps, BETWEEN, &stop)?)
    }
}

/// How to read the picture.
fn reading(request: &PathRequest, ways: &Ways, starts: usize) -> String {
    let which = if request.all_shortest { "all shortest paths" } else { "the best paths" };
    let all = &ways.all;
    let shown = if all.shown < all.starts { format!("{} shown, ", thousands(clip(all.shown))) } else { String::new() };
    let left = match &ways.left {
        Some(left) => format!(", {} once the cuts are made", thousands(clip(left.starts))),
        None => String::new(),
    };
    format!(
        "{} of {} starts get there{left}, {shown}{which}; line width = starts that pass",
        thousands(clip(all.starts)),
        thousands(clip(starts))
    )
}

fn set_name(frozen: &Frozen, texts: &[String], nodes: &[NodeId], all: &str) -> String {
    match (texts, nodes) {
        ([], _) => all.to_owned(),
        (_, [one]) => spoken(frozen.snapshot.name(*one)).into(),
        (_, several) => format!("{} nodes", thousands(clip(several.len()))),
    }
}

fn drawing(frozen: &Frozen, ways: &Ways, terms: &Terms) -> (Vec<PathNode>, Vec<PathStep>) {
    let snapshot = &frozen.snapshot;
    let merged = union(ways);
    let nodes = merged.nodes.iter().map(|n| PathNode {
        key: snapshot.key(n.node),
        name: snapshot.name(n.node).into(),
        kind: snapshot.kind(n.node).into(),
        shape: shape(snapshot, n.node),
        column: n.column,
        start: n.start,
        identities: 1,
    });
    let position: BTreeMap<NodeId, usize> = merged.nodes.iter().enumerate().map(|(i, n)| (n.node, i)).collect();
    let left: Option<BTreeMap<(NodeId, NodeId), u32>> =
        ways.left.as_ref().map(|m| m.steps.iter().map(|s| ((s.from, s.to), s.starts)).collect());
    // What is not drawn of the ways that are left may still be walked.
    let whole = ways.left.as_ref().is_none_or(|m| m.shown == m.starts);
    let steps = merged.steps.iter().filter_map(|s| {
        let meaning = snapshot.meaning(s.edge);
        let others = snapshot.edges_between(s.from, s.to).filter(|&e| snapshot.meaning(EdgeId(e)).walked).count();
        let said = describe_relation(&meaning.kind);
        let (from, to) = (spoken(snapshot.name(s.from)), spoken(snapshot.name(s.to)));
        let cut = terms.cut.contains(&(s.from, s.to));
        let after = left.as_ref().and_then(|left| match left.get(&(s.from, s.to)) {
            Some(&starts) => Some(starts),
            None if whole || cut => Some(0),
            None => None,
        });
        Some(PathStep {
            from: *position.get(&s.from)?,
            to: *position.get(&s.to)?,
            kind: if others > 1 { format!("{said} +{}", others - 1).into() } else { said.into() },
            sentence: frozen.book.sentence(&meaning.kind, meaning.level.as_deref(), &from, &to).into(),
            status: meaning.status,
            identities: s.starts,
            in_question: false,
            cut,
            after,
        })
    });
    (nodes.collect(), steps.collect())
}

/// Both pictures as one. A node stands in the column of its longest way on, so that the way round a cut
/// leads forward too; where ways run in a ring, in that of its shortest.
fn union(ways: &Ways) -> Merged {
    let Some(left) = &ways.left else { return ways.all.clone() };
    let mut nodes: BTreeMap<NodeId, MergedNode> = BTreeMap::new();
    for n in ways.all.nodes.iter().chain(&left.nodes) {
        let slot = nodes.entry(n.node).or_insert(*n);
        slot.column = slot.column.max(n.column);
        slot.start |= n.start;
    }
    let mut steps: BTreeMap<(NodeId, NodeId), MergedStep> = BTreeMap::new();
    for s in ways.all.steps.iter().chain(&left.steps) {
        steps.entry((s.from, s.to)).or_insert(*s);
    }
    settle(&mut nodes, steps.keys().copied().collect());
    Merged { nodes: nodes.into_values().collect(), steps: steps.into_values().collect(), ..ways.all.clone() }
}

/// Columns by the longest way on, targets first; nodes on or behind a ring keep theirs. O(steps log steps).
fn settle(nodes: &mut BTreeMap<NodeId, MergedNode>, steps: Vec<(NodeId, NodeId)>) {
    let mut open: BTreeMap<NodeId, usize> = BTreeMap::new();
    let mut into: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (from, to) in steps {
        *open.entry(from).or_default() += 1;
        into.entry(to).or_default().push(from);
    }
    let mut ready: Vec<NodeId> = nodes.keys().copied().filter(|n| !open.contains_key(n)).collect();
    while let Some(node) = ready.pop() {
        let next = nodes.get(&node).map_or(0, |n| n.column) + 1;
        for from in into.remove(&node).unwrap_or_default() {
            if let Some(n) = nodes.get_mut(&from) {
                n.column = n.column.max(next);
            }
            let left = open.entry(from).or_default();
            *left = left.saturating_sub(1);
            if *left == 0 {
                ready.push(from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(nodes: &[(u32, u32)], steps: &[(u32, u32)]) -> Merged {
        let node = |&(node, column): &(u32, u32)| MergedNode { node: NodeId(node), column, start: false };
        let step = |&(a, b): &(u32, u32)| MergedStep { from: NodeId(a), to: NodeId(b), edge: EdgeId(0), starts: 1 };
        let (nodes, steps) = (nodes.iter().map(node).collect(), steps.iter().map(step).collect());
        Merged { nodes, steps, starts: 1, shown: 1 }
    }

    #[test]
    fn the_way_round_a_cut_leads_forward() {
        // 0 -> 1 -> 4 as asked; without 1 -> 4 the way is 0 -> 1 -> 2 -> 3 -> 4.
        let all = merged(&[(0, 2), (1, 1), (4, 0)], &[(0, 1), (1, 4)]);
        let left = merged(&[(0, 4), (1, 3), (2, 2), (3, 1), (4, 0)], &[(0, 1), (1, 2), (2, 3), (3, 4)]);
        let both = union(&Ways { all, left: Some(left) });
        let column = |n: u32| both.nodes.iter().find(|m| m.node == NodeId(n)).unwrap().column;
        for s in &both.steps {
            assert!(column(s.from.0) > column(s.to.0), "{:?} -> {:?} goes to the right", s.from, s.to);
        }
        assert_eq!(both.steps.len(), 5, "the cut step is still there to be struck");
    }

    #[test]
    fn rings_end() {
        let all = merged(&[(0, 1), (1, 2), (2, 0)], &[(0, 1), (1, 0), (0, 2)]);
        let left = Some(merged(&[(0, 1), (1, 2), (2, 0)], &[(1, 0), (0, 2)]));
        assert_eq!(union(&Ways { all, left }).nodes.len(), 3, "a ring keeps its columns and the drawing ends");
    }
}
