//! Who reaches what over relations that can be walked, and by which ways.

use super::facts::{Facts, Relation};
use super::meaning::{Nodes, Walked, is_disabled};
use super::{Cell, Rows, count, flag, perhaps, text};
use crate::Watch;
use crate::catalogue::Settled;
use crate::embedded::commit::stop;
use crate::embedded::fault::Outcome;
use atlas_model::Lane;

/// Breadth-first: the starts, then what lies one step further, and so on, each node once. O(nodes +
/// relations met).
pub(super) fn levels(
    facts: &Facts,
    starts: Vec<u32>,
    steps: usize,
    mut next: impl FnMut(u32) -> Vec<u32>,
) -> Vec<Vec<u32>> {
    let mut seen = vec![false; facts.nodes.len()];
    starts.iter().for_each(|&n| seen[n as usize] = true);
    let mut levels = vec![starts];
    while levels.len() <= steps {
        let mut level = Vec::new();
        for &node in levels.last().into_iter().flatten() {
            for far in next(node) {
                if !std::mem::replace(&mut seen[far as usize], true) {
                    level.push(far);
                }
            }
        }
        if level.is_empty() {
            break;
        }
        levels.push(level);
    }
    levels
}

/// One way of walking over one revision.
struct Walk<'a> {
    facts: &'a Facts,
    walked: Walked,
    steps: usize,
    watch: &'a dyn Watch,
}

impl<'a> Walk<'a> {
    fn new(facts: &'a Facts, settled: &Settled, watch: &'a dyn Watch) -> Self {
        Self { facts, walked: Walked::new(facts, settled), steps: settled.count("steps"), watch }
    }

    /// Where one gets from a node in a step, with the relation and whether it is walked backwards.
    fn onward(&self, node: u32) -> impl Iterator<Item = (u32, &Relation, bool)> {
        let along = self.facts.leaving(node).filter(|r| self.walked.along(r)).map(|r| (r.to, r, false));
        let back = self.facts.coming(node).filter(|r| self.walked.back(r)).map(|r| (r.from, r, true));
        along.chain(back)
    }

    /// Where one comes to a node from.
    fn sources(&self, node: u32) -> Vec<u32> {
        let along = self.facts.coming(node).filter(|r| self.walked.along(r)).map(|r| r.from);
        let back = self.facts.leaving(node).filter(|r| self.walked.back(r)).map(|r| r.to);
        along.chain(back).collect()
    }

    /// What reaches a node, by distance.
    fn toward(&self, node: u32) -> Outcome<Vec<Vec<u32>>> {
        stop(self.watch)?;
        Ok(levels(self.facts, vec![node], self.steps, |n| self.sources(n)))
    }

    /// The first shortest ways in the order of their keys; how many steps they have.
    fn shortest(&self, settled: &Settled, most: usize) -> Outcome<Option<(usize, Vec<Vec<u32>>)>> {
        let ends = (self.facts.find(settled.text("from")), self.facts.find(settled.text("to")));
        let (Some(from), Some(to)) = ends else { return Ok(None) };
        let levels = self.toward(to)?;
        let Some(steps) = levels.iter().position(|level| level.contains(&from)) else { return Ok(None) };
        let mut left = vec![usize::MAX; self.facts.nodes.len()];
        for (distance, level) in levels.iter().enumerate() {
            level.iter().for_each(|&n| left[n as usize] = distance);
        }
        // Every beginning goes on to the end, so the first ways have the first beginnings.
        let mut paths = vec![vec![from]];
        for step in 1..=steps {
            let mut longer = Vec::new();
            for path in &paths {
                let last = path.last().copied().unwrap_or(from);
                let far = self.onward(last).map(|(n, _, _)| n).filter(|&n| left[n as usize] == steps - step);
                longer.extend(far.map(|n| path.iter().copied().chain([n]).collect::<Vec<u32>>()));
            }
            longer.sort_unstable();
            longer.dedup();
            longer.truncate(most);
            paths = longer;
            stop(self.watch)?;
        }
        paths.truncate(most);
        Ok(Some((steps, paths)))
    }
}

