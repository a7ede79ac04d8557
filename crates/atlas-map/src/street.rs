//! The street: one node with its neighbours, grouped by kind and relation. Left is what it is
//! reached from, right what it reaches.

use std::collections::BTreeMap;

use atlas_graph::{EdgeId, NodeId, Snapshot};

use crate::plain::visible;
use crate::style::{outline, shape};
use crate::world::number;
use crate::{Anchor, Crumb, Ink, Label, Line, LineEnd, Mark, MarkShape, Outline, Pick, Scene, SceneKind, font, legend};

/// Rows of one side.
const MOST_ROWS: usize = 12;
/// Names said of one row.
const NAMES: usize = 3;
const PITCH: f32 = 56.0;
const WIDTH: f32 = 1100.0;
const SIDE: f32 = 330.0;

/// Neighbours of one kind over one relation.
struct Row {
    nodes: Vec<NodeId>,
    kind: Box<str>,
    relation: String,
    shape: MarkShape,
    outline: Outline,
}

/// Draw the street of a node. O(degree log degree).
#[must_use]
pub fn street(snapshot: &Snapshot, node: NodeId, stamp: &str) -> Scene {
    let left = rows(snapshot, snapshot.in_edges(node), |e| snapshot.source_of(e));
    let right = rows(snapshot, snapshot.out_edges(node), |e| snapshot.target(e));
    let most = left.len().max(right.len()).clamp(4, MOST_ROWS + 1);
    let height = PITCH * (most as f32 + 1.0);
    let name = visible(snapshot.name(node));
    let count = |rows: &[Row]| -> usize { rows.iter().map(|r| r.nodes.len()).sum() };
    let (from, to) = (count(&left), count(&right));
    let mut scene = Scene {
        crumbs: vec![
            Crumb { text: "World".into(), pick: Pick::None },
            Crumb { text: name.clone().into(), pick: Pick::Node(snapshot.key(node)) },
        ],
        reading: format!(
            "left: {} that lead to it, right: {} that it leads to, by kind and relation",
            number(from),
            number(to)
        )
        .into(),
        ..Scene::blank(SceneKind::Street, [WIDTH, height], stamp)
    };
    let shown = side(&mut scene, snapshot, node, &left, -1.0) + side(&mut scene, snapshot, node, &right, 1.0);
    scene.shown = format!("{} of {} neighbours shown", number(shown), number(from + to)).into();
    centre(&mut scene, snapshot, node, &name);
    scene.legend = legend::legend(&scene);
    scene
}

fn rows(snapshot: &Snapshot, edges: impl Iterator<Item = EdgeId>, other: impl Fn(EdgeId) -> NodeId) -> Vec<Row> {
    let mut groups: BTreeMap<(Box<str>, String, MarkShape, Outline), Vec<NodeId>> = BTreeMap::new();
    for edge in edges {
        let neighbour = other(edge);
        let meaning = snapshot.meaning(edge);
        let relation = match &meaning.level {
            Some(level) => format!("{} · {level}", meaning.kind),
            None => meaning.kind.to_string(),
        };
        let kind = snapshot.kind(neighbour).into();
        let key = (kind, relation, shape(snapshot, neighbour), outline(meaning.status));
        groups.entry(key).or_default().push(neighbour);
    }
    let mut rows: Vec<Row> = groups
        .into_iter()
        .map(|((kind, relation, shape, outline), nodes)| Row { nodes, kind, relation, shape, outline })
        .collect();
    rows.sort_by_key(|r| std::cmp::Reverse(r.nodes.len()));
    rows
}

