//! What stands in the database, and its constraints and indexes.
//!
//! ```text
//!   (:AtlasNode:User:Person {atlas_key, atlas_id, name, ..., atlas_stamp})     one for each key
//!        │  [:MemberOf {atlas_level, atlas_evidence, ..., atlas_stamp}]        one for each (from, kind, level, to)
//!        ▼
//!   (:AtlasNode:Group)          (:AtlasList {number, source, file, section})   what evidence names
//!                               (:AtlasState)                                  the revision in force
//! ```
//!
//! Labels and types are the kinds as written. Properties of ours begin with `atlas_`; the files'
//! own stand beside them under their own names, as far as Neo4j can hold them, for people who ask
//! in Cypher. `atlas_said` holds exactly what each source says, as JSON, and is what is read back.
//!
//! `atlas_evidence` is a flat list of [list, record, line, ...], in the order of the sources.
//! `atlas_stamp` is a hash of all of the record: equal stamps need no writing.

use atlas_model::NodeKey;
use neo4rs::Query;

use super::address::Address;
use super::fault::remote;
use super::link::Link;
use crate::StoreError;
pub(super) use crate::catalogue::{read_key, write_key};

/// Written into every stamp and the state: another number makes all records new.
pub(super) const FORMAT: i64 = 1;
/// Dynamic labels and types, which carry kinds as parameters, came with it.
const OLDEST: (u32, u32) = (5, 26);

/// Labels that no kind may take.
pub(super) const RESERVED: [&str; 3] = ["AtlasNode", "AtlasList", "AtlasState"];
/// First letters of properties that no file may take.
pub(crate) const PREFIX: &str = "atlas_";
/// Type of relations whose kind Neo4j cannot hold as a type; `atlas_kind` then holds it.
pub(super) const UNNAMED: &str = "AtlasRelation";
/// Longest label, type or property key that is handed to the server, in bytes.
const LONGEST_NAME: usize = 512;
/// Longest text in an index, in bytes; the server's own limit lies between 8,100 and 8,200.
const LONGEST_INDEXED: usize = 8_000;

const MADE_IF_MISSING: [&str; 5] = [
    "CREATE CONSTRAINT atlas_node_key IF NOT EXISTS FOR (n:AtlasNode) REQUIRE n.atlas_key IS UNIQUE",
    "CREATE CONSTRAINT atlas_list_number IF NOT EXISTS FOR (l:AtlasList) REQUIRE l.number IS UNIQUE",
    "CREATE CONSTRAINT atlas_state_key IF NOT EXISTS FOR (s:AtlasState) REQUIRE s.atlas_key IS UNIQUE",
    "CREATE INDEX atlas_node_id IF NOT EXISTS FOR (n:AtlasNode) ON (n.atlas_id)",
    "CREATE INDEX atlas_node_name IF NOT EXISTS FOR (n:AtlasNode) ON (n.name)",
];

/// Make constraints and indexes that are missing, and wait until they can be used.
pub(super) fn ensure(link: &Link) -> Result<(), StoreError> {
    for statement in MADE_IF_MISSING {
        link.run(statement)?;
    }
    link.run("CALL db.awaitIndexes(120)")
}

/// Version and edition of the server; empty where it does not say.
pub(super) fn server(link: &Link) -> Result<(String, String), StoreError> {
    let query = "CALL dbms.components() YIELD name, versions, edition WHERE name CONTAINS 'Kernel'
      RETURN versions[0] AS version, edition";
    let rows = link.rows(Query::new(query.into()))?;
    let text = |name: &str| rows.first().and_then(|r| r.get::<String>(name).ok()).unwrap_or_default();
    Ok((text("version"), text("edition")))
}

/// Refuse a server that cannot do what is asked of it.
pub(super) fn expect_version(link: &Link) -> Result<(), StoreError> {
    judge_version(&link.address, &server(link)?.0)
}

pub(super) fn judge_version(address: &Address, version: &str) -> Result<(), StoreError> {
    let mut parts = version.split(['.', '-']).map(|p| p.parse::<u32>().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found >= OLDEST {
        return Ok(());
    }
    let what = match version {
        "" => "it does not say which Neo4j it is, and 5.26 or newer is needed".to_owned(),
        _ => format!("it runs Neo4j {version}, which is older than 5.26"),
    };
    Err(remote(address, what, "update the server to Neo4j 5.26 or newer"))
}

/// Length in bytes of a key that the index cannot hold.
pub(super) fn too_long(namespace: &str, id: &str) -> Option<usize> {
    let bytes = namespace.len() + id.len();
    (bytes > LONGEST_INDEXED || write_key(namespace, id).len() > LONGEST_INDEXED).then_some(bytes)
}

/// Whether an index can hold a text.
pub(super) fn fits_index(text: &str) -> bool {
    text.len() <= LONGEST_INDEXED
}

/// Whether the server can hold a kind as a label or type, or a key as the name of a property.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_NAME && !text.contains('\0')
}

/// The label of a kind, if it can have one.
pub(super) fn is_label(kind: &str) -> bool {
    is_name(kind) && !RESERVED.contains(&kind)
}

/// The key that the property `atlas_key` of a node stands for.
#[must_use]
pub fn node_key(text: &str) -> Option<NodeKey> {
    let (namespace, id) = read_key(text)?;
    Some(NodeKey { namespace: namespace.into(), id: id.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_servers_are_refused_by_name() {
        let address = Address::parse("bolt://h").unwrap();
        for (version, fits) in
            [("5.26.30", true), ("2026.08.1", true), ("5.25.1", false), ("4.4.40", false), ("", false)]
        {
            assert_eq!(judge_version(&address, version).is_ok(), fits, "{version}");
        }
    }

    #[test]
    fn kinds_that_would_pose_as_our_own_are_no_labels() {
        assert!(is_label("User`}) DETACH DELETE n //"), "any other text is a label like every other");
        for kind in ["", "a\0b", "AtlasState", "AtlasNode"] {
            assert!(!is_label(kind), "{kind:?}");
        }
    }
}
