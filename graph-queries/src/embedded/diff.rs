//! What differs between two revisions, from the intervals of the facts.

use atlas_model::NodeKey;
use rusqlite::{Connection, params};

use super::ask::key_of;
use super::dictionary::RelationKinds;
use super::fault::{Fault, Outcome};
use super::presence::Presence;
use super::revisions;
use crate::{Diff, RelationKey};

/// Compare two revisions; either may be the later one.
pub(super) fn diff(db: &Connection, from: u32, to: u32) -> Outcome<Diff> {
    revisions::expect(db, from)?;
    revisions::expect(db, to)?;
    let mut diff = Diff::default();
    relations(db, from, to, &mut diff)?;
    nodes(db, from, to, &mut diff)?;
    Ok(diff)
}

/// Whether a row of an interval stands in a revision.
fn held(since: u32, until: Option<u32>, revision: u32) -> bool {
    since <= revision && until.is_none_or(|u| u > revision)
}

/// Rows that hold in exactly one of two revisions began or ended between them.
const CHANGED: &str = "(since > ?1 AND since <= ?2) OR (until > ?1 AND until <= ?2)";

fn relations(db: &Connection, from: u32, to: u32, diff: &mut Diff) -> Outcome<()> {
    let kinds = RelationKinds::load(db)?;
    let mut changed = db.prepare(&format!("SELECT DISTINCT from_node, to_node, kind FROM relation WHERE {CHANGED}"))?;
    let mut all =
        db.prepare("SELECT since, until FROM relation WHERE from_node = ?1 AND to_node = ?2 AND kind = ?3")?;
    let mut rows = changed.query(params![from.min(to), from.max(to)])?;
    while let Some(row) = rows.next()? {
        let triple: (u32, u32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (mut before, mut after) = (false, false);
        let mut intervals = all.query(params![triple.0, triple.1, triple.2])?;
        while let Some(row) = intervals.next()? {
            let (since, until): (u32, Option<u32>) = (row.get(0)?, row.get(1)?);
            before |= held(since, until, from);
            after |= held(since, until, to);
        }
        if before == after {
            continue;
        }
        let missing = || Fault::Damaged(format!("relation kind {} is missing", triple.2));
        let (kind, level) = kinds.word(triple.2).ok_or_else(missing)?;
        let key = RelationKey {
            from: key_of(db, triple.0)?,
            kind: kind.clone(),
            level: level.clone(),
            to: key_of(db, triple.1)?,
        };
        if after { diff.relations_added.push(key) } else { diff.relations_removed.push(key) }
    }
    diff.relations_added.sort_unstable();
    diff.relations_removed.sort_unstable();
    Ok(())
}

fn nodes(db: &Connection, from: u32, to: u32, diff: &mut Diff) -> Outcome<()> {
    let (before, after) = (Presence::load(db, from)?, Presence::load(db, to)?);
    let keys = |nodes: &mut dyn Iterator<Item = u32>| -> Outcome<Vec<NodeKey>> {
        let mut keys = nodes.map(|n| key_of(db, n)).collect::<Outcome<Vec<_>>>()?;
        keys.sort_unstable();
        Ok(keys)
    };
    diff.nodes_added = keys(&mut after.nodes().filter(|&n| !before.has(n)))?;
    diff.nodes_removed = keys(&mut before.nodes().filter(|&n| !after.has(n)))?;
    let mut statement = db.prepare(&format!("SELECT DISTINCT node FROM node_fact WHERE {CHANGED}"))?;
    let mut rows = statement.query(params![from.min(to), from.max(to)])?;
    let mut changed = Vec::new();
    while let Some(row) = rows.next()? {
        let node: u32 = row.get(0)?;
        if before.has(node) && after.has(node) && facts(db, node, from)? != facts(db, node, to)? {
            changed.push(node);
        }
    }
    diff.nodes_changed = keys(&mut changed.into_iter())?;
    Ok(())
}

/// What the sources say about a node in a revision, as comparable text. Where they say it is no part of it.
fn facts(db: &Connection, node: u32, revision: u32) -> Outcome<Vec<String>> {
    let mut statement = db.prepare_cached(
        "SELECT since, until, json_array(source, kinds, name, class, lifecycle, tier, enabled, text)
         FROM node_fact WHERE node = ?1 ORDER BY source, since",
    )?;
    let mut rows = statement.query([node])?;
    let mut facts = Vec::new();
    while let Some(row) = rows.next()? {
        if held(row.get(0)?, row.get(1)?, revision) {
            facts.push(row.get(2)?);
        }
    }
    Ok(facts)
}
