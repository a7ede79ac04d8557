//! Who can reach each target, counted as people mean it (semantics §13).

use atlas_graph::{Accept, Direction, Exposure as Reach, NodeId, Snapshot, Walks, costs, exposure as reach_of};
use atlas_model::Lane;

use crate::tier::Tiers;
use crate::{Cancelled, Pace};

/// Counts by lane, in the order of [`Lane::ALL`].
pub type ByLane = [usize; 3];

/// Who can reach one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetExposure {
    /// The target.
    pub node: NodeId,
    /// Identities with an accepted path, by lane: without the target, disabled ones and tier 0.
    pub by_lane: ByLane,
    /// Disabled identities with a path.
    pub disabled: usize,
    /// Identities with a path that are tier 0 themselves; a disabled one counts as disabled.
    pub tier0_identities: usize,
}

impl TargetExposure {
    /// All lanes together.
    #[must_use]
    pub fn exposed(&self) -> usize {
        self.by_lane.iter().sum()
    }
}

/// Exposure of a set of targets.
#[derive(Clone, Debug)]
pub struct Exposure {
    /// The revision.
    pub revision: Box<str>,
    /// The terms.
    pub accept: Accept,
    /// Most exposed first, ties by key.
    pub targets: Vec<TargetExposure>,
    /// Identities that reach at least one target, by lane, counted as above.
    pub by_lane: ByLane,
    reach: Reach,
    counted: Vec<bool>,
    likelihood: Vec<f32>,
}

impl Exposure {
    /// The targets in the order that [`Self::reaches`] counts them.
    #[must_use]
    pub fn order(&self) -> &[NodeId] {
        self.reach.targets()
    }

    /// Whether an identity is counted: enabled or not said, and not tier 0 itself.
    #[must_use]
    pub fn counts(&self, node: NodeId) -> bool {
        self.counted[node.index()]
    }

    /// Whether a node reaches the target at a position of [`Self::order`].
    #[must_use]
    pub fn reaches(&self, node: NodeId, target: usize) -> bool {
        self.reach.reaches(node, target)
    }

    /// Whether a node reaches any target but itself.
    #[must_use]
    pub fn reaches_any(&self, node: NodeId) -> bool {
        self.reach.reached(node).any(|t| self.reach.targets()[t] != node)
    }

    /// Likelihood of the best path to any target, 0..=1; relative, not a measured probability.
    #[must_use]
    pub fn likelihood(&self, node: NodeId) -> f32 {
        self.likelihood[node.index()]
    }

    /// Identities that are exposed, in the order of the keys.
    pub fn exposed(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.counted.len()).map(NodeId::at).filter(|&n| self.counts(n) && self.reaches_any(n))
    }
}

/// Measure. O(nodes + edges) for every 64 targets, and one search by cost.
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn exposure(
    snapshot: &Snapshot,
    tiers: &Tiers,
    targets: &[NodeId],
    accept: &Accept,
    pace: &dyn Pace,
) -> Result<Exposure, Cancelled> {
    pace.progress("exposure", 0.0);
    let walks = Walks::new(snapshot, accept);
    exposure_in(snapshot, &walks, tiers, targets, accept, pace)
}

