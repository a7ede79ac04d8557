//! Scores every identity and says which are findings.

use std::collections::BTreeSet;

use atlas_graph::{Accept, NodeId, Snapshot, Walks};
use atlas_model::{Lane, StepStatus};

use super::baseline::Baselines;
use super::opens::Opener;
use super::scale::{Scale, saturate};
use super::surprise::{Judge, Surprise, critical};
use super::usual::{Everywhere, Usual};
use super::{Baseline, Outlier, OutlierConfig, OutlierType, Outliers};
use crate::clusters::{Clusters, Finder, GroupKind, Likeness};
use crate::profile::{GrantTable, LaneProfiles, Profiles, number};
use crate::{Cancelled, Pace};

/// A profile that as many identities share is a role of its own and no stray.
const ROLE: usize = 5;
/// Findings whose reach is computed.
const MOST_OPENED: usize = 2_000;

/// Score all identities: highest first, ties by key. `tier0` sorted; `clusters` must be those of
/// `profiles` by access. About O(entries * log) and one search of the walked graph for each finding.
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn score(
    snapshot: &Snapshot,
    profiles: &Profiles,
    clusters: &Clusters,
    tier0: &[NodeId],
    config: &OutlierConfig,
    pace: &dyn Pace,
) -> Result<Outliers, Cancelled> {
    pace.progress("outliers", 0.0);
    let walks = Walks::new(snapshot, &Accept::default());
    let critical = critical(&walks, tier0);
    let unknown = unknown_grants(snapshot, &profiles.table);
    let mut tier0 = tier0.to_vec();
    tier0.sort_unstable();
    let mut opener = Opener::new(snapshot, &walks, &profiles.table, &critical, &tier0);
    let mut result = Outliers {
        revision: snapshot.revision().into(),
        config: config.clone(),
        outliers: Vec::new(),
        thresholds: Vec::new(),
    };
    let usual: Vec<Usual> = profiles.lanes().iter().map(|l| Usual::new(profiles, l, clusters)).collect();
    let everywhere = Everywhere::new(profiles, &usual);
    for (lane, usual) in profiles.lanes().iter().zip(&usual) {
        pace.check()?;
        let likeness = Likeness::new(lane, &profiles.table);
        let judge = Judge {
            snapshot,
            table: &profiles.table,
            lane,
            likeness: &likeness,
            usual,
            everywhere: &everywhere,
            critical: &critical,
            unknown: &unknown,
        };
        let rows = judge_rows(&judge, profiles, clusters, config, pace)?;
        let scale = Scale::new(&rows, config, pace)?;
        result.thresholds.push((lane.lane(), saturate(scale.rare_from)));
        let mut opened = 0;
        for (row, judged) in (0u32..).zip(&rows) {
            pace.check()?;
            let finding = scale.is_finding(judged);
            let rare: BTreeSet<u32> = judged.rare.iter().flat_map(|s| s.thing.grants.iter().copied()).collect();
            for &profile in likeness.profiles(row) {
                for &node in lane.holders(profile as usize) {
                    let mut outlier = scale.outlier(&judge, judged, node);
                    if finding && opened < MOST_OPENED {
                        opened += 1;
                        let reached = opener.reached(node, &rare);
                        outlier.opens = reached.opens;
                        outlier.also_reaches = reached.also;
                    }
                    result.outliers.push(outlier);
                }
            }
        }
        result.outliers.extend(base_only(lane, clusters));
    }
    result.outliers.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.node.cmp(&b.node)));
    pace.progress("outliers", 1.0);
    Ok(result)
}

/// One row, judged.
pub(super) struct Judged {
    /// Identities behind it.
    pub(super) copies: u32,
    /// Different things held.
    pub(super) breadth: u32,
    pub(super) baseline: Baseline,
    pub(super) peers: u32,
    pub(super) rare: Vec<Surprise>,
    pub(super) lacking: Vec<Surprise>,
}

fn judge_rows(
    judge: &Judge<'_>,
    profiles: &Profiles,
    clusters: &Clusters,
    config: &OutlierConfig,
    pace: &dyn Pace,
) -> Result<Vec<Judged>, Cancelled> {
    let likeness = judge.likeness;
    let mut row_of = vec![None; judge.lane.profile_count()];
    for row in 0..number(likeness.len()) {
        for &profile in likeness.profiles(row) {
            row_of[profile as usize] = Some(row);
        }
    }
    let mut baselines = Baselines {
        profiles,
        lane: judge.lane,
        likeness,
        clusters,
        usual: judge.usual,
        config,
        row_of: &row_of,
        finder: Finder::new(likeness),
        probes: std::collections::BTreeMap::new(),
    };
    let mut rows = Vec::with_capacity(likeness.len());
    for row in 0..number(likeness.len()) {
        if row % 1_024 == 0 {
            pace.check()?;
            pace.progress("outliers", row as f32 / likeness.len() as f32);
        }
        let compared = baselines.of(row);
        let first = judge.lane.holders(likeness.profiles(row)[0] as usize)[0];
        let home = clusters.peer_group[first.index()];
        let role = likeness.copies(row) >= ROLE;
        rows.push(Judged {
            copies: number(likeness.copies(row)),
            breadth: breadth(judge, row),
            peers: compared.peers,
            rare: if role { Vec::new() } else { judge.rare(row, home, &compared) },
            lacking: if role || compared.peers == 0 { Vec::new() } else { judge.lacking(row, &compared) },
            baseline: compared.baseline,
        });
    }
    Ok(rows)
}

/// Different things that a row holds, each once.
fn breadth(judge: &Judge<'_>, row: u32) -> u32 {
    let generators = judge.likeness.row(row).iter().zip(judge.likeness.generators(row));
    let mut last = None;
    let targets = generators.filter(|g| *g.1).map(|g| judge.table.target(*g.0));
    // Grants are numbered by target, so equal targets stand together.
    number(targets.filter(|&t| last.replace(t) != Some(t)).count())
}

/// Identities with nothing beside the base fit the group of those.
fn base_only<'a>(lane: &'a LaneProfiles, clusters: &Clusters) -> impl Iterator<Item = Outlier> + use<'a> {
    let group = clusters.groups.iter().position(|g| g.kind == GroupKind::Base && g.lane == lane.lane());
    let baseline = group.map_or(Baseline::NoPeers, Baseline::PeerGroup);
    let profiles = (0..lane.profile_count()).filter(|&p| lane.is_base_only(p));
    let of: Lane = lane.lane();
    profiles.flat_map(|p| lane.holders(p)).map(move |&node| Outlier {
        node,
        lane: of,
        score: 0.0,
        min: 0.0,
        max: 0.0,
        kind: OutlierType::Fits,
        finding: false,
        baseline: baseline.clone(),
        reasons: Vec::new(),
        opens: Vec::new(),
        also_reaches: Vec::new(),
    })
}

/// By grant: whether every relation that is this grant is an unknown step.
fn unknown_grants(snapshot: &Snapshot, table: &GrantTable) -> Vec<bool> {
    let unknown = |k: &atlas_graph::EdgeKind| k.status == StepStatus::Unknown;
    let mut result = vec![false; table.len()];
    if snapshot.edge_kinds().iter().any(unknown) {
        result.fill(true);
        for (_, edge) in snapshot.edges() {
            if let Some(grant) = table.of_edge(snapshot, edge) {
                result[grant as usize] &= unknown(snapshot.meaning(edge));
            }
        }
    }
    result
}
