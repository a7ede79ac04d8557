//! Identities by the access they hold: the hierarchy of each lane, or one level at a resolution.

use atlas_graph::{NodeId, Snapshot};
use atlas_model::Lane;

use super::assemble::Draft;
use super::describe::describe;
use super::finder::Finder;
use super::hierarchy::{Grower, Hierarchy, NEAREST, Part, links, parts_of};
use super::leiden::best_leiden;
use super::likeness::Likeness;
use super::links::Links;
use super::names::Names;
use super::tightness::tightness;
use super::{ClusterConfig, GroupKind};
use crate::profile::{LaneProfiles, Profiles, number};
use crate::{Cancelled, Pace};

/// Groups that one picture holds.
const MOST_GROUPS: usize = 40;

/// Groups of one lane, before they have ids and places; and what the lane adds to modularity.
pub(crate) fn lane_groups(
    snapshot: &Snapshot,
    profiles: &Profiles,
    lane: &LaneProfiles,
    config: &ClusterConfig,
    pace: &dyn Pace,
) -> Result<(Vec<Draft>, Links, Vec<u32>), Cancelled> {
    let likeness = Likeness::new(lane, &profiles.table);
    let nearest = Finder::new(&likeness).all(NEAREST, pace)?;
    let links = links(&nearest);
    drop(nearest);
    pace.progress("groups", 0.0);
    let grower = Grower {
        table: &profiles.table,
        lane,
        // The lanes share one picture, and each may have a base and small groups beside its regions.
        most_regions: (MOST_GROUPS / profiles.lanes().len().max(1)).max(4) - 2,
        likeness: &likeness,
        links: &links,
        config,
        pace,
    };
    let hierarchy = match config.resolution {
        None => grower.grow()?,
        Some(resolution) => {
            let community = best_leiden(&links, resolution, config.seed, pace)?;
            let part = |rows: Vec<u32>| {
                let tightness = tightness(&likeness, &rows, config.seed);
                let peer = grower.has_core(&rows, tightness);
                Part { rows, leaf: true, peer, tightness, ..Part::default() }
            };
            Hierarchy { parts: parts_of(&community).into_iter().map(part).collect(), small: Vec::new() }
        }
    };
    let names = Names::new(snapshot, &profiles.table, lane);
    let community = finest(&hierarchy, links.len());
    let mut drafts = Vec::new();
    for part in hierarchy.parts {
        pace.check()?;
        let held: Vec<u32> = likeness.profiles_of(&part.rows);
        let about = describe(&profiles.table, lane, &names, &held);
        drafts.push(Draft {
            kind: GroupKind::Region,
            lane: lane.lane,
            level: part.level,
            parent: part.parent,
            leaf: part.leaf,
            members: members(lane, &held),
            similarity: part.tightness.median,
            peer: part.peer,
            about,
        });
    }
    let small: Vec<u32> = likeness.profiles_of(&hierarchy.small);
    let base: Vec<u32> = (0..number(lane.profile_count())).filter(|&p| lane.is_base_only(p as usize)).collect();
    for (kind, held) in [(GroupKind::Base, base), (GroupKind::Small, small)] {
        if held.is_empty() {
            continue;
        }
        let similarity =
            if kind == GroupKind::Base { 1.0 } else { tightness(&likeness, &hierarchy.small, config.seed).median };
        let mut about = describe(&profiles.table, lane, &names, &held);
        about.names = vec![match kind {
            GroupKind::Base => "base access only".to_owned(),
            _ => "small groups".to_owned(),
        }];
        drafts.push(Draft {
            kind,
            lane: lane.lane,
            level: 0,
            parent: None,
            leaf: true,
            members: members(lane, &held),
            similarity,
            peer: false,
            about,
        });
    }
    Ok((drafts, links, community))
}

/// The finest part of each row; the small rows are one more.
fn finest(hierarchy: &Hierarchy, rows: usize) -> Vec<u32> {
    let mut community = vec![number(hierarchy.parts.len()); rows];
    for (at, part) in (0u32..).zip(&hierarchy.parts) {
        if part.leaf {
            for &row in &part.rows {
                community[row as usize] = at;
            }
        }
    }
    community
}

fn members(lane: &LaneProfiles, profiles: &[u32]) -> Vec<NodeId> {
    let mut members: Vec<NodeId> = profiles.iter().flat_map(|&p| lane.holders(p as usize).iter().copied()).collect();
    members.sort_unstable();
    members
}

/// The base of each lane that has one.
pub(crate) fn bases(profiles: &Profiles) -> Vec<(Lane, Vec<super::Grant>)> {
    let of = |lane: &LaneProfiles| {
        let base = (0..number(lane.base.len())).filter(|&g| lane.base[g as usize]);
        (lane.lane, base.map(|g| profiles.table.grant(g)).collect::<Vec<_>>())
    };
    profiles.lanes.iter().map(of).filter(|b| !b.1.is_empty()).collect()
}
