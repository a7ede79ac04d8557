//! Single nodes and relations with everything that their sources say, read from the form in which the
//! database keeps it. What people ask stands in the catalogue, see [`super::question`].

use std::collections::BTreeMap;

use atlas_model::NodeKey;
use neo4rs::{Query, Row};

use super::link::Link;
use super::rows::{names, unreadable};
use super::said::{Names, damaged};
use super::state::State;
use crate::catalogue::{key_of, key_text};
use crate::merged;
use crate::records::{NodeSaid, RelationSaid, Spot};
use crate::{Evidence, NodeHit, NodeRecord, NodeStatement, RelationKey, RelationRecord, Search, StoreError};

const NODE: &str = "MATCH (n:AtlasNode {atlas_key: $key}) RETURN n.atlas_said AS said, n.atlas_evidence AS evidence";

const RELATIONS: &str = "MATCH (n:AtlasNode {atlas_key: $key}) CALL (n) {
    MATCH (n)-[r]->(m:AtlasNode) RETURN n AS a, r, m AS b
    UNION ALL
    MATCH (n)<-[r]-(m:AtlasNode) WHERE m <> n RETURN m AS a, r, n AS b
  } WITH a, r, b WHERE r.atlas_stamp IS NOT NULL
  RETURN a.atlas_key AS from, b.atlas_key AS to, coalesce(r.atlas_kind, type(r)) AS kind, r.atlas_level AS level,
    r.atlas_traversable AS traversable, r.atlas_said AS said, r.atlas_evidence AS evidence";

const RELATION: &str = "MATCH (a:AtlasNode {atlas_key: $from})-[r]->(b:AtlasNode {atlas_key: $to})
  WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) = $kind
    AND (r.atlas_level = $level OR (r.atlas_level IS NULL AND $level IS NULL))
  RETURN a.atlas_key AS from, b.atlas_key AS to, coalesce(r.atlas_kind, type(r)) AS kind, r.atlas_level AS level,
    r.atlas_traversable AS traversable, r.atlas_said AS said, r.atlas_evidence AS evidence";

/// The server looks case-folded, which finds at least what [`search`] then ranks by our own rules.
const SEARCH: &str = "MATCH (n:AtlasNode) WHERE n.atlas_stamp IS NOT NULL
    AND (size($kinds) = 0 OR any(k IN n.atlas_kinds WHERE k IN $kinds))
    AND ($text = '' OR toLower(n.atlas_id) CONTAINS $text OR toLower(n.atlas_name) CONTAINS $text
      OR size(n.atlas_said) > 1)
  RETURN n.atlas_key AS key, n.atlas_name AS name, n.atlas_kinds AS kinds, n.atlas_placeholder AS placeholder,
    CASE WHEN size(n.atlas_said) > 1 THEN n.atlas_said ELSE [] END AS said";

fn read_key_of(text: &str) -> Result<NodeKey, StoreError> {
    key_of(text).ok_or_else(|| damaged(format!("the key {text:?} does not read")))
}

fn column<'r, T: serde::Deserialize<'r>>(row: &'r Row, name: &str) -> Result<T, StoreError> {
    row.get(name).map_err(|e| unreadable(&e))
}

fn evidence(names: &Names, source: &str, spots: &[Spot]) -> Result<Vec<Evidence>, StoreError> {
    let each = |spot: &Spot| {
        let (_, file, section) = names.list(spot.list)?;
        let (record, line) = (spot.record, spot.line);
        Ok(Evidence { source: source.into(), file: file.clone(), section: *section, record, line })
    };
    spots.iter().map(each).collect()
}

/// The name of a source by its number.
fn source_name(state: &State, number: u32) -> Box<str> {
    let at = (number as usize).checked_sub(1);
    at.and_then(|at| state.sources.get(at)).map(|s| s.name.clone()).unwrap_or_default()
}

