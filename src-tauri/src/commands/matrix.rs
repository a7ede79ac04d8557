//! The access matrix of a group.

use atlas_session::dto::{AppError, MatrixAnswer};
use tauri::AppHandle;

use super::ask::session;
use crate::work::run;

/// Members against what they hold; of those that `selected` is compared with where `group` is empty.
#[tauri::command]
#[specta::specta]
pub(crate) async fn matrix(
    app: AppHandle,
    group: String,
    selected: Option<String>,
    job: u32,
) -> Result<MatrixAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.matrix(&group, selected.as_deref(), job)).await
}
