//! The world: all groups as countries, and tier 0 as the coast.

mod coastline;
mod country;
mod crowd;
mod group;
mod memory;
mod words;

use std::collections::BTreeMap;

use atlas_analysis::clusters::Clusters;
use atlas_analysis::outliers::Outliers;
use atlas_graph::{NodeId, Snapshot};
use atlas_model::Lane;

use crate::layout::access::Access;
use crate::layout::coast::{self, Land, Zones};
use crate::layout::separate::{self, Body};
use crate::layout::spectral;
use crate::{Crumb, Pick, Scene, SceneKind, legend};

pub use group::{GroupInput, group};
pub use memory::{Moved, Positions, Remembered};
pub(crate) use words::number;

/// Width of a world in map units.
const WIDTH: f32 = 1280.0;
/// Height of a world.
const HEIGHT: f32 = 800.0;
/// Where the coast stands.
const COAST: f32 = 1070.0;
/// Left, top and bottom edge of the countries; their right edge.
const EDGES: Zones = Zones { left: 24.0, line: 0.0, right: COAST - 112.0, top: 36.0, bottom: 786.0 };
/// Countries at a level.
pub const MOST_COUNTRIES: usize = 40;
/// From this size on a country draws no single member until it is opened.
pub const MOST_MEMBERS: usize = 300;

/// Tier-0 nodes that exactly the same identities reach, folded into one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoastPlace {
    /// The nodes; at least one.
    pub nodes: Vec<NodeId>,
    /// "kubernetes", "org and 6 more organisations".
    pub label: Box<str>,
    /// Kind and the level that counts: "write or more", "owner". May be empty.
    pub detail: Box<str>,
    /// Identities that reach it, sorted.
    pub exposed: Vec<NodeId>,
}

/// What a world is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct WorldInput<'a> {
    /// The graph.
    pub snapshot: &'a Snapshot,
    /// Its groups.
    pub clusters: &'a Clusters,
    /// Who does not fit, where it is known.
    pub outliers: Option<&'a Outliers>,
    /// Tier 0, folded.
    pub coast: &'a [CoastPlace],
    /// For each node the likelihood 0..=1 that it reaches tier 0; empty: shares are used.
    pub reach: &'a [f32],
    /// Only this lane.
    pub lane: Option<Lane>,
    /// Ids of groups that are opened into their parts.
    pub open: &'a [Box<str>],
    /// Names by hand, by id of the group.
    pub names: &'a BTreeMap<Box<str>, Box<str>>,
    /// Where things stood before.
    pub previous: &'a Positions,
    /// Revision and data date for the margin.
    pub stamp: &'a str,
}

/// A world, and what to remember of it.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// The picture.
    pub scene: Scene,
    /// To be given back as [`WorldInput::previous`] next time.
    pub positions: Positions,
    /// Countries that stood elsewhere before, with why.
    pub moved: Vec<Moved>,
}

/// Draw the world. O(edges of the identities * log + countries^2 * points of a grid); 70,000
/// identities take well under a second.
#[must_use]
pub fn world(input: &WorldInput<'_>) -> World {
    let places = coastline::fold(input);
    let mut lands = country::choose(input, &places);
    // Where only one lane is there, its words are used: "people", not "identities".
    let first = lands.first().map(|l| l.lane);
    let only = first.filter(|&lane| lands.iter().all(|l| l.lane == lane));
    let input = &WorldInput { lane: input.lane.or(only), ..*input };
    let members: Vec<&[NodeId]> = lands.iter().map(|l| l.members.as_slice()).collect();
    let access = Access::new(input.snapshot, &members);
    let similar = access.similarity();
    let flows = places.flows(&lands);
    let order = coast::untangle(&spectral::order(&similar, lands.len()), &flows);
    let (at, line) = settle(input, &mut lands, &order);
    let mut scene = Scene {
        crumbs: vec![Crumb { text: "World".into(), pick: Pick::None }],
        reading: words::reading(input, &lands).into(),
        ..Scene::blank(SceneKind::World, [WIDTH, HEIGHT], input.stamp)
    };
    coastline::draw(&mut scene, input, &places, flows, &lands, &at, line);
    country::draw(&mut scene, &lands, &at);
    let drawn = crowd::draw(&mut scene, input, &lands, &at, &access);
    scene.shown = words::shown(input, &lands, drawn).into();
    scene.legend = legend::legend(&scene);
    let (positions, moved) = memory::remember(input.previous, &lands, &at);
    World { scene, positions, moved }
}

/// Places for all countries; countries shrink until all fit. Also the x of the line, if any.
fn settle(input: &WorldInput<'_>, lands: &mut [country::Land], order: &[usize]) -> (Vec<[f32; 2]>, Option<f32>) {
    // Without a coast the countries have all the room.
    let edges = if input.coast.is_empty() { Zones { right: WIDTH - EDGES.left, ..EDGES } } else { EDGES };
    let area: f32 = (edges.right - edges.left) * (edges.bottom - edges.top);
    let people: usize = lands.iter().map(|l| l.members.len()).sum();
    let mut unit = country::unit(people, area);
    for _ in 0..48 {
        for land in lands.iter_mut() {
            land.r = country::radius(land, unit);
        }
        let rough: Vec<Land> = lands.iter().map(country::Land::rough).collect();
        let line = coast::line(&rough, edges.left, edges.right);
        let zones = Zones { line, ..edges };
        let wish = coast::wishes(&rough, order, zones);
        let bodies: Vec<Body> = lands
            .iter()
            .zip(&wish)
            .map(|(land, &wish)| {
                let old = memory::recall(input.previous, land);
                let room = if land.exposed > 0 {
                    [line + 6.0, zones.top, zones.right, zones.bottom]
                } else {
                    [zones.left, zones.top, line - 6.0, zones.bottom]
                };
                Body {
                    r: land.r,
                    label: country::label_size(land),
                    wish: old.unwrap_or(wish),
                    // Across, reach has a meaning; without reach only the order down has.
                    stiffness: if land.exposed > 0 { [2.5, 1.0] } else { [0.6, 1.0] },
                    room,
                    pinned: old.is_some(),
                }
            })
            .collect();
        if let Some(at) = separate::place(&bodies) {
            let between = line > edges.left && line < edges.right;
            return (at, between.then_some(line));
        }
        unit *= 0.93;
    }
    // Forty countries with labels always fit long before this; a world without room is drawn as
    // wished rather than not at all.
    let rough: Vec<Land> = lands.iter().map(country::Land::rough).collect();
    let zones = Zones { line: coast::line(&rough, edges.left, edges.right), ..edges };
    (coast::wishes(&rough, order, zones), None)
}

#[cfg(test)]
mod tests;
