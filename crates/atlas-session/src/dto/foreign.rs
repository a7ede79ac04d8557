//! Databases that other tools filled, and findings written into a database.

use std::collections::BTreeMap;

records! {
    /// The database of another tool that an answer was read from.
    DatabaseRow {
        /// Where it is, without the password.
        address: String,
        /// Short name of the schema that it was recognised by.
        schema: String,
        /// Name of the tool.
        title: String,
        /// Which state of its schema is known.
        version: String,
        /// When it was read, RFC 3339.
        read_at: String,
        /// Label that is not listed and was carried as a kind -> nodes.
        unlisted_labels: BTreeMap<String, u32>,
        /// Type that is not listed and was carried as a kind -> relations.
        unlisted_types: BTreeMap<String, u32>,
        /// Label that was left out -> nodes.
        left_out_labels: BTreeMap<String, u32>,
        /// Type that was left out -> relations.
        left_out_types: BTreeMap<String, u32>,
        /// Nodes without an id, which were left out.
        without_id: u32,
        /// Whether findings may be written into it.
        write_back: bool,
    }
    /// Whether findings may be written, and what a write or an undo did.
    WriteBackAnswer {
        /// Where, without the password.
        address: String,
        /// Whether findings may be written into it from this machine.
        allowed: bool,
        /// Nodes that carry findings now.
        nodes: u32,
        /// Relations that carry findings now.
        relations: u32,
        /// Nodes and relations that were written to.
        changed: u32,
        /// Findings whose node or relation is no longer there.
        missing: u32,
        /// All of it as a sentence.
        sentence: String,
    }
}
