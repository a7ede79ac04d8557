//! Identities of a lane with equal access become one profile.

use std::collections::HashMap;

use atlas_graph::{NodeId, Snapshot};
use atlas_model::Lane;

use super::expand::Given;
use super::table::number;
use super::{GrantTable, LaneProfiles, Profiles};
use crate::{Cancelled, Pace};

/// Build the profiles of every lane. O(grants held * log of a profile).
pub(super) fn fold(
    snapshot: &Snapshot,
    table: GrantTable,
    given: &Given,
    pace: &dyn Pace,
) -> Result<Profiles, Cancelled> {
    let mut profiles = Profiles { place: vec![None; snapshot.node_count()], lanes: Vec::new(), table };
    for &lane in Lane::ALL {
        let members: Vec<NodeId> = snapshot.identities().filter(|&n| snapshot.lane(n) == lane).collect();
        if !members.is_empty() {
            let at = number(profiles.lanes.len());
            let folded = fold_lane(snapshot, lane, &members, &profiles.table, given, pace)?;
            for profile in 0..folded.profile_count() {
                for holder in folded.holders(profile) {
                    profiles.place[holder.index()] = Some((at, number(profile)));
                }
            }
            profiles.lanes.push(folded);
        }
    }
    Ok(profiles)
}

fn fold_lane(
    snapshot: &Snapshot,
    lane: Lane,
    members: &[NodeId],
    table: &GrantTable,
    given: &Given,
    pace: &dyn Pace,
) -> Result<LaneProfiles, Cancelled> {
    let mut seen: HashMap<Box<[u32]>, u32> = HashMap::new();
    let mut offsets = vec![0];
    let mut grants: Vec<u32> = Vec::new();
    let mut profile_of = Vec::with_capacity(members.len());
    let mut row = Vec::new();
    for (i, &node) in members.iter().enumerate() {
        if i % 1_024 == 0 {
            pace.check()?;
        }
        row.clear();
        for edge in snapshot.out_edges(node) {
            if let Some(grant) = table.of_edge(snapshot, edge) {
                row.push(grant);
                if table.is_followed(grant) {
                    row.extend_from_slice(given.by(snapshot.target(edge)));
                }
            }
        }
        row.sort_unstable();
        row.dedup();
        let profile = seen.get(row.as_slice()).copied().unwrap_or_else(|| {
            let next = number(offsets.len() - 1);
            seen.insert(row.clone().into_boxed_slice(), next);
            grants.extend_from_slice(&row);
            offsets.push(number(grants.len()));
            next
        });
        profile_of.push(profile);
    }
    drop(seen);
    let mut folded = LaneProfiles {
        lane,
        identities: members.len(),
        generator: vec![false; grants.len()],
        offsets,
        grants,
        holder_offsets: Vec::new(),
        holders: vec![NodeId(0); members.len()],
        held_by: vec![0; table.len()],
        base: vec![false; table.len()],
    };
    place_holders(&mut folded, members, &profile_of);
    count(&mut folded);
    mark_generators(&mut folded, table);
    Ok(folded)
}

fn place_holders(folded: &mut LaneProfiles, members: &[NodeId], profile_of: &[u32]) {
    let mut offsets = vec![0u32; folded.profile_count() + 1];
    for &profile in profile_of {
        offsets[profile as usize + 1] += 1;
    }
    for i in 1..offsets.len() {
        offsets[i] += offsets[i - 1];
    }
    let mut cursor = offsets.clone();
    for (&node, &profile) in members.iter().zip(profile_of) {
        let at = &mut cursor[profile as usize];
        folded.holders[*at as usize] = node;
        *at += 1;
    }
    folded.holder_offsets = offsets;
}

/// Holders of each grant, and the base: what at least half of the lane holds.
fn count(folded: &mut LaneProfiles) {
    for profile in 0..folded.profile_count() {
        let copies = folded.copies(profile);
        for at in folded.offsets[profile]..folded.offsets[profile + 1] {
            folded.held_by[folded.grants[at as usize] as usize] += copies;
        }
    }
    for (base, &held) in folded.base.iter_mut().zip(&folded.held_by) {
        *base = held > 0 && held as usize * 2 >= folded.identities;
    }
}

/// A grant is a generator of its row unless a membership in the row implies it.
fn mark_generators(folded: &mut LaneProfiles, table: &GrantTable) {
    let mut held = vec![0u32; table.len()];
    for profile in 0..folded.profile_count() {
        let stamp = number(profile + 1);
        let range = folded.offsets[profile] as usize..folded.offsets[profile + 1] as usize;
        for at in range.clone() {
            held[folded.grants[at] as usize] = stamp;
        }
        for at in range {
            let impliers = table.impliers(folded.grants[at]);
            folded.generator[at] = impliers.iter().all(|&m| held[m as usize] != stamp);
        }
    }
}
