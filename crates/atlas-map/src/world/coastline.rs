//! The coast: which places are shown, their bars and names, and the ribbons to them.

use atlas_graph::NodeId;
use atlas_model::NodeKey;

use super::country::{DETAIL, Land, NAME};
use super::words::number;
use super::{COAST, CoastPlace, EDGES, WIDTH, WorldInput};
use crate::layout::coast::{self, Bar};
use crate::style::lane_words;
use crate::{Anchor, Band, Ink, Label, Line, LineEnd, Mark, MarkShape, Outline, Pick, Scene, font};

/// Most places; the least exposed of more become one.
const MOST_PLACES: usize = 14;
/// How visible a ribbon is until it is pointed at.
const QUIET: f32 = 0.17;
/// Width of a bar.
const BAR: f32 = 5.0;

/// The places shown, and who reaches any.
pub(super) struct Places {
    list: Vec<CoastPlace>,
    exposed: Vec<bool>,
}

impl Places {
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
    lands: &[Land],
    at: &[[f32; 2]],
    line: Option<f32>,
) {
    if let Some(x) = line {
        shore(scene, input, x);
    }
    let list = &places.list;
    if list.is_empty() {
        let y = f32::midpoint(EDGES.top, EDGES.bottom);
        text(scene, [COAST, y], "no crown jewel known", DETAIL, false, Ink::Muted, &Pick::None, "");
        return;
    }
    let flows: Vec<Vec<usize>> = list.iter().map(|p| flow(p, lands)).collect();
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
    let bars = coast::bars(&counts, &wish, EDGES.top + 10.0, EDGES.bottom - 10.0);
    for (&p, bar) in order.iter().zip(&bars) {
        place(scene, input, &list[p], *bar);
    }
    let flows: Vec<&[usize]> = order.iter().map(|&p| flows[p].as_slice()).collect();
    let keys: Vec<Option<NodeKey>> =
        order.iter().map(|&p| list[p].nodes.first().map(|&n| input.snapshot.key(n))).collect();
    let names: Vec<&str> = order.iter().map(|&p| &*list[p].label).collect();
    let unit = coast::unit(&counts, EDGES.top + 10.0, EDGES.bottom - 10.0);
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

fn place(scene: &mut Scene, input: &WorldInput<'_>, place: &CoastPlace, bar: Bar) {
    let keys: Vec<NodeKey> = place.nodes.iter().map(|&n| input.snapshot.key(n)).collect();
    let pick = match keys.as_slice() {
        [one] => Pick::Node(one.clone()),
        _ => Pick::Nodes(keys),
    };
    let (_, many) = lane_words(input.lane);
    let (one, many) = if input.lane.is_none() { ("identity", many) } else { lane_words(input.lane) };
    let n = place.exposed.len();
    let who = format!("{} {}", number(n), if n == 1 { one } else { many });
    let detail =
        if place.detail.is_empty() { who } else { format!("{who} · {}", crate::plain::visible(&place.detail)) };
    let label = crate::plain::visible(&place.label);
    let third = bar.h / 3.0;
    let bottom = bar.y + bar.h;
    scene.lines.push(Line {
        points: [[COAST, bar.y], [COAST, bar.y + third], [COAST, bottom - third], [COAST, bottom]],
        width: BAR,
        ink: Ink::Ink,
        outline: Outline::Solid,
        end: LineEnd::Plain,
        pick: pick.clone(),
        title: format!("{label}: {detail}").into(),
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
        title: label.clone().into(),
    });
    let x = COAST + 30.0;
    let room = WIDTH - x - 8.0;
    let cut = |t: &str, size, bold| {
        let short = font::cut(t, size, bold, room);
        let whole: Box<str> = if *short == *t { "".into() } else { t.into() };
        (short, whole)
    };
    let (name, whole) = cut(&label, NAME, true);
    text(scene, [x, y], &name, NAME, true, Ink::Ink, &pick, &whole);
    let (line, whole) = cut(&detail, DETAIL, false);
    text(scene, [x, y + 15.0], &line, DETAIL, false, Ink::Muted, &pick, &whole);
}

#[expect(clippy::too_many_arguments, reason = "one text; a struct would only repeat Label")]
fn text(scene: &mut Scene, [x, y]: [f32; 2], text: &str, size: f32, bold: bool, ink: Ink, pick: &Pick, whole: &str) {
    scene.labels.push(Label {
        x,
        y,
        text: text.into(),
        size,
        bold,
        ink,
        anchor: Anchor::Start,
        importance: 20.0,
        pick: pick.clone(),
        whole: whole.into(),
    });
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
