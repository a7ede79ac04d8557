//! Countries: which groups are shown, how large, and their outlines and names.

use std::collections::BTreeSet;

use atlas_analysis::clusters::{Group, GroupKind};
use atlas_graph::NodeId;
use atlas_model::Lane;

use super::coastline::Places;
use super::{MOST_COUNTRIES, MOST_MEMBERS, WorldInput};
use crate::layout::coast;
use crate::style::lane_words;
use crate::{Anchor, Country, Ink, Label, Outline, Pick, Scene, font, lines};

/// Size of a country's name.
pub(super) const NAME: f32 = 12.5;
/// Size of the line under it.
pub(super) const DETAIL: f32 = 11.0;
/// Widest line of a name.
const NAME_ROOM: f32 = 160.0;
/// Distance of two lines of a name.
const NAME_LINE: f32 = 15.0;
/// A single dot needs this much radius of its country per root of its members.
const DOT_ROOM: f32 = 3.1;

/// A group on the map.
#[derive(Clone, Debug)]
pub(super) struct Land {
    /// Stable id of the group.
    pub(super) id: Box<str>,
    /// Name, whole.
    pub(super) name: Box<str>,
    /// Name as it is written: one line or two.
    pub(super) lines: Vec<Box<str>>,
    /// The line under it; may be empty.
    pub(super) detail: Box<str>,
    /// Region, base or small.
    pub(super) kind: GroupKind,
    /// Fit to be a baseline.
    pub(super) peer: bool,
    /// Lane of its members.
    pub(super) lane: Lane,
    /// Members of the lanes shown, in the order of the keys.
    pub(super) members: Vec<NodeId>,
    /// How many reach tier 0.
    pub(super) exposed: usize,
    /// Mean likelihood, or share.
    pub(super) reach: f32,
    /// Radius.
    pub(super) r: f32,
}

impl Land {
    /// Share that reaches tier 0.
    pub(super) fn share(&self) -> f32 {
        self.exposed as f32 / self.members.len().max(1) as f32
    }

    /// What the layout needs to know.
    pub(super) fn rough(&self) -> coast::Land {
        let reach = if self.exposed > 0 { self.reach.max(1e-6) } else { 0.0 };
        coast::Land { r: self.r, reach, base: self.kind == GroupKind::Base }
    }

    /// Whether its members are drawn singly.
    pub(super) fn draws_members(&self) -> bool {
        let many = self.members.len();
        self.kind == GroupKind::Base || (many <= MOST_MEMBERS && self.r >= DOT_ROOM * (many as f32).sqrt())
    }

    /// What the layout calls a pick.
    pub(super) fn pick(&self) -> Pick {
        Pick::Group(self.id.clone())
    }
}

/// The groups to show: the finest level with at most forty, groups that are opened replaced by
/// their parts, narrowed to a lane.
pub(super) fn choose(input: &WorldInput<'_>, places: &Places) -> Vec<Land> {
    let groups = &input.clusters.groups;
    let shown = |g: &Group| input.lane.is_none_or(|lane| g.lane == lane) && !g.members.is_empty();
    let level =
        |l: &Vec<usize>| -> Vec<usize> { l.iter().copied().filter(|&g| groups.get(g).is_some_and(shown)).collect() };
    let mut chosen: Vec<usize> = input
        .clusters
        .levels
        .iter()
        .map(level)
        .rfind(|l| l.len() <= MOST_COUNTRIES)
        .or_else(|| input.clusters.levels.first().map(level))
        .unwrap_or_default();
    let open: BTreeSet<&str> = input.open.iter().map(|id| &**id).collect();
    let mut at = 0;
    while at < chosen.len() {
        let parent = chosen[at];
        let parts: Vec<usize> =
            (0..groups.len()).filter(|&g| groups[g].parent == Some(parent) && shown(&groups[g])).collect();
        if open.contains(&*groups[parent].id) && !parts.is_empty() {
            chosen.splice(at..=at, parts);
        } else {
            at += 1;
        }
    }
    let lanes: BTreeSet<Lane> = chosen.iter().map(|&g| groups[g].lane).collect();
    let mut lands: Vec<Land> = chosen.into_iter().map(|g| land(input, places, &groups[g], lanes.len() > 1)).collect();
    lands.sort_by(|a, b| b.members.len().cmp(&a.members.len()).then(a.id.cmp(&b.id)));
    lands
}

