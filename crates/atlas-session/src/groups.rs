//! Groups and outliers as answers.

use std::sync::Arc;

use atlas_analysis::clusters::{
    ClusterConfig, Clusters, Distinguishing, Grant, Group, GroupKind, On, cluster, cluster_profiles,
};
use atlas_analysis::outliers::{Baseline, Outlier, OutlierConfig, Outliers, Reason, score};
use atlas_graph::NodeId;
use atlas_model::Lane;

use crate::dto::{
    AppError, ClusterRow, ClustersAnswer, Code, DistinguishingGrant, InspectedGroup, Level, LevelCluster, NodeLoss,
    NodeName, OutlierReason, OutlierRow, OutliersAnswer, clip,
};
use crate::frozen::Frozen;
use crate::naming::id_text;
use crate::{Job, Session};
use atlas_analysis::exposure::Exposure;

/// Countries that one picture can hold (look: at most 40).
pub(crate) const COUNTRIES: usize = 40;

impl Session {
    /// Groups of identities with similar access, or plain communities.
    ///
    /// # Errors
    /// Where the store cannot be read; cancelled.
    pub fn clusters(
        &self,
        on_graph: bool,
        resolution: Option<f64>,
        seed: u32,
        job: &Job,
    ) -> Result<ClustersAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let on = if on_graph { On::Graph } else { On::Access };
        let config = ClusterConfig { on, resolution, seed: u64::from(seed), ..ClusterConfig::default() };
        let clusters = self.clusters_of(&frozen, &config, job)?;
        let exposed = self.exposed(&frozen, job)?;
        let snapshot = &frozen.snapshot;
        let mut finest: Vec<usize> = clusters.assignment.iter().flatten().copied().collect();
        finest.sort_unstable();
        finest.dedup();
        let mut rows: Vec<ClusterRow> =
            finest.iter().map(|&g| cluster_row(&frozen, &clusters, &clusters.groups[g], &exposed)).collect();
        rows.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.id.cmp(&b.id)));
        let assignments = snapshot.nodes().filter_map(|n| {
            Some((id_text(snapshot, n), clusters.groups[clusters.assignment[n.index()]?].id.to_string()))
        });
        let levels = clusters.levels.iter().enumerate().map(|(level, groups)| Level {
            level: clip(level),
            clusters: groups.iter().map(|&g| level_cluster(&clusters, &clusters.groups[g])).collect(),
        });
        let base = clusters
            .base
            .iter()
            .map(|(lane, grants)| (lane.word().to_owned(), grants.iter().map(|g| grant_text(&frozen, g)).collect()));
        Ok(ClustersAnswer {
            assignments: assignments.collect(),
            levels: levels.collect(),
            modularity: clusters.modularity,
            base: base.collect(),
            clusters: rows,
        })
    }

    /// Scored identities of a lane, or of all lanes, highest first.
    ///
    /// # Errors
    /// Usage where the lane is none; cancelled.
    pub fn outliers(&self, lane: Option<&str>, job: &Job) -> Result<OutliersAnswer, AppError> {
        let lane = lane.map(lane_named).transpose()?;
        let frozen = self.frozen(job)?;
        let clusters = self.clusters_of(&frozen, &ClusterConfig::default(), job)?;
        let outliers = self.outliers_of(&frozen, &clusters, job)?;
        let rows = outliers
            .outliers
            .iter()
            .filter(|o| lane.is_none_or(|l| o.lane == l))
            .map(|o| outlier_row(&frozen, &clusters, o));
        Ok(OutliersAnswer {
            outliers: rows.collect(),
            thresholds: outliers.thresholds.iter().map(|(l, t)| (l.word().to_owned(), *t)).collect(),
            false_discovery_rate: outliers.config.false_discovery_rate,
        })
    }

    /// What the inspector shows of a group.
    ///
    /// # Errors
    /// Not found where no group has the id.
    pub fn inspect_group(&self, id: &str, job: &Job) -> Result<InspectedGroup, AppError> {
        let frozen = self.frozen(job)?;
        let clusters = self.clusters_of(&frozen, &ClusterConfig::default(), job)?;
        let group = &clusters.groups[find_group(&clusters, id)?];
        let exposed = self.exposed(&frozen, job)?;
        let outliers = self.outliers_of(&frozen, &clusters, job)?;
        let unlike = outliers.outliers.iter().filter(|o| o.finding && group.members.binary_search(&o.node).is_ok());
        let mut reaches: Vec<NodeLoss> = exposed
            .order()
            .iter()
            .enumerate()
            .map(|(at, &t)| {
                let members =
                    group.members.iter().filter(|&&m| m != t && exposed.counts(m) && exposed.reaches(m, at)).count();
                NodeLoss {
                    id: id_text(&frozen.snapshot, t),
                    name: frozen.snapshot.name(t).into(),
                    loses: clip(members),
                }
            })
            .filter(|r| r.loses > 0)
            .collect();
        reaches.sort_by(|a, b| b.loses.cmp(&a.loses).then_with(|| a.id.cmp(&b.id)));
        Ok(InspectedGroup {
            group: cluster_row(&frozen, &clusters, group, &exposed),
            reaches,
            outliers: unlike.take(20).map(|o| outlier_row(&frozen, &clusters, o)).collect(),
            members: group.members.iter().map(|&m| frozen.named(m)).collect(),
        })
    }

    /// Groups, computed once for each config.
    pub(crate) fn clusters_of(
        &self,
        frozen: &Frozen,
        config: &ClusterConfig,
        job: &Job,
    ) -> Result<Arc<Clusters>, AppError> {
        let key = format!("{config:?}");
        frozen.findings.clusters(&key, || {
            let plain = config.on == On::Graph || config.resolution.is_some();
            if plain {
                return Ok(cluster(&frozen.snapshot, config, job)?);
            }
            let profiles = self.profiles_of(frozen, job)?;
            Ok(cluster_profiles(&frozen.snapshot, &profiles, config, job)?)
        })
    }

    /// Scores, computed once.
    pub(crate) fn outliers_of(
        &self,
        frozen: &Frozen,
        clusters: &Clusters,
        job: &Job,
    ) -> Result<Arc<Outliers>, AppError> {
        frozen.findings.outliers(|| {
            let profiles = self.profiles_of(frozen, job)?;
            Ok(score(&frozen.snapshot, &profiles, clusters, &frozen.tier0(), &OutlierConfig::default(), job)?)
        })
    }

    /// Members of the group with an id or a label, of any level.
    pub(crate) fn cluster_members(&self, frozen: &Frozen, name: &str, job: &Job) -> Result<Vec<NodeId>, AppError> {
        let clusters = self.clusters_of(frozen, &ClusterConfig::default(), job)?;
        Ok(clusters.groups[find_group(&clusters, name)?].members.clone())
    }

    /// The finest group of a node, if groups were computed already.
    pub(crate) fn group_of(&self, frozen: &Frozen, node: NodeId) -> Option<NodeName> {
        let clusters = frozen.findings.known_clusters(&format!("{:?}", ClusterConfig::default()))?;
        let group = &clusters.groups[clusters.assignment[node.index()]?];
        Some(NodeName { id: group.id.to_string(), name: group.label.to_string() })
    }

    /// The score of a node, if scores were computed already.
    pub(crate) fn outlier_of(&self, frozen: &Frozen, node: NodeId) -> Option<OutlierRow> {
        let clusters = frozen.findings.known_clusters(&format!("{:?}", ClusterConfig::default()))?;
        let outliers = frozen.findings.known_outliers()?;
        outliers.outliers.iter().find(|o| o.node == node).map(|o| outlier_row(frozen, &clusters, o))
    }
}

