//! How alike two profiles of a lane are, and the profiles most like each (semantics §14-16).
//!
//! ```text
//!                        weight of what they share
//!   likeness = ──────────────────────────────────────────────   (the cosine of two sets, Ochiai 1957)
//!              sqrt((shared + only a has) * (shared + only b has))
//! ```
//!
//! A grant that both have counts unless both have it through one membership that they share; a
//! grant that one has alone counts unless its own profile implies it. 1 exactly for equal sets, 0
//! for disjoint ones. Weights are rarities in the lane; the base weighs nothing.
//!
//! The cosine rather than the Jaccard index: who leads a group has what its members have and much
//! besides, and the union in Jaccard's denominator makes that a stranger.

use std::collections::HashMap;

use crate::profile::{GrantTable, LaneProfiles, number};

/// Grants held by more than this share ...
const HUB_SHARE: f64 = 0.02;
/// ... and by more than this many find no candidates (they still weigh).
const HUB_COUNT: usize = 50;
/// Implied by nothing in the row.
const NONE: u32 = u32::MAX;
/// Implied by several memberships of the row.
const SEVERAL: u32 = u32::MAX - 1;

/// The profiles of a lane that have something beside the base, ready to compare. Those that differ
/// in the base alone are one row.
pub(crate) struct Likeness<'a> {
    table: &'a GrantTable,
    /// Rows of `profiles`.
    profile_offsets: Vec<u32>,
    profiles: Vec<u32>,
    /// Identities behind each row.
    copies: Vec<u32>,
    offsets: Vec<u32>,
    pub(super) grants: Vec<u32>,
    generator: Vec<bool>,
    /// The membership of the same row that implies the grant at the same position, [`NONE`] or [`SEVERAL`].
    implied_by: Vec<u32>,
    /// By grant.
    pub(super) weight: Vec<f32>,
    pub(super) hub: Vec<bool>,
    /// Weight of the generators of each row.
    pub(super) own: Vec<f32>,
    /// Weight of the hubs of each row.
    pub(super) hubs: Vec<f32>,
}

/// One row and how alike it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Alike {
    /// The row.
    pub(crate) row: u32,
    /// 0 < likeness <= 1.
    pub(crate) likeness: f32,
}

impl<'a> Likeness<'a> {
    /// Prepare. O(entries).
    pub(crate) fn new(lane: &LaneProfiles, table: &'a GrantTable) -> Self {
        let few = (lane.identities as f64 * HUB_SHARE).max(HUB_COUNT as f64);
        let mut weight = vec![0.0; table.len()];
        let mut hub = vec![false; table.len()];
        for grant in 0..number(table.len()) {
            let held = lane.held_by[grant as usize];
            if held > 0 && !lane.base[grant as usize] {
                weight[grant as usize] = lane.rarity(grant);
                hub[grant as usize] = f64::from(held) > few;
            }
        }
        let mut likeness = Self {
            table,
            profile_offsets: vec![0],
            profiles: Vec::new(),
            copies: Vec::new(),
            offsets: vec![0],
            grants: Vec::new(),
            generator: Vec::new(),
            implied_by: Vec::new(),
            weight,
            hub,
            own: Vec::new(),
            hubs: Vec::new(),
        };
        for same in rows_of(lane) {
            let Some(&first) = same.first() else { continue };
            likeness.copies.push(same.iter().map(|&p| lane.copies(p as usize)).sum());
            likeness.push_row(lane.row(first as usize), lane.entries(first as usize));
            likeness.profiles.extend(same);
            likeness.profile_offsets.push(number(likeness.profiles.len()));
        }
        likeness
    }

    fn push_row(&mut self, all: &[u32], entries: impl Iterator<Item = (u32, bool)>) {
        let (mut own, mut hubs) = (0.0, 0.0);
        for (grant, generator) in entries {
            let weight = self.weight[grant as usize];
            if weight > 0.0 {
                self.grants.push(grant);
                self.generator.push(generator);
                self.implied_by.push(if generator { NONE } else { self.implier_in(all, grant) });
                own += if generator { weight } else { 0.0 };
                hubs += if self.hub[grant as usize] { weight } else { 0.0 };
            }
        }
        self.offsets.push(number(self.grants.len()));
        self.own.push(own);
        self.hubs.push(hubs);
    }

    /// What implies a grant in a row.
    fn implier_in(&self, row: &[u32], grant: u32) -> u32 {
        let mut held = self.table.impliers(grant).iter().filter(|m| row.binary_search(m).is_ok());
        match (held.next(), held.next()) {
            (Some(&one), None) => one,
            (Some(_), Some(_)) => SEVERAL,
            (None, _) => NONE,
        }
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.copies.len()
    }

