//! The grants of a snapshot, numbered by (target, kind, level), and what implies what.

use std::collections::BTreeMap;

use atlas_graph::{EdgeId, NodeId, Snapshot};
use atlas_model::RelationClass;

use super::expand::Given;
use crate::clusters::Grant;
use crate::{Cancelled, Pace};

/// A (kind, level) that makes a grant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Access {
    kind: Box<str>,
    level: Option<Box<str>>,
    class: RelationClass,
}

/// Every grant that anything holds, numbered by (target, kind, level).
#[derive(Clone, Debug)]
pub(crate) struct GrantTable {
    accesses: Vec<Access>,
    /// For each edge kind its access; `None` where it makes no grant.
    access_of: Vec<Option<u16>>,
    /// For each access whether its holder has what the target has.
    followed: Vec<bool>,
    targets: Vec<NodeId>,
    access: Vec<u16>,
    /// Rows of `implied_by`, one a grant.
    implier_offsets: Vec<u32>,
    /// Memberships that give the grant at once, sorted.
    implied_by: Vec<u32>,
}

impl GrantTable {
    /// Number the grants. O(edges * log edges).
    pub(super) fn new(snapshot: &Snapshot, pace: &dyn Pace) -> Result<Self, Cancelled> {
        let (accesses, access_of, followed) = settle(snapshot);
        let mut pairs: Vec<(NodeId, u16)> = Vec::new();
        for (i, (_, edge)) in snapshot.edges().enumerate() {
            if i % 65_536 == 0 {
                pace.check()?;
            }
            if let Some(access) = access_of[snapshot.kind_of(edge).index()] {
                pairs.push((snapshot.target(edge), access));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pace.check()?;
        let mut table = Self {
            accesses,
            access_of,
            followed,
            targets: pairs.iter().map(|p| p.0).collect(),
            access: pairs.iter().map(|p| p.1).collect(),
            implier_offsets: Vec::new(),
            implied_by: Vec::new(),
        };
        table.fill_impliers(snapshot);
        Ok(table)
    }

    /// Number of grants.
    pub(crate) fn len(&self) -> usize {
        self.targets.len()
    }

    /// What a grant is on.
    pub(crate) fn target(&self, grant: u32) -> NodeId {
        self.targets[grant as usize]
    }

    /// Whether who holds the grant has what its target has.
    pub(crate) fn is_followed(&self, grant: u32) -> bool {
        self.followed[self.access[grant as usize] as usize]
    }

    /// The memberships that give a grant at once, sorted.
    pub(crate) fn impliers(&self, grant: u32) -> &[u32] {
        &self.implied_by
            [self.implier_offsets[grant as usize] as usize..self.implier_offsets[grant as usize + 1] as usize]
    }

    /// The grant in words.
    pub(crate) fn grant(&self, grant: u32) -> Grant {
        let access = &self.accesses[self.access[grant as usize] as usize];
        Grant {
            kind: access.kind.clone(),
            class: access.class,
            level: access.level.clone(),
            target: self.target(grant),
        }
    }

    /// The grant that an edge is. O(log grants).
    pub(crate) fn of_edge(&self, snapshot: &Snapshot, edge: EdgeId) -> Option<u32> {
        let access = self.access_of[snapshot.kind_of(edge).index()]?;
        self.number(snapshot.target(edge), access)
    }

    /// The grants that are on a target.
    pub(crate) fn on(&self, target: NodeId) -> std::ops::Range<u32> {
        let lo = self.targets.partition_point(|&t| t < target);
        let hi = lo + self.targets[lo..].partition_point(|&t| t == target);
        number(lo)..number(hi)
    }

    fn number(&self, target: NodeId, access: u16) -> Option<u32> {
        let on = self.on(target);
        let row = &self.access[on.start as usize..on.end as usize];
        row.binary_search(&access).ok().map(|at| on.start + number(at))
    }

    /// `g` is implied by each followed grant on a node that itself holds `g`.
    fn fill_impliers(&mut self, snapshot: &Snapshot) {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut at = 0;
        while at < self.len() {
            let target = self.targets[at];
            let on = self.on(target);
            let memberships: Vec<u32> = on.clone().filter(|&g| self.is_followed(g)).collect();
            if !memberships.is_empty() {
                for edge in snapshot.out_edges(target) {
                    if let Some(given) = self.of_edge(snapshot, edge) {
                        pairs.extend(memberships.iter().map(|&m| (given, m)));
                    }
                }
            }
            at = on.end as usize;
        }
        self.set_impliers(pairs);
    }

    /// Groups that are in each other would imply each other and leave nothing that weighs: of such
    /// a ring the first grant weighs for all, unless something outside implies any of them.
    pub(super) fn break_rings(&mut self, given: &Given) {
        let in_ring = |g: u32| self.is_followed(g) && given.by(self.target(g)).binary_search(&g).is_ok();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut rings = false;
        for grant in (0..number(self.len())).filter(|&g| !self.impliers(g).is_empty()) {
            if !in_ring(grant) {
                pairs.extend(self.impliers(grant).iter().map(|&m| (grant, m)));
                continue;
            }
            rings = true;
            let given_here = given.by(self.target(grant));
            let same = |m: u32| {
                self.is_followed(m)
                    && given_here.binary_search(&m).is_ok()
                    && given.by(self.target(m)).binary_search(&grant).is_ok()
            };
            let ring: Vec<u32> = given_here.iter().copied().filter(|&m| same(m)).collect();
            let first = ring.first() == Some(&grant);
            let from = if first { ring.as_slice() } else { &[grant] };
            for &member in from {
                let impliers = self.impliers(member).iter();
                pairs.extend(impliers.filter(|&&m| !first || !same(m)).map(|&m| (grant, m)));
            }
        }
        if rings {
            self.set_impliers(pairs);
        }
    }

    fn set_impliers(&mut self, mut pairs: Vec<(u32, u32)>) {
        pairs.sort_unstable();
        pairs.dedup();
        self.implier_offsets = vec![0; self.len() + 1];
        for &(given, _) in &pairs {
            self.implier_offsets[given as usize + 1] += 1;
        }
        for i in 0..self.len() {
            self.implier_offsets[i + 1] += self.implier_offsets[i];
        }
        self.implied_by = pairs.into_iter().map(|p| p.1).collect();
    }
}

/// A count as a dense number; counts of a snapshot fit by construction.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Edge kinds by (kind, level): what makes a grant, and what is followed. Edge kinds that differ
/// only in what the record says about walking are one access, followed where any of them is walked.
fn settle(snapshot: &Snapshot) -> (Vec<Access>, Vec<Option<u16>>, Vec<bool>) {
    let mut numbers: BTreeMap<Access, u16> = BTreeMap::new();
    let mut of_kind = Vec::with_capacity(snapshot.edge_kinds().len());
    for kind in snapshot.edge_kinds() {
        let grants = kind.rule.is_none()
            && matches!(kind.class, RelationClass::Membership | RelationClass::Grant | RelationClass::Control);
        of_kind.push(grants.then(|| Access { kind: kind.kind.clone(), level: kind.level.clone(), class: kind.class }));
    }
    for access in of_kind.iter().flatten() {
        numbers.insert(access.clone(), 0);
    }
    for (rank, at) in (0u16..).zip(numbers.values_mut()) {
        *at = rank;
    }
    let access_of: Vec<Option<u16>> = of_kind.iter().map(|a| a.as_ref().map(|a| numbers[a])).collect();
    let mut followed = vec![false; numbers.len()];
    for (kind, access) in snapshot.edge_kinds().iter().zip(&access_of) {
        if let Some(access) = access {
            followed[*access as usize] |= kind.class == RelationClass::Membership && kind.walked;
        }
    }
    (numbers.into_keys().collect(), access_of, followed)
}
