//! Reads a foreign database as facts: nodes, then relations, told to a sink as an importer does.
//!
//! Every question runs in a transaction that the server holds to reading. The content is taken from
//! several of them, so what the first counted must still be there in the last.

use std::collections::{BTreeMap, HashMap};

use atlas_model::{End, FactSink, Hints, NodeFact, Place, RelationClass, RelationFact, RelationRule, Section, Walk};
use neo4rs::{BoltMap, BoltType, Query};

use super::map::{EnabledRule, SchemaMap, TierRule};
use super::survey::{Known, Survey, changed};
use super::values::{holds, object, word};
use crate::neo4j::link::Link;
use crate::neo4j::rows::unreadable;
use crate::neo4j::said::damaged;
use crate::{StoreError, Watch};

/// First letters of properties that [`crate::neo4j::write_back`] puts there: findings of ours, no facts.
pub(in crate::neo4j) const WRITTEN_BACK: &str = "atlas_wb_";
/// The property under which the date of the last use is found, whatever the tool calls it.
const LAST_USED: &str = "lastUsed";

/// What was left out of relations, and what the map does not list.
#[derive(Debug, Default)]
pub(super) struct Passed {
    /// Type -> relations that were left out for it.
    pub(super) left_out: BTreeMap<Box<str>, u32>,
    /// Relations of nodes that are left out.
    pub(super) loose: u32,
    /// Type that the map does not list -> relations.
    pub(super) unlisted: BTreeMap<Box<str>, u32>,
}

/// Names files of evidence by what stands in them, and gives their numbers.
pub(super) struct Files<'a> {
    sink: &'a mut dyn FactSink,
    origin: &'a str,
    numbers: HashMap<Box<str>, u32>,
}

impl<'a> Files<'a> {
    pub(super) fn new(sink: &'a mut dyn FactSink, origin: &'a str) -> Self {
        Self { sink, origin, numbers: HashMap::new() }
    }

    fn place(&mut self, what: &str, section: Section, number: i64) -> Place {
        let file = match self.numbers.get(what) {
            Some(&file) => file,
            None => {
                let file = self.sink.file(&format!("{}: {what}", self.origin));
                self.numbers.insert(what.into(), file);
                file
            }
        };
        Place { file, section, record: u32::try_from(number).unwrap_or(u32::MAX), line: 0 }
    }
}

fn keeps(stamps: &[Box<str>], key: &str) -> bool {
    !key.starts_with(WRITTEN_BACK) && !stamps.iter().any(|s| **s == *key)
}

fn property<'p>(properties: &'p BoltMap, name: &str) -> Option<&'p BoltType> {
    properties.value.get(name).filter(|v| !matches!(v, BoltType::Null(_)))
}

fn hints(map: &SchemaMap, node: Known<'_>, properties: &BoltMap) -> Hints {
    let says_tier0 = |rule: &TierRule| match rule {
        TierRule::Label(_) => false,
        TierRule::Holds { property: name, word } => property(properties, name).is_some_and(|v| holds(v, word)),
    };
    let tier0 = node.labelled.tier0 || map.nodes.tier0.iter().any(says_tier0);
    let enabled = |rule: &EnabledRule| {
        let fits = rule.labels.is_empty() || rule.labels.iter().any(|l| node.labelled.labels.contains(l));
        let value = property(properties, &rule.property).filter(|_| fits).and_then(word)?.to_lowercase();
        let is = |words: &[Box<str>]| words.iter().any(|w| **w == *value);
        if is(&rule.disabled_when) { Some(false) } else { is(&rule.enabled_when).then_some(true) }
    };
    Hints { tier: tier0.then_some(0), enabled: map.nodes.enabled.iter().find_map(enabled), ..Hints::default() }
}

/// Tell all nodes.
pub(super) fn nodes(
    link: &Link,
    map: &SchemaMap,
    survey: &Survey,
    files: &mut Files<'_>,
    watch: &dyn Watch,
) -> Result<(), StoreError> {
    let (mut seen, mut told) = (0_u64, 0_usize);
    let query = "MATCH (n) RETURN id(n) AS node, properties(n) AS properties";
    link.read(Query::new(query.into()), watch, |row| {
        seen += 1;
        if seen.is_multiple_of(4096) {
            watch.progress("nodes", (seen as f64 / survey.seen.max(1) as f64).min(1.0) as f32);
        }
        let number: i64 = row.get("node").map_err(|e| unreadable(&e))?;
        let Some(node) = survey.known(number) else { return Ok(()) };
        told += 1;
        let BoltType::Map(properties) = row.get("properties").map_err(|e| unreadable(&e))? else {
            return Err(damaged("properties are no map"));
        };
        let text = |name: &str| match property(&properties, name) {
            Some(BoltType::String(text)) if !text.value.is_empty() => Some(text.value.as_str()),
            _ => None,
        };
        let used = map.nodes.used.iter().find_map(|name| property(&properties, name)).map(|v| (LAST_USED, v));
        let kinds: Vec<&str> = node.labelled.kinds.iter().map(|k| &**k).collect();
        let place = files.place(node.labelled.word(), Section::Nodes, number);
        files.sink.node(&NodeFact {
            id: node.id,
            name: map.nodes.names.iter().find_map(|name| text(name)),
            kinds: &kinds,
            hints: hints(map, node, &properties),
            properties: &object(&properties, |key| keeps(&map.nodes.stamps, key), used),
            place,
        });
        if files.sink.cancelled() { Err(StoreError::Cancelled) } else { Ok(()) }
    })?;
    if (seen, told) == (survey.seen, survey.len()) { Ok(()) } else { Err(changed()) }
}