/// The group with an id or a label, as an index.
pub(crate) fn find_group(clusters: &Clusters, name: &str) -> Result<usize, AppError> {
    let by_id = clusters.groups.iter().position(|g| &*g.id == name);
    let by_label = || clusters.groups.iter().position(|g| g.label.eq_ignore_ascii_case(name));
    by_id.or_else(by_label).ok_or_else(|| {
        AppError::new(Code::NotFound, format!("no group is called {name:?}"), "`atlas clusters` lists them.")
    })
}

fn level_cluster(clusters: &Clusters, group: &Group) -> LevelCluster {
    LevelCluster {
        id: group.id.to_string(),
        parent: group.parent.map(|p| clusters.groups[p].id.to_string()),
        size: clip(group.members.len()),
    }
}

pub(crate) fn cluster_row(frozen: &Frozen, clusters: &Clusters, group: &Group, exposed: &Exposure) -> ClusterRow {
    let kind = match group.kind {
        GroupKind::Region => "region",
        GroupKind::Base => "base",
        GroupKind::Small => "small",
    };
    let reach = group.members.iter().filter(|&&m| exposed.counts(m) && exposed.reaches_any(m)).count();
    ClusterRow {
        id: group.id.to_string(),
        label: group.label.to_string(),
        kind: kind.into(),
        lane: group.lane.word().into(),
        size: clip(group.members.len()),
        quality: group.similarity,
        peer: group.peer,
        level: group.level,
        parent: group.parent.map(|p| clusters.groups[p].id.to_string()),
        exposed: clip(reach),
        distinguishing: group.distinguishing.iter().map(|d| distinguishing(frozen, d)).collect(),
        core: group.core.iter().map(|g| grant_text(frozen, g)).collect(),
    }
}

