//! How surprising what an identity holds and lacks is, in bits, thing by thing.
//!
//! With `n` peers of whom `c` hold a grant, and a prior of strength 2 at the rate `q` with which it
//! is held where it is not usual (identity-security §5.2.4, the rate taken outside the groups where
//! the grant is usual, so that the size of its home says nothing about strangers):
//!
//! ```text
//!   holds it:  -log2((c + 2q) / (n + 2))          surprising beyond 3 bits
//!   lacks it:  -log2(1 - (c + q) / (n + 1))       beyond 1 bit, and only what half of the peers hold
//! ```
//!
//! A thing counts its most surprising grant, less the 3 bits, times a weight: 1 for a thing of tier
//! 0 or one that leads there; else between a half, for what is usual for nobody, and 1, for what is
//! usual for all its other holders. What nobody else holds is context: it weighs nothing unless it
//! is of tier 0 or leads there (semantics §18).

use atlas_graph::{NodeId, Snapshot};

use super::baseline::Compared;
use super::things::{Thing, things};
use super::usual::{Everywhere, Usual};
use crate::clusters::Likeness;
use crate::profile::{GrantTable, LaneProfiles, number};

/// Bits that surprise nobody.
const EXPECTED: f64 = 3.0;
/// Bits of a lack that surprise nobody.
const EXPECTED_LACK: f64 = 1.0;
/// Strength of the prior.
const PRIOR: f64 = 2.0;

/// A thing held or lacked, with how surprising that is.
#[derive(Clone, Debug)]
pub(super) struct Surprise {
    pub(super) thing: Thing,
    /// Peers that hold it, the identity left out.
    pub(super) holders: u32,
    /// Surprisal of its most surprising grant.
    pub(super) bits: f64,
    /// What it counts: bits beyond the expected, weighed.
    pub(super) counts: f64,
    /// What it would count if everything unknown about it were held against the identity ...
    pub(super) at_most: f64,
    /// ... and if it were harmless.
    pub(super) at_least: f64,
}

/// All that is needed to judge rows of one lane.
pub(super) struct Judge<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) table: &'a GrantTable,
    pub(super) lane: &'a LaneProfiles,
    pub(super) likeness: &'a Likeness<'a>,
    pub(super) usual: &'a Usual,
    pub(super) everywhere: &'a Everywhere,
    /// By node: whether it is of tier 0 or leads there.
    pub(super) critical: &'a [bool],
    /// By grant: whether its step is unknown.
    pub(super) unknown: &'a [bool],
}

