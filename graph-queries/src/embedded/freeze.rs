//! Fills a snapshot builder with one revision, or with the part of it that is in a scope, the facts of
//! all sources merged.

use std::collections::{BTreeMap, HashMap};

use atlas_graph::{NodeRow, SnapshotBuilder};
use atlas_model::Hints;
use rusqlite::{Connection, params};

use super::commit::stop;
use super::dictionary::{RelationKinds, read_kinds};
use super::fault::{Fault, Outcome};
use super::merge_nodes::unite;
use super::within::Within;
use super::{hints, revisions, wanted};
use crate::{Scope, Scoped, StoreError, Watch};

/// Edge kinds of a snapshot are counted in 16 bits.
const MOST_EDGE_KINDS: usize = 60_000;

/// Rows that a revision holds.
pub(super) const HELD: &str = "since <= ?1 AND (until IS NULL OR until > ?1)";

/// Node of no number yet.
const NOBODY: u32 = u32::MAX;
/// Node that is not in the scope.
const OUTSIDE: u32 = u32::MAX - 1;

/// Freeze a revision. O(facts of all revisions).
pub(super) fn freeze(db: &Connection, number: u32, watch: &dyn Watch) -> Outcome<SnapshotBuilder> {
    let revision = revisions::expect(db, number)?;
    let room = |n: u32| usize::try_from(n).unwrap_or(0);
    let builder = SnapshotBuilder::with_capacity(room(revision.nodes), room(revision.relations));
    let mut freezing = Freezing::new(db, number, watch, builder, None)?;
    let described = freezing.nodes(room(revision.nodes))?;
    let open = freezing.relations(described, room(revision.relations))?;
    freezing.placeholders(&open)?;
    Ok(freezing.builder)
}

/// Freeze what is in a scope. O(facts of all revisions), in memory O(nodes + what is within).
pub(super) fn freeze_scope(db: &Connection, number: u32, scope: &Scope, watch: &dyn Watch) -> Outcome<Scoped> {
    let revision = revisions::expect(db, number)?;
    let room = |n: u32| usize::try_from(n).unwrap_or(0);
    let within = Within::find(db, number, scope, watch)?;
    let mut freezing = Freezing::new(db, number, watch, SnapshotBuilder::default(), Some(within))?;
    let described = freezing.nodes(room(revision.nodes))?;
    let open = freezing.open_ends(room(revision.relations))?;
    let named = freezing.placeholders(&open)?;
    freezing.relations(described, room(revision.relations))?;
    Ok(Scoped {
        nodes: described + named,
        relations: freezing.edges,
        border: freezing.border,
        builder: freezing.builder,
    })
}

fn texts_by_id(db: &Connection, query: &str) -> Outcome<HashMap<u32, Box<str>>> {
    let mut statement = db.prepare(query)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get::<_, String>(1)?.into_boxed_str())))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

struct Freezing<'a> {
    db: &'a Connection,
    number: u32,
    watch: &'a dyn Watch,
    builder: SnapshotBuilder,
    sources: HashMap<u32, Box<str>>,
    namespaces: HashMap<u32, Box<str>>,
    /// Database id of a node -> its number in the builder.
    numbers: Vec<u32>,
    /// What is frozen; everything without it.
    within: Option<Within<'a>>,
    /// Relations frozen so far.
    edges: u32,
    /// Relations that leave or enter the scope.
    border: u64,
}

/// What the sources say about one node, first come first shown.
#[derive(Default)]
struct Merging {
    node: u32,
    namespace: u32,
    id: String,
    name: String,
    kinds: Vec<u32>,
    hints: Hints,
    /// In the order of precedence.
    sources: Vec<u32>,
}

impl<'a> Freezing<'a> {
    fn new(
        db: &'a Connection,
        number: u32,
        watch: &'a dyn Watch,
        builder: SnapshotBuilder,
        within: Option<Within<'a>>,
    ) -> Outcome<Self> {
        Ok(Self {
            db,
            number,
            watch,
            builder,
            sources: texts_by_id(db, "SELECT id, name FROM source")?,
            namespaces: texts_by_id(db, "SELECT id, name FROM namespace")?,
            numbers: Vec::new(),
            within,
            edges: 0,
            border: 0,
        })
    }

    fn pace(&self, phase: &'static str, done: usize, of: usize) -> Outcome<()> {
        if done.is_multiple_of(4096) {
            stop(self.watch)?;
            self.watch.progress(phase, if of == 0 { 1.0 } else { (done as f32 / of as f32).min(1.0) });
        }
        Ok(())
    }

