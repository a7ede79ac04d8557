//! [`Facts`]: nodes and relations of a revision in memory, sources merged as they are pushed.

use std::collections::{BTreeMap, HashMap};

use atlas_model::{Hints, Section};
use rusqlite::Connection;
use serde_json::Value;

use super::{Cell, perhaps, text, texts};
use crate::catalogue::write_key;
use crate::embedded::fault::Outcome;
use crate::embedded::merge_nodes::unite;
use crate::embedded::{hints, properties, records, wanted};
use crate::neo4j::{PREFIX, is_name, native};
use crate::records::{NodeFacts, NodeSaid, RecordSink, RelationFacts};
use crate::{StoreError, Watch};

/// One node.
pub(super) struct Node {
    /// The text of its key.
    pub(super) key: Box<str>,
    pub(super) id: Box<str>,
    pub(super) name: Option<Box<str>>,
    pub(super) kinds: Vec<Box<str>>,
    pub(super) hints: Hints,
    pub(super) placeholder: bool,
    /// The source that describes it first, or that names it first.
    pub(super) source: Box<str>,
    /// Values of the properties asked for, in their order.
    pub(super) values: Vec<Value>,
}

impl Node {
    /// The columns node, name, kinds.
    pub(super) fn cells(&self) -> Vec<Cell> {
        vec![text(&self.key), perhaps(self.name.as_deref()), texts(&self.kinds)]
    }
}

/// Kind, level and what the record says about walking it.
pub(super) type Sort = (Box<str>, Option<Box<str>>, Option<bool>);

/// One relation.
#[derive(Clone, Copy)]
pub(super) struct Relation {
    pub(super) from: u32,
    pub(super) to: u32,
    /// Number in [`Facts::sorts`].
    pub(super) sort: u32,
    /// Records kept for it.
    pub(super) evidence: u32,
}

/// A revision. Nodes are numbered in the order of the texts of their keys.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) nodes: Vec<Node>,
    pub(super) relations: Vec<Relation>,
    pub(super) sorts: Vec<Sort>,
    /// Relations by the node that they leave, and by the node that they come to.
    leaving: Rows,
    coming: Rows,
}

/// Numbers of relations, node by node.
#[derive(Default)]
struct Rows {
    offsets: Vec<u32>,
    relations: Vec<u32>,
}

impl Rows {
    fn new(nodes: usize, relations: &[Relation], end: impl Fn(&Relation) -> u32) -> Self {
        let mut offsets = vec![0_u32; nodes + 1];
        for relation in relations {
            offsets[end(relation) as usize + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut next = offsets.clone();
        let mut rows = vec![0; relations.len()];
        for (number, relation) in (0..).zip(relations) {
            let slot = &mut next[end(relation) as usize];
            rows[*slot as usize] = number;
            *slot += 1;
        }
        Self { offsets, relations: rows }
    }

    fn of(&self, node: u32) -> &[u32] {
        let at = node as usize;
        &self.relations[self.offsets[at] as usize..self.offsets[at + 1] as usize]
    }
}

impl Facts {
    /// Read a revision, and of the properties those of these names.
    pub(super) fn read(db: &Connection, revision: u32, names: Vec<&str>, watch: &dyn Watch) -> Outcome<Self> {
        let mut reading = Reading { names, ..Reading::default() };
        records::tell(db, revision, &mut reading, watch)?;
        Ok(reading.close())
    }

    /// The node of the text of a key. O(log nodes).
    pub(super) fn find(&self, key: &str) -> Option<u32> {
        self.nodes.binary_search_by(|n| (*n.key).cmp(key)).ok().and_then(|at| u32::try_from(at).ok())
    }

    pub(super) fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    pub(super) fn kind(&self, relation: &Relation) -> &str {
        &self.sorts[relation.sort as usize].0
    }

    pub(super) fn level(&self, relation: &Relation) -> Option<&str> {
        self.sorts[relation.sort as usize].1.as_deref()
    }

    /// Relations that leave a node.
    pub(super) fn leaving(&self, node: u32) -> impl Iterator<Item = &Relation> {
        self.leaving.of(node).iter().map(|&r| &self.relations[r as usize])
    }

    /// Relations that come to a node.
    pub(super) fn coming(&self, node: u32) -> impl Iterator<Item = &Relation> {
        self.coming.of(node).iter().map(|&r| &self.relations[r as usize])
    }

    /// All nodes with their numbers, in the order of the keys.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u32, &Node)> {
        (0..).zip(&self.nodes)
    }
}

/// Facts as they are told.
#[derive(Default)]
struct Reading<'n> {
    names: Vec<&'n str>,
    sources: HashMap<u32, Box<str>>,
    /// Number of the teller -> number here.
    numbers: HashMap<u32, u32>,
    sorts: BTreeMap<Sort, u32>,
    facts: Facts,
}

