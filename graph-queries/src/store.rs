//! [`Store`]: what every graph database of a workspace can do, the embedded one and a shared one.

use std::time::Duration;

use atlas_graph::SnapshotBuilder;
use atlas_model::{FactSink, Issue, NodeKey, Profile, SeenKinds};

use crate::catalogue::{Parameters, Question};
use crate::{
    CheckReport, Counts, Diff, ImportOutcome, ImportStamp, LogRecord, NamedText, NodeHit, NodeRecord, Origin,
    PathSearch, PathsFound, PropertyPresence, RecordSink, RelationKey, RelationRecord, Revision, Scope, Scoped, Search,
    SourceInfo, StoreError, Table, TierByHand,
};

/// How a workspace is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It must exist; nothing is written. Works while another process imports.
    Read,
    /// It must exist.
    Write,
    /// Made where there is none; an existing one is opened for writing.
    Create,
}

fn asked_in_memory() -> StoreError {
    StoreError::Remote {
        address: "this workspace".into(),
        what: "it is a file, which is asked in memory".into(),
        remedy: "ask without --in-database".into(),
    }
}

/// Progress and cancel of long work, passed in. Implementations must be cheap.
pub trait Watch: Sync {
    /// Whether to stop. Asked every few thousand rows.
    fn cancelled(&self) -> bool {
        false
    }
    /// How far the named phase is, 0..=1.
    fn progress(&self, phase: &'static str, fraction: f32) {
        let _ = (phase, fraction);
    }
}

/// Never cancelled, tells nobody.
impl Watch for () {}

/// One import under way: takes facts, then [`Self::commit`]s. Dropped without it, nothing happened.
///
/// [`FactSink::cancelled`] is true once the watch says so or the database has failed; the error
/// itself comes from `commit`.
pub trait Intake: FactSink {
    /// Resolve ends, compare with what the sources said before, and make a revision.
    ///
    /// # Errors
    /// Whatever went wrong since the import began; the workspace is then as it was.
    fn commit(self: Box<Self>) -> Result<ImportOutcome, StoreError>;
}

/// A workspace.
///
/// Every read sees one committed state. Revisions are named by their number, from 1; the newest is
/// in force. Methods without a word of their own fail as [`StoreError`] says.
#[allow(clippy::missing_errors_doc)]
pub trait Store: Send {
    // -- where the facts come from -------------------------------------------------------------

    /// Do what takes long before the first question; with most stores nothing does.
    fn prepare(&self, watch: &dyn Watch) -> Result<(), StoreError> {
        let _ = watch;
        Ok(())
    }

    /// For a database that another tool fills: which one, and what could not be placed.
    fn origin(&self) -> Result<Option<Origin>, StoreError> {
        Ok(None)
    }

    // -- revisions ---------------------------------------------------------------------------

    /// Revisions, oldest first.
    fn revisions(&self) -> Result<Vec<Revision>, StoreError>;

    /// Begin an import, at the cost of one write lock on the workspace.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where another process holds the lock for longer than five seconds,
    /// [`StoreError::ReadOnly`] where the workspace was opened for reading.
    fn begin<'s>(&'s mut self, stamp: &ImportStamp, watch: &'s dyn Watch) -> Result<Box<dyn Intake + 's>, StoreError>;

    /// Fill a builder with all facts of a revision, sources merged. O(nodes + relations of all revisions).
    fn freeze(&self, revision: u32, watch: &dyn Watch) -> Result<SnapshotBuilder, StoreError>;

    /// Fill a builder with what is in a scope: its nodes and the relations between them. Equal in every
    /// store. In memory O(what is within).
    ///
    /// # Errors
    /// [`StoreError::NoNode`] where nothing has an id that the scope lies around; [`StoreError::Remote`]
    /// by a database that is only read whole.
    fn freeze_scope(&self, revision: u32, scope: &Scope, watch: &dyn Watch) -> Result<Scoped, StoreError> {
        let _ = (revision, watch);
        Err(StoreError::Remote {
            address: scope.to_string().into(),
            what: "this database is only read whole".into(),
            remedy: "leave the scope out".into(),
        })
    }

    /// Let the database itself find shortest ways; see [`PathSearch`]. About stated facts: derived edges
    /// are none of its relations.
    ///
    /// # Errors
    /// [`StoreError::NoNode`] where an id names nothing, [`StoreError::OutOfTime`], and
    /// [`StoreError::Remote`] by a store that is asked in memory.
    fn paths(&self, revision: u32, search: &PathSearch<'_>, watch: &dyn Watch) -> Result<PathsFound, StoreError> {
        let _ = (revision, search, watch);
        Err(asked_in_memory())
    }

