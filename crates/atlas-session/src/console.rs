//! The console: questions in Cypher to the graph database that is open, as a table and as a picture.
//!
//! It has a connection of its own, so that a long question holds up neither the map nor the
//! inspector, and keeps its last answer, so that the picture of it asks nothing again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use atlas_graph::NodeId;
use atlas_map::Scene;
use atlas_map::answer::{AnswerInput, AnswerNode, AnswerRelation, answer};
use atlas_map::plain::visible;
use atlas_map::style::{shape, shape_of};
use atlas_model::{Hints, NodeKey};
use graph_queries::Cell;
use graph_queries::neo4j::{Neo4j, Question, Told, node_key};

use crate::dto::{AppError, Code, ConsoleAnswer, ConsoleCell, ConsoleRequest, clip};
use crate::frozen::Frozen;
use crate::import::thousands;
use crate::job::StoreWatch;
use crate::naming::id_text;
use crate::{Job, Session};

/// Most rows that one answer brings.
const MOST_ROWS: u32 = 20_000;
/// Longest time that a question may be given, in seconds.
const MOST_SECONDS: u32 = 3600;
/// Letters of a question that stand over its picture.
const TITLE: usize = 60;
/// Letters of one cell.
const CELL: usize = 4000;

/// What the console keeps between questions.
#[derive(Default)]
pub(crate) struct Console {
    /// Taken out while it is asked; a question that comes meanwhile connects anew.
    link: Mutex<Option<Neo4j>>,
    last: Mutex<Option<(ConsoleRequest, Arc<Told>)>>,
}

impl Console {
    fn link(&self, session: &Session) -> Result<Neo4j, AppError> {
        if let Some(link) = self.link.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Ok(link);
        }
        let address = crate::remote::address_in(session.path()).ok_or_else(|| {
            let what = "Cypher is asked of a Neo4j, and this workspace is a file";
            AppError::new(Code::Usage, what, "Push it into a Neo4j and open that, or use the search and paths.")
        })?;
        crate::remote::open_beside(address)
    }

    fn give_back(&self, link: Neo4j) {
        *self.link.lock().unwrap_or_else(PoisonError::into_inner) = Some(link);
    }

    /// The last answer, where it answers this question.
    fn kept(&self, request: &ConsoleRequest) -> Option<Arc<Told>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|(asked, _)| asked == request).map(|(_, told)| Arc::clone(told))
    }
}

impl Session {
    /// Ask in Cypher. The server refuses whatever would write.
    ///
    /// # Errors
    /// Usage where the workspace is a file or a value is no JSON; what the server says; cancelled.
    pub fn console(&self, request: &ConsoleRequest, job: &Job) -> Result<ConsoleAnswer, AppError> {
        let told = self.told(request, job)?;
        let frozen = self.frozen(job).ok();
        let known = Known::of(&told, frozen.as_deref());
        let rows = told.table.rows.iter().map(|row| row.iter().map(|c| known.cell(c)).collect()).collect();
        let shown = clip(told.table.rows.len());
        let counted = clip(told.counted);
        let milliseconds = told.elapsed.as_secs_f64() * 1000.0;
        let more = if told.whole { "" } else { "more than " };
        Ok(ConsoleAnswer {
            columns: told.table.columns.iter().map(|c| visible(c)).collect(),
            rows,
            counted,
            whole: told.whole,
            milliseconds,
            drawable: clip(known.nodes.len()),
            sentence: format!("{} of {more}{} rows shown, {milliseconds:.0} ms.", thousands(shown), thousands(counted)),
        })
    }

