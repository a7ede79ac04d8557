//! [`Session`]: a workspace that is open, and what was computed from it.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use graph_queries::neo4j::Address;
use graph_queries::{Mode, Scope, Store};

use crate::console::Console;
use crate::dto::{AppError, Code};
use crate::frozen::Frozen;

/// How a workspace is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It must exist; nothing is written.
    Read,
    /// It must exist.
    Write,
    /// Made where there is none.
    Create,
}

/// One open workspace. Shared between threads; long work holds no lock while it computes.
pub struct Session {
    path: PathBuf,
    pub(crate) fresh: bool,
    store: Arc<Mutex<Box<dyn Store>>>,
    frozen: Mutex<Option<Arc<Frozen>>>,
    /// What is looked at; without one all of it.
    pub(crate) scope: Mutex<Option<Scope>>,
    /// Bytes that a graph read from a shared database may take.
    pub(crate) memory: AtomicU64,
    pub(crate) console: Console,
    /// What pseudonyms are made from; without one every export makes its own.
    pub(crate) pseudonym_key: Mutex<Option<String>>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Session {
    /// Open a workspace.
    ///
    /// # Errors
    /// Where there is none, it is damaged, of a newer version, somebody else's file, or in use.
    pub fn open(path: &Path, access: Access) -> Result<Self, AppError> {
        let mode = match access {
            Access::Read => Mode::Read,
            Access::Write => Mode::Write,
            Access::Create => Mode::Create,
        };
        let (store, fresh): (Box<dyn Store>, bool) = match crate::remote::address_in(path) {
            Some(address) => (crate::remote::open(address, mode)?, false),
            None => {
                let fresh = !path.exists();
                (graph_queries::open(path, mode)?, fresh)
            }
        };
        Ok(Self {
            path: path.to_owned(),
            fresh: fresh && access == Access::Create,
            store: Arc::new(Mutex::new(store)),
            frozen: Mutex::new(None),
            scope: Mutex::new(None),
            memory: AtomicU64::new(crate::scope::MEMORY),
            console: Console::default(),
            pseudonym_key: Mutex::new(None),
        })
    }

    /// The same workspace with another graph in memory in the place of its own; for looking only.
    pub(crate) fn showing(&self, frozen: Frozen) -> Self {
        Self {
            path: self.path.clone(),
            fresh: false,
            store: Arc::clone(&self.store),
            frozen: Mutex::new(Some(Arc::new(frozen))),
            scope: Mutex::new(self.scope()),
            memory: AtomicU64::new(self.memory.load(std::sync::atomic::Ordering::Relaxed)),
            console: Console::default(),
            pseudonym_key: Mutex::new(None),
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is a database and no file.
    #[must_use]
    pub fn is_database(&self) -> bool {
        crate::remote::address_in(&self.path).is_some()
    }

    /// What people call it: the name of the file, or of the database.
    pub(crate) fn name(&self) -> String {
        if self.pseudonymous() {
            return "under pseudonyms".to_owned();
        }
        crate::remote::address_in(&self.path).and_then(|text| Address::parse(text).ok()).map_or_else(
            || self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            |address| crate::connections::called(&address),
        )
    }

    /// Whether it shows pseudonyms.
    pub(crate) fn pseudonymous(&self) -> bool {
        self.frozen_already().is_some_and(|f| f.original.is_some())
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Box<dyn Store>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The newest revision.
    pub(crate) fn newest(&self) -> Result<graph_queries::Revision, AppError> {
        self.store().revisions()?.pop().ok_or_else(|| {
            let remedy = "Import files with `atlas import`, or make a sample with `atlas sample`.";
            AppError::new(Code::Input, format!("{} is empty", self.path.display()), remedy)
        })
    }

    /// The id of the newest revision; `None` in an empty workspace.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn revision_id(&self) -> Result<Option<String>, AppError> {
        Ok(self.store().revisions()?.pop().map(|r| r.id.into()))
    }

    /// The newest revision, if it is in memory.
    pub(crate) fn frozen_already(&self) -> Option<Arc<Frozen>> {
        self.frozen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The newest revision in memory, frozen once and shared.
    pub(crate) fn frozen(&self, job: &crate::Job) -> Result<Arc<Frozen>, AppError> {
        let mut slot = self.frozen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frozen) = slot.as_ref() {
            return Ok(Arc::clone(frozen));
        }
        let frozen = Arc::new(Frozen::read(self, job)?);
        *slot = Some(Arc::clone(&frozen));
        Ok(frozen)
    }

    /// Forget what was computed; the facts, kinds, tiers or scope changed.
    pub(crate) fn forget(&self) {
        *self.frozen.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Now, RFC 3339 in UTC to the second.
pub(crate) fn now() -> String {
    humantime::format_rfc3339_seconds(std::time::SystemTime::now()).to_string()
}
