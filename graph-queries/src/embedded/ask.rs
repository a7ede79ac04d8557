//! Questions about single nodes and relations, answered with their evidence.

use std::collections::BTreeMap;

use atlas_model::{NodeKey, Section};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::dictionary::read_kinds;
use super::fault::Outcome;
use super::freeze::HELD;
use super::merge_nodes::unite;
use super::rows::{Spot, read_spots};
use super::{hints, revisions, texts, wanted};
use crate::merged;
use crate::{Evidence, NodeHit, NodeRecord, NodeStatement, RelationKey, RelationRecord, Search};

/// Database id of a key.
pub(super) fn find(db: &Connection, key: &NodeKey) -> Outcome<Option<u32>> {
    let mut statement = db.prepare_cached(
        "SELECT node.id FROM node JOIN namespace ON namespace.id = node.namespace WHERE namespace.name = ?1 AND key = ?2",
    )?;
    Ok(statement.query_row(params![key.namespace, key.id], |r| r.get(0)).optional()?)
}

/// Key of a database id.
pub(super) fn key_of(db: &Connection, node: u32) -> Outcome<NodeKey> {
    let mut statement = db.prepare_cached(
        "SELECT namespace.name, key FROM node JOIN namespace ON namespace.id = node.namespace WHERE node.id = ?1",
    )?;
    Ok(statement.query_row([node], |r| {
        Ok(NodeKey { namespace: r.get::<_, String>(0)?.into(), id: r.get::<_, String>(1)?.into() })
    })?)
}

/// Words of evidence, asked for once each.
#[derive(Default)]
struct Words {
    sources: BTreeMap<u32, Box<str>>,
    lists: BTreeMap<u32, (Box<str>, Section)>,
}

impl Words {
    fn source(&mut self, db: &Connection, id: u32) -> Outcome<Box<str>> {
        if let Some(name) = self.sources.get(&id) {
            return Ok(name.clone());
        }
        let name: String = db.query_row("SELECT name FROM source WHERE id = ?1", [id], |r| r.get(0))?;
        Ok(self.sources.entry(id).or_insert(name.into()).clone())
    }

    fn list(&mut self, db: &Connection, id: u32) -> Outcome<(Box<str>, Section)> {
        if let Some(word) = self.lists.get(&id) {
            return Ok(word.clone());
        }
        let (file, section): (String, String) =
            db.query_row("SELECT file, section FROM list WHERE id = ?1", [id], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let word = (file.into(), Section::from_word(&section).unwrap_or(Section::Row));
        Ok(self.lists.entry(id).or_insert(word).clone())
    }

    /// Evidence from columns list, record, line, also.
    fn evidence(&mut self, db: &Connection, source: &str, row: &Row<'_>, at: usize) -> Outcome<Vec<Evidence>> {
        let mut spots = vec![Spot { list: row.get(at)?, record: row.get(at + 1)?, line: row.get(at + 2)? }];
        if let Some(also) = row.get::<_, Option<String>>(at + 3)? {
            spots.extend(read_spots(&also));
        }
        spots
            .into_iter()
            .map(|Spot { list, record, line }| {
                let (file, section) = self.list(db, list)?;
                Ok(Evidence { source: source.into(), file, section, record, line })
            })
            .collect()
    }
}

/// One node with everything its sources say.
pub(super) fn node(db: &Connection, number: u32, key: &NodeKey) -> Outcome<Option<NodeRecord>> {
    revisions::expect(db, number)?;
    let Some(id) = find(db, key)? else { return Ok(None) };
    let mut statement = db.prepare_cached(&format!(
        "SELECT source, name, class, lifecycle, tier, enabled, text, list, record, line, also, stated, since,
           (SELECT kinds FROM kind_list WHERE kind_list.id = node_fact.kinds)
         FROM node_fact WHERE {HELD} AND node = ?2 ORDER BY source",
    ))?;
    let mut rows = statement.query(params![number, id])?;
    let (mut words, mut statements) = (Words::default(), Vec::new());
    while let Some(row) = rows.next()? {
        let source = words.source(db, row.get(0)?)?;
        statements.push(NodeStatement {
            evidence: words.evidence(db, &source, row, 7)?,
            source,
            name: row.get::<_, Option<String>>(1)?.unwrap_or_default().into(),
            kinds: read_kinds(&row.get::<_, String>(13)?),
            hints: hints::read(row, 2)?,
            properties: texts::body(db, row.get::<_, Option<u32>>(6)?.unwrap_or(0))?.into(),
            stated: row.get(11)?,
            since: row.get(12)?,
        });
    }
    if statements.is_empty() && !is_end(db, number, id)? {
        return Ok(None);
    }
    Ok(Some(merged::node(key, statements)))
}

/// Whether a node is the end of a relation of a revision.
fn is_end(db: &Connection, number: u32, node: u32) -> Outcome<bool> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT EXISTS(SELECT 1 FROM relation WHERE {HELD} AND from_node = ?2)
             OR EXISTS(SELECT 1 FROM relation WHERE {HELD} AND to_node = ?2)",
    ))?;
    Ok(statement.query_row(params![number, node], |r| r.get(0))?)
}

const RELATION: &str = "SELECT from_node, to_node, relation_kind.kind, relation_kind.level, source,
  list, record, line, also, stated, traversable, text
  FROM relation JOIN relation_kind ON relation_kind.id = relation.kind";

