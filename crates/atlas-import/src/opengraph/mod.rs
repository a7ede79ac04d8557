//! BloodHound OpenGraph: `{"metadata": {...}, "graph": {"nodes": [...], "edges": [...]}}`.
//!
//! A [`document`] is walked key by key in any order; each element of the two lists is read on its
//! own ([`elements`]), so that memory is bounded by one record and a bad record costs only itself.

mod document;
mod edge;
mod elements;
mod extension;
mod node;
mod record;
mod recovery;
mod survey;
mod trial;

pub(crate) use document::{Outcome, read};
pub(crate) use extension::read as read_extension;
pub(crate) use survey::{GraphShape, Survey, survey};
