//! Stories: slides of saved views with captions.

use atlas_session::dto::{
    AppError, CaptionAnswer, MatrixView, Slide, StoryAnswer, StreetView, TableView, ViewSpec, WorldView,
};
use atlas_session::{Access, Job, Session};
use clap::{Args, Subcommand};

use crate::args::{Atlas, PathArgs};
use crate::part::Part;
use crate::text;
use crate::verbs::{Answer, Outcome, open, path, path_request};

#[derive(Debug, Subcommand)]
pub(crate) enum Story {
    /// Names of the stories, and how many slides each has.
    List {
        #[command(flatten)]
        atlas: Atlas,
    },
    /// The slides of a story, with their captions as they read now.
    Show {
        #[command(flatten)]
        part: Part,
        name: String,
    },
    /// Begin a story with four slides: the world, the worst way in, the group with most outliers, and
    /// the outliers.
    Start {
        #[command(flatten)]
        part: Part,
        name: String,
    },
    /// Put a slide into a story; a story of that name is begun where there is none.
    Add(Box<Add>),
    /// Take a slide out.
    Remove {
        #[command(flatten)]
        atlas: Atlas,
        story: String,
        /// The id of the slide, as `atlas story show` prints it.
        slide: String,
    },
    /// Move a slide to a position.
    Move {
        #[command(flatten)]
        atlas: Atlas,
        story: String,
        /// The id of the slide.
        slide: String,
        /// Counted from 1.
        to: u32,
    },
    /// Freeze the caption of a slide as it reads now.
    Freeze {
        #[command(flatten)]
        part: Part,
        story: String,
        /// The id of the slide.
        slide: String,
        /// Let it follow the data again.
        #[arg(long)]
        thaw: bool,
    },
    /// Take a story away. Its saved views stay.
    Delete {
        #[command(flatten)]
        atlas: Atlas,
        name: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    #[command(flatten)]
    atlas: Atlas,
    story: String,
    /// The head of the slide.
    #[arg(long, default_value = "")]
    title: String,
    /// What is said under it, with placeholders such as {exposed}; `atlas story show` lists them.
    #[arg(long, default_value = "")]
    caption: String,
    /// For the presenter alone.
    #[arg(long, default_value = "")]
    note: String,
    /// Where to put it, counted from 1 (default: at the end).
    #[arg(long)]
    at: Option<u32>,
    /// A saved view (default: the world).
    #[arg(long, value_name = "NAME", conflicts_with_all = ["street", "matrix", "table", "paths"])]
    view: Option<String>,
    #[command(flatten)]
    picture: Picture,
}

/// A picture in the words of flags: the world where none is given.
#[derive(Debug, Args)]
pub(crate) struct Picture {
    /// One node and its neighbours.
    #[arg(long, value_name = "ID", conflicts_with_all = ["paths", "table"])]
    street: Option<String>,
    /// A group: its country beside its access matrix.
    #[arg(long, value_name = "GROUP", conflicts_with_all = ["street", "paths", "table"])]
    matrix: Option<String>,
    /// A ranked list: outliers, exposure, groups, queue, cuts, escalations.
    #[arg(long, value_name = "TABLE", conflicts_with = "paths")]
    table: Option<String>,
    /// How many rows the list shows.
    #[arg(long, default_value_t = 12)]
    rows: u32,
    /// human, machine or unknown, for the world and for lists (default: all).
    #[arg(long)]
    lane: Option<String>,
    /// A path question; takes the flags of `atlas paths`.
    #[arg(long)]
    paths: bool,
    #[command(flatten)]
    path: PathArgs,
}

impl Picture {
    /// What the flags name.
    pub(crate) fn spec(&self) -> ViewSpec {
        let lane = self.lane.clone();
        match (&self.street, &self.matrix, &self.table) {
            (Some(id), _, _) => ViewSpec::Street(StreetView::of(id)),
            (_, Some(group), _) => ViewSpec::Matrix(MatrixView { group: group.clone(), selected: None }),
            (_, _, Some(table)) => ViewSpec::Table(TableView { table: table.clone(), lane, rows: self.rows }),
            _ if self.paths => ViewSpec::Paths(path_request(&self.path)),
            _ => ViewSpec::World(WorldView { lane, open: Vec::new() }),
        }
    }
}

/// The verbs of stories.
pub(crate) fn story(act: &Story, job: &Job) -> Answer {
    match act {
        Story::List { atlas } => {
            let session = open(atlas)?;
            let answer = session.stories()?;
            let line = |s: &atlas_session::dto::Story| format!("{} ({} slides)", text::inert(&s.name), s.slides.len());
            let text = answer.stories.iter().map(line).collect::<Vec<_>>().join("\n");
            Outcome::new("story.list", &session, serde_json::json!({}), &answer, text)
        }
        Story::Show { part, name } => shown("story.show", &part.open(Access::Read)?, name, job),
        Story::Start { part, name } => {
            let session = part.open(Access::Write)?;
            let story = session.first_story(name, job)?;
            session.save_story(&story, None)?;
            shown("story.start", &session, name, job)
        }
        Story::Add(add) => {
            let session = write(&add.atlas)?;
            let view = match &add.view {
                Some(name) => session.view(name)?,
                None => add.picture.spec(),
            };
            let slide = Slide {
                id: String::new(),
                title: add.title.clone(),
                view,
                caption: add.caption.clone(),
                frozen: None,
                note: add.note.clone(),
            };
            session.add_slide(&add.story, &slide, add.at)?;
            shown("story.add", &session, &add.story, job)
        }
        Story::Remove { atlas, story, slide } => {
            let session = write(atlas)?;
            session.remove_slide(story, slide)?;
            shown("story.remove", &session, story, job)
        }
        Story::Move { atlas, story, slide, to } => {
            let session = write(atlas)?;
            session.move_slide(story, slide, *to)?;
            shown("story.move", &session, story, job)
        }
        Story::Freeze { part, story, slide, thaw } => {
            let session = part.open(Access::Write)?;
            session.freeze_slide(story, slide, !thaw, job)?;
            shown("story.freeze", &session, story, job)
        }
        Story::Delete { atlas, name } => {
            let session = write(atlas)?;
            session.story(name)?;
            let answer = session.delete_story(name)?;
            let config = serde_json::json!({ "name": name });
            Outcome::new("story.delete", &session, config, &answer, format!("Took {name:?} away."))
        }
    }
}

fn write(atlas: &Atlas) -> Result<Session, AppError> {
    Session::open(&path(atlas)?, Access::Write)
}

fn shown(verb: &'static str, session: &Session, name: &str, job: &Job) -> Answer {
    let story = session.story(name)?;
    let captions = session.captions(&story, job)?;
    let answer = StoryAnswer { story, captions };
    let mut text = String::new();
    for (n, (slide, caption)) in answer.story.slides.iter().zip(&answer.captions).enumerate() {
        text += &format!("{}. {}  [{}]\n", n + 1, text::inert(&slide.title), text::inert(&slide.id));
        text += &told(caption);
    }
    if answer.story.slides.is_empty() {
        text += "The story has no slides yet; `atlas story add` puts one in.\n";
    }
    text += "\nA caption may hold:\n";
    for placeholder in session.stories()?.placeholders {
        text += &format!("  {:<14}{}\n", format!("{{{}}}", placeholder.word), placeholder.meaning);
    }
    Outcome::new(verb, session, serde_json::json!({ "name": name }), &answer, text)
}

fn told(caption: &CaptionAnswer) -> String {
    let mut lines = String::new();
    if !caption.text.is_empty() {
        lines += &format!("   {}\n", text::inert(&caption.text));
    }
    let marks = [caption.mark.as_deref(), caption.moved.as_deref(), caption.problem.as_deref()];
    for mark in marks.into_iter().flatten() {
        lines += &format!("   ({})\n", text::inert(mark));
    }
    if !caption.unfilled.is_empty() {
        lines += &format!("   (no placeholder is called {})\n", text::inert(&caption.unfilled.join(", ")));
    }
    lines
}
