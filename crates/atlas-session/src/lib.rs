//! One open workspace: the verbs of the product.
//!
//! ```text
//!   Session ── store (one lock) ── frozen snapshot of the newest revision ── findings, kept by what made them
//!      │
//!      └─ import, info, nodes, show, paths, escalations, exposure, blast, choke points, clusters, outliers, matrix, tiers,
//!         kinds, review, views, scenes, export, diff, sample, push, pull, console
//! ```
//!
//! The command line and the window are thin: each of their verbs is one call here. Answers are the
//! plain records of [`dto`]. This is the only library with a clock and files; it touches no
//! network but the Neo4j that it is given the address of, and changes nothing but the workspace, that
//! database where it is pushed to, and the files it was asked to write.

mod analyses;
mod ask;
mod causes;
pub mod connections;
mod console;
mod diff;
pub mod dto;
mod escalations;
mod export;
mod files;
mod foreign;
mod frozen;
mod groups;
mod import;
mod in_database;
mod info;
mod inspect;
mod job;
mod kinds;
mod matrix;
mod missing;
mod naming;
mod paths;
mod paths_scene;
mod remote;
mod review;
mod scenes;
mod scope;
mod select;
mod session;
mod streets;
mod tiers;
mod trials;
mod views;
mod write_back;

pub use analyses::ExposureRequest;
pub use atlas_map::plain::visible;
pub use foreign::use_map;
pub use import::ImportRequest;
pub use job::Job;
pub use session::{Access, Session};
