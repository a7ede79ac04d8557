//! Streams what the database holds: into a snapshot, or record by record.
//!
//! Relations come as one row for each node that they leave, which is three times as fast as a row
//! for each of them: a row costs the driver and the server more than what it carries.

use std::collections::HashMap;

use atlas_graph::{NodeRow, SnapshotBuilder};
use atlas_model::{Hints, Lifecycle, NodeClass, Section};
use neo4rs::{DeError, Query};

use super::link::Link;
use super::said::{ListName, Names, damaged};
use super::schema::read_key;
use super::state::{self, State};
use crate::records::{NodeFacts, RecordSink, RelationFacts};
use crate::{StoreError, Watch};

/// Edge kinds of a snapshot are counted in 16 bits.
const MOST_EDGE_KINDS: usize = 60_000;

/// A row that does not read as it was written.
pub(super) fn unreadable(error: &DeError) -> StoreError {
    damaged(format!("a row does not read: {error}"))
}

/// Lists of evidence by number.
pub(super) fn lists(link: &Link) -> Result<Vec<(u32, ListName)>, StoreError> {
    let query =
        "MATCH (l:AtlasList) RETURN l.number AS number, l.source AS source, l.file AS file, l.section AS section
                 ORDER BY number";
    let read = |row: &neo4rs::Row| -> Result<(u32, ListName), DeError> {
        let section: String = row.get("section")?;
        let name = (
            row.get::<String>("source")?.into(),
            row.get::<String>("file")?.into(),
            Section::from_word(&section).unwrap_or(Section::Row),
        );
        Ok((row.get("number")?, name))
    };
    link.rows(Query::new(query.into()))?.iter().map(|row| read(row).map_err(|e| unreadable(&e))).collect()
}

/// Nodes and relations of ours, each looked at.
pub(super) fn count_ours(link: &Link) -> Result<(i64, i64), StoreError> {
    let query = "CALL () { MATCH (n:AtlasNode) WHERE n.atlas_stamp IS NOT NULL RETURN count(n) AS nodes }
      CALL () { MATCH (:AtlasNode)-[r]->() WHERE r.atlas_stamp IS NOT NULL RETURN count(r) AS relations }
      RETURN nodes, relations";
    let rows = link.rows(Query::new(query.into()))?;
    let row = rows.first().ok_or_else(|| damaged("nothing is counted"))?;
    Ok((row.get("nodes").unwrap_or(0), row.get("relations").unwrap_or(0)))
}

/// Names behind the numbers.
pub(super) fn names(link: &Link, state: &State) -> Result<Names, StoreError> {
    let mut names = Names::default();
    for (number, source) in (1u32..).zip(&state.sources) {
        names.sources.insert(source.name.clone(), number);
    }
    for (number, list) in lists(link)? {
        let at = number as usize;
        if names.lists.len() <= at {
            names.lists.resize(at + 1, None);
        }
        names.lists[at] = Some(list);
    }
    Ok(names)
}

/// Tells how far a stream is, every few thousand steps.
pub(super) struct Pace<'a> {
    pub(super) watch: &'a dyn Watch,
    pub(super) phase: &'static str,
    pub(super) done: u64,
    pub(super) of: u32,
}

impl Pace<'_> {
    pub(super) fn step(&mut self, by: u64) -> Result<(), StoreError> {
        let before = self.done >> 12;
        self.done += by;
        if self.done >> 12 == before {
            return Ok(());
        }
        if self.watch.cancelled() {
            return Err(StoreError::Cancelled);
        }
        self.watch.progress(self.phase, (self.done as f64 / f64::from(self.of.max(1))).min(1.0) as f32);
        Ok(())
    }
}

type NodeColumns<'r> = (
    i64,
    &'r str,
    Option<&'r str>,
    Vec<&'r str>,
    Option<&'r str>,
    Option<&'r str>,
    Option<u8>,
    Option<bool>,
    Option<bool>,
    &'r str,
);

/// Relations of ours by the node that they leave. A property costs the server more than all the rest.
const EDGES: &str = "MATCH (a:AtlasNode) WHERE (a)-->() RETURN id(a) AS id,
  [(a)-[r]->(b) WHERE r.atlas_stamp IS NOT NULL |
    [id(b), coalesce(r.atlas_kind, type(r)), r.atlas_level, r.atlas_traversable]] AS edges";

