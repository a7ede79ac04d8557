//! A street as a picture: columns away from the middle, each thing with two lines beside its mark.

use atlas_graph::NodeId;

use super::tree::{PITCH, Stand, Tree};
use super::{Item, Street, StreetInput, What};
use crate::plain::visible;
use crate::style::{outline, shape};
use crate::world::number;
use crate::{
    Anchor, Crumb, Ink, Label, Line, LineEnd, Mark, MarkShape, Outline, Pick, Scene, SceneKind, font, legend, spoken,
};

/// From the middle to the first column.
const FIRST: f32 = 250.0;
/// From one column to the next.
const COLUMN: f32 = 318.0;
/// Room for the words beside a mark; what is left of a column is for lines.
const WORDS: f32 = 212.0;
/// From the centre of a mark to its words.
const GAP: f32 = 18.0;
const MARGIN: f32 = 30.0;
const RADIUS: f32 = 9.5;

/// Where an item stands and where lines leave it.
struct Spot {
    at: [f32; 2],
    outer: f32,
}

pub(super) fn draw(input: &StreetInput<'_>, tree: Tree) -> Street {
    let snapshot = input.snapshot;
    let seen = || tree.stands.iter().filter(|s| !s.hidden);
    let deep = |left: bool| seen().filter(|s| s.item.left == left).map(|s| s.item.column).max();
    let reach = |column: Option<u32>| match column {
        Some(c) => FIRST + COLUMN * (c - 1) as f32 + GAP + WORDS + MARGIN,
        None => 170.0,
    };
    let (west, east) = (reach(deep(true)), reach(deep(false)));
    let top = seen().map(|s| s.y - PITCH / 2.0).fold(-110.0, f32::min) - MARGIN;
    let bottom = seen().map(|s| s.y + PITCH / 2.0).fold(130.0, f32::max) + MARGIN;
    let middle = [west, -top];
    let name = visible(snapshot.name(input.node));
    let [from, to] = tree.neighbours;
    let (shown, neighbours) = (tree.shown.iter().sum(), from + to);
    let mut scene = Scene {
        crumbs: vec![
            Crumb { text: "World".into(), pick: Pick::None },
            Crumb { text: name.clone().into(), pick: Pick::Node(snapshot.key(input.node)) },
        ],
        reading: format!(
            "left: {} that lead to it, right: {} that it leads to, by kind and relation; open a row or a neighbour \
             to go on",
            number(from),
            number(to)
        )
        .into(),
        shown: format!("{} of {} neighbours shown", number(shown), number(neighbours)).into(),
        ..Scene::blank(SceneKind::Street, [west + east, bottom - top], input.stamp)
    };
    let spots: Vec<Spot> = tree.stands.iter().map(|s| spot(s, middle)).collect();
    for (stand, spot) in tree.stands.iter().zip(&spots).filter(|(s, _)| !s.hidden) {
        let near =
            stand.item.parent.map_or_else(|| beside(middle, stand.item.left), |p| [spots[p].outer, spots[p].at[1]]);
        let owner = Pick::Node(snapshot.key(stand.owner));
        scene.lines.push(line(stand, spot, near, &owner));
        mark(&mut scene, input, stand, spot.at);
        words(&mut scene, stand, spot.at);
    }
    centre(&mut scene, input, middle, &name);
    scene.legend = legend::legend(&scene);
    Street { scene, items: listed(tree), shown, neighbours }
}

const fn sign(left: bool) -> f32 {
    if left { -1.0 } else { 1.0 }
}

fn beside([x, y]: [f32; 2], left: bool) -> [f32; 2] {
    [x + sign(left) * 28.0, y]
}

fn spot(stand: &Stand, middle: [f32; 2]) -> Spot {
    let sign = sign(stand.item.left);
    let x = middle[0] + sign * (FIRST + COLUMN * (stand.item.column - 1) as f32);
    let [first, second] = texts(stand);
    let wide = font::width(&first, 12.0, true).max(font::width(&second, 10.5, false)).min(WORDS);
    Spot { at: [x, middle[1] + stand.y], outer: x + sign * (GAP + wide + 6.0) }
}

