//! [`Open`]: the workspace that the window shows, if any.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use atlas_session::dto::{AppError, Code, ImportAnswer, Workspace};
use atlas_session::{Access, ImportRequest, Job, Session};

/// The name and seed of the sample, so that every window shows the same organisation.
const SAMPLE: (&str, u32) = ("harbour", 1);

/// The open session, and where new workspaces go.
#[derive(Debug)]
pub(crate) struct Open {
    wanted: Mutex<Option<PathBuf>>,
    session: Mutex<Option<Arc<Session>>>,
    home: PathBuf,
}

impl Open {
    /// `wanted` was named at the start; `home` is where the sample and first imports are kept.
    pub(crate) fn new(wanted: Option<PathBuf>, home: PathBuf) -> Self {
        Self { wanted: Mutex::new(wanted), session: Mutex::new(None), home }
    }

    /// What was named at the start, once.
    pub(crate) fn take_wanted(&self) -> Option<PathBuf> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The open session.
    ///
    /// # Errors
    /// Where none is open.
    pub(crate) fn session(&self) -> Result<Arc<Session>, AppError> {
        self.current().ok_or_else(|| {
            AppError::new(Code::Usage, "no workspace is open", "Open one, import files, or open the sample.")
        })
    }

    /// The open session, if any.
    pub(crate) fn current(&self) -> Option<Arc<Session>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, session: &Arc<Session>) {
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(session));
    }

    /// Open a workspace; the one before stays open where this fails. Read-only where somebody
    /// else is writing to it.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub(crate) fn open(&self, path: &Path, job: &Job) -> Result<Workspace, AppError> {
        self.open_part(path, &[], job)
    }

    /// As [`Self::open`], and look only at what any of the scopes holds.
    ///
    /// # Errors
    /// As [`Session::open`] and [`Session::set_scope`].
    pub(crate) fn open_part(&self, path: &Path, scopes: &[String], job: &Job) -> Result<Workspace, AppError> {
        let session = match Session::open(path, Access::Write) {
            Err(e) if e.code == Code::Busy => Session::open(path, Access::Read),
            other => other,
        }?;
        session.set_scope(scopes)?;
        let workspace = session.workspace(job)?;
        self.set(&Arc::new(session));
        Ok(workspace)
    }

    /// Open the sample, made anew.
    ///
    /// # Errors
    /// Where the folder of the program cannot be written.
    pub(crate) fn sample(&self, job: &Job) -> Result<Workspace, AppError> {
        let path = self.place("sample")?;
        let session = Session::open(&path, Access::Create)?;
        if session.revision_id()?.is_none() {
            session.sample(SAMPLE.0, SAMPLE.1, job)?;
        }
        let workspace = session.workspace(job)?;
        self.set(&Arc::new(session));
        Ok(workspace)
    }

    /// Import into the open workspace; where none is open, into a new one named after the files.
    ///
    /// # Errors
    /// As [`Session::import`].
    pub(crate) fn import(&self, paths: Vec<String>, job: &Job) -> Result<ImportAnswer, AppError> {
        let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
        if let Some(workspace) = paths.iter().find(|p| p.extension().is_some_and(|e| e == "atlas")) {
            let message = format!("{} is a workspace, not a source", workspace.display());
            return Err(AppError::new(Code::Usage, message, "Use “Open a workspace” for it."));
        }
        let session = match self.current() {
            Some(session) => session,
            None => Arc::new(Session::open(&self.fresh_place(&paths)?, Access::Create)?),
        };
        let request = ImportRequest { paths, ..ImportRequest::default() };
        let answer = session.import(&request, job)?;
        self.set(&session);
        Ok(answer)
    }

    /// Read a database into the open workspace; where none is open, or a database is, into a new file.
    ///
    /// # Errors
    /// As [`Session::pull`].
    pub(crate) fn pull(&self, address: &str, job: &Job) -> Result<ImportAnswer, AppError> {
        let session = match self.current().filter(|s| !s.is_database()) {
            Some(session) => session,
            None => Arc::new(Session::open(&self.fresh_place(&[PathBuf::from("pulled")])?, Access::Create)?),
        };
        let answer = session.pull(address, job)?;
        self.set(&session);
        Ok(answer)
    }

    fn place(&self, stem: &str) -> Result<PathBuf, AppError> {
        std::fs::create_dir_all(&self.home).map_err(|e| {
            AppError::new(Code::Write, format!("{}: {e}", self.home.display()), "Make the folder writable.")
        })?;
        Ok(self.home.join(format!("{stem}.atlas")))
    }

    /// A workspace beside those that are there already.
    fn fresh_place(&self, paths: &[PathBuf]) -> Result<PathBuf, AppError> {
        let stem = paths
            .first()
            .and_then(|p| p.file_stem())
            .map_or_else(|| "import".to_owned(), |s| s.to_string_lossy().into_owned());
        let mut place = self.place(&stem)?;
        let mut n = 1;
        while place.exists() {
            n += 1;
            place = self.place(&format!("{stem}-{n}"))?;
        }
        Ok(place)
    }
}
