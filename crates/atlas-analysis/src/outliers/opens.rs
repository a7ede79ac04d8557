//! What rare access opens: tier-0 nodes reached with it and not without it (semantics §19).

use std::collections::BTreeSet;

use atlas_graph::{NodeId, Snapshot, Walks};

use crate::profile::GrantTable;

/// Tier 0 reached through rare access alone, and through both.
pub(super) struct Reached {
    pub(super) opens: Vec<NodeId>,
    pub(super) also: Vec<NodeId>,
}

/// Searches of one walk, confined to nodes that lead to tier 0.
pub(super) struct Opener<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) walks: &'a Walks,
    pub(super) table: &'a GrantTable,
    pub(super) critical: &'a [bool],
    /// Sorted.
    pub(super) tier0: &'a [NodeId],
    seen: Vec<u32>,
    stamp: u32,
}

impl<'a> Opener<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot,
        walks: &'a Walks,
        table: &'a GrantTable,
        critical: &'a [bool],
        tier0: &'a [NodeId],
    ) -> Self {
        let seen = vec![0; walks.node_count()];
        Self { snapshot, walks, table, critical, tier0, seen, stamp: 0 }
    }

    /// What `node` reaches through its rare grants (sorted). A first step is rare where every grant
    /// the node itself has on that target is. O(what leads to tier 0 and is reached).
    pub(super) fn reached(&mut self, node: NodeId, rare: &BTreeSet<u32>) -> Reached {
        let (mut usual, mut strange) = (Vec::new(), Vec::new());
        for &to in self.walks.targets(node).iter().filter(|t| self.critical[t.index()]) {
            let grants = self.snapshot.edges_between(node, to);
            let mut grants = grants.filter_map(|e| self.table.of_edge(self.snapshot, atlas_graph::EdgeId(e)));
            let first = grants.next();
            let all_rare = first.is_some_and(|g| rare.contains(&g)) && grants.all(|g| rare.contains(&g));
            if all_rare { strange.push(to) } else { usual.push(to) }
        }
        if strange.is_empty() {
            return Reached { opens: Vec::new(), also: Vec::new() };
        }
        let with = self.search(strange);
        let without: BTreeSet<NodeId> = self.search(usual).into_iter().collect();
        let (also, opens) = with.into_iter().partition(|n| without.contains(n));
        Reached { opens, also }
    }

    /// Tier-0 nodes reached from `starts`, sorted.
    fn search(&mut self, starts: Vec<NodeId>) -> Vec<NodeId> {
        self.stamp += 1;
        let mut queue = Vec::with_capacity(starts.len());
        let mut found = Vec::new();
        let mut next = starts;
        loop {
            for to in next.drain(..) {
                if self.critical[to.index()] && self.seen[to.index()] != self.stamp {
                    self.seen[to.index()] = self.stamp;
                    queue.push(to);
                    if self.tier0.binary_search(&to).is_ok() {
                        found.push(to);
                    }
                }
            }
            let Some(at) = queue.pop() else { break };
            next.extend_from_slice(self.walks.targets(at));
        }
        found.sort_unstable();
        found
    }
}
