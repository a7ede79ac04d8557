//! The tables of a workspace, and who may open one.
//!
//! ```text
//!   revision ◀─ import ─▶ source        node ◀──── node_fact (node, source, since..until)
//!                                          ◀──┬─── relation  (from, to, kind, source, since..until)
//!                                             └──▶ relation_kind, list (file + section), text, ends
//! ```
//!
//! `ends` is 0 where both ends are named by id as the file writes them; else it says how they are
//! named, so that they can be resolved again when nodes come or go.
//!
//! A fact row holds from revision `since` up to, but not including, revision `until`; while it is
//! in force `until` is null. A revision shares every row that did not change.
//!
//! A file is judged by its first bytes before the database opens it, so that a foreign, newer or
//! damaged file is never touched.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use rusqlite::{Connection, params};

use super::fault::{Fault, Outcome};
use crate::StoreError;

/// "ATLS", in the header of every workspace.
pub(super) const APPLICATION_ID: u32 = u32::from_be_bytes(*b"ATLS");
/// The newest format that this version reads and the one that it writes.
pub(super) const FORMAT: u32 = 1;

/// Made once the facts of a big import stand; see [`super::commit`].
pub(super) const RELATION_TO: &str = "CREATE INDEX relation_to ON relation(to_node)";

const TABLES: &str = "
CREATE TABLE revision(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, at TEXT NOT NULL, label TEXT, as_of TEXT,
  nodes INTEGER NOT NULL, relations INTEGER NOT NULL, placeholders INTEGER NOT NULL,
  nodes_added INTEGER NOT NULL, nodes_removed INTEGER NOT NULL,
  relations_added INTEGER NOT NULL, relations_removed INTEGER NOT NULL,
  records INTEGER NOT NULL, repeated INTEGER NOT NULL) STRICT;
CREATE TABLE source(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, namespace TEXT NOT NULL) STRICT;
CREATE TABLE import(
  revision INTEGER NOT NULL REFERENCES revision, source INTEGER NOT NULL REFERENCES source,
  nodes INTEGER NOT NULL, relations INTEGER NOT NULL,
  PRIMARY KEY(revision, source)) STRICT, WITHOUT ROWID;
CREATE TABLE kind_count(
  revision INTEGER NOT NULL REFERENCES revision, of TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY(revision, of, kind)) STRICT, WITHOUT ROWID;
CREATE TABLE issue(
  revision INTEGER NOT NULL REFERENCES revision, position INTEGER NOT NULL, severity TEXT NOT NULL,
  file TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, remedy TEXT NOT NULL,
  PRIMARY KEY(revision, position)) STRICT, WITHOUT ROWID;
CREATE TABLE property(
  revision INTEGER NOT NULL REFERENCES revision, source INTEGER NOT NULL REFERENCES source,
  kind TEXT NOT NULL, property TEXT NOT NULL, nodes INTEGER NOT NULL,
  PRIMARY KEY(revision, source, kind, property)) STRICT, WITHOUT ROWID;
CREATE TABLE file_profile(
  revision INTEGER NOT NULL REFERENCES revision, position INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY(revision, position)) STRICT, WITHOUT ROWID;

