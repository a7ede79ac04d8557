//! Choke points: what a single removal would do to exposure, exactly, and the fewest removals that
//! end it (identity-security §7.2.3-4).

use atlas_graph::{Accept, EdgeId, NodeId, Snapshot, Walks, dominators, min_cut};

use crate::tier::Tiers;
use crate::{Cancelled, Pace};

/// What to ask.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChokeConfig {
    /// Whose paths count: these nodes, or every enabled identity that is not tier 0 where empty.
    pub starts: Vec<NodeId>,
    /// What is protected.
    pub targets: Vec<NodeId>,
    /// Which steps count.
    pub accept: Accept,
    /// How many nodes and how many steps to list; all where `None`.
    pub top: Option<usize>,
}

/// A node whose removal cuts exposure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeLoss {
    /// Which.
    pub node: NodeId,
    /// Starts that would reach no target without it, itself included where it is a start.
    pub loses: u32,
}

/// A step whose removal cuts exposure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLoss {
    /// Where it begins.
    pub from: NodeId,
    /// Where it leads.
    pub to: NodeId,
    /// Every accepted edge between the two; the loss is that of removing them all. Where there are
    /// several, removing one of them loses nothing.
    pub edges: Vec<EdgeId>,
    /// Starts that would reach no target without it.
    pub loses: u32,
}

/// Choke points.
#[derive(Clone, Debug, PartialEq)]
pub struct ChokePoints {
    /// The revision.
    pub revision: Box<str>,
    /// What was asked.
    pub config: ChokeConfig,
    /// Starts that reach a target now.
    pub exposed: u32,
    /// Nodes, most loss first, ties by key. Targets, and starts that only cut off themselves, are
    /// left out.
    pub nodes: Vec<NodeLoss>,
    /// Steps, most loss first, ties by (from, to).
    pub steps: Vec<StepLoss>,
    /// How many edges a minimum cut removes.
    pub cut_value: u64,
    /// Its steps, nearest to the targets, each with what it loses alone.
    pub cut: Vec<StepLoss>,
}

/// Find them. One dominator tree and one maximum flow: O(edges * log nodes) in practice.
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn choke_points(
    snapshot: &Snapshot,
    tiers: &Tiers,
    config: &ChokeConfig,
    pace: &dyn Pace,
) -> Result<ChokePoints, Cancelled> {
    let stop = || pace.cancelled();
    pace.progress("choke points", 0.0);
    let walks = Walks::new(snapshot, &config.accept);
    let counted = crate::trial::counted(snapshot, tiers, &config.starts, &config.targets);
    let tree = dominators(&walks, &config.targets, &stop)?;
    pace.progress("choke points", 0.4);
    let losses = tree.losses(&walks, |n| counted[n.index()], &stop)?;
    let mut is_target = vec![false; snapshot.node_count()];
    for target in &config.targets {
        is_target[target.index()] = true;
    }
    let own = |n: NodeId| u32::from(counted[n.index()]);
    let mut nodes: Vec<NodeLoss> = snapshot
        .nodes()
        .map(|node| NodeLoss { node, loses: losses.nodes[node.index()] })
        .filter(|l| l.loses > own(l.node) && !is_target[l.node.index()])
        .collect();
    nodes.sort_by_key(|l| (std::cmp::Reverse(l.loses), l.node));
    nodes.truncate(config.top.unwrap_or(usize::MAX));
    let mut ranked = losses.steps.clone();
    ranked.sort_by_key(|l| (std::cmp::Reverse(l.loses), l.from, l.to));
    ranked.truncate(config.top.unwrap_or(usize::MAX));
    let between = |from, to| -> Vec<EdgeId> {
        let edges = snapshot.edges_between(from, to).map(EdgeId);
        edges.filter(|&e| config.accept.takes(snapshot, e)).collect()
    };
    let steps = ranked
        .iter()
        .map(|l| StepLoss { from: l.from, to: l.to, edges: between(l.from, l.to), loses: l.loses })
        .collect();
    pace.progress("choke points", 0.6);
    let starts: Vec<NodeId> = snapshot.nodes().filter(|n| counted[n.index()]).collect();
    let takes: Vec<bool> = snapshot.edge_kinds().iter().map(|k| config.accept.takes_kind(snapshot, k)).collect();
    let capacity = |from, to| {
        let edges = snapshot.edges_between(from, to).map(EdgeId);
        let standing =
            |e: &EdgeId| takes[snapshot.kind_of(*e).index()] && config.accept.removed_edges.binary_search(e).is_err();
        u32::try_from(edges.filter(standing).count()).unwrap_or(u32::MAX)
    };
    let cut = min_cut(&walks, &starts, &config.targets, capacity, &stop)?;
    pace.progress("choke points", 1.0);
    let alone = |from, to| {
        let at = losses.steps.binary_search_by_key(&(from, to), |l| (l.from, l.to));
        at.map_or(0, |at| losses.steps[at].loses)
    };
    let cut_steps = cut.steps.iter();
    Ok(ChokePoints {
        revision: snapshot.revision().into(),
        config: config.clone(),
        exposed: losses.exposed,
        nodes,
        steps,
        cut_value: cut.value,
        cut: cut_steps
            .map(|&(from, to)| StepLoss { from, to, edges: between(from, to), loses: alone(from, to) })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::worlds::{World, node};

    #[test]
    fn what_everyone_passes_is_first_and_a_second_way_saves_whom_it_carries() {
        let mut world = World::default();
        for person in ["ann", "bob", "cid"] {
            world.member(person, "team");
        }
        world.member("team", "admins").can("admins", "write", "vault").can("cid", "admin", "vault");
        world.member("dora", "admins");
        let snapshot = world.freeze();
        let n = |id: &str| node(&snapshot, id);
        let tiers = Tiers::assign(&snapshot, &BTreeMap::from([(n("vault"), (0, "".into()))]));
        let config = ChokeConfig { targets: vec![n("vault")], ..ChokeConfig::default() };
        let got = choke_points(&snapshot, &tiers, &config, &()).unwrap();
        assert_eq!(got.exposed, 4);
        let nodes: Vec<_> = got.nodes.iter().map(|l| (snapshot.id(l.node), l.loses)).collect();
        assert_eq!(nodes, [("admins", 3), ("team", 2)], "cid has a way of its own; people only cut off themselves");
        let first = &got.steps[0];
        assert_eq!((snapshot.id(first.from), snapshot.id(first.to), first.loses), ("admins", "vault", 3));
        assert_eq!(got.cut_value, 2, "the step of the admins and that of cid");
        let cut: Vec<_> = got.cut.iter().map(|s| snapshot.id(s.from)).collect();
        assert_eq!(cut, ["admins", "cid"]);
    }

    #[test]
    fn a_step_of_two_relations_takes_two_removals() {
        let mut world = World::default();
        world.can("ann", "write", "vault").can("ann", "admin", "vault");
        let snapshot = world.freeze();
        let n = |id: &str| node(&snapshot, id);
        let config = ChokeConfig { targets: vec![n("vault")], ..ChokeConfig::default() };
        let got = choke_points(&snapshot, &Tiers::default(), &config, &()).unwrap();
        assert_eq!((got.cut_value, got.cut[0].edges.len()), (2, 2), "removing one of them changes nothing");
    }
}
