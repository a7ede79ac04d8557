//! Verifies a workspace against everything it promises.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::commit::stop;
use super::dictionary::RelationKinds;
use super::digest::{self, Digest};
use super::fault::{Fault, Outcome};
use super::freeze::HELD;
use super::presence::Presence;
use super::{hints, log, revisions};
use crate::{CheckReport, Watch};

/// References that must lead somewhere: table, column, table referred to.
const REFERENCES: &[(&str, &str, &str)] = &[
    ("node", "namespace", "namespace"),
    ("node_fact", "node", "node"),
    ("node_fact", "source", "source"),
    ("node_fact", "kinds", "kind_list"),
    ("node_fact", "list", "list"),
    ("node_fact", "text", "text"),
    ("relation", "from_node", "node"),
    ("relation", "to_node", "node"),
    ("relation", "kind", "relation_kind"),
    ("relation", "source", "source"),
    ("relation", "list", "list"),
    ("relation", "text", "text"),
    ("relation", "nullif(ends, 0)", "ends"),
    ("import", "source", "source"),
];

/// Check everything; faults are listed, not fatal.
pub(super) fn check(db: &Connection, watch: &dyn Watch) -> Outcome<CheckReport> {
    let mut report = CheckReport::default();
    let done = |report: &mut CheckReport, what: &str, faults: Vec<String>| {
        if faults.is_empty() {
            report.verified.push(what.into());
        }
        report.faults.extend(faults.into_iter().map(String::into_boxed_str));
        stop(watch)
    };
    let faults = integrity(db)?;
    done(&mut report, "the database is whole", faults)?;
    let faults = references(db)?;
    done(&mut report, "every fact refers to words that are there", faults)?;
    let faults = match ids(db) {
        Err(Fault::Damaged(what)) => vec![format!("the ids of revisions cannot be verified: {what}")],
        other => other?,
    };
    done(&mut report, "every revision's id is the hash of its facts", faults)?;
    let faults = counts(db)?;
    done(&mut report, "the counts are right", faults)?;
    let faults = log::verify(db)?.map(|n| format!("record {n} of the log does not follow from the one before"));
    done(&mut report, "the log is a whole chain", faults.into_iter().collect())?;
    Ok(report)
}

fn integrity(db: &Connection) -> Outcome<Vec<String>> {
    let mut statement = db.prepare("PRAGMA integrity_check(20)")?;
    let rows = statement.query_map([], |r| r.get::<_, String>(0))?;
    let said = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(said.into_iter().filter(|s| s != "ok").map(|s| format!("the database says: {s}")).collect())
}

fn references(db: &Connection) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    for (table, column, to) in REFERENCES {
        let query = format!(
            "SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM \"{to}\")"
        );
        let broken: i64 = db.query_row(&query, [], |r| r.get(0))?;
        if broken > 0 {
            faults.push(format!("{broken} rows of {table} refer to a {to} that is not there"));
        }
    }
    Ok(faults)
}

/// Sums of digests that begin or end with a revision; their running total is the id.
#[derive(Default)]
struct Sums(BTreeMap<u32, Digest>);

impl Sums {
    fn add(&mut self, digest: Digest, since: u32, until: Option<u32>) {
        let sum = self.0.entry(since).or_default();
        *sum = sum.wrapping_add(digest);
        if let Some(until) = until {
            let sum = self.0.entry(until).or_default();
            *sum = sum.wrapping_sub(digest);
        }
    }
}

