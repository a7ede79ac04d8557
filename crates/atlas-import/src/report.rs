//! [`Report`]: what an import read, for the closing sentence and the exit code.

use crate::Format;

/// What became of one file or archive member that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// As in issues and evidence: `archive.zip/member` for members.
    pub name: Box<str>,
    /// What it was read as.
    pub format: Format,
    /// The source its facts belong to; empty for a description of kinds.
    pub source: Box<str>,
    /// Node records read.
    pub nodes: u64,
    /// Relation records read, repeats included.
    pub relations: u64,
    /// Bytes of text read, after unpacking.
    pub bytes: u64,
}

/// What an import read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files and members read, in the order read.
    pub files: Vec<FileReport>,
    /// Files and members passed over because they are something else.
    pub skipped: Vec<Box<str>>,
    /// Records, members or byte ranges lost or refused.
    pub losses: u64,
    /// Oddities tolerated; nothing was lost.
    pub notes: u64,
    /// Inputs of which nothing could be used.
    pub unusable: u64,
    /// The sink asked to stop; what was handed on is incomplete.
    pub cancelled: bool,
}

impl Report {
    /// Node records read.
    #[must_use]
    pub fn nodes(&self) -> u64 {
        self.files.iter().map(|f| f.nodes).sum()
    }

    /// Relation records read, repeats included.
    #[must_use]
    pub fn relations(&self) -> u64 {
        self.files.iter().map(|f| f.relations).sum()
    }

    /// Bytes of text read, after unpacking.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|f| f.bytes).sum()
    }

    /// Nothing could be read: no file was usable, or the set of files is ambiguous.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.files.is_empty() && !self.cancelled
    }
}