/// Relations from and to a node.
pub(super) fn relations_of(db: &Connection, number: u32, key: &NodeKey) -> Outcome<Vec<RelationRecord>> {
    revisions::expect(db, number)?;
    let Some(node) = find(db, key)? else { return Ok(Vec::new()) };
    let mut statement = db.prepare_cached(&format!(
        "{RELATION} WHERE {HELD} AND from_node = ?2
         UNION ALL {RELATION} WHERE {HELD} AND to_node = ?2 AND from_node <> ?2"
    ))?;
    let mut rows = statement.query(params![number, node])?;
    let mut merging = Merging::default();
    while let Some(row) = rows.next()? {
        merging.add(db, row)?;
    }
    Ok(merging.close())
}

/// One relation.
pub(super) fn relation(db: &Connection, number: u32, key: &RelationKey) -> Outcome<Option<RelationRecord>> {
    revisions::expect(db, number)?;
    let (Some(from), Some(to)) = (find(db, &key.from)?, find(db, &key.to)?) else { return Ok(None) };
    let mut statement = db.prepare_cached(&format!(
        "{RELATION} WHERE {HELD} AND from_node = ?2 AND to_node = ?3
           AND relation_kind.kind = ?4 AND relation_kind.level IS ?5"
    ))?;
    let mut rows = statement.query(params![number, from, to, key.kind, key.level])?;
    let mut merging = Merging::default();
    while let Some(row) = rows.next()? {
        merging.add(db, row)?;
    }
    Ok(merging.close().into_iter().next())
}

/// Rows of several sources about the same relations.
#[derive(Default)]
struct Merging {
    words: Words,
    keys: BTreeMap<u32, NodeKey>,
    /// By key; the source that decides traversability and properties stands first.
    relations: BTreeMap<RelationKey, Vec<(u32, RelationRecord)>>,
}

impl Merging {
    fn key(&mut self, db: &Connection, node: u32) -> Outcome<NodeKey> {
        if let Some(key) = self.keys.get(&node) {
            return Ok(key.clone());
        }
        let key = key_of(db, node)?;
        self.keys.insert(node, key.clone());
        Ok(key)
    }

    fn add(&mut self, db: &Connection, row: &Row<'_>) -> Outcome<()> {
        let key = RelationKey {
            from: self.key(db, row.get(0)?)?,
            kind: row.get::<_, String>(2)?.into(),
            level: row.get::<_, Option<String>>(3)?.map(Into::into),
            to: self.key(db, row.get(1)?)?,
        };
        let source: u32 = row.get(4)?;
        let source_name = self.words.source(db, source)?;
        let record = RelationRecord {
            key: key.clone(),
            evidence: self.words.evidence(db, &source_name, row, 5)?,
            stated: row.get(9)?,
            traversable: row.get(10)?,
            properties: texts::body(db, row.get::<_, Option<u32>>(11)?.unwrap_or(0))?.into(),
        };
        self.relations.entry(key).or_default().push((source, record));
        Ok(())
    }

    fn close(self) -> Vec<RelationRecord> {
        self.relations.into_values().filter_map(merged::relation).collect()
    }
}

/// Nodes whose id or name contains a text.
pub(super) fn search(db: &Connection, number: u32, search: &Search) -> Outcome<Vec<NodeHit>> {
    revisions::expect(db, number)?;
    let text = search.text.to_lowercase();
    let fits = |words: &str| match words.to_lowercase() {
        w if w == text => Some(0),
        w if w.starts_with(&text) => Some(1),
        w if w.contains(&text) => Some(2),
        _ => None,
    };
    let mut statement = db.prepare(&format!(
        "SELECT node.id, namespace.name, node.key, fact.name, fact.kinds
         FROM node JOIN namespace ON namespace.id = node.namespace
         LEFT JOIN (SELECT node, source, name, kind_list.kinds FROM node_fact
                    JOIN kind_list ON kind_list.id = node_fact.kinds WHERE {HELD}) AS fact ON fact.node = node.id
         ORDER BY node.id, fact.source",
    ))?;
    let mut rows = statement.query([number])?;
    let mut found: BTreeMap<u32, (usize, NodeHit)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let key = NodeKey { namespace: row.get::<_, String>(1)?.into(), id: row.get::<_, String>(2)?.into() };
        let name: Box<str> = row.get::<_, Option<String>>(3)?.unwrap_or_default().into();
        let kinds: Option<String> = row.get(4)?;
        let place = [fits(&key.id), fits(&name).filter(|_| !name.is_empty())].into_iter().flatten().min();
        let node: u32 = row.get(0)?;
        if place.is_none() && !found.contains_key(&node) {
            continue;
        }
        let placeholder = kinds.is_none();
        let kinds = kinds.map_or_else(
            || wanted::asked_kind(&key.namespace).into_iter().map(Into::into).collect(),
            |text| read_kinds(&text),
        );
        let rank = place.unwrap_or(2);
        let hit = found
            .entry(node)
            .or_insert_with(|| (rank, NodeHit { key, name: "".into(), kinds: Vec::new(), placeholder }));
        hit.0 = hit.0.min(rank);
        if hit.1.name.is_empty() {
            hit.1.name = name;
        }
        hit.1.kinds = unite(&[std::mem::take(&mut hit.1.kinds), kinds]);
    }
    let wanted_kind = |hit: &NodeHit| search.kinds.is_empty() || hit.kinds.iter().any(|k| search.kinds.contains(k));
    let mut hits = Vec::new();
    for (node, (rank, hit)) in found {
        if wanted_kind(&hit) && (!hit.placeholder || is_end(db, number, node)?) {
            hits.push((rank, hit));
        }
    }
    hits.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    Ok(hits.into_iter().take(search.limit).map(|(_, hit)| hit).collect())
}
