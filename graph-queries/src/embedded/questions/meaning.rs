//! What kinds mean to a question, by the lists that it was given.

use std::collections::HashSet;

use atlas_model::{Lane, Lifecycle, NodeClass};

use super::facts::{Facts, Node, Relation};
use crate::catalogue::Settled;

/// The class of nodes.
pub(super) struct Nodes<'s> {
    settled: &'s Settled,
    said: Vec<&'s str>,
    guessed: HashSet<&'s str>,
    humans: HashSet<&'s str>,
    machines: HashSet<&'s str>,
}

impl<'s> Nodes<'s> {
    pub(super) fn new(settled: &'s Settled) -> Self {
        let set = |name| settled.texts(name).into_iter().collect();
        Self {
            settled,
            said: settled.texts("said"),
            guessed: set("guessed"),
            humans: set("humans"),
            machines: set("machines"),
        }
    }

    /// The kind that decides.
    fn kind<'n>(&self, node: &'n Node) -> Option<&'n str> {
        let has = |kind: &&&str| node.kinds.iter().any(|k| **k == ***kind);
        let said = self.said.iter().find(has).and_then(|said| node.kinds.iter().find(|k| ***k == **said));
        let known = || node.kinds.iter().find(|k| !self.guessed.contains(&***k));
        said.or_else(known).or_else(|| node.kinds.first()).map(|k| &**k)
    }

    /// Those that are of a class, which the list names the kinds of.
    pub(super) fn of<'f>(
        &self,
        class: NodeClass,
        list: &str,
        facts: &'f Facts,
    ) -> impl Fn(u32) -> bool + use<'_, 's, 'f> {
        let kinds: HashSet<&str> = self.settled.texts(list).into_iter().collect();
        move |node| {
            let node = facts.node(node);
            match node.hints.class {
                Some(stated) => stated == class,
                None => self.kind(node).is_some_and(|k| kinds.contains(k)),
            }
        }
    }

    /// Identities.
    pub(super) fn identities<'f>(&self, facts: &'f Facts) -> impl Fn(u32) -> bool + use<'_, 's, 'f> {
        self.of(NodeClass::Identity, "identities", facts)
    }

    /// The lane of an identity.
    pub(super) fn lane(&self, node: &Node) -> Lane {
        if let Some(stated) = node.hints.lifecycle {
            return stated.lane();
        }
        match self.kind(node) {
            Some(kind) if self.humans.contains(kind) => Lifecycle::Human.lane(),
            Some(kind) if self.machines.contains(kind) => Lifecycle::Stable.lane(),
            _ => Lane::Unknown,
        }
    }
}

/// Kinds of relations that a list names; `facts.sorts` by number.
pub(super) fn named(facts: &Facts, settled: &Settled, list: &str) -> impl Fn(&Relation) -> bool + use<> {
    let kinds: HashSet<&str> = settled.texts(list).into_iter().collect();
    let sorts: Vec<bool> = facts.sorts.iter().map(|(kind, _, _)| kinds.contains(&**kind)).collect();
    move |relation| sorts[relation.sort as usize]
}

/// Whether relations are walked as written, and backwards; by the number of their sort.
pub(super) struct Walked(Vec<[bool; 2]>);

impl Walked {
    pub(super) fn new(facts: &Facts, settled: &Settled) -> Self {
        let set = |name| settled.texts(name).into_iter().collect::<HashSet<&str>>();
        let (along, levelled, levels) = (set("along"), set("levelled"), set("levels"));
        let (against, firm) = (set("against"), set("firm"));
        let ways = |(kind, level, stated): &super::facts::Sort| {
            let kind = &**kind;
            let back = against.contains(kind);
            match stated {
                Some(walked) if !firm.contains(kind) => [*walked && !back, *walked && back],
                _ => {
                    let at_level = level.as_deref().is_none_or(|l| levels.contains(l));
                    [along.contains(kind) || (levelled.contains(kind) && at_level), back]
                }
            }
        };
        Self(facts.sorts.iter().map(ways).collect())
    }

    /// Whether it is walked from where it leaves to where it comes.
    pub(super) fn along(&self, relation: &Relation) -> bool {
        self.0[relation.sort as usize][0]
    }

    /// Whether it is walked from where it comes to where it leaves.
    pub(super) fn back(&self, relation: &Relation) -> bool {
        self.0[relation.sort as usize][1]
    }
}

/// Whether somebody said that it is switched off.
pub(super) fn is_disabled(node: &Node) -> bool {
    node.hints.enabled == Some(false)
}
