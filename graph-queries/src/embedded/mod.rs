//! The embedded store: one SQLite file.
//!
//! ```text
//!   opening ─▶ schema                     who may open a file, and what stands in it
//!   intake ─▶ keys, dictionary, texts     facts as numbers in memory, properties straight to disk
//!     commit ─▶ sources, merge_nodes      what each source says about each node
//!            ─▶ resolve ─▶ restate, finder, ends      which node each end means
//!            ─▶ join_nodes, join_relations ─▶ tally   against what stood; equal facts stay
//!            ─▶ notes, details            issues, counts, the row of the revision
//!   freeze ◀─ within                      a revision in memory, or the part that a scope holds
//!   records, ask, diff, revisions         a revision is asked, or told to another store
//!   questions                             the catalogue, answered from the facts of a revision
//!   kept, log                             what people add
//!   check                                 whether all of it is whole
//! ```

mod ask;
mod check;
mod commit;
mod details;
mod dictionary;
mod diff;
pub(crate) mod digest;
mod ends;
mod fault;
mod finder;
mod freeze;
pub(crate) mod hints;
mod intake;
mod join_nodes;
mod join_relations;
mod kept;
mod keys;
mod log;
pub(crate) mod merge_nodes;
mod notes;
mod opening;
mod presence;
pub(crate) mod profile_text;
pub(crate) mod properties;
mod questions;
mod records;
mod resolve;
mod restate;
mod revisions;
mod rows;
mod schema;
mod sources;
mod tally;
mod texts;
pub(crate) mod wanted;
mod within;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use atlas_graph::SnapshotBuilder;
use atlas_model::{Issue, NodeKey, Profile};
use rusqlite::Connection;

use crate::catalogue::{Parameters, Question};
use crate::{
    CheckReport, Counts, Diff, ImportStamp, Intake, LogRecord, NamedText, NodeHit, NodeRecord, PropertyPresence,
    RecordSink, RelationKey, RelationRecord, Revision, Scope, Scoped, Search, SourceInfo, Store, StoreError, Table,
    TierByHand, Watch,
};
use fault::Outcome;
pub use opening::open;
pub(crate) use opening::private;

/// One open workspace file.
struct Embedded {
    connection: Connection,
    path: PathBuf,
    writable: bool,
}

impl Embedded {
    /// Ask within one transaction, so that all of an answer is about one committed state.
    fn read<T>(&self, question: impl FnOnce(&Connection) -> Outcome<T>) -> Result<T, StoreError> {
        let answer = || {
            let transaction = self.connection.unchecked_transaction()?;
            question(&transaction)
        };
        answer().map_err(|f| f.at(&self.path))
    }

    fn write<T>(&mut self, act: impl FnOnce(&mut Connection) -> Outcome<T>) -> Result<T, StoreError> {
        if !self.writable {
            return Err(StoreError::ReadOnly { path: self.path.clone() });
        }
        act(&mut self.connection).map_err(|f| f.at(&self.path))
    }
}

impl Drop for Embedded {
    /// Leave one file to copy. Where a reader is still at work the log stays beside it, and is merged later.
    fn drop(&mut self) {
        if self.writable {
            let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }
}

impl Store for Embedded {
    fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        self.read(revisions::all)
    }

    fn begin<'s>(&'s mut self, stamp: &ImportStamp, watch: &'s dyn Watch) -> Result<Box<dyn Intake + 's>, StoreError> {
        if !self.writable {
            return Err(StoreError::ReadOnly { path: self.path.clone() });
        }
        let path = self.path.clone();
        let import = intake::Import::begin(self, stamp, watch).map_err(|f| f.at(&path))?;
        Ok(Box::new(import))
    }

    fn freeze(&self, revision: u32, watch: &dyn Watch) -> Result<SnapshotBuilder, StoreError> {
        self.read(|db| freeze::freeze(db, revision, watch))
    }

    fn freeze_scope(&self, revision: u32, scope: &Scope, watch: &dyn Watch) -> Result<Scoped, StoreError> {
        self.read(|db| freeze::freeze_scope(db, revision, scope, watch))
    }

