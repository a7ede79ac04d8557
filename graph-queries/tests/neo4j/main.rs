//! The Neo4j store against a real server and the embedded store.
//!
//! The tests empty the database. What has to be killed or configured badly is a server of
//! its own, which `./x neo4j` starts for the test; a fault that no real server shows on demand comes
//! from one that speaks Bolt by a script.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod cuts;
mod cutting;
mod cypher;
mod equality;
#[path = "../../../tests/neo4j/found.rs"]
mod found;
mod hostile;
mod outages;
mod proxy;
mod refusals;
mod routing;
mod scopes;
mod scripted;
mod server;
mod tls;
mod ways;
mod world;
