//! The views that people keep in a workspace.

use atlas_session::dto::{MatrixView, StreetView, ViewRow, ViewSpec};
use atlas_session::{Access, Session};
use clap::Subcommand;

use crate::args::{Atlas, PathArgs};
use crate::text;
use crate::verbs::{Answer, Outcome, open, path, path_request};

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
        path: Box<PathArgs>,
    },
    /// What a saved view shows.
    Show {
        #[command(flatten)]
        atlas: Atlas,
        name: String,
    },
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