fn distinguishing(frozen: &Frozen, d: &Distinguishing) -> DistinguishingGrant {
    DistinguishingGrant {
        entitlement: id_text(&frozen.snapshot, d.grant.target),
        name: grant_text(frozen, &d.grant),
        in_group: d.in_group,
        everywhere: d.everywhere,
    }
}

/// A grant in words: what is held, and the level or how.
pub(crate) fn grant_text(frozen: &Frozen, grant: &Grant) -> String {
    let name = frozen.snapshot.name(grant.target);
    match &grant.level {
        Some(level) => format!("{name} · {level}"),
        None if &*grant.kind == "MemberOf" => name.to_owned(),
        None => format!("{name} · {}", grant.kind),
    }
}

pub(crate) fn outlier_row(frozen: &Frozen, clusters: &Clusters, o: &Outlier) -> OutlierRow {
    let snapshot = &frozen.snapshot;
    let finest = clusters.assignment[o.node.index()];
    let shown = finest.map(|g| shown_group(clusters, g));
    let baseline = match &o.baseline {
        Baseline::PeerGroup(g) => {
            format!("peer group {}, {} identities", clusters.groups[*g].label, clusters.groups[*g].members.len())
        }
        Baseline::MostSimilar(peers) => format!("the {} identities most like it", peers.len()),
        Baseline::NoPeers => "no peers".to_owned(),
    };
    OutlierRow {
        id: id_text(snapshot, o.node),
        name: snapshot.name(o.node).into(),
        lane: o.lane.word().into(),
        score: o.score,
        min: o.min,
        max: o.max,
        r#type: o.kind.word().into(),
        finding: o.finding,
        cluster: finest.map(|g| clusters.groups[g].id.to_string()),
        group: shown.map(|g| clusters.groups[g].label.to_string()).unwrap_or_default(),
        baseline,
        reasons: o.reasons.iter().map(|r| reason(frozen, r)).collect(),
        opens: o.opens.iter().map(|&n| frozen.named(n)).collect(),
        also_reaches: o.also_reaches.iter().map(|&n| frozen.named(n)).collect(),
    }
}

/// The group that the map shows for a finest group: its ancestor at the level with at most 40.
pub(crate) fn shown_group(clusters: &Clusters, finest: usize) -> usize {
    let Some(level) = clusters.levels.get(clusters.level_with_at_most(COUNTRIES)) else { return finest };
    let mut at = Some(finest);
    while let Some(group) = at {
        if level.contains(&group) {
            return group;
        }
        at = clusters.groups[group].parent;
    }
    finest
}

fn reason(frozen: &Frozen, r: &Reason) -> OutlierReason {
    let name = frozen.snapshot.name(r.thing);
    OutlierReason {
        sentence: r.sentence(&frozen.snapshot),
        entitlement: id_text(&frozen.snapshot, r.thing),
        name: name.into(),
        grants: r.grants.iter().map(|g| grant_text(frozen, g)).collect(),
        holders: clip(r.holders),
        peers: clip(r.peers),
        everywhere: clip(r.everywhere),
        missing: r.missing,
    }
}

/// The lane that a word names.
pub(crate) fn lane_named(word: &str) -> Result<Lane, AppError> {
    Lane::from_word(word)
        .ok_or_else(|| AppError::new(Code::Usage, format!("{word:?} is no lane"), "Use human, machine or unknown."))
}