    /// The profiles of a row.
    pub(crate) fn profiles(&self, row: u32) -> &[u32] {
        let row = row as usize;
        &self.profiles[self.profile_offsets[row] as usize..self.profile_offsets[row + 1] as usize]
    }

    /// The profiles of several rows.
    pub(crate) fn profiles_of(&self, rows: &[u32]) -> Vec<u32> {
        rows.iter().flat_map(|&r| self.profiles(r).iter().copied()).collect()
    }

    /// Identities behind a row.
    pub(crate) fn copies(&self, row: u32) -> usize {
        self.copies[row as usize] as usize
    }

    /// Identities behind several rows.
    pub(crate) fn identities(&self, rows: &[u32]) -> usize {
        rows.iter().map(|&r| self.copies(r)).sum()
    }

    /// The grants of a row beside the base, sorted.
    pub(crate) fn row(&self, row: u32) -> &[u32] {
        &self.grants[self.range(row)]
    }

    fn range(&self, row: u32) -> std::ops::Range<usize> {
        self.offsets[row as usize] as usize..self.offsets[row as usize + 1] as usize
    }

    /// Whether the grant at each position of [`Self::row`] is a generator.
    pub(crate) fn generators(&self, row: u32) -> &[bool] {
        &self.generator[self.range(row)]
    }

    /// Weight of a grant; 0 for the base.
    pub(crate) fn weight(&self, grant: u32) -> f32 {
        self.weight[grant as usize]
    }

    /// Likeness of two rows. O(entries of both), more where both have a grant by different memberships.
    pub(crate) fn of(&self, a: u32, b: u32) -> f32 {
        let (rows, gens) = ([self.row(a), self.row(b)], [self.generators(a), self.generators(b)]);
        let by = [&self.implied_by[self.range(a)], &self.implied_by[self.range(b)]];
        let (mut shared, mut apart) = (0.0f32, [0.0f32; 2]);
        let (mut i, mut j) = (0, 0);
        while i < rows[0].len() && j < rows[1].len() {
            let (x, y) = (rows[0][i], rows[1][j]);
            match x.cmp(&y) {
                std::cmp::Ordering::Less => {
                    apart[0] += if gens[0][i] { self.weight(x) } else { 0.0 };
                    i += 1;
                }
                std::cmp::Ordering::Greater => {
                    apart[1] += if gens[1][j] { self.weight(y) } else { 0.0 };
                    j += 1;
                }
                std::cmp::Ordering::Equal => {
                    if !self.implied_in_both(x, [by[0][i], by[1][j]], rows) {
                        shared += self.weight(x);
                    }
                    i += 1;
                    j += 1;
                }
            }
        }
        for at in i..rows[0].len() {
            apart[0] += if gens[0][at] { self.weight(rows[0][at]) } else { 0.0 };
        }
        for at in j..rows[1].len() {
            apart[1] += if gens[1][at] { self.weight(rows[1][at]) } else { 0.0 };
        }
        cosine(shared, shared + apart[0], shared + apart[1])
    }

    /// Whether a membership that both rows have implies a grant of both; `by` is what implies it in each.
    fn implied_in_both(&self, grant: u32, by: [u32; 2], rows: [&[u32]; 2]) -> bool {
        if by.contains(&NONE) {
            return false;
        }
        if !by.contains(&SEVERAL) {
            return by[0] == by[1];
        }
        let has = |m: &u32| rows.iter().all(|r| r.binary_search(m).is_ok());
        self.table.impliers(grant).iter().any(has)
    }
}

/// Likeness of two sets that weigh `a` and `b` and share `shared`; a side weighs no less than is shared.
/// Never falls where `shared` grows. 1 exactly where both sides are what is shared.
pub(super) fn cosine(shared: f32, a: f32, b: f32) -> f32 {
    let (a, b) = (a.max(shared), b.max(shared));
    match (shared > 0.0, a == b) {
        (false, _) => 0.0,
        (true, true) => shared / a,
        (true, false) => shared / (a * b).sqrt(),
    }
}

/// Profiles that are equal beside the base, in the order of their first; those with nothing left out.
fn rows_of(lane: &LaneProfiles) -> Vec<Vec<u32>> {
    let mut seen: HashMap<Vec<u32>, usize> = HashMap::new();
    let mut rows: Vec<Vec<u32>> = Vec::new();
    for profile in 0..number(lane.profile_count()) {
        let row: Vec<u32> = lane.beside_base(profile as usize).collect();
        if row.is_empty() {
            continue;
        }
        let at = *seen.entry(row).or_insert(rows.len());
        if at == rows.len() {
            rows.push(Vec::new());
        }
        rows[at].push(profile);
    }
    rows
}
