//! Tests that need more than one crate: the order of the source tree, laws of the analyses, real
//! data with answers counted apart, and the `atlas` command as a person calls it.
//!
//! Real data lies beside the checkout in `../shared`; without it these tests say what they skip.
//! On a build server (`CI` is set) its absence is a failure.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod command;
mod evidence;
mod foreign;
#[path = "neo4j/found.rs"]
mod found;
mod groups;
mod hostile;
mod kills;
mod kubernetes;
mod laws;
mod licences;
mod neo4j_same;
mod neo4j_scope;
mod neo4j_server;
mod opengraph;
mod questions;
mod same_picture;
mod sample;
mod scope;
mod shapes;
mod shared;
mod tidy;
mod two_runs;
