//! Counts by kind, and where the graph is thick.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, Relation};
use super::walking::levels;
use super::{Cell, Rows, count, perhaps, text};
use crate::catalogue::Settled;

/// The first kind of a node; empty where it has none.
fn first_kind(facts: &Facts, node: u32) -> &str {
    facts.node(node).kinds.first().map_or("", |k| k)
}

/// Distance, relation, way, first kind.
type Around<'f> = (usize, &'f str, &'f str, &'f str);

pub(super) fn neighbourhood(facts: &Facts, settled: &Settled) -> Rows {
    let Some(start) = facts.find(settled.text("node")) else { return Rows::new() };
    let around = |b: u32| facts.leaving(b).map(|r| r.to).chain(facts.coming(b).map(|r| r.from)).collect::<Vec<u32>>();
    let levels = levels(facts, vec![start], settled.count("steps"), around);
    let mut distances = vec![usize::MAX; facts.nodes.len()];
    for (distance, level) in levels.iter().enumerate() {
        level.iter().for_each(|&n| distances[n as usize] = distance);
    }
    let mut found: BTreeMap<Around<'_>, (usize, BTreeSet<u32>)> = BTreeMap::new();
    let mut add = |distance: usize, way: &'static str, relation: &Relation, far: u32| {
        let key = (distance, facts.kind(relation), way, first_kind(facts, far));
        let entry = found.entry(key).or_default();
        entry.0 += 1;
        entry.1.insert(far);
    };
    for relation in &facts.relations {
        let [from, to] = [relation.from, relation.to].map(|n| distances[n as usize]);
        if from != usize::MAX && to == from + 1 {
            add(to, "from", relation, relation.to);
        }
        if to != usize::MAX && from == to + 1 {
            add(from, "to", relation, relation.from);
        }
    }
    found
        .into_iter()
        .map(|((distance, relation, way, kind), (relations, nodes))| {
            vec![count(distance), text(relation), text(way), text(kind), count(relations), count(nodes.len())]
        })
        .collect()
}

pub(super) fn node_kinds(facts: &Facts) -> Rows {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in facts.nodes.iter().flat_map(|n| &n.kinds) {
        *kinds.entry(kind).or_default() += 1;
    }
    kinds.into_iter().map(|(kind, n)| vec![text(kind), count(n)]).collect()
}

pub(super) fn relation_kinds(facts: &Facts) -> Rows {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for relation in &facts.relations {
        *kinds.entry(facts.kind(relation)).or_default() += 1;
    }
    kinds.into_iter().map(|(kind, n)| vec![text(kind), count(n)]).collect()
}

pub(super) fn joined_kinds(facts: &Facts) -> Rows {
    let mut joined: BTreeMap<(&str, &str, Option<&str>, &str), usize> = BTreeMap::new();
    for r in &facts.relations {
        let key = (first_kind(facts, r.from), facts.kind(r), facts.level(r), first_kind(facts, r.to));
        *joined.entry(key).or_default() += 1;
    }
    let row = |((from, kind, level, to), n): ((&str, &str, Option<&str>, &str), usize)| -> Vec<Cell> {
        vec![text(from), text(kind), perhaps(level), text(to), count(n)]
    };
    joined.into_iter().map(row).collect()
}

pub(super) fn hubs(facts: &Facts) -> Rows {
    let mut rows = Rows::new();
    for (number, node) in facts.numbered() {
        let relations = facts.leaving(number).count() + facts.coming(number).count();
        if relations > 0 {
            let mut row = node.cells();
            row.push(count(relations));
            rows.push(row);
        }
    }
    rows
}