/// Draws one side, `sign` -1 left and 1 right; how many neighbours it shows.
fn side(scene: &mut Scene, snapshot: &Snapshot, node: NodeId, rows: &[Row], sign: f32) -> usize {
    let shown = &rows[..rows.len().min(MOST_ROWS)];
    let (middle, centre) = (scene.height / 2.0, scene.width / 2.0);
    let x = centre + sign * SIDE;
    let anchor = if sign < 0.0 { Anchor::End } else { Anchor::Start };
    let top = middle - PITCH * (shown.len() as f32 - 1.0) / 2.0;
    for (i, row) in shown.iter().enumerate() {
        let y = top + PITCH * i as f32;
        let keys: Vec<_> = row.nodes.iter().map(|&n| snapshot.key(n)).collect();
        let pick = match keys.as_slice() {
            [one] => Pick::Node(one.clone()),
            _ => Pick::Nodes(keys),
        };
        let (inner, outer) = (centre + sign * 30.0, x - sign * 16.0);
        let (from, to) = if sign < 0.0 { ([outer, y], [inner, middle]) } else { ([inner, middle], [outer, y]) };
        let bend = 0.5 * (to[0] - from[0]);
        let own = Pick::Node(snapshot.key(node));
        scene.lines.push(Line {
            points: [from, [from[0] + bend, from[1]], [to[0] - bend, to[1]], to],
            width: 1.4 + (row.nodes.len() as f32).ln().max(0.0),
            ink: Ink::Border,
            outline: row.outline,
            end: LineEnd::Arrow,
            pick: match (&pick, sign < 0.0) {
                (Pick::Node(n), true) => step(n.clone(), own),
                (Pick::Node(n), false) => step_to(own, n.clone()),
                _ => pick.clone(),
            },
            title: row.relation.clone().into(),
        });
        scene.marks.push(Mark {
            x,
            y,
            r: 10.0,
            shape: row.shape,
            ink: Ink::Ink,
            filled: false,
            pick: pick.clone(),
            title: row.kind.clone(),
        });
        words(scene, snapshot, row, [x + sign * 20.0, y], anchor, &pick);
    }
    shown.iter().map(|r| r.nodes.len()).sum()
}

fn step(from: atlas_model::NodeKey, own: Pick) -> Pick {
    match own {
        Pick::Node(to) => Pick::Step(from, to),
        other => other,
    }
}

fn step_to(own: Pick, to: atlas_model::NodeKey) -> Pick {
    match own {
        Pick::Node(from) => Pick::Step(from, to),
        other => other,
    }
}

/// Two lines beside a row: who, and over which relation.
fn words(scene: &mut Scene, snapshot: &Snapshot, row: &Row, [x, y]: [f32; 2], anchor: Anchor, pick: &Pick) {
    let kind = visible(&row.kind);
    let names: Vec<String> = row.nodes.iter().take(NAMES).map(|&n| visible(snapshot.name(n))).collect();
    let who = match row.nodes.len() {
        1 => names.concat(),
        n if kind.is_empty() => format!("{} nodes", number(n)),
        n => format!("{} {}", number(n), atlas_model::describe_node(&kind).1),
    };
    let more = if row.nodes.len() > NAMES { ", …" } else { "" };
    let detail = match row.nodes.len() {
        1 if kind.is_empty() => row.relation.clone(),
        1 => format!("{} · {kind}", row.relation),
        _ => format!("{}: {}{more}", row.relation, names.join(", ")),
    };
    let room = WIDTH / 2.0 - SIDE - 32.0;
    for (dy, whole, size, bold, ink) in
        [(-2.0, who, 12.0, true, Ink::Ink), (13.0, visible(&detail), 10.5, false, Ink::Muted)]
    {
        let text = font::cut(&whole, size, bold, room);
        scene.labels.push(Label {
            x,
            y: y + dy,
            whole: if *text == *whole { "".into() } else { whole.into() },
            text,
            size,
            bold,
            ink,
            anchor,
            importance: 5.0,
            pick: pick.clone(),
        });
    }
}

fn centre(scene: &mut Scene, snapshot: &Snapshot, node: NodeId, name: &str) {
    let (x, y) = (scene.width / 2.0, scene.height / 2.0);
    let pick = Pick::Node(snapshot.key(node));
    let mark =
        |y, r, shape, filled| Mark { x, y, r, shape, ink: Ink::Ink, filled, pick: pick.clone(), title: name.into() };
    scene.marks.push(mark(y, 17.0, shape(snapshot, node), false));
    if snapshot.stated_tier(node) == Some(0) {
        scene.marks.push(mark(y - 29.0, 8.0, MarkShape::Crown, true));
    }
    let kind = visible(snapshot.kind(node));
    for (dy, whole, size, bold, ink) in [(36.0, name, 14.0, true, Ink::Ink), (51.0, &*kind, 11.0, false, Ink::Muted)] {
        let text = font::cut(whole, size, bold, 280.0);
        scene.labels.push(Label {
            x,
            y: y + dy,
            whole: if *text == *whole { "".into() } else { whole.into() },
            text,
            size,
            bold,
            ink,
            anchor: Anchor::Middle,
            importance: 20.0,
            pick: pick.clone(),
        });
    }
}
