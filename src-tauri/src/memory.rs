//! [`Memory`]: what the window remembers between starts: recent workspaces and settings.
//!
//! A small JSON file in the configuration folder, read again before each change and replaced as a whole:
//! several windows write it, and one that dies while it writes leaves the last whole file. A file that
//! cannot be read or written costs the memory, never the start.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How many workspaces are remembered.
const RECENT: usize = 8;
/// A setting longer than this is none of ours.
const LONGEST: usize = 200;
/// How many workspaces are remembered with where one was in them.
const PLACES: usize = 40;
/// Longest address that is remembered, in bytes.
const LONGEST_ADDRESS: usize = 16 * 1024;

#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct Stored {
    recent: Vec<String>,
    settings: BTreeMap<String, String>,
    /// (path, address), the last left at the end.
    places: Vec<(String, String)>,
}

/// Recent workspaces and settings.
#[derive(Debug)]
pub(crate) struct Memory {
    file: PathBuf,
    stored: Mutex<Stored>,
}

impl Memory {
    /// What is remembered in a folder.
    pub(crate) fn load(folder: &Path) -> Self {
        let file = folder.join("window.json");
        let stored = read(&file).unwrap_or_default();
        Self { file, stored: Mutex::new(stored) }
    }

    /// Recent workspaces that still exist, newest first.
    pub(crate) fn recent(&self) -> Vec<String> {
        self.read().recent.into_iter().filter(|p| Path::new(p).exists()).collect()
    }

    /// All settings.
    pub(crate) fn settings(&self) -> BTreeMap<String, String> {
        self.read().settings
    }

    /// Remember that a workspace was opened.
    pub(crate) fn opened(&self, path: &str) {
        self.change(|s| {
            s.recent.retain(|p| p != path);
            s.recent.insert(0, path.to_owned());
            s.recent.truncate(RECENT);
        });
    }

    /// Remember a setting.
    pub(crate) fn set(&self, name: String, value: String) {
        if name.len() + value.len() <= LONGEST {
            self.change(|s| {
                s.settings.insert(name, value);
            });
        }
    }

    /// Forget a recent workspace, or all, with where one was in them.
    pub(crate) fn forget_recent(&self, path: Option<&str>) {
        let goes = |p: &String| path.is_none_or(|path| p == path);
        self.change(|s| {
            s.recent.retain(|p| !goes(p));
            s.places.retain(|(p, _)| !goes(p));
        });
    }

    /// The address at which a workspace was left.
    pub(crate) fn place(&self, path: &str) -> Option<String> {
        self.read().places.into_iter().find(|(p, _)| p == path).map(|(_, address)| address)
    }

    /// Remember the address at which a workspace is.
    pub(crate) fn keep_place(&self, path: &str, address: String) {
        if address.len() > LONGEST_ADDRESS {
            return;
        }
        self.change(|s| {
            s.places.retain(|(p, _)| p != path);
            s.places.push((path.to_owned(), address));
            let over = s.places.len().saturating_sub(PLACES);
            s.places.drain(..over);
        });
    }

    fn read(&self) -> Stored {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, change: impl FnOnce(&mut Stored)) {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(newer) = read(&self.file) {
            *stored = newer;
        }
        change(&mut stored);
        if let Err(e) = write(&self.file, &stored) {
            tracing::warn!("{} could not be written: {e}", self.file.display());
        }
    }
}

fn read(file: &Path) -> Option<Stored> {
    std::fs::read(file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok())
}

/// The whole new file takes the place of the old one, or nothing changes.
fn write(file: &Path, stored: &Stored) -> std::io::Result<()> {
    let bytes = serde_json::to_vec_pretty(stored)?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let new = file.with_extension(format!("{}.new", std::process::id()));
    std::fs::write(&new, bytes)?;
    std::fs::rename(&new, file)
}

#[cfg(test)]
mod tests {
    use super::Memory;

    #[test]
    fn what_was_opened_last_comes_first_and_survives_a_start() {
        let folder = std::env::temp_dir().join(format!("atlas-memory-{}", std::process::id()));
        let here = |n: &str| folder.join(n).display().to_string();
        std::fs::create_dir_all(&folder).unwrap();
        for n in ["a.atlas", "b.atlas"] {
            std::fs::write(folder.join(n), "").unwrap();
        }
        let memory = Memory::load(&folder);
        memory.opened(&here("a.atlas"));
        memory.opened(&here("b.atlas"));
        memory.opened(&here("gone.atlas"));
        memory.opened(&here("a.atlas"));
        memory.set("theme".into(), "dark".into());
        let again = Memory::load(&folder);
        assert_eq!(again.recent(), [here("a.atlas"), here("b.atlas")], "newest first, once, and only what exists");
        assert_eq!(again.settings().get("theme").map(String::as_str), Some("dark"), "settings survive");
        let other = Memory::load(&folder);
        other.set("drawer".into(), "200".into());
        memory.keep_place(&here("a.atlas"), "atlas:explore".into());
        let both = Memory::load(&folder);
        assert_eq!(both.settings().get("drawer").map(String::as_str), Some("200"), "another window's change stays");
        assert_eq!(both.place(&here("a.atlas")).as_deref(), Some("atlas:explore"), "one comes back where one was");
        both.forget_recent(Some(&here("a.atlas")));
        assert_eq!(both.recent(), [here("b.atlas")], "one is forgotten");
        assert_eq!(both.place(&here("a.atlas")), None, "with where one was");
        both.keep_place("long", "x".repeat(20_000));
        assert_eq!(both.place("long"), None, "what is too long for an address is none");
        std::fs::write(folder.join("window.json"), "{ not json").unwrap();
        assert!(Memory::load(&folder).recent().is_empty(), "a damaged memory is an empty one");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
