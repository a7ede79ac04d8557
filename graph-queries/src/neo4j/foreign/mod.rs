//! Databases that other tools filled, opened read-only.
//!
//! ```text
//!   file ─▶ map                 what labels, types and properties mean; data, one file for each tool
//!   known                       whose database it is
//!   survey ─▶ read, values      its nodes and relations as facts
//!   report                      what was left out, what could only be carried
//!   store                       all of it as a `Store`
//! ```
//!
//! Nothing here writes: each question is sent as one that reads, and the server refuses it otherwise.
//! Questions keep to what Neo4j 4.4 and newer understand.

mod file;
mod known;
mod map;
pub(super) mod read;
mod report;
mod store;
pub(super) mod survey;
mod values;

pub use file::{MapError, parse as read_map};
pub(super) use known::{Holder, holder, unknown};
pub use map::SchemaMap;
pub(super) use store::Foreign;