fn pick(stand: &Stand) -> Pick {
    match &stand.item.what {
        What::Node(key) => Pick::Node(key.clone()),
        What::Row(_) | What::More(_) => Pick::Row(stand.item.place.clone()),
    }
}

fn line(stand: &Stand, spot: &Spot, near: [f32; 2], owner: &Pick) -> Line {
    let sign = sign(stand.item.left);
    let far = [spot.at[0] - sign * (RADIUS + 3.0), spot.at[1]];
    let (from, to) = if stand.item.left { (far, near) } else { (near, far) };
    let bend = 0.5 * (to[0] - from[0]);
    let step = match (&stand.item.what, owner) {
        (What::Node(other), Pick::Node(own)) if stand.item.left => Pick::Step(other.clone(), own.clone()),
        (What::Node(other), Pick::Node(own)) => Pick::Step(own.clone(), other.clone()),
        _ => Pick::Row(stand.item.place.clone()),
    };
    let rest = matches!(stand.item.what, What::More(_));
    Line {
        points: [from, [from[0] + bend, from[1]], [to[0] - bend, to[1]], to],
        width: 1.3 + (stand.nodes.len().max(1) as f32).ln(),
        ink: if rest { Ink::Line } else { Ink::Border },
        outline: if rest { Outline::Solid } else { outline(stand.item.status) },
        end: if rest { LineEnd::Plain } else { LineEnd::Arrow },
        pick: step,
        title: format!("{}, {}", visible(&stand.item.relation), stand.item.status.word()).into(),
    }
}

fn mark(scene: &mut Scene, input: &StreetInput<'_>, stand: &Stand, [x, y]: [f32; 2]) {
    let item = &stand.item;
    let pick = pick(stand);
    let title = format!("{}\n{}", visible(&item.name), hint(item));
    let mut put = |y: f32, r: f32, shape, filled| {
        let ink = if matches!(item.what, What::More(_)) { Ink::Pale } else { Ink::Ink };
        scene.marks.push(Mark { x, y, r, shape, ink, filled, pick: pick.clone(), title: title.as_str().into() });
    };
    put(y, RADIUS, stand.shape, false);
    if stand.nodes.first().is_some_and(|&n| is_jewel(input, n)) {
        put(y - RADIUS - 7.5, 6.0, MarkShape::Crown, true);
    }
    // A row opens and closes, as in every tree.
    if matches!(item.what, What::Row(_) | What::More(_)) {
        let text = if item.open { "−" } else { "+" };
        label(scene, text, [x, y + 4.2], (12.0, true, Ink::Ink), Anchor::Middle, 6.0, &pick, "");
    }
}

/// What can be done with an item.
fn hint(item: &Item) -> String {
    let pinned = if item.pinned { "pinned, " } else { "" };
    let act = match (&item.what, item.open) {
        (What::More(_), _) => "open to see them".to_owned(),
        (_, true) => "open".to_owned(),
        (What::Row(n), false) => format!("a row of {}, open to see who", number(*n)),
        (What::Node(_), false) if item.inside == 0 => "nothing further".to_owned(),
        (What::Node(_), false) => format!("{} further, open to see what", number(item.inside)),
    };
    format!("{pinned}{act}")
}

