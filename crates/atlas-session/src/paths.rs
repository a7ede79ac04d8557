//! Paths, each step explained.

use atlas_analysis::Pace;
use atlas_graph::{Accept, By, EdgeId, NodeId, Path as Walk, PathQuestion, Walks, all_shortest, alternatives, k_paths};

use crate::dto::{AppError, Code, Path, PathRequest, PathsAnswer, Step};
use crate::frozen::Frozen;
use crate::naming::id_text;
use crate::{Job, Session};

/// The paths of a question before they are explained.
pub(crate) struct Found {
    pub(crate) walks: Walks,
    pub(crate) accept: Accept,
    pub(crate) paths: Vec<Walk>,
    pub(crate) total: f64,
    pub(crate) exact: bool,
    pub(crate) already_there: Vec<NodeId>,
}

impl Session {
    /// Ways from starts to targets, best first, each step a sentence with its evidence and remedy.
    ///
    /// # Errors
    /// Where a SELECT cannot be read or names nothing; cancelled.
    pub fn paths(&self, request: &PathRequest, job: &Job) -> Result<PathsAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let found = self.find_paths(&frozen, request, job)?;
        let mut paths = Vec::with_capacity(found.paths.len());
        for walk in &found.paths {
            paths.push(self.explain(&frozen, &found.accept, walk)?);
        }
        Ok(PathsAnswer {
            paths,
            total: found.total,
            total_is_exact: found.exact,
            already_there: found.already_there.iter().map(|&n| frozen.named(n)).collect(),
            notes: Vec::new(),
        })
    }

    /// The paths of a question with its tried cuts made.
    fn find_paths(&self, frozen: &Frozen, request: &PathRequest, job: &Job) -> Result<Found, AppError> {
        let accept = self.terms(frozen, request, job)?.tried;
        self.find_paths_under(frozen, request, accept, job)
    }

    /// The paths of a question under terms of its own.
    pub(crate) fn find_paths_under(
        &self,
        frozen: &Frozen,
        request: &PathRequest,
        accept: Accept,
        job: &Job,
    ) -> Result<Found, AppError> {
        if request.all_shortest && !request.via.is_empty() {
            return Err(AppError::new(
                Code::Usage,
                "all shortest paths take no way-points",
                "Leave out --via or --all-shortest.",
            ));
        }
        let (starts, targets) = self.ends(frozen, request, job)?;
        let walks = Walks::new(&frozen.snapshot, &accept);
        let stop = || job.cancelled();
        let k = request.k as usize;
        job.progress("paths", 0.0);
        if request.all_shortest {
            let all = all_shortest(&walks, &starts, &targets, request.max_steps, k, &stop)?;
            #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 and said to be inexact beyond")]
            let total = all.total as f64;
            // What a part leaves out may hold more.
            let exact = all.total_is_exact && all.total < 1 << 53 && frozen.partial.is_none();
            return Ok(Found { walks, accept, paths: all.paths, total, exact, already_there: all.already_there });
        }
        let via =
            request.via.iter().map(|v| self.select(frozen, std::slice::from_ref(v), job)).collect::<Result<_, _>>()?;
        let by = if request.weighted { By::Cost } else { By::Steps };
        let question =
            PathQuestion { starts, targets, via, k, by, max_steps: request.max_steps, ..PathQuestion::default() };
        let best = k_paths(&walks, &question, &stop)?;
        #[expect(clippy::cast_precision_loss, reason = "a number of listed paths")]
        let total = best.paths.len() as f64;
        Ok(Found {
            walks,
            accept,
            total,
            exact: best.complete && frozen.partial.is_none(),
            paths: best.paths,
            already_there: best.already_there,
        })
    }

    pub(crate) fn explain(&self, frozen: &Frozen, accept: &Accept, walk: &Walk) -> Result<Path, AppError> {
        let mut steps = Vec::with_capacity(walk.edges.len());
        for (pair, &edge) in walk.nodes.windows(2).zip(&walk.edges) {
            steps.push(self.step(frozen, accept, pair[0], edge)?);
        }
        Ok(Path {
            cost: walk.cost,
            likelihood: walk.likelihood(),
            status: walk.status(&frozen.snapshot).word().into(),
            steps,
        })
    }

    fn step(&self, frozen: &Frozen, accept: &Accept, from: NodeId, edge: EdgeId) -> Result<Step, AppError> {
        let snapshot = &frozen.snapshot;
        let meaning = snapshot.meaning(edge);
        let to = snapshot.target(edge);
        let (from_name, to_name) = (snapshot.name(from), snapshot.name(to));
        let level = meaning.level.as_deref();
        let other = |e: EdgeId| {
            let m = snapshot.meaning(e);
            m.level.as_ref().map_or_else(|| m.kind.to_string(), |l| format!("{} ({l})", m.kind))
        };
        Ok(Step {
            from: id_text(snapshot, from),
            from_name: from_name.into(),
            to: id_text(snapshot, to),
            to_name: to_name.into(),
            kind: meaning.kind.to_string(),
            level: level.map(Into::into),
            status: meaning.status.word().into(),
            rule: meaning.rule.map(Into::into),
            sentence: frozen.book.sentence(&meaning.kind, level, from_name, to_name),
            evidence: self.step_evidence(frozen, from, edge)?,
            remedy: frozen.book.remedy(&meaning.kind, level, from_name, to_name),
            alternatives: alternatives(snapshot, accept, edge).into_iter().map(other).collect(),
        })
    }
}