/// The same where no other relations leave nodes of ours, and properties of the types in `$worded` only.
const EDGES_ALONE: &str = "MATCH (a:AtlasNode) WHERE (a)-->() RETURN id(a) AS id,
  [(a)-[r]->(b) | CASE WHEN type(r) IN $worded
    THEN [id(b), coalesce(r.atlas_kind, type(r)), r.atlas_level, r.atlas_traversable]
    ELSE [id(b), type(r), null, null] END] AS edges";

/// The question for all relations. Whether ours are alone the server knows without looking at each.
fn edges(link: &Link, state: &State) -> Result<Query, StoreError> {
    let ours = state.revision.as_ref().map_or((0, 0), |r| (i64::from(r.nodes), i64::from(r.relations)));
    Ok(match &state.worded {
        Some(worded) if state.totals == ours && state::totals(link)? == ours => {
            Query::new(EDGES_ALONE.into()).param("worded", worded.clone())
        }
        _ => Query::new(EDGES.into()),
    })
}

type EdgeColumns<'r> = (i64, &'r str, Option<&'r str>, Option<bool>);

/// Level, stated traversability, number in the builder.
type KindNumber = (Option<Box<str>>, Option<bool>, u16);

/// Columns of a node, as [`Filling::node`] reads them.
pub(super) const NODE_COLUMNS: &str = "[id(n), n.atlas_key, n.atlas_name, n.atlas_kinds, n.atlas_class,
  n.atlas_lifecycle, n.atlas_tier, n.atlas_enabled, n.atlas_placeholder, n.atlas_source] AS x";

/// Columns of a relation to `b`, as [`Filling::edges`] reads them.
pub(super) const EDGE_COLUMNS: &str = "[id(b), coalesce(r.atlas_kind, type(r)), r.atlas_level, r.atlas_traversable]";

/// Rows as they come, into a builder.
pub(super) struct Filling {
    pub(super) builder: SnapshotBuilder,
    /// Number in the database -> number in the builder.
    numbers: hashbrown::HashMap<i64, u32>,
    kinds: HashMap<Box<str>, Vec<KindNumber>>,
    kinds_seen: usize,
}

impl Filling {
    pub(super) fn with_capacity(nodes: u32, relations: u32) -> Self {
        Self {
            builder: SnapshotBuilder::with_capacity(nodes as usize, relations as usize),
            numbers: hashbrown::HashMap::with_capacity(nodes as usize),
            kinds: HashMap::new(),
            kinds_seen: 0,
        }
    }

