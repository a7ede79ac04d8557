//! The members of each country as marks, and the halos of those who do not fit.

use atlas_analysis::clusters::GroupKind;
use atlas_analysis::outliers::Outlier;
use atlas_graph::NodeId;

use super::WorldInput;
use super::country::Land;
use crate::layout::access::Access;
use crate::layout::members::{Member, arrange, sunflower};
use crate::{Halo, Ink, Mark, Pick, Scene, style};

/// Most marks of the base.
const BASE_MARKS: usize = 600;
/// Strongest outliers shown where members are not.
const STRONGEST: usize = 5;
/// Most members drawn singly where a country has the picture to itself.
const ALONE: usize = 1500;
/// Radius of a mark, and smallest radius that is still seen.
const MARK: [f32; 2] = [1.1, 3.6];

/// Draw all marks; the number of identities that have a mark of their own.
pub(super) fn draw(
    scene: &mut Scene,
    input: &WorldInput<'_>,
    lands: &[Land],
    at: &[[f32; 2]],
    access: &Access<'_>,
) -> usize {
    let crowd = Crowd::new(input, lands, at, access, 1.0);
    let before = scene.marks.len();
    for (home, land) in lands.iter().enumerate() {
        match land.kind {
            GroupKind::Base => crowd.base(scene, home),
            _ if land.draws_members() => crowd.members(scene, home),
            _ => crowd.strongest(scene, home),
        }
    }
    scene.marks.len() - before
}

/// Draw the members of one country, which has the picture to itself: everything is `scale` times as
/// large. The number of identities that have a mark of their own.
pub(super) fn draw_alone(
    scene: &mut Scene,
    input: &WorldInput<'_>,
    lands: &[Land],
    at: &[[f32; 2]],
    access: &Access<'_>,
    (home, scale): (usize, f32),
) -> usize {
    let crowd = Crowd::new(input, lands, at, access, scale);
    match lands[home].kind {
        GroupKind::Base => crowd.base(scene, home),
        _ if draws_alone(&lands[home]) => crowd.members(scene, home),
        _ => crowd.strongest(scene, home),
    }
    scene.marks.len()
}

/// Whether a country that has the picture to itself draws its members singly.
pub(super) fn draws_alone(land: &Land) -> bool {
    land.kind == GroupKind::Base || land.members.len() <= ALONE
}

struct Crowd<'a> {
    input: &'a WorldInput<'a>,
    lands: &'a [Land],
    at: &'a [[f32; 2]],
    access: &'a Access<'a>,
    scale: f32,
    /// For each node its outlier, as an index.
    outlier: Vec<Option<u32>>,
    exposed: Vec<bool>,
}

impl<'a> Crowd<'a> {
    fn new(
        input: &'a WorldInput<'a>,
        lands: &'a [Land],
        at: &'a [[f32; 2]],
        access: &'a Access<'a>,
        scale: f32,
    ) -> Self {
        let n = input.snapshot.node_count();
        let mut outlier = vec![None; n];
        for (i, o) in (0u32..).zip(input.outliers.map_or(&[][..], |o| &o.outliers)) {
            if let Some(slot) = outlier.get_mut(o.node.index()) {
                *slot = Some(i);
            }
        }
        let mut exposed = vec![false; n];
        for node in input.coast.iter().flat_map(|p| &p.exposed) {
            if let Some(slot) = exposed.get_mut(node.index()) {
                *slot = true;
            }
        }
        Self { input, lands, at, access, scale, outlier, exposed }
    }

    fn outlier(&self, node: NodeId) -> Option<&Outlier> {
        let index = self.outlier[node.index()]?;
        self.input.outliers?.outliers.get(index as usize)
    }

    /// Radius of a mark in a country.
    fn mark_radius(&self, home: usize, drawn: usize) -> f32 {
        let room = self.lands[home].r / (drawn.max(1) as f32).sqrt();
        (0.5 * room).clamp(MARK[0], MARK[1] * self.scale)
    }

    /// Score as the radius of the halo, for findings only.
    fn halo(&self, node: NodeId) -> Option<f32> {
        let outlier = self.outlier(node).filter(|o| o.finding)?;
        Some(self.scale * (4.6 + 4.2 * outlier.score.clamp(0.0, 1.0) as f32))
    }

