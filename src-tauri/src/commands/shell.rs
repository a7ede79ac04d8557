//! The frame of the window: menus, other windows, where one was, zoom, notifications, the clipboard's picture.

use std::path::PathBuf;

use atlas_session::Job;
use atlas_session::dto::{AppError, Code, ExportRequest};
use tauri::ipc::Response;
use tauri::{AppHandle, Manager, State, WebviewWindow};

use super::ask::session;
use crate::memory::Memory;
use crate::menu::{MenuRow, Menus};
use crate::notify;
use crate::open::Open;
use crate::work::{quick, run};

/// A refusal of the platform, with what can be done all the same.
fn refused(what: &str, e: &dyn std::fmt::Display, remedy: &str) -> AppError {
    AppError::new(Code::Internal, format!("{what}: {e}"), remedy)
}

/// Show the commands of the page as native menus.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_menu(app: AppHandle, rows: Vec<MenuRow>) -> Result<(), AppError> {
    let remedy = "Every command is also in the search box.";
    app.state::<Menus>().set(&app, rows).map_err(|e| refused("the menus could not be made", &e, remedy))
}

/// Open another window: a program of its own, so that neither can take the other with it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn new_window(path: Option<String>) -> Result<(), AppError> {
    let remedy = "Start the program again instead.";
    let program = std::env::current_exe().map_err(|e| refused("no other window could be opened", &e, remedy))?;
    let mut other = std::process::Command::new(program)
        .args(path.map(PathBuf::from))
        .stdin(std::process::Stdio::null())
        .spawn()
        .map_err(|e| refused("no other window could be opened", &e, remedy))?;
    // Whoever starts a program has to hear of its end, or the system keeps it.
    std::thread::spawn(move || other.wait());
    Ok(())
}

/// The title of the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_title(window: WebviewWindow, title: String) -> Result<(), AppError> {
    let title: String = title.chars().filter(|c| !c.is_control()).take(120).collect();
    window.set_title(&title).map_err(|e| refused("the title could not be set", &e, "Nothing else is changed."))
}

/// How large everything in the page is, 1 to 2.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_zoom(window: WebviewWindow, factor: f64) -> Result<(), AppError> {
    let factor = if factor.is_finite() { factor.clamp(1.0, 2.0) } else { 1.0 };
    window.set_zoom(factor).map_err(|e| refused("the size could not be set", &e, "Use the platform's own scaling."))
}

/// The address at which the open workspace was left; null where none is remembered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn place(app: AppHandle) -> Result<Option<String>, AppError> {
    quick(app, |app, job| {
        let Some(session) = app.state::<Open>().current() else { return Ok(None) };
        Ok(app.state::<Memory>().place(&session.workspace(job)?.path))
    })
    .await
}

/// Remember an address for a workspace, by its path.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_place(memory: State<'_, Memory>, path: String, address: String) -> Result<(), AppError> {
    memory.keep_place(&path, address);
    Ok(())
}

/// Forget a recent workspace, or all of them; the files stay. Answers those that are left.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_recent(memory: State<'_, Memory>, path: Option<String>) -> Result<Vec<String>, AppError> {
    memory.forget_recent(path.as_deref());
    Ok(memory.recent())
}

/// Tell the user something while the window is not looked at; false where the platform shows no notifications.
#[tauri::command]
#[specta::specta]
pub(crate) async fn notify(window: WebviewWindow, title: String, body: String) -> Result<bool, AppError> {
    if window.is_focused().unwrap_or(false) {
        return Ok(false);
    }
    // A taskbar that cannot blink is no loss.
    let _ = window.request_user_attention(Some(tauri::UserAttentionType::Informational));
    Ok(notify::show(&title, &body).await)
}

/// A picture as the bytes of a PNG, for the clipboard; drawn by the same code as the files.
#[tauri::command]
pub(crate) async fn scene_png(app: AppHandle, request: ExportRequest, job: u32) -> Result<Response, AppError> {
    let number = job;
    let work = move |app: &AppHandle, job: &Job| {
        let folder =
            app.path().app_cache_dir().map_err(|e| refused("no place for the picture", &e, "Export it instead."))?;
        let unwritten =
            |e: std::io::Error| AppError::new(Code::Write, format!("{}: {e}", folder.display()), "Export it instead.");
        std::fs::create_dir_all(&folder).map_err(unwritten)?;
        let file = folder.join(format!("clipboard-{}-{}.png", std::process::id(), number));
        let out = file.display().to_string();
        session(app)?.export(&ExportRequest { format: "png".into(), out, ..request }, job)?;
        let bytes = std::fs::read(&file).map_err(unwritten);
        // What is left behind is overwritten by the next one.
        let _ = std::fs::remove_file(&file);
        bytes
    };
    run(app, job, work).await.map(Response::new)
}
