//! [`Companion`]: what people add to a database, kept in a workspace of this machine, so that reading
//! a shared database never writes to it.

use std::path::PathBuf;

use super::address::Address;
use crate::{Store, StoreError};

/// The workspace beside a database; without one nothing of the kind is there, and none can be added.
pub(super) struct Companion {
    workspace: Option<Box<dyn Store>>,
    database: PathBuf,
}

impl Companion {
    pub(super) fn of(address: &Address, workspace: Option<Box<dyn Store>>) -> Self {
        Self { workspace, database: PathBuf::from(address.to_string()) }
    }

    /// To add something.
    pub(super) fn writable(&mut self) -> Result<&mut dyn Store, StoreError> {
        match &mut self.workspace {
            Some(workspace) => Ok(&mut **workspace),
            None => Err(StoreError::ReadOnly { path: self.database.clone() }),
        }
    }

    /// What was added, and what is answered where there is none.
    pub(super) fn ask<T>(
        &self,
        ask: impl FnOnce(&dyn Store) -> Result<T, StoreError>,
        without: T,
    ) -> Result<T, StoreError> {
        self.workspace.as_ref().map_or(Ok(without), |workspace| ask(&**workspace))
    }
}

/// The methods of [`Store`] about what people add, answered by the field `companion`.
macro_rules! people_add_to_the_companion {
    () => {
        fn tiers(&self) -> Result<Vec<crate::TierByHand>, StoreError> {
            self.companion.ask(|s| s.tiers(), Vec::new())
        }

        fn set_tiers(&mut self, tiers: &[crate::TierByHand]) -> Result<(), StoreError> {
            self.companion.writable()?.set_tiers(tiers)
        }

        fn clear_tiers(&mut self, keys: &[NodeKey]) -> Result<usize, StoreError> {
            self.companion.writable()?.clear_tiers(keys)
        }

        fn profile_text(&self) -> Result<Option<Box<str>>, StoreError> {
            self.companion.ask(|s| s.profile_text(), None)
        }

        fn set_profile_text(&mut self, text: Option<&str>) -> Result<(), StoreError> {
            self.companion.writable()?.set_profile_text(text)
        }

        fn views(&self) -> Result<Vec<crate::NamedText>, StoreError> {
            self.companion.ask(|s| s.views(), Vec::new())
        }

        fn set_view(&mut self, name: &str, text: Option<&str>) -> Result<(), StoreError> {
            self.companion.writable()?.set_view(name, text)
        }

        fn setting(&self, name: &str) -> Result<Option<Box<str>>, StoreError> {
            self.companion.ask(|s| s.setting(name), None)
        }

        fn set_setting(&mut self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
            self.companion.writable()?.set_setting(name, value)
        }

        fn append_log(&mut self, texts: &[&str]) -> Result<Vec<crate::LogRecord>, StoreError> {
            self.companion.writable()?.append_log(texts)
        }

        fn log(&self) -> Result<Vec<crate::LogRecord>, StoreError> {
            self.companion.ask(|s| s.log(), Vec::new())
        }

        fn verify_log(&self) -> Result<Option<u64>, StoreError> {
            self.companion.ask(|s| s.verify_log(), None)
        }
    };
}
pub(super) use people_add_to_the_companion;
