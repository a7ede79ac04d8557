//! Revisions and what is counted with them.

use rusqlite::{Connection, Row, params};

use super::fault::Outcome;
use crate::{Counts, PropertyPresence, Revision, SourceInfo, StoreError};
use atlas_model::{Issue, Severity};

const COLUMNS: &str = "number, id, at, label, as_of, nodes, relations, placeholders, nodes_added, nodes_removed,
  relations_added, relations_removed, records, repeated";

fn read(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let text = |at: usize| row.get::<_, Option<String>>(at).map(|t| t.map(String::into_boxed_str));
    let count = |at: usize| row.get::<_, i64>(at).map(|n| u64::try_from(n).unwrap_or(0));
    Ok(Revision {
        number: row.get(0)?,
        id: row.get::<_, String>(1)?.into(),
        at: row.get::<_, String>(2)?.into(),
        label: text(3)?,
        as_of: text(4)?,
        sources: Vec::new(),
        nodes: row.get(5)?,
        relations: row.get(6)?,
        placeholders: row.get(7)?,
        nodes_added: row.get(8)?,
        nodes_removed: row.get(9)?,
        relations_added: row.get(10)?,
        relations_removed: row.get(11)?,
        records: count(12)?,
        repeated: count(13)?,
    })
}

/// Revisions, oldest first.
pub(super) fn all(db: &Connection) -> Outcome<Vec<Revision>> {
    let mut statement = db.prepare(&format!("SELECT {COLUMNS} FROM revision ORDER BY number"))?;
    let mut revisions = statement.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement = db.prepare(
        "SELECT source.name FROM import JOIN source ON source.id = import.source
         WHERE import.revision = ?1 ORDER BY source.name",
    )?;
    for revision in &mut revisions {
        let names = statement.query_map([revision.number], |r| Ok(r.get::<_, String>(0)?.into_boxed_str()))?;
        revision.sources = names.collect::<rusqlite::Result<_>>()?;
    }
    Ok(revisions)
}

/// The revision in force, if there is any.
pub(super) fn newest(db: &Connection) -> Outcome<Option<Revision>> {
    let mut statement = db.prepare(&format!("SELECT {COLUMNS} FROM revision ORDER BY number DESC LIMIT 1"))?;
    let mut rows = statement.query_map([], read)?;
    Ok(rows.next().transpose()?)
}

/// A revision by its number.
pub(super) fn expect(db: &Connection, number: u32) -> Outcome<Revision> {
    let mut statement = db.prepare(&format!("SELECT {COLUMNS} FROM revision WHERE number = ?1"))?;
    let mut rows = statement.query_map([number], read)?;
    Ok(rows.next().transpose()?.ok_or(StoreError::NoRevision { number })?)
}

/// The newest import of every source up to a revision: (source, revision).
const IN_FORCE: &str = "SELECT source, max(revision) AS revision FROM import WHERE revision <= ?1 GROUP BY source";

/// Counts by kind.
pub(super) fn counts(db: &Connection, number: u32) -> Outcome<Counts> {
    let revision = expect(db, number)?;
    let mut counts = Counts {
        nodes: revision.nodes,
        relations: revision.relations,
        placeholders: revision.placeholders,
        issues: u32::try_from(issues(db, number)?.len()).unwrap_or(u32::MAX),
        ..Counts::default()
    };
    let mut statement = db.prepare("SELECT of, kind, n FROM kind_count WHERE revision = ?1")?;
    let mut rows = statement.query([number])?;
    while let Some(row) = rows.next()? {
        let (of, kind): (String, String) = (row.get(0)?, row.get(1)?);
        let kinds = if of == "node" { &mut counts.node_kinds } else { &mut counts.relation_kinds };
        kinds.insert(kind.into(), row.get(2)?);
    }
    Ok(counts)
}

/// Sources in force, in the order of precedence.
pub(super) fn sources(db: &Connection, number: u32) -> Outcome<Vec<SourceInfo>> {
    expect(db, number)?;
    let mut statement = db.prepare(&format!(
        "SELECT source.name, source.namespace, import.nodes, import.relations, import.revision
         FROM ({IN_FORCE}) AS newest
         JOIN import ON import.source = newest.source AND import.revision = newest.revision
         JOIN source ON source.id = newest.source ORDER BY source.id",
    ))?;
    let rows = statement.query_map([number], |r| {
        Ok(SourceInfo {
            name: r.get::<_, String>(0)?.into(),
            namespace: r.get::<_, String>(1)?.into(),
            nodes: r.get(2)?,
            relations: r.get(3)?,
            revision: r.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Issues of the imports in force: by import, then by file, then as they were met.
pub(super) fn issues(db: &Connection, number: u32) -> Outcome<Vec<Issue>> {
    expect(db, number)?;
    let mut statement = db.prepare(&format!(
        "SELECT severity, file, place, reason, remedy FROM issue
         WHERE revision IN (SELECT revision FROM ({IN_FORCE})) ORDER BY revision, file, position",
    ))?;
    let rows = statement.query_map([number], |r| {
        let text = |at: usize| r.get::<_, String>(at).map(String::into_boxed_str);
        Ok(Issue {
            severity: Severity::from_word(&text(0)?).unwrap_or(Severity::Loss),
            file: text(1)?,
            place: text(2)?,
            reason: text(3)?,
            remedy: text(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Properties by source and kind, as the imports in force read them.
pub(super) fn property_presence(db: &Connection, number: u32) -> Outcome<Vec<PropertyPresence>> {
    expect(db, number)?;
    let mut statement = db.prepare(&format!(
        "SELECT source.name, property.kind, property.property, property.nodes
         FROM ({IN_FORCE}) AS newest
         JOIN property ON property.source = newest.source AND property.revision = newest.revision
         JOIN source ON source.id = newest.source
         ORDER BY source.id, property.kind, property.property",
    ))?;
    let rows = statement.query_map(params![number], |r| {
        Ok(PropertyPresence {
            source: r.get::<_, String>(0)?.into(),
            kind: r.get::<_, String>(1)?.into(),
            property: r.get::<_, String>(2)?.into(),
            nodes: r.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
