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

impl Default for ViewSpec {
    fn default() -> Self {
        Self::World(WorldView { lane: None, open: Vec::new() })
    }
}
