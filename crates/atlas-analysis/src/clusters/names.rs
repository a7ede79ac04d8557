//! What groups of a lane can be called: cleaned names of what is held, and how many hold any of each.

use std::collections::HashMap;

use atlas_graph::Snapshot;

use super::label;
use crate::profile::{GrantTable, LaneProfiles, number};

/// Names offered for a group.
const OFFERED: usize = 6;

/// The cleaned name of every grant of a lane. Grants of one name are told apart by nobody: a team
/// for approvers, one for reviewers and their repository count as one thing to be named after.
pub(crate) struct Names {
    names: Vec<String>,
    /// By grant; `u32::MAX` for the base and for what the lane does not hold.
    of_grant: Vec<u32>,
    /// Identities of the lane that hold a grant of each name.
    held_by: Vec<u32>,
}

impl Names {
    /// Clean and count. O(entries).
    pub(crate) fn new(snapshot: &Snapshot, table: &GrantTable, lane: &LaneProfiles) -> Self {
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut names = Self { names: Vec::new(), of_grant: vec![u32::MAX; table.len()], held_by: Vec::new() };
        for grant in 0..number(table.len()) {
            if lane.held_by[grant as usize] == 0 || lane.base[grant as usize] {
                continue;
            }
            let name = label::clean(snapshot.name(table.target(grant)));
            if name.is_empty() {
                continue;
            }
            let next = number(names.names.len());
            let at = *known.entry(name.to_lowercase()).or_insert(next);
            if at == next {
                names.names.push(name);
            }
            names.of_grant[grant as usize] = at;
        }
        names.held_by = vec![0; names.names.len()];
        let all: Vec<u32> = (0..number(lane.profile_count())).collect();
        for (name, held) in names.count(lane, &all) {
            names.held_by[name as usize] = held;
        }
        names
    }

    /// How many holders of `profiles` have a grant of each name; sorted by name.
    fn count(&self, lane: &LaneProfiles, profiles: &[u32]) -> Vec<(u32, u32)> {
        let mut held: Vec<(u32, u32)> = Vec::new();
        for &profile in profiles {
            let start = held.len();
            let grants = lane.row(profile as usize).iter();
            let names = grants.map(|&g| self.of_grant[g as usize]).filter(|&n| n != u32::MAX);
            held.extend(names.map(|n| (n, lane.copies(profile as usize))));
            held[start..].sort_unstable();
            let mut kept = start;
            for at in start..held.len() {
                if kept == start || held[kept - 1].0 != held[at].0 {
                    held[kept] = held[at];
                    kept += 1;
                }
            }
            held.truncate(kept);
        }
        held.sort_unstable();
        let by_name = held.chunk_by(|a, b| a.0 == b.0);
        by_name.map(|c| (c[0].0, c.iter().map(|h| h.1).sum())).collect()
    }

    /// Names for the holders of `profiles`, the one that tells them from the rest best first:
    /// share in the group times the log of how much larger it is than in the lane.
    pub(crate) fn telling(&self, lane: &LaneProfiles, profiles: &[u32], members: usize) -> Vec<String> {
        let score = |&(name, held): &(u32, u32)| {
            let inside = f64::from(held) / members as f64;
            let everywhere = f64::from(self.held_by[name as usize]) / lane.identities as f64;
            (inside * (inside / everywhere).ln(), name)
        };
        let mut scored: Vec<(f64, u32)> = self.count(lane, profiles).iter().map(score).filter(|s| s.0 > 0.0).collect();
        scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.iter().take(OFFERED).map(|s| self.names[s.1 as usize].clone()).collect()
    }
}
