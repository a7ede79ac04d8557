//! [`Format`]: what a text is, told from its first bytes and its name.

use std::io::Read;

use crate::archive::Refusal;
use crate::csv::{self, Mapping};
use crate::opengraph::{self, GraphShape, Survey};

/// A format that is read. gz, zst and zip are recognised around each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// BloodHound OpenGraph payload.
    OpenGraph,
    /// OpenGraph extension definition: which relation kinds are walked.
    OpenGraphExtension,
    /// Table of nodes or of relations.
    Csv,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: &'static [Self] = &[Self::OpenGraph, Self::OpenGraphExtension, Self::Csv];

    /// The word for `--format`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::OpenGraph => "opengraph",
            Self::OpenGraphExtension => "opengraph-extension",
            Self::Csv => "csv",
        }
    }

    /// The format a word names, ignoring ASCII case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.word().eq_ignore_ascii_case(word.trim()))
    }
}

/// What a text turned out to be.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// An OpenGraph payload, with what it declares.
    OpenGraph(Declared),
    /// An extension definition.
    Extension,
    /// A table that is understood.
    Table { delimiter: u8, columns: csv::Columns },
    /// Something that was recognised and is not read, or is damaged.
    Refused(Refusal),
    /// Something else.
    Other(Refusal),
    /// The caller's watch said to stop.
    Cancelled,
}

/// What a payload says about its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Declared {
    /// `metadata.source_kind`.
    pub(crate) source_kind: Option<String>,
    /// Organisations named by its nodes.
    pub(crate) environments: Vec<String>,
}

/// How to look at a text.
pub(crate) struct Sight<'o> {
    pub(crate) name: &'o str,
    pub(crate) forced: Option<Format>,
    pub(crate) mapping: Option<&'o Mapping>,
    /// Whether the source it declares is wanted.
    pub(crate) wants_source: bool,
}

/// Bytes from which a text is told.
const HEAD_BYTES: u64 = 64 << 10;

const FORMATS: &str = "Formats that are read: OpenGraph JSON, CSV of nodes or relations; each also as gz, zst or zip.";

/// Tell what a text is. O(head) for tables, O(text) for JSON that names its source late.
pub(crate) fn tell<'r>(text: Box<dyn Read + 'r>, sight: &Sight<'_>, watch: &mut dyn FnMut() -> bool) -> Verdict {
    let mut text = text;
    let mut head = Vec::new();
    if let Err(e) = text.by_ref().take(HEAD_BYTES).read_to_end(&mut head)
        && head.is_empty()
    {
        return Verdict::Refused(Refusal::new(format!("it cannot be read: {e}"), "Export, download or pack it again."));
    }
    let first = head.iter().find(|b| !b.is_ascii_whitespace()).copied();
    // A head of nothing but white space is JSON whose text begins late, if it is anything.
    let first = first.or((head.len() as u64 == HEAD_BYTES).then_some(b'{'));
    let Some(first) = first else {
        return nothing(sight, "it is empty", "Check the export that wrote it.");
    };
    let forced_table = sight.forced == Some(Format::Csv);
    if (matches!(first, b'{' | b'[') && !forced_table)
        || matches!(sight.forced, Some(Format::OpenGraph | Format::OpenGraphExtension))
    {
        let whole = Box::new(io_chain(head, text));
        let found = opengraph::survey(whole, sight.wants_source, watch);
        return json(found, sight);
    }
    if head.contains(&0) {
        return nothing(sight, "it is binary data", FORMATS);
    }
    table(&head, sight)
}

/// A file that holds nothing of ours: damaged if its name says that it should.
fn nothing(sight: &Sight<'_>, reason: impl Into<String>, remedy: &'static str) -> Verdict {
    let refusal = Refusal::new(reason, remedy);
    if csv::is_table_name(sight.name) || has_json_name(sight.name) {
        Verdict::Refused(refusal)
    } else {
        Verdict::Other(refusal)
    }
}

fn has_json_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.trim_end_matches(".gz").trim_end_matches(".zst").ends_with(".json")
}

fn io_chain<'r>(head: Vec<u8>, rest: Box<dyn Read + 'r>) -> impl Read + 'r {
    std::io::Cursor::new(head).chain(rest)
}

fn table(head: &[u8], sight: &Sight<'_>) -> Verdict {
    let look = csv::look(head, sight.name, sight.mapping);
    let (header, missing) = match look {
        csv::Look::Table { delimiter, columns } => return Verdict::Table { delimiter, columns },
        csv::Look::Unknown { header, missing } => (header, missing),
    };
    if !missing.is_empty() {
        return Verdict::Refused(Refusal::new(
            format!(
                "the mapping names columns that the header lacks: {}; it has {}",
                missing.join(", "),
                shown(&header)
            ),
            "Write the column names in the mapping as they stand in the file.",
        ));
    }
    let is_named_so = csv::is_table_name(sight.name) || sight.forced == Some(Format::Csv);
    if !is_named_so {
        return Verdict::Other(Refusal::new("it is some other text", FORMATS));
    }
    Verdict::Other(Refusal::new(
        format!(
            "its columns are {}; a table of relations needs two for its ends ({}), a table of nodes needs one for the id ({})",
            shown(&header),
            csv::words(csv::Role::From) + " and " + &csv::words(csv::Role::To),
            csv::words(csv::Role::Id),
        ),
        csv::MAPPING_REMEDY,
    ))
}

/// The first few columns of a header, each cut to a readable length.
fn shown(header: &[String]) -> String {
    let mut words: Vec<String> =
        header.iter().take(12).map(|name| format!("{:?}", name.chars().take(40).collect::<String>())).collect();
    if header.len() > 12 {
        words.push(format!("and {} more", header.len() - 12));
    }
    words.join(", ")
}

fn json(found: Survey, sight: &Sight<'_>) -> Verdict {
    use crate::json::Halt;
    let has = |key: &str| found.keys.iter().any(|k| k == key);
    if found.halt == Some(Halt::Cancelled) {
        return Verdict::Cancelled;
    }
    if found.graph == GraphShape::Object {
        return Verdict::OpenGraph(Declared {
            source_kind: found.source_kind,
            environments: found.environments.into_iter().collect(),
        });
    }
    if found.graph == GraphShape::Other {
        return Verdict::Refused(Refusal::new(
            "its graph is no object",
            "Write {\"graph\": {\"nodes\": [...], \"edges\": [...]}}.",
        ));
    }
    if has("relationship_kinds") || sight.forced == Some(Format::OpenGraphExtension) {
        return Verdict::Extension;
    }
    if has("data") && (has("meta") || found.keys.len() == 1) {
        return Verdict::Refused(Refusal::new(
            "it is a SharpHound or AzureHound file, which is not read yet",
            "Convert it to OpenGraph, or export OpenGraph from the collector.",
        ));
    }
    if found.is_lines {
        return Verdict::Refused(Refusal::new(
            "it holds JSON lines: one object after another",
            "Write one document: {\"graph\": {\"nodes\": [...], \"edges\": [...]}}.",
        ));
    }
    if has("nodes") && (has("edges") || has("links")) {
        return Verdict::Refused(Refusal::new(
            "it has nodes and edges, but not inside a graph",
            "Write {\"graph\": {\"nodes\": [...], \"edges\": [...]}}.",
        ));
    }
    match found.halt {
        Some(halt) if found.keys.is_empty() && !found.is_list => {
            nothing(sight, format!("it is no valid JSON: {halt}"), "Export or copy the file again.")
        }
        _ => Verdict::Other(Refusal::new("it is JSON of another kind: it has no graph", FORMATS)),
    }
}
