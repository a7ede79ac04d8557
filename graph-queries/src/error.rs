//! [`StoreError`]: what can go wrong with a workspace, each with what to do about it.

use std::path::PathBuf;

/// Why a store could not do what was asked. The workspace is as it was before the call.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing at this path.
    #[error("{}: no such workspace; `atlas import` makes one", .path.display())]
    NotFound {
        /// The path asked for.
        path: PathBuf,
    },
    /// Another process is writing.
    #[error("{}: another program is writing to this workspace; try again when it has finished", .path.display())]
    Busy {
        /// The workspace.
        path: PathBuf,
    },
    /// Written by a newer version of this program.
    #[error("{}: workspace format {found} is newer than {supported}, which this version reads; update Access Atlas", .path.display())]
    NewerFormat {
        /// The workspace.
        path: PathBuf,
        /// Format of the file.
        found: u32,
        /// Newest format that this version reads.
        supported: u32,
    },
    /// A file, but none of ours.
    #[error("{}: not an Access Atlas workspace ({what}); choose another file name", .path.display())]
    NotAWorkspace {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: Box<str>,
    },
    /// Ours, but broken.
    #[error("{}: the workspace is damaged ({what}); restore a copy or import again into a new file", .path.display())]
    Damaged {
        /// The workspace.
        path: PathBuf,
        /// What is broken.
        what: Box<str>,
    },
    /// Opened for reading, or the file may not be written.
    #[error("{}: the workspace is open for reading only; check the permissions of the file and its folder", .path.display())]
    ReadOnly {
        /// The workspace.
        path: PathBuf,
    },
    /// No such revision.
    #[error("there is no revision {number}; `atlas info` lists the revisions")]
    NoRevision {
        /// The number asked for.
        number: u32,
    },
    /// No node to look around.
    #[error("no node has the id {id:?}; look for it with `atlas nodes`, ids must be whole")]
    NoNode {
        /// The id asked for.
        id: Box<str>,
    },
    /// The graph outgrew the ids of the store.
    #[error("too many {what} for one workspace; import into several workspaces")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
    },
    /// Stopped by [`crate::Watch::cancelled`].
    #[error("cancelled; the workspace is as it was")]
    Cancelled,
    /// The operating system refused.
    #[error("{}: {reason}; check free space and permissions", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: Box<str>,
    },
    /// A graph database that is reached over the network cannot do what was asked.
    #[error("{address}: {what}; {remedy}")]
    Remote {
        /// Its address, without the password.
        address: Box<str>,
        /// The cause.
        what: Box<str>,
        /// What to do.
        remedy: Box<str>,
    },
    /// A question of the catalogue is not asked as it must be.
    #[error("{what}; {remedy}")]
    Question {
        /// What is wrong with it.
        what: Box<str>,
        /// What to do.
        remedy: Box<str>,
    },
    /// A question that a database answers took longer than it may.
    #[error("{address}: stopped after {seconds} s, its limit; ask for less or give it more time")]
    OutOfTime {
        /// Its address, without the password.
        address: Box<str>,
        /// The limit.
        seconds: f32,
    },
    /// The database refused for a reason that none of the above names.
    #[error("{}: the database says: {reason}", .path.display())]
    Database {
        /// The workspace.
        path: PathBuf,
        /// What it said.
        reason: Box<str>,
    },
}
