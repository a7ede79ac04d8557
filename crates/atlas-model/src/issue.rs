//! An issue: what was wrong with the input, where, and what to do about it.

use crate::class::closed_set;

closed_set! {
    /// How much an issue cost.
    Severity {
        /// Tolerated: nothing was lost.
        Note = "note",
        /// A record, an archive member or a range of bytes was lost or refused.
        Loss = "loss",
        /// The whole input could not be used.
        Fatal = "fatal",
    }
}

/// One thing wrong with an input. Never a panic, never the end of the rest of the import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Issue {
    /// What it cost.
    pub severity: Severity,
    /// The file as the user named it, with `archive.zip/member` for members.
    pub file: Box<str>,
    /// Line, record or byte range, in words: `line 7`, `edges[12]`.
    pub place: Box<str>,
    /// Why, in a sentence.
    pub reason: Box<str>,
    /// What to do, in a sentence.
    pub remedy: Box<str>,
}
