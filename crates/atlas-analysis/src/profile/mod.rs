//! Profiles of access: what each identity holds, direct and effective, folded where equal (semantics §14).
//!
//! ```text
//!   identity ──direct──▶ grants ──a walked membership?──▶ its target's own grants ──▶ ...
//!        └──────────────── all of them, sorted: one profile ─────────────────┘
//!   identities of a lane with the same set ─▶ one Profile with several holders
//! ```
//!
//! A **grant** is (kind, level, target) of a membership, grant or control relation that is a fact.
//! Only walked memberships are followed: what a group gives is had by its members. What an
//! entitlement stands for (a role's permissions, the resource a right applies to) is its content
//! and not a further thing held; it would weigh nothing beside the entitlement (see below), so
//! leaving it out loses no weight and keeps a profile linear in what is held.
//!
//! **Weight.** A set of grants is worth its *generators*: the grants that no other grant of the set
//! implies. A grant is implied by every membership that gives it. So a team and the team's
//! repository weigh once, by the team; two teams that give the same repository still have the
//! repository in common. Weight is a function of the set alone: equal access, equal weight, on
//! whatever way it was come by.

mod expand;
mod fold;
mod table;

use atlas_graph::{NodeId, Snapshot};
use atlas_model::Lane;

use crate::clusters::Grant;
use crate::{Cancelled, Pace};

pub(crate) use table::{GrantTable, number};

/// Every profile of a snapshot.
#[derive(Clone, Debug)]
pub struct Profiles {
    pub(crate) table: GrantTable,
    pub(crate) lanes: Vec<LaneProfiles>,
    /// For each node (lane index, profile), `None` for what is no identity.
    pub(crate) place: Vec<Option<(u32, u32)>>,
}

/// The profiles of one lane.
#[derive(Clone, Debug)]
pub struct LaneProfiles {
    /// The lane.
    pub(crate) lane: Lane,
    /// Identities of the lane.
    pub(crate) identities: usize,
    /// Rows of `grants`, one a profile.
    pub(crate) offsets: Vec<u32>,
    /// Grant numbers, sorted in each row.
    pub(crate) grants: Vec<u32>,
    /// Whether the grant at the same position is a generator of its row.
    pub(crate) generator: Vec<bool>,
    /// Rows of `holders`, one a profile.
    pub(crate) holder_offsets: Vec<u32>,
    /// Who has the profile, in the order of the keys.
    pub(crate) holders: Vec<NodeId>,
    /// For each grant of the table the identities of the lane that hold it.
    pub(crate) held_by: Vec<u32>,
    /// For each grant of the table whether it belongs to the base.
    pub(crate) base: Vec<bool>,
}

/// Collect, fold and count. The lanes stand in the order of [`Lane`]; profiles in the order of
/// their first holder. O(grants held * log), memory bounded whatever groups give (see `expand`).
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn profiles(snapshot: &Snapshot, pace: &dyn Pace) -> Result<Profiles, Cancelled> {
    pace.progress("profiles", 0.0);
    let mut table = GrantTable::new(snapshot, pace)?;
    pace.progress("profiles", 0.3);
    let mut given = expand::Given::new(snapshot, &table, pace)?;
    table.break_rings(&given);
    given.cut(snapshot, &table);
    pace.progress("profiles", 0.5);
    let profiles = fold::fold(snapshot, table, &given, pace)?;
    pace.progress("profiles", 1.0);
    Ok(profiles)
}

impl Profiles {
    /// The lanes that have identities.
    #[must_use]
    pub fn lanes(&self) -> &[LaneProfiles] {
        &self.lanes
    }

    /// The lane and the number of the profile of an identity; `None` for what is no identity.
    #[must_use]
    pub fn of(&self, node: NodeId) -> Option<(&LaneProfiles, usize)> {
        let (lane, profile) = (*self.place.get(node.index())?)?;
        Some((&self.lanes[lane as usize], profile as usize))
    }

    /// All that an identity holds, by target; empty for what is no identity.
    #[must_use]
    pub fn grants_of(&self, node: NodeId) -> Vec<Grant> {
        self.of(node)
            .map_or_else(Vec::new, |(lane, profile)| lane.row(profile).iter().map(|&g| self.table.grant(g)).collect())
    }
}

impl LaneProfiles {
    /// The lane.
    #[must_use]
    pub const fn lane(&self) -> Lane {
        self.lane
    }

    /// How many identities the lane has.
    #[must_use]
    pub const fn identity_count(&self) -> usize {
        self.identities
    }

    /// How many different profiles they have.
    #[must_use]
    pub fn profile_count(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Who has a profile, in the order of the keys.
    #[must_use]
    pub fn holders(&self, profile: usize) -> &[NodeId] {
        &self.holders[self.holder_offsets[profile] as usize..self.holder_offsets[profile + 1] as usize]
    }

    /// How many identities have a profile.
    pub(crate) fn copies(&self, profile: usize) -> u32 {
        self.holder_offsets[profile + 1] - self.holder_offsets[profile]
    }

    /// The grants of a profile, sorted.
    pub(crate) fn row(&self, profile: usize) -> &[u32] {
        &self.grants[self.offsets[profile] as usize..self.offsets[profile + 1] as usize]
    }

    /// The grants of a profile, each with whether it is a generator.
    pub(crate) fn entries(&self, profile: usize) -> impl Iterator<Item = (u32, bool)> + '_ {
        let range = self.offsets[profile] as usize..self.offsets[profile + 1] as usize;
        self.grants[range.clone()].iter().copied().zip(self.generator[range].iter().copied())
    }

    /// The grants of a profile beside the base.
    pub(crate) fn beside_base(&self, profile: usize) -> impl Iterator<Item = u32> + '_ {
        self.row(profile).iter().copied().filter(|&g| !self.base[g as usize])
    }

    /// Whether a profile has nothing beside the base.
    pub(crate) fn is_base_only(&self, profile: usize) -> bool {
        self.beside_base(profile).next().is_none()
    }

    /// Rarity of a grant in the lane: `ln((n + 1) / (held + 1)) + 1` (identity-security §5.2.1).
    pub(crate) fn rarity(&self, grant: u32) -> f32 {
        let held = self.held_by[grant as usize] as f32;
        ((self.identities as f32 + 1.0) / (held + 1.0)).ln() + 1.0
    }
}

#[cfg(test)]
mod tests;
