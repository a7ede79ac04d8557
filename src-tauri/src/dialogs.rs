//! File dialogs, asked from Rust so that the page needs no permission for them.
//!
//! A test cannot click in a dialog of the system. Where `ATLAS_ANSWER_OPEN` (a path) or
//! `ATLAS_ANSWER_SAVE` (a folder) is set, it is the answer instead. Both come from whoever starts
//! the program, never from a page or a file.

use std::path::PathBuf;

use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};

fn answer(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from)
}

fn text(path: FilePath) -> Option<String> {
    path.into_path().ok().map(|p| p.display().to_string())
}

/// Files or one folder to import; empty where the user thought better of it.
pub(crate) fn files(app: &AppHandle, folder: bool) -> Vec<String> {
    if let Some(path) = answer("ATLAS_ANSWER_OPEN") {
        return vec![path.display().to_string()];
    }
    let dialog = app.dialog().file();
    if folder {
        return dialog.set_title("Import a folder").blocking_pick_folder().and_then(text).into_iter().collect();
    }
    let chosen = dialog
        .set_title("Import files")
        .add_filter("Exports of access", &["json", "csv", "zip", "gz", "zst", "tsv"])
        .add_filter("All files", &["*"])
        .blocking_pick_files();
    chosen.unwrap_or_default().into_iter().filter_map(text).collect()
}

/// A workspace to open.
pub(crate) fn workspace(app: &AppHandle) -> Option<String> {
    if let Some(path) = answer("ATLAS_ANSWER_OPEN") {
        return Some(path.display().to_string());
    }
    app.dialog()
        .file()
        .set_title("Open a workspace")
        .add_filter("Access Atlas", &["atlas"])
        .blocking_pick_file()
        .and_then(text)
}

/// An evidence pack to check.
pub(crate) fn pack(app: &AppHandle) -> Option<String> {
    if let Some(path) = answer("ATLAS_ANSWER_OPEN") {
        return Some(path.display().to_string());
    }
    app.dialog()
        .file()
        .set_title("Choose an evidence pack")
        .add_filter("Evidence packs", &["zip"])
        .blocking_pick_file()
        .and_then(text)
}

/// The certificate of an authority.
pub(crate) fn authority(app: &AppHandle) -> Option<String> {
    if let Some(path) = answer("ATLAS_ANSWER_OPEN") {
        return Some(path.display().to_string());
    }
    app.dialog()
        .file()
        .set_title("Certificate of the authority")
        .add_filter("Certificates (PEM)", &["pem", "crt", "cer"])
        .add_filter("All files", &["*"])
        .blocking_pick_file()
        .and_then(text)
}

/// Where to write a picture.
pub(crate) fn target(app: &AppHandle, name: &str, format: &str) -> Option<String> {
    let file = format!("{}.{format}", name.replace(['/', '\\'], "-"));
    if let Some(folder) = answer("ATLAS_ANSWER_SAVE") {
        return Some(folder.join(file).display().to_string());
    }
    app.dialog()
        .file()
        .set_title("Export")
        .set_file_name(file)
        .add_filter(format.to_uppercase(), &[format])
        .blocking_save_file()
        .and_then(text)
}
