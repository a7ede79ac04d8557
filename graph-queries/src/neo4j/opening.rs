//! Which store an address is: a graph of ours, or the database of a tool whose schema is known.

use super::address::Address;
use super::credentials::Credentials;
use super::foreign::{Foreign, Holder, SchemaMap, holder, unknown};
use super::link::Link;
use super::store::Neo4j;
use crate::{Store, StoreError};

/// How an address is opened.
#[derive(Default)]
pub struct Opening {
    /// What is needed to sign in.
    pub credentials: Credentials,
    /// What people add; without it nothing of the kind is there, and none can be added.
    pub companion: Option<Box<dyn Store>>,
    /// The user's own map of the schema; where there is one, the database is not recognised by itself.
    pub map: Option<SchemaMap>,
    /// Now, RFC 3339: when a foreign database is read.
    pub now: Box<str>,
}

/// Connect and look whose database it is. Nothing is written.
///
/// # Errors
/// [`StoreError::Remote`] with the cause and what to do about it, also where nobody that is known
/// filled the database.
pub fn open(address: &Address, opening: Opening) -> Result<Box<dyn Store>, StoreError> {
    let link = Link::open(address, &opening.credentials)?;
    let map = match (holder(&link)?, opening.map) {
        (Holder::Ours, _) => return Ok(Box::new(Neo4j::over(link, opening.companion)?)),
        (_, Some(map)) => map,
        (Holder::Tool(map), None) => *map,
        (Holder::Unknown, None) => return Err(unknown(&link)),
    };
    Ok(Box::new(Foreign::new(link, map, opening.companion, &opening.now)))
}
