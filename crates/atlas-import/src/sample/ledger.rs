//! The book in which the made-up facts are written down, each at a place in a made-up file.
//!
//! The sample has no files on disk; its evidence still names a file and a record, as evidence of
//! real files does: the records of each file are numbered in the order in which they are written.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use atlas_model::{End, FactSink, Hints, Lifecycle, NodeClass, NodeFact, Place, RelationFact, Section, SourceHeader};

/// The files of the sample. Each is a source of its own, as systems of record are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    People,
    Directory,
    Applications,
    Cloud,
    Ci,
    Agents,
}

impl File {
    const ALL: [Self; 6] = [Self::People, Self::Directory, Self::Applications, Self::Cloud, Self::Ci, Self::Agents];

    const fn name(self) -> &'static str {
        match self {
            Self::People => "people.csv",
            Self::Directory => "directory.json",
            Self::Applications => "applications.csv",
            Self::Cloud => "cloud.json",
            Self::Ci => "ci.json",
            Self::Agents => "agents.json",
        }
    }

    fn stem(self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }

    fn is_table(self) -> bool {
        self.name().ends_with(".csv")
    }
}

/// A node to be written.
pub(super) struct Draft {
    id: String,
    name: String,
    kind: &'static str,
    hints: Hints,
    properties: String,
}

impl Draft {
    fn new(class: NodeClass, kind: &'static str, id: &str, name: &str) -> Self {
        let hints = Hints { class: Some(class), ..Hints::default() };
        Self { id: id.to_owned(), name: name.to_owned(), kind, hints, properties: String::new() }
    }

    pub(super) fn identity(kind: &'static str, lifecycle: Lifecycle, id: &str, name: &str) -> Self {
        let mut draft = Self::new(NodeClass::Identity, kind, id, name);
        draft.hints.lifecycle = Some(lifecycle);
        draft.enabled(true)
    }

    pub(super) fn entitlement(kind: &'static str, id: &str, name: &str) -> Self {
        Self::new(NodeClass::Entitlement, kind, id, name)
    }

    pub(super) fn resource(kind: &'static str, id: &str, name: &str) -> Self {
        Self::new(NodeClass::Resource, kind, id, name)
    }

    pub(super) fn credential(kind: &'static str, id: &str, name: &str) -> Self {
        Self::new(NodeClass::Credential, kind, id, name)
    }

    pub(super) fn container(kind: &'static str, id: &str, name: &str) -> Self {
        Self::new(NodeClass::Container, kind, id, name)
    }

    /// A crown jewel.
    pub(super) fn crown(mut self) -> Self {
        self.hints.tier = Some(0);
        self
    }

    pub(super) fn enabled(mut self, enabled: bool) -> Self {
        self.hints.enabled = Some(enabled);
        self
    }

    /// A property; texts of the sample hold nothing that JSON must escape.
    pub(super) fn with(mut self, key: &str, text: &str) -> Self {
        let comma = if self.properties.is_empty() { "" } else { "," };
        let _ = write!(self.properties, "{comma}\"{key}\":\"{text}\"");
        self
    }

    pub(super) fn flag(mut self, key: &str, flag: bool) -> Self {
        let comma = if self.properties.is_empty() { "" } else { "," };
        let _ = write!(self.properties, "{comma}\"{key}\":{flag}");
        self
    }
}

impl Draft {
    /// All properties as one JSON object.
    fn object(&self) -> String {
        let comma = if self.properties.is_empty() { "" } else { "," };
        let enabled = self.hints.enabled.map_or_else(String::new, |e| format!("{comma}\"enabled\":{e}"));
        format!("{{{}{enabled}}}", self.properties)
    }
}

struct Node {
    file: File,
    draft: Draft,
}

struct Relation {
    file: File,
    from: String,
    kind: &'static str,
    level: Option<&'static str>,
    to: String,
}

/// All facts of the sample, in the order in which they were written.
#[derive(Default)]
pub(super) struct Ledger {
    nodes: Vec<Node>,
    relations: Vec<Relation>,
    written: BTreeSet<(String, &'static str, Option<&'static str>, String)>,
}

impl Ledger {
    pub(super) fn node(&mut self, file: File, draft: Draft) {
        self.nodes.push(Node { file, draft });
    }

    /// A relation without a level; said once, however often it is written.
    pub(super) fn relation(&mut self, file: File, from: &str, kind: &'static str, to: &str) {
        self.write(file, from, kind, None, to);
    }

    /// A relation at a level; said once, however often it is written.
    pub(super) fn grant(&mut self, file: File, from: &str, kind: &'static str, level: &'static str, to: &str) {
        self.write(file, from, kind, Some(level), to);
    }

    fn write(&mut self, file: File, from: &str, kind: &'static str, level: Option<&'static str>, to: &str) {
        if self.written.insert((from.to_owned(), kind, level, to.to_owned())) {
            self.relations.push(Relation { file, from: from.to_owned(), kind, level, to: to.to_owned() });
        }
    }

    /// Hand all facts over, file by file. Sources are named `NAME/people` and so on.
    pub(super) fn tell(&self, name: &str, sink: &mut dyn FactSink) {
        for file in File::ALL {
            let source = format!("{name}/{}", file.stem()).into();
            sink.source(&SourceHeader { source, namespace: "".into(), folds_case: false });
            let index = sink.file(file.name());
            let mut rows = 0;
            let mut place = |section: Section, record: u32| {
                let (section, record, line) =
                    if file.is_table() { (Section::Row, rows, rows + 2) } else { (section, record, 0) };
                rows += 1;
                Place { file: index, section, record, line }
            };
            for (record, node) in (0..).zip(self.nodes.iter().filter(|n| n.file == file)) {
                let draft = &node.draft;
                sink.node(&NodeFact {
                    id: &draft.id,
                    name: Some(&draft.name),
                    kinds: &[draft.kind],
                    hints: draft.hints,
                    properties: &draft.object(),
                    place: place(Section::Nodes, record),
                });
            }
            for (record, relation) in (0..).zip(self.relations.iter().filter(|r| r.file == file)) {
                sink.relation(&RelationFact {
                    from: End::Id(&relation.from),
                    to: End::Id(&relation.to),
                    kind: relation.kind,
                    level: relation.level,
                    traversable: None,
                    properties: "{}",
                    place: place(Section::Edges, record),
                });
            }
        }
    }
}
