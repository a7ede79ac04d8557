//! From the rows of a table to facts.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::io::Read;

use atlas_model::{End, Hints, Lifecycle, NodeClass, NodeFact, Place, RelationFact, Section};
use serde_json::value::RawValue;

use super::header::{Columns, Role, Table};
use super::records::{Next, Records};
use crate::feed::{Feed, Oddity};
use crate::json::Window;
use crate::opengraph::Outcome;
use crate::options::Limits;
use crate::properties::Properties;

static OPEN_QUOTE: Oddity = Oddity::loss(
    "a quote is opened and not closed; the line was left out",
    "Close the quote, or double it if it belongs to the text.",
);
static TOO_LONG: Oddity =
    Oddity::loss("the line is too long and was left out", "Shorten the longest field of this line.");
static SHORT: Oddity = Oddity::loss(
    "the row has too few fields to be understood and was left out",
    "Give every row as many fields as the header.",
);
static SHORT_KEPT: Oddity =
    Oddity::note("the row has fewer fields than the header", "Nothing to do: the missing ones count as empty.");
static WIDE: Oddity = Oddity::loss(
    "the row has more fields than the header and was left out",
    "Put quotes around fields that hold the delimiter.",
);
static NO_END: Oddity = Oddity::loss("the row lacks an end of its relation and was left out", "Fill in both ends.");
static NO_ID: Oddity = Oddity::loss("the row has no id and was left out", "Fill in the id.");
static NO_KIND: Oddity = Oddity::note("the row has no kind", "Nothing to do: it is taken as \"Related\".");
static LATIN: Oddity =
    Oddity::note("the text is not UTF-8", "Nothing to do: it was read as Latin-1; save the file as UTF-8 to be sure.");
static ATTRS_TEXT: Oddity =
    Oddity::note("the attributes are no JSON object", "Nothing to do: they are kept as a text.");
static ATTRS_DEEP: Oddity =
    Oddity::loss("the attributes are nested too deeply and were left out", "Flatten the attributes of this row.");

/// The kind of a relation that states none.
const RELATED: &str = "Related";
/// The kind of a node that is only known as an end of a relation.
const NODE: &str = "Node";

/// Ends of relations that were handed on as nodes, where no table of nodes names them.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    /// Whether the source has a table of nodes; ends that it does not name are then placeholders.
    pub(crate) are_listed: bool,
    /// Kind -> ids.
    seen: BTreeMap<Box<str>, HashSet<Box<str>>>,
}

impl Ends {
    /// Whether this is the first time that an end of this kind and id is met.
    fn is_new(&mut self, kind: &str, id: &str) -> bool {
        if !self.seen.contains_key(kind) {
            self.seen.insert(kind.into(), HashSet::new());
        }
        let ids = self.seen.get_mut(kind);
        ids.is_some_and(|ids| !ids.contains(id) && ids.insert(id.into()))
    }
}

/// Read the rows of a table. One pass; memory bounded by one row and the ids of `ends`.
pub(crate) fn read<'r>(
    text: Box<dyn Read + 'r>,
    delimiter: u8,
    columns: &Columns,
    ends: &mut Ends,
    limits: &Limits,
    feed: &mut Feed<'_>,
) -> Outcome {
    let mut window = Window::new(text);
    window.fill();
    let stated = window.rest().len() - super::dialect::stated_delimiter(window.rest()).0.len();
    window.consume(stated);
    let mut records = Records::new(window, delimiter, limits.record_bytes);
    let mut rows = Rows {
        columns,
        keys: columns.names.iter().map(|name| quoted(name)).collect(),
        limits,
        properties: String::new(),
        written: Vec::new(),
    };
    let mut record = 0;
    let mut is_header = true;
    loop {
        let next = records.next();
        let place = Place { file: feed.file, section: Section::Row, record, line: records.line() };
        match next {
            Next::End => break,
            Next::Row if is_header => {
                is_header = false;
                continue;
            }
            Next::Row => match columns.table {
                Table::Nodes => rows.node(&records, place, feed),
                Table::Relations => rows.relation(&records, place, ends, feed),
            },
            Next::OpenQuote => feed.odd(&OPEN_QUOTE, place, String::new),
            Next::TooLong => feed.odd(&TOO_LONG, place, String::new),
        }
        record += 1;
        if !feed.next_record() {
            break;
        }
    }
    Outcome { bytes: records.window.consumed(), failure: records.window.take_failure() }
}

