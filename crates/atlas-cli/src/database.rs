//! A database that another tool filled: what `info` says about it, and the verb that writes findings back.

use std::path::Path;

use atlas_session::dto::DatabaseRow;
use atlas_session::{Access, Job, Session};
use clap::Args;

use crate::args::Atlas;
use crate::text::inert;
use crate::verbs::{Answer, Outcome};

/// The flags of `atlas write-back`.
#[derive(Clone, Debug, Args)]
pub(crate) struct WriteBack {
    #[command(flatten)]
    pub(crate) atlas: Atlas,
    /// Allow it for this database from this machine; nothing is written yet.
    #[arg(long, conflicts_with_all = ["forbid", "undo", "status"])]
    allow: bool,
    /// Forbid it again; with --undo after what was written is taken away.
    #[arg(long, conflicts_with = "status")]
    forbid: bool,
    /// Take everything away that was written.
    #[arg(long, conflicts_with = "status")]
    undo: bool,
    /// Only say whether it is allowed.
    #[arg(long)]
    status: bool,
}

impl WriteBack {
    /// Switch, write or undo.
    pub(crate) fn run(&self, path: &Path, job: &Job) -> Answer {
        let Self { allow, forbid, undo, status, .. } = *self;
        let session = Session::open(path, if status { Access::Read } else { Access::Write })?;
        let mut answer = match (allow, undo, forbid, status) {
            (true, ..) => session.allow_write_back(true)?,
            (_, true, ..) => session.undo_write_back(job)?,
            (_, _, true, _) => session.allow_write_back(false)?,
            (.., true) => session.write_back_allowed()?,
            _ => session.write_back(job)?,
        };
        if undo && forbid {
            answer.allowed = session.allow_write_back(false)?.allowed;
        }
        let config = serde_json::json!({ "allow": allow, "forbid": forbid, "undo": undo, "status": status });
        let text = answer.sentence.clone();
        Outcome::new("write-back", &session, config, &answer, text)
    }
}

/// Whose database it is; nothing for a workspace.
pub(crate) fn text(database: Option<&DatabaseRow>) -> String {
    let Some(d) = database else { return String::new() };
    let carried = match d.unlisted_labels.len() + d.unlisted_types.len() {
        0 => "its map lists every label and type".to_owned(),
        1 => "1 label or type is not in its map and carried as it is".to_owned(),
        n => format!("{n} labels and types are not in its map and carried as they are"),
    };
    let written = if d.write_back { "findings may be written into it" } else { "nothing is written into it" };
    let whose = format!("{} at {}, read at {} ({})", d.title, d.address, d.read_at, d.version);
    format!("database: {}; {carried}; {written}\n", inert(&whose))
}
