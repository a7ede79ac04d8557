//! One group, large: the typical in the middle, those who do not fit on the border, on the side of
//! the group whose access they also hold.

use std::f32::consts::{PI, TAU};

use atlas_analysis::clusters::GroupKind;
use atlas_graph::NodeId;
use atlas_model::Lane;

use super::country::Land;
use super::{WorldInput, coastline, country, crowd, words};
use crate::labels::{self, Wish};
use crate::layout::access::Access;
use crate::plain::visible;
use crate::{Anchor, Country, Crumb, Ink, Label, Outline, Pick, Scene, SceneKind, font, legend};

/// Names around the border.
const MOST_LEANS: usize = 8;
/// Outliers that are named.
const MOST_NAMES: usize = 16;
/// Room beside the country for the names around it, and above and below it.
const SIDE: f32 = 126.0;
const ENDS: f32 = 40.0;
/// Widest of those names.
const NAME_ROOM: f32 = SIDE - 14.0;
const NAME: f32 = 11.5;
const LEAN: f32 = 10.5;
/// Marks and halos beside those of the world map.
const SCALE: f32 = 1.55;
/// Two names on the border are at least this far apart, in radians.
const APART: f32 = TAU / 15.0;

/// A group to draw alone.
#[derive(Clone, Copy, Debug)]
pub struct GroupInput<'a> {
    /// What is around it, and who reaches what.
    pub world: &'a WorldInput<'a>,
    /// Stable id; empty where the members are no group of the hierarchy.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// What it is, in a sentence.
    pub sentence: &'a str,
    /// Region, base or small.
    pub kind: GroupKind,
    /// Fit to be a baseline.
    pub peer: bool,
    /// Lane of its members.
    pub lane: Lane,
    /// Members, sorted.
    pub members: &'a [NodeId],
}

/// Draw one group. O(edges of all identities * log + members * neighbours).
#[must_use]
pub fn group(input: &GroupInput<'_>) -> Scene {
    let world = input.world;
    let lands = around(input);
    let r = lands[0].r;
    let members: Vec<&[NodeId]> = lands.iter().map(|l| l.members.as_slice()).collect();
    let access = Access::new(world.snapshot, &members);
    let ring = ring(world, &lands, &access);
    let [cx, cy] = [r + SIDE, r + ENDS];
    let mut at: Vec<[f32; 2]> = vec![[cx, cy]; lands.len()];
    for &(land, angle) in &ring {
        at[land] = [cx + 2.0 * r * angle.cos(), cy + 2.0 * r * angle.sin()];
    }
    let title = visible(input.title);
    let singly = crowd::draws_alone(&lands[0]);
    let mut scene = Scene {
        crumbs: vec![
            Crumb { text: "World".into(), pick: Pick::None },
            Crumb { text: title.as_str().into(), pick: pick(input.id) },
        ],
        reading: input.sentence.into(),
        ..Scene::blank(SceneKind::World, [2.0 * cx, 2.0 * cy], world.stamp)
    };
    scene.countries.push(Country {
        x: cx,
        y: cy,
        r,
        outline: if input.peer || input.kind == GroupKind::Base { Outline::Solid } else { Outline::Dashed },
        fill_share: if singly { -1.0 } else { lands[0].share() },
        pick: pick(input.id),
        title: format!("{title}: {}", input.sentence).into(),
    });
    let drawn = crowd::draw_alone(&mut scene, world, &lands, &at, &access, (0, SCALE));
    let obstacles: Vec<[f32; 4]> = scene.marks.iter().map(|m| [m.x - m.r, m.y - m.r, m.x + m.r, m.y + m.r]).collect();
    let mut wishes = names(&scene, input);
    wishes.extend(ring.iter().map(|&(land, angle)| toward(&lands[land], angle, [cx, cy, r])));
    if singly && lands[0].kind == GroupKind::Region {
        wishes.push(caption([cx, 2.0 * cy - 6.0]));
    }
    (scene.labels, _) = labels::place(wishes, &obstacles);
    let (_, many) = crate::style::lane_words(Some(input.lane));
    let all = input.members.len();
    scene.shown = format!("{} of {} {many} shown", words::number(drawn), words::number(all)).into();
    scene.legend = legend::legend(&scene);
    scene
}

fn pick(id: &str) -> Pick {
    if id.is_empty() { Pick::None } else { Pick::Group(id.into()) }
}

/// The group as the first land, and the others without its members: of a group that holds it, the
/// rest is "other ...".
fn around(input: &GroupInput<'_>) -> Vec<Land> {
    let places = coastline::fold(input.world);
    let exposed = input.members.iter().filter(|m| places.reaches(**m)).count();
    let home = Land {
        id: input.id.into(),
        name: visible(input.title).into(),
        lines: Vec::new(),
        detail: "".into(),
        kind: input.kind,
        peer: input.peer,
        lane: input.lane,
        members: input.members.to_vec(),
        exposed,
        reach: 0.0,
        r: (10.0 * (input.members.len() as f32).sqrt() + 62.0).clamp(84.0, 190.0),
    };
    let mut lands = vec![home];
    for mut land in country::choose(input.world, &places) {
        let before = land.members.len();
        land.members.retain(|m| input.members.binary_search(m).is_err());
        if land.members.is_empty() || land.kind == GroupKind::Base {
            continue;
        }
        if land.members.len() < before {
            land.name = format!("other {}", land.name).into();
        }
        lands.push(land);
    }
    lands
}

