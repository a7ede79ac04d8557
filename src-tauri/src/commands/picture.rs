//! Pictures: on the screen and as files, from the same scene.

use atlas_session::dto::{AppError, ExportAnswer, ExportRequest, ViewSpec};
use tauri::AppHandle;
use tauri::ipc::Response;

use super::ask::session;
use crate::work::run;

/// A picture as bytes in the layout of `atlas_map::frame`.
#[tauri::command]
pub(crate) async fn scene(app: AppHandle, view: ViewSpec, job: u32) -> Result<Response, AppError> {
    run(app, job, move |app, job| session(app)?.scene_bytes(&view, job)).await.map(Response::new)
}

/// Write a picture to a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_scene(app: AppHandle, request: ExportRequest, job: u32) -> Result<ExportAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.export(&request, job)).await
}