/// The two lines beside a mark: who, and over which relation.
fn texts(stand: &Stand) -> [String; 2] {
    let item = &stand.item;
    let relation = atlas_model::describe_relation(item.relation.split(" · ").next().unwrap_or_default()).into_owned();
    let level = item.relation.split_once(" · ").map(|(_, l)| format!(" · {l}")).unwrap_or_default();
    let (one, _) = atlas_model::describe_node(&item.kind);
    let detail = match &item.what {
        What::More(_) => String::new(),
        What::Row(_) => format!("{relation}{level}"),
        What::Node(_) => {
            let further = if item.inside > 0 { format!(" · {} further", number(item.inside)) } else { String::new() };
            format!("{relation}{level} · {one}{further}")
        }
    };
    let pinned = if item.pinned { "pinned · " } else { "" };
    [visible(&spoken::spoken(&item.name)), visible(&format!("{pinned}{detail}"))]
}

fn words(scene: &mut Scene, stand: &Stand, [x, y]: [f32; 2]) {
    let anchor = if stand.item.left { Anchor::End } else { Anchor::Start };
    let (pick, x) = (pick(stand), x + sign(stand.item.left) * GAP);
    let [first, second] = texts(stand);
    let dy = if second.is_empty() { 4.0 } else { -2.0 };
    let raw = visible(&stand.item.name);
    label(scene, &first, [x, y + dy], (12.0, true, Ink::Ink), anchor, 5.0, &pick, &raw);
    let ink = if stand.item.pinned { Ink::Accent } else { Ink::Muted };
    if !second.is_empty() {
        label(scene, &second, [x, y + 12.5], (10.5, false, ink), anchor, 4.0, &pick, &second);
    }
}

#[expect(clippy::too_many_arguments, reason = "a label is that much")]
fn label(
    scene: &mut Scene,
    text: &str,
    [x, y]: [f32; 2],
    (size, bold, ink): (f32, bool, Ink),
    anchor: Anchor,
    importance: f32,
    pick: &Pick,
    raw: &str,
) {
    let cut = font::cut(text, size, bold, WORDS);
    let whole: Box<str> = if raw.is_empty() || *cut == *raw { "".into() } else { raw.into() };
    scene.labels.push(Label { x, y, text: cut, size, bold, ink, anchor, importance, pick: pick.clone(), whole });
}

fn centre(scene: &mut Scene, input: &StreetInput<'_>, [x, y]: [f32; 2], name: &str) {
    let snapshot = input.snapshot;
    let pick = Pick::Node(snapshot.key(input.node));
    let mut put = |y, r, shape, filled| {
        scene.marks.push(Mark { x, y, r, shape, ink: Ink::Ink, filled, pick: pick.clone(), title: name.into() });
    };
    put(y, 17.0, shape(snapshot, input.node), false);
    if is_jewel(input, input.node) {
        put(y - 29.0, 8.0, MarkShape::Crown, true);
    }
    let kind = visible(&atlas_model::describe_node(snapshot.kind(input.node)).0);
    let said = visible(&spoken::spoken(name));
    label(scene, &said, [x, y + 36.0], (14.0, true, Ink::Ink), Anchor::Middle, 20.0, &pick, name);
    label(scene, &kind, [x, y + 51.0], (11.0, false, Ink::Muted), Anchor::Middle, 19.0, &pick, &kind);
}

fn is_jewel(input: &StreetInput<'_>, node: NodeId) -> bool {
    input.jewels.binary_search(&node).is_ok()
}

/// What is seen, each item followed by what it was opened into, in the order of the picture.
fn listed(tree: Tree) -> Vec<Item> {
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); tree.stands.len()];
    let mut roots = Vec::new();
    for (i, stand) in tree.stands.iter().enumerate().filter(|(_, s)| !s.hidden) {
        match stand.item.parent {
            Some(parent) => inside[parent].push(i),
            None => roots.push(i),
        }
    }
    let mut stack: Vec<(usize, Option<usize>)> = roots.into_iter().rev().map(|i| (i, None)).collect();
    let mut items: Vec<Item> = Vec::new();
    while let Some((i, parent)) = stack.pop() {
        let at = items.len();
        items.push(Item { parent, ..tree.stands[i].item.clone() });
        stack.extend(inside[i].iter().rev().map(|&child| (child, Some(at))));
    }
    items
}