pub(super) fn who_can_reach(facts: &Facts, settled: &Settled, watch: &dyn Watch) -> Outcome<Rows> {
    let Some(target) = facts.find(settled.text("node")) else { return Ok(Rows::new()) };
    let nodes = Nodes::new(settled);
    let is_identity = nodes.identities(facts);
    let mut rows = Rows::new();
    for (distance, level) in Walk::new(facts, settled, watch).toward(target)?.iter().enumerate().skip(1) {
        for node in level.iter().filter(|&&n| is_identity(n)).map(|&n| facts.node(n)) {
            let mut row = node.cells();
            row.extend([text(nodes.lane(node).word()), flag(node.hints.enabled), count(distance)]);
            rows.push(row);
        }
    }
    Ok(rows)
}

pub(super) fn what_it_reaches(facts: &Facts, settled: &Settled, watch: &dyn Watch) -> Outcome<Rows> {
    let Some(start) = facts.find(settled.text("node")) else { return Ok(Rows::new()) };
    let walk = Walk::new(facts, settled, watch);
    let levels = levels(facts, vec![start], walk.steps, |n| walk.onward(n).map(|(far, _, _)| far).collect());
    let mut rows = Rows::new();
    for (distance, level) in levels.iter().enumerate().skip(1) {
        for node in level.iter().map(|&n| facts.node(n)) {
            let mut row = node.cells();
            row.extend([node.hints.tier.map_or(Cell::Null, |t| Cell::Integer(t.into())), count(distance)]);
            rows.push(row);
        }
    }
    Ok(rows)
}

pub(super) fn exposure(facts: &Facts, settled: &Settled, watch: &dyn Watch) -> Outcome<Rows> {
    let (nodes, walk) = (Nodes::new(settled), Walk::new(facts, settled, watch));
    let is_identity = nodes.identities(facts);
    let given = settled.texts("targets");
    let targets: Vec<u32> = match given.as_slice() {
        [] => facts.numbered().filter(|(_, n)| n.hints.tier == Some(0)).map(|(number, _)| number).collect(),
        keys => {
            let mut found: Vec<u32> = keys.iter().filter_map(|k| facts.find(k)).collect();
            found.sort_unstable();
            found.dedup();
            found
        }
    };
    let mut rows = Rows::new();
    for target in targets {
        let (mut lanes, mut disabled) = ([0; 3], 0);
        for &node in walk.toward(target)?.iter().skip(1).flatten().filter(|&&n| is_identity(n)) {
            let node = facts.node(node);
            match nodes.lane(node) {
                _ if is_disabled(node) => disabled += 1,
                Lane::Human => lanes[0] += 1,
                Lane::Machine => lanes[1] += 1,
                Lane::Unknown => lanes[2] += 1,
            }
        }
        let mut row = facts.node(target).cells();
        row.extend(lanes.map(count));
        row.push(count(disabled));
        rows.push(row);
    }
    Ok(rows)
}

pub(super) fn shortest_path(facts: &Facts, settled: &Settled, watch: &dyn Watch) -> Outcome<Rows> {
    let walk = Walk::new(facts, settled, watch);
    let Some((_, paths)) = walk.shortest(settled, 1)? else { return Ok(Rows::new()) };
    let mut rows = Rows::new();
    for (at, ends) in paths.first().map_or(&[][..], Vec::as_slice).windows(2).enumerate() {
        let mut relations: Vec<(&str, Option<&str>, bool)> = walk
            .onward(ends[0])
            .filter(|(far, _, _)| *far == ends[1])
            .map(|(_, relation, back)| (facts.kind(relation), facts.level(relation), back))
            .collect();
        relations.sort_unstable();
        let Some(&(kind, level, back)) = relations.first() else { continue };
        let [from, to] = [ends[0], ends[1]].map(|n| facts.node(n));
        rows.push(vec![
            count(at + 1),
            text(&from.key),
            perhaps(from.name.as_deref()),
            text(kind),
            perhaps(level),
            Cell::Bool(back),
            text(&to.key),
            perhaps(to.name.as_deref()),
            count(relations.len() - 1),
        ]);
    }
    Ok(rows)
}

pub(super) fn all_shortest_paths(facts: &Facts, settled: &Settled, watch: &dyn Watch) -> Outcome<Rows> {
    let walk = Walk::new(facts, settled, watch);
    let Some((steps, paths)) = walk.shortest(settled, settled.count("limit"))? else { return Ok(Rows::new()) };
    let row = |(at, path): (usize, &Vec<u32>)| {
        let nodes = path.iter().map(|&n| text(&facts.node(n).key)).collect();
        vec![count(at + 1), count(steps), Cell::List(nodes)]
    };
    Ok(paths.iter().enumerate().map(row).collect())
}
