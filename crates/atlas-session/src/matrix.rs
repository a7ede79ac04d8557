//! The access matrix of a group, as an answer and as a picture beside its country.

use std::collections::BTreeMap;
use std::sync::Arc;

use atlas_analysis::clusters::{ClusterConfig, Clusters, Group, GroupKind};
use atlas_analysis::exposure::Exposure;
use atlas_analysis::matrix::{AccessMatrix, Cell, access_matrix};
use atlas_analysis::outliers::{Baseline, Outlier, Outliers};
use atlas_graph::NodeId;
use atlas_map::matrix::{MatrixHead, MatrixInput, MatrixLine};
use atlas_map::style::{lane_words, shape};
use atlas_map::world::GroupInput;
use atlas_map::{MarkShape, Scene};
use atlas_model::Lane;

use crate::dto::{AppError, Code, MatrixAnswer, MatrixColumn, MatrixGrant, MatrixRow, MatrixView, WorldView, clip};
use crate::frozen::Frozen;
use crate::groups::{find_group, grant_text};
use crate::import::thousands;
use crate::naming::id_text;
use crate::{Job, Session};

/// Who is compared, and how the set is called.
struct Compared {
    group: Option<usize>,
    label: String,
    members: Vec<NodeId>,
    lane: Lane,
    selected: Option<NodeId>,
}

/// All that both the answer and the picture need.
struct Found {
    frozen: Arc<Frozen>,
    clusters: Arc<Clusters>,
    outliers: Arc<Outliers>,
    exposed: Arc<Exposure>,
    of: Compared,
    matrix: AccessMatrix,
}

impl Session {
    /// The access matrix of a group; of those that `selected` is compared with where `group` is empty.
    ///
    /// O(members + what they hold, 60 times).
    ///
    /// # Errors
    /// Not found where no group or node has the id, or where the node is compared with nobody;
    /// cancelled.
    pub fn matrix(&self, group: &str, selected: Option<&str>, job: &Job) -> Result<MatrixAnswer, AppError> {
        let found = self.find_matrix(group, selected, job)?;
        let Found { frozen, matrix, of, .. } = &found;
        let lane_base = found.clusters.base.iter().find(|(lane, _)| *lane == of.lane);
        Ok(MatrixAnswer {
            group: found.group().map(|g| g.id.to_string()).unwrap_or_default(),
            label: of.label.clone(),
            sentence: frozen.qualified(&found.sentence()),
            selected: of.selected.map(|n| id_text(&frozen.snapshot, n)),
            base: lane_base.map_or_else(Vec::new, |(_, grants)| grants.iter().map(|g| grant_text(frozen, g)).collect()),
            rows: found.rows(),
            columns: matrix.columns.iter().map(|c| found.column(c)).collect(),
            usual: clip(matrix.usual),
            held: matrix.held(),
        })
    }

    /// The matrix beside the country of the group; only the country where `alone`.
    pub(crate) fn matrix_scene(&self, view: &MatrixView, alone: bool, job: &Job) -> Result<Scene, AppError> {
        let found = self.find_matrix(&view.group, view.selected.as_deref(), job)?;
        let frozen = &found.frozen;
        let stamp = self.stamp(frozen);
        let sentence = found.sentence();
        let country = self.drawing_world(frozen, &WorldView { lane: None, open: Vec::new() }, job, |world| {
            let group = found.group();
            atlas_map::world::group(&GroupInput {
                world,
                id: group.map_or("", |g| &*g.id),
                title: &found.of.label,
                sentence: &sentence,
                kind: group.map_or(GroupKind::Small, |g| g.kind),
                peer: group.is_some_and(|g| g.peer),
                lane: found.of.lane,
                members: &found.of.members,
            })
        })?;
        if alone {
            return Ok(country);
        }
        let snapshot = &frozen.snapshot;
        let scored = found.scored();
        let rows: Vec<MatrixHead> = found
            .matrix
            .rows
            .iter()
            .map(|&n| MatrixHead {
                key: snapshot.key(n),
                name: snapshot.name(n).into(),
                shape: shape(snapshot, n),
                exposed: found.reaches(n),
                score: scored.get(&n).filter(|o| o.finding).map(|o| o.score as f32),
                selected: found.of.selected == Some(n),
            })
            .collect();
        let columns: Vec<MatrixLine> = found
            .matrix
            .columns
            .iter()
            .map(|c| MatrixLine {
                key: c.grants.first().map(|g| snapshot.key(g.target)),
                name: c.grants.first().map(|g| grant_text(frozen, g)).unwrap_or_default().into(),
                grants: c.grants.len(),
            })
            .collect();
        Ok(atlas_map::matrix::matrix(&MatrixInput {
            matrix: &found.matrix,
            country: &country,
            rows: &rows,
            columns: &columns,
            sentence: &sentence,
            stamp: &stamp,
        }))
    }

