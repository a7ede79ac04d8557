//! Ranked lists as pictures: what the drawer lists, as a view that a story can show.

use std::collections::BTreeMap;

use atlas_analysis::escalation::{EscalationConfig, escalations};
use atlas_graph::NodeId;
use atlas_map::style::shape;
use atlas_map::table::{Cell, Column, Row, TableInput, table};
use atlas_map::{Ink, Pick, Scene};
use atlas_model::Lane;

use crate::dto::{AppError, Code, NodeName, PathRequest, TableView};
use crate::frozen::Frozen;
use crate::groups::lane_named;
use crate::import::thousands;
use crate::naming::nodes_by_id;
use crate::{ExposureRequest, Job, Session};

/// Lists that [`TableView::table`] can name.
const TABLES: &[&str] = &["outliers", "exposure", "groups", "queue", "cuts", "escalations"];

/// A list before it is drawn.
struct List {
    /// What its rows are called.
    things: &'static str,
    reading: &'static str,
    columns: Vec<Column<'static>>,
    rows: Vec<Row>,
    /// How many rows there would be, also of those that were not made.
    total: usize,
}

impl Session {
    /// A list as a picture: its first rows, and how many there are.
    pub(crate) fn table_scene(&self, frozen: &Frozen, view: &TableView, job: &Job) -> Result<Scene, AppError> {
        let lane = view.lane.as_deref().map(lane_named).transpose()?;
        let mut list = match view.table.as_str() {
            "outliers" => self.outlier_list(frozen, lane, job)?,
            "exposure" => self.exposure_list(frozen, job)?,
            "groups" => self.group_list(lane, job)?,
            "queue" => self.queue_list(frozen, lane, job)?,
            "cuts" => self.cut_list(job)?,
            "escalations" => self.escalation_list(frozen, view.rows.max(1), job)?,
            other => {
                let remedy = format!("Use one of {}.", TABLES.join(", "));
                return Err(AppError::new(Code::Usage, format!("{other:?} is no table"), remedy));
            }
        };
        list.rows.truncate(view.rows.max(1) as usize);
        let title = match lane {
            Some(lane) => format!("{} · {}", heading(&view.table), atlas_map::style::lane_words(Some(lane)).1),
            None => heading(&view.table).to_owned(),
        };
        let stamp = self.stamp(frozen);
        Ok(table(&TableInput {
            title: &title,
            reading: list.reading,
            stamp: &stamp,
            columns: &list.columns,
            rows: &list.rows,
            total: list.total,
            things: list.things,
        }))
    }

    fn outlier_list(&self, frozen: &Frozen, lane: Option<Lane>, job: &Job) -> Result<List, AppError> {
        let exposed = self.exposed(frozen, job)?;
        let found = self.outliers(lane.map(Lane::word), job)?.outliers;
        let rows = found.iter().filter(|o| o.finding).map(|o| {
            let node = node(frozen, &o.id);
            let reaches = node.is_some_and(|n| exposed.reaches_any(n));
            let why = o.reasons.first().map_or("", |r| r.sentence.as_str());
            let cells = vec![
                bold(&o.name),
                Cell::text(o.group.as_str()),
                scored(o.score),
                Cell::text(why),
                Cell::text(named(&o.opens, &o.also_reaches)).in_ink(Ink::Exposed),
            ];
            row(frozen, node, reaches, cells)
        });
        Ok(List::of(
            "outliers",
            "whose access does not fit, least fitting first; score from 0 to 1",
            &[("Identity", false), ("Group", false), ("Score", true), ("Rarest", false), ("Reaches", false)],
            rows.collect(),
        ))
    }

    fn exposure_list(&self, frozen: &Frozen, job: &Job) -> Result<List, AppError> {
        let targets = self.exposure(&ExposureRequest::default(), job)?.targets;
        let rows = targets.iter().map(|t| {
            let cells = vec![
                bold(&t.name),
                Cell::text(t.kind.as_str()).in_ink(Ink::Muted),
                count(t.by_lane.human),
                count(t.by_lane.machine),
                count(t.by_lane.unknown),
                count(t.exposed).in_ink(Ink::Exposed),
            ];
            row(frozen, node(frozen, &t.id), false, cells)
        });
        Ok(List::of(
            "crown jewels",
            "who can reach each crown jewel, without itself and without other crown jewels",
            &[
                ("Crown jewel", false),
                ("Kind", false),
                ("People", true),
                ("Machines", true),
                ("Unknown", true),
                ("Reach it", true),
            ],
            rows.collect(),
        ))
    }

    fn group_list(&self, lane: Option<Lane>, job: &Job) -> Result<List, AppError> {
        let groups = self.clusters(false, None, 1, job)?.clusters;
        let rows = groups.iter().filter(|g| lane.is_none_or(|l| g.lane == l.word())).map(|g| {
            let likeness = match (g.kind.as_str(), g.peer) {
                ("region", true) => "alike in access",
                ("region", false) => "loosely related",
                ("base", _) => "base access only",
                _ => "small groups",
            };
            let cells = vec![
                bold(&g.label),
                count(g.size),
                count(g.exposed).in_ink(if g.exposed > 0 { Ink::Exposed } else { Ink::Muted }),
                Cell::text(likeness).in_ink(Ink::Muted),
                Cell::text(g.distinguishing.first().map_or("", |d| d.name.as_str())),
            ];
            Row { pick: Pick::Group(g.id.as_str().into()), mark: None, cells }
        });
        Ok(List::of(
            "groups",
            "groups of similar access, larger first, and how many of their members reach a crown jewel",
            &[("Group", false), ("Members", true), ("Reach", true), ("Members are", false), ("Tells it apart", false)],
            rows.collect(),
        ))
    }