    /// Numbers in the database of all nodes so far.
    pub(super) fn ids(&self) -> Vec<i64> {
        let mut ids: Vec<i64> = self.numbers.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// Add a node, once.
    pub(super) fn node(&mut self, row: &neo4rs::Row) -> Result<(), StoreError> {
        let (number, key, name, kinds, class, lifecycle, tier, enabled, placeholder, source) =
            row.get::<NodeColumns<'_>>("x").map_err(|e| unreadable(&e))?;
        if self.numbers.contains_key(&number) {
            return Ok(());
        }
        let (namespace, id) = read_key(key).ok_or_else(|| damaged(format!("the key {key:?} does not read")))?;
        let at = self.builder.node(&NodeRow {
            namespace: &namespace,
            id,
            name: name.unwrap_or_default(),
            kinds: &kinds,
            hints: Hints {
                class: class.and_then(NodeClass::from_word),
                lifecycle: lifecycle.and_then(Lifecycle::from_word),
                tier,
                enabled,
            },
            placeholder: placeholder.unwrap_or(false),
            source,
        });
        self.numbers.insert(number, at);
        Ok(())
    }

    /// Add the relations of a row, from its node; how many.
    pub(super) fn edges(&mut self, row: &neo4rs::Row) -> Result<u64, StoreError> {
        let numbers = &self.numbers;
        let end = |id: i64| numbers.get(&id).copied().ok_or_else(|| damaged("an end of a relation is missing"));
        let from = end(row.get("id").map_err(|e| unreadable(&e))?)?;
        let edges = row.get::<Vec<EdgeColumns<'_>>>("edges").map_err(|e| unreadable(&e))?;
        let count = edges.len() as u64;
        for (to, kind, level, traversable) in edges {
            if !self.kinds.contains_key(kind) {
                self.kinds.insert(kind.into(), Vec::new());
            }
            let known = self.kinds.get_mut(kind).ok_or_else(|| damaged("a kind is missing"))?;
            let number = match known.iter().find(|k| k.0.as_deref() == level && k.1 == traversable) {
                Some(&(_, _, number)) => number,
                None => {
                    self.kinds_seen += 1;
                    if self.kinds_seen > MOST_EDGE_KINDS {
                        return Err(StoreError::TooLarge { what: "kinds and levels of relations" });
                    }
                    let number = self.builder.edge_kind(kind, level, traversable);
                    known.push((level.map(Into::into), traversable, number));
                    number
                }
            };
            self.builder.edge(from, end(to)?, number);
        }
        Ok(count)
    }
}

/// Fill a builder.
pub(super) fn freeze(link: &Link, state: &State, watch: &dyn Watch) -> Result<SnapshotBuilder, StoreError> {
    let (nodes, relations) = state.revision.as_ref().map_or((0, 0), |r| (r.nodes, r.relations));
    let mut filling = Filling::with_capacity(nodes, relations);
    let mut pace = Pace { watch, phase: "nodes", done: 0, of: nodes };
    let query = Query::new(format!("MATCH (n:AtlasNode) WHERE n.atlas_stamp IS NOT NULL RETURN {NODE_COLUMNS}"));
    link.read(query, watch, |row| {
        filling.node(&row)?;
        pace.step(1)
    })?;
    let mut pace = Pace { watch, phase: "relations", done: 0, of: relations };
    link.read(edges(link, state)?, watch, |row| pace.step(filling.edges(&row)?))?;
    Ok(filling.builder)
}

type SaidColumns<'r> = (i64, &'r str, &'r str, Vec<String>, Vec<i64>);
type RelationColumns<'r> = (i64, &'r str, Option<&'r str>, Option<bool>, Option<Vec<String>>, Vec<i64>);

/// Tell everything, record by record.
pub(super) fn tell(link: &Link, state: &State, sink: &mut dyn RecordSink, watch: &dyn Watch) -> Result<(), StoreError> {
    let names = names(link, state)?;
    for (number, source) in (1u32..).zip(&state.sources) {
        sink.source(number, &source.name, &source.namespace)?;
    }
    for (number, list) in (0u32..).zip(&names.lists) {
        if let Some((_, file, section)) = list {
            sink.list(number, file, *section)?;
        }
    }
    let (nodes, relations) = state.revision.as_ref().map_or((0, 0), |r| (r.nodes, r.relations));
    let mut pace = Pace { watch, phase: "telling", done: 0, of: nodes.saturating_add(relations) };
    let mut numbers: hashbrown::HashMap<i64, u32> = hashbrown::HashMap::with_capacity(nodes as usize);
    let query = "MATCH (n:AtlasNode) WHERE n.atlas_stamp IS NOT NULL
      RETURN [id(n), n.atlas_key, n.atlas_source, n.atlas_said, n.atlas_evidence] AS x";
    link.read(Query::new(query.into()), watch, |row| {
        let (node, key, source, texts, evidence) = row.get::<SaidColumns<'_>>("x").map_err(|e| unreadable(&e))?;
        let (namespace, id) = read_key(key).ok_or_else(|| damaged(format!("the key {key:?} does not read")))?;
        let number = u32::try_from(numbers.len()).map_err(|_| StoreError::TooLarge { what: "nodes" })?;
        numbers.insert(node, number);
        let source = names.sources.get(source).copied();
        sink.node(NodeFacts {
            number,
            namespace: namespace.into(),
            id: id.into(),
            source: source.ok_or_else(|| damaged("a source of a node is missing"))?,
            said: names.read_node(&texts, &evidence)?,
        })?;
        pace.step(1)
    })?;
    let query = "MATCH (a:AtlasNode) WHERE (a)-->() RETURN id(a) AS id, [(a)-[r]->(b) WHERE r.atlas_stamp IS NOT NULL |
      [id(b), coalesce(r.atlas_kind, type(r)), r.atlas_level, r.atlas_traversable, r.atlas_said, r.atlas_evidence]]
      AS edges";
    link.read(Query::new(query.into()), watch, |row| {
        let end = |id: i64| numbers.get(&id).copied().ok_or_else(|| damaged("an end of a relation is missing"));
        let from = end(row.get("id").map_err(|e| unreadable(&e))?)?;
        for (to, kind, level, traversable, texts, evidence) in
            row.get::<Vec<RelationColumns<'_>>>("edges").map_err(|e| unreadable(&e))?
        {
            sink.relation(RelationFacts {
                from,
                to: end(to)?,
                kind: kind.into(),
                level: level.map(Into::into),
                said: names.read_relation(texts.as_deref(), traversable, &evidence)?,
            })?;
            pace.step(1)?;
        }
        Ok(())
    })
}
