//! Countries: which groups are shown, how large, and their outlines and names.

use std::collections::BTreeSet;

use atlas_analysis::clusters::{Group, GroupKind};
use atlas_graph::NodeId;
use atlas_model::Lane;

use super::coastline::Places;
use super::{MOST_COUNTRIES, MOST_MEMBERS, WorldInput};
use crate::layout::coast;
use crate::style::lane_words;
use crate::{Anchor, Country, Ink, Label, Outline, Pick, Scene, font};

/// Size of a country's name.
pub(super) const NAME: f32 = 12.5;
/// Size of the line under it.
pub(super) const DETAIL: f32 = 11.0;
/// Longest name before it is cut.
const NAME_ROOM: f32 = 168.0;
/// A single dot needs this much radius of its country per root of its members.
const DOT_ROOM: f32 = 3.1;

/// A group on the map.
#[derive(Clone, Debug)]
pub(super) struct Land {
    /// Stable id of the group.
    pub(super) id: Box<str>,
    /// Name, whole.
    pub(super) name: Box<str>,
    /// Name as far as it fits.
    pub(super) short: Box<str>,
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
    let named = input.names.get(&group.id).unwrap_or(&group.label);
    let plain = crate::plain::visible(named);
    let name = match group.kind {
        GroupKind::Region => plain,
        _ if lanes_differ => format!("{plain}, {many}"),
        _ => plain,
    };
    let size = super::words::number(members.len());
    let detail = match (exposed, group.kind) {
        (0, GroupKind::Region) => String::new(),
        (0, _) => format!("{size} {many}"),
        (n, _) => format!("{} of {size} reach", super::words::number(n)),
    };
    Land {
        id: group.id.clone(),
        short: font::cut(&name, NAME, true, NAME_ROOM),
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
    (0.27 * area / (std::f32::consts::PI * people.max(1) as f32)).sqrt().clamp(0.05, 6.2)
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
    let w = font::width(&land.short, NAME, true).max(detail);
    [w + 4.0, if land.detail.is_empty() { 17.0 } else { 31.0 }]
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
        let whole = if land.short == land.name { "" } else { &*land.name };
        let name_y = if two { base - 13.5 } else { base };
        scene.labels.push(label(name_y, &land.short, NAME, true, Ink::Ink, whole));
        if two {
            let ink = if land.exposed > 0 { Ink::Exposed } else { Ink::Muted };
            scene.labels.push(label(base, &land.detail, DETAIL, false, ink, ""));
        }
    }
}
