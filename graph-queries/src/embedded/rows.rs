//! Facts of an import while they are in memory: numbers only.

use atlas_model::Hints;

/// How many pieces of evidence of one fact are kept; the rest is counted.
pub(super) const KEPT_EVIDENCE: usize = 8;

/// Where a record stands; `list` is the database id of a file and section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) list: u32,
    pub(super) record: u32,
    pub(super) line: u32,
}

/// One statement about a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeRow {
    /// Number in [`super::keys::Keys`].
    pub(super) node: u32,
    /// Database id; while the import is read, position among its sources.
    pub(super) source: u16,
    /// Id of the list of kinds.
    pub(super) kinds: u32,
    /// Position of the name, from 1; 0 where none is stated.
    pub(super) name: u32,
    pub(super) hints: Hints,
    /// Id of the property text.
    pub(super) text: u32,
    pub(super) spot: Spot,
}

/// One statement that joins two nodes. 36 bytes: an import holds every relation record at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct RelationRow {
    /// Number of a key, or of a match where [`Self::FROM_IS_MATCH`] is marked.
    pub(super) from: u32,
    /// As `from`.
    pub(super) to: u32,
    /// Id of kind and level.
    pub(super) kind: u32,
    /// Id of how the ends are named; 0 for ids as written.
    pub(super) ends: u32,
    pub(super) text: u32,
    pub(super) spot: Spot,
    /// As in [`NodeRow::source`].
    pub(super) source: u16,
    pub(super) traversable: Option<bool>,
    pub(super) marks: u8,
}

impl RelationRow {
    /// `from` counts matches, not keys.
    pub(super) const FROM_IS_MATCH: u8 = 1;
    /// `to` counts matches, not keys.
    pub(super) const TO_IS_MATCH: u8 = 2;
    /// Stated by an earlier import of another source and resolved anew.
    pub(super) const RESTATED: u8 = 4;

    /// Whether a mark is set.
    pub(super) fn has(&self, mark: u8) -> bool {
        self.marks & mark != 0
    }
}

/// Further pieces of evidence as JSON, so that people can query them: `[[list,record,line],...]`.
pub(super) fn write_spots(spots: impl Iterator<Item = Spot>) -> Option<String> {
    let listed: Vec<String> = spots.map(|s| format!("[{},{},{}]", s.list, s.record, s.line)).collect();
    (!listed.is_empty()).then(|| format!("[{}]", listed.join(",")))
}

/// The inverse of [`write_spots`]; what does not read is left out.
pub(super) fn read_spots(text: &str) -> Vec<Spot> {
    let listed: Vec<(u32, u32, u32)> = serde_json::from_str(text).unwrap_or_default();
    listed.into_iter().map(|(list, record, line)| Spot { list, record, line }).collect()
}
