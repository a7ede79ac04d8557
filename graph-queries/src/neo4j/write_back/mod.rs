//! Findings as properties of a database: written, brought up to date, and taken away again.
//!
//! ```text
//!   marks       what is to be written, by key
//!   ground      where it goes: the nodes and relations of the database that the keys mean
//!   write       what differs from what stands there, in batches
//!   undo        every property of ours away
//! ```
//!
//! Invariants: only properties whose name begins with [`PREFIX`] are touched; no node, relation or
//! label is made or taken away. What is written is compared with what stands there, so a write that
//! broke off is continued by the next one and a second one writes nothing.

mod ground;
mod marks;
mod undo;
mod write;

pub use marks::{Mark, Marks, NodeMark, RelationMark, Values};
pub use undo::Undone;
pub use write::Written;

use super::address::Address;
use super::credentials::Credentials;
use super::foreign::{Holder, SchemaMap, holder, unknown};
use super::link::Link;
use crate::{StoreError, Watch};
use ground::Ground;

/// First letters of every property that is written.
pub const PREFIX: &str = super::foreign::read::WRITTEN_BACK;

/// A connection that findings are written over.
pub struct WriteBack {
    link: Link,
    ground: Ground,
}

impl std::fmt::Debug for WriteBack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("WriteBack").field(&self.link.address).finish()
    }
}

impl WriteBack {
    /// Connect, to a database of ours or of a known tool; `map` is the user's own of its schema.
    /// Nothing is written yet. Whether it may be is for the caller to know.
    ///
    /// # Errors
    /// [`StoreError::Remote`].
    pub fn open(address: &Address, credentials: &Credentials, map: Option<SchemaMap>) -> Result<Self, StoreError> {
        let link = Link::open(address, credentials)?;
        let ground = match (holder(&link)?, map) {
            (Holder::Ours, _) => Ground::Ours,
            (_, Some(map)) => Ground::Tool(Box::new(map)),
            (Holder::Tool(map), None) => Ground::Tool(map),
            (Holder::Unknown, None) => return Err(unknown(&link)),
        };
        Ok(Self { link, ground })
    }

    /// Write what differs from what stands there, and take away what no longer holds.
    ///
    /// # Errors
    /// [`StoreError::Remote`], [`StoreError::Cancelled`]; what was written then stands, and the next
    /// write continues.
    pub fn write(&self, marks: &Marks, watch: &dyn Watch) -> Result<Written, StoreError> {
        write::write(&self.link, &self.ground, marks, watch)
    }

    /// Take every property of ours away.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn undo(&self, watch: &dyn Watch) -> Result<Undone, StoreError> {
        undo::undo(&self.link, watch)
    }
}
