//! Saved views: a name and the address of a picture.

use crate::Session;
use crate::dto::{AppError, Code, ViewRow, ViewSpec, ViewsAnswer};

impl Session {
    /// Saved views by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn views(&self) -> Result<ViewsAnswer, AppError> {
        let stored = self.store().views()?;
        let views = stored.iter().filter_map(|(name, text)| {
            Some(ViewRow { name: name.to_string(), view: serde_json::from_str(text).ok()? })
        });
        Ok(ViewsAnswer { views: views.collect() })
    }

    /// What a saved view shows.
    ///
    /// # Errors
    /// Not found where there is none of that name.
    pub fn view(&self, name: &str) -> Result<ViewSpec, AppError> {
        let found = self.views()?.views.into_iter().find(|v| v.name == name);
        found.map(|v| v.view).ok_or_else(|| {
            AppError::new(Code::NotFound, format!("no view is saved as {name:?}"), "List them with `atlas view list`.")
        })
    }

    /// Keep a view under a name, in place of one that had it.
    ///
    /// # Errors
    /// Where the workspace cannot be written.
    pub fn save_view(&self, name: &str, view: &ViewSpec) -> Result<ViewsAnswer, AppError> {
        let text = serde_json::to_string(view).map_err(|e| AppError::new(Code::Internal, e.to_string(), ""))?;
        self.store().set_view(name, Some(&text))?;
        self.views()
    }

    /// Take a view away; one that is not there is no error.
    ///
    /// # Errors
    /// Where the workspace cannot be written.
    pub fn delete_view(&self, name: &str) -> Result<ViewsAnswer, AppError> {
        self.store().set_view(name, None)?;
        self.views()
    }
}
