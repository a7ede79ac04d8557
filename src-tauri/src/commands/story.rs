//! Stories and their captions.

use atlas_session::Job;
use atlas_session::dto::{AppError, CaptionAnswer, FrozenCaption, Slide, StoriesAnswer, Story};
use tauri::AppHandle;

use super::ask::session;
use crate::dialogs;
use crate::work::{quick, run};

/// All stories, and what captions can hold.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stories(app: AppHandle) -> Result<StoriesAnswer, AppError> {
    quick(app, |app, _| session(app)?.stories()).await
}

/// Keep a story in the place of the one called `was`; a new one without.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_story(app: AppHandle, story: Story, was: Option<String>) -> Result<StoriesAnswer, AppError> {
    quick(app, move |app, _| session(app)?.save_story(&story, was.as_deref())).await
}

/// Take a story away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_story(app: AppHandle, name: String) -> Result<StoriesAnswer, AppError> {
    quick(app, move |app, _| session(app)?.delete_story(&name)).await
}

/// Four slides to begin with; kept nowhere yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn first_story(app: AppHandle, name: String, job: u32) -> Result<Story, AppError> {
    run(app, job, move |app, job| session(app)?.first_story(&name, job)).await
}

/// The caption of a slide as it reads now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn caption(app: AppHandle, slide: Slide, job: u32) -> Result<CaptionAnswer, AppError> {
    run(app, job, move |app, job: &Job| session(app)?.caption(&slide, job)).await
}

/// The caption of a slide as it reads now, to be kept in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn freeze_caption(app: AppHandle, slide: Slide, job: u32) -> Result<FrozenCaption, AppError> {
    run(app, job, move |app, job: &Job| session(app)?.freeze(&slide, job)).await
}

/// An evidence pack to check, from a dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_pack(app: AppHandle) -> Result<Option<String>, AppError> {
    quick(app, |app, _| Ok(dialogs::pack(app))).await
}