    fn told(&self, request: &ConsoleRequest, job: &Job) -> Result<Arc<Told>, AppError> {
        let parameters = request.parameters.iter().map(|p| Ok((p.name.as_str().into(), value(&p.name, &p.json)?)));
        let parameters: Vec<(Box<str>, Cell)> = parameters.collect::<Result<_, AppError>>()?;
        let question = Question {
            text: &request.text,
            parameters: &parameters,
            rows: request.rows.clamp(1, MOST_ROWS) as usize,
            time: Duration::from_secs(request.seconds.clamp(1, MOST_SECONDS).into()),
        };
        let link = self.console.link(self)?;
        let answer = link.console(&question, &StoreWatch(job));
        self.console.give_back(link);
        let told = Arc::new(answer?);
        *self.console.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((request.clone(), Arc::clone(&told)));
        Ok(told)
    }

    /// The nodes and relations of an answer as a picture. Asks where the last answer is another's.
    pub(crate) fn query_scene(&self, frozen: &Frozen, request: &ConsoleRequest, job: &Job) -> Result<Scene, AppError> {
        let told = match self.console.kept(request) {
            Some(told) => told,
            None => self.told(request, job)?,
        };
        let known = Known::of(&told, Some(frozen));
        if known.nodes.is_empty() {
            let what = "the answer holds no nodes, so there is nothing to draw";
            return Err(AppError::new(
                Code::NotFound,
                what,
                "Return nodes, relations or paths, not only their properties.",
            ));
        }
        let (nodes, relations) = known.drawing(frozen);
        let title: String = request.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let short = if title.chars().count() > TITLE {
            format!("{}…", title.chars().take(TITLE).collect::<String>())
        } else {
            title
        };
        let (title, stamp) = (visible(&short), self.stamp(frozen));
        Ok(answer(&AnswerInput { title: &title, stamp: &stamp, nodes: &nodes, relations: &relations }))
    }
}

/// JSON as a value of a question.
fn value(name: &str, json: &str) -> Result<Cell, AppError> {
    fn cell(value: serde_json::Value) -> Cell {
        use serde_json::Value;
        match value {
            Value::Null => Cell::Null,
            Value::Bool(b) => Cell::Bool(b),
            Value::Number(n) => n.as_i64().map_or_else(|| Cell::Float(n.as_f64().unwrap_or(f64::NAN)), Cell::Integer),
            Value::String(text) => Cell::Text(text.into()),
            Value::Array(list) => Cell::List(list.into_iter().map(cell).collect()),
            Value::Object(map) => Cell::Map(map.into_iter().map(|(k, v)| (k.into(), cell(v))).collect()),
        }
    }
    serde_json::from_str(json).map(cell).map_err(|e| {
        AppError::new(Code::Usage, format!("the value of ${name} is no JSON: {e}"), "Write texts in double quotes.")
    })
}

/// A node of an answer.
struct Seen<'a> {
    labels: &'a [Box<str>],
    properties: &'a [(Box<str>, Cell)],
    /// Where the graph that is open has it.
    node: Option<NodeId>,
    id: Option<String>,
}

/// The nodes and relations of an answer, in the order in which they come.
struct Known<'a> {
    nodes: Vec<Seen<'a>>,
    /// Number in the database -> place in `nodes`.
    place: BTreeMap<i64, usize>,
    /// By number: from, to, kind.
    relations: BTreeMap<i64, (i64, i64, &'a str)>,
}

impl<'a> Known<'a> {
    fn of(told: &'a Told, frozen: Option<&Frozen>) -> Self {
        let mut known = Self { nodes: Vec::new(), place: BTreeMap::new(), relations: BTreeMap::new() };
        told.table.rows.iter().flatten().for_each(|cell| known.meet(cell, frozen));
        known
    }

    fn meet(&mut self, cell: &'a Cell, frozen: Option<&Frozen>) {
        match cell {
            Cell::List(list) => list.iter().for_each(|c| self.meet(c, frozen)),
            Cell::Map(map) => map.iter().for_each(|(_, c)| self.meet(c, frozen)),
            Cell::Relation { number, from, to, kind, .. } => {
                self.relations.insert(*number, (*from, *to, kind));
            }
            Cell::Node { number, labels, properties } => {
                if !self.place.contains_key(number) {
                    let node = frozen.and_then(|f| f.snapshot.node(&key(properties)?));
                    let id = frozen.zip(node).map(|(f, n)| id_text(&f.snapshot, n));
                    self.place.insert(*number, self.nodes.len());
                    self.nodes.push(Seen { labels, properties, node, id });
                }
            }
            Cell::Null | Cell::Bool(_) | Cell::Integer(_) | Cell::Float(_) | Cell::Text(_) => {}
        }
    }

