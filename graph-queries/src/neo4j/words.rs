//! [`Words`]: records of a store as rows for the database, with the numbers and names that they use.

use std::collections::{BTreeSet, HashMap};

use atlas_model::Section;
use neo4rs::{BoltList, BoltMap, BoltType};

use super::link::bolt;
use super::native::PropertyNames;
use super::said::{self, ListName, damaged};
use super::schema::{UNNAMED, fits_index, is_label, is_name, write_key};
use crate::StoreError;
use crate::embedded::digest::Digest;
use crate::embedded::merge_nodes::unite;
use crate::embedded::{hints, properties, wanted};
use crate::records::{NodeFacts, RelationFacts, Spot};

/// Most types of relations that [`Words::worded`] lists.
const MOST_WORDED: usize = 1_000;

/// Sources and files by the numbers of the telling store, and lists by those of the database.
#[derive(Default)]
pub(super) struct Words {
    sources: HashMap<u32, Box<str>>,
    files: HashMap<u32, (Box<str>, Section)>,
    /// Source and file of the telling store -> number in the database, digest.
    known: HashMap<(u32, u32), (u32, Digest)>,
    lists: HashMap<ListName, u32>,
    next_list: u32,
    new_lists: Vec<(u32, ListName)>,
    names: PropertyNames,
    worded: BTreeSet<Box<str>>,
}

impl Words {
    /// With the lists that stand in the database; numbers once given stay.
    pub(super) fn new(standing: Vec<(u32, ListName)>) -> Self {
        let next_list = standing.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
        let lists = standing.into_iter().map(|(number, list)| (list, number)).collect();
        Self { next_list, lists, ..Self::default() }
    }

    pub(super) fn source(&mut self, number: u32, name: &str) {
        self.sources.insert(number, name.into());
    }

    pub(super) fn list(&mut self, number: u32, file: &str, section: Section) {
        self.files.insert(number, (file.into(), section));
    }

    /// Lists that were met and do not stand in the database yet.
    pub(super) fn take_new_lists(&mut self) -> Vec<(u32, ListName)> {
        std::mem::take(&mut self.new_lists)
    }

    /// Types of all relations stamped so far that have more to them than the type; `None` for too many.
    pub(super) fn worded(&self) -> Option<Vec<String>> {
        (self.worded.len() <= MOST_WORDED).then(|| self.worded.iter().map(|t| t.to_string()).collect())
    }

    /// Note the type of a relation that has more to it.
    fn note(&mut self, relation: &RelationFacts) {
        let kind = type_of(relation);
        let plain = relation.level.is_none() && relation.said.iter().all(|s| s.traversable.is_none());
        if (!plain || *kind != *relation.kind) && self.worded.len() <= MOST_WORDED && !self.worded.contains(kind) {
            self.worded.insert(kind.into());
        }
    }

    fn source_name(&self, number: u32) -> Result<&str, StoreError> {
        self.sources.get(&number).map(|s| &**s).ok_or_else(|| damaged(format!("source {number} is missing")))
    }

    /// Number and digest of a file and section of a source.
    fn list_number(&mut self, source: u32, file: u32) -> Result<(u32, Digest), StoreError> {
        if let Some(&known) = self.known.get(&(source, file)) {
            return Ok(known);
        }
        let (name, section) =
            self.files.get(&file).cloned().ok_or_else(|| damaged(format!("list {file} is missing")))?;
        let list: ListName = (self.source_name(source)?.into(), name, section);
        let digest = said::list_digest(&list.0, &list.1, section);
        let number = match self.lists.get(&list) {
            Some(&number) => number,
            None => {
                let number = self.next_list;
                self.next_list += 1;
                self.new_lists.push((number, list.clone()));
                self.lists.insert(list, number);
                number
            }
        };
        self.known.insert((source, file), (number, digest));
        Ok((number, digest))
    }

    /// A hash of all of a node, and its statements as texts.
    pub(super) fn stamp_node(&mut self, node: &NodeFacts, key: Digest) -> Result<(i64, Vec<String>), StoreError> {
        let (mut lists, mut texts) = (Vec::new(), Vec::new());
        for said in &node.said {
            self.digests(said.source, &said.spots, &mut lists)?;
            texts.push(said::write_node(said, self.source_name(said.source)?));
        }
        let spots = node.said.iter().flat_map(|s| &s.spots).zip(&lists);
        Ok((said::stamp_node(key, self.source_name(node.source)?, &texts, spots), texts))
    }

    /// A hash of all of a relation between two keys.
    pub(super) fn stamp_relation(&mut self, relation: &RelationFacts, ends: [Digest; 2]) -> Result<i64, StoreError> {
        self.note(relation);
        let mut lists = Vec::new();
        for said in &relation.said {
            self.digests(said.source, &said.spots, &mut lists)?;
        }
        let name = |source: u32| self.sources.get(&source).map_or("", |s| &**s);
        Ok(said::stamp_relation(relation, ends, name, &lists))
    }

    /// Digests of the lists that spots lie in.
    fn digests(&mut self, source: u32, spots: &[Spot], into: &mut Vec<Digest>) -> Result<(), StoreError> {
        for spot in spots {
            into.push(self.list_number(source, spot.list)?.1);
        }
        Ok(())
    }

