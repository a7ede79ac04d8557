//! From grants to things: reasons are about a thing and count once, however many grants it comes with.

use std::collections::BTreeMap;

use atlas_graph::NodeId;

use crate::profile::GrantTable;

/// Grants that are about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    /// What the grants are about.
    pub(super) node: NodeId,
    /// Sorted.
    pub(super) grants: Vec<u32>,
}

/// Group grants (sorted): those on one target belong together, and so do a membership and what it
/// gives. Two teams that give the same repository are one thing, the repository. Ordered by first
/// grant. O(n * impliers).
pub(super) fn things(table: &GrantTable, grants: &[u32]) -> Vec<Thing> {
    let mut root: Vec<usize> = (0..grants.len()).collect();
    fn find(root: &mut [usize], mut at: usize) -> usize {
        while root[at] != at {
            root[at] = root[root[at]];
            at = root[at];
        }
        at
    }
    let mut join = |a: usize, b: usize| {
        let (a, b) = (find(&mut root, a), find(&mut root, b));
        root[a.max(b)] = a.min(b);
    };
    for (at, &grant) in grants.iter().enumerate() {
        if at > 0 && table.target(grants[at - 1]) == table.target(grant) {
            join(at - 1, at);
        }
        for m in table.impliers(grant) {
            if let Ok(by) = grants.binary_search(m) {
                join(at, by);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (at, &grant) in grants.iter().enumerate() {
        groups.entry(find(&mut root, at)).or_default().push(grant);
    }
    let thing = |grants: Vec<u32>| Thing { node: subject(table, &grants), grants };
    groups.into_values().map(thing).collect()
}

/// What the grants are about: the one target that several of the memberships among them give, or
/// that the only one gives; else the target of the first grant that nothing here implies.
fn subject(table: &GrantTable, grants: &[u32]) -> NodeId {
    let mut given: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    let mut first = None;
    for &grant in grants {
        let here = table.impliers(grant).iter().filter(|m| grants.binary_search(m).is_ok());
        let by: Vec<NodeId> = here.map(|&m| table.target(m)).collect();
        if by.is_empty() {
            first = first.or(Some(table.target(grant)));
        } else {
            given.entry(table.target(grant)).or_default().extend(by);
        }
    }
    let ways = |by: &mut Vec<NodeId>| {
        by.sort_unstable();
        by.dedup();
        by.len()
    };
    let one = given.len() == 1;
    let most = given.iter_mut().map(|(node, by)| (ways(by), std::cmp::Reverse(*node))).max();
    match (most, first) {
        (Some((ways, node)), _) if one || ways > 1 => node.0,
        (_, Some(first)) => first,
        (Some((_, node)), None) => node.0,
        (None, None) => NodeId::default(),
    }
}
