//! The graph database of a workspace: facts with their evidence, revision by revision.
//!
//! ```text
//!   FactSink ──▶ Intake ──commit──▶ Revision        one transaction, there whole or not at all
//!                                      │
//!        SnapshotBuilder ◀──freeze─────┤
//!        nodes, relations, evidence ◀──┤  questions
//!        what changed ◀──diff──────────┘
//! ```
//!
//! [`Store`] is what every store meets; [`open`] gives the embedded one, a single SQLite file.
//!
//! Invariants: facts are kept per source and are never derived here. A revision's id is a hash of
//! its facts, equal whatever the order of the input. No clock: every time is passed in.

mod answer;
pub mod catalogue;
mod embedded;
mod error;
mod merged;
pub mod neo4j;

mod paths;
pub mod records;
mod scope;
mod store;
mod table;
mod transfer;

pub use answer::{
    CheckReport, Counts, Diff, Evidence, ImportOutcome, ImportStamp, LogRecord, NamedText, NodeHit, NodeRecord,
    NodeStatement, Origin, PropertyPresence, RelationKey, RelationRecord, Revision, Search, SourceInfo, TierByHand,
};
pub use embedded::open;
pub use error::StoreError;
pub use paths::{MOST_STEPS, PathEnds, PathSearch, PathsFound, Takes};
pub use records::RecordSink;
pub use scope::{Part, Scope, ScopeError, Scoped};
pub use store::{Intake, Mode, Store, Watch};
pub use table::{Cell, Table};
pub use transfer::copy_into;
