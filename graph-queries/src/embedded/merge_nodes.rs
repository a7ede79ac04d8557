//! Merges the records of one source about one node.
//!
//! What shows where records differ depends on their content, never on their order: longer lists of
//! kinds before shorter ones, then by text.

use std::collections::BTreeSet;

use atlas_model::Hints;
use rusqlite::Connection;

use super::fault::Outcome;
use super::intake::Gathered;
use super::rows::{KEPT_EVIDENCE, NodeRow, write_spots};
use super::{hints, properties, texts};

/// What one source says about one node.
pub(super) struct Merged {
    /// The first record, with the kinds, name, hints and properties of all.
    pub(super) row: NodeRow,
    /// How many records there are.
    pub(super) stated: u32,
    /// Where the others stand.
    pub(super) also: Option<String>,
    /// Whether they contradict each other.
    pub(super) conflict: bool,
}

/// Merge all records; `g.merged` takes the place of `g.nodes`, sorted by node and source.
pub(super) fn merge_all(db: &Connection, g: &mut Gathered) -> Outcome<()> {
    let ranks = g.lists.ranks();
    let mut rows = std::mem::take(&mut g.nodes);
    rows.sort_unstable_by_key(|r| {
        let list = ranks.get(r.spot.list as usize).copied().unwrap_or(0);
        (r.node, r.source, list, r.spot.record, r.spot.line)
    });
    for records in rows.chunk_by(|a, b| (a.node, a.source) == (b.node, b.source)) {
        let merged = merge(db, g, records)?;
        g.merged.push(merged);
    }
    Ok(())
}

fn merge(db: &Connection, g: &mut Gathered, records: &[NodeRow]) -> Outcome<Merged> {
    let first = records[0];
    let others = records.iter().take(KEPT_EVIDENCE).skip(1);
    let mut merged = Merged {
        row: first,
        stated: u32::try_from(records.len()).unwrap_or(u32::MAX),
        also: write_spots(others.map(|r| r.spot)),
        conflict: false,
    };
    let alike = |r: &NodeRow| {
        (r.kinds, r.hints, r.text) == (first.kinds, first.hints, first.text) && g.name(r) == g.name(&first)
    };
    if records.iter().all(alike) {
        return Ok(merged);
    }
    let mut lists: Vec<Vec<Box<str>>> = records.iter().map(|r| g.kind_lists.kinds(r.kinds)).collect();
    lists.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let names: BTreeSet<(&str, u32)> =
        records.iter().map(|r| (g.name(r), r.name)).filter(|(name, _)| !name.is_empty()).collect();
    let distinct_names: BTreeSet<&str> = names.iter().map(|(name, _)| *name).collect();
    merged.row.name = names.first().map_or(0, |(_, at)| *at);
    merged.conflict = distinct_names.len() > 1;
    let mut stated: Vec<Hints> = records.iter().map(|r| r.hints).collect();
    stated.sort_unstable_by_key(|h| (h.class, h.lifecycle, h.tier, h.enabled));
    merged.row.hints = hints::unite(stated.into_iter());
    let kinds = unite(&lists);
    merged.row.kinds = g.kind_lists.intern(db, &kinds.iter().map(|k| &**k).collect::<Vec<_>>())?;
    let texts: BTreeSet<u32> = records.iter().map(|r| r.text).filter(|&t| t != 0).collect();
    if texts.len() > 1 {
        let mut bodies = texts.iter().map(|&t| texts::body(db, t)).collect::<Outcome<Vec<_>>>()?;
        bodies.sort_unstable();
        let (body, conflicts) = properties::merge(&bodies.iter().map(String::as_str).collect::<Vec<_>>());
        merged.row.text = g.texts.intern(db, &body, |_| ())?;
        merged.conflict |= !conflicts.is_empty();
    } else {
        merged.row.text = texts.first().copied().unwrap_or(0);
    }
    Ok(merged)
}

/// Several lists of kinds as one: the first, then what the others add.
pub(crate) fn unite(lists: &[Vec<Box<str>>]) -> Vec<Box<str>> {
    let mut united: Vec<Box<str>> = Vec::new();
    for kind in lists.iter().flatten() {
        if !united.contains(kind) {
            united.push(kind.clone());
        }
    }
    united
}