    fn find_matrix(&self, group: &str, selected: Option<&str>, job: &Job) -> Result<Found, AppError> {
        let frozen = self.frozen(job)?;
        let clusters = self.clusters_of(&frozen, &ClusterConfig::default(), job)?;
        let outliers = self.outliers_of(&frozen, &clusters, job)?;
        let exposed = self.exposed(&frozen, job)?;
        let selected = selected.map(|id| self.one_node(&frozen, id, job)).transpose()?;
        let of = match (group, selected) {
            ("", Some(node)) => baseline(&frozen, &clusters, &outliers, node)?,
            ("", None) => {
                let remedy = "Name a group; `atlas clusters` lists them.";
                return Err(AppError::new(Code::Usage, "neither a group nor an identity is named", remedy));
            }
            (name, selected) => {
                let at = find_group(&clusters, name)?;
                let group = &clusters.groups[at];
                let member = selected.filter(|n| group.members.binary_search(n).is_ok());
                Compared {
                    group: Some(at),
                    label: group.label.to_string(),
                    members: group.members.clone(),
                    lane: group.lane,
                    selected: member,
                }
            }
        };
        let profiles = self.profiles_of(&frozen, job)?;
        let matrix = access_matrix(&profiles, &of.members, of.selected);
        Ok(Found { frozen, clusters, outliers, exposed, of, matrix })
    }
}

/// Whom an identity was scored against, itself included.
fn baseline(frozen: &Frozen, clusters: &Clusters, outliers: &Outliers, node: NodeId) -> Result<Compared, AppError> {
    let snapshot = &frozen.snapshot;
    let alone = || {
        let name = snapshot.name(node);
        AppError::new(Code::NotFound, format!("{name} is compared with nobody"), "Nobody has access like it.")
    };
    let of = outliers.outliers.iter().find(|o| o.node == node).ok_or_else(alone)?;
    let (group, label, mut members) = match &of.baseline {
        Baseline::PeerGroup(at) => {
            (Some(*at), clusters.groups[*at].label.to_string(), clusters.groups[*at].members.clone())
        }
        Baseline::MostSimilar(peers) => (None, format!("the most like {}", snapshot.name(node)), peers.clone()),
        Baseline::NoPeers => return Err(alone()),
    };
    members.push(node);
    members.sort_unstable();
    members.dedup();
    Ok(Compared { group, label, members, lane: of.lane, selected: Some(node) })
}

impl Found {
    fn group(&self) -> Option<&Group> {
        self.of.group.map(|at| &self.clusters.groups[at])
    }

    fn reaches(&self, node: NodeId) -> bool {
        self.exposed.counts(node) && self.exposed.reaches_any(node)
    }

    /// Scores of the members.
    fn scored(&self) -> BTreeMap<NodeId, &Outlier> {
        let is_member = |n: &NodeId| self.of.members.binary_search(n).is_ok();
        self.outliers.outliers.iter().filter(|o| is_member(&o.node)).map(|o| (o.node, o)).collect()
    }

    fn rows(&self) -> Vec<MatrixRow> {
        let snapshot = &self.frozen.snapshot;
        let scored = self.scored();
        let row = |&n: &NodeId| MatrixRow {
            id: id_text(snapshot, n),
            name: snapshot.name(n).into(),
            lane: snapshot.lane(n).word().into(),
            shape: lane_shape(shape(snapshot, n)).into(),
            exposed: self.reaches(n),
            score: scored.get(&n).map(|o| o.score),
            finding: scored.get(&n).is_some_and(|o| o.finding),
        };
        self.matrix.rows.iter().map(row).collect()
    }

    fn column(&self, column: &atlas_analysis::matrix::Column) -> MatrixColumn {
        let members = self.matrix.rows.len();
        MatrixColumn {
            grants: column
                .grants
                .iter()
                .map(|g| MatrixGrant {
                    id: id_text(&self.frozen.snapshot, g.target),
                    name: grant_text(&self.frozen, g),
                })
                .collect(),
            holders: clip(column.holders.len()),
            held: column.held(members).word().into(),
            missed: column.not_held(members) == Cell::Missing,
        }
    }

    /// "peer group of 20 people: at least half of them share 9 entitlements; 3 reach a crown jewel".
    fn sentence(&self) -> String {
        let n = self.of.members.len();
        let (one, many) = lane_words(Some(self.of.lane));
        let who = format!("{} {}", thousands(clip(n)), if n == 1 { one } else { many });
        let what = match self.group() {
            Some(g) if g.kind == GroupKind::Base => format!("{who} with nothing beyond what nearly everyone has"),
            Some(g) if g.kind == GroupKind::Small => format!("{who} in groups too small to compare"),
            Some(g) if g.peer => format!("peer group of {who}"),
            Some(_) => format!("loosely related region of {who}"),
            None => format!("{who} with the most similar access"),
        };
        let shared: usize = self.matrix.columns[..self.matrix.usual].iter().map(|c| c.grants.len()).sum();
        let shares = match shared {
            0 if self.matrix.columns.is_empty() => String::new(),
            0 => ": nothing is shared by half of them".to_owned(),
            1 => ": at least half of them share 1 entitlement".to_owned(),
            n => format!(": at least half of them share {} entitlements", thousands(clip(n))),
        };
        let exposed = self.of.members.iter().filter(|&&m| self.reaches(m)).count();
        let reach = match exposed {
            0 => "none reaches a crown jewel".to_owned(),
            1 => "1 reaches a crown jewel".to_owned(),
            n => format!("{} reach a crown jewel", thousands(clip(n))),
        };
        format!("{what}{shares}; {reach}")
    }
}

/// The name of the shape of an identity.
const fn lane_shape(shape: MarkShape) -> &'static str {
    match shape {
        MarkShape::Circle => "circle",
        MarkShape::Square => "square",
        MarkShape::Hexagon => "hexagon",
        _ => "diamond",
    }
}
