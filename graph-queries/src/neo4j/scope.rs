//! Freezes what is in a scope. The database chooses the nodes, and of the relations sends only those
//! between them; what leaves the scope is counted there and never sent.

use std::collections::BTreeSet;

use neo4rs::Query;

use super::link::Link;
use super::rows::{EDGE_COLUMNS, Filling, NODE_COLUMNS, Pace, unreadable};
use super::schema::write_key;
use super::state::State;
use crate::embedded::properties::quote;
use crate::{Part, Scope, Scoped, StoreError, Watch};

/// Nodes that one round walks from, or one question names.
const ROUND: usize = 20_000;

/// The keys of a part that need no other node. A statement begins with its source, as `said` writes it.
const HOLDS: &str = "n.atlas_stamp IS NOT NULL
  AND (size($kinds) = 0 OR any(k IN n.atlas_kinds WHERE k IN $kinds))
  AND ($anywhere OR any(k IN n.atlas_kinds WHERE k IN $ofPlatform))
  AND (size($namespaces) = 0 OR coalesce(n.atlas_namespace, '') IN $namespaces)
  AND (size($sources) = 0 OR n.atlas_source IN $sources
       OR any(said IN n.atlas_said WHERE any(s IN $statements WHERE said STARTS WITH s)))";

const BY_ID: &str =
    "MATCH (n:AtlasNode {atlas_id: $id}) WHERE n.atlas_stamp IS NOT NULL RETURN id(n) AS id ORDER BY id";
const BY_KEY: &str = "MATCH (n:AtlasNode) WHERE n.atlas_key IN $keys AND n.atlas_stamp IS NOT NULL
  RETURN id(n) AS id ORDER BY id";
const NEXT: &str = "MATCH (a:AtlasNode)-[r]-(b:AtlasNode) WHERE id(a) IN $from AND r.atlas_stamp IS NOT NULL
  RETURN DISTINCT id(b) AS id";

/// Relations of ours at a node, either way; a loop counts twice.
const DEGREE: &str = "COUNT { (a)-[r]->() WHERE r.atlas_stamp IS NOT NULL }
  + COUNT { (a)<-[r]-() WHERE r.atlas_stamp IS NOT NULL }";

/// Fill a builder with what is in a scope. In memory O(what is within).
pub(super) fn freeze(link: &Link, state: &State, scope: &Scope, watch: &dyn Watch) -> Result<Scoped, StoreError> {
    let mut filling = Filling::with_capacity(0, 0);
    let all = state.revision.as_ref().map_or(0, |r| r.nodes);
    let mut pace = Pace { watch, phase: "nodes", done: 0, of: all };
    for part in scope.parts() {
        let mut read = |query: Query| {
            link.read(query, watch, |row| {
                filling.node(&row)?;
                pace.step(1)
            })
        };
        if part.around.is_empty() {
            let query = Query::new(format!("MATCH (n:AtlasNode) WHERE {HOLDS} RETURN {NODE_COLUMNS}"));
            read(with_keys(link, part, query)?)?;
            continue;
        }
        let near: Vec<i64> = near(link, part, watch)?.into_iter().collect();
        for ids in near.chunks(ROUND) {
            let query =
                Query::new(format!("MATCH (n:AtlasNode) WHERE id(n) IN $ids AND {HOLDS} RETURN {NODE_COLUMNS}"));
            read(with_keys(link, part, query.param("ids", ids.to_vec()))?)?;
        }
    }
    between(link, filling, watch)
}

