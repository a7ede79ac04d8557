//! What membership of a group gives, nested groups included, within a budget of memory.

use atlas_graph::{NodeId, Snapshot};

use super::GrantTable;
use crate::{Cancelled, Pace};

/// Grants in all profiles together before what groups give is cut.
const BUDGET: usize = 48 << 20;
/// Sizes tried, largest first, until the budget holds.
const CUTS: [usize; 8] = [1 << 20, 65_536, 16_384, 4_096, 1_024, 256, 64, 0];

/// For each node that memberships lead to, the grants that its members have through it.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// For each node the index of its row + 1; 0 for what no membership leads to.
    row: Vec<u32>,
    grants: Vec<Vec<u32>>,
}

impl Given {
    /// Follow memberships from every group. O(groups * what each gives).
    pub(super) fn new(snapshot: &Snapshot, table: &GrantTable, pace: &dyn Pace) -> Result<Self, Cancelled> {
        let mut given = Self { row: vec![0; snapshot.node_count()], grants: Vec::new() };
        let mut seen = vec![0u32; snapshot.node_count()];
        for grant in 0..super::table::number(table.len()) {
            let group = table.target(grant);
            if table.is_followed(grant) && given.row[group.index()] == 0 {
                pace.check()?;
                let stamp = super::table::number(given.grants.len() + 1);
                given.grants.push(follow(snapshot, table, group, stamp, &mut seen, CUTS[0]));
                given.row[group.index()] = stamp;
            }
        }
        Ok(given)
    }

    /// What a membership in `group` gives, sorted.
    pub(super) fn by(&self, group: NodeId) -> &[u32] {
        match self.row[group.index()] {
            0 => &[],
            row => &self.grants[row as usize - 1],
        }
    }

    /// Keep the profiles within [`BUDGET`].
    ///
    /// A group that gives so much to so many that the profiles would not fit stands for itself: its
    /// members keep the membership, which carries all the weight anyway, and lose only likeness to
    /// those who have the same grants by another way. The cut is the largest size of [`CUTS`] with
    /// which all profiles fit; a function of the snapshot alone.
    pub(super) fn cut(&mut self, snapshot: &Snapshot, table: &GrantTable) {
        let mut uses = vec![0usize; self.grants.len()];
        for node in snapshot.identities() {
            for edge in snapshot.out_edges(node) {
                if table.of_edge(snapshot, edge).is_some_and(|g| table.is_followed(g)) {
                    let row = self.row[snapshot.target(edge).index()];
                    if row > 0 {
                        uses[row as usize - 1] += 1;
                    }
                }
            }
        }
        let total = |cut: usize| -> usize {
            let sizes = self.grants.iter().zip(&uses);
            sizes.filter(|(g, _)| g.len() <= cut).map(|(g, n)| g.len().saturating_mul(*n)).sum()
        };
        let cut = CUTS.into_iter().find(|&c| total(c) <= BUDGET).unwrap_or(0);
        for grants in self.grants.iter_mut().filter(|g| g.len() > cut) {
            *grants = Vec::new();
        }
    }
}

/// Everything held by `group` and by the groups it is in; gives up (empty) beyond `most`.
fn follow(
    snapshot: &Snapshot,
    table: &GrantTable,
    group: NodeId,
    stamp: u32,
    seen: &mut [u32],
    most: usize,
) -> Vec<u32> {
    let mut grants = Vec::new();
    let mut queue = vec![group];
    seen[group.index()] = stamp;
    while let Some(at) = queue.pop() {
        for edge in snapshot.out_edges(at) {
            let Some(grant) = table.of_edge(snapshot, edge) else {
                continue;
            };
            if grants.len() == most {
                return Vec::new();
            }
            grants.push(grant);
            let to = snapshot.target(edge);
            if table.is_followed(grant) && seen[to.index()] != stamp {
                seen[to.index()] = stamp;
                queue.push(to);
            }
        }
    }
    grants.sort_unstable();
    grants.dedup();
    grants
}
