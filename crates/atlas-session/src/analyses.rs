//! Exposure, blast radius, choke points and what-if; and what is kept of finished analyses.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use atlas_analysis::Pace;
use atlas_analysis::chokepoints::{ChokeConfig, StepLoss, choke_points};
use atlas_analysis::clusters::Clusters;
use atlas_analysis::exposure::{ByLane as Lanes, Exposure, exposure_in};
use atlas_analysis::outliers::Outliers;
use atlas_analysis::profile::{Profiles, profiles};
use atlas_analysis::whatif::{Removal, what_if};
use atlas_graph::{Accept, EdgeId, NodeId, Walks, blast_radius};
use atlas_model::StepStatus;

use crate::dto::clip;
use crate::dto::{
    AppError, BlastAnswer, ByLane, ChokeAnswer, Code, Cut, EdgeLoss, ExposureAnswer, NodeLoss, NodeName, PathRequest,
    Reached, TargetExposure, WhatIfAnswer, WhatIfTarget,
};
use crate::frozen::Frozen;
use crate::naming::{id_text, nodes_by_id};
use crate::{Job, Session};

/// Which targets (or starts) and under which terms.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct ExposureRequest {
    /// SELECT texts; any of them.
    pub select: Vec<String>,
    /// Relation kinds not to use.
    pub without: Vec<String>,
    /// Statuses to accept; empty: verified and possible.
    pub accept: Vec<String>,
}

/// Finished analyses of what is frozen.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    clusters: BTreeMap<String, Arc<Clusters>>,
    outliers: Option<Arc<Outliers>>,
    profiles: Option<Arc<Profiles>>,
    exposed: Option<Arc<Exposure>>,
}

impl Findings {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Groups of a config; made outside the lock where they are not known.
    pub(crate) fn clusters(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<Clusters, AppError>,
    ) -> Result<Arc<Clusters>, AppError> {
        if let Some(known) = self.known_clusters(key) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        self.lock().clusters.insert(key.to_owned(), Arc::clone(&made));
        Ok(made)
    }

    /// Groups of a config, if known.
    pub(crate) fn known_clusters(&self, key: &str) -> Option<Arc<Clusters>> {
        self.lock().clusters.get(key).cloned()
    }

    /// Scores; made outside the lock where they are not known.
    pub(crate) fn outliers(
        &self,
        make: impl FnOnce() -> Result<Outliers, AppError>,
    ) -> Result<Arc<Outliers>, AppError> {
        if let Some(known) = self.known_outliers() {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        self.lock().outliers = Some(Arc::clone(&made));
        Ok(made)
    }

    /// Scores, if known.
    pub(crate) fn known_outliers(&self) -> Option<Arc<Outliers>> {
        self.lock().outliers.clone()
    }
}

impl Session {
    /// Who can reach each target; tier 0 where none is named.
    ///
    /// # Errors
    /// Where a SELECT cannot be read or names nothing; cancelled.
    pub fn exposure(&self, request: &ExposureRequest, job: &Job) -> Result<ExposureAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let accept = accept(&request.accept, &request.without)?;
        let exposure = if request.select.is_empty() && accept == Accept::default() {
            self.exposed(&frozen, job)?
        } else {
            let targets =
                if request.select.is_empty() { frozen.tier0() } else { self.select(&frozen, &request.select, job)? };
            Arc::new(measure(&frozen, &targets, &accept, job)?)
        };
        let snapshot = &frozen.snapshot;
        let mut targets: Vec<TargetExposure> = exposure
            .targets
            .iter()
            .map(|t| TargetExposure {
                id: id_text(snapshot, t.node),
                name: snapshot.name(t.node).into(),
                kind: snapshot.kind(t.node).into(),
                exposed: clip(t.exposed()),
                by_lane: by_lane(t.by_lane),
                disabled: clip(t.disabled),
                tier0_identities: clip(t.tier0_identities),
            })
            .collect();
        targets.sort_by(|a, b| b.exposed.cmp(&a.exposed).then_with(|| a.id.cmp(&b.id)));
        Ok(ExposureAnswer {
            targets,
            exposed_identities: clip(exposure.by_lane.iter().sum::<usize>()),
            by_lane: by_lane(exposure.by_lane),
            proposals: self.proposals(&frozen),
        })
    }