    fn records(&self, revision: u32, sink: &mut dyn RecordSink, watch: &dyn Watch) -> Result<(), StoreError> {
        self.read(|db| records::tell(db, revision, sink, watch))
    }

    fn diff(&self, from: u32, to: u32) -> Result<Diff, StoreError> {
        self.read(|db| diff::diff(db, from, to))
    }

    fn counts(&self, revision: u32) -> Result<Counts, StoreError> {
        self.read(|db| revisions::counts(db, revision))
    }

    fn sources(&self, revision: u32) -> Result<Vec<SourceInfo>, StoreError> {
        self.read(|db| revisions::sources(db, revision))
    }

    fn issues(&self, revision: u32) -> Result<Vec<Issue>, StoreError> {
        self.read(|db| revisions::issues(db, revision))
    }

    fn property_presence(&self, revision: u32) -> Result<Vec<PropertyPresence>, StoreError> {
        self.read(|db| revisions::property_presence(db, revision))
    }

    fn node(&self, revision: u32, key: &NodeKey) -> Result<Option<NodeRecord>, StoreError> {
        self.read(|db| ask::node(db, revision, key))
    }

    fn search(&self, revision: u32, search: &Search) -> Result<Vec<NodeHit>, StoreError> {
        self.read(|db| ask::search(db, revision, search))
    }

    fn relations_of(&self, revision: u32, key: &NodeKey) -> Result<Vec<RelationRecord>, StoreError> {
        self.read(|db| ask::relations_of(db, revision, key))
    }

    fn relation(&self, revision: u32, key: &RelationKey) -> Result<Option<RelationRecord>, StoreError> {
        self.read(|db| ask::relation(db, revision, key))
    }

    fn ask(
        &self,
        revision: u32,
        question: &Question,
        given: &Parameters,
        watch: &dyn Watch,
    ) -> Result<Table, StoreError> {
        let settled = given.settle(question)?;
        self.read(|db| questions::ask(db, revision, question, &settled, watch))
    }

    fn tiers(&self) -> Result<Vec<TierByHand>, StoreError> {
        self.read(kept::tiers)
    }

    fn set_tiers(&mut self, tiers: &[TierByHand]) -> Result<(), StoreError> {
        self.write(|db| kept::set_tiers(db, tiers))
    }

    fn clear_tiers(&mut self, keys: &[NodeKey]) -> Result<usize, StoreError> {
        self.write(|db| kept::clear_tiers(db, keys))
    }

    fn profile_text(&self) -> Result<Option<Box<str>>, StoreError> {
        self.read(kept::profile_text)
    }

    fn set_profile_text(&mut self, text: Option<&str>) -> Result<(), StoreError> {
        self.write(|db| kept::set_profile_text(db, text))
    }

    fn file_profile(&self) -> Result<Profile, StoreError> {
        self.read(kept::file_profile)
    }

    fn views(&self) -> Result<Vec<NamedText>, StoreError> {
        self.read(kept::views)
    }

    fn set_view(&mut self, name: &str, text: Option<&str>) -> Result<(), StoreError> {
        self.write(|db| kept::set_view(db, name, text))
    }

    fn setting(&self, name: &str) -> Result<Option<Box<str>>, StoreError> {
        self.read(|db| kept::setting(db, name))
    }

    fn set_setting(&mut self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.write(|db| kept::set_setting(db, name, value))
    }

    fn append_log(&mut self, texts: &[&str]) -> Result<Vec<LogRecord>, StoreError> {
        self.write(|db| log::append(db, texts))
    }

    fn log(&self) -> Result<Vec<LogRecord>, StoreError> {
        self.read(log::all)
    }

    fn verify_log(&self) -> Result<Option<u64>, StoreError> {
        self.read(log::verify)
    }

    fn check(&self, watch: &dyn Watch) -> Result<CheckReport, StoreError> {
        self.read(|db| check::check(db, watch))
    }
}
