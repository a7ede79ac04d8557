//! Stories as files, evidence packs, and whether a pack is whole.

use std::path::Path;

use atlas_session::dto::{AppError, ExportAnswer, PackAnswer, PackRequest, PackVerdict, StoryExportRequest};
use atlas_session::{Job, Session};
use tauri::AppHandle;

use super::ask::session;
use crate::work::run;

/// Write a story to a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_story(
    app: AppHandle,
    request: StoryExportRequest,
    job: u32,
) -> Result<ExportAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.export_story(&request, job)).await
}

/// Write an evidence pack.
#[tauri::command]
#[specta::specta]
pub(crate) async fn evidence_pack(app: AppHandle, request: PackRequest, job: u32) -> Result<PackAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.evidence_pack(&request, job)).await
}

/// Check a pack; needs no open workspace.
#[tauri::command]
#[specta::specta]
pub(crate) async fn verify_pack(app: AppHandle, path: String, job: u32) -> Result<PackVerdict, AppError> {
    run(app, job, move |_: &AppHandle, job: &Job| Session::verify_pack(Path::new(&path), job)).await
}
