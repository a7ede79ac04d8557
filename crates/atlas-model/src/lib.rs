//! The words of Access Atlas, and nothing else.
//!
//! ```text
//!   source file ──▶ NodeFact, RelationFact ──▶ FactSink (a store, or an Inventory in memory)
//!                   └─ where: Place (file, record, line)
//! ```
//!
//! A **node** is an identity, entitlement, resource, credential or container ([`NodeClass`]) of an
//! open **kind** (`User`, `S3Bucket`). A **relation** joins two nodes and has a class
//! ([`RelationClass`]), an open kind (`MemberOf`) and perhaps a **level** (`admin`).
//! The [`KindBook`] says what each kind met in a workspace means and how it is known.
//!
//! Invariants: no serde, no IO, no clock. A kind stands once, in one table. Kinds that no table
//! knows are carried as they are. Missing data is "unknown", never "fine".

mod class;
mod fact;
mod inventory;
mod issue;
mod key;
pub mod kinds;
mod level;
mod select;
mod status;

pub use class::{Lane, Lifecycle, NodeClass, RelationClass};
pub use fact::{End, Hints, Match, MatchValue, NodeFact, Place, RelationFact, Section};
pub use inventory::{FactSink, Inventory, OwnedNode, OwnedRelation, SourceHeader};
pub use issue::{Issue, Severity};
pub use key::{NodeKey, folds_case, is_globally_unique};
pub use kinds::{
    Basis, KindBook, NodeKind, NodeMeaning, NodeRule, Profile, RelationKind, RelationRule, SeenKinds, StepMeaning,
    Walk, describe_node, describe_relation, platform_of, platforms,
};
pub use level::{LevelRank, level_rank};
pub use select::{Select, SelectError, Term, glob_matches};
pub use status::StepStatus;
