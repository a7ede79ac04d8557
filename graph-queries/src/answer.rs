//! What a store answers: plain records in the words of the product.

use std::collections::BTreeMap;

use atlas_model::{Hints, Issue, NodeKey, Place, Section};

/// What the session says about an import before it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportStamp {
    /// When, RFC 3339.
    pub at: Box<str>,
    /// A name by the user.
    pub label: Option<Box<str>>,
    /// The date of the data.
    pub as_of: Option<Box<str>>,
    /// New sources come in the order they are met, as in the store they are copied from, instead of
    /// in the order of their names.
    pub in_order: bool,
}

/// One revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Hash of the facts, 32 hexadecimal digits; equal facts give equal ids in every store.
    pub id: Box<str>,
    /// Number, from 1.
    pub number: u32,
    /// When it was made, RFC 3339.
    pub at: Box<str>,
    /// A name by the user.
    pub label: Option<Box<str>>,
    /// The date of the data.
    pub as_of: Option<Box<str>>,
    /// The sources that were imported, by name.
    pub sources: Vec<Box<str>>,
    /// Nodes in it, placeholders included.
    pub nodes: u32,
    /// Distinct relations in it.
    pub relations: u32,
    /// Nodes that no file describes.
    pub placeholders: u32,
    /// Nodes that appeared, placeholders included.
    pub nodes_added: u32,
    /// Nodes that disappeared.
    pub nodes_removed: u32,
    /// Relations that appeared.
    pub relations_added: u32,
    /// Relations that disappeared.
    pub relations_removed: u32,
    /// Records read by the import.
    pub records: u64,
    /// Relation records that repeat another one of the import.
    pub repeated: u64,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOutcome {
    /// The new revision, in force from now on.
    pub revision: Revision,
    /// Sources that were imported before, whose facts were replaced, by name.
    pub replaced: Vec<Box<str>>,
    /// Sources that are new, by name.
    pub added: Vec<Box<str>>,
    /// Ends of relations of this import that no file describes.
    pub outside: u32,
    /// Those among them that were named by properties and matched no node or several.
    pub unresolved: u32,
    /// Ends that were taken for a node whose id differs in case only.
    pub case_matched: u32,
    /// Nodes and relations whose records in this import, or whose sources, contradict each other.
    pub conflicts: u32,
    /// All issues of the import, those of the importers first.
    pub issues: Vec<Issue>,
}

/// Counts of one revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nodes, placeholders included.
    pub nodes: u32,
    /// Distinct relations.
    pub relations: u32,
    /// Nodes that no file describes.
    pub placeholders: u32,
    /// Issues of the imports in force.
    pub issues: u32,
    /// Node kind -> nodes; a node counts under each of its kinds.
    pub node_kinds: BTreeMap<Box<str>, u32>,
    /// Relation kind -> relations.
    pub relation_kinds: BTreeMap<Box<str>, u32>,
}

/// Where the facts of a store were read from that another tool fills, and what the reading could not place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Address of the database, without the password.
    pub address: Box<str>,
    /// Short name of the schema that it was recognised by.
    pub schema: Box<str>,
    /// Name of the tool for people.
    pub title: Box<str>,
    /// Which state of the tool's schema the map describes.
    pub version: Box<str>,
    /// Where that schema is published.
    pub source: Box<str>,
    /// When the database was read, RFC 3339.
    pub read_at: Box<str>,
    /// Label that the map does not list, carried as a kind -> nodes.
    pub unlisted_labels: BTreeMap<Box<str>, u32>,
    /// Type that the map does not list, carried as a kind -> relations.
    pub unlisted_types: BTreeMap<Box<str>, u32>,
    /// Label that the map leaves out -> nodes.
    pub left_out_labels: BTreeMap<Box<str>, u32>,
    /// Type that the map leaves out -> relations.
    pub left_out_types: BTreeMap<Box<str>, u32>,
    /// Nodes that have no id and were left out.
    pub without_id: u32,
}

/// A source and its size at a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceInfo {
    /// Name.
    pub name: Box<str>,
    /// Namespace of its ids; empty where they are globally unique.
    pub namespace: Box<str>,
    /// Nodes it describes.
    pub nodes: u32,
    /// Distinct relations it states.
    pub relations: u32,
    /// Number of its newest import.
    pub revision: u32,
}

/// How many nodes of a kind carry a property in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropertyPresence {
    /// The source.
    pub source: Box<str>,
    /// First kind of the nodes; empty for nodes without one.
    pub kind: Box<str>,
    /// Property, as written. The empty key counts all nodes of the kind.
    pub property: Box<str>,
    /// Nodes that carry it.
    pub nodes: u32,
}

