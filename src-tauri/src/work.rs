//! [`Work`]: the long work that runs now, by the number the window gave it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use atlas_session::Job;
use atlas_session::dto::{AppError, Code, Progress};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

/// Tells the window how far a job is.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, specta::Type, Event)]
pub(crate) struct ProgressEvent(pub(crate) Progress);

/// Jobs that can be cancelled.
#[derive(Debug, Default)]
pub(crate) struct Work {
    running: Mutex<BTreeMap<u32, Arc<Job>>>,
}

impl Work {
    fn begin(&self, id: u32, job: &Arc<Job>) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(job));
    }

    fn end(&self, id: u32) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Ask a job to stop; one that has ended is no error.
    pub(crate) fn cancel(&self, id: u32) {
        if let Some(job) = self.running.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            job.cancel();
        }
    }
}

/// Run `work` on a blocking thread as job `id`: progress goes to the window, `cancel(id)` stops it.
/// A panic in it becomes an error.
pub(crate) async fn run<T: Send + 'static>(
    app: AppHandle,
    id: u32,
    work: impl FnOnce(&AppHandle, &Job) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let told = app.clone();
    let job = Arc::new(Job::new(move |phase, fraction| {
        let progress = Progress { job: id, phase: phase.to_owned(), fraction: f64::from(fraction) };
        // A window that is closing has nobody to tell.
        let _ = ProgressEvent(progress).emit(&told);
    }));
    app.state::<Work>().begin(id, &job);
    let inner = app.clone();
    let done = tauri::async_runtime::spawn_blocking(move || work(&inner, &job)).await;
    app.state::<Work>().end(id);
    done.unwrap_or_else(|e| {
        let remedy = "Nothing was changed. Try again; if it happens again, report it with this text.";
        Err(AppError::new(Code::Internal, format!("the work ended early: {e}"), remedy))
    })
}

/// Run short work on a blocking thread, without progress.
pub(crate) async fn quick<T: Send + 'static>(
    app: AppHandle,
    work: impl FnOnce(&AppHandle, &Job) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let done = tauri::async_runtime::spawn_blocking(move || work(&app, &Job::default())).await;
    done.unwrap_or_else(|e| Err(AppError::new(Code::Internal, format!("the work ended early: {e}"), "Try again.")))
}