struct Rows<'t> {
    columns: &'t Columns,
    /// Column names as JSON texts.
    keys: Vec<String>,
    limits: &'t Limits,
    /// The JSON object of the row at hand.
    properties: String,
    /// The columns that are in it.
    written: Vec<usize>,
}

impl Rows<'_> {
    fn node(&mut self, row: &Records<'_>, place: Place, feed: &mut Feed<'_>) {
        if !self.has_right_width(row, &[Role::Id], place, feed) {
            return;
        }
        let id = self.value(row, Role::Id, place, feed);
        if id.is_empty() {
            return feed.odd(&NO_ID, place, String::new);
        }
        let name = self.value(row, Role::Name, place, feed);
        let kind = self.value(row, Role::Kind, place, feed);
        let kind = if kind.is_empty() { self.columns.kind_is.as_deref().unwrap_or_default() } else { &kind };
        let attrs = self.value(row, Role::Attrs, place, feed);
        let found = self.fill(row, &attrs, place, feed);
        let hints = self.hints(row, found.hints, place, feed);
        let kinds = [kind];
        feed.node(&NodeFact {
            id: &id,
            name: Some(&*name).filter(|n| !n.is_empty()).or(found.name.as_deref()),
            kinds: if kind.is_empty() { &[] } else { &kinds },
            hints,
            properties: &self.properties,
            place,
        });
    }

    fn relation(&mut self, row: &Records<'_>, place: Place, ends: &mut Ends, feed: &mut Feed<'_>) {
        if !self.has_right_width(row, &[Role::From, Role::To, Role::Kind], place, feed) {
            return;
        }
        let from = self.value(row, Role::From, place, feed);
        let to = self.value(row, Role::To, place, feed);
        if from.is_empty() || to.is_empty() {
            return feed.odd(&NO_END, place, || {
                let which = if from.is_empty() { Role::From } else { Role::To };
                let column = self.columns.column(which).unwrap_or_default();
                format!("{:?} is empty", self.columns.names[column])
            });
        }
        let kind = self.value(row, Role::Kind, place, feed);
        let kind = match (&*kind, &self.columns.kind_is) {
            ("", Some(kind)) => kind,
            ("", None) => {
                if self.columns.column(Role::Kind).is_some() {
                    feed.odd(&NO_KIND, place, String::new);
                }
                RELATED
            }
            (kind, _) => kind,
        };
        let attrs = self.value(row, Role::Attrs, place, feed);
        let found = self.fill(row, &attrs, place, feed);
        let level = self.value(row, Role::Level, place, feed);
        let sides = [(&from, &self.columns.from_kind), (&to, &self.columns.to_kind)];
        for (id, kind) in sides {
            let kind = match kind {
                None if ends.are_listed => continue,
                kind => kind.as_deref().unwrap_or(NODE),
            };
            if ends.is_new(kind, id) {
                feed.node(&NodeFact {
                    id,
                    name: None,
                    kinds: &[kind],
                    hints: Hints::default(),
                    properties: "{}",
                    place,
                });
            }
        }
        feed.relation(&RelationFact {
            from: End::Id(&from),
            to: End::Id(&to),
            kind,
            level: Some(&*level).filter(|l| !l.is_empty()).or(found.level.as_deref()),
            traversable: found.traversable,
            properties: &self.properties,
            place,
        });
    }

    /// Whether a row can be understood although its width is not the header's. A short row can if
    /// it holds all `needed` columns, a wide one if what is too much is empty.
    fn has_right_width(&self, row: &Records<'_>, needed: &[Role], place: Place, feed: &mut Feed<'_>) -> bool {
        let (has, wants) = (row.len(), self.columns.roles.len());
        let words = || format!("{has} instead of {wants}");
        if has < wants {
            let reach = needed.iter().filter_map(|role| self.columns.column(*role)).max();
            let is_enough = reach.is_none_or(|last| last < has);
            feed.odd(if is_enough { &SHORT_KEPT } else { &SHORT }, place, words);
            return is_enough;
        }
        let is_padded = (wants..has).all(|i| row.field(i).trim_ascii().is_empty());
        if !is_padded {
            feed.odd(&WIDE, place, words);
        }
        is_padded
    }

    /// The trimmed text of the column with a role; empty where there is none.
    fn value<'f>(&self, row: &'f Records<'_>, role: Role, place: Place, feed: &mut Feed<'_>) -> Cow<'f, str> {
        match self.columns.column(role) {
            Some(column) => text(row.field(column).trim_ascii(), place, feed),
            None => Cow::Borrowed(""),
        }
    }

    /// Build the JSON object of the row from its columns and its attributes.
    fn fill<'a>(&mut self, row: &Records<'_>, attrs: &'a str, place: Place, feed: &mut Feed<'_>) -> Properties<'a> {
        self.written.clear();
        self.properties.clear();
        self.properties.push('{');
        for (i, role) in self.columns.roles.iter().enumerate() {
            let field = row.field(i);
            if field.is_empty() || !self.is_property(*role, field) {
                continue;
            }
            let value = text(field, place, feed);
            push(&mut self.properties, &self.keys[i], &quoted(&value));
            self.written.push(i);
        }
        let mut found = Properties::default();
        if !attrs.is_empty() {
            match Properties::of(attrs) {
                Ok(of) if of.is_deeper_than(self.limits.depth, attrs) => {
                    feed.odd(&ATTRS_DEEP, place, String::new);
                }
                Ok(of) => {
                    found = of;
                    self.merge(attrs);
                }
                Err(_) => {
                    feed.odd(&ATTRS_TEXT, place, String::new);
                    let key = self.columns.column(Role::Attrs).unwrap_or_default();
                    push(&mut self.properties, &self.keys[key], &quoted(attrs));
                }
            }
        }
        self.properties.push('}');
        found
    }

    /// Whether the field of a column is a property: always, unless its role took it.
    fn is_property(&self, role: Role, field: &[u8]) -> bool {
        let word = || String::from_utf8_lossy(field);
        match role {
            Role::Property => true,
            Role::Tier => tier(&word()).is_none(),
            Role::Class => NodeClass::from_word(&word()).is_none(),
            Role::Lifecycle => Lifecycle::from_word(&word()).is_none(),
            _ => false,
        }
    }

    /// Add the members of a JSON object; a column of the same name wins.
    fn merge(&mut self, attrs: &str) {
        if self.properties.len() == 1 {
            let inner = attrs.trim();
            self.properties.push_str(inner[1..inner.len() - 1].trim());
            return;
        }
        let Ok(Members(members)) = serde_json::from_str(attrs) else {
            return;
        };
        for (key, value) in members {
            let key = quoted(&key);
            if !self.written.iter().any(|&column| self.keys[column] == key) {
                push(&mut self.properties, &key, value.get());
            }
        }
    }

    /// What the columns state, before what the attributes state.
    fn hints(&self, row: &Records<'_>, attrs: Hints, place: Place, feed: &mut Feed<'_>) -> Hints {
        let enabled = self
            .columns
            .names
            .iter()
            .zip(&self.columns.roles)
            .position(|(name, role)| *role == Role::Property && name.eq_ignore_ascii_case("enabled"));
        let enabled = enabled.and_then(|column| match row.field(column).trim_ascii() {
            word if word.eq_ignore_ascii_case(b"true") => Some(true),
            word if word.eq_ignore_ascii_case(b"false") => Some(false),
            _ => None,
        });
        Hints {
            class: NodeClass::from_word(&self.value(row, Role::Class, place, feed)).or(attrs.class),
            lifecycle: Lifecycle::from_word(&self.value(row, Role::Lifecycle, place, feed)).or(attrs.lifecycle),
            tier: tier(&self.value(row, Role::Tier, place, feed)).or(attrs.tier),
            enabled: enabled.or(attrs.enabled),
        }
    }
}

/// The members of a JSON object, values as text.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> serde::de::Visitor<'de> for Collect {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        json.deserialize_map(Collect)
    }
}

fn tier(word: &str) -> Option<u8> {
    word.trim().parse().ok().filter(|t| *t <= 3)
}

fn push(object: &mut String, key: &str, value: &str) {
    if object.len() > 1 {
        object.push(',');
    }
    object.push_str(key);
    object.push(':');
    object.push_str(value);
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Bytes as text: UTF-8, else Latin-1 with a note.
fn text<'f>(bytes: &'f [u8], place: Place, feed: &mut Feed<'_>) -> Cow<'f, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            feed.odd(&LATIN, place, String::new);
            Cow::Owned(bytes.iter().map(|b| char::from(*b)).collect())
        }
    }
}
