//! Neo4j: known databases, push and pull, the console.

use atlas_session::connections;
use atlas_session::dto::{
    AppError, AskAnswer, ConnectionRequest, ConnectionTest, ConnectionsAnswer, ConsoleAnswer, ConsoleRequest, Opened,
    Pulled, Pushed, QuestionsAnswer, ViewSpec, ViewsAnswer, WriteBackAnswer,
};
use tauri::{AppHandle, Manager};

use super::ask::session;
use crate::dialogs;
use crate::open::Open;
use crate::work::{quick, run};

/// Databases that this machine knows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connections(app: AppHandle) -> Result<ConnectionsAnswer, AppError> {
    quick(app, |_, _| connections::list()).await
}

/// Connect and say what answers; nothing is remembered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_connection(
    app: AppHandle,
    request: ConnectionRequest,
    job: u32,
) -> Result<ConnectionTest, AppError> {
    run(app, job, move |_, job| connections::test(&request, job)).await
}

/// Open a database in place of the workspace that is open, and remember it. Only what any of the
/// scopes holds is looked at; everything without one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_connection(
    app: AppHandle,
    request: ConnectionRequest,
    scopes: Vec<String>,
    job: u32,
) -> Result<Opened, AppError> {
    run(app, job, move |app, job| {
        let open = app.state::<Open>();
        let (workspace, sentence) =
            connections::using(&request, |address| open.open_part(address.as_ref(), &scopes, job))?;
        Ok(Opened { workspace, sentence })
    })
    .await
}

/// Forget a database and its password.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_connection(app: AppHandle, address: String) -> Result<ConnectionsAnswer, AppError> {
    quick(app, move |_, _| connections::forget(&address)).await
}

/// Put the open workspace into a database.
#[tauri::command]
#[specta::specta]
pub(crate) async fn push(app: AppHandle, request: ConnectionRequest, job: u32) -> Result<Pushed, AppError> {
    run(app, job, move |app, job| {
        let session = session(app)?;
        let (answer, remembered) = connections::using(&request, |address| session.push(address, job))?;
        Ok(Pushed { answer, remembered })
    })
    .await
}

/// Read a database into the open workspace, or into a new one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pull(app: AppHandle, request: ConnectionRequest, job: u32) -> Result<Pulled, AppError> {
    run(app, job, move |app, job| {
        let open = app.state::<Open>();
        let (answer, remembered) = connections::using(&request, |address| open.pull(address, job))?;
        Ok(Pulled { answer, remembered })
    })
    .await
}

/// Whether findings may be written into the open database; a value switches that.
#[tauri::command]
#[specta::specta]
pub(crate) async fn write_back_switch(app: AppHandle, allow: Option<bool>) -> Result<bool, AppError> {
    let work = move |app: &AppHandle, _: &_| {
        let session = session(app)?;
        let answer = allow.map_or_else(|| session.write_back_allowed(), |allow| session.allow_write_back(allow))?;
        Ok(answer.allowed)
    };
    quick(app, work).await
}

/// Write findings into the open database, or take all of them away again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn write_back(app: AppHandle, undo: bool, job: u32) -> Result<WriteBackAnswer, AppError> {
    run(app, job, move |app, job| {
        let session = session(app)?;
        if undo { session.undo_write_back(job) } else { session.write_back(job) }
    })
    .await
}

/// Ask the open database in Cypher.
#[tauri::command]
#[specta::specta]
pub(crate) async fn console(app: AppHandle, request: ConsoleRequest, job: u32) -> Result<ConsoleAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.console(&request, job)).await
}

/// The catalogue of questions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn questions(app: AppHandle) -> Result<QuestionsAnswer, AppError> {
    quick(app, |app, _| Ok(session(app)?.questions())).await
}

/// Ask a question of the catalogue; each of `given` is NAME=VALUE.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ask(app: AppHandle, id: String, given: Vec<String>, job: u32) -> Result<AskAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.ask(&id, &given, job)).await
}

/// Saved views by name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn views(app: AppHandle) -> Result<ViewsAnswer, AppError> {
    quick(app, |app, _| session(app)?.views()).await
}

/// Keep a view under a name; null takes it away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_view(app: AppHandle, name: String, view: Option<ViewSpec>) -> Result<ViewsAnswer, AppError> {
    let work = move |app: &AppHandle, _: &_| {
        let session = session(app)?;
        match &view {
            Some(view) => session.save_view(&name, view),
            None => session.delete_view(&name),
        }
    };
    quick(app, work).await
}

/// The certificate of an authority, from a dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_authority(app: AppHandle) -> Result<Option<String>, AppError> {
    quick(app, |app, _| Ok(dialogs::authority(app))).await
}
