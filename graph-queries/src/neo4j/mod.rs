//! The Neo4j store: the facts of one current revision in a graph database, over Bolt.
//!
//! ```text
//!   address, credentials       where it is, and how one signs in
//!   link, driver, routing      one shared driver, asked without async; which server of a cluster writes
//!   ahead, waiting             answers received while the last one is being worked on; stopping
//!   fault                      refusals in words
//!   schema, said, native       what stands in the database, and how facts become properties
//!   state                      which revision is in force, and whether all of it is there
//!   push ◀─ standing, words    any store's revision into the database, from whatever stands there
//!   rows, ask                  a snapshot, the records, single nodes and relations
//!   scope, paths               the part of a snapshot that the database chooses; ways that it finds
//!   question                   questions of the catalogue, from their files
//!   foreign                    databases that other tools filled, read-only
//!   write_back                 findings as properties of a database, where the user allows it
//!   survey, opening            what answers at an address and what it holds; which store it is
//!   console ◀─ cells, columns  a question as somebody writes it, which only reads
//! ```
//!
//! Facts live in Neo4j; what people add (tiers, views, settings, decisions) lives in a [`companion`]
//! workspace beside it, so that reading a shared database never writes to it.

mod address;
mod ahead;
mod ask;
mod cells;
mod columns;
mod companion;
mod console;
mod credentials;
mod driver;
mod fault;
pub mod foreign;
mod link;
mod native;
mod opening;
mod paths;
mod push;
mod question;
mod routing;
mod rows;
mod said;
mod schema;
mod scope;
mod standing;
mod state;
mod store;
mod survey;
mod waiting;
mod words;
pub mod write_back;

pub use address::{Address, is_address};
pub use console::{Question, Told};
pub use credentials::Credentials;
pub(crate) use native::native;
pub use opening::{Opening, open};
pub use push::Pushed;
pub(crate) use said::write_node;
pub use schema::node_key;
pub(crate) use schema::{PREFIX, is_name};
pub use store::Neo4j;
pub use survey::{Holds, Survey};
