//! Writing down what a person decided, took back, or signed off.

use std::time::{Duration, SystemTime};

use super::desk::Desk;
use super::history::{Taken, same_person};
use super::log::row;
use super::queue::Picked;
use super::record::{Closed, Decided, Undone, write};
use super::shown::Shown;
use super::terms::Decision;
use super::{rails, when};
use crate::dto::{AppError, Code, DecisionRequest, LogAnswer, LogRecord};
use crate::session::now;
use crate::{Job, Session};

/// A statement longer than this is none.
const LONGEST: usize = 4000;

/// How a decision is entered.
pub(crate) struct Entered<'a> {
    /// `single`, or `bulk of n`.
    pub(crate) mode: String,
    /// What the decisions of one bulk share.
    pub(crate) batch: Option<&'a str>,
}

impl Session {
    /// Record what a person decided, with what was shown. Changes no source system.
    ///
    /// # Errors
    /// Usage where a rail refuses, with its sentence; not found; not writable.
    pub fn decide(&self, request: &DecisionRequest, job: &Job) -> Result<LogRecord, AppError> {
        let desk = self.desk(job)?;
        let entered = Entered { mode: "single".to_owned(), batch: None };
        let record = self.judged(&desk, request, &entered, job)?;
        let written = self.append(&[write(&record)?])?;
        written.records.into_iter().next().ok_or_else(|| AppError::new(Code::Internal, "the log took no record", ""))
    }

    /// Take a decision of the open review back: the one with the id, else the last of `reviewer`, with all that were
    /// entered together with it. The log keeps the decision and that it was taken back.
    ///
    /// # Errors
    /// Usage where there is none, somebody else decided, or its review is closed; not writable.
    pub fn undo_decision(&self, reviewer: &str, id: Option<&str>, job: &Job) -> Result<LogAnswer, AppError> {
        named(reviewer)?;
        let desk = self.desk(job)?;
        let texts: Result<Vec<String>, AppError> = desk
            .to_undo(reviewer, id)?
            .into_iter()
            .map(|taken| {
                write(&Undone {
                    act: "undo".into(),
                    at: now(),
                    review: desk.history.review(),
                    reviewer: reviewer.trim().into(),
                    subject: taken.record.subject.clone(),
                    supersedes: taken.id(),
                    version: env!("CARGO_PKG_VERSION").into(),
                })
            })
            .collect();
        self.append(&texts?)
    }

    /// Sign the open review off. What was decided in it can no longer be taken back, only decided anew.
    ///
    /// # Errors
    /// Usage where nothing was decided in it; not writable.
    pub fn close_review(&self, reviewer: &str, statement: &str, job: &Job) -> Result<LogRecord, AppError> {
        named(reviewer)?;
        let desk = self.desk(job)?;
        if desk.history.open().next().is_none() {
            let message = format!("nothing was decided in review {}", desk.history.review());
            return Err(AppError::new(Code::Usage, message, "There is nothing to sign off yet."));
        }
        let progress = desk.progress(None);
        let record = Closed {
            act: "close".into(),
            at: now(),
            review: desk.history.review(),
            reviewer: reviewer.trim().into(),
            revision: desk.frozen.revision.id.to_string(),
            items: progress.items,
            decided: progress.decided,
            not_reviewed: progress.not_reviewed,
            waits_for_second: progress.waits_for_second,
            by_decision: progress.by_decision,
            statement: statement.trim().chars().take(LONGEST).collect(),
            version: env!("CARGO_PKG_VERSION").into(),
        };
        let written = self.append(&[write(&record)?])?;
        written.records.into_iter().next().ok_or_else(|| AppError::new(Code::Internal, "the log took no record", ""))
    }

    /// A decision that every rail lets pass, as the log takes it.
    pub(crate) fn judged(
        &self,
        desk: &Desk,
        request: &DecisionRequest,
        entered: &Entered<'_>,
        job: &Job,
    ) -> Result<Decided, AppError> {
        let decision = Decision::named(&request.decision)?;
        let expiry = rails::fields(request, decision, desk)?;
        let node = self.one_node(&desk.frozen, &request.id, job)?;
        let shown = desk.shown(node);
        rails::same_facts(request, &shown)?;
        let things = rails::things(request, &shown)?;
        let reviewer = request.reviewer.trim();
        let independent = self.independent(desk, &shown, decision, reviewer, job)?;
        rails::reason(decision, &request.rationale, &request.codes, &shown)?;
        rails::age(decision, request.knows_age, desk, &shown)?;
        let to = request.to.as_deref().map(|t| t.trim().to_owned());
        let delegated_from = match (&to, decision) {
            (Some(to), Decision::Delegate) => rails::handed_on(to, &self.names_of(desk, &shown)?, desk, &shown)?,
            _ => rails::delegated_from(desk, &shown),
        };
        let two = shown.two_persons() && decision.is_final();
        let snapshot = &desk.frozen.snapshot;
        let row = shown.row.as_ref();
        Ok(Decided {
            act: "decide".into(),
            review: desk.history.review(),
            item: shown.item(),
            subject: shown.id.clone(),
            subject_kind: snapshot.kind(node).into(),
            subject_lifecycle: snapshot.lifecycle(node).word().into(),
            lane: snapshot.lane(node).word().into(),
            grants: shown.grants(desk, &things),
            revision: desk.frozen.revision.id.to_string(),
            facts_hash: shown.facts_hash.clone(),
            access_hash: shown.access_hash.clone(),
            score: row.map(|r| r.score),
            score_min: row.map(|r| r.min),
            score_max: row.map(|r| r.max),
            shown: row.map(|r| r.reasons.iter().map(|r| r.sentence.clone()).collect()),
            recommendation_shown: None,
            decision: decision.word().into(),
            rationale: request.rationale.trim().chars().take(LONGEST).collect(),
            codes: request.codes.clone(),
            to,
            ticket: request.ticket.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(Into::into),
            evidence_opened: request.evidence.clone(),
            dwell_seconds: dwell(request.shown_at.as_deref(), desk.now)?,
            shown_at: request.shown_at.clone(),
            at: humantime::format_rfc3339_seconds(desk.now).to_string(),
            input_mode: entered.mode.clone(),
            batch: entered.batch.map(Into::into),
            reviewer: reviewer.into(),
            assigned_because: desk.picked(&shown).word().into(),
            delegated_from,
            self_review_check: independent.self_review,
            independence_check: independent.independence,
            second_reviewer: two.then(|| desk.second_of(&shown, &things, reviewer, decision)),
            expiry,
            stale: desk.freshness().stale,
            knows_age: request.knows_age,
            supersedes: desk.history.replaced(&shown.id, &things, reviewer, two),
            things,
            version: env!("CARGO_PKG_VERSION").into(),
        })
    }

