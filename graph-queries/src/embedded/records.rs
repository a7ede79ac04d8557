//! Tells everything that a revision holds, record by record.

use std::collections::HashMap;

use atlas_model::Section;
use rusqlite::{Connection, Row, params};

use super::commit::stop;
use super::dictionary::{RelationKinds, read_kinds};
use super::fault::{Fault, Outcome};
use super::freeze::HELD;
use super::rows::read_spots;
use super::{hints, properties, revisions, texts};
use crate::Watch;
use crate::records::{NodeFacts, NodeSaid, RecordSink, RelationFacts, RelationSaid, Spot};

/// Property texts held while relations are told; many share one.
const HELD_TEXTS: usize = 1 << 16;

/// Tell a revision. O(facts of all revisions).
pub(super) fn tell(db: &Connection, number: u32, sink: &mut dyn RecordSink, watch: &dyn Watch) -> Outcome<()> {
    let revision = revisions::expect(db, number)?;
    let mut statement = db.prepare(
        "SELECT id, name, namespace FROM source WHERE id IN (SELECT source FROM import WHERE revision <= ?1) ORDER BY id",
    )?;
    let mut rows = statement.query([number])?;
    while let Some(row) = rows.next()? {
        sink.source(row.get(0)?, &row.get::<_, String>(1)?, &row.get::<_, String>(2)?)?;
    }
    let mut statement = db.prepare("SELECT id, file, section FROM list ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let section = Section::from_word(&row.get::<_, String>(2)?).unwrap_or(Section::Row);
        sink.list(row.get(0)?, &row.get::<_, String>(1)?, section)?;
    }
    let of = f64::from(revision.nodes) + f64::from(revision.relations);
    let mut telling = Telling { db, number, sink, watch, texts: HashMap::new(), done: 0, of };
    let described = telling.nodes()?;
    telling.placeholders(&described)?;
    telling.relations()
}

struct Telling<'a> {
    db: &'a Connection,
    number: u32,
    sink: &'a mut dyn RecordSink,
    watch: &'a dyn Watch,
    texts: HashMap<u32, Box<str>>,
    done: u64,
    of: f64,
}