/// One node with everything its sources say.
pub(super) fn node(link: &Link, state: &State, key: &NodeKey) -> Result<Option<NodeRecord>, StoreError> {
    let rows = link.rows(Query::new(NODE.into()).param("key", key_text(key)))?;
    let Some(row) = rows.first() else { return Ok(None) };
    let names = names(link, state)?;
    let said = names.read_node(&column::<Vec<String>>(row, "said")?, &column::<Vec<i64>>(row, "evidence")?)?;
    let statement = |said: NodeSaid| {
        let source = source_name(state, said.source);
        Ok(NodeStatement {
            evidence: evidence(&names, &source, &said.spots)?,
            source,
            name: said.name,
            kinds: said.kinds,
            hints: said.hints,
            properties: said.properties,
            stated: said.stated,
            since: said.since,
        })
    };
    let statements = said.into_iter().map(statement).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(Some(merged::node(key, statements)))
}

/// Relations from and to a node.
pub(super) fn relations_of(link: &Link, state: &State, key: &NodeKey) -> Result<Vec<RelationRecord>, StoreError> {
    relations(link, state, Query::new(RELATIONS.into()).param("key", key_text(key)))
}

/// One relation.
pub(super) fn relation(link: &Link, state: &State, key: &RelationKey) -> Result<Option<RelationRecord>, StoreError> {
    let query = Query::new(RELATION.into())
        .param("from", key_text(&key.from))
        .param("to", key_text(&key.to))
        .param("kind", &*key.kind)
        .param("level", key.level.as_deref());
    Ok(relations(link, state, query)?.into_iter().next())
}

fn relations(link: &Link, state: &State, query: Query) -> Result<Vec<RelationRecord>, StoreError> {
    let rows = link.rows(query)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(link, state)?;
    let mut records: BTreeMap<RelationKey, RelationRecord> = BTreeMap::new();
    for row in &rows {
        let key = RelationKey {
            from: read_key_of(column(row, "from")?)?,
            kind: column::<String>(row, "kind")?.into(),
            level: column::<Option<String>>(row, "level")?.map(Into::into),
            to: read_key_of(column(row, "to")?)?,
        };
        let texts = column::<Option<Vec<String>>>(row, "said")?;
        let evidence = column::<Vec<i64>>(row, "evidence")?;
        let said = names.read_relation(texts.as_deref(), column(row, "traversable")?, &evidence)?;
        if let Some(record) = merge(&names, state, &key, said)? {
            records.insert(key, record);
        }
    }
    Ok(records.into_values().collect())
}

/// Statements as one record, as the embedded store merges them.
fn merge(
    names: &Names,
    state: &State,
    key: &RelationKey,
    said: Vec<RelationSaid>,
) -> Result<Option<RelationRecord>, StoreError> {
    let mut parts = Vec::new();
    for said in said {
        let source = source_name(state, said.source);
        let record = RelationRecord {
            key: key.clone(),
            evidence: evidence(names, &source, &said.spots)?,
            stated: said.stated,
            traversable: said.traversable,
            properties: said.properties,
        };
        parts.push((said.source, record));
    }
    Ok(merged::relation(parts))
}

/// Nodes whose id or name contains a text.
pub(super) fn search(link: &Link, search: &Search) -> Result<Vec<NodeHit>, StoreError> {
    let text = search.text.to_lowercase();
    let kinds: Vec<String> = search.kinds.iter().map(|k| k.to_string()).collect();
    let query = Query::new(SEARCH.into()).param("text", text.as_str()).param("kinds", kinds);
    let fits = |words: &str| match words.to_lowercase() {
        w if w == text => Some(0),
        w if w.starts_with(&text) => Some(1),
        w if w.contains(&text) => Some(2),
        _ => None,
    };
    let mut hits = Vec::new();
    for row in link.rows(query)? {
        let key = read_key_of(column(&row, "key")?)?;
        let name: Box<str> = column::<Option<String>>(&row, "name")?.unwrap_or_default().into();
        let mut names = vec![name.clone()];
        for text in column::<Vec<String>>(&row, "said")? {
            names.extend(Names::name_in(&text));
        }
        let by_name = names.iter().filter(|n| !n.is_empty()).filter_map(|n| fits(n)).min();
        let Some(rank) = [fits(&key.id), by_name].into_iter().flatten().min() else { continue };
        let kinds = column::<Vec<String>>(&row, "kinds")?.into_iter().map(Into::into).collect();
        let placeholder = column::<Option<bool>>(&row, "placeholder")?.unwrap_or(false);
        hits.push((rank, NodeHit { key, name, kinds, placeholder }));
    }
    hits.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    Ok(hits.into_iter().take(search.limit).map(|(_, hit)| hit).collect())
}