/// One record that states a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The source.
    pub source: Box<str>,
    /// The file as the user named it, with `archive.zip/member` for members.
    pub file: Box<str>,
    /// Which list of the file.
    pub section: Section,
    /// Position in that list, from 0.
    pub record: u32,
    /// Line, from 1; 0 where the format has no lines of its own.
    pub line: u32,
}

impl Evidence {
    /// The record in words: `line 7`, `edges[12]`.
    #[must_use]
    pub fn place(&self) -> String {
        Place { file: 0, section: self.section, record: self.record, line: self.line }.to_string()
    }
}

/// What one source says about a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeStatement {
    /// The source.
    pub source: Box<str>,
    /// Display name; empty where none is stated.
    pub name: Box<str>,
    /// Kinds, most specific first.
    pub kinds: Vec<Box<str>>,
    /// Stated meaning.
    pub hints: Hints,
    /// Properties, a JSON object text.
    pub properties: Box<str>,
    /// Records that state it; the first few of them.
    pub evidence: Vec<Evidence>,
    /// How many records state it.
    pub stated: u32,
    /// The revision since which the source says exactly this.
    pub since: u32,
}

/// Everything about one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRecord {
    /// Its key.
    pub key: NodeKey,
    /// Display name; empty where none is stated.
    pub name: Box<str>,
    /// Kinds of all sources, most specific first.
    pub kinds: Vec<Box<str>>,
    /// Stated meaning; of sources that differ the first one's.
    pub hints: Hints,
    /// Only named by relations, described by no file.
    pub placeholder: bool,
    /// Properties of all sources as one JSON object text; of conflicting values the first source's.
    pub properties: Box<str>,
    /// Properties on which sources differ, by name.
    pub conflicts: Vec<Box<str>>,
    /// What each source says, in the order of precedence.
    pub statements: Vec<NodeStatement>,
}

/// What to search for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Part of an id or name, ignoring case; empty finds everything.
    pub text: Box<str>,
    /// Only nodes with one of these kinds; empty for all.
    pub kinds: Vec<Box<str>>,
    /// At most so many.
    pub limit: usize,
}

/// A node that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeHit {
    /// Its key.
    pub key: NodeKey,
    /// Display name; empty where none is stated.
    pub name: Box<str>,
    /// Kinds, most specific first.
    pub kinds: Vec<Box<str>>,
    /// Only named by relations.
    pub placeholder: bool,
}

/// A relation by its four parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationKey {
    /// Holder.
    pub from: NodeKey,
    /// Kind as written.
    pub kind: Box<str>,
    /// Level, where there is one.
    pub level: Option<Box<str>>,
    /// Gained.
    pub to: NodeKey,
}

/// Everything about one relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationRecord {
    /// Its four parts.
    pub key: RelationKey,
    /// Whether a file says that an attacker can walk it; of sources that differ the first one's.
    pub traversable: Option<bool>,
    /// Properties, a JSON object text; of sources that differ the first one's.
    pub properties: Box<str>,
    /// Records that state it, by source; the first few of each.
    pub evidence: Vec<Evidence>,
    /// How many records state it, over all sources.
    pub stated: u32,
}

/// What differs between two revisions. Each list is in the order of the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Nodes that appeared, placeholders included.
    pub nodes_added: Vec<NodeKey>,
    /// Nodes that disappeared.
    pub nodes_removed: Vec<NodeKey>,
    /// Nodes in both whose facts differ.
    pub nodes_changed: Vec<NodeKey>,
    /// Relations that appeared.
    pub relations_added: Vec<RelationKey>,
    /// Relations that disappeared.
    pub relations_removed: Vec<RelationKey>,
}

/// A tier that a person set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierByHand {
    /// The node, which need not be in the revision in force.
    pub key: NodeKey,
    /// 0..=3.
    pub tier: u8,
    /// Why.
    pub reason: Box<str>,
    /// When, RFC 3339.
    pub at: Box<str>,
}

/// A record of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRecord {
    /// Number, from 1.
    pub number: u64,
    /// Canonical JSON, as it was appended.
    pub text: Box<str>,
    /// Hash over the previous hash and the text, 64 hexadecimal digits.
    pub hash: Box<str>,
}

/// A name and the text kept under it.
pub type NamedText = (Box<str>, Box<str>);

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// What was verified, in sentences.
    pub verified: Vec<Box<str>>,
    /// What is broken, in sentences; empty where all is well.
    pub faults: Vec<Box<str>>,
}