    fn push(&self, scene: &mut Scene, node: NodeId, [x, y]: [f32; 2], r: f32, halo: Option<f32>) {
        if let Some(r) = halo {
            scene.halos.push(Halo { x, y, r });
        }
        let exposed = self.exposed[node.index()];
        scene.marks.push(Mark {
            x,
            y,
            r,
            shape: style::shape(self.input.snapshot, node),
            ink: if exposed { Ink::Exposed } else { Ink::Pale },
            filled: true,
            pick: Pick::Node(self.input.snapshot.key(node)),
            title: super::words::member(self.input, node, exposed, self.outlier(node)).into(),
        });
    }

    /// The base: everyone alike, dense; a sample where there are many. Who reaches or stands out
    /// is always in it.
    fn base(&self, scene: &mut Scene, home: usize) {
        let land = &self.lands[home];
        let notable = |n: &NodeId| self.exposed[n.index()] || self.halo(*n).is_some();
        let plain: Vec<NodeId> = land.members.iter().copied().filter(|n| !notable(n)).collect();
        let mut drawn: Vec<NodeId> = land.members.iter().copied().filter(notable).collect();
        drawn.truncate(BASE_MARKS);
        let room = BASE_MARKS - drawn.len();
        let every = plain.len().div_ceil(room.max(1)).max(1);
        let sample: Vec<NodeId> = plain.into_iter().step_by(every).take(room).collect();
        // The notable stand outside, where a sunflower ends.
        drawn = sample.into_iter().chain(drawn).collect();
        let r = (0.36 * land.r / (drawn.len().max(1) as f32).sqrt()).clamp(0.9, 2.6 * self.scale);
        let [cx, cy] = self.at[home];
        for (i, &node) in drawn.iter().enumerate() {
            let [dx, dy] = sunflower(i, drawn.len(), land.r - r - 3.0);
            let halo = self.halo(node).map(|h| h.min(2.0 * r + 2.0));
            self.push(scene, node, [cx + dx, cy + dy], r, halo);
        }
    }

    fn members(&self, scene: &mut Scene, home: usize) {
        let land = &self.lands[home];
        let radius = self.mark_radius(home, land.members.len());
        let [cx, cy] = self.at[home];
        let angle = |toward: usize| (self.at[toward][1] - cy).atan2(self.at[toward][0] - cx);
        let halos: Vec<Option<f32>> =
            land.members.iter().map(|&n| self.halo(n).map(|h| h.min(0.42 * land.r))).collect();
        let all: Vec<Member> = land
            .members
            .iter()
            .zip(&halos)
            .map(|(&node, halo)| {
                let lean = self.access.lean(node, home);
                let score = self.outlier(node).map_or(0.0, |o| o.score as f32);
                Member {
                    // Findings are furthest out, by score; the others by how little they fit.
                    misfit: if halo.is_some() { 1.0 + score } else { lean.misfit },
                    angle: lean.toward.map(angle),
                    r: halo.unwrap_or(radius),
                }
            })
            .collect();
        let (at, shrink) = arrange(&all, land.r - 3.0);
        for (i, &node) in land.members.iter().enumerate() {
            let [dx, dy] = at[i];
            let halo = halos[i].map(|h| h * shrink);
            self.push(scene, node, [cx + dx, cy + dy], radius * shrink, halo);
        }
    }

    /// Only the strongest outliers, on the border of a country that draws a fill.
    fn strongest(&self, scene: &mut Scene, home: usize) {
        let land = &self.lands[home];
        let mut found: Vec<&Outlier> =
            land.members.iter().filter_map(|&n| self.outlier(n)).filter(|o| o.finding).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.node.cmp(&b.node)));
        found.truncate(STRONGEST);
        let [cx, cy] = self.at[home];
        let most = 0.3 * land.r;
        let all: Vec<Member> = found
            .iter()
            .map(|o| Member {
                misfit: 1.0 + o.score as f32,
                angle: self.access.lean(o.node, home).toward.map(|t| (self.at[t][1] - cy).atan2(self.at[t][0] - cx)),
                r: self.halo(o.node).unwrap_or(MARK[1]).min(most),
            })
            .collect();
        let (at, shrink) = arrange(&all, land.r - 2.0);
        for ((o, m), [dx, dy]) in found.iter().zip(&all).zip(at) {
            let r = (0.45 * m.r).min(MARK[1]) * shrink;
            self.push(scene, o.node, [cx + dx, cy + dy], r, Some(m.r * shrink));
        }
    }
}
