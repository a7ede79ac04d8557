//! What leaves the session: plain records in the user's words, for the window and for `--json`.
//!
//! The only types here that know serde and specta. Ids are native ids (semantics §1); numbers are
//! `u32` or `f64`; tables are sorted, so that two runs are equal byte for byte.

/// The derives and the case that every record shares.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
        #[serde(rename_all = "camelCase")]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty),* }
    )+};
}
mod access;
mod ask;
mod connection;
mod console;
mod error;
mod foreign;
mod job;
mod kinds;
mod map;
mod matrix;
mod node;
mod path;
mod remote;
mod review;
mod scope;
mod workspace;

pub use access::*;
pub use ask::*;
pub use connection::*;
pub use console::*;
pub use error::{AppError, Code};
pub use foreign::*;
pub use job::*;
pub use kinds::*;
pub use map::*;
pub use matrix::*;
pub use node::*;
pub use path::*;
pub use remote::*;
pub use review::*;
pub use scope::*;
pub use workspace::*;

/// A count as answers write it. A workspace has fewer than 2^32 of anything; more would show as the most.
pub(crate) fn clip(n: impl TryInto<u32>) -> u32 {
    n.try_into().unwrap_or(u32::MAX)
}