CREATE TABLE namespace(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE node(
  id INTEGER PRIMARY KEY, namespace INTEGER NOT NULL REFERENCES namespace, key TEXT NOT NULL,
  UNIQUE(namespace, key)) STRICT;
CREATE TABLE kind_list(id INTEGER PRIMARY KEY, kinds TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE relation_kind(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, level TEXT) STRICT;
CREATE TABLE list(id INTEGER PRIMARY KEY, file TEXT NOT NULL, section TEXT NOT NULL, UNIQUE(file, section)) STRICT;
CREATE TABLE text(id INTEGER PRIMARY KEY, digest BLOB NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE ends(id INTEGER PRIMARY KEY, from_match TEXT, to_match TEXT) STRICT;
CREATE TABLE node_fact(
  node INTEGER NOT NULL REFERENCES node, source INTEGER NOT NULL REFERENCES source,
  since INTEGER NOT NULL, until INTEGER,
  kinds INTEGER NOT NULL REFERENCES kind_list, name TEXT,
  class TEXT, lifecycle TEXT, tier INTEGER, enabled INTEGER, text INTEGER REFERENCES text,
  list INTEGER NOT NULL REFERENCES list, record INTEGER NOT NULL, line INTEGER NOT NULL,
  stated INTEGER NOT NULL, also TEXT,
  PRIMARY KEY(node, source, since)) STRICT, WITHOUT ROWID;
CREATE TABLE relation(
  from_node INTEGER NOT NULL REFERENCES node, to_node INTEGER NOT NULL REFERENCES node,
  kind INTEGER NOT NULL REFERENCES relation_kind, source INTEGER NOT NULL REFERENCES source,
  ends INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER,
  list INTEGER NOT NULL REFERENCES list, record INTEGER NOT NULL, line INTEGER NOT NULL,
  stated INTEGER NOT NULL, also TEXT,
  traversable INTEGER, text INTEGER REFERENCES text,
  PRIMARY KEY(from_node, to_node, kind, source, ends, since)) STRICT, WITHOUT ROWID;

CREATE TABLE tier(
  namespace TEXT NOT NULL, key TEXT NOT NULL, tier INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(namespace, key)) STRICT, WITHOUT ROWID;
CREATE TABLE view(name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE profile(one INTEGER PRIMARY KEY CHECK(one = 1), body TEXT NOT NULL) STRICT;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE log(number INTEGER PRIMARY KEY, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
";

/// Make the tables in an empty database. Not yet in WAL mode: the header must stand in the file itself.
pub(super) fn create(connection: &mut Connection) -> Outcome<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", FORMAT)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(RELATION_TO)?;
    transaction.commit()?;
    Ok(())
}

/// Judge a file by its first 100 bytes (the database header, <https://www.sqlite.org/fileformat2.html>).
pub(super) fn judge(path: &Path) -> Result<(), StoreError> {
    let io = |e: std::io::Error| match e.kind() {
        ErrorKind::NotFound => StoreError::NotFound { path: path.into() },
        _ => StoreError::Io { path: path.into(), reason: e.to_string().into() },
    };
    let foreign = |what: &str| StoreError::NotAWorkspace { path: path.into(), what: what.into() };
    let mut file = File::open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    if metadata.is_dir() {
        return Err(foreign("it is a folder"));
    }
    let mut head = Vec::with_capacity(100);
    file.by_ref().take(100).read_to_end(&mut head).map_err(io)?;
    if head.is_empty() {
        return Err(foreign("the file is empty"));
    }
    if head.len() < 100 || !head.starts_with(b"SQLite format 3\0") {
        return Err(foreign("it has another format"));
    }
    let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if number(68) != APPLICATION_ID {
        return Err(foreign("it is the SQLite database of another program"));
    }
    match number(60) {
        FORMAT => {}
        0 => return Err(StoreError::Damaged { path: path.into(), what: "it has no format number".into() }),
        found => return Err(StoreError::NewerFormat { path: path.into(), found, supported: FORMAT }),
    }
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let whole = page * u64::from(number(28));
    if metadata.len() < whole && !with_suffix(path, "-wal").exists() {
        let what = format!("{} of {whole} bytes are there", metadata.len());
        return Err(StoreError::Damaged { path: path.into(), what: what.into() });
    }
    Ok(())
}

/// Whether all tables are there and nothing acts on its own, before anything is written: a workspace
/// may come from anyone, and a trigger would run with our writes.
pub(super) fn verify_tables(connection: &Connection) -> Outcome<()> {
    let acts = "SELECT EXISTS(SELECT 1 FROM sqlite_schema WHERE type = 'trigger')";
    if connection.query_row(acts, [], |r| r.get(0))? {
        return Err(Fault::Damaged("it has triggers, which no workspace has".into()));
    }
    let mut found = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?;
    for line in TABLES.lines().filter_map(|l| l.strip_prefix("CREATE TABLE ")) {
        let name = line.split('(').next().unwrap_or(line);
        if !found.exists(params![name])? {
            return Err(Fault::Damaged(format!("the table {name} is missing")));
        }
    }
    Ok(())
}

/// The path with text appended, as the database names its companions.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
