//! The hierarchy of a lane: regions found on the graph of nearest profiles, split downwards while
//! the parts are clearly tighter, and joined upwards where there are too many for one picture.
//!
//! Every level covers the same rows and a part lies in one part of the level above.

use std::collections::{BTreeMap, BTreeSet};

use super::ClusterConfig;
use super::cores::SMALL_REGION;
use super::leiden::{best_leiden, leiden};
use super::likeness::{Alike, Likeness};
use super::links::{Links, densify};
use super::tightness::{Tightness, tightness};
use crate::profile::{GrantTable, LaneProfiles, number};
use crate::{Cancelled, Pace};

/// Neighbours of a profile in the graph.
pub(crate) const NEAREST: usize = 15;
/// Resolution at which regions are looked for. At 1 working groups of one to thirty profiles merge
/// through the few people they share (the resolution limit); from 3 on they begin to break.
const REGIONS: f64 = 2.0;
/// Parts of a split must be this much tighter than the whole.
const TIGHTER: f64 = 1.2;

/// One part of the rows of a lane.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    /// Sorted.
    pub(crate) rows: Vec<u32>,
    pub(crate) parent: Option<usize>,
    /// Depth, 0 coarsest.
    pub(crate) level: u32,
    pub(crate) leaf: bool,
    /// Whether it is fit to be a baseline.
    pub(crate) peer: bool,
    pub(crate) tightness: Tightness,
}

/// The parts of a lane.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hierarchy {
    /// Parents before children.
    pub(crate) parts: Vec<Part>,
    /// Rows in no part: groups below the minimum size, nothing links them to a larger one.
    pub(crate) small: Vec<u32>,
}

/// The graph of nearest profiles: an edge where one is among the nearest of the other.
pub(crate) fn links(nearest: &[Vec<Alike>]) -> Links {
    let mut edges = Vec::with_capacity(nearest.len() * NEAREST);
    for (row, alike) in (0u32..).zip(nearest) {
        edges.extend(alike.iter().map(|a| (row, a.row, a.likeness)));
    }
    Links::new(nearest.len(), edges)
}

/// What the steps below share.
pub(crate) struct Grower<'a> {
    pub(crate) table: &'a GrantTable,
    pub(crate) lane: &'a LaneProfiles,
    /// More parts than this get a coarser level above them; at least 2.
    pub(crate) most_regions: usize,
    pub(crate) likeness: &'a Likeness<'a>,
    pub(crate) links: &'a Links,
    pub(crate) config: &'a ClusterConfig,
    pub(crate) pace: &'a dyn Pace,
}