/// Hash every fact anew.
fn ids(db: &Connection) -> Outcome<Vec<String>> {
    let sources = words(db, "SELECT id, name FROM source")?;
    let lists = words(db, "SELECT id, kinds FROM kind_list")?;
    let keys =
        digests(db, "SELECT node.id, namespace.name, key FROM node JOIN namespace ON namespace.id = namespace", |r| {
            Ok(digest::of_key(&r.get::<_, String>(1)?, &r.get::<_, String>(2)?))
        })?;
    let texts = digests(db, "SELECT id, body FROM text", |r| Ok(digest::of_text(&r.get::<_, String>(1)?)))?;
    let kinds = RelationKinds::load(db)?;
    let missing = |what: &str| Fault::Damaged(format!("a {what} is missing"));
    let mut sums = Sums::default();

    let mut statement = db.prepare(
        "SELECT node, source, since, until, kinds, name, class, lifecycle, tier, enabled, text FROM node_fact",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let source = sources.get(&row.get(1)?).ok_or_else(|| missing("source"))?;
        let key = *keys.get(&row.get(0)?).ok_or_else(|| missing("node"))?;
        let list = lists.get(&row.get(4)?).ok_or_else(|| missing("list of kinds"))?;
        let name: Option<String> = row.get(5)?;
        let text = text_digest(&texts, row.get(10)?)?;
        let fact = digest::of_node(source, key, list, name.as_deref().unwrap_or(""), hints::read(row, 6)?, text);
        sums.add(fact, row.get(2)?, row.get(3)?);
    }
    let mut shared: BTreeMap<(u32, u32, Option<bool>), Digest> = BTreeMap::new();
    let mut statement =
        db.prepare("SELECT from_node, to_node, kind, source, traversable, since, until, text FROM relation")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, source, traversable): (u32, u32, Option<bool>) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let of_kind = match shared.get(&(kind, source, traversable)) {
            Some(&digest) => digest,
            None => {
                let (word, level) = kinds.word(kind).ok_or_else(|| missing("relation kind"))?;
                let source_name = sources.get(&source).ok_or_else(|| missing("source"))?;
                let digest = digest::of_relation_kind(source_name, word, level.as_deref(), traversable);
                shared.insert((kind, source, traversable), digest);
                digest
            }
        };
        let end = |at: usize| -> Outcome<Digest> { keys.get(&row.get(at)?).copied().ok_or_else(|| missing("node")) };
        let fact = digest::of_relation(of_kind, end(0)?, end(1)?, text_digest(&texts, row.get(7)?)?);
        sums.add(fact, row.get(5)?, row.get(6)?);
    }
    let mut faults = Vec::new();
    let mut total: Digest = 0;
    for revision in revisions::all(db)? {
        total = total.wrapping_add(sums.0.get(&revision.number).copied().unwrap_or(0));
        if digest::hex(total) != *revision.id {
            faults.push(format!("the id of revision {} is not the hash of its facts", revision.number));
        }
    }
    Ok(faults)
}

fn words(db: &Connection, query: &str) -> Outcome<BTreeMap<u32, String>> {
    let mut statement = db.prepare(query)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn digests(
    db: &Connection,
    query: &str,
    of: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<Digest>,
) -> Outcome<BTreeMap<u32, Digest>> {
    let mut statement = db.prepare(query)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, of(r)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn text_digest(texts: &BTreeMap<u32, Digest>, id: Option<u32>) -> Outcome<Digest> {
    match id {
        None => Ok(0),
        Some(id) => texts.get(&id).copied().ok_or_else(|| Fault::Damaged(format!("property text {id} is missing"))),
    }
}

/// Count the newest revision anew.
fn counts(db: &Connection) -> Outcome<Vec<String>> {
    let Some(revision) = revisions::newest(db)? else { return Ok(Vec::new()) };
    let presence = Presence::load(db, revision.number)?;
    let nodes = presence.nodes().count();
    let placeholders = presence.nodes().filter(|&n| !presence.is_described(n)).count();
    let query = format!("SELECT count(*) FROM (SELECT DISTINCT from_node, to_node, kind FROM relation WHERE {HELD})");
    let relations: i64 = db.query_row(&query, params![revision.number], |r| r.get(0))?;
    let mut faults = Vec::new();
    for (what, counted, stated) in [
        ("nodes", i64::try_from(nodes).unwrap_or(i64::MAX), revision.nodes),
        ("placeholders", i64::try_from(placeholders).unwrap_or(i64::MAX), revision.placeholders),
        ("relations", relations, revision.relations),
    ] {
        if counted != i64::from(stated) {
            faults.push(format!("revision {} says {stated} {what} and holds {counted}", revision.number));
        }
    }
    Ok(faults)
}
