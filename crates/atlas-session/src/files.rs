//! The files an import names: folders walked, names made, standard input spooled.

use std::io::{Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use atlas_import::Input;

use crate::dto::{AppError, Code};

/// How deep folders are walked; deeper ones are links that go in circles.
const DEPTH: usize = 16;

/// A file to read.
#[derive(Debug)]
pub(crate) struct Found {
    /// The name for issues and evidence: as the user wrote it, `folder/file` within a folder.
    name: String,
    /// The folder's own name, which may name the source of files that are named by date.
    folder: String,
    bytes: Bytes,
    /// Found in a folder rather than named by the user.
    listed: bool,
}

#[derive(Debug)]
enum Bytes {
    Path(PathBuf),
    /// Standard input in an unnamed temporary file: archives seek, and formats are sniffed.
    Spooled(Arc<std::fs::File>),
}

impl Found {
    /// As an importer takes it.
    pub(crate) fn into_input(self) -> Input {
        let Self { name, folder, bytes, listed } = self;
        let input = match bytes {
            Bytes::Path(path) => Input::new(name, move || Ok(Box::new(std::fs::File::open(&path)?))),
            Bytes::Spooled(file) => Input::new(name, move || {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(0))?;
                Ok(Box::new(file))
            }),
        };
        let input = input.in_folder(folder);
        if listed { input.found() } else { input }
    }
}

/// What the paths name; folders are walked in the order of names, hidden files left out.
///
/// # Errors
/// Where a path cannot be read; the message names it.
pub(crate) fn list(paths: &[PathBuf]) -> Result<Vec<Found>, AppError> {
    let mut found = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        if name == "-" {
            let bytes = Bytes::Spooled(Arc::new(spool_stdin()?));
            found.push(Found { name: "standard input".into(), folder: String::new(), bytes, listed: false });
        } else if path.is_dir() {
            walk(path, &name, 0, &mut found)?;
        } else {
            std::fs::File::open(path).map_err(|e| cannot_read(path, &e))?;
            let folder =
                std::path::absolute(path).ok().as_deref().and_then(Path::parent).map(own_name).unwrap_or_default();
            found.push(Found { name, folder, bytes: Bytes::Path(path.clone()), listed: false });
        }
    }
    Ok(found)
}

fn walk(folder: &Path, name: &str, depth: usize, found: &mut Vec<Found>) -> Result<(), AppError> {
    if depth > DEPTH {
        return Ok(());
    }
    let entries = std::fs::read_dir(folder).map_err(|e| cannot_read(folder, &e))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    let own = std::path::absolute(folder).map(|f| own_name(&f)).unwrap_or_default();
    for path in paths {
        let base = own_name(&path);
        if base.starts_with('.') {
            continue;
        }
        let name = format!("{}/{base}", name.trim_end_matches('/'));
        if path.is_dir() {
            walk(&path, &name, depth + 1, found)?;
        } else {
            found.push(Found { name, folder: own.clone(), bytes: Bytes::Path(path), listed: true });
        }
    }
    Ok(())
}

fn own_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn cannot_read(path: &Path, error: &std::io::Error) -> AppError {
    let remedy = match error.kind() {
        std::io::ErrorKind::NotFound => "Check the spelling; relative paths start at the current folder.",
        std::io::ErrorKind::PermissionDenied => "Give yourself the right to read it.",
        _ => "Copy it to a local disk and try again.",
    };
    AppError::new(Code::Input, format!("cannot read {}: {error}", path.display()), remedy)
}

fn spool_stdin() -> Result<std::fs::File, AppError> {
    let fail = |e: std::io::Error| {
        AppError::new(Code::Input, format!("cannot read standard input: {e}"), "Write it to a file first.")
    };
    let mut file = tempfile::tempfile().map_err(fail)?;
    std::io::copy(&mut std::io::stdin().lock(), &mut file).map_err(fail)?;
    Ok(file)
}