impl Reading<'_> {
    /// The values that a shared database would show under the names asked for.
    fn values(&self, name: Option<&str>, said: &[NodeSaid]) -> Vec<Value> {
        let value = |wanted: &&str| {
            if let ("name", Some(name)) = (*wanted, name) {
                return Some(Value::from(name));
            }
            let of = |said: &NodeSaid| {
                let raw = properties::parse(&said.properties)?.get(*wanted)?.get();
                serde_json::from_str(raw).ok().filter(|value| native(value).is_some())
            };
            let shown = is_name(wanted) && !wanted.starts_with(PREFIX);
            said.iter().find_map(of).filter(|_| shown)
        };
        self.names.iter().filter_map(value).collect()
    }

    /// Number the nodes in the order of their keys.
    fn close(self) -> Facts {
        let mut facts = self.facts;
        let mut order: Vec<u32> = (0..).zip(&facts.nodes).map(|(n, _)| n).collect();
        order.sort_by(|&a, &b| facts.nodes[a as usize].key.cmp(&facts.nodes[b as usize].key));
        let mut rank = vec![0; order.len()];
        for (new, &old) in (0..).zip(&order) {
            rank[old as usize] = new;
        }
        let mut nodes: Vec<(u32, Node)> = rank.iter().copied().zip(std::mem::take(&mut facts.nodes)).collect();
        nodes.sort_by_key(|(rank, _)| *rank);
        facts.nodes = nodes.into_iter().map(|(_, node)| node).collect();
        for relation in &mut facts.relations {
            (relation.from, relation.to) = (rank[relation.from as usize], rank[relation.to as usize]);
        }
        let mut sorts: Vec<(u32, Sort)> = self.sorts.into_iter().map(|(sort, number)| (number, sort)).collect();
        sorts.sort_by_key(|(number, _)| *number);
        facts.sorts = sorts.into_iter().map(|(_, sort)| sort).collect();
        facts.leaving = Rows::new(facts.nodes.len(), &facts.relations, |r| r.from);
        facts.coming = Rows::new(facts.nodes.len(), &facts.relations, |r| r.to);
        facts
    }
}

impl RecordSink for Reading<'_> {
    fn source(&mut self, number: u32, name: &str, _: &str) -> Result<(), StoreError> {
        self.sources.insert(number, name.into());
        Ok(())
    }

    fn list(&mut self, _: u32, _: &str, _: Section) -> Result<(), StoreError> {
        Ok(())
    }

    fn node(&mut self, node: NodeFacts) -> Result<(), StoreError> {
        let number = u32::try_from(self.facts.nodes.len()).map_err(|_| StoreError::TooLarge { what: "nodes" })?;
        self.numbers.insert(node.number, number);
        let name = node.said.iter().map(|s| &s.name).find(|n| !n.is_empty()).cloned();
        let placeholder = node.said.is_empty();
        let kinds = if placeholder {
            wanted::asked_kind(&node.namespace).into_iter().map(Into::into).collect()
        } else {
            unite(&node.said.iter().map(|s| s.kinds.clone()).collect::<Vec<_>>())
        };
        self.facts.nodes.push(Node {
            key: write_key(&node.namespace, &node.id).into(),
            id: node.id,
            values: self.values(name.as_deref(), &node.said),
            name,
            kinds,
            hints: hints::unite(node.said.iter().map(|s| s.hints)),
            placeholder,
            source: self.sources.get(&node.source).cloned().unwrap_or_default(),
        });
        Ok(())
    }

    fn relation(&mut self, relation: RelationFacts) -> Result<(), StoreError> {
        let end = |number: u32| self.numbers.get(&number).copied();
        let (Some(from), Some(to)) = (end(relation.from), end(relation.to)) else {
            let what = "an end of a relation is missing".into();
            return Err(StoreError::Damaged { path: "the workspace".into(), what });
        };
        let traversable = relation.said.iter().find_map(|s| s.traversable);
        let next = u32::try_from(self.sorts.len()).map_err(|_| StoreError::TooLarge { what: "kinds of relations" })?;
        let sort = *self.sorts.entry((relation.kind, relation.level, traversable)).or_insert(next);
        let evidence = relation.said.iter().map(|s| s.spots.len()).sum::<usize>();
        let evidence = u32::try_from(evidence).unwrap_or(u32::MAX);
        self.facts.relations.push(Relation { from, to, sort, evidence });
        Ok(())
    }
}
