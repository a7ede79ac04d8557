//! The list of known databases: one JSON file beside the companion workspaces, without passwords.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use graph_queries::neo4j::Address;

use crate::dto::{AppError, Code};
use crate::remote::home;

/// More are forgotten, those first that were not used for longest.
const MOST: usize = 50;

/// What is remembered of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(super) struct Stored {
    pub(super) address: String,
    pub(super) name: Option<String>,
    pub(super) authority: Option<String>,
    /// Whether the keychain was given its password.
    pub(super) keychain: bool,
}

/// One change at a time in this process.
static TURN: Mutex<()> = Mutex::new(());

fn file() -> Option<PathBuf> {
    home().map(|home| home.join("connections.json"))
}

/// All of them, last used first. A file that does not read is an error: it would be overwritten.
pub(super) fn read() -> Result<Vec<Stored>, AppError> {
    let Some(file) = file() else { return Ok(Vec::new()) };
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => {
            return Err(AppError::new(Code::Store, format!("{}: {e}", file.display()), "Make the file readable."));
        }
    };
    serde_json::from_slice(&bytes).map_err(|e| {
        let what = format!("{} is no list of databases: {e}", file.display());
        AppError::new(Code::Store, what, "Correct or delete the file; passwords are not in it.")
    })
}

/// The one at an address; a list that cannot be read knows none.
pub(super) fn find(address: &Address) -> Option<Stored> {
    let address = address.to_string();
    read().unwrap_or_default().into_iter().find(|c| c.address == address)
}

/// Put one first, in the place of what was known of its address.
pub(super) fn put(stored: Stored) -> Result<(), AppError> {
    change(|all| {
        all.retain(|c| c.address != stored.address);
        all.insert(0, stored);
        all.truncate(MOST);
    })
}

/// Take one out.
pub(super) fn take(address: &Address) -> Result<(), AppError> {
    let address = address.to_string();
    change(|all| all.retain(|c| c.address != address))
}

fn change(change: impl FnOnce(&mut Vec<Stored>)) -> Result<(), AppError> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut all = read()?;
    change(&mut all);
    let Some(file) = file() else {
        let what = "there is no place to remember databases: neither XDG_DATA_HOME nor HOME is set";
        return Err(AppError::new(Code::Write, what, "Set one of them."));
    };
    write(&file, &all).map_err(|e| {
        AppError::new(Code::Write, format!("{} cannot be written: {e}", file.display()), "Make its folder writable.")
    })
}

/// Beside it first, so that a failure leaves the list as it was.
fn write(file: &std::path::Path, all: &[Stored]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or_else(|| std::path::Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut beside, all)?;
    beside.persist(file).map_err(|e| e.error)?;
    Ok(())
}