    fn id(&self, number: i64) -> Option<String> {
        self.place.get(&number).and_then(|&at| self.nodes[at].id.clone())
    }

    fn cell(&self, cell: &Cell) -> ConsoleCell {
        let (is, id, to) = match cell {
            Cell::Null => ("nothing", None, None),
            Cell::Bool(_) => ("truth", None, None),
            Cell::Integer(_) | Cell::Float(_) => ("number", None, None),
            Cell::Text(_) => ("text", None, None),
            Cell::List(_) => ("list", None, None),
            Cell::Map(_) => ("map", None, None),
            Cell::Node { number, .. } => ("node", self.id(*number), None),
            Cell::Relation { from, to, .. } => match (self.id(*from), self.id(*to)) {
                (Some(from), Some(to)) => ("relation", Some(from), Some(to)),
                _ => ("relation", None, None),
            },
        };
        let mut text = String::new();
        write(cell, true, &mut text);
        ConsoleCell { is: is.into(), text: visible(&text), brief: brief(cell).map(|b| visible(&b)), id, to }
    }

    fn drawing(&self, frozen: &Frozen) -> (Vec<AnswerNode>, Vec<AnswerRelation>) {
        let node = |seen: &Seen<'_>| {
            let name = seen.node.map_or_else(|| name(seen.labels, seen.properties), |n| frozen.snapshot.name(n).into());
            let kinds: Vec<&str> = seen.labels.iter().map(|l| &**l).collect();
            let looks = || {
                let meaning = frozen.book.node(&kinds, Hints::default());
                shape_of(meaning.class, meaning.lifecycle, kinds.iter().copied())
            };
            AnswerNode {
                key: seen.node.map(|n| frozen.snapshot.key(n)),
                name,
                kind: seen.node.map_or_else(|| kinds.join(", ").into(), |n| frozen.snapshot.kind(n).into()),
                shape: seen.node.map_or_else(looks, |n| shape(&frozen.snapshot, n)),
            }
        };
        let relation = |&(from, to, kind): &(i64, i64, &str)| {
            let (from, to) = (*self.place.get(&from)?, *self.place.get(&to)?);
            Some(AnswerRelation { from, to, kind: kind.into() })
        };
        (self.nodes.iter().map(node).collect(), self.relations.values().filter_map(relation).collect())
    }
}

/// The key of a node that Access Atlas has written.
fn key(properties: &[(Box<str>, Cell)]) -> Option<NodeKey> {
    match text_of(properties, "atlas_key") {
        Some(text) => node_key(text),
        None => None,
    }
}

fn text_of<'a>(properties: &'a [(Box<str>, Cell)], name: &str) -> Option<&'a str> {
    properties.iter().find_map(|(n, value)| match value {
        Cell::Text(text) if **n == *name => Some(&**text),
        _ => None,
    })
}

/// What a node of somebody else is called.
fn name(labels: &[Box<str>], properties: &[(Box<str>, Cell)]) -> Box<str> {
    let named = ["name", "displayname", "displayName", "title", "id", "arn"];
    let found = named.iter().find_map(|n| text_of(properties, n));
    found.map_or_else(|| labels.first().cloned().unwrap_or_else(|| "node".into()), Into::into)
}