    /// All described nodes within; how many.
    fn nodes(&mut self, expected: usize) -> Outcome<u32> {
        let lists: HashMap<u32, Vec<Box<str>>> = texts_by_id(self.db, "SELECT id, kinds FROM kind_list")?
            .into_iter()
            .map(|(id, text)| (id, read_kinds(&text)))
            .collect();
        let mut statement = self.db.prepare(&format!(
            "SELECT node_fact.node, source, node.namespace, node.key, name, kinds, class, lifecycle, tier, enabled
             FROM node_fact JOIN node ON node.id = node_fact.node WHERE {HELD} ORDER BY node_fact.node, source",
        ))?;
        let mut rows = statement.query(params![self.number])?;
        let mut merging: Option<Merging> = None;
        let (mut count, mut seen) = (0, 0);
        while let Some(row) = rows.next()? {
            let node: u32 = row.get(0)?;
            let name = || -> Outcome<String> { Ok(row.get::<_, Option<String>>(4)?.unwrap_or_default()) };
            match &mut merging {
                Some(known) if known.node == node => {
                    if known.name.is_empty() {
                        known.name = name()?;
                    }
                    known.kinds.push(row.get(5)?);
                    known.sources.push(row.get(1)?);
                    known.hints = hints::unite([known.hints, hints::read(row, 6)?].into_iter());
                }
                _ => {
                    if let Some(done) = merging.take() {
                        count += u32::from(self.add(&done, &lists)?);
                        seen += 1;
                        self.pace("nodes", seen, expected)?;
                    }
                    merging = Some(Merging {
                        node,
                        sources: vec![row.get(1)?],
                        namespace: row.get(2)?,
                        id: row.get(3)?,
                        name: name()?,
                        kinds: vec![row.get(5)?],
                        hints: hints::read(row, 6)?,
                    });
                }
            }
        }
        if let Some(done) = merging.take() {
            count += u32::from(self.add(&done, &lists)?);
        }
        Ok(count)
    }

    /// Whether it is within.
    fn add(&mut self, node: &Merging, lists: &HashMap<u32, Vec<Box<str>>>) -> Outcome<bool> {
        let missing = |id: &u32| Fault::Damaged(format!("list of kinds {id} is missing"));
        let list = |id: &u32| lists.get(id).ok_or_else(|| missing(id));
        let united;
        let kinds: Vec<&str> = if let [only] = node.kinds.as_slice() {
            list(only)?.iter().map(|k| &**k).collect()
        } else {
            united = unite(&node.kinds.iter().map(|id| list(id).cloned()).collect::<Outcome<Vec<_>>>()?);
            united.iter().map(|k| &**k).collect()
        };
        let namespace = word(&self.namespaces, node.namespace)?;
        let sources = node.sources.iter().map(|&id| word(&self.sources, id)).collect::<Outcome<Vec<_>>>()?;
        if self.within.as_ref().is_some_and(|w| !w.holds(node.node, &kinds, namespace, &sources)) {
            self.remember(node.node, OUTSIDE);
            return Ok(false);
        }
        let row = NodeRow {
            namespace,
            id: &node.id,
            name: &node.name,
            kinds: &kinds,
            hints: node.hints,
            placeholder: false,
            source: sources.first().copied().unwrap_or_default(),
        };
        let number = self.builder.node(&row);
        self.remember(node.node, number);
        Ok(true)
    }

    fn remember(&mut self, node: u32, number: u32) {
        let at = node as usize;
        if self.numbers.len() <= at {
            self.numbers.resize((at + 1).max(self.numbers.len() * 2), NOBODY);
        }
        self.numbers[at] = number;
    }

