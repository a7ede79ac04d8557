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

#[cfg(test)]
#[path = "../../../../tests/neo4j/found.rs"]
mod found;

#[cfg(test)]
mod tests {
    use neo4rs::Query;

    use crate::neo4j::link::Link;
    use crate::neo4j::{Address, Credentials};

    /// Whatever this module sends goes through [`Link::read`] or [`Link::rows`]; the server itself
    /// refuses to write over them.
    #[test]
    fn the_server_refuses_a_write_over_the_way_that_readings_go() {
        let Some((address, password)) = super::found::found() else { return };
        let credentials = Credentials { password, authority: None };
        let link = Link::open(&Address::parse(&address).unwrap(), &credentials).unwrap();
        for query in ["CREATE (n:Touched)", "MATCH (n) SET n.touched = true", "CREATE INDEX touched FOR (n:A) ON (n.b)"]
        {
            let said = link.rows(Query::new(query.into())).err().unwrap().to_string();
            assert!(said.contains("reading only"), "{query}: {said}");
        }
        for text in
            [include_str!("known.rs"), include_str!("survey.rs"), include_str!("read.rs"), include_str!("store.rs")]
        {
            for way in ["link.write(", "link.send(", "link.run("] {
                assert!(!text.contains(way), "a reading that would write: {way}");
            }
        }
    }
}
