//! What stands in the database before a push: keys and stamps, as numbers.

use hashbrown::HashMap;
use neo4rs::Query;

use super::link::Link;
use super::said::{self, damaged};
use super::schema::read_key;
use crate::embedded::digest::Digest;
use crate::{StoreError, Watch};

/// 48 bytes a node and 24 a relation.
pub(super) struct Standing {
    /// Digest of the key -> id in the database, stamp.
    pub(super) nodes: HashMap<Digest, (i64, i64)>,
    /// Stamp -> id in the database.
    pub(super) relations: HashMap<i64, i64>,
    /// Relations that stand a second time, which no push of ours leaves behind.
    pub(super) doubled: Vec<i64>,
}

impl Standing {
    /// O(what stands), of which there are about so many nodes and relations.
    pub(super) fn read(link: &Link, about: (usize, usize), watch: &dyn Watch) -> Result<Self, StoreError> {
        let mut standing = Self {
            nodes: HashMap::with_capacity(about.0),
            relations: HashMap::with_capacity(about.1),
            doubled: Vec::new(),
        };
        let query = "MATCH (n:AtlasNode) RETURN id(n) AS id, n.atlas_key AS key, n.atlas_stamp AS stamp";
        link.read(Query::new(query.into()), watch, |row| {
            let key: &str = row.get("key").map_err(|_| damaged("a node has no key"))?;
            let (namespace, id) = read_key(key).ok_or_else(|| damaged(format!("the key {key:?} does not read")))?;
            // A node without a stamp is written anew.
            let stamp: Option<i64> = row.get("stamp").ok();
            let number: i64 = row.get("id").map_err(|e| damaged(e.to_string()))?;
            standing.nodes.insert(said::key_digest(&namespace, id), (number, stamp.unwrap_or(0)));
            Ok(())
        })?;
        let query = "MATCH (a:AtlasNode) WHERE (a)-->()
          RETURN [(a)-[r]->(:AtlasNode) WHERE r.atlas_stamp IS NOT NULL | [id(r), r.atlas_stamp]] AS pairs";
        link.read(Query::new(query.into()), watch, |row| {
            let pairs: Vec<(i64, i64)> = row.get("pairs").map_err(|e| damaged(e.to_string()))?;
            for (id, stamp) in pairs {
                if let Some(other) = standing.relations.insert(stamp, id) {
                    standing.doubled.push(other);
                }
            }
            Ok(())
        })?;
        Ok(standing)
    }
}
