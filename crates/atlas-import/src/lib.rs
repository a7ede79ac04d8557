//! Bytes of one source or many to facts and issues. Opens no file, fails on no record.
//!
//! ```text
//!   Input ─▶ archive ─▶ decode ─▶ format ─▶ plan ─▶ opengraph | csv ─▶ Feed ─▶ FactSink
//!            gz zst zip  UTF-8     what it is  source    facts, issues    counts, cancel
//! ```
//!
//! Invariants: a bad record costs only itself; memory is bounded by one record, not by the file;
//! every issue names file, place, reason and remedy; equal issues are counted, not repeated;
//! nothing is written anywhere; the order of inputs changes no fact.
//!
//! ```
//! use atlas_import::{Input, Options, read};
//! use atlas_model::Inventory;
//!
//! let csv = "src,dst,kind\nanna,ops,MemberOf\n";
//! let mut inventory = Inventory::default();
//! let report = read(
//!     vec![Input::from_bytes("teams.csv", csv.as_bytes())],
//!     &Options::default(),
//!     &mut inventory,
//! );
//! assert_eq!((report.nodes(), report.relations()), (2, 1));
//! assert_eq!(&*inventory.sources[0].source, "teams");
//! ```

mod archive;
pub mod csv;
mod decode;
mod feed;
mod format;
mod input;
mod json;
mod naming;
mod opengraph;
mod options;
mod plan;
pub mod profile;
mod properties;
mod read;
mod report;
pub mod sample;
mod toml_error;

#[cfg(test)]
mod tests;

pub use format::Format;
pub use input::{Input, Opener, ReadSeek};
pub use options::{Limits, Options};
pub use read::read;
pub use report::{FileReport, Report};
pub use toml_error::TomlError;