/// The groups that members lean toward most, each with its direction: that of the world map where
/// both stood on it, else in even turns; pushed apart so that their names have room.
fn ring(world: &WorldInput<'_>, lands: &[Land], access: &Access<'_>) -> Vec<(usize, f32)> {
    let mut leaning = vec![0_usize; lands.len()];
    for &member in &lands[0].members {
        if let Some(land) = access.lean(member, 0).toward {
            leaning[land] += 1;
        }
    }
    let mut most: Vec<usize> = (1..lands.len()).filter(|&l| leaning[l] > 0).collect();
    most.sort_by(|&a, &b| leaning[b].cmp(&leaning[a]).then_with(|| lands[a].id.cmp(&lands[b].id)));
    most.truncate(MOST_LEANS);
    let before = |land: &Land| world.previous.0.iter().find(|p| p.group == land.id).map(|p| [p.x, p.y]);
    let home = before(&lands[0]);
    let turns = most.len().max(1) as f32;
    let mut ring: Vec<(usize, f32)> = (0u16..)
        .zip(&most)
        .map(|(i, &land)| {
            let even = TAU * f32::from(i) / turns - PI;
            let known = home.zip(before(&lands[land])).map(|([x, y], [tx, ty])| (ty - y).atan2(tx - x));
            (land, known.unwrap_or(even))
        })
        .collect();
    ring.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    spread(&mut ring);
    ring
}

/// Push sorted angles apart on the circle until each has its room.
fn spread(ring: &mut [(usize, f32)]) {
    let n = ring.len();
    for _ in 0..60 {
        for i in 0..n {
            let j = (i + 1) % n;
            let turn = if j == 0 { TAU } else { 0.0 };
            let short = APART - (ring[j].1 + turn - ring[i].1);
            if n > 1 && short > 0.0 {
                ring[i].1 -= short / 2.0;
                ring[j].1 += short / 2.0;
            }
        }
    }
}

/// Names of those who do not fit, the worst first.
fn names(scene: &Scene, input: &GroupInput<'_>) -> Vec<Wish> {
    let snapshot = input.world.snapshot;
    let found = input.world.outliers.map_or(&[][..], |o| &o.outliers);
    let findings = found.iter().filter(|o| o.finding && input.members.binary_search(&o.node).is_ok());
    let mut wishes = Vec::new();
    for o in findings.take(MOST_NAMES) {
        let pick = Pick::Node(snapshot.key(o.node));
        let Some(mark) = scene.marks.iter().find(|m| m.pick == pick) else { continue };
        let name = visible(snapshot.name(o.node));
        let text = font::cut(&name, NAME, true, NAME_ROOM);
        let halo = SCALE * (4.6 + 4.2 * o.score as f32);
        let half = font::width(&text, NAME, true) / 2.0 + halo + 3.0;
        let (x, y) = (mark.x, mark.y);
        let label = Label {
            x,
            y,
            whole: if *text == *name { "".into() } else { name.into() },
            text,
            size: NAME,
            bold: true,
            ink: Ink::Ink,
            anchor: Anchor::Middle,
            importance: 10.0 + o.score as f32,
            pick,
        };
        let spots = vec![[x, y - halo - 4.0], [x, y + halo + 11.0], [x + half, y + 4.0], [x - half, y + 4.0]];
        wishes.push(Wish { label, spots });
    }
    wishes
}

/// The name of a group on the border, on its side.
fn toward(land: &Land, angle: f32, [cx, cy, r]: [f32; 3]) -> Wish {
    let (sin, cos) = angle.sin_cos();
    let anchor = match cos {
        c if c > 0.3 => Anchor::Start,
        c if c < -0.3 => Anchor::End,
        _ => Anchor::Middle,
    };
    let whole = format!("toward {}", land.name);
    let text = font::cut(&whole, LEAN, false, NAME_ROOM);
    let label = Label {
        x: 0.0,
        y: 0.0,
        whole: if *text == *whole { "".into() } else { whole.into() },
        text,
        size: LEAN,
        bold: false,
        ink: Ink::Muted,
        anchor,
        importance: 20.0,
        pick: land.pick(),
    };
    let spot = |far: f32| [cx + far * cos, cy + far * sin + 4.0];
    Wish { label, spots: vec![spot(r + 9.0), spot(r + 16.0)] }
}

fn caption([x, y]: [f32; 2]) -> Wish {
    let label = Label {
        x,
        y,
        text: "centre: typical · border: does not fit".into(),
        size: LEAN,
        bold: false,
        ink: Ink::Muted,
        anchor: Anchor::Middle,
        importance: 30.0,
        pick: Pick::None,
        whole: "".into(),
    };
    Wish { label, spots: vec![[x, y]] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_border_have_room() {
        let mut ring = vec![(1, -3.0), (2, -2.99), (3, -2.98), (4, 1.0), (5, 3.1)];
        spread(&mut ring);
        for i in 0..ring.len() {
            let j = (i + 1) % ring.len();
            let gap = (ring[j].1 - ring[i].1).rem_euclid(TAU);
            assert!(gap > 0.97 * APART, "{i} and {j} are {gap} apart");
        }
        let mut one = vec![(1, 0.5)];
        spread(&mut one);
        assert_eq!(one, [(1, 0.5)], "a single name stays where it points");
    }
}
