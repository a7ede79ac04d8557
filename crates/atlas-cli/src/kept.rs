//! The views that people keep in a workspace.

use atlas_session::dto::ViewRow;
use atlas_session::{Access, Session};
use clap::Subcommand;

use crate::args::Atlas;
use crate::story::Picture;
use crate::text;
use crate::verbs::{Answer, Outcome, open, path};

#[derive(Debug, Subcommand)]
pub(crate) enum View {
    /// Names of the saved views.
    List {
        #[command(flatten)]
        atlas: Atlas,
    },
    /// Save a view: the world map, a path question, one node, a group, or a ranked list.
    Save {
        #[command(flatten)]
        atlas: Atlas,
        name: String,
        #[command(flatten)]
        picture: Box<Picture>,
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
        View::Save { atlas, name, picture } => {
            let session = Session::open(&path(atlas)?, Access::Write)?;
            let answer = session.save_view(name, &picture.spec())?;
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
