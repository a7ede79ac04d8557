//! Which findings go where: the table of docs/guide/neo4j.md, "Findings in the database".

use std::collections::BTreeMap;

use atlas_analysis::chokepoints::{ChokeConfig, choke_points};
use atlas_analysis::clusters::ClusterConfig;
use atlas_analysis::escalation::{EscalationConfig, escalations};
use atlas_graph::{EdgeId, NodeId};
use graph_queries::RelationKey;
use graph_queries::neo4j::write_back::{Mark, Marks, NodeMark, RelationMark, Values};

use crate::dto::AppError;
use crate::frozen::Frozen;
use crate::groups::outlier_row;
use crate::{Job, Session};

/// Choke points and stories that are written.
const MOST: usize = 50;

#[derive(Default)]
struct Gathered {
    nodes: BTreeMap<NodeId, Values>,
    edges: BTreeMap<EdgeId, Values>,
}

impl Gathered {
    fn node(&mut self, node: NodeId, name: &'static str, mark: Mark) {
        self.nodes.entry(node).or_default().insert(name, mark);
    }

    /// The first to come is the worst.
    fn edge(&mut self, edge: EdgeId, name: &'static str, mark: Mark) {
        self.edges.entry(edge).or_default().entry(name).or_insert(mark);
    }
}

fn count(n: usize) -> Mark {
    Mark::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

impl Session {
    /// Everything that a write puts into the database.
    pub(super) fn marks(&self, job: &Job) -> Result<Marks, AppError> {
        let frozen = self.frozen(job)?;
        let mut gathered = Gathered::default();
        self.groups_and_outliers(&frozen, &mut gathered, job)?;
        if !frozen.tier0().is_empty() {
            self.reach(&frozen, &mut gathered, job)?;
        }
        Ok(told(&frozen, gathered))
    }

    fn groups_and_outliers(&self, frozen: &Frozen, gathered: &mut Gathered, job: &Job) -> Result<(), AppError> {
        let clusters = self.clusters_of(frozen, &ClusterConfig::default(), job)?;
        for node in frozen.snapshot.nodes() {
            if let Some(group) = clusters.assignment.get(node.index()).copied().flatten() {
                let group = &clusters.groups[group];
                gathered.node(node, "cluster", Mark::Text(group.label.clone()));
                gathered.node(node, "cluster_id", Mark::Text(group.id.clone()));
            }
        }
        for outlier in &self.outliers_of(frozen, &clusters, job)?.outliers {
            let row = outlier_row(frozen, &clusters, outlier);
            gathered.node(outlier.node, "outlier_score", Mark::Score(row.score));
            gathered.node(outlier.node, "outlier_type", Mark::Text(row.r#type.as_str().into()));
        }
        Ok(())
    }

    fn reach(&self, frozen: &Frozen, gathered: &mut Gathered, job: &Job) -> Result<(), AppError> {
        let exposure = self.exposed(frozen, job)?;
        let order = exposure.order();
        for node in frozen.snapshot.identities() {
            let reached = (0..order.len()).filter(|&at| order[at] != node && exposure.reaches(node, at)).count();
            if reached > 0 {
                gathered.node(node, "reaches", count(reached));
            }
        }
        for target in &exposure.targets {
            gathered.node(target.node, "exposed", count(target.exposed()));
        }
        let config = ChokeConfig { targets: frozen.tier0(), top: Some(MOST), ..ChokeConfig::default() };
        let chokes = choke_points(&frozen.snapshot, &frozen.tiers, &config, job)?;
        for node in chokes.nodes.iter().filter(|n| n.loses > 0) {
            gathered.node(node.node, "choke", Mark::Count(node.loses.into()));
        }
        for step in chokes.steps.iter().filter(|s| s.loses > 0) {
            for &edge in &step.edges {
                gathered.edge(edge, "choke", Mark::Count(step.loses.into()));
            }
        }
        let config = EscalationConfig { top: MOST, ..EscalationConfig::default() };
        let stories = escalations(&frozen.snapshot, &frozen.tiers, &config, job)?.stories;
        for (rank, story) in (1..).zip(&stories) {
            for &edge in &story.path.edges {
                gathered.edge(edge, "escalation", Mark::Count(rank));
            }
        }
        Ok(())
    }
}

/// By key, each with the revision that it was found in. Derived edges stand in no database.
fn told(frozen: &Frozen, gathered: Gathered) -> Marks {
    let snapshot = &frozen.snapshot;
    let dated = |mut values: Values| {
        values.insert("revision", Mark::Text(frozen.revision.id.clone()));
        values
    };
    let nodes = gathered.nodes.into_iter().filter(|(n, _)| !snapshot.is_placeholder(*n));
    let nodes = nodes.map(|(node, values)| NodeMark { key: snapshot.key(node), values: dated(values) });
    let relations = gathered.edges.into_iter().filter_map(|(edge, values)| {
        let meaning = snapshot.meaning(edge);
        let key = RelationKey {
            from: snapshot.key(snapshot.source_of(edge)),
            kind: meaning.kind.clone(),
            level: meaning.level.clone(),
            to: snapshot.key(snapshot.target(edge)),
        };
        meaning.rule.is_none().then(|| RelationMark { key, values: dated(values) })
    });
    Marks { nodes: nodes.collect(), relations: relations.collect() }
}
