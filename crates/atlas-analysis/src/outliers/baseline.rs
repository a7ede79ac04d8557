//! Whom an identity is compared with: its peer group, else those most like it, else nobody.

use std::collections::BTreeMap;

use super::usual::{Counts, Usual};
use super::{Baseline, OutlierConfig};
use crate::clusters::{Clusters, Finder, Likeness};
use crate::profile::{LaneProfiles, Profiles, number};

/// Identities in a baseline of the most similar (identity-security §5.2.3).
const SIMILAR: usize = 30;
/// Rows asked for to fill it.
const ROWS: usize = 30;
/// Fewer of those most like an identity are no baseline. A peer group is one with whoever is left.
const FEWEST_SIMILAR: usize = 5;
/// Members of a peer group that an identity is compared with to see whether it belongs.
const PROBES: usize = 15;

/// A baseline with its counts; the identity's own profile is left out of all of them.
pub(super) struct Compared<'a> {
    /// Who.
    pub(super) baseline: Baseline,
    /// How many.
    pub(super) peers: u32,
    held: Held<'a>,
}

/// Who holds what in a baseline.
enum Held<'a> {
    /// A peer group without the copies of one row.
    Group { counts: &'a Counts, mine: &'a [u32], own: u32 },
    /// Counted one by one.
    Counted(BTreeMap<u32, u32>),
}

impl Compared<'_> {
    /// How many of the baseline hold a grant.
    pub(super) fn holders(&self, grant: u32) -> u32 {
        match &self.held {
            Held::Group { counts, mine, own } => {
                let mine = mine.binary_search(&grant).is_ok();
                counts.of(grant) - if mine { *own } else { 0 }
            }
            Held::Counted(held) => held.get(&grant).copied().unwrap_or(0),
        }
    }

    /// Grants that `mine` lacks and at least half of the baseline holds; sorted.
    pub(super) fn lacking(&self, mine: &[u32]) -> Vec<u32> {
        let common = |n: u32| n > 0 && n * 2 >= self.peers;
        let lacks = |grant: u32| mine.binary_search(&grant).is_err();
        match &self.held {
            Held::Group { counts, .. } => {
                let held = counts.all().iter().filter(|h| common(h.1) && lacks(h.0));
                held.map(|h| h.0).collect()
            }
            Held::Counted(held) => {
                let held = held.iter().filter(|h| common(*h.1) && lacks(*h.0));
                held.map(|h| *h.0).collect()
            }
        }
    }
}

/// Finds baselines in one lane.
pub(super) struct Baselines<'a> {
    pub(super) profiles: &'a Profiles,
    pub(super) lane: &'a LaneProfiles,
    pub(super) likeness: &'a Likeness<'a>,
    pub(super) clusters: &'a Clusters,
    pub(super) usual: &'a Usual,
    pub(super) config: &'a OutlierConfig,
    /// Row of each profile.
    pub(super) row_of: &'a [Option<u32>],
    pub(super) finder: Finder<'a>,
    /// By group: rows of its members, spread evenly.
    pub(super) probes: BTreeMap<usize, Vec<u32>>,
}

impl<'a> Baselines<'a> {
    /// The baseline of a row.
    pub(super) fn of(&mut self, row: u32) -> Compared<'a> {
        let profile = self.likeness.profiles(row)[0];
        let node = self.lane.holders(profile as usize)[0];
        let group = self.clusters.peer_group[node.index()];
        group.and_then(|g| self.peers(row, g)).unwrap_or_else(|| self.similar(row))
    }

    /// The rest of the peer group, if enough are left and the row is like them.
    fn peers(&mut self, row: u32, group: usize) -> Option<Compared<'a>> {
        let counts = self.usual.groups.get(&group)?;
        let own = self.likeness.copies(row);
        let peers = counts.members.saturating_sub(own);
        if peers == 0 || !self.belongs(row, group) {
            return None;
        }
        Some(Compared {
            baseline: Baseline::PeerGroup(group),
            peers: number(peers),
            held: Held::Group { counts, mine: self.likeness.row(row), own: number(own) },
        })
    }

    /// Whether the row's median likeness to members of the group reaches the floor.
    fn belongs(&mut self, row: u32, group: usize) -> bool {
        let probes = self.probes.entry(group).or_insert_with(|| {
            let members = &self.clusters.groups[group].members;
            let step = members.len().div_ceil(PROBES).max(1);
            let row_of = |n: &atlas_graph::NodeId| {
                let (_, profile) = self.profiles.of(*n)?;
                self.row_of[profile]
            };
            members.iter().step_by(step).filter_map(row_of).collect()
        });
        let others = probes.iter().filter(|&&p| p != row);
        let mut alike: Vec<f32> = others.map(|&p| self.likeness.of(row, p)).collect();
        alike.sort_unstable_by(f32::total_cmp);
        let median = alike.get(alike.len() / 2).copied().unwrap_or(1.0);
        f64::from(median) >= self.config.similarity_floor
    }

    /// Those most like the row, above the floor; nobody where they are too few.
    fn similar(&mut self, row: u32) -> Compared<'a> {
        let mut nodes = Vec::new();
        let mut held: BTreeMap<u32, u32> = BTreeMap::new();
        for alike in self.finder.nearest(row, ROWS) {
            if f64::from(alike.likeness) < self.config.similarity_floor || nodes.len() >= SIMILAR {
                break;
            }
            let before = nodes.len();
            let profiles = self.likeness.profiles(alike.row).iter();
            let holders = profiles.flat_map(|&p| self.lane.holders(p as usize));
            nodes.extend(holders.take(SIMILAR - before));
            let taken = number(nodes.len() - before);
            for &grant in self.likeness.row(alike.row) {
                *held.entry(grant).or_default() += taken;
            }
        }
        if nodes.len() < FEWEST_SIMILAR {
            let held = Held::Counted(BTreeMap::new());
            return Compared { baseline: Baseline::NoPeers, peers: 0, held };
        }
        let peers = number(nodes.len());
        nodes.sort_unstable();
        Compared { baseline: Baseline::MostSimilar(nodes), peers, held: Held::Counted(held) }
    }
}
