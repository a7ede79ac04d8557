//! Counts while relations are joined: distinct relations before and after, and what the import itself states.

use std::collections::{BTreeMap, BinaryHeap};

use super::commit::Settling;
use super::digest::Digest;
use super::join_relations::Group;
use super::rows::{RelationRow, Spot};

/// So many ends that no file describes are named one by one.
pub(super) const NAMED_ENDS: usize = 20;

/// What changed about relations.
#[derive(Default)]
pub(super) struct RelationChange {
    /// Digests of facts that came, less those that went.
    pub(super) sum: Digest,
    /// Distinct relations after the import.
    pub(super) total: u32,
    pub(super) added: u32,
    pub(super) removed: u32,
    /// Id of kind and level -> distinct relations after the import.
    pub(super) by_kind: BTreeMap<u32, u32>,
    /// Source of the import -> distinct relations that it states.
    pub(super) by_source: BTreeMap<u16, u32>,
    /// Records that repeat a relation of the import.
    pub(super) repeated: u64,
    /// By key number: whether the node is the end of a relation in force.
    pub(super) ends_before: Vec<bool>,
    pub(super) ends_after: Vec<bool>,
    /// Ends of distinct relations of the import that no file describes, and how many of them are matches.
    pub(super) outside: u32,
    pub(super) unresolved: u32,
    /// The first of them, by file and place.
    pub(super) outside_named: BinaryHeap<OutsideEnd>,
    /// Ends of distinct relations of the import taken for a node that differs in case.
    pub(super) case_matched: u32,
    /// Relations whose records in this import carry different properties.
    pub(super) conflicts: u32,
}

/// An end that no file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OutsideEnd {
    /// Rank of the list, record, line.
    pub(super) order: (u32, u32, u32),
    pub(super) is_to: bool,
    pub(super) node: u32,
    pub(super) list: u32,
}

/// Counts a relation once, whatever number of sources and rows state it.
#[derive(Default)]
pub(super) struct Tally {
    triple: Option<(u32, u32, u32)>,
    pub(super) before: bool,
    pub(super) after: bool,
}

impl Tally {
    pub(super) fn at(&mut self, triple: (u32, u32, u32), change: &mut RelationChange) {
        if self.triple != Some(triple) {
            self.close(change);
            *self = Self { triple: Some(triple), before: false, after: false };
        }
    }

    pub(super) fn close(&mut self, change: &mut RelationChange) {
        let Some((from, to, kind)) = self.triple.take() else { return };
        let mark = |ends: &mut [bool]| {
            for node in [from, to] {
                if let Some(end) = ends.get_mut(node as usize) {
                    *end = true;
                }
            }
        };
        if self.before {
            mark(&mut change.ends_before);
            change.removed += u32::from(!self.after);
        }
        if self.after {
            mark(&mut change.ends_after);
            change.added += u32::from(!self.before);
            change.total += 1;
            *change.by_kind.entry(kind).or_default() += 1;
        }
    }
}

/// Counts over what the import itself states.
#[derive(Default)]
pub(super) struct Stated {
    triple: Option<(u32, u32, u32)>,
    source: Option<u16>,
}

impl Stated {
    pub(super) fn see(
        &mut self,
        s: &Settling<'_>,
        group: &Group,
        rank: impl Fn(Spot) -> (u32, u32, u32),
        change: &mut RelationChange,
    ) {
        let row = &group.row;
        if row.has(RelationRow::RESTATED) {
            return;
        }
        let known = self.triple == Some(group.triple());
        if !known || self.source != Some(row.source) {
            *change.by_source.entry(row.source).or_default() += 1;
        }
        (self.triple, self.source) = (Some(group.triple()), Some(row.source));
        change.repeated += u64::from(group.stated) - u64::from(!known);
        change.conflicts += u32::from(group.conflict);
        if known {
            return;
        }
        for (node, is_to) in [(row.from, false), (row.to, true)] {
            if s.described.now(node) {
                continue;
            }
            change.outside += 1;
            change.unresolved += u32::from(s.resolution.unsettled.contains_key(&node));
            let end = OutsideEnd { order: rank(row.spot), is_to, node, list: row.spot.list };
            change.outside_named.push(end);
            if change.outside_named.len() > NAMED_ENDS {
                change.outside_named.pop();
            }
        }
        if row.ends != 0 {
            let by_case = |mark: u8, node: u32| !row.has(mark) && s.resolution.targets.contains(&node);
            change.case_matched += u32::from(by_case(RelationRow::FROM_IS_MATCH, row.from));
            change.case_matched += u32::from(by_case(RelationRow::TO_IS_MATCH, row.to));
        }
    }
}
