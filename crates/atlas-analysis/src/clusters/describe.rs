//! What a group has in common, what tells it from the rest, what it is called, and whether it is a
//! peer group.

use std::collections::BTreeSet;

use atlas_graph::NodeId;

use super::Distinguishing;
use super::names::Names;
use crate::clusters::Grant;
use crate::profile::{GrantTable, LaneProfiles};

/// A peer group has at least this many members, ...
pub(crate) const PEER_MEMBERS: usize = 5;
/// ... this many things that half of it holds, ...
const PEER_THINGS: usize = 2;
/// ... and this median similarity (semantics §17).
pub(crate) const PEER_SIMILARITY: f64 = 0.3;
/// Distinguishing grants kept.
const TELLING: usize = 12;

/// A group in words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Description {
    pub(crate) core: Vec<Grant>,
    pub(crate) distinguishing: Vec<Distinguishing>,
    /// Names it could have, best first.
    pub(crate) names: Vec<String>,
}

/// Grants beside the base that the holders of `profiles` have, with how many have each; sorted.
pub(crate) fn holdings(lane: &LaneProfiles, profiles: &[u32]) -> (Vec<(u32, u32)>, usize) {
    let mut held: Vec<(u32, u32)> = Vec::new();
    let mut members = 0;
    for &profile in profiles {
        let copies = lane.copies(profile as usize);
        members += copies as usize;
        held.extend(lane.beside_base(profile as usize).map(|g| (g, copies)));
    }
    held.sort_unstable_by_key(|h| h.0);
    let by_grant = held.chunk_by(|a, b| a.0 == b.0);
    (by_grant.map(|c| (c[0].0, c.iter().map(|h| h.1).sum())).collect(), members)
}

/// Whether the holders of `profiles` are fit to be a baseline: enough of them, alike, with a core.
pub(crate) fn is_peer_group(table: &GrantTable, lane: &LaneProfiles, profiles: &[u32], similarity: f64) -> bool {
    let (held, members) = holdings(lane, profiles);
    members >= PEER_MEMBERS
        && similarity >= PEER_SIMILARITY
        && things(table, &core(&held, members)).len() >= PEER_THINGS
}

/// Grants that at least half of the members hold.
fn core(held: &[(u32, u32)], members: usize) -> Vec<u32> {
    held.iter().filter(|h| h.1 as usize * 2 >= members).map(|h| h.0).collect()
}

/// Describe the group of the holders of `profiles`.
pub(crate) fn describe(table: &GrantTable, lane: &LaneProfiles, names: &Names, profiles: &[u32]) -> Description {
    let (held, members) = holdings(lane, profiles);
    let mut telling: Vec<(f64, u32, f64, f64)> = held
        .iter()
        .map(|&(grant, n)| {
            let inside = f64::from(n) / members as f64;
            let everywhere = f64::from(lane.held_by[grant as usize]) / lane.identities as f64;
            (inside * (inside / everywhere).ln(), grant, inside, everywhere)
        })
        .filter(|t| t.0 > 0.0)
        .collect();
    telling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    telling.truncate(TELLING);
    Description {
        core: core(&held, members).into_iter().map(|g| table.grant(g)).collect(),
        names: names.telling(lane, profiles, members),
        distinguishing: telling
            .into_iter()
            .map(|(_, grant, in_group, everywhere)| Distinguishing { grant: table.grant(grant), in_group, everywhere })
            .collect(),
    }
}

/// The different targets of those of `grants` (sorted) that no other of them implies.
pub(crate) fn things(table: &GrantTable, grants: &[u32]) -> BTreeSet<NodeId> {
    let free = |g: &&u32| !table.impliers(**g).iter().any(|m| grants.binary_search(m).is_ok());
    grants.iter().filter(free).map(|&g| table.target(g)).collect()
}
