//! What a workspace holds: counts, revisions, issues, integrity.

use std::collections::BTreeMap;

use atlas_graph::Snapshot;
use atlas_model::{Issue, Lane};

use crate::dto::{AppError, ByLane, Code, Counts, InfoAnswer, IssueRow, Revision, SourceRow, Workspace, clip};
use crate::job::StoreWatch;
use crate::missing::missing_inputs;
use crate::{Job, Session};

impl Session {
    /// Counts, revisions, issues and what is missing.
    ///
    /// # Errors
    /// Where the store cannot be read or is empty.
    pub fn info(&self) -> Result<InfoAnswer, AppError> {
        let job = Job::default();
        let frozen = self.frozen(&job)?;
        let number = frozen.revision.number;
        let store = self.store();
        let held = store.counts(number)?;
        let issues = store.issues(number)?;
        let kinds = |map: &BTreeMap<Box<str>, u32>| map.iter().map(|(k, n)| (k.to_string(), *n)).collect();
        Ok(InfoAnswer {
            counts: Counts { derived: derived(&frozen.snapshot), ..counts(&held) },
            node_kinds: kinds(&held.node_kinds),
            relation_kinds: kinds(&held.relation_kinds),
            missing_inputs: frozen
                .partial
                .iter()
                .map(crate::scope::left_out)
                .chain(missing_inputs(&frozen.book, &store.property_presence(number)?))
                .collect(),
            issues: issues.iter().map(issue_row).collect(),
            revisions: store.revisions()?.iter().map(revision_row).collect(),
            sources: store.sources(number)?.into_iter().map(source_row).collect(),
            lanes: lanes(&frozen.snapshot),
            database: store.origin()?.map(|origin| crate::foreign::database_row(&origin, &**store)).transpose()?,
        })
    }

    /// Verify the integrity of the workspace.
    ///
    /// # Errors
    /// Input where anything is broken; the message says what.
    pub fn check(&self) -> Result<(), AppError> {
        let job = Job::default();
        let report = self.store().check(&StoreWatch(&job))?;
        if report.faults.is_empty() {
            return Ok(());
        }
        let message = format!("{} is broken: {}", self.path().display(), report.faults.join("; "));
        Err(AppError::new(Code::Input, message, "Restore a copy, or import the files again into a new workspace."))
    }

    /// What the window shows of this workspace; also of an empty one.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn workspace(&self, job: &Job) -> Result<Workspace, AppError> {
        let revisions = self.store().revisions()?;
        let mut workspace = Workspace {
            name: self.name(),
            path: self.path().display().to_string(),
            revision: revisions.last().map(revision_row),
            revisions: clip(revisions.len()),
            counts: Counts { nodes: 0, relations: 0, derived: 0, placeholders: 0, issues: 0 },
            sources: Vec::new(),
            lanes: ByLane { human: 0, machine: 0, unknown: 0 },
            tier0: 0,
            missing: Vec::new(),
            partial: None,
        };
        if revisions.is_empty() {
            return Ok(workspace);
        }
        let frozen = self.frozen(job)?;
        let info = self.info()?;
        workspace.counts = info.counts;
        workspace.sources = info.sources;
        workspace.lanes = info.lanes;
        workspace.missing = info.missing_inputs;
        workspace.partial = frozen.partial.clone();
        workspace.tier0 = clip(frozen.tier0().len());
        Ok(workspace)
    }
}

/// Counts of the store; derived edges are counted by [`derived`].
pub(crate) fn counts(held: &graph_queries::Counts) -> Counts {
    Counts {
        nodes: held.nodes,
        relations: held.relations,
        derived: 0,
        placeholders: held.placeholders,
        issues: held.issues,
    }
}

/// Edges made by rules.
pub(crate) fn derived(snapshot: &Snapshot) -> u32 {
    let made = snapshot.edges().filter(|&(_, e)| snapshot.meaning(e).rule.is_some()).count();
    clip(made)
}

/// Identities by lane.
pub(crate) fn lanes(snapshot: &Snapshot) -> ByLane {
    let mut lanes = ByLane { human: 0, machine: 0, unknown: 0 };
    for node in snapshot.identities() {
        *lane_of(&mut lanes, snapshot.lane(node)) += 1;
    }
    lanes
}

/// The count of one lane.
pub(crate) fn lane_of(lanes: &mut ByLane, lane: Lane) -> &mut u32 {
    match lane {
        Lane::Human => &mut lanes.human,
        Lane::Machine => &mut lanes.machine,
        Lane::Unknown => &mut lanes.unknown,
    }
}

pub(crate) fn issue_row(issue: &Issue) -> IssueRow {
    IssueRow {
        severity: issue.severity.word().into(),
        file: issue.file.to_string(),
        r#where: issue.place.to_string(),
        reason: issue.reason.to_string(),
        remedy: issue.remedy.to_string(),
    }
}

pub(crate) fn revision_row(revision: &graph_queries::Revision) -> Revision {
    Revision {
        id: revision.id.to_string(),
        number: revision.number,
        at: revision.at.to_string(),
        source: revision.sources.join(", "),
        label: revision.label.as_deref().map(Into::into),
        as_of: revision.as_of.as_deref().map(Into::into),
        nodes: revision.nodes,
        relations: revision.relations,
        added: revision.relations_added,
        removed: revision.relations_removed,
    }
}

fn source_row(source: graph_queries::SourceInfo) -> SourceRow {
    SourceRow { name: source.name.into(), relations: source.relations, revision: source.revision }
}
