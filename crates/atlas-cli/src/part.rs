//! Which part of a graph a verb is asked about, and how much memory it may take.

use atlas_session::dto::{AppError, Code};
use atlas_session::{Access, Session};
use clap::Args;

use crate::args::Atlas;

/// A workspace, and what of it is looked at.
#[derive(Clone, Debug, Args)]
pub(crate) struct Part {
    #[command(flatten)]
    pub(crate) atlas: Atlas,
    /// Look only at a part of the graph: key=value[,key=value]... with keys kind, platform, namespace,
    /// source, around (an id) and steps. Answers are then marked partial; repeated: or.
    #[arg(long, value_name = "SCOPE")]
    scope: Vec<String>,
    /// GiB of memory that a graph read from a Neo4j may take.
    #[arg(long, value_name = "GIB", default_value_t = 4.0)]
    memory: f64,
}

impl Part {
    /// Open the workspace, to be asked about the part.
    pub(crate) fn open(&self, access: Access) -> Result<Session, AppError> {
        if !(self.memory > 0.0 && self.memory.is_finite()) {
            let what = format!("{} GiB of memory hold nothing", self.memory);
            return Err(AppError::new(Code::Usage, what, "Name a number above 0."));
        }
        let session = Session::open(&crate::verbs::path(&self.atlas)?, access)?;
        session.set_scope(&self.scope)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "above 0; too much is all there is"
        )]
        session.set_memory((self.memory * f64::from(1 << 30)) as u64);
        Ok(session)
    }
}
