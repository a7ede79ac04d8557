//! A trial of cuts: who of the starts of a question still gets to its targets once something is taken
//! away, and who does not. Counted as choke points count, so that a trial of one step loses exactly
//! what the list of cuts promised.

use atlas_graph::{Accept, Direction, NodeId, Snapshot, Walks, distances};

use crate::tier::Tiers;
use crate::{Cancelled, Pace};

/// The outcome. Both lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Starts that get there before.
    pub before: usize,
    /// Of these, who still does ...
    pub through: Vec<NodeId>,
    /// ... and who no longer does.
    pub stopped: Vec<NodeId>,
}

/// Whom a question counts: its starts, or without any the identities that are neither disabled nor
/// tier 0; never a target.
#[must_use]
pub fn counted(snapshot: &Snapshot, tiers: &Tiers, starts: &[NodeId], targets: &[NodeId]) -> Vec<bool> {
    let mut counted = vec![false; snapshot.node_count()];
    if starts.is_empty() {
        for node in snapshot.identities() {
            counted[node.index()] = snapshot.enabled(node) != Some(false) && tiers.tier(node) != Some(0);
        }
    }
    for start in starts {
        counted[start.index()] = true;
    }
    for target in targets {
        counted[target.index()] = false;
    }
    counted
}

/// Compare two terms. Two searches back from the targets: O(nodes + edges).
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn trial(
    snapshot: &Snapshot,
    tiers: &Tiers,
    (starts, targets): (&[NodeId], &[NodeId]),
    (before, after): (&Accept, &Accept),
    pace: &dyn Pace,
) -> Result<Trial, Cancelled> {
    let counted = counted(snapshot, tiers, starts, targets);
    let stop = || pace.cancelled();
    let arriving = |accept: &Accept| -> Result<Vec<NodeId>, Cancelled> {
        let walks = Walks::new(snapshot, accept);
        let gone = |n: NodeId| accept.removed_nodes.binary_search(&n).is_ok();
        let goals: Vec<NodeId> = targets.iter().copied().filter(|&t| !gone(t)).collect();
        let reached = distances(&walks, &goals, Direction::Backward, u32::MAX, &stop)?;
        Ok(snapshot.nodes().filter(|&n| counted[n.index()] && !gone(n) && reached.has(n)).collect())
    };
    pace.progress("trial", 0.0);
    let first = arriving(before)?;
    pace.progress("trial", 0.5);
    let through = arriving(after)?;
    let stopped = first.iter().copied().filter(|n| through.binary_search(n).is_err()).collect();
    Ok(Trial { before: first.len(), through, stopped })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use atlas_graph::EdgeId;

    use super::*;
    use crate::chokepoints::{ChokeConfig, choke_points};
    use crate::whatif::{Removal, without};
    use crate::worlds::{World, node};

    /// Two teams on the way to a vault, and one who goes round both.
    fn world() -> Snapshot {
        let mut world = World::default();
        world.member("ann", "team").member("bob", "team").member("cid", "crew").member("bob", "crew");
        world.can("team", "write", "vault").can("crew", "write", "vault").can("dan", "write", "vault");
        world.freeze()
    }

    #[test]
    fn a_trial_of_one_step_loses_what_the_list_of_cuts_says() {
        let snapshot = world();
        let targets = [node(&snapshot, "vault")];
        let tiers = Tiers::assign(&snapshot, &BTreeMap::from([(targets[0], (0, "".into()))]));
        let config =
            ChokeConfig { starts: Vec::new(), targets: targets.to_vec(), accept: Accept::default(), top: None };
        let promised = choke_points(&snapshot, &tiers, &config, &()).unwrap();
        assert!(promised.steps.len() > 2, "the world has steps to cut");
        for step in &promised.steps {
            let removal = Removal { edges: step.edges.clone(), ..Removal::default() };
            let after = without(&snapshot, &config.accept, &removal);
            let got = trial(&snapshot, &tiers, (&[], &targets), (&config.accept, &after), &()).unwrap();
            assert_eq!(got.before, promised.exposed as usize, "as many as the list begins with");
            assert_eq!(got.stopped.len(), step.loses as usize, "and as many lose it as it says");
            assert_eq!(got.through.len() + got.stopped.len(), got.before, "everybody is in one of the two");
        }
    }

    #[test]
    fn a_trial_equals_a_graph_that_never_had_the_step() {
        let snapshot = world();
        let n = |id: &str| node(&snapshot, id);
        let tiers = Tiers::assign(&snapshot, &BTreeMap::new());
        let edges: Vec<EdgeId> = snapshot.edges_between(n("team"), n("vault")).map(EdgeId).collect();
        let after = without(&snapshot, &Accept::default(), &Removal { edges, ..Removal::default() });
        let starts = [n("ann"), n("bob"), n("cid"), n("dan")];
        let got = trial(&snapshot, &tiers, (&starts, &[n("vault")]), (&Accept::default(), &after), &()).unwrap();

        let mut other = World::default();
        other.member("ann", "team").member("bob", "team").member("cid", "crew").member("bob", "crew");
        other.can("crew", "write", "vault").can("dan", "write", "vault");
        let other = other.freeze();
        let m = |id: &str| node(&other, id);
        let (tiers, all) = (Tiers::assign(&other, &BTreeMap::new()), Accept::default());
        let starts = [m("ann"), m("bob"), m("cid"), m("dan")];
        let want = trial(&other, &tiers, (&starts, &[m("vault")]), (&all, &all), &()).unwrap();
        let names = |s: &Snapshot, nodes: &[NodeId]| nodes.iter().map(|&n| s.id(n).to_owned()).collect::<Vec<_>>();
        assert_eq!(names(&snapshot, &got.through), names(&other, &want.through), "bob goes round, ann does not");
        assert_eq!(names(&snapshot, &got.stopped), ["ann"]);
    }
}