    fn queue_list(&self, frozen: &Frozen, lane: Option<Lane>, job: &Job) -> Result<List, AppError> {
        let exposed = self.exposed(frozen, job)?;
        let mut items = Vec::new();
        for &one in Lane::ALL.iter().filter(|&&l| lane.is_none_or(|only| only == l)) {
            items.extend(self.queue(one.word(), job)?.items);
        }
        items.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        let rows = items.iter().map(|i| {
            let node = node(frozen, &i.id);
            let decided = i.decided.as_deref().unwrap_or("open");
            let cells = vec![
                bold(&i.name),
                scored(i.score),
                Cell::text(i.why.as_str()),
                Cell::text(decided).in_ink(if i.decided.is_some() { Ink::Ink } else { Ink::Muted }),
            ];
            row(frozen, node, node.is_some_and(|n| exposed.reaches_any(n)), cells)
        });
        Ok(List::of(
            "review items",
            "what to review, least fitting first; nothing is decided but by a person",
            &[("Identity", false), ("Score", true), ("Why it is here", false), ("Decision", false)],
            rows.collect(),
        ))
    }

    fn cut_list(&self, job: &Job) -> Result<List, AppError> {
        let request = PathRequest { k: u32::MAX, ..PathRequest::default() };
        let found = self.choke_points(&request, job)?;
        let rows = found.edges.iter().map(|e| {
            let cells = vec![
                bold(&e.from_name),
                bold(&e.to_name),
                Cell::text(e.kind.as_str()).in_ink(Ink::Muted),
                count(e.loses).in_ink(Ink::Exposed),
            ];
            Row { pick: Pick::None, mark: None, cells }
        });
        Ok(List::of(
            "steps",
            "each removed alone: how many identities would then reach no crown jewel",
            &[("From", false), ("To", false), ("Over", false), ("Keeps away", true)],
            rows.collect(),
        ))
    }

    fn escalation_list(&self, frozen: &Frozen, top: u32, job: &Job) -> Result<List, AppError> {
        let stories = self.escalations(top, job)?.stories;
        let every = EscalationConfig { top: usize::MAX, ..EscalationConfig::default() };
        let total = escalations(&frozen.snapshot, &frozen.tiers, &every, job)?.stories.len();
        let rows = stories.iter().map(|s| {
            let cells = vec![
                bold(&s.sentence),
                Cell::text(s.target.name.as_str()),
                count(s.starts).in_ink(Ink::Exposed),
                count(crate::dto::clip(s.path.steps.len())),
                Cell::text(s.path.status.as_str()).in_ink(Ink::Muted),
            ];
            row(frozen, node(frozen, &s.target.id), false, cells)
        });
        let list = List::of(
            "escalation paths",
            "the worst ways to a crown jewel, one for everyone who comes in by the same last step",
            &[("Way", false), ("Crown jewel", false), ("Identities", true), ("Steps", true), ("Weakest step", false)],
            rows.collect(),
        );
        Ok(List { total, ..list })
    }
}

impl List {
    fn of(things: &'static str, reading: &'static str, columns: &[(&'static str, bool)], rows: Vec<Row>) -> Self {
        let columns = columns.iter().map(|&(head, number)| Column { head, number }).collect();
        Self { things, reading, columns, total: rows.len(), rows }
    }
}

fn heading(table: &str) -> &'static str {
    match table {
        "outliers" => "Outliers",
        "exposure" => "Exposure",
        "groups" => "Groups",
        "queue" => "Review queue",
        "cuts" => "Best cuts",
        _ => "Escalation paths",
    }
}

/// The node with an id, if the id names one.
fn node(frozen: &Frozen, id: &str) -> Option<NodeId> {
    if let [one] = nodes_by_id(&frozen.snapshot, id).as_slice() { Some(*one) } else { None }
}

fn row(frozen: &Frozen, node: Option<NodeId>, exposed: bool, cells: Vec<Cell>) -> Row {
    let ink = |n| match (exposed, frozen.tier(n)) {
        (true, _) => Ink::Exposed,
        (false, Some(0)) => Ink::Ink,
        (false, _) => Ink::Pale,
    };
    Row {
        pick: node.map_or(Pick::None, |n| Pick::Node(frozen.snapshot.key(n))),
        mark: node.map(|n| (shape(&frozen.snapshot, n), ink(n))),
        cells,
    }
}

fn bold(text: &str) -> Cell {
    Cell { bold: true, ..Cell::text(text) }
}

fn count(n: u32) -> Cell {
    Cell::text(thousands(n))
}

/// A score of 0..=1 with its bar.
fn scored(score: f64) -> Cell {
    #[expect(clippy::cast_possible_truncation, reason = "the length of a bar")]
    let bar = Some(score as f32);
    Cell { bar, ..Cell::text(format!("{score:.2}")) }
}

/// What is reached, by name where it is one or two.
fn named(opens: &[NodeName], also: &[NodeName]) -> String {
    let all: BTreeMap<&str, &str> = opens.iter().chain(also).map(|n| (n.id.as_str(), n.name.as_str())).collect();
    let mut names: Vec<&str> = all.into_values().collect();
    names.sort_unstable();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, rest @ ..] => format!("{one} and {} more", thousands(crate::dto::clip(rest.len()))),
    }
}
