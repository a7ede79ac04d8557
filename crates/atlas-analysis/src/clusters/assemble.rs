//! From drafts to [`Clusters`]: order, ids, labels, levels, assignment, peer groups.

use std::collections::BTreeSet;

use atlas_graph::{NodeId, Snapshot};
use atlas_model::Lane;

use super::describe::Description;
use super::{ClusterConfig, Clusters, Grant, Group, GroupKind};

/// A group before it has a place among the others.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: GroupKind,
    pub(crate) lane: Lane,
    pub(crate) level: u32,
    /// Index among the drafts.
    pub(crate) parent: Option<usize>,
    pub(crate) leaf: bool,
    /// Sorted.
    pub(crate) members: Vec<NodeId>,
    pub(crate) similarity: f64,
    pub(crate) peer: bool,
    pub(crate) about: Description,
}

/// Put the drafts together. O(members * levels).
pub(crate) fn assemble(
    snapshot: &Snapshot,
    config: &ClusterConfig,
    drafts: Vec<Draft>,
    modularity: f64,
    base: Vec<(Lane, Vec<Grant>)>,
) -> Clusters {
    let ids: Vec<String> = drafts.iter().map(|d| id(snapshot, d)).collect();
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |d: usize| (drafts[d].level, std::cmp::Reverse(drafts[d].members.len()));
        key(a).cmp(&key(b)).then_with(|| ids[a].cmp(&ids[b]))
    });
    let mut place = vec![0; drafts.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let labels = labels(&drafts, &order);
    let levels = levels(&drafts, &order, &place);
    let mut clusters = Clusters {
        revision: snapshot.revision().into(),
        config: config.clone(),
        groups: Vec::with_capacity(drafts.len()),
        assignment: vec![None; snapshot.node_count()],
        levels,
        peer_group: vec![None; snapshot.node_count()],
        modularity,
        base,
    };
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    for (&old, label) in order.iter().zip(labels) {
        let Some(draft) = drafts[old].take() else { continue };
        let at = clusters.groups.len();
        for node in &draft.members {
            let node = node.index();
            if draft.leaf {
                clusters.assignment[node] = Some(at);
            }
            if draft.peer && clusters.peer_group[node].is_none() {
                clusters.peer_group[node] = Some(at);
            }
        }
        clusters.groups.push(Group {
            id: ids[old].as_str().into(),
            label: label.into(),
            kind: draft.kind,
            lane: draft.lane,
            level: draft.level,
            parent: draft.parent.map(|p| place[p]),
            members: draft.members,
            similarity: draft.similarity,
            peer: draft.peer,
            core: draft.about.core,
            distinguishing: draft.about.distinguishing,
        });
    }
    clusters
}

/// `lane-base`, `lane-small`, or the lane and a hash of the members' keys.
fn id(snapshot: &Snapshot, draft: &Draft) -> String {
    let lane = draft.lane.word();
    match draft.kind {
        GroupKind::Base => format!("{lane}-base"),
        GroupKind::Small => format!("{lane}-small"),
        GroupKind::Region => {
            let mut hash = 0xcbf2_9ce4_8422_2325u64;
            let mut eat = |text: &str| {
                for byte in text.bytes().chain([0xff]) {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
            };
            for &node in &draft.members {
                eat(snapshot.namespace(node));
                eat(snapshot.id(node));
            }
            format!("{lane}-{hash:016x}")
        }
    }
}

/// Labels in `order`, each once: the best name that is free, else two names, else a number.
fn labels(drafts: &[Draft], order: &[usize]) -> Vec<String> {
    let lanes: BTreeSet<Lane> = drafts.iter().map(|d| d.lane).collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut labels = Vec::with_capacity(order.len());
    for &at in order {
        let draft = &drafts[at];
        let names = &draft.about.names;
        let first = names.first().map_or("group", |n| n.as_str());
        let pairs = names.iter().skip(1).map(|n| format!("{first}, {n}"));
        let mut tries: Vec<String> = Vec::new();
        if draft.kind == GroupKind::Region {
            tries.push(first.to_owned());
            tries.extend(pairs);
        } else if lanes.len() > 1 {
            tries.push(format!("{first} ({})", draft.lane.word()));
        } else {
            tries.push(first.to_owned());
        }
        let free = |t: &String| !used.contains(&t.to_lowercase());
        let label = tries.iter().find(|t| free(t)).cloned().unwrap_or_else(|| {
            let numbered = |n: u32| format!("{first} {n}");
            (2..).map(numbered).find(|t| free(t)).unwrap_or_default()
        });
        used.insert(label.to_lowercase());
        labels.push(label);
    }
    labels
}

/// Level `l` holds the groups of level `l` and the leaves above it.
fn levels(drafts: &[Draft], order: &[usize], place: &[usize]) -> Vec<Vec<usize>> {
    let deepest = drafts.iter().map(|d| d.level).max().unwrap_or(0);
    let on = |l: u32, d: &Draft| d.level == l || (d.leaf && d.level < l);
    let level = |l: u32| {
        let mut at: Vec<usize> = order.iter().filter(|&&d| on(l, &drafts[d])).map(|&d| place[d]).collect();
        at.sort_unstable();
        at
    };
    if drafts.is_empty() { Vec::new() } else { (0..=deepest).map(level).collect() }
}
