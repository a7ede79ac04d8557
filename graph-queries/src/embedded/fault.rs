//! [`Fault`]: an error inside the embedded store, before it knows its file.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::StoreError;

/// What went wrong; [`Fault::at`] names the workspace.
#[derive(Debug)]
pub(super) enum Fault {
    /// The database refused.
    Sql(rusqlite::Error),
    /// Rows contradict each other.
    Damaged(String),
    /// Already in words.
    Store(StoreError),
}

pub(super) type Outcome<T> = Result<T, Fault>;

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Fault {
    /// The error in words, about the workspace at `path`.
    pub(super) fn at(self, path: &Path) -> StoreError {
        let path = path.to_path_buf();
        let error = match self {
            Self::Store(error) => return error,
            Self::Damaged(what) => return StoreError::Damaged { path, what: what.into() },
            Self::Sql(error) => error,
        };
        let reason = error.to_string().into_boxed_str();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged { path, what: reason },
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
            Some(
                ErrorCode::DiskFull | ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::PermissionDenied,
            ) => StoreError::Io { path, reason },
            Some(ErrorCode::TooBig) => StoreError::TooLarge { what: "bytes in one text" },
            Some(_) => StoreError::Database { path, reason },
            // A row that does not read as its column says it must.
            None => StoreError::Damaged { path, what: reason },
        }
    }
}
