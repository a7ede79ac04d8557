//! The coast: which places are shown, their bars and names, and the ribbons to them.

use atlas_graph::NodeId;
use atlas_model::NodeKey;

use super::country::{DETAIL, Land, NAME};
use super::words::number;
use super::{COAST, CoastPlace, EDGES, WIDTH, WorldInput};
use crate::layout::coast::{self, Bar};
use crate::style::crowd_words;
use crate::{Anchor, Band, Ink, Label, Line, LineEnd, Mark, MarkShape, Outline, Pick, Scene, font, lines};

/// Most places; the least exposed of more become one.
const MOST_PLACES: usize = 14;
/// How visible a ribbon is until it is pointed at.
const QUIET: f32 = 0.17;
/// Width of a bar.
const BAR: f32 = 5.0;
/// Distance of two lines of text beside a bar.
const LINE: f32 = 15.0;

/// The places shown, and who reaches any.
pub(super) struct Places {
    list: Vec<CoastPlace>,
    exposed: Vec<bool>,
}

impl Places {
    /// How many of each country reach each place: `[place][country]`.
    /// O(places * identities * log).
    pub(super) fn flows(&self, lands: &[Land]) -> Vec<Vec<usize>> {
        self.list.iter().map(|p| flow(p, lands)).collect()
    }

    /// Whether an identity reaches tier 0.
    pub(super) fn reaches(&self, node: NodeId) -> bool {
        self.exposed.get(node.index()).copied().unwrap_or(false)
    }
}

/// The most exposed places; the rest as one.
pub(super) fn fold(input: &WorldInput<'_>) -> Places {
    let mut exposed = vec![false; input.snapshot.node_count()];
    for node in input.coast.iter().flat_map(|p| &p.exposed) {
        if let Some(slot) = exposed.get_mut(node.index()) {
            *slot = true;
        }
    }
    let mut list = input.coast.to_vec();
    list.sort_by(|a, b| b.exposed.len().cmp(&a.exposed.len()).then(a.nodes.cmp(&b.nodes)));
    if list.len() > MOST_PLACES {
        let rest = list.split_off(MOST_PLACES - 1);
        let mut nodes: Vec<NodeId> = rest.iter().flat_map(|p| p.nodes.iter().copied()).collect();
        let mut reach: Vec<NodeId> = rest.iter().flat_map(|p| p.exposed.iter().copied()).collect();
        nodes.sort_unstable();
        reach.sort_unstable();
        reach.dedup();
        let label = format!("{} more", number(nodes.len())).into();
        list.push(CoastPlace { nodes, label, detail: "less exposed".into(), exposed: reach });
    }
    Places { list, exposed }
}

/// Bars, crowns, names, ribbons, and the line before them.
pub(super) fn draw(
    scene: &mut Scene,
    input: &WorldInput<'_>,
    places: &Places,
    flows: Vec<Vec<usize>>,
    lands: &[Land],
    at: &[[f32; 2]],
    line: Option<f32>,
) {
    if let Some(x) = line {
        shore(scene, input, x);
    }
    let list = &places.list;
    if list.is_empty() {
        return;
    }
    let height: Vec<f32> = at.iter().map(|p| p[1]).collect();
    let order = coast::order(&flows, &height);
    let counts: Vec<usize> = order.iter().map(|&p| list[p].exposed.len()).collect();
    let step = (EDGES.bottom - EDGES.top) / order.len() as f32;
    let wish: Vec<f32> = (0..order.len())
        .map(|i| {
            let even = EDGES.top + step * (i as f32 + 0.5);
            let flow = &flows[order[i]];
            let total: usize = flow.iter().sum();
            let sum: f32 = flow.iter().zip(&height).map(|(&c, y)| c as f32 * y).sum();
            if total == 0 { even } else { f32::midpoint(even, sum / total as f32) }
        })
        .collect();
    let (top, bottom) = (EDGES.top + 10.0, EDGES.bottom - 10.0);
    let texts: Vec<PlaceText> = order.iter().map(|&p| PlaceText::new(input, &list[p], true)).collect();
    let tall = texts.iter().map(PlaceText::room).sum::<f32>() > bottom - top;
    let texts = if tall { order.iter().map(|&p| PlaceText::new(input, &list[p], false)).collect() } else { texts };
    let rooms: Vec<f32> = texts.iter().map(PlaceText::room).collect();
    let bars = coast::bars(&counts, &rooms, &wish, top, bottom);
    for ((&p, text), bar) in order.iter().zip(&texts).zip(&bars) {
        place(scene, input, &list[p], text, *bar);
    }
    let flows: Vec<&[usize]> = order.iter().map(|&p| flows[p].as_slice()).collect();
    let keys: Vec<Option<NodeKey>> =
        order.iter().map(|&p| list[p].nodes.first().map(|&n| input.snapshot.key(n))).collect();
    let names: Vec<&str> = order.iter().map(|&p| &*list[p].label).collect();
    let unit = coast::unit(&counts, &rooms, top, bottom);
    let targets = Targets { flows: &flows, bars: &bars, keys: &keys, names: &names, unit };
    ribbons(scene, lands, at, &targets);
}