    /// Let the database itself count which kinds of nodes are joined by which kinds of relations, as
    /// [`SnapshotBuilder::seen_kinds`] does; triples only. O(relations).
    ///
    /// # Errors
    /// As [`Self::paths`].
    fn joined_kinds(&self, revision: u32, time: Duration, watch: &dyn Watch) -> Result<SeenKinds, StoreError> {
        let _ = (revision, time, watch);
        Err(asked_in_memory())
    }

    /// Tell a sink everything that a revision says, record by record. O(facts of all revisions).
    fn records(&self, revision: u32, sink: &mut dyn RecordSink, watch: &dyn Watch) -> Result<(), StoreError>;

    /// What differs between two revisions. O(facts that changed since the earlier of the two).
    fn diff(&self, from: u32, to: u32) -> Result<Diff, StoreError>;

    // -- what a revision holds -----------------------------------------------------------------

    /// Counts by kind.
    fn counts(&self, revision: u32) -> Result<Counts, StoreError>;

    /// Sources that state facts in a revision, in the order of precedence: first come, first shown;
    /// sources of one import in the order of their names.
    fn sources(&self, revision: u32) -> Result<Vec<SourceInfo>, StoreError>;

    /// Issues of the imports in force at a revision, in a fixed order.
    fn issues(&self, revision: u32) -> Result<Vec<Issue>, StoreError>;

    /// Which property keys the nodes of a kind carry, by source, as of a revision.
    fn property_presence(&self, revision: u32) -> Result<Vec<PropertyPresence>, StoreError>;

    /// One node with everything its sources say; `None` where the revision does not have it.
    fn node(&self, revision: u32, key: &NodeKey) -> Result<Option<NodeRecord>, StoreError>;

    /// Nodes whose id or name contains a text, best first: equal, then beginning with it, then
    /// containing it, each in the order of the keys. O(nodes).
    fn search(&self, revision: u32, search: &Search) -> Result<Vec<NodeHit>, StoreError>;

    /// Relations from and to a node with their evidence, sorted by key. O(log n + relations of the node).
    fn relations_of(&self, revision: u32, key: &NodeKey) -> Result<Vec<RelationRecord>, StoreError>;

    /// One relation with its evidence; `None` where the revision does not have it. O(log n).
    fn relation(&self, revision: u32, key: &RelationKey) -> Result<Option<RelationRecord>, StoreError>;

    /// Ask a question of the catalogue. Rows come in the order that its header states.
    ///
    /// # Errors
    /// [`StoreError::Question`] where a parameter is unknown, missing or of another type.
    fn ask(
        &self,
        revision: u32,
        question: &Question,
        given: &Parameters,
        watch: &dyn Watch,
    ) -> Result<Table, StoreError>;

    // -- what people add, which hangs on keys and survives imports ------------------------------

    /// Tiers set by hand, in the order of the keys.
    fn tiers(&self) -> Result<Vec<TierByHand>, StoreError>;
    /// Set tiers by hand, all or none.
    fn set_tiers(&mut self, tiers: &[TierByHand]) -> Result<(), StoreError>;
    /// Forget tiers set by hand; how many there were.
    fn clear_tiers(&mut self, keys: &[NodeKey]) -> Result<usize, StoreError>;

    /// The profile text that describes kinds by hand, if there is one.
    fn profile_text(&self) -> Result<Option<Box<str>>, StoreError>;
    /// Keep a profile text; `None` forgets it.
    fn set_profile_text(&mut self, text: Option<&str>) -> Result<(), StoreError>;
    /// What the files of all imports said about kinds, later imports last.
    fn file_profile(&self) -> Result<Profile, StoreError>;

    /// Saved views as (name, text), by name.
    fn views(&self) -> Result<Vec<NamedText>, StoreError>;
    /// Keep a view; `None` forgets it.
    fn set_view(&mut self, name: &str, text: Option<&str>) -> Result<(), StoreError>;

    /// A remembered setting.
    fn setting(&self, name: &str) -> Result<Option<Box<str>>, StoreError>;
    /// Remember a setting; `None` forgets it.
    fn set_setting(&mut self, name: &str, value: Option<&str>) -> Result<(), StoreError>;

    // -- the log -------------------------------------------------------------------------------

    /// Append records to the log, all or none. Each hash is SHA-256 of the previous hash (32 zero
    /// bytes before the first) followed by the bytes of the text, which the caller writes canonically.
    fn append_log(&mut self, texts: &[&str]) -> Result<Vec<LogRecord>, StoreError>;
    /// The log, oldest first.
    fn log(&self) -> Result<Vec<LogRecord>, StoreError>;
    /// Number of the first record whose hash does not follow from the one before; `None` where the log is whole.
    fn verify_log(&self) -> Result<Option<u64>, StoreError>;

    // -- health --------------------------------------------------------------------------------

    /// Verify the database, the dictionaries, the counts, the ids of revisions and the log. O(everything).
    fn check(&self, watch: &dyn Watch) -> Result<CheckReport, StoreError>;
}