impl Judge<'_> {
    /// The rare things of a row, in the order of their first grants.
    pub(super) fn rare(&self, row: u32, home: Option<usize>, compared: &Compared<'_>) -> Vec<Surprise> {
        let mine = self.likeness.row(row);
        let rare: Vec<u32> = mine.iter().copied().filter(|&g| self.bits(g, row, home, compared) > EXPECTED).collect();
        let generators = self.likeness.generators(row);
        let generates = |g: u32| mine.binary_search(&g).is_ok_and(|at| generators[at]);
        let mut found = Vec::new();
        for thing in things(self.table, &rare) {
            let mut surprise = Surprise { holders: 0, bits: 0.0, counts: 0.0, at_most: 0.0, at_least: 0.0, thing };
            for &grant in surprise.thing.grants.iter().filter(|&&g| generates(g)) {
                let bits = self.bits(grant, row, home, compared);
                let beyond = bits - EXPECTED;
                let counts = beyond * self.weight(grant, row, home);
                if bits > surprise.bits {
                    surprise.bits = bits;
                    surprise.holders = compared.holders(grant);
                }
                let unknown = self.is_unknown(grant);
                surprise.counts = surprise.counts.max(counts);
                surprise.at_most = surprise.at_most.max(if unknown { beyond } else { counts });
                surprise.at_least = surprise.at_least.max(if unknown { 0.0 } else { counts });
            }
            if surprise.bits > 0.0 {
                found.push(surprise);
            }
        }
        self.count_own_once(row, &mut found);
        found
    }

    /// What nobody else holds always comes together, so it is one piece of evidence: its most
    /// telling thing counts for all of it.
    fn count_own_once(&self, row: u32, found: &mut [Surprise]) {
        let own = |s: &Surprise| s.thing.grants.iter().all(|&g| self.others(g, row) == 0);
        let counts: Vec<f64> = found.iter().map(|s| if own(s) { s.counts } else { -1.0 }).collect();
        let first = |a: &usize, b: &usize| counts[*a].total_cmp(&counts[*b]).then(b.cmp(a));
        let telling = (0..found.len()).max_by(first);
        for (at, surprise) in found.iter_mut().enumerate() {
            if counts[at] >= 0.0 && Some(at) != telling {
                (surprise.counts, surprise.at_most, surprise.at_least) = (0.0, 0.0, 0.0);
            }
        }
    }

    /// The things that a row lacks and at least half of its baseline holds.
    pub(super) fn lacking(&self, row: u32, compared: &Compared<'_>) -> Vec<Surprise> {
        let lacking = compared.lacking(self.likeness.row(row));
        let mut found = Vec::new();
        for thing in things(self.table, &lacking) {
            let of = |&grant: &u32| {
                let (c, n) = (f64::from(compared.holders(grant)), f64::from(compared.peers));
                let q = self.share(grant);
                (-(1.0 - (c + q) / (n + 1.0)).log2(), compared.holders(grant))
            };
            // The least of them: lacking one thing is no more than lacking its commonest grant.
            let most = thing.grants.iter().map(of).max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((bits, holders)) = most {
                let counts = (bits - EXPECTED_LACK).max(0.0);
                found.push(Surprise { thing, holders, bits, counts, at_most: counts, at_least: counts });
            }
        }
        found
    }

    /// Surprisal of a row's holding a grant.
    fn bits(&self, grant: u32, row: u32, home: Option<usize>, compared: &Compared<'_>) -> f64 {
        let (c, n) = (f64::from(compared.holders(grant)), f64::from(compared.peers));
        let q = self.stray_rate(grant, row, home);
        -((c + PRIOR * q) / (n + PRIOR)).log2()
    }

    /// How often a grant is held by those for whom it is not usual, this row left out.
    fn stray_rate(&self, grant: u32, row: u32, home: Option<usize>) -> f64 {
        let at_home = self.usual.at_home(grant);
        let mut stray = self.lane.held_by[grant as usize] - at_home;
        if !home.is_some_and(|g| self.usual.is_usual(g, grant)) {
            stray -= number(self.likeness.copies(row));
        }
        (f64::from(stray) + 0.5) / (self.lane.identities as f64 + 1.0)
    }

    fn share(&self, grant: u32) -> f64 {
        f64::from(self.lane.held_by[grant as usize]) / self.lane.identities as f64
    }

    /// Who else holds a grant, in any lane.
    fn others(&self, grant: u32, row: u32) -> u32 {
        self.everywhere.held[grant as usize] - number(self.likeness.copies(row))
    }

    fn weight(&self, grant: u32, row: u32, home: Option<usize>) -> f64 {
        if self.critical[self.table.target(grant).index()] {
            return 1.0;
        }
        let others = self.others(grant, row);
        if others == 0 {
            return 0.0;
        }
        let mut at_home = self.everywhere.at_home[grant as usize];
        if home.is_some_and(|g| self.usual.is_usual(g, grant)) {
            at_home -= number(self.likeness.copies(row));
        }
        0.5 + 0.5 * f64::from(at_home) / f64::from(others)
    }

    /// Whether it is not known what a grant gives: its target is described by no file, or the step is unknown.
    fn is_unknown(&self, grant: u32) -> bool {
        self.unknown[grant as usize] || self.snapshot.is_placeholder(self.table.target(grant))
    }
}

/// Nodes of tier 0 and those that lead there.
pub(super) fn critical(walks: &atlas_graph::Walks, tier0: &[NodeId]) -> Vec<bool> {
    let mut critical = vec![false; walks.node_count()];
    let mut queue: Vec<NodeId> = Vec::new();
    for &node in tier0 {
        if !critical[node.index()] {
            critical[node.index()] = true;
            queue.push(node);
        }
    }
    while let Some(node) = queue.pop() {
        for &from in walks.sources(node) {
            if !critical[from.index()] {
                critical[from.index()] = true;
                queue.push(from);
            }
        }
    }
    critical
}
