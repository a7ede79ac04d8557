//! What to draw and how to export it.

use super::{ConsoleRequest, PathRequest};

/// What a picture shows; the serialisable address of an exploration.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(tag = "kind", content = "of", rename_all = "camelCase")]
pub enum ViewSpec {
    /// The coast map of all groups; `lane` narrows it.
    World(WorldView),
    /// All ways from starts to targets.
    Paths(PathRequest),
    /// One node and its neighbours.
    Street(StreetView),
    /// What a question in Cypher is answered by a graph database.
    Query(ConsoleRequest),
    /// One group: its country beside its access matrix.
    Matrix(MatrixView),
    /// Only the country of it, large.
    Group(MatrixView),
}

records! {
    /// The coast map.
    WorldView {
        /// human, machine, unknown; null: all.
        lane: Option<String>,
        /// Ids of groups that are opened into their parts.
        open: Vec<String>,
    }
    /// One node and its neighbours.
    StreetView {
        /// Native id.
        id: String,
        /// Places that are open, in the order in which they were opened.
        #[serde(default)]
        expanded: Vec<String>,
        /// Places that stay whatever is closed.
        #[serde(default)]
        pinned: Vec<String>,
    }
    /// One thing in a street: a row of neighbours, a neighbour, or the rest of a long list.
    StreetItem {
        /// Its place, as addresses name it.
        place: String,
        /// The place to open: its own, or that of the list that goes on here.
        opens: String,
        /// Steps from the node in the middle, from 1.
        depth: u32,
        /// Whether it leads to the node in the middle.
        left: bool,
        /// row, node, more.
        what: String,
        /// Native id of a node.
        id: Option<String>,
        /// Name, or "12 users".
        name: String,
        /// Kind of the nodes.
        kind: String,
        /// Relation in words.
        relation: String,
        /// How sure the relation is.
        status: String,
        /// How many things opening it would show in all; 0: nothing leads on.
        inside: u32,
        /// Whether it is open.
        open: bool,
        /// Whether it is pinned.
        pinned: bool,
    }
    /// A street as a list.
    StreetAnswer {
        /// In the order of the picture, each followed by what it was opened into.
        items: Vec<StreetItem>,
        /// Neighbours that stand in the picture ...
        shown: u32,
        /// ... of so many.
        neighbours: u32,
    }
    /// One group and who is looked at in it.
    MatrixView {
        /// Id of the group; empty: those that `selected` is compared with.
        group: String,
        /// Native id of an identity whose columns come first.
        selected: Option<String>,
    }
    /// What was written.
    ExportAnswer {
        /// The file.
        out: String,
        /// Its size.
        bytes: u32,
        /// In words.
        sentence: String,
    }
    /// What to write.
    ExportRequest {
        /// The picture.
        view: ViewSpec,
        /// svg, png, pdf, html.
        format: String,
        /// light, dark.
        theme: String,
        /// Target file.
        out: String,
    }
}

impl StreetView {
    /// The street of a node with nothing opened.
    #[must_use]
    pub fn of(id: impl Into<String>) -> Self {
        Self { id: id.into(), expanded: Vec::new(), pinned: Vec::new() }
    }
}

impl Default for ViewSpec {
    fn default() -> Self {
        Self::World(WorldView { lane: None, open: Vec::new() })
    }
}