impl Grower<'_> {
    /// Grow the hierarchy.
    pub(crate) fn grow(&self) -> Result<Hierarchy, Cancelled> {
        let mut hierarchy = Hierarchy::default();
        let mut community = best_leiden(self.links, REGIONS, self.config.seed, self.pace)?;
        let all: Vec<u32> = (0..number(self.links.len())).collect();
        self.join_small(&all, self.links, &mut community);
        let mut tops = Vec::new();
        for rows in parts_of(&community) {
            if self.likeness.identities(&rows) < self.config.minimum_size {
                hierarchy.small.extend(rows);
            } else {
                tops.push(rows);
            }
        }
        hierarchy.small.sort_unstable();
        for (rows, parent) in self.join(tops, &mut hierarchy.parts)? {
            let level = parent.map_or(0, |p: usize| hierarchy.parts[p].level + 1);
            self.split(rows, parent, level, &mut hierarchy.parts)?;
        }
        Ok(hierarchy)
    }

    /// Put `rows` among the parts, and below it the parts it falls into, if it does. What has a core
    /// stays whole, unless it is two groups with a core that have little to do with each other.
    fn split(&self, rows: Vec<u32>, parent: Option<usize>, level: u32, parts: &mut Vec<Part>) -> Result<(), Cancelled> {
        self.pace.check()?;
        let tight = tightness(self.likeness, &rows, self.config.seed);
        let core = self.has_core(&rows, tight);
        let children = if core {
            self.two_cores(&rows)?
        } else if rows.len() > SMALL_REGION {
            self.fall_apart(&rows, tight)?
        } else {
            self.cores(&rows)?
        };
        let at = parts.len();
        let leaf = children.is_empty();
        parts.push(Part { rows, parent, level, leaf, peer: core && leaf, tightness: tight });
        for child in children {
            self.split(child, Some(at), level + 1, parts)?;
        }
        Ok(())
    }

    /// The parts a part falls into: communities of the graph inside it, those below the minimum
    /// size with the part they are linked to most; none where the parts are not clearly tighter.
    fn fall_apart(&self, rows: &[u32], whole: Tightness) -> Result<Vec<Vec<u32>>, Cancelled> {
        let least = self.config.minimum_size;
        if self.likeness.identities(rows) < 2 * least || rows.len() < 2 || whole.mean >= 1.0 / TIGHTER {
            return Ok(Vec::new());
        }
        let inside = self.links.part(rows);
        let mut community = leiden(&inside, 1.0, self.config.seed, 4, self.pace)?;
        self.join_small(rows, &inside, &mut community);
        let children: Vec<Vec<u32>> =
            parts_of(&community).into_iter().map(|c| c.into_iter().map(|i| rows[i as usize]).collect()).collect();
        if children.len() < 2 {
            return Ok(Vec::new());
        }
        let (mut sum, mut pairs) = (0.0, 0.0);
        for child in &children {
            let n = self.likeness.identities(child) as f64;
            let tight = tightness(self.likeness, child, self.config.seed);
            sum += tight.mean * n * (n - 1.0);
            pairs += n * (n - 1.0);
        }
        Ok(if sum >= TIGHTER * whole.mean * pairs { children } else { Vec::new() })
    }

    /// Smallest first, each community below the minimum size joins the one it is linked to most, if
    /// it is linked to any.
    fn join_small(&self, rows: &[u32], links: &Links, community: &mut [u32]) {
        let count = densify(community);
        let mut members = parts_of(community);
        let size_of = |nodes: &[u32]| -> usize { nodes.iter().map(|&i| self.likeness.copies(rows[i as usize])).sum() };
        let mut size: Vec<usize> = members.iter().map(|m| size_of(m)).collect();
        let mut open: BTreeSet<(usize, usize)> =
            (0..count).filter(|&c| size[c] < self.config.minimum_size).map(|c| (size[c], c)).collect();
        while let Some((_, small)) = open.pop_first() {
            let mut toward: BTreeMap<u32, f64> = BTreeMap::new();
            for &node in &members[small] {
                for (to, weight) in links.row(node as usize) {
                    *toward.entry(community[to as usize]).or_default() += f64::from(weight);
                }
            }
            toward.remove(&number(small));
            let stronger = |a: &(&u32, &f64), b: &(&u32, &f64)| a.1.total_cmp(b.1).then_with(|| b.0.cmp(a.0));
            let Some((&best, _)) = toward.iter().max_by(stronger) else { continue };
            let moved = std::mem::take(&mut members[small]);
            for &node in &moved {
                community[node as usize] = best;
            }
            let best = best as usize;
            open.remove(&(size[best], best));
            members[best].extend(moved);
            size[best] += size[small];
            size[small] = 0;
            if size[best] < self.config.minimum_size {
                open.insert((size[best], best));
            }
        }
        densify(community);
    }
}

/// The members of each community, in the order of its number.
pub(crate) fn parts_of(community: &[u32]) -> Vec<Vec<u32>> {
    let count = community.iter().max().map_or(0, |m| *m as usize + 1);
    let mut parts = vec![Vec::new(); count];
    for (node, &c) in (0u32..).zip(community) {
        parts[c as usize].push(node);
    }
    parts
}