    /// Numbers of the evidence of a fact in the database.
    fn evidence(&mut self, source: u32, spots: &[Spot], into: &mut Vec<BoltType>) -> Result<(), StoreError> {
        for spot in spots {
            let (list, _) = self.list_number(source, spot.list)?;
            into.extend([i64::from(list), i64::from(spot.record), i64::from(spot.line)].map(bolt));
        }
        Ok(())
    }

    /// Labels and properties of a node with its statements.
    pub(super) fn node(
        &mut self,
        node: &NodeFacts,
        stamp: i64,
        statements: Vec<String>,
    ) -> Result<(BoltType, BoltType), StoreError> {
        let kinds: Vec<Box<str>> = if node.said.is_empty() {
            wanted::asked_kind(&node.namespace).into_iter().map(Into::into).collect()
        } else {
            unite(&node.said.iter().map(|s| s.kinds.clone()).collect::<Vec<_>>())
        };
        let mut map = BoltMap::new();
        let mut put = |key: &str, value: BoltType| map.put(key.into(), value);
        put("atlas_key", bolt(write_key(&node.namespace, &node.id)));
        put("atlas_id", bolt(&*node.id));
        put("atlas_stamp", bolt(stamp));
        put("atlas_source", bolt(self.source_name(node.source)?));
        put("atlas_kinds", texts(kinds.iter().map(|k| &**k)));
        if !node.namespace.is_empty() {
            put("atlas_namespace", bolt(&*node.namespace));
        }
        if let Some(name) = node.said.iter().map(|s| &*s.name).find(|n| !n.is_empty()) {
            if fits_index(name) {
                put("name", bolt(name));
            }
            put("atlas_name", bolt(name));
        }
        let stated = hints::unite(node.said.iter().map(|s| s.hints));
        for (key, value) in [
            ("atlas_class", stated.class.map(|c| bolt(c.word()))),
            ("atlas_lifecycle", stated.lifecycle.map(|l| bolt(l.word()))),
            ("atlas_tier", stated.tier.map(|t| bolt(i64::from(t)))),
            ("atlas_enabled", stated.enabled.map(bolt)),
            ("atlas_placeholder", node.said.is_empty().then(|| bolt(true))),
        ] {
            if let Some(value) = value {
                put(key, value);
            }
        }
        let mut evidence = Vec::new();
        for said in &node.said {
            self.evidence(said.source, &said.spots, &mut evidence)?;
        }
        map.put("atlas_said".into(), bolt(statements));
        map.put("atlas_evidence".into(), BoltType::List(BoltList { value: evidence }));
        for said in &node.said {
            self.names.put(&mut map, &said.properties);
        }
        let mut labels: Vec<&str> = kinds.iter().map(|k| &**k).filter(|k| is_label(k)).collect();
        labels.dedup();
        Ok((texts(labels.into_iter()), BoltType::Map(map)))
    }

    /// Columns of a relation between two nodes of the database, and whether it is more than a plain one.
    pub(super) fn relation(
        &mut self,
        relation: &RelationFacts,
        [from, to]: [i64; 2],
        stamp: i64,
    ) -> Result<(bool, BoltType), StoreError> {
        let kind = type_of(relation);
        let mut evidence = Vec::new();
        for said in &relation.said {
            self.evidence(said.source, &said.spots, &mut evidence)?;
        }
        let evidence = BoltType::List(BoltList { value: evidence });
        let level = bolt(relation.level.as_deref());
        let traversable = bolt(relation.said.iter().find_map(|s| s.traversable));
        if said::is_plain(relation) && *kind == *relation.kind {
            let columns = [bolt(from), bolt(to), bolt(kind), bolt(stamp), evidence, level, traversable];
            return Ok((false, row(columns)));
        }
        let mut statements = Vec::new();
        for said in &relation.said {
            statements.push(said::write_relation(said, self.source_name(said.source)?));
        }
        let mut map = BoltMap::new();
        for (key, value) in [
            ("atlas_stamp", bolt(stamp)),
            ("atlas_evidence", evidence),
            ("atlas_level", level),
            ("atlas_traversable", traversable),
            ("atlas_said", texts(statements.iter().map(String::as_str))),
        ] {
            map.put(key.into(), value);
        }
        if *kind != *relation.kind {
            map.put("atlas_kind".into(), bolt(&*relation.kind));
        }
        if let Some(first) = relation.said.iter().find(|s| &*s.properties != properties::NONE) {
            self.names.put(&mut map, &first.properties);
        }
        Ok((true, row([bolt(from), bolt(to), bolt(kind), BoltType::Map(map)])))
    }
}

/// Its kind, where the server can hold that as a type.
fn type_of(relation: &RelationFacts) -> &str {
    if is_name(&relation.kind) { &relation.kind } else { UNNAMED }
}

/// Columns of a row; lists are half the bytes of maps.
pub(super) fn row<const N: usize>(columns: [BoltType; N]) -> BoltType {
    BoltType::List(BoltList { value: columns.into() })
}

fn texts<'t>(texts: impl Iterator<Item = &'t str>) -> BoltType {
    BoltType::List(texts.map(bolt).collect::<BoltList>())
}
