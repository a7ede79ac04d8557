//! Review: queues, the page of an item, decisions and their log.

use atlas_session::dto::{
    AppError, BulkPreview, BulkRequest, DecisionRequest, LogAnswer, LogRecord, QueueAnswer, ReviewPage, ReviewProgress,
    VerifyAnswer,
};
use tauri::AppHandle;

use super::ask::session;
use crate::work::{quick, run};

/// What to review in one lane, ranked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_queue(app: AppHandle, lane: String, job: u32) -> Result<QueueAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.queue(&lane, job)).await
}

/// Everything about one item.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_item(app: AppHandle, id: String, job: u32) -> Result<ReviewPage, AppError> {
    run(app, job, move |app, job| session(app)?.review_item(&id, job)).await
}

/// How far the review is, and what a reviewer could take back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_progress(
    app: AppHandle,
    reviewer: Option<String>,
    job: u32,
) -> Result<ReviewProgress, AppError> {
    run(app, job, move |app, job| session(app)?.review_progress(reviewer.as_deref(), job)).await
}

/// Record what a person decided.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_decide(app: AppHandle, request: DecisionRequest, job: u32) -> Result<LogRecord, AppError> {
    run(app, job, move |app, job| session(app)?.decide(&request, job)).await
}

/// What one decision about several items would mean.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_preview(
    app: AppHandle,
    ids: Vec<String>,
    decision: String,
    job: u32,
) -> Result<BulkPreview, AppError> {
    run(app, job, move |app, job| session(app)?.preview_bulk(&ids, &decision, job)).await
}

/// Record one decision about several items.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_decide_bulk(app: AppHandle, request: BulkRequest, job: u32) -> Result<LogAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.decide_bulk(&request, job)).await
}

/// Take a decision back: the last of the reviewer, or the one with the id.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_undo(
    app: AppHandle,
    reviewer: String,
    id: Option<String>,
    job: u32,
) -> Result<LogAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.undo_decision(&reviewer, id.as_deref(), job)).await
}

/// Sign the open review off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_close(
    app: AppHandle,
    reviewer: String,
    statement: String,
    job: u32,
) -> Result<LogRecord, AppError> {
    run(app, job, move |app, job| session(app)?.close_review(&reviewer, &statement, job)).await
}

/// The audit log, oldest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_log(app: AppHandle) -> Result<LogAnswer, AppError> {
    quick(app, |app, _| session(app)?.log()).await
}

/// Whether the log is whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_verify(app: AppHandle) -> Result<VerifyAnswer, AppError> {
    quick(app, |app, _| session(app)?.verify_log()).await
}

/// How many items by rank a review asks at most.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_capacity(app: AppHandle, capacity: u32) -> Result<(), AppError> {
    quick(app, move |app, _| session(app)?.set_review_capacity(capacity)).await
}