    /// What can be reached from a set of nodes, nearest first.
    ///
    /// # Errors
    /// As [`Self::exposure`].
    pub fn blast(&self, request: &ExposureRequest, job: &Job) -> Result<BlastAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let starts = self.select(&frozen, &request.select, job)?;
        let walks = Walks::new(&frozen.snapshot, &accept(&request.accept, &request.without)?);
        let snapshot = &frozen.snapshot;
        let mut by_kind: BTreeMap<String, u32> = BTreeMap::new();
        let mut reached = Vec::new();
        for r in blast_radius(&walks, &starts, &|| job.cancelled())? {
            *by_kind.entry(snapshot.kind(r.node).into()).or_default() += 1;
            reached.push(Reached {
                id: id_text(snapshot, r.node),
                name: snapshot.name(r.node).into(),
                kind: snapshot.kind(r.node).into(),
                tier: frozen.tier(r.node).map(u32::from),
                steps: r.steps,
                cost: r.cost,
            });
        }
        Ok(BlastAnswer { reached, by_kind })
    }

    /// Exact loss of exposure for every node and step, best first, and a minimum cut.
    ///
    /// # Errors
    /// As [`Self::exposure`].
    pub fn choke_points(&self, request: &PathRequest, job: &Job) -> Result<ChokeAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let (named, targets) = self.ends(&frozen, request, job)?;
        // Without starts the analysis counts whom exposure counts: not disabled, not tier 0.
        let starts = if request.from.is_empty() { Vec::new() } else { named };
        let config = ChokeConfig {
            starts,
            targets,
            accept: self.terms(&frozen, request, job)?.tried,
            top: Some(request.k as usize),
        };
        let found = choke_points(&frozen.snapshot, &frozen.tiers, &config, job)?;
        let nodes = found.nodes.iter().map(|n| NodeLoss {
            id: id_text(&frozen.snapshot, n.node),
            name: frozen.snapshot.name(n.node).into(),
            loses: n.loses,
        });
        let steps = |steps: &[StepLoss]| steps.iter().map(|s| edge_loss(&frozen, s)).collect();
        Ok(ChokeAnswer {
            exposed: found.exposed,
            nodes: nodes.collect(),
            edges: steps(&found.steps),
            cut: Cut { value: clip(found.cut_value), edges: steps(&found.cut) },
        })
    }

    /// Exposure before and after nodes, steps (`FROM->TO`) or relation kinds are taken away.
    ///
    /// # Errors
    /// Not found where a text names none of them; cancelled.
    pub fn what_if(&self, remove: &[String], job: &Job) -> Result<WhatIfAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let snapshot = &frozen.snapshot;
        let mut removal = Removal::default();
        for text in remove {
            let step =
                text.split_once("->").map(|(f, t)| (nodes_by_id(snapshot, f.trim()), nodes_by_id(snapshot, t.trim())));
            let nodes = nodes_by_id(snapshot, text);
            if let Some(([from], [to])) = step.as_ref().map(|(f, t)| (f.as_slice(), t.as_slice())) {
                removal.edges.extend(snapshot.edges_between(*from, *to).map(EdgeId));
            } else if !nodes.is_empty() {
                removal.nodes.extend(nodes);
            } else if snapshot.edge_kinds().iter().any(|k| *k.kind == **text) {
                removal.kinds.push(text.as_str().into());
            } else {
                let remedy = "Write FROM->TO with ids, a node id, or a relation kind.";
                return Err(AppError::new(
                    Code::NotFound,
                    format!("{text:?} is no step, node or relation kind"),
                    remedy,
                ));
            }
        }
        let change = what_if(snapshot, &frozen.tiers, &frozen.tier0(), &Accept::default(), &removal, job)?;
        let targets = change.targets.iter().map(|t| WhatIfTarget {
            id: id_text(snapshot, t.node),
            name: snapshot.name(t.node).into(),
            before: clip(t.before),
            after: clip(t.after),
        });
        Ok(WhatIfAnswer {
            before: clip(change.before),
            after: clip(change.after),
            targets: targets.collect(),
            loses: change.cut_off().map(|n| frozen.named(n)).collect(),
        })
    }

    /// Exposure of tier 0 under the usual terms, measured once.
    pub(crate) fn exposed(&self, frozen: &Frozen, job: &Job) -> Result<Arc<Exposure>, AppError> {
        if let Some(known) = frozen.findings.lock().exposed.clone() {
            return Ok(known);
        }
        let made = Arc::new(measure(frozen, &frozen.tier0(), &Accept::default(), job)?);
        frozen.findings.lock().exposed = Some(Arc::clone(&made));
        Ok(made)
    }

    /// Profiles of access, made once.
    pub(crate) fn profiles_of(&self, frozen: &Frozen, job: &Job) -> Result<Arc<Profiles>, AppError> {
        if let Some(known) = frozen.findings.lock().profiles.clone() {
            return Ok(known);
        }
        let made = Arc::new(profiles(&frozen.snapshot, job)?);
        frozen.findings.lock().profiles = Some(Arc::clone(&made));
        Ok(made)
    }

    /// For the inspector: the tier-0 nodes that a node reaches, and how many identities reach it if
    /// it is one itself.
    pub(crate) fn reach_of(
        &self,
        frozen: &Frozen,
        node: NodeId,
        job: &Job,
    ) -> Result<(Vec<NodeName>, Option<u32>), AppError> {
        let exposure = self.exposed(frozen, job)?;
        let order = exposure.order();
        let reached = (0..order.len())
            .filter(|&at| order[at] != node && exposure.reaches(node, at))
            .map(|at| frozen.named(order[at]));
        let exposed = exposure.targets.iter().find(|t| t.node == node).map(|t| clip(t.exposed()));
        Ok((reached.collect(), exposed))
    }

    /// Starts and targets of a question, both sorted: every identity and tier 0 where none is named.
    pub(crate) fn ends(
        &self,
        frozen: &Frozen,
        request: &PathRequest,
        job: &Job,
    ) -> Result<(Vec<NodeId>, Vec<NodeId>), AppError> {
        let starts = if request.from.is_empty() {
            frozen.snapshot.identities().collect()
        } else {
            self.select(frozen, &request.from, job)?
        };
        let targets = if request.to.is_empty() { frozen.tier0() } else { self.select(frozen, &request.to, job)? };
        if targets.is_empty() {
            let remedy =
                "Name targets, or set crown jewels with `atlas tier --set 0 SELECT`; `atlas exposure` proposes some.";
            return Err(AppError::new(Code::NotFound, "nothing is tier 0 yet", remedy));
        }
        Ok((starts, targets))
    }
}

