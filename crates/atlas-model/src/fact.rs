//! Facts: what a source file says, and where it says it. Borrowed, so that reading copies nothing.

use crate::{Lifecycle, NodeClass};

/// Where in a file a fact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the file in [`crate::SourceHeader::files`] of this import.
    pub file: u32,
    /// Which list of the file.
    pub section: Section,
    /// Position in that list, from 0.
    pub record: u32,
    /// Line, from 1; 0 where the format has no lines of its own.
    pub line: u32,
}

crate::class::closed_set! {
    /// Which list of a file a record stands in.
    Section {
        /// The `nodes` of a JSON document.
        Nodes = "nodes",
        /// The `edges` of a JSON document.
        Edges = "edges",
        /// A row of a table.
        Row = "row",
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.section {
            Section::Row => write!(f, "line {}", self.line),
            s if self.line > 1 => write!(f, "{}[{}], line {}", s.word(), self.record, self.line),
            s => write!(f, "{}[{}]", s.word(), self.record),
        }
    }
}

/// What a record states about a node beyond kind and name. `None` is "not said".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The class, where the file states it in our words.
    pub class: Option<NodeClass>,
    /// The lifecycle, where the file states it.
    pub lifecycle: Option<Lifecycle>,
    /// An integer tier 0..=3; other values of a `tier` property are plain properties.
    pub tier: Option<u8>,
    /// Whether the account is enabled.
    pub enabled: Option<bool>,
}

/// One statement about one node.
#[derive(Clone, Debug)]
pub struct NodeFact<'a> {
    /// Native id.
    pub id: &'a str,
    /// Display name, if stated.
    pub name: Option<&'a str>,
    /// Kinds, most specific first; may be empty.
    pub kinds: &'a [&'a str],
    /// Stated meaning.
    pub hints: Hints,
    /// The properties as one JSON object text (`{}` if none), exactly as far as they were valid.
    pub properties: &'a str,
    /// Where this stands.
    pub place: Place,
}

/// One end of a relation.
#[derive(Clone, Debug)]
pub enum End<'a> {
    /// By native id; unknown ids become placeholders.
    Id(&'a str),
    /// By properties of a node, resolved after the whole import whatever the order of files.
    Match(&'a Match),
}

/// A search for one node by its properties.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct Match {
    /// All must hold. `name` compares without case.
    pub properties: Vec<(Box<str>, MatchValue)>,
    /// The node must have this kind.
    pub kind: Option<Box<str>>,
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum MatchValue {
    /// Text.
    Text(Box<str>),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
}

/// One statement that joins two nodes.
#[derive(Clone, Debug)]
pub struct RelationFact<'a> {
    /// From the holder ...
    pub from: End<'a>,
    /// ... to what is gained, as the file writes it.
    pub to: End<'a>,
    /// Kind as written.
    pub kind: &'a str,
    /// Level, where the file states one.
    pub level: Option<&'a str>,
    /// Whether the file itself says that an attacker can walk it.
    pub traversable: Option<bool>,
    /// Other properties as one JSON object text, `{}` if none.
    pub properties: &'a str,
    /// Where this stands.
    pub place: Place,
}