fn land(input: &WorldInput<'_>, places: &Places, group: &Group, lanes_differ: bool) -> Land {
    let members = group.members.clone();
    let exposed = members.iter().filter(|m| places.reaches(**m)).count();
    let likelihood = |m: &NodeId| input.reach.get(m.index()).copied().unwrap_or(0.0);
    let sum: f32 = if input.reach.is_empty() { exposed as f32 } else { members.iter().map(likelihood).sum() };
    let (_, many) = lane_words(Some(group.lane));
    let by_hand = input.names.get(&group.id);
    let title = match (by_hand, group.kind) {
        (None, GroupKind::Base) => "Base access only".to_owned(),
        (None, GroupKind::Small) => "Small groups".to_owned(),
        (named, _) => crate::plain::visible(named.unwrap_or(&group.label)),
    };
    // The lane of what each lane has stands in the smaller line; a tooltip names it too.
    let of_lane = group.kind != GroupKind::Region && lanes_differ;
    let size = super::words::number(members.len());
    let detail = match (exposed, group.kind) {
        (0, GroupKind::Region) => String::new(),
        (0, _) => super::words::counted(members.len(), lane_words(Some(group.lane))),
        (n, _) if of_lane => format!("{} of {size} {many} reach", super::words::number(n)),
        (n, _) => format!("{} of {size} reach", super::words::number(n)),
    };
    let lines = lines::two(&title, NAME, true, NAME_ROOM);
    let name = if of_lane { format!("{title}, {many}") } else { title };
    Land {
        id: group.id.clone(),
        lines,
        name: name.into(),
        detail: detail.into(),
        kind: group.kind,
        peer: group.peer,
        lane: group.lane,
        exposed,
        reach: sum / members.len().max(1) as f32,
        members,
        r: 0.0,
    }
}

/// Radius per root of members with which countries take about a quarter of the area.
pub(super) fn unit(people: usize, area: f32) -> f32 {
    (0.27 * area / (std::f32::consts::PI * people.max(1) as f32)).sqrt().clamp(0.05, 9.0)
}

/// Radius of a country: grows with the root of its members; the base, where everyone is alike, is
/// dense.
pub(super) fn radius(land: &Land, unit: f32) -> f32 {
    let dense = if land.kind == GroupKind::Base { 0.68 } else { 1.0 };
    (unit * dense * (land.members.len() as f32).sqrt() + 3.0).clamp(11.0, 128.0)
}

/// Width and height of the box of the name and the line under it.
pub(super) fn label_size(land: &Land) -> [f32; 2] {
    let detail = font::width(&land.detail, DETAIL, false);
    let w = land.lines.iter().map(|l| font::width(l, NAME, true)).fold(detail, f32::max);
    let names = 17.0 + NAME_LINE * (land.lines.len() as f32 - 1.0);
    [w + 4.0, if land.detail.is_empty() { names } else { names + 14.0 }]
}

/// Outlines and names.
pub(super) fn draw(scene: &mut Scene, lands: &[Land], at: &[[f32; 2]]) {
    for (land, &[x, y]) in lands.iter().zip(at) {
        let solid = land.peer || land.kind == GroupKind::Base;
        scene.countries.push(Country {
            x,
            y,
            r: land.r,
            outline: if solid { Outline::Solid } else { Outline::Dashed },
            fill_share: if land.draws_members() { -1.0 } else { land.share() },
            pick: land.pick(),
            title: super::words::country(land).into(),
        });
        let base = y - land.r - 5.0;
        let two = !land.detail.is_empty();
        let importance = 10.0 + land.share() + (land.members.len() as f32).sqrt() / 100.0;
        let label = |y: f32, text: &str, size, bold, ink, whole: &str| Label {
            x,
            y,
            text: text.into(),
            size,
            bold,
            ink,
            anchor: Anchor::Middle,
            importance,
            pick: land.pick(),
            whole: whole.into(),
        };
        let whole = if land.lines.last().is_some_and(|l| l.ends_with('…')) { &*land.name } else { "" };
        let last = if two { base - 13.5 } else { base };
        for (up, line) in land.lines.iter().rev().enumerate().rev() {
            scene.labels.push(label(last - NAME_LINE * up as f32, line, NAME, true, Ink::Ink, whole));
        }
        if two {
            let ink = if land.exposed > 0 { Ink::Exposed } else { Ink::Muted };
            scene.labels.push(label(base, &land.detail, DETAIL, false, ink, ""));
        }
    }
}
