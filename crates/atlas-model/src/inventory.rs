//! Where facts go: a [`FactSink`]. A store is one; [`Inventory`] is one in memory, for tests and small jobs.

use crate::{End, Hints, Issue, Match, NodeFact, Place, Profile, RelationFact};

/// What an import says about its source before the first fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceHeader {
    /// The name of the source; importing it again replaces its facts.
    pub source: Box<str>,
    /// Namespace of its ids: empty where ids are globally unique, else the source's name.
    pub namespace: Box<str>,
    /// Whether ids must match exactly (`false`) or ignore case everywhere (`true`).
    pub folds_case: bool,
}

/// Receives facts as they are read. Nothing it is given may be lost silently.
pub trait FactSink {
    /// A file (or archive member) begins; the index is used in [`Place::file`].
    fn file(&mut self, name: &str) -> u32;
    /// A node.
    fn node(&mut self, fact: &NodeFact<'_>);
    /// A relation.
    fn relation(&mut self, fact: &RelationFact<'_>);
    /// Something wrong with the input.
    fn issue(&mut self, issue: Issue);
    /// A description of kinds that came with the files (an OpenGraph extension definition).
    fn profile(&mut self, profile: Profile);
    /// Set before the first fact of a source, and again when another source begins.
    fn source(&mut self, header: &SourceHeader);
    /// Asked between records; `true` stops reading at the next record.
    fn cancelled(&self) -> bool {
        false
    }
    /// Told the bytes read so far of all that will be read, for progress.
    fn progress(&mut self, done: u64, total: u64) {
        let _ = (done, total);
    }
}

/// A node fact that owns its text.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnedNode {
    /// See [`NodeFact`].
    pub id: Box<str>,
    /// Display name.
    pub name: Option<Box<str>>,
    /// Kinds.
    pub kinds: Vec<Box<str>>,
    /// Stated meaning.
    pub hints: Hints,
    /// JSON object text.
    pub properties: Box<str>,
    /// Where.
    pub place: Place,
}

/// A relation fact that owns its text.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnedRelation {
    /// Holder: an id, or a match.
    pub from: Result<Box<str>, Match>,
    /// Gained.
    pub to: Result<Box<str>, Match>,
    /// Kind.
    pub kind: Box<str>,
    /// Level.
    pub level: Option<Box<str>>,
    /// Stated traversability.
    pub traversable: Option<bool>,
    /// JSON object text.
    pub properties: Box<str>,
    /// Where.
    pub place: Place,
}

/// All facts of an import in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inventory {
    /// Headers in the order met.
    pub sources: Vec<SourceHeader>,
    /// Files in the order met.
    pub files: Vec<Box<str>>,
    /// Nodes in the order met.
    pub nodes: Vec<OwnedNode>,
    /// Relations in the order met.
    pub relations: Vec<OwnedRelation>,
    /// Issues in the order met.
    pub issues: Vec<Issue>,
    /// Descriptions of kinds that came along.
    pub profiles: Vec<Profile>,
}

impl FactSink for Inventory {
    fn file(&mut self, name: &str) -> u32 {
        self.files.push(name.into());
        u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX)
    }

    fn node(&mut self, fact: &NodeFact<'_>) {
        self.nodes.push(OwnedNode {
            id: fact.id.into(),
            name: fact.name.map(Into::into),
            kinds: fact.kinds.iter().map(|k| (*k).into()).collect(),
            hints: fact.hints,
            properties: fact.properties.into(),
            place: fact.place,
        });
    }

    fn relation(&mut self, fact: &RelationFact<'_>) {
        let end = |e: &End<'_>| match e {
            End::Id(id) => Ok((*id).into()),
            End::Match(m) => Err((*m).clone()),
        };
        self.relations.push(OwnedRelation {
            from: end(&fact.from),
            to: end(&fact.to),
            kind: fact.kind.into(),
            level: fact.level.map(Into::into),
            traversable: fact.traversable,
            properties: fact.properties.into(),
            place: fact.place,
        });
    }

    fn issue(&mut self, issue: Issue) {
        self.issues.push(issue);
    }

    fn profile(&mut self, profile: Profile) {
        self.profiles.push(profile);
    }

    fn source(&mut self, header: &SourceHeader) {
        self.sources.push(header.clone());
    }
}
