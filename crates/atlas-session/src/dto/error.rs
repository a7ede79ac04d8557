//! Errors as a person meets them: what happened, and what to do next.

/// What the window and the exit code tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Code {
    /// Wrong use of a verb: exit 2.
    Usage,
    /// The input cannot be used: exit 3.
    Input,
    /// The graph is too large for the memory it may take; a part of it is not: exit 3.
    TooLarge,
    /// The store cannot be reached or read: exit 4.
    Store,
    /// Someone else is writing to the workspace: exit 4.
    Busy,
    /// Nothing has that name or id: exit 2.
    NotFound,
    /// Stopped by the user: exit 130.
    Cancelled,
    /// The file could not be written: exit 4.
    Write,
    /// A fault of this program: exit 4.
    Internal,
}

/// An error with its next step.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}{}{remedy}", if remedy.is_empty() { "" } else { ". " })]
pub struct AppError {
    /// For programs.
    pub code: Code,
    /// What happened, naming the file or id.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl AppError {
    /// An error with a next step.
    pub fn new(code: Code, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code, message: message.into(), remedy: remedy.into() }
    }
}

impl Code {
    /// The exit code of the command line (design §5).
    #[must_use]
    pub const fn exit(self) -> u8 {
        match self {
            Self::Usage | Self::NotFound => 2,
            Self::Input | Self::TooLarge => 3,
            Self::Store | Self::Busy | Self::Write | Self::Internal => 4,
            Self::Cancelled => 130,
        }
    }
}
