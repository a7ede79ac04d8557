//! One decision about several items: looked at first, all recorded or none.

use atlas_analysis::whatif::{Removal, what_if};
use atlas_graph::{Accept, EdgeId};

use super::decide::Entered;
use super::desk::Desk;
use super::rails::{self, usual_walks};
use super::record::write;
use super::shown::{Shown, sha256};
use super::terms::Decision;
use crate::dto::{AppError, BulkItem, BulkPreview, BulkRequest, Code, DecisionRequest, LogAnswer, WhatIfTarget, clip};
use crate::import::thousands;
use crate::naming::id_text;
use crate::session::now;
use crate::{Job, Session};

impl Session {
    /// What one decision about several items would mean: which of them refuse it, and who would reach less if the
    /// rare access of all of them were revoked. Records nothing.
    ///
    /// # Errors
    /// Usage where the decision is none of the words; not found; cancelled.
    pub fn preview_bulk(&self, ids: &[String], decision: &str, job: &Job) -> Result<BulkPreview, AppError> {
        let decision = Decision::named(decision)?;
        let desk = self.desk(job)?;
        let items = self.chosen(&desk, ids, job)?;
        let walks = usual_walks(&desk.frozen);
        let mut rows = Vec::with_capacity(items.len());
        for shown in &items {
            let refused = if decision.keeps() { rails::alone(&desk.frozen, &walks, shown, job)? } else { None };
            rows.push(BulkItem { id: shown.id.clone(), name: shown.name.clone(), score: shown.score(), refused });
        }
        let refused = bulk_rails(decision, &items, &rows).err();
        let (removal, indirect) = desk.revocation(&items);
        let snapshot = &desk.frozen.snapshot;
        let tier0 = desk.frozen.tier0();
        let change = what_if(snapshot, &desk.frozen.tiers, &tier0, &Accept::default(), &removal, job)?;
        let targets = change.targets.iter().filter(|t| t.before != t.after).map(|t| WhatIfTarget {
            id: id_text(snapshot, t.node),
            name: snapshot.name(t.node).into(),
            before: clip(t.before),
            after: clip(t.after),
        });
        let loses: Vec<_> = change.loses.iter().map(|l| desk.frozen.named(l.node)).collect();
        Ok(BulkPreview {
            sentence: format!(
                "Revoking the rare access of {} would take away {}; {} would reach less of tier 0.",
                counted(items.len(), "identity", "identities"),
                counted(removal.edges.len(), "relation", "relations"),
                counted(loses.len(), "identity", "identities")
            ),
            items: rows,
            remedy: refused.as_ref().map(|e| e.remedy.clone()).unwrap_or_default(),
            refused: refused.map(|e| e.message),
            relations: clip(removal.edges.len()),
            indirect: clip(indirect),
            before: clip(change.before),
            after: clip(change.after),
            targets: targets.collect(),
            loses,
            token: token(&desk, &items),
        })
    }

    /// Record one decision about several items, all or none.
    ///
    /// # Errors
    /// Usage where a rail refuses any of them, with its sentence; not found; not writable.
    pub fn decide_bulk(&self, request: &BulkRequest, job: &Job) -> Result<LogAnswer, AppError> {
        let decision = Decision::named(&request.decision)?;
        let desk = self.desk(job)?;
        let items = self.chosen(&desk, &request.ids, job)?;
        let mut rows = Vec::with_capacity(items.len());
        if decision.keeps() && rails::cap(items.len()).is_ok() {
            let walks = usual_walks(&desk.frozen);
            for shown in &items {
                let refused = rails::alone(&desk.frozen, &walks, shown, job)?;
                rows.push(BulkItem { id: shown.id.clone(), name: shown.name.clone(), score: shown.score(), refused });
            }
        }
        bulk_rails(decision, &items, &rows)?;
        if decision == Decision::Revoke && request.previewed.as_deref() != Some(token(&desk, &items).as_str()) {
            let message = "what these revocations would change was not looked at";
            return Err(AppError::new(Code::Usage, message, "Look at the preview of these items first."));
        }
        let batch: String =
            sha256(&format!("{}\n{}\n{}", now(), request.reviewer, token(&desk, &items))).chars().take(12).collect();
        let entered = Entered { mode: format!("bulk of {}", items.len()), batch: Some(&batch) };
        let mut texts = Vec::with_capacity(items.len());
        for shown in &items {
            let single = DecisionRequest {
                id: shown.id.clone(),
                decision: request.decision.clone(),
                rationale: request.rationale.clone(),
                codes: request.codes.clone(),
                reviewer: request.reviewer.clone(),
                expiry: request.expiry.clone(),
                knows_age: request.knows_age,
                ..DecisionRequest::default()
            };
            texts.push(write(&self.judged(&desk, &single, &entered, job)?)?);
        }
        self.append(&texts)
    }

    /// The subjects of a bulk, each once, in the order of the keys.
    fn chosen(&self, desk: &Desk, ids: &[String], job: &Job) -> Result<Vec<Shown>, AppError> {
        let nodes: Result<Vec<_>, _> = ids.iter().map(|id| self.one_node(&desk.frozen, id, job)).collect();
        let mut nodes = nodes?;
        nodes.sort_unstable();
        nodes.dedup();
        Ok(nodes.into_iter().map(|n| desk.shown(n)).collect())
    }
}

impl Desk {
    /// The relations through which the subjects hold their rare things, and how many things they hold otherwise.
    fn revocation(&self, items: &[Shown]) -> (Removal, usize) {
        let mut removal = Removal::default();
        let mut indirect = 0;
        for shown in items {
            for reason in shown.reasons.iter().filter(|r| !r.missing) {
                let before = removal.edges.len();
                for grant in &reason.grants {
                    removal.edges.extend(self.frozen.snapshot.edges_between(shown.node, grant.target).map(EdgeId));
                }
                indirect += usize::from(removal.edges.len() == before);
            }
        }
        removal.edges.sort_unstable();
        removal.edges.dedup();
        (removal, indirect)
    }
}

/// What is refused of several items as such.
fn bulk_rails(decision: Decision, items: &[Shown], rows: &[BulkItem]) -> Result<(), AppError> {
    rails::cap(items.len())?;
    rails::shareable(decision)?;
    let hindered: Vec<&BulkItem> = rows.iter().filter(|r| r.refused.is_some()).collect();
    let Some(first) = hindered.first() else { return Ok(()) };
    let why = first.refused.as_deref().unwrap_or_default();
    let others = match hindered.len() - 1 {
        0 => String::new(),
        n => format!(" ({n} more are hindered)"),
    };
    let message = format!("{} cannot be kept together with others: {why}{others}", first.name);
    Err(AppError::new(Code::Usage, message, "Take it out of the selection and judge it on its own."))
}

/// Names a preview: the same items on the same facts have the same.
fn token(desk: &Desk, items: &[Shown]) -> String {
    let facts: Vec<&str> = items.iter().map(|s| s.facts_hash.as_str()).collect();
    sha256(&format!("{}\n{}", desk.frozen.revision.id, facts.join("\n")))
}

/// "1 identity", "2,768 relations".
fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(clip(n)), if n == 1 { one } else { many })
}