/// Add the relations between the nodes of a builder, and count those that leave it.
pub(super) fn between(link: &Link, mut filling: Filling, watch: &dyn Watch) -> Result<Scoped, StoreError> {
    let within = filling.ids();
    let nodes = u32::try_from(within.len()).map_err(|_| StoreError::TooLarge { what: "nodes" })?;
    let mut pace = Pace { watch, phase: "relations", done: 0, of: nodes };
    let (mut relations, mut ends) = (0_u64, 0_u64);
    for from in within.chunks(ROUND) {
        let query = Query::new(format!(
            "MATCH (a:AtlasNode) WHERE id(a) IN $from
             RETURN id(a) AS id, {DEGREE} AS degree,
               [(a)-[r]->(b) WHERE r.atlas_stamp IS NOT NULL AND id(b) IN $within | {EDGE_COLUMNS}] AS edges"
        ));
        let query = query.param("from", from.to_vec()).param("within", within.clone());
        link.read(query, watch, |row| {
            let count = filling.edges(&row)?;
            relations += count;
            ends += row.get::<u64>("degree").map_err(|e| unreadable(&e))?;
            pace.step(1)
        })?;
    }
    Ok(Scoped {
        builder: filling.builder,
        nodes,
        relations: u32::try_from(relations).map_err(|_| StoreError::TooLarge { what: "relations" })?,
        // Every relation has two ends, and those within have both of them here.
        border: ends.saturating_sub(2 * relations),
    })
}

fn with_keys(link: &Link, part: &Part, query: Query) -> Result<Query, StoreError> {
    let texts = |of: &BTreeSet<Box<str>>| of.iter().map(|t| t.to_string()).collect::<Vec<_>>();
    let statements: Vec<String> = part.sources.iter().map(|s| format!("{{\"source\":{},", quote(s))).collect();
    Ok(query
        .param("kinds", texts(&part.kinds))
        .param("anywhere", part.platforms.is_empty())
        .param("ofPlatform", kinds_of_platforms(link, part)?)
        .param("namespaces", texts(&part.namespaces))
        .param("sources", texts(&part.sources))
        .param("statements", statements))
}

/// Every kind of the platforms among the labels of the database, spelled as there.
fn kinds_of_platforms(link: &Link, part: &Part) -> Result<Vec<String>, StoreError> {
    if part.platforms.is_empty() {
        return Ok(Vec::new());
    }
    let mut kinds = Vec::new();
    for row in link.rows(Query::new("CALL db.labels() YIELD label RETURN label ORDER BY label".into()))? {
        let label: String = row.get("label").map_err(|e| unreadable(&e))?;
        if atlas_model::platform_of(&label).is_some_and(|p| part.platforms.contains(p)) {
            kinds.push(label);
        }
    }
    Ok(kinds)
}

/// The middles of a part and what is at most so many steps from one of them: a round for each step.
fn near(link: &Link, part: &Part, watch: &dyn Watch) -> Result<BTreeSet<i64>, StoreError> {
    let mut met = BTreeSet::new();
    for id in &part.around {
        let found = middles(link, id)?;
        if found.is_empty() {
            return Err(StoreError::NoNode { id: id.clone() });
        }
        met.extend(found);
    }
    let mut frontier: Vec<i64> = met.iter().copied().collect();
    for _ in 0..part.steps {
        let mut next = Vec::new();
        for from in frontier.chunks(ROUND) {
            link.read(Query::new(NEXT.into()).param("from", from.to_vec()), watch, |row| {
                let node = row.get("id").map_err(|e| unreadable(&e))?;
                if met.insert(node) {
                    next.push(node);
                }
                Ok(())
            })?;
        }
        frontier = next;
    }
    Ok(met)
}

/// The nodes that an id names: in every namespace, else `namespace:id`.
pub(super) fn middles(link: &Link, id: &str) -> Result<Vec<i64>, StoreError> {
    let ids = |query: Query| -> Result<Vec<i64>, StoreError> {
        link.rows(query)?.iter().map(|row| row.get("id").map_err(|e| unreadable(&e))).collect()
    };
    let found = ids(Query::new(BY_ID.into()).param("id", id))?;
    if !found.is_empty() {
        return Ok(found);
    }
    let keys: Vec<String> = id.match_indices(':').map(|(colon, _)| write_key(&id[..colon], &id[colon + 1..])).collect();
    if keys.is_empty() {
        return Ok(found);
    }
    ids(Query::new(BY_KEY.into()).param("keys", keys))
}
