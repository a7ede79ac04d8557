//! Everything that a revision says, record by record: what one store hands to another.
//!
//! Nodes come before the relations that join them; files and sources before the records that name
//! them. Numbers hold for one call only. Nothing is merged or left out: what each source says stands
//! apart, with its evidence, and how an end was named where that was not by its id.

use atlas_model::{Hints, Section};

use crate::StoreError;

/// Where a record stands: `list` is the number of a file and section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Number given by [`RecordSink::list`].
    pub list: u32,
    /// Position in that list, from 0.
    pub record: u32,
    /// Line, from 1; 0 where the format has no lines of its own.
    pub line: u32,
}

/// What one source says about a node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeSaid {
    /// Number given by [`RecordSink::source`].
    pub source: u32,
    /// Display name; empty where none is stated.
    pub name: Box<str>,
    /// Kinds, most specific first.
    pub kinds: Vec<Box<str>>,
    /// Stated meaning.
    pub hints: Hints,
    /// A JSON object text.
    pub properties: Box<str>,
    /// Records that state it; the first few of them.
    pub spots: Vec<Spot>,
    /// How many records state it.
    pub stated: u32,
    /// The revision since which the source says exactly this.
    pub since: u32,
}

/// A node and what its sources say, in the order of precedence; nothing for one that is only named.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeFacts {
    /// For [`RelationFacts::from`] and [`RelationFacts::to`].
    pub number: u32,
    /// Namespace of its key.
    pub namespace: Box<str>,
    /// Native id.
    pub id: Box<str>,
    /// The source that describes it first, or that names it first where none does.
    pub source: u32,
    /// What the sources say.
    pub said: Vec<NodeSaid>,
}

/// What one source says about a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationSaid {
    /// Number given by [`RecordSink::source`].
    pub source: u32,
    /// How the two ends are named where that is not by id as written: a JSON text each.
    pub named: [Option<Box<str>>; 2],
    /// Whether the file says that an attacker can walk it.
    pub traversable: Option<bool>,
    /// A JSON object text.
    pub properties: Box<str>,
    /// Records that state it; the first few of them.
    pub spots: Vec<Spot>,
    /// How many records state it.
    pub stated: u32,
}

/// A relation and what its sources say, in the order of precedence.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationFacts {
    /// Number of the holder.
    pub from: u32,
    /// Number of what is gained.
    pub to: u32,
    /// Kind as written.
    pub kind: Box<str>,
    /// Level, where there is one.
    pub level: Option<Box<str>>,
    /// What the sources say.
    pub said: Vec<RelationSaid>,
}

/// Takes all of a revision. An error ends the telling and comes back from [`crate::Store::records`].
#[allow(clippy::missing_errors_doc)]
pub trait RecordSink {
    /// A source, in the order of precedence.
    fn source(&mut self, number: u32, name: &str, namespace: &str) -> Result<(), StoreError>;
    /// A file and section that evidence lies in.
    fn list(&mut self, number: u32, file: &str, section: Section) -> Result<(), StoreError>;
    /// A node.
    fn node(&mut self, node: NodeFacts) -> Result<(), StoreError>;
    /// A relation.
    fn relation(&mut self, relation: RelationFacts) -> Result<(), StoreError>;
}
