//! What if something were taken away: exposure before and after, and who loses what
//! (identity-security §7.2.7).
//!
//! What is derived from a fact goes with it: removing the relation that puts a repository into an
//! organisation removes the organisation's control over it.

use atlas_graph::{Accept, EdgeId, NodeId, Snapshot};

use crate::exposure::{Exposure, exposure};
use crate::tier::Tiers;
use crate::{Cancelled, Pace};

/// What is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// Nodes with all their edges.
    pub nodes: Vec<NodeId>,
    /// Single edges, and what is derived from them.
    pub edges: Vec<EdgeId>,
    /// Relation kinds as written in the files, and what is derived from them.
    pub kinds: Vec<Box<str>>,
}

/// One target before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetChange {
    /// The target.
    pub node: NodeId,
    /// Exposed identities before ...
    pub before: usize,
    /// ... and after; 0 where the target itself is taken away.
    pub after: usize,
}

/// One identity that loses reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReachLoss {
    /// Who.
    pub node: NodeId,
    /// Targets reached before ...
    pub before: usize,
    /// ... and after.
    pub after: usize,
}

/// What changes.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The revision.
    pub revision: Box<str>,
    /// What is taken away, with all that goes with it.
    pub removed: Accept,
    /// Exposed identities before ...
    pub before: usize,
    /// ... and after.
    pub after: usize,
    /// Every target, in the order of the exposure before.
    pub targets: Vec<TargetChange>,
    /// Counted identities that reach fewer targets than before, those that reach none first, then
    /// the largest loss, ties by key.
    pub loses: Vec<ReachLoss>,
}

impl WhatIf {
    /// Those that reach no target any more.
    pub fn cut_off(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.loses.iter().filter(|l| l.after == 0).map(|l| l.node)
    }
}

/// Compare. Two exposures: O(nodes + edges) for every 64 targets.
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn what_if(
    snapshot: &Snapshot,
    tiers: &Tiers,
    targets: &[NodeId],
    accept: &Accept,
    removal: &Removal,
    pace: &dyn Pace,
) -> Result<WhatIf, Cancelled> {
    let removed = without(snapshot, accept, removal);
    let before = exposure(snapshot, tiers, targets, accept, pace)?;
    let after = exposure(snapshot, tiers, targets, &removed, pace)?;
    let gone = |n: NodeId| removed.removed_nodes.binary_search(&n).is_ok();
    let reached = |e: &Exposure, node: NodeId| {
        (0..e.order().len()).filter(|&t| e.order()[t] != node && e.reaches(node, t)).count()
    };
    let mut loses: Vec<ReachLoss> = before
        .exposed()
        .map(|node| {
            let left = if gone(node) { 0 } else { reached(&after, node) };
            ReachLoss { node, before: reached(&before, node), after: left }
        })
        .filter(|l| l.after < l.before)
        .collect();
    loses.sort_by_key(|l| (l.after > 0, std::cmp::Reverse(l.before - l.after), l.node));
    let exposed_after = |node: NodeId| {
        let row = after.targets.iter().find(|t| t.node == node && !gone(node));
        row.map_or(0, crate::exposure::TargetExposure::exposed)
    };
    let change = |t: &crate::exposure::TargetExposure| TargetChange {
        node: t.node,
        before: t.exposed(),
        after: exposed_after(t.node),
    };
    Ok(WhatIf {
        revision: snapshot.revision().into(),
        before: before.exposed().count(),
        after: after.exposed().filter(|&n| !gone(n)).count(),
        targets: before.targets.iter().map(change).collect(),
        loses,
        removed,
    })
}

/// The terms with a removal: sorted, and with the edges that are derived from removed ones.
#[must_use]
pub fn without(snapshot: &Snapshot, accept: &Accept, removal: &Removal) -> Accept {
    let mut terms = accept.clone();
    terms.without.extend(removal.kinds.iter().cloned());
    terms.removed_nodes.extend(&removal.nodes);
    for &edge in &removal.edges {
        terms.removed_edges.push(edge);
        let (from, to, kind) = (snapshot.source_of(edge), snapshot.target(edge), snapshot.kind_of(edge));
        let back = snapshot.edges_between(to, from).map(EdgeId);
        terms.removed_edges.extend(back.filter(|&e| snapshot.meaning(e).stands_on == Some(kind)));
    }
    terms.removed_nodes.sort_unstable();
    terms.removed_nodes.dedup();
    terms.removed_edges.sort_unstable();
    terms.removed_edges.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::worlds::{World, node};

    #[test]
    fn removal_says_who_loses_what() {
        let mut world = World::default();
        world.member("ann", "team").member("bob", "team").can("team", "write", "vault").can("team", "write", "safe");
        world.can("bob", "write", "vault");
        let snapshot = world.freeze();
        let n = |id: &str| node(&snapshot, id);
        let targets = [n("safe"), n("vault")];
        let hand = targets.iter().map(|&t| (t, (0, "".into()))).collect();
        let tiers = Tiers::assign(&snapshot, &hand);
        let ask = |removal: &Removal| what_if(&snapshot, &tiers, &targets, &Accept::default(), removal, &()).unwrap();
        let got = ask(&Removal { nodes: vec![n("team")], ..Removal::default() });
        assert_eq!((got.before, got.after), (2, 1));
        assert_eq!(got.cut_off().collect::<Vec<_>>(), [n("ann")]);
        let bob = got.loses.iter().find(|l| l.node == n("bob")).unwrap();
        assert_eq!((bob.before, bob.after), (2, 1), "bob keeps the vault");
        let edge = EdgeId(snapshot.edges_between(n("team"), n("safe")).start);
        let got = ask(&Removal { edges: vec![edge], ..Removal::default() });
        assert_eq!((got.before, got.after, got.loses.len()), (2, 2, 2), "both lose the safe and nothing else");
        let got = ask(&Removal { kinds: vec!["MemberOf".into()], ..Removal::default() });
        assert_eq!(got.after, 1, "bob's own access is no membership");
        let got = ask(&Removal { nodes: vec![n("vault")], ..Removal::default() });
        let vault = got.targets.iter().find(|t| t.node == n("vault")).unwrap();
        assert_eq!((vault.before, vault.after), (2, 0), "what is gone is not reached");
        assert_eq!(ask(&Removal::default()).loses, [], "nothing taken, nothing lost");
        assert_eq!(BTreeMap::from_iter(got.targets.iter().map(|t| (t.node, t.before))).len(), 2);
    }
}