/// As [`exposure`], with the walks at hand.
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn exposure_in(
    snapshot: &Snapshot,
    walks: &Walks,
    tiers: &Tiers,
    targets: &[NodeId],
    accept: &Accept,
    pace: &dyn Pace,
) -> Result<Exposure, Cancelled> {
    let stop = || pace.cancelled();
    let reach = reach_of(walks, targets, &stop)?;
    pace.progress("exposure", 0.5);
    let near = costs(walks, targets, Direction::Backward, &stop)?;
    #[expect(clippy::cast_possible_truncation, reason = "a likelihood between 0 and 1")]
    let likelihood = snapshot.nodes().map(|n| near.nats(n).map_or(0.0, |c| (-c).exp() as f32)).collect();
    let mut counted = vec![false; snapshot.node_count()];
    let mut rows: Vec<TargetExposure> = reach
        .targets()
        .iter()
        .map(|&node| TargetExposure { node, by_lane: [0; 3], disabled: 0, tier0_identities: 0 })
        .collect();
    let mut by_lane = [0; 3];
    for node in snapshot.identities() {
        let disabled = snapshot.enabled(node) == Some(false);
        let crown = tiers.tier(node) == Some(0);
        counted[node.index()] = !disabled && !crown;
        let lane = lane_index(snapshot.lane(node));
        let mut any = false;
        for at in reach.reached(node) {
            let row = &mut rows[at];
            if row.node == node {
                continue;
            }
            if disabled {
                row.disabled += 1;
            } else if crown {
                row.tier0_identities += 1;
            } else {
                row.by_lane[lane] += 1;
                any = true;
            }
        }
        by_lane[lane] += usize::from(any);
    }
    rows.sort_by_key(|r| (std::cmp::Reverse(r.exposed()), r.node));
    pace.progress("exposure", 1.0);
    Ok(Exposure {
        revision: snapshot.revision().into(),
        accept: accept.clone(),
        targets: rows,
        by_lane,
        reach,
        counted,
        likelihood,
    })
}

/// Position of a lane in [`ByLane`].
#[must_use]
pub fn lane_index(lane: Lane) -> usize {
    match lane {
        Lane::Human => 0,
        Lane::Machine => 1,
        Lane::Unknown => 2,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::worlds::{World, node};

    #[test]
    fn every_identity_with_a_path_counts_once_and_tier_0_apart() {
        let mut world = World::default();
        world.member("ann", "team").member("bob", "team").can("team", "write", "vault").can("cid", "read", "vault");
        world.can("bob", "write", "vault").can("dora", "write", "bob");
        let snapshot = world.freeze();
        let n = |id: &str| node(&snapshot, id);
        let hand = BTreeMap::from([(n("vault"), (0, "".into())), (n("bob"), (0, "".into()))]);
        let tiers = Tiers::assign(&snapshot, &hand);
        let targets: Vec<NodeId> = tiers.tier0().collect();
        let got = exposure(&snapshot, &tiers, &targets, &Accept::default(), &()).unwrap();
        let row = |id: &str| got.targets.iter().find(|t| t.node == n(id)).unwrap();
        assert_eq!(
            (row("vault").exposed(), row("vault").tier0_identities),
            (2, 1),
            "ann and dora; bob apart; cid may only read"
        );
        assert_eq!(row("bob").exposed(), 1, "a target does not count for itself");
        assert_eq!(got.exposed().collect::<BTreeSet<_>>(), BTreeSet::from([n("ann"), n("dora")]));
        assert_eq!(got.by_lane, [2, 0, 0], "the union counts each once");
        assert!(got.likelihood(n("ann")) < got.likelihood(n("team")), "each step costs likelihood");
    }

    #[test]
    fn counts_equal_a_plain_search_from_every_identity() {
        for seed in 0..30 {
            let snapshot = World::scattered(seed, 40, 120).freeze();
            let targets: Vec<NodeId> = snapshot.nodes().filter(|&n| snapshot.kind(n) == "Repo").collect();
            let got = exposure(&snapshot, &Tiers::default(), &targets, &Accept::default(), &()).unwrap();
            let walks = Walks::new(&snapshot, &Accept::default());
            let mut want: BTreeMap<NodeId, usize> = targets.iter().map(|&t| (t, 0)).collect();
            for start in snapshot.identities() {
                let (mut seen, mut open) = (BTreeSet::from([start]), vec![start]);
                while let Some(at) = open.pop() {
                    open.extend(walks.targets(at).iter().filter(|t| seen.insert(**t)));
                }
                for target in seen.iter().filter(|n| **n != start) {
                    want.entry(*target).and_modify(|c| *c += 1);
                }
            }
            let got: BTreeMap<NodeId, usize> = got.targets.iter().map(|t| (t.node, t.exposed())).collect();
            assert_eq!(got, want, "seed {seed}");
        }
    }
}
