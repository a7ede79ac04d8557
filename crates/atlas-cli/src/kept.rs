//! What people keep in a workspace: decisions with their log, and views.

use atlas_session::dto::{AppError, Code, DecisionRequest, MatrixView, StreetView, ViewRow, ViewSpec};
use atlas_session::{Access, Job, Session};
use clap::Subcommand;

use crate::args::{Atlas, PathArgs};
use crate::part::Part;
use crate::text;
use crate::verbs::{Answer, Outcome, config, open, path, path_request};

#[derive(Debug, Subcommand)]
pub(crate) enum Review {
    /// What to review first, ranked, by lane.
    Queue {
        #[command(flatten)]
        part: Part,
        #[arg(long, default_value = "human")]
        lane: String,
    },
    /// Record what a person decided. Changes no source system.
    Decide {
        #[command(flatten)]
        part: Part,
        /// Native id of the subject.
        id: String,
        /// certify, certifyWithExpiry, modify, revoke, flag, delegate, abstain, reclassify, acceptRisk.
        decision: String,
        #[arg(long, default_value = "")]
        rationale: String,
        /// Who decides.
        #[arg(long)]
        reviewer: String,
        #[arg(long)]
        expiry: Option<String>,
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

#[derive(Debug, Subcommand)]
pub(crate) enum View {
    /// Names of the saved views.
    List {
        #[command(flatten)]
        atlas: Atlas,
    },
    /// Save a view: the world map, a path question, one node, or a group.
    Save {
        #[command(flatten)]
        atlas: Atlas,
        name: String,
        /// One node and its neighbours.
        #[arg(long, value_name = "ID", conflicts_with = "paths")]
        street: Option<String>,
        /// A group: its country beside its access matrix.
        #[arg(long, value_name = "GROUP", conflicts_with_all = ["street", "paths"])]
        matrix: Option<String>,
        /// A path question; takes the flags of `atlas paths`.
        #[arg(long)]
        paths: bool,
        #[command(flatten)]
        path: PathArgs,
    },
    /// What a saved view shows.
    Show {
        #[command(flatten)]
        atlas: Atlas,
        name: String,
    },
}

/// The queue, a decision, the log.
pub(crate) fn review(act: &Review, job: &Job) -> Answer {
    match act {
        Review::Queue { part, lane } => {
            let session = part.open(Access::Read)?;
            let answer = session.queue(lane, job)?;
            let text = text::queue(&answer);
            Outcome::new("review.queue", &session, serde_json::json!({ "lane": lane }), &answer, text)
        }
        Review::Decide { part, id, decision, rationale, reviewer, expiry } => {
            let session = part.open(Access::Write)?;
            let request = DecisionRequest {
                id: id.clone(),
                decision: decision.clone(),
                rationale: rationale.clone(),
                reviewer: reviewer.clone(),
                expiry: expiry.clone(),
            };
            let answer = session.decide(&request, job)?;
            let text =
                format!("Recorded as number {} in the log. Nothing was changed in any source system.", answer.number);
            Outcome::new("review.decide", &session, config(&request), &answer, text)
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

/// List, save or show views.
pub(crate) fn view(act: &View) -> Answer {
    match act {
        View::List { atlas } => {
            let session = open(atlas)?;
            let answer = session.views()?;
            let text = answer.views.iter().map(|v| text::inert(&v.name)).collect::<Vec<_>>().join("\n");
            Outcome::new("view.list", &session, serde_json::json!({}), &answer, text)
        }
        View::Save { atlas, name, street, matrix, paths, path: args } => {
            let session = Session::open(&path(atlas)?, Access::Write)?;
            let spec = match (street, matrix) {
                (Some(id), _) => ViewSpec::Street(StreetView::of(id)),
                (_, Some(group)) => ViewSpec::Matrix(MatrixView { group: group.clone(), selected: None }),
                _ if *paths => ViewSpec::Paths(path_request(args)),
                _ => ViewSpec::default(),
            };
            let answer = session.save_view(name, &spec)?;
            Outcome::new(
                "view.save",
                &session,
                serde_json::json!({ "name": name }),
                &answer,
                format!("Saved {name:?}."),
            )
        }
        View::Show { atlas, name } => {
            let session = open(atlas)?;
            let spec = session.view(name)?;
            let text = serde_json::to_string_pretty(&spec).unwrap_or_default();
            Outcome::new(
                "view.show",
                &session,
                serde_json::json!({ "name": name }),
                &ViewRow { name: name.clone(), view: spec },
                text,
            )
        }
    }
}
