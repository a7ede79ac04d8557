//! All nodes by the relations between them: plain Leiden, one level.

use atlas_graph::{NodeId, Snapshot};
use atlas_model::Lane;

use super::assemble::Draft;
use super::describe::Description;
use super::hierarchy::parts_of;
use super::leiden::best_leiden;
use super::links::{Links, densify};
use super::{ClusterConfig, GroupKind, label};
use crate::{Cancelled, Pace};

/// Every relation once, whatever its direction, kind and level.
pub(crate) fn simple_graph(snapshot: &Snapshot) -> Links {
    let edges = snapshot.edges().map(|(from, edge)| (from.0, snapshot.target(edge).0, 1.0));
    Links::new(snapshot.node_count(), edges.collect())
}

/// Groups of all nodes.
pub(crate) fn graph_groups(
    snapshot: &Snapshot,
    config: &ClusterConfig,
    pace: &dyn Pace,
) -> Result<(Vec<Draft>, Links, Vec<u32>), Cancelled> {
    let links = simple_graph(snapshot);
    let resolution = config.resolution.unwrap_or(1.0);
    let mut community = best_leiden(&links, resolution, config.seed, pace)?;
    densify(&mut community);
    let drafts = parts_of(&community).into_iter().map(|rows| draft(snapshot, &links, &community, &rows)).collect();
    Ok((drafts, links, community))
}

/// A group is called after the node in it that most relations of the group meet.
fn draft(snapshot: &Snapshot, links: &Links, community: &[u32], rows: &[u32]) -> Draft {
    let inside = |r: u32| {
        let same = |&(to, _): &(u32, f32)| community[to as usize] == community[r as usize];
        links.row(r as usize).filter(same).count()
    };
    let mut by_degree: Vec<(usize, u32)> = rows.iter().map(|&r| (inside(r), r)).collect();
    by_degree.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let within: usize = by_degree.iter().map(|d| d.0).sum();
    let ends: usize = rows.iter().map(|&r| links.row(r as usize).count()).sum();
    let members: Vec<NodeId> = rows.iter().map(|&r| NodeId(r)).collect();
    let mut lanes: Vec<Lane> =
        members.iter().filter(|&&n| snapshot.is_identity(n)).map(|&n| snapshot.lane(n)).collect();
    lanes.sort_unstable();
    lanes.dedup();
    Draft {
        kind: GroupKind::Region,
        lane: if let [lane] = lanes[..] { lane } else { Lane::Unknown },
        level: 0,
        parent: None,
        leaf: true,
        similarity: if ends == 0 { 0.0 } else { within as f64 / ends as f64 },
        peer: false,
        about: Description {
            names: by_degree
                .iter()
                .take(3)
                .map(|d| label::clean(snapshot.name(NodeId(d.1))))
                .filter(|n| !n.is_empty())
                .collect(),
            ..Description::default()
        },
        members,
    }
}
