//! What the user sets, stops and chooses.

use atlas_session::Job;
use atlas_session::dto::{AppError, KindRule, Workspace};
use tauri::{AppHandle, Manager, State};

use super::ask::session;
use crate::dialogs;
use crate::memory::Memory;
use crate::work::{Work, quick, run};

/// Set the tier of a node by hand; null takes it away again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_tier(
    app: AppHandle,
    id: String,
    tier: Option<u8>,
    reason: String,
    job: u32,
) -> Result<Workspace, AppError> {
    let work = move |app: &AppHandle, job: &Job| {
        let session = session(app)?;
        let select = format!("id={id}");
        match tier {
            Some(tier) => session.set_tier(tier, &select, &reason, job),
            None => session.clear_tier(&select, job),
        }?;
        session.workspace(job)
    };
    run(app, job, work).await
}

/// Correct how a kind is understood; the workspace remembers it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_kind(app: AppHandle, rule: KindRule, job: u32) -> Result<Workspace, AppError> {
    let work = move |app: &AppHandle, job: &Job| {
        let session = session(app)?;
        session.set_kind(&rule)?;
        session.workspace(job)
    };
    run(app, job, work).await
}

/// Remember a setting of the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_setting(app: AppHandle, name: String, value: String) -> Result<(), AppError> {
    app.state::<Memory>().set(name, value);
    Ok(())
}

/// Stop a job.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel(work: State<'_, Work>, job: u32) -> Result<(), AppError> {
    work.cancel(job);
    Ok(())
}

/// Files or a folder to import, from a dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_files(app: AppHandle, folder: bool) -> Result<Vec<String>, AppError> {
    quick(app, move |app, _| Ok(dialogs::files(app, folder))).await
}

/// A workspace to open, from a dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_workspace(app: AppHandle) -> Result<Option<String>, AppError> {
    quick(app, |app, _| Ok(dialogs::workspace(app))).await
}

/// Where to write a picture, from a dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_target(app: AppHandle, name: String, format: String) -> Result<Option<String>, AppError> {
    quick(app, move |app, _| Ok(dialogs::target(app, &name, &format))).await
}
