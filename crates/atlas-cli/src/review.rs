//! `atlas review`: queues, the page of an item, decisions, and their log.

use atlas_session::Access;
use atlas_session::Job;
use atlas_session::dto::{AppError, BulkRequest, Code, DecisionRequest};
use clap::{Args, Subcommand};

use crate::args::Atlas;
use crate::part::Part;
use crate::review_text as text;
use crate::verbs::{Answer, Outcome, config, open};

const UNCHANGED: &str = "Nothing was changed in any source system.";

#[derive(Debug, Subcommand)]
pub(crate) enum Review {
    /// What to review first, ranked, by lane.
    Queue {
        #[command(flatten)]
        part: Part,
        #[arg(long, default_value = "human")]
        lane: String,
        /// From now on a review asks so many items by rank.
        #[arg(long, value_name = "N")]
        capacity: Option<u32>,
    },
    /// Everything that is known about one item: why it is asked, its peers, what it opens, what is unknown.
    Item {
        #[command(flatten)]
        part: Part,
        /// Native id of the subject.
        id: String,
    },
    /// How far the review is.
    Progress {
        #[command(flatten)]
        part: Part,
        /// Also what this reviewer could take back.
        #[arg(long)]
        reviewer: Option<String>,
    },
    /// Record what a person decided. Changes no source system.
    Decide {
        #[command(flatten)]
        part: Part,
        /// Native id of the subject.
        id: String,
        /// certify, certifyWithExpiry, modify, revoke, flag, delegate, abstain, reclassify, acceptRisk.
        decision: String,
        #[command(flatten)]
        why: Why,
        /// Decide only on this thing of the item (its native id); repeated.
        #[arg(long, value_name = "ID")]
        thing: Vec<String>,
        /// delegate: who shall decide. reclassify: a lifecycle, or owner=NAME.
        #[arg(long, value_name = "NAME")]
        to: Option<String>,
        /// A ticket or an incident elsewhere.
        #[arg(long)]
        ticket: Option<String>,
    },
    /// Record one decision about several items, all or none.
    Bulk {
        #[command(flatten)]
        part: Part,
        decision: String,
        /// Native ids of the subjects.
        #[arg(required = true)]
        ids: Vec<String>,
        #[command(flatten)]
        why: Why,
        /// The token of the preview; a bulk revocation is refused without.
        #[arg(long, value_name = "TOKEN")]
        previewed: Option<String>,
    },
    /// What one decision about several items would mean. Records nothing.
    Preview {
        #[command(flatten)]
        part: Part,
        decision: String,
        /// Native ids of the subjects.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Take a decision of the open review back; the log keeps both.
    Undo {
        #[command(flatten)]
        part: Part,
        /// Such as d17; the last of the reviewer where it is left out.
        id: Option<String>,
        /// Who decided.
        #[arg(long)]
        reviewer: String,
    },
    /// Sign the review off: what was decided in it can no longer be taken back.
    Close {
        #[command(flatten)]
        part: Part,
        /// Who signs.
        #[arg(long)]
        reviewer: String,
        /// What to say with it.
        #[arg(long, default_value = "")]
        statement: String,
    },
    /// The audit log, oldest first.
    Log {
        #[command(flatten)]
        atlas: Atlas,
    },
    /// Check that no record of the log was changed or taken out.
    Verify {
        #[command(flatten)]
        atlas: Atlas,
    },
}

/// Who decides, and why.
#[derive(Debug, Args)]
pub(crate) struct Why {
    #[arg(long, default_value = "")]
    rationale: String,
    /// Why, as a code: workNeedsIt, newDuty, coversAbsence, otherControl, notNeeded, leftDuty, neverGranted,
    /// looksWrong, notMyArea, notEnoughData, conflictOfInterest; repeated.
    #[arg(long)]
    code: Vec<String>,
    /// Who decides.
    #[arg(long)]
    reviewer: String,
    /// The day on which it ends.
    #[arg(long)]
    expiry: Option<String>,
    /// The age of the data is known and no hindrance.
    #[arg(long)]
    knows_age: bool,
}

/// Run an act of review.
pub(crate) fn review(act: &Review, job: &Job) -> Answer {
    match act {
        Review::Queue { part, lane, capacity } => {
            let session = part.open(if capacity.is_some() { Access::Write } else { Access::Read })?;
            if let Some(capacity) = capacity {
                session.set_review_capacity(*capacity)?;
            }
            let answer = session.queue(lane, job)?;
            let text = text::queue(&answer);
            Outcome::new("review.queue", &session, serde_json::json!({ "lane": lane }), &answer, text)
        }
        Review::Item { part, id } => {
            let session = part.open(Access::Read)?;
            let answer = session.review_item(id, job)?;
            let text = text::page(&answer);
            Outcome::new("review.item", &session, serde_json::json!({ "id": id }), &answer, text)
        }
        Review::Progress { part, reviewer } => {
            let session = part.open(Access::Read)?;
            let answer = session.review_progress(reviewer.as_deref(), job)?;
            let text = text::progress(&answer);
            Outcome::new("review.progress", &session, serde_json::json!({ "reviewer": reviewer }), &answer, text)
        }
        Review::Decide { part, id, decision, why, thing, to, ticket } => {
            let session = part.open(Access::Write)?;
            let request = DecisionRequest {
                id: id.clone(),
                decision: decision.clone(),
                rationale: why.rationale.clone(),
                codes: why.code.clone(),
                reviewer: why.reviewer.clone(),
                expiry: why.expiry.clone(),
                knows_age: why.knows_age,
                things: thing.clone(),
                to: to.clone(),
                ticket: ticket.clone(),
                ..DecisionRequest::default()
            };
            let answer = session.decide(&request, job)?;
            let text = format!("Recorded as number {} in the log. {UNCHANGED}", answer.number);
            Outcome::new("review.decide", &session, config(&request), &answer, text)
        }
        Review::Bulk { part, decision, ids, why, previewed } => {
            let session = part.open(Access::Write)?;
            let request = BulkRequest {
                ids: ids.clone(),
                decision: decision.clone(),
                rationale: why.rationale.clone(),
                codes: why.code.clone(),
                reviewer: why.reviewer.clone(),
                expiry: why.expiry.clone(),
                knows_age: why.knows_age,
                previewed: previewed.clone(),
            };
            let answer = session.decide_bulk(&request, job)?;
            let text = format!("Recorded {} decisions in the log. {UNCHANGED}", answer.records.len());
            Outcome::new("review.bulk", &session, config(&request), &answer, text)
        }
        Review::Preview { part, decision, ids } => {
            let session = part.open(Access::Read)?;
            let answer = session.preview_bulk(ids, decision, job)?;
            let text = text::preview(&answer);
            let config = serde_json::json!({ "decision": decision, "ids": ids });
            Outcome::new("review.preview", &session, config, &answer, text)
        }
        Review::Undo { part, id, reviewer } => {
            let session = part.open(Access::Write)?;
            let answer = session.undo_decision(reviewer, id.as_deref(), job)?;
            let text = text::log(&answer);
            let config = serde_json::json!({ "id": id, "reviewer": reviewer });
            Outcome::new("review.undo", &session, config, &answer, text)
        }
        Review::Close { part, reviewer, statement } => {
            let session = part.open(Access::Write)?;
            let answer = session.close_review(reviewer, statement, job)?;
            let text = format!("{}. {UNCHANGED}", text::inert(&answer.sentence));
            let config = serde_json::json!({ "reviewer": reviewer, "statement": statement });
            Outcome::new("review.close", &session, config, &answer, text)
        }
        Review::Log { atlas } => {
            let session = open(atlas)?;
            let answer = session.log()?;
            let text = text::log(&answer);
            Outcome::new("review.log", &session, serde_json::json!({}), &answer, text)
        }
        Review::Verify { atlas } => {
            let session = open(atlas)?;
            let answer = session.verify_log()?;
            if let Some(broken) = &answer.broken {
                let remedy = "The log was changed outside Access Atlas; compare with a copy or an evidence pack.";
                return Err(AppError::new(Code::Input, format!("the audit log is broken: {broken}"), remedy));
            }
            let text = format!("The audit log is whole: {} records, head {}.", answer.records, answer.head);
            Outcome::new("review.verify", &session, serde_json::json!({}), &answer, text)
        }
    }
}
