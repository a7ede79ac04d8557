//! Errors of the layers below as errors of the product.

use graph_queries::StoreError;

use crate::dto::{AppError, Code};

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::NotFound { .. }
            | StoreError::NewerFormat { .. }
            | StoreError::NotAWorkspace { .. }
            | StoreError::Damaged { .. } => Code::Input,
            StoreError::Busy { .. } => Code::Busy,
            StoreError::Question { .. } => Code::Usage,
            StoreError::NoRevision { .. } | StoreError::NoNode { .. } => Code::NotFound,
            StoreError::Cancelled => Code::Cancelled,
            _ => Code::Store,
        };
        // The sentence of a store error ends with what to do after its last semicolon.
        let text = error.to_string();
        match text.rsplit_once("; ") {
            Some((message, remedy)) => Self::new(code, message, sentence(remedy)),
            None => Self::new(code, text, ""),
        }
    }
}

/// A remedy as a sentence of its own.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
