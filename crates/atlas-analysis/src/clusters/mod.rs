//! Groups of identities with similar access: regions that order the map, and peer groups that are
//! fit to be a baseline (semantics §14-17).

mod assemble;
mod by_access;
mod by_graph;
mod cores;
mod describe;
mod finder;
mod hierarchy;
mod joining;
mod label;
mod leiden;
mod likeness;
mod linkage;
mod links;
mod names;
mod tightness;

use atlas_graph::{NodeId, Snapshot};
use atlas_model::{Lane, RelationClass};

use crate::profile::{Profiles, profiles};
use crate::{Cancelled, Pace};

pub(crate) use describe::holdings;
pub(crate) use finder::Finder;
pub(crate) use likeness::Likeness;

/// What is grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum On {
    /// Identities by the access they hold, per lane.
    #[default]
    Access,
    /// All nodes by the relations between them.
    Graph,
}

/// How to group.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterConfig {
    /// What is grouped.
    pub on: On,
    /// Plain Leiden at this resolution, one level; `None` with [`On::Access`] builds the hierarchy.
    pub resolution: Option<f64>,
    /// Seed of every random choice.
    pub seed: u64,
    /// Groups below this size form `small`.
    pub minimum_size: usize,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self { on: On::Access, resolution: None, seed: 1, minimum_size: 5 }
    }
}

/// What a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKind {
    /// A group of the hierarchy.
    Region,
    /// Identities with nothing beyond what nearly everyone of the lane holds.
    Base,
    /// Groups below the minimum size, together.
    Small,
}

/// A grant: what a profile of access is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// Relation kind.
    pub kind: Box<str>,
    /// Class of the relation.
    pub class: RelationClass,
    /// Level, if any.
    pub level: Option<Box<str>>,
    /// What is held.
    pub target: NodeId,
}

/// An entitlement that tells a group from the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Distinguishing {
    /// The grant.
    pub grant: Grant,
    /// Share of the group that holds it, 0..=1.
    pub in_group: f64,
    /// Share of the lane that holds it, 0..=1.
    pub everywhere: f64,
}

/// One group of the hierarchy.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Stable text: the same members have the same id in every run and revision.
    pub id: Box<str>,
    /// A name for people: what distinguishes it most, cleaned.
    pub label: Box<str>,
    /// What it is.
    pub kind: GroupKind,
    /// The lane of its members.
    pub lane: Lane,
    /// Depth in the hierarchy, 0 coarsest.
    pub level: u32,
    /// The group that holds it, as an index into [`Clusters::groups`].
    pub parent: Option<usize>,
    /// Members in the order of the keys.
    pub members: Vec<NodeId>,
    /// Median similarity of members, 0..=1.
    pub similarity: f64,
    /// Whether it has a core and is fit to be a baseline.
    pub peer: bool,
    /// Grants beside the base that at least half of the members hold.
    pub core: Vec<Grant>,
    /// What tells it from the rest, most telling first.
    pub distinguishing: Vec<Distinguishing>,
}

/// All groups of a snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct Clusters {
    /// The revision grouped.
    pub revision: Box<str>,
    /// How.
    pub config: ClusterConfig,
    /// Every group of every level; parents before children, larger before smaller, ties by id.
    pub groups: Vec<Group>,
    /// For each node its finest group, as an index into `groups`; `None` for what is not grouped.
    pub assignment: Vec<Option<usize>>,
    /// Indices into `groups` for each level, coarsest first. Every level covers every identity.
    pub levels: Vec<Vec<usize>>,
    /// For each node its peer group (the coarsest group with a core on its branch), if it has one.
    pub peer_group: Vec<Option<usize>>,
    /// Modularity of the finest level on the graph that was clustered.
    pub modularity: f64,
    /// Base grants of each lane that has any.
    pub base: Vec<(Lane, Vec<Grant>)>,
}

impl Clusters {
    /// The finest level with at most `most` groups, as an index into [`Self::levels`].
    #[must_use]
    pub fn level_with_at_most(&self, most: usize) -> usize {
        self.levels.iter().rposition(|l| l.len() <= most).unwrap_or(0)
    }
}

/// Group a snapshot.
///
/// By access: the profiles of each lane are folded and set on the graph of their nearest; regions
/// are its Leiden communities, split while the parts are clearly tighter and joined while there are
/// too many for one picture. By graph: plain Leiden over all relations.
///
/// About O(entries * holders of a rare grant) for the nearest profiles, the rest near linear.
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn cluster(snapshot: &Snapshot, config: &ClusterConfig, pace: &dyn Pace) -> Result<Clusters, Cancelled> {
    match config.on {
        On::Access => cluster_profiles(snapshot, &profiles(snapshot, pace)?, config, pace),
        On::Graph => {
            let (drafts, links, community) = by_graph::graph_groups(snapshot, config, pace)?;
            let modularity = links.modularity(&community, 1.0);
            Ok(assemble::assemble(snapshot, config, drafts, modularity, Vec::new()))
        }
    }
}

/// As [`cluster`] by access, with the profiles at hand.
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn cluster_profiles(
    snapshot: &Snapshot,
    profiles: &Profiles,
    config: &ClusterConfig,
    pace: &dyn Pace,
) -> Result<Clusters, Cancelled> {
    let mut drafts: Vec<assemble::Draft> = Vec::new();
    let mut parts = Vec::new();
    for lane in profiles.lanes() {
        let (mut groups, links, community) = by_access::lane_groups(snapshot, profiles, lane, config, pace)?;
        let shift = drafts.len();
        for group in &mut groups {
            group.parent = group.parent.map(|p| p + shift);
        }
        drafts.append(&mut groups);
        parts.push((links, community));
    }
    let modularity = links::joint_modularity(&parts);
    let base = by_access::bases(profiles);
    let clusters = assemble::assemble(snapshot, config, drafts, modularity, base);
    pace.progress("groups", 1.0);
    Ok(clusters)
}

#[cfg(test)]
mod likeness_tests;
#[cfg(test)]
mod tests;
