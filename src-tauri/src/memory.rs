//! [`Memory`]: what the window remembers between starts: recent workspaces and settings.
//!
//! A small JSON file in the configuration folder. A file that cannot be read or written costs the
//! memory, never the start.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How many workspaces are remembered.
const RECENT: usize = 8;
/// A setting longer than this is none of ours.
const LONGEST: usize = 200;

#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct Stored {
    recent: Vec<String>,
    settings: BTreeMap<String, String>,
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
        let stored = std::fs::read(&file).ok().and_then(|b| serde_json::from_slice(&b).ok()).unwrap_or_default();
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

    fn read(&self) -> Stored {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, change: impl FnOnce(&mut Stored)) {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut stored);
        if let (Some(folder), Ok(bytes)) = (self.file.parent(), serde_json::to_vec_pretty(&*stored)) {
            let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&self.file, bytes));
            if let Err(e) = written {
                tracing::warn!("{} could not be written: {e}", self.file.display());
            }
        }
    }
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
        std::fs::write(folder.join("window.json"), "{ not json").unwrap();
        assert!(Memory::load(&folder).recent().is_empty(), "a damaged memory is an empty one");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