/// A node by its name and labels, a relation by its kind, a path by both.
fn brief(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Node { labels, properties, .. } => {
            let ours = text_of(properties, "atlas_key").is_some();
            let labels: String =
                labels.iter().filter(|l| !ours || &***l != "AtlasNode").map(|l| format!(":{l}")).collect();
            Some(format!("{} {labels}", name(&[], properties)))
        }
        Cell::Relation { kind, .. } => Some(format!(":{kind}")),
        Cell::List(list) if is_path(list) => {
            let part = |(at, item): (usize, &Cell)| match item {
                Cell::Relation { kind, .. } if points_on(list, at, item) => format!(" -{kind}→ "),
                Cell::Relation { kind, .. } => format!(" ←{kind}- "),
                Cell::Node { properties, .. } => name(&[], properties).into(),
                _ => String::new(),
            };
            Some(list.iter().enumerate().map(part).collect())
        }
        _ => None,
    }
}

/// Whether a list is a node, a relation, a node, and so on.
fn is_path(list: &[Cell]) -> bool {
    list.len() > 2 && matches!(list.get(1), Some(Cell::Relation { .. }))
}

/// Whether a relation within a path is walked in its direction.
fn points_on(list: &[Cell], at: usize, relation: &Cell) -> bool {
    let before = at.checked_sub(1).and_then(|before| list.get(before));
    matches!((before, relation), (Some(Cell::Node { number, .. }), Cell::Relation { from, .. }) if number == from)
}

/// A cell as Cypher writes it; texts by themselves stand as they are.
fn write(cell: &Cell, alone: bool, out: &mut String) {
    if out.len() > CELL {
        if !out.ends_with('…') {
            out.push('…');
        }
        return;
    }
    match cell {
        Cell::Null => out.push_str(if alone { "" } else { "null" }),
        Cell::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Cell::Integer(n) => out.push_str(&n.to_string()),
        Cell::Float(x) => out.push_str(&format!("{x:?}")),
        Cell::Text(text) if alone => out.push_str(text),
        Cell::Text(text) => out.push_str(&format!("{:?}", &**text)),
        Cell::List(list) => {
            let path = is_path(list);
            out.push_str(if path { "" } else { "[" });
            for (at, item) in list.iter().enumerate() {
                out.push_str(if at == 0 || path { "" } else { ", " });
                step(list, at, item, path, out);
            }
            out.push_str(if path { "" } else { "]" });
        }
        Cell::Map(map) => write_named(map, out),
        Cell::Node { labels, properties, .. } => {
            let ours = text_of(properties, "atlas_key").is_some();
            out.push('(');
            for label in labels.iter().filter(|l| !ours || &***l != "AtlasNode") {
                out.push(':');
                out.push_str(label);
            }
            write_properties(properties, out);
            out.push(')');
        }
        Cell::Relation { kind, properties, .. } => {
            out.push_str("[:");
            out.push_str(kind);
            write_properties(properties, out);
            out.push(']');
        }
    }
}

/// A relation within a path points the way in which the path does not go, where it does not.
fn step(list: &[Cell], at: usize, item: &Cell, path: bool, out: &mut String) {
    if !matches!(item, Cell::Relation { .. }) {
        return write(item, false, out);
    }
    let along = points_on(list, at, item);
    out.push_str(if !path {
        ""
    } else if along {
        "-"
    } else {
        "<-"
    });
    write(item, false, out);
    out.push_str(if !path {
        ""
    } else if along {
        "->"
    } else {
        "-"
    });
}

/// Properties without those that Access Atlas keeps for itself.
fn write_properties(properties: &[(Box<str>, Cell)], out: &mut String) {
    let kept: Vec<(Box<str>, Cell)> = properties.iter().filter(|(n, _)| !n.starts_with("atlas_")).cloned().collect();
    if !kept.is_empty() {
        out.push(' ');
        write_named(&kept, out);
    }
}

fn write_named(named: &[(Box<str>, Cell)], out: &mut String) {
    out.push('{');
    for (at, (name, value)) in named.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        out.push_str(name);
        out.push_str(": ");
        write(value, false, out);
    }
    out.push('}');
}
