//! [`Ground`]: which nodes and relations of the database the keys of findings mean.
//!
//! The numbers that a database gives may be used again for something else, so each is handed on with
//! what it must still have when it is written to: its id, or its type.

use std::collections::{BTreeMap, BTreeSet};

use atlas_model::NodeKey;
use neo4rs::{BoltMap, BoltType, Query};

use crate::neo4j::foreign::SchemaMap;
use crate::neo4j::foreign::read;
use crate::neo4j::foreign::survey::{Survey, identity, key};
use crate::neo4j::link::{Link, bolt};
use crate::neo4j::rows::unreadable;
use crate::neo4j::said::damaged;
use crate::neo4j::schema::read_key;
use crate::{RelationKey, StoreError, Watch};

/// Pairs of ends that one question looks up.
const BATCH: usize = 2_000;

/// Whose nodes they are.
pub(super) enum Ground {
    /// Put there by a push.
    Ours,
    /// A tool's.
    Tool(Box<SchemaMap>),
}

/// Where the nodes are.
pub(super) struct Found {
    survey: Option<Survey>,
    /// Key -> numbers; several where a tool says the same of two nodes.
    numbers: BTreeMap<NodeKey, Vec<i64>>,
}

impl Ground {
    /// The text by which a node `n` is known again, in Cypher.
    pub(super) fn identity(&self) -> String {
        match self {
            Self::Ours => "n.atlas_key".into(),
            Self::Tool(map) => identity(map),
        }
    }

    /// Find all nodes. O(nodes).
    pub(super) fn find(&self, link: &Link, watch: &dyn Watch) -> Result<Found, StoreError> {
        let mut numbers: BTreeMap<NodeKey, Vec<i64>> = BTreeMap::new();
        let Self::Tool(map) = self else {
            let query = "MATCH (n:AtlasNode) WHERE n.atlas_stamp IS NOT NULL RETURN id(n) AS node, n.atlas_key AS key";
            link.read(Query::new(query.into()), watch, |row| {
                let key: String = row.get("key").map_err(|e| unreadable(&e))?;
                let (namespace, id) =
                    read_key(&key).ok_or_else(|| damaged(format!("the key {key:?} does not read")))?;
                let key = NodeKey { namespace: namespace.into(), id: id.into() };
                numbers.entry(key).or_default().push(row.get("node").map_err(|e| unreadable(&e))?);
                Ok(())
            })?;
            return Ok(Found { survey: None, numbers });
        };
        let survey = Survey::make(link, map, watch)?;
        for (number, id) in survey.numbered() {
            numbers.entry(key(map, id)).or_default().push(number);
        }
        Ok(Found { survey: Some(survey), numbers })
    }

    /// Numbers and types of the relations that keys mean. O(log nodes + relations between the ends) each.
    pub(super) fn relations(
        &self,
        link: &Link,
        found: &Found,
        keys: &[&RelationKey],
        watch: &dyn Watch,
    ) -> Result<BTreeMap<RelationKey, Vec<(i64, String)>>, StoreError> {
        let mut pairs: BTreeSet<(i64, i64)> = BTreeSet::new();
        let mut ends: BTreeMap<i64, &NodeKey> = BTreeMap::new();
        for key in keys {
            for &from in found.of(&key.from) {
                for &to in found.of(&key.to) {
                    pairs.insert((from, to));
                    ends.extend([(from, &key.from), (to, &key.to)]);
                }
            }
        }
        let wanted: BTreeSet<&RelationKey> = keys.iter().copied().collect();
        let mut numbers: BTreeMap<RelationKey, Vec<(i64, String)>> = BTreeMap::new();
        let pairs: Vec<(i64, i64)> = pairs.into_iter().collect();
        // Both ways: a map may read a type against its direction.
        let query = "UNWIND $pairs AS p MATCH (a)-[r]-(b) WHERE id(a) = p[0] AND id(b) = p[1]
          RETURN id(startNode(r)) AS start, id(endNode(r)) AS end, id(r) AS number, type(r) AS type,
            properties(r) AS properties";
        for batch in pairs.chunks(BATCH) {
            let rows: Vec<BoltType> = batch.iter().map(|&(a, b)| bolt(vec![a, b])).collect();
            link.read(Query::new(query.into()).param("pairs", rows), watch, |row| {
                let start: i64 = row.get("start").map_err(|e| unreadable(&e))?;
                let end: i64 = row.get("end").map_err(|e| unreadable(&e))?;
                let number: i64 = row.get("number").map_err(|e| unreadable(&e))?;
                let type_name: String = row.get("type").map_err(|e| unreadable(&e))?;
                let BoltType::Map(properties) = row.get("properties").map_err(|e| unreadable(&e))? else {
                    return Err(damaged("properties are no map"));
                };
                let Some((kind, level, reverse)) = self.meaning(found, start, end, &type_name, &properties) else {
                    return Ok(());
                };
                let (from, to) = if reverse { (end, start) } else { (start, end) };
                if let (Some(&from), Some(&to)) = (ends.get(&from), ends.get(&to)) {
                    let key = RelationKey { from: from.clone(), kind, level, to: to.clone() };
                    if wanted.contains(&key) {
                        let known = numbers.entry(key).or_default();
                        // A pair that is asked for both ways brings each relation twice.
                        if !known.iter().any(|(n, _)| *n == number) {
                            known.push((number, type_name));
                        }
                    }
                }
                Ok(())
            })?;
        }
        Ok(numbers)
    }

    /// Kind, level and whether it is read against its direction.
    fn meaning(
        &self,
        found: &Found,
        start: i64,
        end: i64,
        type_name: &str,
        properties: &BoltMap,
    ) -> Option<(Box<str>, Option<Box<str>>, bool)> {
        let Self::Tool(map) = self else {
            let text = |name: &str| match properties.value.get(name) {
                Some(BoltType::String(text)) => Some(text.value.as_str().into()),
                _ => None,
            };
            properties.value.get("atlas_stamp")?;
            return Some((text("atlas_kind").unwrap_or_else(|| type_name.into()), text("atlas_level"), false));
        };
        let survey = found.survey.as_ref()?;
        let meaning = read::meaning(map, type_name, [survey.known(start)?, survey.known(end)?], properties);
        Some((meaning.kind.into(), meaning.level, meaning.reverse))
    }
}

impl Found {
    /// Numbers of the nodes that a key means.
    pub(super) fn of(&self, key: &NodeKey) -> &[i64] {
        self.numbers.get(key).map_or(&[], Vec::as_slice)
    }
}
