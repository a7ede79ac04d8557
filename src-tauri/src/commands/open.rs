//! Opening and importing.

use std::path::Path;

use atlas_session::Job;
use atlas_session::dto::{AppError, ImportAnswer, Start, Workspace};
use tauri::{AppHandle, Manager};

use crate::memory::Memory;
use crate::open::Open;
use crate::work::{quick, run};

fn remembered(app: &AppHandle, workspace: Workspace) -> Workspace {
    // Databases are remembered as connections.
    if !app.state::<Open>().current().is_some_and(|s| s.is_database()) {
        app.state::<Memory>().opened(&workspace.path);
    }
    workspace
}

/// What the window shows first. A workspace named at the start is opened; one that is open stays so.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start(app: AppHandle, job: u32) -> Result<Start, AppError> {
    run(app, job, |app, job| {
        let open = app.state::<Open>();
        let workspace = match (open.take_wanted(), open.current()) {
            (Some(path), _) => Some(remembered(app, open.open(&path, job)?)),
            (None, Some(session)) => Some(session.workspace(job)?),
            (None, None) => None,
        };
        let memory = app.state::<Memory>();
        Ok(Start { recent: memory.recent(), open: workspace, settings: memory.settings() })
    })
    .await
}

/// What is open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn workspace(app: AppHandle) -> Result<Option<Workspace>, AppError> {
    quick(app, |app, job| app.state::<Open>().current().map(|s| s.workspace(job)).transpose()).await
}

/// Open a workspace in place of the one that is open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_workspace(app: AppHandle, path: String, job: u32) -> Result<Workspace, AppError> {
    let work =
        move |app: &AppHandle, job: &Job| app.state::<Open>().open(Path::new(&path), job).map(|w| remembered(app, w));
    run(app, job, work).await
}

/// Open the made-up organisation.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_sample(app: AppHandle, job: u32) -> Result<Workspace, AppError> {
    run(app, job, |app, job| app.state::<Open>().sample(job).map(|w| remembered(app, w))).await
}

/// Import files and folders into the open workspace, or into a new one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_files(app: AppHandle, paths: Vec<String>, job: u32) -> Result<ImportAnswer, AppError> {
    run(app, job, |app, job| app.state::<Open>().import(paths, job)).await
}
