//! Brings the properties of ours up to date, in batches that each stand whole.

use std::collections::BTreeMap;

use neo4rs::{BoltList, BoltMap, BoltType, Query};

use super::PREFIX;
use super::ground::Ground;
use super::marks::{Marks, Values, change};
use crate::neo4j::link::{Link, bolt};
use crate::neo4j::rows::unreadable;
use crate::neo4j::said::damaged;
use crate::{RelationKey, StoreError, Watch};

/// Nodes or relations that one transaction writes.
pub(super) const BATCH: usize = 5_000;

/// What a write did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Nodes that carry properties of ours now.
    pub nodes: u64,
    /// Relations that do.
    pub relations: u64,
    /// Nodes and relations that were written to by this one.
    pub changed: u64,
    /// Marks whose node or relation is no longer there.
    pub missing: u64,
}

/// What stands there: number -> properties of ours.
type Standing = BTreeMap<i64, BoltMap>;

pub(super) fn write(link: &Link, ground: &Ground, marks: &Marks, watch: &dyn Watch) -> Result<Written, StoreError> {
    let found = ground.find(link, watch)?;
    let mut written = Written::default();
    let mut wanted: BTreeMap<i64, &Values> = BTreeMap::new();
    for mark in &marks.nodes {
        let numbers = found.of(&mark.key);
        written.missing += u64::from(numbers.is_empty());
        wanted.extend(numbers.iter().map(|&n| (n, &mark.values)));
    }
    written.nodes = wanted.len() as u64;
    let identity = ground.identity();
    // The identity of a node is asked for again where it is written, so that a number that stands for
    // another node by now is not mistaken.
    let query = format!(
        "MATCH (n) WHERE any(k IN keys(n) WHERE k STARTS WITH $prefix) OR id(n) IN $numbers
         RETURN id(n) AS number, {identity} AS known, properties(n) AS properties"
    );
    let (standing, known) = stands(link, &query, wanted.keys().copied(), watch)?;
    let rows = rows(&standing, &wanted, &known);
    let query = format!(
        "UNWIND $rows AS row MATCH (n) WHERE id(n) = row[0] AND {identity} = row[1]
         SET n += row[2] RETURN count(n) AS n"
    );
    written.missing += send(link, &query, rows, watch, "nodes", &mut written.changed)?;

    let keys: Vec<&RelationKey> = marks.relations.iter().map(|m| &m.key).collect();
    let located = ground.relations(link, &found, &keys, watch)?;
    let mut wanted: BTreeMap<i64, &Values> = BTreeMap::new();
    for mark in &marks.relations {
        let numbers = located.get(&mark.key);
        written.missing += u64::from(numbers.is_none());
        wanted.extend(numbers.into_iter().flatten().map(|(n, _)| (*n, &mark.values)));
    }
    written.relations = wanted.len() as u64;
    let query = "MATCH ()-[r]->() WHERE any(k IN keys(r) WHERE k STARTS WITH $prefix) OR id(r) IN $numbers
      RETURN id(r) AS number, type(r) AS known, properties(r) AS properties";
    let (standing, known) = stands(link, query, wanted.keys().copied(), watch)?;
    let rows = self::rows(&standing, &wanted, &known);
    let query = "UNWIND $rows AS row MATCH ()-[r]->() WHERE id(r) = row[0] AND type(r) = row[1]
      SET r += row[2] RETURN count(r) AS n";
    written.missing += send(link, query, rows, watch, "relations", &mut written.changed)?;
    Ok(written)
}

/// What is there of ours on everything that has some or shall have some, and by what each is known.
fn stands(
    link: &Link,
    query: &str,
    numbers: impl Iterator<Item = i64>,
    watch: &dyn Watch,
) -> Result<(Standing, BTreeMap<i64, BoltType>), StoreError> {
    let (mut standing, mut known) = (Standing::new(), BTreeMap::new());
    let numbers: Vec<BoltType> = numbers.map(bolt).collect();
    let query = Query::new(query.into()).param("prefix", PREFIX).param("numbers", numbers);
    link.read(query, watch, |row| {
        let number: i64 = row.get("number").map_err(|e| unreadable(&e))?;
        known.insert(number, row.get("known").map_err(|e| unreadable(&e))?);
        let BoltType::Map(mut properties) = row.get("properties").map_err(|e| unreadable(&e))? else {
            return Err(damaged("properties are no map"));
        };
        properties.value.retain(|k, _| k.value.starts_with(PREFIX));
        standing.insert(number, properties);
        Ok(())
    })?;
    Ok((standing, known))
}

/// Rows of number, identity and what to set, in the order of the numbers.
fn rows(standing: &Standing, wanted: &BTreeMap<i64, &Values>, known: &BTreeMap<i64, BoltType>) -> Vec<BoltType> {
    let each = |(number, identity): (&i64, &BoltType)| {
        let change = change(standing.get(number), wanted.get(number).copied())?;
        let value = vec![bolt(*number), identity.clone(), BoltType::Map(change)];
        Some(BoltType::List(BoltList { value }))
    };
    known.iter().filter_map(each).collect()
}

/// Send rows in batches; how many met nothing.
pub(super) fn send(
    link: &Link,
    query: &str,
    rows: Vec<BoltType>,
    watch: &dyn Watch,
    phase: &'static str,
    changed: &mut u64,
) -> Result<u64, StoreError> {
    let (mut missing, mut done) = (0, 0);
    let all = rows.len();
    for batch in rows.chunks(BATCH) {
        if watch.cancelled() {
            return Err(StoreError::Cancelled);
        }
        let answer = link.write(Query::new(query.into()).param("rows", batch.to_vec()))?;
        let met: i64 = answer.first().and_then(|row| row.get("n").ok()).unwrap_or(0);
        let met = u64::try_from(met).unwrap_or(0);
        *changed += met;
        missing += (batch.len() as u64).saturating_sub(met);
        done += batch.len();
        watch.progress(phase, done as f32 / all.max(1) as f32);
    }
    Ok(missing)
}
