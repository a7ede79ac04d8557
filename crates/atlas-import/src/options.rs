//! What the caller may decide about an import, and the limits that bound it.

use crate::Format;
use crate::csv::Mapping;

/// What the caller decides; the default leaves everything to the files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The source of everything read (`--source`).
    pub source: Option<String>,
    /// The format of everything named (`--format`); packaging is still recognised.
    pub format: Option<Format>,
    /// Which columns of tables mean what.
    pub mapping: Option<Mapping>,
    /// Bounds against damaged and hostile files.
    pub limits: Limits,
}

/// Bounds against damaged and hostile files. What exceeds one is refused by name and the rest is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record.
    pub record_bytes: usize,
    /// Levels of nesting inside the properties of one record.
    pub depth: usize,
    /// Bytes to which a packed file may unpack while it unpacks to more than `ratio` times itself.
    pub unpacked_bytes: u64,
    /// See `unpacked_bytes`.
    pub ratio: u64,
    /// Bytes to which all packed files together may unpack.
    pub total_bytes: u64,
    /// Members of one archive.
    pub members: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record_bytes: 32 << 20,
            depth: 64,
            unpacked_bytes: 256 << 20,
            ratio: 100,
            total_bytes: 8 << 30,
            members: 100_000,
        }
    }
}
