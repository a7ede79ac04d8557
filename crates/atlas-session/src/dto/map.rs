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
    /// A ranked list.
    Table(TableView),
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
    /// A ranked list as a picture.
    TableView {
        /// outliers, exposure, groups, queue, cuts, escalations.
        table: String,
        /// human, machine, unknown; null: all.
        lane: Option<String>,
        /// How many rows; the rest are counted.
        rows: u32,
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
        /// svg, png, pdf, html, pptx.
        format: String,
        /// light, dark.
        theme: String,
        /// Target file.
        out: String,
        /// Pixels for each map unit of a png; null: 2.
        #[serde(default)]
        scale: Option<f64>,
        /// Whether pseudonyms stand for all names.
        #[serde(default)]
        pseudonyms: bool,
    }
}

impl Default for ViewSpec {
    fn default() -> Self {
        Self::World(WorldView { lane: None, open: Vec::new() })
    }
}
