//! The frozen graph: one revision in memory, read by every analysis and never changed.
//!
//! ```text
//!   rows in any order ──▶ SnapshotBuilder ──freeze(KindBook)──▶ Snapshot ──accept──▶ Walks
//!
//!   Snapshot, compressed sparse rows in both directions, 10 bytes an edge beside the offsets:
//!     out_offsets[u]..out_offsets[u+1] ─▶ out_targets[e], out_kinds[e]     e is the EdgeId
//!     in_offsets[v] ..in_offsets[v+1]  ─▶ in_sources[i]
//! ```
//!
//! Dense ids ([`NodeId`], [`EdgeId`], [`EdgeKindId`]) mean nothing outside their snapshot; only a
//! [`atlas_model::NodeKey`] leaves the process. Ids follow the order of the keys, so the order of
//! the input never shows. A [`Walks`] is the simple directed graph an attacker can walk under
//! given terms: at most one edge between two nodes, the cheapest accepted one.
//!
//! Questions to a [`Walks`], one a file, each with its source and cost:
//!
//! ```text
//!   who reaches what     distances, blast_radius, costs, exposure (64 targets a word, over components)
//!   which ways           shortest, all_shortest (counted exactly), k_paths (Yen; sets, way-points)
//!   one picture of many  merge_shortest, merge_paths
//!   what to cut          dominators and their losses (exact), min_cut
//! ```
//!
//! Long work takes a [`Stop`] and returns [`Stopped`] within a few thousand steps of work; no
//! algorithm recurses. petgraph's algorithms run on a [`Walks`] through its visit traits.
//!
//! Absent on purpose: clock, disk, network, async, hash-map iteration.

mod builder;
mod condense;
mod csr;
mod cut;
mod dag;
mod dijkstra;
mod dominators;
mod exposure;
mod id;
mod k_paths;
mod layered;
mod merge;
mod path;
mod reach;
mod shortest;
mod snapshot;
mod spur;
mod stop;
mod texts;
mod toward;
mod visit;
mod walks;
mod weight;
mod yen;

#[cfg(test)]
mod laws;

pub use builder::{CONTROL_RUNS_DOWN, NodeRow, SnapshotBuilder};
pub use condense::{Components, components};
pub use cut::{Cut, min_cut};
pub use dijkstra::{Costs, costs};
pub use dominators::{Dominators, Losses, StepLoss, dominators};
pub use exposure::{Exposure, exposure};
pub use id::{EdgeId, EdgeKindId, NodeId};
pub use k_paths::{Ends, KPaths, MAX_STEPS, PathQuestion, k_paths};
pub use merge::{Merged, MergedNode, MergedStep, merge_paths, merge_shortest};
pub use path::{Path, alternatives};
pub use reach::{Direction, Distances, Reached, blast_radius, distances};
pub use shortest::{AllShortest, all_shortest, shortest};
pub use snapshot::{EdgeKind, Snapshot};
pub use stop::{NEVER, Stop, Stopped};
pub use texts::Texts;
pub use visit::{NodeEntry, StepRef, Visited};
pub use walks::{Accept, Walks};
pub use weight::By;