/// How many of each country reach a place.
fn flow(place: &CoastPlace, lands: &[Land]) -> Vec<usize> {
    let reaches = |m: &&NodeId| place.exposed.binary_search(m).is_ok();
    lands.iter().map(|l| if l.exposed == 0 { 0 } else { l.members.iter().filter(reaches).count() }).collect()
}

/// The line between those that reach nothing and the rest, and what it says.
fn shore(scene: &mut Scene, input: &WorldInput<'_>, x: f32) {
    let (top, bottom) = (14.0, EDGES.bottom);
    let third = (bottom - top) / 3.0;
    scene.lines.push(Line {
        points: [[x, top], [x, top + third], [x, bottom - third], [x, bottom]],
        width: 1.0,
        ink: Ink::Border,
        outline: Outline::Dotted,
        end: LineEnd::Plain,
        pick: Pick::None,
        title: "left of it nobody reaches a crown jewel".into(),
    });
    let right = if input.reach.is_empty() {
        "some do: the larger the share, the further right"
    } else {
        "some do: the likelier, the further right"
    };
    let side = |x, text: &str, anchor| Label {
        x,
        y: 22.0,
        text: text.into(),
        size: DETAIL,
        bold: false,
        ink: Ink::Muted,
        anchor,
        importance: 9.0,
        pick: Pick::None,
        whole: "".into(),
    };
    scene.labels.push(side(x - 8.0, "nobody reaches a crown jewel", Anchor::End));
    scene.labels.push(side(x + 8.0, right, Anchor::Start));
}

/// What stands beside a bar: the name on one line or two, under it who reaches it and how.
struct PlaceText {
    whole: String,
    name: Vec<Box<str>>,
    detail: String,
}

impl PlaceText {
    /// Left edge of the texts.
    const X: f32 = COAST + 30.0;
    const ROOM: f32 = WIDTH - Self::X - 8.0;

    fn new(input: &WorldInput<'_>, place: &CoastPlace, two: bool) -> Self {
        let who = super::words::counted(place.exposed.len(), crowd_words(input.snapshot, &place.exposed));
        let detail =
            if place.detail.is_empty() { who } else { format!("{who} · {}", crate::plain::visible(&place.detail)) };
        let whole = crate::plain::visible(&place.label);
        let name = match two {
            true => lines::two(&whole, NAME, true, Self::ROOM),
            false => vec![font::cut(&whole, NAME, true, Self::ROOM)],
        };
        Self { whole, name, detail }
    }

    /// Height with the room after it.
    fn room(&self) -> f32 {
        coast::PITCH + LINE * (self.name.len() as f32 - 1.0)
    }
}

