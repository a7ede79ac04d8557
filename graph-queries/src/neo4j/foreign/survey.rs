//! [`Survey`]: which nodes of a foreign database are part of the graph, and what their keys are.
//!
//! The first of two passes over the nodes. Tools give ids that are unique for one label only, so no
//! key is settled before all of them are known: nodes of different kinds that share an id get their
//! kind into their key.

use std::collections::BTreeMap;

use atlas_model::NodeKey;
use neo4rs::{BoltType, Query};

use super::map::{Labelled, SchemaMap};
use super::values::word;
use crate::neo4j::link::Link;
use crate::neo4j::rows::unreadable;
use crate::neo4j::said::damaged;
use crate::{StoreError, Watch};

/// Nodes of the graph by the number that the database gives them.
#[derive(Debug, Default)]
pub(in crate::neo4j) struct Survey {
    /// Number in the database -> place in `nodes`.
    places: hashbrown::HashMap<i64, u32>,
    nodes: Vec<Surveyed>,
    sets: Vec<Labelled>,
    /// All nodes that were seen, also those that are left out.
    pub(super) seen: u64,
    /// Label -> nodes that were left out for it.
    pub(super) left_out: BTreeMap<Box<str>, u32>,
    /// Kind -> nodes without an id.
    pub(super) without_id: BTreeMap<Box<str>, u32>,
    /// Label that the map does not list -> nodes.
    pub(super) unlisted: BTreeMap<Box<str>, u32>,
    /// Nodes that share their id with a node of another kind.
    pub(super) shared_ids: u32,
}

#[derive(Debug)]
struct Surveyed {
    id: Box<str>,
    set: u32,
}

/// A node of the graph.
#[derive(Clone, Copy, Debug)]
pub(in crate::neo4j) struct Known<'s> {
    /// Its native id.
    pub(in crate::neo4j) id: &'s str,
    pub(super) labelled: &'s Labelled,
}

/// The first of several properties that is there, in Cypher. Names are plain ([`super::file`]).
fn first_of(node: &str, properties: &[Box<str>]) -> String {
    let names: Vec<String> = properties.iter().map(|p| format!("{node}.`{p}`")).collect();
    format!("coalesce({})", names.join(", "))
}

/// The text by which a node `n` is known again, in Cypher.
pub(in crate::neo4j) fn identity(map: &SchemaMap) -> String {
    format!("toString({})", first_of("n", &map.nodes.ids))
}

/// The key of a node with this id.
pub(in crate::neo4j) fn key(map: &SchemaMap, id: &str) -> NodeKey {
    NodeKey::new(&map.namespace, id)
}

impl Survey {
    /// Look at every node once. O(nodes), 4.4 and newer.
    pub(in crate::neo4j) fn make(link: &Link, map: &SchemaMap, watch: &dyn Watch) -> Result<Self, StoreError> {
        let mut survey = Self::default();
        let mut known: hashbrown::HashMap<String, u32> = hashbrown::HashMap::new();
        let id = first_of("n", &map.nodes.ids);
        let query = format!("MATCH (n) RETURN id(n) AS node, labels(n) AS labels, {id} AS id");
        link.read(Query::new(query), watch, |row| {
            let node: i64 = row.get("node").map_err(|e| unreadable(&e))?;
            let mut labels: Vec<Box<str>> = row.get("labels").map_err(|e| unreadable(&e))?;
            labels.sort_unstable();
            let id: Option<BoltType> = row.get("id").map_err(|e| unreadable(&e))?;
            let joined = labels.join("\0");
            let set = match known.get(&joined) {
                Some(&set) => set,
                None => {
                    let set = u32::try_from(survey.sets.len()).unwrap_or(u32::MAX);
                    survey.sets.push(map.labelled(labels));
                    known.insert(joined, set);
                    set
                }
            };
            survey.take(node, set, id.as_ref().and_then(word).filter(|id| !id.is_empty()))
        })?;
        survey.part_shared_ids();
        Ok(survey)
    }

    fn take(&mut self, node: i64, set: u32, id: Option<String>) -> Result<(), StoreError> {
        self.seen += 1;
        let labelled = &self.sets[set as usize];
        if let Some(label) = &labelled.left_out {
            *self.left_out.entry(label.clone()).or_default() += 1;
            return Ok(());
        }
        let Some(id) = id else {
            *self.without_id.entry(labelled.word().into()).or_default() += 1;
            return Ok(());
        };
        for label in &labelled.unlisted {
            *self.unlisted.entry(label.clone()).or_default() += 1;
        }
        let place = u32::try_from(self.nodes.len()).map_err(|_| StoreError::TooLarge { what: "nodes" })?;
        self.nodes.push(Surveyed { id: id.into(), set });
        self.places.insert(node, place);
        Ok(())
    }

    /// Put the kind into ids that nodes of different kinds share.
    fn part_shared_ids(&mut self) {
        let kind = |set: u32| self.sets[set as usize].word();
        let mut first: hashbrown::HashMap<&str, u32> = hashbrown::HashMap::with_capacity(self.nodes.len());
        let mut shared: std::collections::BTreeSet<Box<str>> = std::collections::BTreeSet::new();
        for node in &self.nodes {
            let set = *first.entry(&node.id).or_insert(node.set);
            if kind(set) != kind(node.set) {
                shared.insert(node.id.clone());
            }
        }
        drop(first);
        if shared.is_empty() {
            return;
        }
        for node in &mut self.nodes {
            if shared.contains(&node.id) {
                node.id = format!("{}:{}", self.sets[node.set as usize].word(), node.id).into();
                self.shared_ids += 1;
            }
        }
    }

    /// How many nodes are part of the graph.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node by the number that the database gives it; `None` where it is left out.
    pub(in crate::neo4j) fn known(&self, node: i64) -> Option<Known<'_>> {
        let place = *self.places.get(&node)?;
        let surveyed = self.nodes.get(place as usize)?;
        Some(Known { id: &surveyed.id, labelled: self.sets.get(surveyed.set as usize)? })
    }

    /// Every node of the graph with its number, in the order of the numbers.
    pub(in crate::neo4j) fn numbered(&self) -> impl Iterator<Item = (i64, &str)> {
        let mut all: Vec<(i64, u32)> = self.places.iter().map(|(&node, &place)| (node, place)).collect();
        all.sort_unstable();
        all.into_iter().filter_map(|(node, place)| Some((node, &*self.nodes.get(place as usize)?.id)))
    }
}

/// What says that the database is no longer what it was when the reading began.
pub(super) fn changed() -> StoreError {
    damaged("it was written to while it was read")
}