/// A relation as the database holds it.
struct Found<'a> {
    number: i64,
    kind: &'a str,
    properties: &'a BoltMap,
}

/// What a relation of the database is in our words.
pub(in crate::neo4j) struct Meaning<'m> {
    pub(in crate::neo4j) kind: &'m str,
    pub(in crate::neo4j) level: Option<Box<str>>,
    /// It is written from what is gained to the holder.
    pub(in crate::neo4j) reverse: bool,
    walk: Option<bool>,
    /// The map lists its type.
    listed: bool,
}

/// Read a type between two nodes; a type that the map does not list is its own kind.
pub(in crate::neo4j) fn meaning<'m>(
    map: &'m SchemaMap,
    type_name: &'m str,
    ends: [Known<'_>; 2],
    properties: &BoltMap,
) -> Meaning<'m> {
    let Some(rule) = map.rule(type_name, ends[0].labelled, ends[1].labelled) else {
        let walk = map.relations.unlisted_is_structure.then_some(false);
        return Meaning { kind: type_name, level: None, reverse: false, walk, listed: false };
    };
    let stated = rule.level_from.as_ref().and_then(|name| property(properties, name)).and_then(word);
    let level = stated.map(Into::into).or_else(|| rule.level.clone());
    Meaning { kind: &rule.kind, level, reverse: rule.reverse, walk: rule.walk, listed: true }
}

/// Tell all relations.
pub(super) fn relations(
    link: &Link,
    map: &SchemaMap,
    survey: &Survey,
    files: &mut Files<'_>,
    watch: &dyn Watch,
) -> Result<Passed, StoreError> {
    let mut passed = Passed::default();
    let mut sources = 0_u64;
    // One row for each node that relations leave: a row costs more than what it carries.
    let query = "MATCH (a) WHERE (a)-->() RETURN id(a) AS node,
      [(a)-[r]->(b) | [id(b), type(r), id(r), properties(r)]] AS edges";
    link.read(Query::new(query.into()), watch, |row| {
        sources += 1;
        if sources.is_multiple_of(1024) {
            watch.progress("relations", (sources as f64 / survey.seen.max(1) as f64).min(1.0) as f32);
        }
        let from: i64 = row.get("node").map_err(|e| unreadable(&e))?;
        let BoltType::List(edges) = row.get("edges").map_err(|e| unreadable(&e))? else {
            return Err(damaged("relations are no list"));
        };
        for edge in &edges.value {
            let BoltType::List(columns) = edge else { return Err(damaged("a relation is no list")) };
            let [BoltType::Integer(to), BoltType::String(kind), BoltType::Integer(number), BoltType::Map(properties)] =
                &columns.value[..]
            else {
                return Err(damaged("a relation does not read"));
            };
            let found = Found { number: number.value, kind: &kind.value, properties };
            match (survey.known(from), survey.known(to.value)) {
                (Some(from), Some(to)) => relation(map, &found, from, to, files, &mut passed),
                _ => passed.loose += 1,
            }
        }
        if files.sink.cancelled() { Err(StoreError::Cancelled) } else { Ok(()) }
    })?;
    Ok(passed)
}

fn relation(
    map: &SchemaMap,
    found: &Found<'_>,
    from: Known<'_>,
    to: Known<'_>,
    files: &mut Files<'_>,
    passed: &mut Passed,
) {
    if map.relations.left_out.hold(found.kind) {
        *passed.left_out.entry(found.kind.into()).or_default() += 1;
        return;
    }
    let meaning = meaning(map, found.kind, [from, to], found.properties);
    if !meaning.listed {
        *passed.unlisted.entry(found.kind.into()).or_default() += 1;
    }
    let (start, end) = if meaning.reverse { (to.id, from.id) } else { (from.id, to.id) };
    let place = files.place(found.kind, Section::Edges, found.number);
    files.sink.relation(&RelationFact {
        from: End::Id(start),
        to: End::Id(end),
        kind: meaning.kind,
        level: meaning.level.as_deref(),
        traversable: meaning.walk,
        properties: &object(found.properties, |key| keeps(&map.relations.stamps, key), None),
        place,
    });
}

/// Types that the map does not list, where it says that such are structure.
pub(super) fn structure(map: &SchemaMap, passed: &Passed) -> Vec<RelationRule> {
    let rule = |kind: &str| RelationRule {
        kind: kind.into(),
        class: Some(RelationClass::Containment),
        walk: Some(Walk::No),
        ..RelationRule::default()
    };
    if map.relations.unlisted_is_structure {
        passed.unlisted.keys().map(|kind| rule(kind)).collect()
    } else {
        Vec::new()
    }
}