    /// All relations. Without a scope nodes that nobody describes are numbered as they are met; they are
    /// returned in that order, each with the first source that names it. In a scope every node has its
    /// number or its mark already, and relations with one end outside are counted.
    fn relations(&mut self, described: u32, expected: usize) -> Outcome<Vec<(u32, u32)>> {
        let words = RelationKinds::load(self.db)?;
        let mut kinds: HashMap<(u32, Option<bool>), u16> = HashMap::new();
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut statement = self.db.prepare(&format!(
            "SELECT from_node, to_node, kind, source, traversable FROM relation WHERE {HELD}
             ORDER BY from_node, to_node, kind, source",
        ))?;
        let mut rows = statement.query(params![self.number])?;
        let mut edge: Option<((u32, u32, u32), Option<bool>)> = None;
        let mut done = 0;
        loop {
            let next = match rows.next()? {
                None => None,
                Some(row) => {
                    let triple: (u32, u32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    let (source, traversable): (u32, Option<bool>) = (row.get(3)?, row.get(4)?);
                    if self.within.is_none() {
                        for node in [triple.0, triple.1] {
                            self.meet(node, source, described, &mut open);
                        }
                    }
                    Some((triple, traversable))
                }
            };
            match (&mut edge, next) {
                (Some((triple, stated)), Some((again, traversable))) if *triple == again => {
                    *stated = stated.or(traversable);
                    continue;
                }
                (Some((triple, stated)), _) => {
                    if let Some([from, to]) = self.ends_within([triple.0, triple.1]) {
                        let kind = match kinds.get(&(triple.2, *stated)) {
                            Some(&kind) => kind,
                            None => {
                                let missing = || Fault::Damaged(format!("relation kind {} is missing", triple.2));
                                let (kind, level) = words.word(triple.2).ok_or_else(missing)?;
                                let number = self.builder.edge_kind(kind, level.as_deref(), *stated);
                                kinds.insert((triple.2, *stated), number);
                                number
                            }
                        };
                        self.builder.edge(from, to, kind);
                        self.edges += 1;
                    }
                    done += 1;
                    self.pace("relations", done, expected)?;
                }
                (None, _) => {}
            }
            if kinds.len() > MOST_EDGE_KINDS {
                return Err(StoreError::TooLarge { what: "kinds and levels of relations" }.into());
            }
            edge = next;
            if edge.is_none() {
                return Ok(open);
            }
        }
    }

    /// The numbers of both ends, where they have one; one end without is a border crossed.
    fn ends_within(&mut self, ends: [u32; 2]) -> Option<[u32; 2]> {
        let number = |n: u32| self.numbers.get(n as usize).copied().filter(|&n| n < OUTSIDE);
        match ends.map(number) {
            [Some(from), Some(to)] => Some([from, to]),
            [None, None] => None,
            _ => {
                self.border += 1;
                None
            }
        }
    }

    /// Nodes that relations name and nobody describes, in the order of their ids, each with the first
    /// source that names it.
    fn open_ends(&self, expected: usize) -> Outcome<Vec<(u32, u32)>> {
        let mut first: BTreeMap<u32, u32> = BTreeMap::new();
        let mut statement =
            self.db.prepare(&format!("SELECT from_node, to_node, source FROM relation WHERE {HELD}"))?;
        let mut rows = statement.query(params![self.number])?;
        let mut done = 0;
        while let Some(row) = rows.next()? {
            done += 1;
            self.pace("open ends", done, expected)?;
            let source: u32 = row.get(2)?;
            for at in 0..2 {
                let node: u32 = row.get(at)?;
                if self.numbers.get(node as usize).is_none_or(|&n| n == NOBODY) {
                    first.entry(node).and_modify(|s| *s = source.min(*s)).or_insert(source);
                }
            }
        }
        Ok(first.into_iter().collect())
    }

    fn meet(&mut self, node: u32, source: u32, described: u32, open: &mut Vec<(u32, u32)>) {
        match self.numbers.get(node as usize) {
            Some(&number) if number != NOBODY => {
                if let Some(at) = number.checked_sub(described)
                    && let Some((_, first)) = open.get_mut(at as usize)
                {
                    *first = source.min(*first);
                }
            }
            _ => {
                let number = described + u32::try_from(open.len()).unwrap_or(0);
                self.remember(node, number);
                open.push((node, source));
            }
        }
    }

    /// Nodes that nobody describes; how many of them are within.
    fn placeholders(&mut self, open: &[(u32, u32)]) -> Outcome<u32> {
        let mut count = 0;
        let mut statement = self.db.prepare("SELECT namespace, key FROM node WHERE id = ?1")?;
        for &(node, source) in open {
            let (namespace, id): (u32, String) = statement.query_row([node], |r| Ok((r.get(0)?, r.get(1)?)))?;
            let namespace = word(&self.namespaces, namespace)?;
            let kinds: Vec<&str> = wanted::asked_kind(namespace).into_iter().collect();
            let source = word(&self.sources, source)?;
            if self.within.as_ref().is_some_and(|w| !w.holds(node, &kinds, namespace, &[source])) {
                self.remember(node, OUTSIDE);
                continue;
            }
            let number = self.builder.node(&NodeRow {
                namespace,
                id: &id,
                name: "",
                kinds: &kinds,
                hints: Hints::default(),
                placeholder: true,
                source,
            });
            self.remember(node, number);
            count += 1;
        }
        Ok(count)
    }
}

fn word(words: &HashMap<u32, Box<str>>, id: u32) -> Outcome<&str> {
    words.get(&id).map(|w| &**w).ok_or_else(|| Fault::Damaged(format!("word {id} is missing")))
}
