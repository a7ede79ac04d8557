//! Which nodes stand in a revision: described by a source, or an end of a relation.

use rusqlite::{Connection, params};

use super::fault::Outcome;
use super::freeze::HELD;

/// Bits by database id.
#[derive(Default)]
pub(super) struct Presence {
    described: Vec<bool>,
    ends: Vec<bool>,
}

impl Presence {
    /// Two scans. O(facts of all revisions).
    pub(super) fn load(db: &Connection, revision: u32) -> Outcome<Self> {
        let nodes: u32 = db.query_row("SELECT coalesce(max(id), 0) FROM node", [], |r| r.get(0))?;
        let mut presence = Self { described: vec![false; nodes as usize + 1], ends: vec![false; nodes as usize + 1] };
        let mut statement = db.prepare(&format!("SELECT node FROM node_fact WHERE {HELD}"))?;
        let mut rows = statement.query(params![revision])?;
        while let Some(row) = rows.next()? {
            set(&mut presence.described, row.get(0)?);
        }
        let mut statement = db.prepare(&format!("SELECT from_node, to_node FROM relation WHERE {HELD}"))?;
        let mut rows = statement.query(params![revision])?;
        while let Some(row) = rows.next()? {
            set(&mut presence.ends, row.get(0)?);
            set(&mut presence.ends, row.get(1)?);
        }
        Ok(presence)
    }

    /// Whether the node stands in the revision.
    pub(super) fn has(&self, node: u32) -> bool {
        self.is_described(node) || self.ends.get(node as usize).copied().unwrap_or(false)
    }

    /// Whether any source describes it.
    pub(super) fn is_described(&self, node: u32) -> bool {
        self.described.get(node as usize).copied().unwrap_or(false)
    }

    /// Every node of the revision, in the order of the database.
    pub(super) fn nodes(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.described).map(|(node, _)| node).filter(|&node| self.has(node))
    }
}

/// A node out of range has no row of its own, which `info --check` reports.
fn set(bits: &mut [bool], node: u32) {
    if let Some(bit) = bits.get_mut(node as usize) {
        *bit = true;
    }
}
