//! Trials: the terms of a path question, and what its tried cuts do to those who get through.

use std::collections::BTreeSet;

use atlas_analysis::trial::trial;
use atlas_analysis::whatif::{Removal, without};
use atlas_graph::{Accept, EdgeId, NodeId};

use crate::analyses::accept;
use crate::dto::{AppError, Code, CutEffect, PathRequest, TrialAnswer, TriedCut, clip};
use crate::frozen::Frozen;
use crate::naming::nodes_by_id;
use crate::{Job, Session};

/// Names that an answer lists of those who get through, and of those who do not; both are counted.
const NAMED: usize = 200;

/// The terms of a path question.
pub(crate) struct Terms {
    /// As asked.
    pub(crate) asked: Accept,
    /// As asked, without the tried cuts and what is derived from them.
    pub(crate) tried: Accept,
    /// Ends of the steps that are cut.
    pub(crate) cut: BTreeSet<(NodeId, NodeId)>,
}

impl Session {
    /// What the tried cuts of a question do: who still gets through, who does not, and what each cut
    /// does by itself. All ways count, however long, as they do for choke points.
    ///
    /// # Errors
    /// Where a SELECT or a cut names nothing; cancelled.
    pub fn try_cuts(&self, request: &PathRequest, job: &Job) -> Result<TrialAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let (named, targets) = self.ends(&frozen, request, job)?;
        let starts = if request.from.is_empty() { Vec::new() } else { named };
        let terms = self.terms(&frozen, request, job)?;
        let run =
            |after: &Accept| trial(&frozen.snapshot, &frozen.tiers, (&starts, &targets), (&terms.asked, after), job);
        let all = run(&terms.tried)?;
        let mut cuts = Vec::with_capacity(request.cuts.len());
        for cut in &request.cuts {
            let (removal, _) = removal(&frozen, &terms.asked, std::slice::from_ref(cut))?;
            let alone = run(&without(&frozen.snapshot, &terms.asked, &removal))?;
            cuts.push(CutEffect { title: title(&frozen, cut), loses: clip(alone.stopped.len()) });
        }
        let names = |nodes: &[NodeId]| nodes.iter().take(NAMED).map(|&n| frozen.named(n)).collect();
        Ok(TrialAnswer {
            before: clip(all.before),
            after: clip(all.through.len()),
            cuts,
            through: names(&all.through),
            stopped: names(&all.stopped),
            stopped_count: clip(all.stopped.len()),
        })
    }

    /// The terms of a question.
    pub(crate) fn terms(&self, frozen: &Frozen, request: &PathRequest, job: &Job) -> Result<Terms, AppError> {
        let mut asked = accept(&request.accept, &request.without)?;
        asked.removed_nodes = self.select(frozen, &request.avoid, job)?;
        let (removal, cut) = removal(frozen, &asked, &request.cuts)?;
        let tried = without(&frozen.snapshot, &asked, &removal);
        Ok(Terms { asked, tried, cut })
    }
}

/// The edges that cuts take away, and the ends of their steps.
fn removal(
    frozen: &Frozen,
    accept: &Accept,
    cuts: &[TriedCut],
) -> Result<(Removal, BTreeSet<(NodeId, NodeId)>), AppError> {
    let snapshot = &frozen.snapshot;
    let (mut edges, mut ends) = (Vec::new(), BTreeSet::new());
    for cut in cuts {
        let (from, to) = (known(frozen, &cut.from)?, known(frozen, &cut.to)?);
        let before = edges.len();
        for (&a, &b) in from.iter().flat_map(|a| to.iter().map(move |b| (a, b))) {
            let steps = edges.len();
            edges.extend(snapshot.edges_between(a, b).map(EdgeId).filter(|&e| accept.takes(snapshot, e)));
            if edges.len() > steps {
                ends.insert((a, b));
            }
        }
        if edges.len() == before {
            let why = format!("there is no step to cut: {}", title(frozen, cut));
            let remedy = "Take this cut off the list, or accept the status of its step.";
            return Err(AppError::new(Code::NotFound, why, remedy));
        }
    }
    Ok((Removal { edges, ..Removal::default() }, ends))
}

fn known(frozen: &Frozen, ids: &[String]) -> Result<Vec<NodeId>, AppError> {
    let mut nodes = Vec::new();
    for id in ids {
        match nodes_by_id(&frozen.snapshot, id).as_slice() {
            [] => {
                let remedy = "Take this cut off the list, or write FROM->TO with ids of nodes.";
                return Err(AppError::new(Code::NotFound, format!("nothing has the id {id:?}"), remedy));
            }
            found => nodes.extend(found),
        }
    }
    Ok(nodes)
}

/// "Win10 → Administrator", "9 starts → Domain Admins".
fn title(frozen: &Frozen, cut: &TriedCut) -> String {
    let side = |ids: &[String]| match ids {
        [one] => nodes_by_id(&frozen.snapshot, one)
            .first()
            .map_or_else(|| one.clone(), |&n| atlas_map::spoken::spoken(frozen.snapshot.name(n)).into()),
        several => format!("{} nodes", several.len()),
    };
    format!("{} → {}", side(&cut.from), side(&cut.to))
}