    /// Append to the log, all or none.
    pub(crate) fn append(&self, texts: &[String]) -> Result<LogAnswer, AppError> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let records = self.store().append_log(&texts)?;
        Ok(LogAnswer { records: records.into_iter().map(row).collect() })
    }
}

impl Desk {
    /// Why a reviewer met the item.
    pub(crate) fn picked(&self, shown: &Shown) -> Picked {
        let queue = self.queue(self.frozen.snapshot.lane(shown.node));
        queue.items.iter().find(|(_, s, _)| s.node == shown.node).map_or(Picked::Lookup, |(picked, ..)| *picked)
    }

    /// What the record says of the second person whom tier 0 needs.
    fn second_of(&self, shown: &Shown, things: &[String], reviewer: &str, decision: Decision) -> String {
        let mut others = self.history.about(&shown.id).filter(|t| t.stands() && t.record.things == things);
        let other = others.rfind(|t| !same_person(&t.record.reviewer, reviewer));
        match other {
            None => "needed: this is the first of two".to_owned(),
            Some(t) if t.decision() == Some(decision) => format!("agrees with {} by {}", t.id(), t.record.reviewer),
            Some(t) => format!("differs from {} by {}", t.id(), t.record.reviewer),
        }
    }

    /// What taking back would take back, as a sentence.
    pub(crate) fn undoes(&self, reviewer: Option<&str>) -> Option<String> {
        let mut mine = self.history.open().filter(|t| reviewer.is_none_or(|r| same_person(&t.record.reviewer, r)));
        let last = mine.next_back()?;
        let said = last.decision().map_or("decided on", Decision::past);
        let together = last
            .record
            .batch
            .as_ref()
            .map(|b| self.history.open().filter(|t| t.record.batch.as_ref() == Some(b)).count());
        let what = match together {
            Some(n) if n > 1 => format!("{n} items"),
            _ => self.name_of(&last.record.subject),
        };
        Some(format!("{} {said} {what}", last.record.reviewer))
    }

    /// The name of a subject of the log; its id where the revision does not have it.
    pub(crate) fn name_of(&self, id: &str) -> String {
        match crate::naming::nodes_by_id(&self.frozen.snapshot, id).as_slice() {
            [node] => self.frozen.snapshot.name(*node).to_owned(),
            _ => id.to_owned(),
        }
    }

    fn to_undo(&self, reviewer: &str, id: Option<&str>) -> Result<Vec<&Taken>, AppError> {
        let refuse = |message: String, remedy: &str| Err(AppError::new(Code::Usage, message, remedy));
        let Some(id) = id else {
            let mine = |t: &&Taken| same_person(&t.record.reviewer, reviewer);
            let Some(last) = self.history.open().rfind(mine) else {
                let message = format!("{reviewer} decided nothing that can be taken back");
                return refuse(message, "A review that is closed stays; decide anew instead.");
            };
            let together = |t: &&Taken| {
                t.number == last.number || (t.record.batch.is_some() && t.record.batch == last.record.batch)
            };
            return Ok(self.history.open().filter(together).collect());
        };
        let Some(taken) = self.history.taken.iter().find(|t| t.id() == id) else {
            let remedy = "`atlas review item ID` lists the decisions about an item.";
            return Err(AppError::new(Code::NotFound, format!("no decision is called {id:?}"), remedy));
        };
        if taken.undone {
            return refuse(format!("{id} was taken back already"), "");
        }
        if self.history.is_closed(taken) {
            return refuse(format!("{id} was signed off with review {}", taken.record.review), "Decide anew instead.");
        }
        if !same_person(&taken.record.reviewer, reviewer) {
            let message = format!("{id} is the word of {}, who alone can take it back", taken.record.reviewer);
            return refuse(message, "Record a decision of your own instead.");
        }
        Ok(vec![taken])
    }
}

fn named(reviewer: &str) -> Result<(), AppError> {
    if reviewer.trim().is_empty() {
        return Err(AppError::new(Code::Usage, "nobody signs", "Name the reviewer."));
    }
    Ok(())
}

/// Whole seconds since the page was shown; clocks that differ by a little count as none.
fn dwell(shown_at: Option<&str>, now: SystemTime) -> Result<Option<u32>, AppError> {
    let Some(text) = shown_at else { return Ok(None) };
    let shown = when::moment(text).ok_or_else(|| {
        AppError::new(Code::Usage, format!("{text:?} is no moment"), "Write it as 2026-01-31T12:00:00Z.")
    })?;
    let passed = now.duration_since(shown).unwrap_or(Duration::ZERO).as_secs();
    Ok(Some(u32::try_from(passed).unwrap_or(u32::MAX)))
}
