//! Streets as lists, and trials of cuts.

use atlas_session::dto::{AppError, PathRequest, StepAnswer, StreetAnswer, StreetView, TrialAnswer};
use tauri::AppHandle;

use super::ask::session;
use crate::work::{quick, run};

/// A street as a list: what stands in it, what is open, what is pinned.
#[tauri::command]
#[specta::specta]
pub(crate) async fn street(app: AppHandle, view: StreetView, job: u32) -> Result<StreetAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.street(&view, job)).await
}

/// One step explained, and who of the starts of a question depends on it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn step(
    app: AppHandle,
    question: Option<PathRequest>,
    from: String,
    to: String,
) -> Result<StepAnswer, AppError> {
    quick(app, move |app, job| session(app)?.step(question.as_ref(), &from, &to, job)).await
}

/// What the tried cuts of a question do: who still gets through, who does not.
#[tauri::command]
#[specta::specta]
pub(crate) async fn try_cuts(app: AppHandle, request: PathRequest, job: u32) -> Result<TrialAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.try_cuts(&request, job)).await
}