impl Telling<'_> {
    fn pace(&mut self) -> Outcome<()> {
        self.done += 1;
        if self.done.is_multiple_of(4096) {
            stop(self.watch)?;
            self.watch.progress("telling", (self.done as f64 / self.of.max(1.0)).min(1.0) as f32);
        }
        Ok(())
    }

    fn text(&mut self, id: Option<u32>) -> Outcome<Box<str>> {
        let Some(id) = id.filter(|&id| id != 0) else { return Ok(properties::NONE.into()) };
        if let Some(text) = self.texts.get(&id) {
            return Ok(text.clone());
        }
        let text = texts::body(self.db, id)?.into_boxed_str();
        if self.texts.len() < HELD_TEXTS {
            self.texts.insert(id, text.clone());
        }
        Ok(text)
    }

    /// All nodes that a source describes; a bit for each.
    fn nodes(&mut self) -> Outcome<Vec<bool>> {
        let lists: HashMap<u32, Vec<Box<str>>> = {
            let mut statement = self.db.prepare("SELECT id, kinds FROM kind_list")?;
            let rows = statement.query_map([], |r| Ok((r.get(0)?, read_kinds(&r.get::<_, String>(1)?))))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let most: u32 = self.db.query_row("SELECT coalesce(max(id), 0) FROM node", [], |r| r.get(0))?;
        let mut described = vec![false; most as usize + 1];
        let mut statement = self.db.prepare(&format!(
            "SELECT node_fact.node, namespace.name, node.key, source, node_fact.name, kinds,
               class, lifecycle, tier, enabled, text, stated, since, list, record, line, also
             FROM node_fact JOIN node ON node.id = node_fact.node JOIN namespace ON namespace.id = node.namespace
             WHERE {HELD} ORDER BY node_fact.node, source",
        ))?;
        let mut rows = statement.query(params![self.number])?;
        let mut open: Option<NodeFacts> = None;
        while let Some(row) = rows.next()? {
            let node: u32 = row.get(0)?;
            let kinds: u32 = row.get(5)?;
            let missing = || Fault::Damaged(format!("list of kinds {kinds} is missing"));
            let said = NodeSaid {
                source: row.get(3)?,
                name: row.get::<_, Option<String>>(4)?.unwrap_or_default().into(),
                kinds: lists.get(&kinds).cloned().ok_or_else(missing)?,
                hints: hints::read(row, 6)?,
                properties: texts::body(self.db, row.get::<_, Option<u32>>(10)?.unwrap_or(0))?.into(),
                stated: row.get(11)?,
                since: row.get(12)?,
                spots: spots(row, 13)?,
            };
            match &mut open {
                Some(known) if known.number == node => known.said.push(said),
                _ => {
                    if let Some(bit) = described.get_mut(node as usize) {
                        *bit = true;
                    }
                    let next = NodeFacts {
                        number: node,
                        namespace: row.get::<_, String>(1)?.into(),
                        id: row.get::<_, String>(2)?.into(),
                        source: said.source,
                        said: vec![said],
                    };
                    if let Some(done) = open.replace(next) {
                        self.sink.node(done)?;
                        self.pace()?;
                    }
                }
            }
        }
        if let Some(done) = open {
            self.sink.node(done)?;
        }
        Ok(described)
    }

    /// Nodes that relations name and nobody describes, each with the first source that names it.
    fn placeholders(&mut self, described: &[bool]) -> Outcome<()> {
        let mut first: Vec<u32> = vec![u32::MAX; described.len()];
        let mut statement =
            self.db.prepare(&format!("SELECT from_node, to_node, source FROM relation WHERE {HELD}"))?;
        let mut rows = statement.query(params![self.number])?;
        while let Some(row) = rows.next()? {
            let source: u32 = row.get(2)?;
            for at in 0..2 {
                let node: u32 = row.get(at)?;
                if let (Some(false), Some(slot)) = (described.get(node as usize), first.get_mut(node as usize)) {
                    *slot = source.min(*slot);
                }
            }
        }
        let mut statement = self.db.prepare(
            "SELECT namespace.name, key FROM node JOIN namespace ON namespace.id = node.namespace WHERE node.id = ?1",
        )?;
        for (number, source) in (0u32..).zip(first).filter(|&(_, source)| source != u32::MAX) {
            let (namespace, id) =
                statement.query_row([number], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
            self.sink.node(NodeFacts {
                number,
                namespace: namespace.into(),
                id: id.into(),
                source,
                said: Vec::new(),
            })?;
            self.pace()?;
        }
        Ok(())
    }

    fn relations(&mut self) -> Outcome<()> {
        let words = RelationKinds::load(self.db)?;
        let named: HashMap<u32, [Option<Box<str>>; 2]> = {
            let mut statement = self.db.prepare("SELECT id, from_match, to_match FROM ends")?;
            let text = |r: &Row<'_>, at| r.get::<_, Option<String>>(at).map(|t| t.map(String::into_boxed_str));
            let rows = statement.query_map([], |r| Ok((r.get(0)?, [text(r, 1)?, text(r, 2)?])))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let db = self.db;
        let mut statement = db.prepare(&format!(
            "SELECT from_node, to_node, kind, source, ends, traversable, text, stated, list, record, line, also
             FROM relation WHERE {HELD} ORDER BY from_node, to_node, kind, source, ends",
        ))?;
        let mut rows = statement.query(params![self.number])?;
        let mut open: Option<(u32, RelationFacts)> = None;
        while let Some(row) = rows.next()? {
            let (from, to, kind): (u32, u32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let ends: u32 = row.get(4)?;
            let said = RelationSaid {
                source: row.get(3)?,
                named: match ends {
                    0 => [None, None],
                    _ => named.get(&ends).cloned().ok_or_else(|| Fault::Damaged(format!("ends {ends} are missing")))?,
                },
                traversable: row.get(5)?,
                properties: self.text(row.get(6)?)?,
                stated: row.get(7)?,
                spots: spots(row, 8)?,
            };
            match &mut open {
                Some((known_kind, known)) if (known.from, known.to, *known_kind) == (from, to, kind) => {
                    known.said.push(said);
                }
                _ => {
                    let missing = || Fault::Damaged(format!("relation kind {kind} is missing"));
                    let (word, level) = words.word(kind).ok_or_else(missing)?;
                    let next = RelationFacts { from, to, kind: word.clone(), level: level.clone(), said: vec![said] };
                    if let Some((_, done)) = open.replace((kind, next)) {
                        self.sink.relation(done)?;
                        self.pace()?;
                    }
                }
            }
        }
        if let Some((_, done)) = open {
            self.sink.relation(done)?;
        }
        Ok(())
    }
}

/// From columns list, record, line, also.
fn spots(row: &Row<'_>, at: usize) -> Outcome<Vec<Spot>> {
    let mut spots = vec![Spot { list: row.get(at)?, record: row.get(at + 1)?, line: row.get(at + 2)? }];
    if let Some(also) = row.get_ref(at + 3)?.as_str_or_null().map_err(rusqlite::Error::from)? {
        spots.extend(read_spots(also).into_iter().map(|s| Spot { list: s.list, record: s.record, line: s.line }));
    }
    Ok(spots)
}
