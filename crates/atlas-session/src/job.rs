//! [`Job`]: progress and cancel of one piece of long work.

use std::sync::atomic::{AtomicBool, Ordering};

use atlas_analysis::Pace;

use crate::dto::{AppError, Code};

type Listener = Box<dyn Fn(&'static str, f32) + Send + Sync>;

/// One piece of work that can be watched and cancelled from another thread.
pub struct Job {
    cancelled: AtomicBool,
    listener: Listener,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("cancelled", &self.cancelled).finish_non_exhaustive()
    }
}

impl Default for Job {
    fn default() -> Self {
        Self::new(|_, _| {})
    }
}

impl Job {
    /// A job that tells `listener` its phase and how far it is, 0..=1.
    pub fn new(listener: impl Fn(&'static str, f32) + Send + Sync + 'static) -> Self {
        Self { cancelled: AtomicBool::new(false), listener: Box::new(listener) }
    }

    /// Ask the work to stop; it ends with [`Code::Cancelled`] and leaves everything as it was.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Pace for Job {
    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn progress(&self, phase: &'static str, fraction: f32) {
        (self.listener)(phase, fraction);
    }
}

impl From<atlas_graph::Stopped> for AppError {
    fn from(stopped: atlas_graph::Stopped) -> Self {
        atlas_analysis::Cancelled::from(stopped).into()
    }
}

impl From<atlas_analysis::Cancelled> for AppError {
    fn from(_: atlas_analysis::Cancelled) -> Self {
        Self::new(Code::Cancelled, "cancelled", "Nothing was changed.")
    }
}

/// A job as the store asks it.
pub(crate) struct StoreWatch<'a>(pub(crate) &'a Job);

impl graph_queries::Watch for StoreWatch<'_> {
    fn cancelled(&self) -> bool {
        Pace::cancelled(self.0)
    }

    fn progress(&self, phase: &'static str, fraction: f32) {
        Pace::progress(self.0, phase, fraction);
    }
}
