//! What is usual for whom: holders of each grant in each peer group, and outside the groups where
//! it is usual.

use std::collections::BTreeMap;

use crate::clusters::{Clusters, holdings};
use crate::profile::{LaneProfiles, Profiles};

/// A grant is usual in a peer group where at least this share holds it.
const USUAL: f64 = 0.25;

/// Holders in one peer group.
pub(super) struct Counts {
    /// (grant, holders), sorted.
    held: Vec<(u32, u32)>,
    /// Members.
    pub(super) members: usize,
}

impl Counts {
    /// How many of the members hold a grant.
    pub(super) fn of(&self, grant: u32) -> u32 {
        self.held.binary_search_by_key(&grant, |h| h.0).map_or(0, |at| self.held[at].1)
    }

    /// Every grant that any member holds, with how many do.
    pub(super) fn all(&self) -> &[(u32, u32)] {
        &self.held
    }
}

/// What is usual in one lane.
pub(super) struct Usual {
    /// By index of the group.
    pub(super) groups: BTreeMap<usize, Counts>,
    /// By grant: holders in groups where it is usual.
    at_home: Vec<u32>,
}

/// Holders over all lanes: what a machine holds may be usual for people.
pub(super) struct Everywhere {
    /// By grant.
    pub(super) held: Vec<u32>,
    /// By grant: those for whom it is usual.
    pub(super) at_home: Vec<u32>,
}

impl Everywhere {
    /// Sum over lanes.
    pub(super) fn new(profiles: &Profiles, lanes: &[Usual]) -> Self {
        let mut everywhere = Self { held: vec![0; profiles.table.len()], at_home: vec![0; profiles.table.len()] };
        for (lane, usual) in profiles.lanes().iter().zip(lanes) {
            for (sum, n) in everywhere.held.iter_mut().zip(&lane.held_by) {
                *sum += n;
            }
            for (sum, n) in everywhere.at_home.iter_mut().zip(&usual.at_home) {
                *sum += n;
            }
        }
        everywhere
    }
}

impl Usual {
    /// Count. O(entries * log).
    pub(super) fn new(profiles: &Profiles, lane: &LaneProfiles, clusters: &Clusters) -> Self {
        let mut members: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for profile in 0..crate::profile::number(lane.profile_count()) {
            let holder = lane.holders(profile as usize).first();
            if let Some(group) = holder.and_then(|n| clusters.peer_group[n.index()]) {
                members.entry(group).or_default().push(profile);
            }
        }
        let mut usual = Self { groups: BTreeMap::new(), at_home: vec![0; profiles.table.len()] };
        for (group, profiles) in members {
            let (held, members) = holdings(lane, &profiles);
            for &(grant, n) in &held {
                if f64::from(n) >= USUAL * members as f64 {
                    usual.at_home[grant as usize] += n;
                }
            }
            usual.groups.insert(group, Counts { held, members });
        }
        usual
    }

    /// Of the holders of a grant in the lane, those for whom it is usual.
    pub(super) fn at_home(&self, grant: u32) -> u32 {
        self.at_home[grant as usize]
    }

    /// Whether a grant is usual in a group.
    pub(super) fn is_usual(&self, group: usize, grant: u32) -> bool {
        let usual = |c: &Counts| f64::from(c.of(grant)) >= USUAL * c.members as f64;
        self.groups.get(&group).is_some_and(usual)
    }
}
