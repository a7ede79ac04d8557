//! Questions about the open workspace.

use std::sync::Arc;

use atlas_session::dto::{
    AppError, ChokeAnswer, ClustersAnswer, EscalationsAnswer, ExposureAnswer, Inspected, InspectedGroup, KindsAnswer,
    NodeBrief, OutliersAnswer, PathRequest, PathsAnswer,
};
use atlas_session::{ExposureRequest, Job, Session};
use tauri::{AppHandle, Manager};

use crate::open::Open;
use crate::work::{quick, run};

/// Hits that one can still read.
const HITS: usize = 12;
/// Members of a group that a panel can hold; the rest are counted.
const MEMBERS: usize = 1000;
/// One seed, so that groups are the same at every start.
const SEED: u32 = 1;
/// Stories beside the first picture (design §7: the three worst).
const STORIES: u32 = 3;

pub(super) fn session(app: &AppHandle) -> Result<Arc<Session>, AppError> {
    app.state::<Open>().session()
}

/// Nodes by a part of their name or id.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search(app: AppHandle, text: String) -> Result<Vec<NodeBrief>, AppError> {
    quick(app, move |app, job| session(app)?.search(&text, HITS, job)).await
}

/// One node with its relations and evidence.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inspect(app: AppHandle, id: String) -> Result<Inspected, AppError> {
    quick(app, move |app, job| session(app)?.inspect(&id, job)).await
}

/// One group.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inspect_group(app: AppHandle, id: String) -> Result<InspectedGroup, AppError> {
    let work = move |app: &AppHandle, job: &Job| {
        let mut answer = session(app)?.inspect_group(&id, job)?;
        answer.members.truncate(MEMBERS);
        Ok(answer)
    };
    quick(app, work).await
}

/// Paths, each step explained.
#[tauri::command]
#[specta::specta]
pub(crate) async fn paths(app: AppHandle, request: PathRequest, job: u32) -> Result<PathsAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.paths(&request, job)).await
}

/// What stops paths.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choke_points(app: AppHandle, request: PathRequest, job: u32) -> Result<ChokeAnswer, AppError> {
    run(app, job, move |app, job| session(app)?.choke_points(&request, job)).await
}

/// Identities that do not fit, worst first. Only findings cross to the window: of a large graph the
/// others would be megabytes that nobody looks at.
#[tauri::command]
#[specta::specta]
pub(crate) async fn outliers(app: AppHandle, lane: Option<String>, job: u32) -> Result<OutliersAnswer, AppError> {
    let work = move |app: &AppHandle, job: &Job| {
        let mut answer = session(app)?.outliers(lane.as_deref(), job)?;
        answer.outliers.retain(|o| o.finding);
        Ok(answer)
    };
    run(app, job, work).await
}

/// Groups of similar access; who is in which stays behind, see [`inspect_group`].
#[tauri::command]
#[specta::specta]
pub(crate) async fn clusters(app: AppHandle, job: u32) -> Result<ClustersAnswer, AppError> {
    let work = |app: &AppHandle, job: &Job| {
        let mut answer = session(app)?.clusters(false, None, SEED, job)?;
        answer.assignments.clear();
        Ok(answer)
    };
    run(app, job, work).await
}

/// Who reaches the crown jewels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn exposure(app: AppHandle, job: u32) -> Result<ExposureAnswer, AppError> {
    run(app, job, |app, job| session(app)?.exposure(&ExposureRequest::default(), job)).await
}

/// The worst escalation paths.
#[tauri::command]
#[specta::specta]
pub(crate) async fn escalations(app: AppHandle, job: u32) -> Result<EscalationsAnswer, AppError> {
    run(app, job, |app, job| session(app)?.escalations(STORIES, job)).await
}

/// Every kind and how it is understood.
#[tauri::command]
#[specta::specta]
pub(crate) async fn kinds(app: AppHandle) -> Result<KindsAnswer, AppError> {
    quick(app, |app, job| session(app)?.kinds(job)).await
}
