//! Writes what belongs to a revision beside its facts.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::fault::Outcome;
use super::intake::Gathered;
use super::join_nodes::NodeChange;
use super::profile_text;
use super::sources::Sources;
use super::tally::RelationChange;
use crate::{ImportStamp, Revision};

/// The row of a revision.
pub(super) fn write_revision(db: &Connection, stamp: &ImportStamp, r: &Revision) -> Outcome<()> {
    db.execute(
        "INSERT INTO revision(number, id, at, label, as_of, nodes, relations, placeholders, nodes_added, nodes_removed,
           relations_added, relations_removed, records, repeated)
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            r.number,
            r.id,
            stamp.at,
            stamp.label,
            stamp.as_of,
            r.nodes,
            r.relations,
            r.placeholders,
            r.nodes_added,
            r.nodes_removed,
            r.relations_added,
            r.relations_removed,
            i64::try_from(r.records).unwrap_or(i64::MAX),
            i64::try_from(r.repeated).unwrap_or(i64::MAX),
        ],
    )?;
    Ok(())
}

/// What belongs to the revision beside its facts: sources, counts, issues, properties, profiles.
pub(super) fn write_details(
    db: &Connection,
    gathered: &Gathered,
    sources: &Sources,
    nodes: &NodeChange,
    relations: &RelationChange,
    revision: u32,
) -> Outcome<()> {
    for &source in &sources.imported {
        let count = |counts: &BTreeMap<u16, u32>| counts.get(&source).copied().unwrap_or(0);
        db.prepare_cached("INSERT INTO import(revision, source, nodes, relations) VALUES(?1, ?2, ?3, ?4)")?
            .execute(params![revision, source, count(&nodes.by_source), count(&relations.by_source)])?;
    }
    let mut counts: BTreeMap<(&str, Box<str>), u32> = BTreeMap::new();
    for (kind, &n) in &nodes.by_kind {
        counts.insert(("node", kind.clone()), n);
    }
    for (&id, &n) in &relations.by_kind {
        if let Some((kind, _)) = gathered.relation_kinds.word(id) {
            *counts.entry(("relation", kind.clone())).or_default() += n;
        }
    }
    let mut statement = db.prepare("INSERT INTO kind_count(revision, of, kind, n) VALUES(?1, ?2, ?3, ?4)")?;
    for ((of, kind), n) in counts {
        statement.execute(params![revision, of, kind, n])?;
    }
    let mut present: BTreeMap<(u16, Box<str>, Box<str>), u32> = BTreeMap::new();
    for (&(source, kinds), properties) in &gathered.presence {
        let kind = gathered.kind_lists.kinds(kinds).into_iter().next().unwrap_or_default();
        // The order of a hash map does not show: the sums are kept in order.
        #[allow(clippy::iter_over_hash_type)]
        for (property, n) in properties {
            *present.entry((source, kind.clone(), property.clone())).or_default() += n;
        }
    }
    let mut statement =
        db.prepare("INSERT INTO property(revision, source, kind, property, nodes) VALUES(?1, ?2, ?3, ?4, ?5)")?;
    for ((source, kind, property), n) in present {
        statement.execute(params![revision, source, kind, property, n])?;
    }
    let mut statement = db.prepare(
        "INSERT INTO issue(revision, position, severity, file, place, reason, remedy) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (at, i) in (0u32..).zip(&gathered.issues) {
        statement.execute(params![revision, at, i.severity.word(), i.file, i.place, i.reason, i.remedy])?;
    }
    let mut statement = db.prepare("INSERT INTO file_profile(revision, position, body) VALUES(?1, ?2, ?3)")?;
    let mut bodies: Vec<String> = gathered.profiles.iter().map(profile_text::write).collect();
    bodies.sort_unstable();
    for (at, body) in (0u32..).zip(&bodies) {
        statement.execute(params![revision, at, body])?;
    }
    Ok(())
}
