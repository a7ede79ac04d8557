//! Exposure, blast radius, choke points, clusters.

use super::NodeName;
use std::collections::BTreeMap;

records! {
    /// Counts by lane.
    ByLane {
        /// People.
        human: u32,
        /// Machines.
        machine: u32,
        /// Unknown.
        unknown: u32,
    }
    /// Who can reach one target.
    TargetExposure {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// Kind.
        kind: String,
        /// Enabled identities with an accepted path, without the target itself and without tier 0.
        exposed: u32,
        /// The same by lane.
        by_lane: ByLane,
        /// Disabled identities with a path, counted apart.
        disabled: u32,
        /// Tier-0 identities with a path, counted apart.
        tier0_identities: u32,
    }
    /// Exposure of all targets.
    ExposureAnswer {
        /// Most exposed first, ties by id.
        targets: Vec<TargetExposure>,
        /// Identities that reach at least one target.
        exposed_identities: u32,
        /// The same by lane.
        by_lane: ByLane,
        /// What to do where there is no tier 0.
        proposals: Vec<Proposal>,
    }
    /// A node that might be a crown jewel.
    Proposal {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// Why, in a sentence.
        reason: String,
    }
    /// One node within a blast radius.
    Reached {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// Kind.
        kind: String,
        /// Tier, if any.
        tier: Option<u32>,
        /// Fewest steps.
        steps: u32,
        /// Least cost.
        cost: f64,
    }
    /// What an identity can reach.
    BlastAnswer {
        /// Nearest first.
        reached: Vec<Reached>,
        /// Reached nodes by kind.
        by_kind: BTreeMap<String, u32>,
    }
    /// A node whose removal cuts exposure.
    NodeLoss {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// Identities that would no longer reach a target.
        loses: u32,
    }
    /// A step whose removal cuts exposure.
    EdgeLoss {
        /// Native id.
        from: String,
        /// Name.
        from_name: String,
        /// Native id.
        to: String,
        /// Name.
        to_name: String,
        /// Kind.
        kind: String,
        /// Identities that would no longer reach a target.
        loses: u32,
    }
    /// A set of steps that parts all starts from all targets.
    Cut {
        /// How many steps.
        value: u32,
        /// Which.
        edges: Vec<EdgeLoss>,
    }
    /// Choke points.
    ChokeAnswer {
        /// Exposed identities now.
        exposed: u32,
        /// Best first.
        nodes: Vec<NodeLoss>,
        /// Best first.
        edges: Vec<EdgeLoss>,
        /// A minimum cut.
        cut: Cut,
    }
    /// What changes when something is taken away.
    WhatIfAnswer {
        /// Exposed identities before.
        before: u32,
        /// And after.
        after: u32,
        /// Who loses what.
        loses: Vec<NodeName>,
        /// Targets before and after.
        targets: Vec<WhatIfTarget>,
    }
    /// One target before and after.
    WhatIfTarget {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// Before.
        before: u32,
        /// After.
        after: u32,
    }
    /// An entitlement that tells a group from the rest.
    DistinguishingGrant {
        /// Native id of what is held.
        entitlement: String,
        /// In words: name and level.
        name: String,
        /// Share of the group, 0..=1.
        in_group: f64,
        /// Share of the lane, 0..=1.
        everywhere: f64,
    }
    /// One group.
    ClusterRow {
        /// Stable id.
        id: String,
        /// Name for people.
        label: String,
        /// region, base, small.
        kind: String,
        /// Lane.
        lane: String,
        /// Members.
        size: u32,
        /// Median similarity of members, 0..=1.
        quality: f64,
        /// Fit to be a baseline.
        peer: bool,
        /// Depth, 0 coarsest.
        level: u32,
        /// The group that holds it.
        parent: Option<String>,
        /// Members that reach tier 0.
        exposed: u32,
        /// What tells it from the rest.
        distinguishing: Vec<DistinguishingGrant>,
        /// Grants that half of it hold, in words.
        core: Vec<String>,
    }
    /// A group within a level.
    LevelCluster {
        /// Stable id.
        id: String,
        /// The group of the coarser level that holds it.
        parent: Option<String>,
        /// Members.
        size: u32,
    }
    /// One level of the hierarchy.
    Level {
        /// 0 coarsest.
        level: u32,
        /// Its groups.
        clusters: Vec<LevelCluster>,
    }
    /// All groups.
    ClustersAnswer {
        /// Every group that is the finest of some identity, larger first.
        clusters: Vec<ClusterRow>,
        /// Native id of an identity -> id of its finest group.
        assignments: BTreeMap<String, String>,
        /// The hierarchy, coarsest first.
        levels: Vec<Level>,
        /// Modularity of the finest level.
        modularity: f64,
        /// Grants of nearly everyone, by lane, in words.
        base: BTreeMap<String, Vec<String>>,
    }
    /// What the inspector shows of a group.
    InspectedGroup {
        /// The group.
        group: ClusterRow,
        /// Tier-0 places that members reach, with how many.
        reaches: Vec<NodeLoss>,
        /// Members that fit least.
        outliers: Vec<super::OutlierRow>,
        /// All members.
        members: Vec<NodeName>,
    }
}