fn measure(frozen: &Frozen, targets: &[NodeId], accept: &Accept, job: &Job) -> Result<Exposure, AppError> {
    let walks = Walks::new(&frozen.snapshot, accept);
    Ok(exposure_in(&frozen.snapshot, &walks, &frozen.tiers, targets, accept, job)?)
}

/// The terms of a question.
pub(crate) fn accept(statuses: &[String], without: &[String]) -> Result<Accept, AppError> {
    let mut accept = Accept { without: without.iter().map(|k| k.as_str().into()).collect(), ..Accept::default() };
    if !statuses.is_empty() {
        accept.statuses.clear();
    }
    for word in statuses {
        let known = StepStatus::from_word(word);
        let words = StepStatus::ALL.iter().map(|s| s.word()).collect::<Vec<_>>().join(", ");
        accept
            .statuses
            .push(known.ok_or_else(|| {
                AppError::new(Code::Usage, format!("{word:?} is no status"), format!("Use {words}."))
            })?);
    }
    Ok(accept)
}

fn edge_loss(frozen: &Frozen, step: &StepLoss) -> EdgeLoss {
    let snapshot = &frozen.snapshot;
    let kinds: Vec<&str> = step.edges.iter().map(|&e| &*snapshot.meaning(e).kind).collect();
    EdgeLoss {
        from: id_text(snapshot, step.from),
        from_name: snapshot.name(step.from).into(),
        to: id_text(snapshot, step.to),
        to_name: snapshot.name(step.to).into(),
        kind: kinds.join(", "),
        loses: step.loses,
    }
}

fn by_lane(lanes: Lanes) -> ByLane {
    let [human, machine, unknown] = lanes.map(clip);
    ByLane { human, machine, unknown }
}
