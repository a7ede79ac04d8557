//! What kinds mean: the tables, a workspace's profile, and a guess for the rest.
//!
//! ```text
//!   profile (by hand) > extension definition that came with the files > table > guess
//! ```
//!
//! [`KindBook::resolve`] settles every kind seen in a workspace once; the snapshot asks the book.
//! A guess is always marked ([`Basis::Guess`]) and its steps are at most *possible*
//! (semantics §8).

mod book;
mod guess;
mod name;
mod node_table;
mod profile;
mod relation_table;
mod sentence;

pub use book::{KindBook, NodeKind, NodeMeaning, RelationKind, SeenKinds, StepMeaning};
pub use name::describe_relation;
pub use node_table::{describe_node, platform_of, platforms};
pub use profile::{NodeRule, Profile, RelationRule};

use crate::class::closed_set;

closed_set! {
    /// How the meaning of a kind is known.
    Basis {
        /// Said by the user.
        Profile = "profile",
        /// Said by an extension definition that came with the files, or by the record itself.
        File = "file",
        /// Known to this program.
        Table = "table",
        /// Concluded from its name and from what it joins.
        Guess = "guess",
    }
}

closed_set! {
    /// Which way an attacker passes a relation.
    Walk {
        /// Not at all.
        No = "no",
        /// As written, from holder to what is gained.
        Along = "along",
        /// Against the way it is written: a child names its container, control runs down.
        Against = "against",
    }
}
