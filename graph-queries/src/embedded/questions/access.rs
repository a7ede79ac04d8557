//! Who holds what, by memberships and grants, and what is held oddly.

use std::collections::{BTreeMap, BTreeSet};

use atlas_model::NodeClass;

use super::facts::{Facts, Node};
use super::meaning::{Nodes, is_disabled, named};
use super::walking::levels;
use super::{Cell, Rows, count, flag, perhaps, text};
use crate::Watch;
use crate::catalogue::Settled;
use crate::embedded::commit::stop;
use crate::embedded::fault::Outcome;

pub(super) fn effective_entitlements(facts: &Facts, settled: &Settled, watch: &dyn Watch) -> Outcome<Rows> {
    let Some(identity) = facts.find(settled.text("node")) else { return Ok(Rows::new()) };
    let (membership, holding) = (named(facts, settled, "memberships"), named(facts, settled, "holding"));
    stop(watch)?;
    let groups = |n: u32| facts.leaving(n).filter(|r| membership(r)).map(|r| r.to).collect();
    let levels = levels(facts, vec![identity], settled.count("steps"), groups);
    // By kind, level and what is held: the fewest memberships, and of the groups there the first.
    let mut held: BTreeMap<(&str, Option<&str>, u32), (usize, u32)> = BTreeMap::new();
    for (steps, level) in levels.iter().enumerate() {
        for &holder in level {
            for relation in facts.leaving(holder).filter(|r| holding(r)) {
                let key = (facts.kind(relation), facts.level(relation), relation.to);
                let best = held.entry(key).or_insert((steps, holder));
                *best = (*best).min((steps, holder));
            }
        }
    }
    let row = |((kind, level, node), (steps, holder)): ((&str, Option<&str>, u32), (usize, u32))| {
        let mut row = vec![text(kind), perhaps(level)];
        row.extend(facts.node(node).cells());
        row.extend([count(steps), perhaps((steps > 0).then(|| &*facts.node(holder).key))]);
        row
    };
    Ok(held.into_iter().map(row).collect())
}

pub(super) fn who_holds(facts: &Facts, settled: &Settled, watch: &dyn Watch) -> Outcome<Rows> {
    let Some(target) = facts.find(settled.text("node")) else { return Ok(Rows::new()) };
    let (membership, holding) = (named(facts, settled, "memberships"), named(facts, settled, "holding"));
    let nodes = Nodes::new(settled);
    let is_identity = nodes.identities(facts);
    stop(watch)?;
    let direct: BTreeSet<u32> = facts.coming(target).filter(|r| holding(r)).map(|r| r.from).collect();
    let members = |n: u32| facts.coming(n).filter(|r| membership(r)).map(|r| r.from).collect();
    let levels = levels(facts, direct.into_iter().collect(), settled.count("steps"), members);
    let mut rows = Rows::new();
    for (steps, level) in levels.iter().enumerate() {
        for node in level.iter().filter(|&&n| is_identity(n)).map(|&n| facts.node(n)) {
            let mut row = node.cells();
            row.extend([flag(node.hints.enabled), count(steps)]);
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The rows of the nodes that pass, each with what `more` says.
fn rows(facts: &Facts, mut more: impl FnMut(u32, &Node) -> Option<Vec<Cell>>) -> Rows {
    let row = |(number, node): (u32, &Node)| {
        let more = more(number, node)?;
        Some(node.cells().into_iter().chain(more).collect())
    };
    facts.numbered().filter_map(row).collect()
}

pub(super) fn orphan_entitlements(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let is_entitlement = nodes.of(NodeClass::Entitlement, "entitlements", facts);
    let holding = named(facts, settled, "holding");
    rows(facts, |number, node| {
        let orphan = !node.placeholder && is_entitlement(number) && !facts.coming(number).any(&holding);
        orphan.then(|| vec![count(facts.leaving(number).filter(|r| holding(r)).count())])
    })
}

pub(super) fn single_holder(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let is_entitlement = nodes.of(NodeClass::Entitlement, "entitlements", facts);
    let holding = named(facts, settled, "holding");
    rows(facts, |number, _| {
        let holders: BTreeSet<u32> = facts.coming(number).filter(|r| holding(r)).map(|r| r.from).collect();
        let holder = holders.first().filter(|_| holders.len() == 1 && is_entitlement(number))?;
        let holder = facts.node(*holder);
        Some(vec![text(&holder.key), perhaps(holder.name.as_deref())])
    })
}

pub(super) fn shared_credentials(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let is_credential = nodes.of(NodeClass::Credential, "credentials", facts);
    let using = named(facts, settled, "using");
    let least = settled.count("least");
    rows(facts, |number, _| {
        let holders: BTreeSet<u32> = facts.coming(number).filter(|r| using(r)).map(|r| r.from).collect();
        let shared = !holders.is_empty() && holders.len() >= least && is_credential(number);
        let keys = || Cell::List(holders.iter().map(|&h| text(&facts.node(h).key)).collect());
        shared.then(|| vec![count(holders.len()), keys()])
    })
}

pub(super) fn disabled_with_access(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let is_identity = nodes.identities(facts);
    let holding = named(facts, settled, "holding");
    rows(facts, |number, node| {
        let held = facts.leaving(number).filter(|r| holding(r)).count();
        (is_disabled(node) && held > 0 && is_identity(number)).then(|| vec![count(held)])
    })
}

pub(super) fn without_group(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let is_identity = nodes.identities(facts);
    let (membership, holding) = (named(facts, settled, "memberships"), named(facts, settled, "holding"));
    rows(facts, |number, node| {
        let alone = !node.placeholder && is_identity(number) && !facts.leaving(number).any(&membership);
        alone.then(|| vec![count(facts.leaving(number).filter(|r| holding(r)).count())])
    })
}

pub(super) fn direct_grants(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let is_identity = nodes.identities(facts);
    let (membership, holding) = (named(facts, settled, "memberships"), named(facts, settled, "holding"));
    rows(facts, |number, _| {
        let grants = facts.leaving(number).filter(|r| holding(r) && !membership(r)).count();
        (grants > 0 && is_identity(number)).then(|| vec![count(grants)])
    })
}