fn place(scene: &mut Scene, input: &WorldInput<'_>, place: &CoastPlace, text: &PlaceText, bar: Bar) {
    let keys: Vec<NodeKey> = place.nodes.iter().map(|&n| input.snapshot.key(n)).collect();
    let pick = match keys.as_slice() {
        [one] => Pick::Node(one.clone()),
        _ => Pick::Nodes(keys),
    };
    let third = bar.h / 3.0;
    let bottom = bar.y + bar.h;
    scene.lines.push(Line {
        points: [[COAST, bar.y], [COAST, bar.y + third], [COAST, bottom - third], [COAST, bottom]],
        width: BAR,
        ink: Ink::Ink,
        outline: Outline::Solid,
        end: LineEnd::Plain,
        pick: pick.clone(),
        title: format!("{}: {}", text.whole, text.detail).into(),
    });
    let y = bar.y + (bar.h / 2.0 - 3.0).min(14.0);
    scene.marks.push(Mark {
        x: COAST + 17.0,
        y: y - 4.5,
        r: 7.0,
        shape: MarkShape::Crown,
        ink: Ink::Ink,
        filled: true,
        pick: pick.clone(),
        title: text.whole.as_str().into(),
    });
    let cut = text.name.iter().any(|l| l.ends_with('…'));
    let label = |y: f32, text: Box<str>, size, bold, ink, whole: &str| Label {
        x: PlaceText::X,
        y,
        text,
        size,
        bold,
        ink,
        anchor: Anchor::Start,
        importance: 20.0,
        pick: pick.clone(),
        whole: whole.into(),
    };
    let mut at = y;
    for line in &text.name {
        let whole = if cut { text.whole.as_str() } else { "" };
        scene.labels.push(label(at, line.clone(), NAME, true, Ink::Ink, whole));
        at += LINE;
    }
    let short = font::cut(&text.detail, DETAIL, false, PlaceText::ROOM);
    let whole = if *short == *text.detail { "" } else { text.detail.as_str() };
    scene.labels.push(label(at, short, DETAIL, false, Ink::Muted, whole));
}

/// The places in their order.
struct Targets<'a> {
    flows: &'a [&'a [usize]],
    bars: &'a [Bar],
    keys: &'a [Option<NodeKey>],
    names: &'a [&'a str],
    /// Width of a ribbon for one identity.
    unit: f32,
}

/// One ribbon for each country and place; stacked at both ends so that they do not cross there.
fn ribbons(scene: &mut Scene, lands: &[Land], at: &[[f32; 2]], to: &Targets<'_>) {
    let wide = |place: usize, count: usize| {
        let total = to.unit * to.flows[place].iter().sum::<usize>() as f32;
        // Squeezed where the bar is; never thinner than can be seen.
        let squeeze = (to.bars[place].h / total.max(1e-3)).min(1.0);
        (to.unit * squeeze * count as f32).max(0.8)
    };
    let mut down: Vec<usize> = (0..lands.len()).collect();
    down.sort_by(|&a, &b| at[a][1].total_cmp(&at[b][1]).then(a.cmp(&b)));
    let mut filled: Vec<f32> = (0..to.bars.len())
        .map(|p| {
            let sum: f32 = to.flows[p].iter().filter(|&&c| c > 0).map(|&c| wide(p, c)).sum();
            to.bars[p].y + ((to.bars[p].h - sum) / 2.0).max(0.0)
        })
        .collect();
    for c in down {
        let leaves: Vec<usize> = (0..to.flows.len()).filter(|&p| to.flows[p][c] > 0).collect();
        let sum: f32 = leaves.iter().map(|&p| wide(p, to.flows[p][c])).sum();
        let land = &lands[c];
        let squeeze = (1.1 * land.r / sum.max(0.1)).min(1.0);
        let [cx, cy] = at[c];
        let mut y = cy - sum * squeeze / 2.0;
        for p in leaves {
            let Some(key) = to.keys[p].clone() else { continue };
            let end = wide(p, to.flows[p][c]);
            let start = end * squeeze;
            let dy = y + start / 2.0 - cy;
            let from = [cx + (land.r * land.r - dy * dy).max(0.0).sqrt(), cy + dy];
            let bottom = to.bars[p].y + to.bars[p].h;
            let goal = [COAST - BAR / 2.0, (filled[p] + end / 2.0).min(bottom)];
            let bend = 0.5 * (goal[0] - from[0]);
            let count = to.flows[p][c];
            scene.bands.push(Band {
                points: [from, [from[0] + bend, from[1]], [goal[0] - bend, goal[1]], goal],
                widths: [start, end],
                ink: Ink::Exposed,
                opacity: QUIET,
                pick: Pick::Ribbon(land.id.clone(), key),
                title: format!(
                    "{} of {}: {} reach {}",
                    number(count),
                    number(land.members.len()),
                    land.name,
                    crate::plain::visible(to.names[p])
                )
                .into(),
            });
            y += start;
            filled[p] += end;
        }
    }
}
