//! What sources say, as texts that the database keeps, and back.

use std::collections::HashMap;

use atlas_model::{Hints, Lifecycle, NodeClass, Section};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::StoreError;
use crate::embedded::digest::{self, Digest, Parts};
use crate::embedded::properties::{self, Object, quote};
use crate::records::{NodeSaid, RelationFacts, RelationSaid, Spot};

use super::schema::FORMAT;

/// A file and section of a source: what a piece of evidence names by number.
pub(super) type ListName = (Box<str>, Box<str>, Section);

/// First letters of a damage that [`super::store`] reports about its address.
pub(super) fn damaged(what: impl Into<Box<str>>) -> StoreError {
    StoreError::Damaged { path: "Neo4j".into(), what: what.into() }
}

/// One node statement. The properties stand last, as written.
pub(crate) fn write_node(said: &NodeSaid, source: &str) -> String {
    let kinds: Vec<String> = said.kinds.iter().map(|k| quote(k)).collect();
    let mut text =
        format!("{{\"source\":{},\"name\":{},\"kinds\":[{}]", quote(source), quote(&said.name), kinds.join(","),);
    let Hints { class, lifecycle, tier, enabled } = said.hints;
    for (key, value) in [
        ("class", class.map(|c| quote(c.word()))),
        ("lifecycle", lifecycle.map(|l| quote(l.word()))),
        ("tier", tier.map(|t| t.to_string())),
        ("enabled", enabled.map(|e| e.to_string())),
    ] {
        if let Some(value) = value {
            text += &format!(",\"{key}\":{value}");
        }
    }
    text += &format!(
        ",\"evidence\":{},\"stated\":{},\"since\":{},\"properties\":{}}}",
        said.spots.len(),
        said.stated,
        said.since,
        object(&said.properties)
    );
    text
}

/// Properties of a file are a JSON object; what is none stands as a text.
fn object(properties: &str) -> String {
    if properties::parse(properties).is_some() { properties.to_owned() } else { quote(properties) }
}

fn read_object(raw: Option<&&RawValue>) -> Box<str> {
    match raw.map(|r| r.get()) {
        None => properties::NONE.into(),
        Some(text) if text.starts_with('"') => serde_json::from_str::<String>(text).unwrap_or_default().into(),
        Some(text) => text.into(),
    }
}

fn value(object: &Object<'_>, key: &str) -> Value {
    object.get(key).and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or(Value::Null)
}

fn count(object: &Object<'_>, key: &str) -> u32 {
    value(object, key).as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

/// Whether a relation needs no text: one source names it by ids, without properties, and all its evidence is kept.
pub(super) fn is_plain(relation: &RelationFacts) -> bool {
    matches!(relation.said.as_slice(), [only] if only.named == [None, None]
        && &*only.properties == properties::NONE && only.stated as usize == only.spots.len())
}

/// One relation statement.
pub(super) fn write_relation(said: &RelationSaid, source: &str) -> String {
    let mut text = format!("{{\"source\":{}", quote(source));
    for (key, value) in [("from", &said.named[0]), ("to", &said.named[1])] {
        if let Some(value) = value {
            text += &format!(",\"{key}\":{}", quote(value));
        }
    }
    if let Some(traversable) = said.traversable {
        text += &format!(",\"traversable\":{traversable}");
    }
    text += &format!(
        ",\"evidence\":{},\"stated\":{},\"properties\":{}}}",
        said.spots.len(),
        said.stated,
        object(&said.properties)
    );
    text
}

/// Names behind the numbers of evidence and sources.
#[derive(Default)]
pub(super) struct Names {
    /// Source by name, in the order of precedence from 1.
    pub(super) sources: HashMap<Box<str>, u32>,
    /// By number.
    pub(super) lists: Vec<Option<ListName>>,
}

impl Names {
    fn source(&self, name: &str) -> Result<u32, StoreError> {
        self.sources.get(name).copied().ok_or_else(|| damaged(format!("the source {name:?} is missing")))
    }

    pub(super) fn list(&self, number: u32) -> Result<&ListName, StoreError> {
        let list = self.lists.get(number as usize).and_then(Option::as_ref);
        list.ok_or_else(|| damaged(format!("the file list {number} is missing")))
    }

    /// The name in a statement about a node.
    pub(super) fn name_in(text: &str) -> Option<Box<str>> {
        value(&properties::parse(text)?, "name").as_str().map(Into::into)
    }

    /// Statements of a node and its evidence.
    pub(super) fn read_node(&self, texts: &[String], evidence: &[i64]) -> Result<Vec<NodeSaid>, StoreError> {
        let mut spots = Spots(evidence);
        texts
            .iter()
            .map(|text| {
                let object =
                    properties::parse(text).ok_or_else(|| damaged("a statement about a node does not read"))?;
                let word = |key: &str| value(&object, key).as_str().map(str::to_owned);
                let kinds = value(&object, "kinds").as_array().cloned().unwrap_or_default();
                Ok(NodeSaid {
                    source: self.source(&word("source").unwrap_or_default())?,
                    name: word("name").unwrap_or_default().into(),
                    kinds: kinds.iter().filter_map(Value::as_str).map(Into::into).collect(),
                    hints: Hints {
                        class: word("class").and_then(|w| NodeClass::from_word(&w)),
                        lifecycle: word("lifecycle").and_then(|w| Lifecycle::from_word(&w)),
                        tier: value(&object, "tier").as_u64().and_then(|t| u8::try_from(t).ok()),
                        enabled: value(&object, "enabled").as_bool(),
                    },
                    properties: read_object(object.get("properties")),
                    spots: spots.take(count(&object, "evidence"))?,
                    stated: count(&object, "stated"),
                    since: count(&object, "since"),
                })
            })
            .collect()
    }

    /// Statements of a relation; a plain one has no texts.
    pub(super) fn read_relation(
        &self,
        texts: Option<&[String]>,
        traversable: Option<bool>,
        evidence: &[i64],
    ) -> Result<Vec<RelationSaid>, StoreError> {
        let mut spots = Spots(evidence);
        let Some(texts) = texts else {
            let spots = spots.take(u32::try_from(evidence.len() / 3).unwrap_or(0))?;
            let first = spots.first().ok_or_else(|| damaged("a relation has no evidence"))?;
            let source = self.source(&self.list(first.list)?.0)?;
            let stated = u32::try_from(spots.len()).unwrap_or(u32::MAX);
            let (named, properties) = ([None, None], properties::NONE.into());
            return Ok(vec![RelationSaid { source, named, traversable, properties, spots, stated }]);
        };
        texts
            .iter()
            .map(|text| {
                let object =
                    properties::parse(text).ok_or_else(|| damaged("a statement about a relation does not read"))?;
                let word = |key: &str| value(&object, key).as_str().map(Into::into);
                Ok(RelationSaid {
                    source: self.source(value(&object, "source").as_str().unwrap_or_default())?,
                    named: [word("from"), word("to")],
                    traversable: value(&object, "traversable").as_bool(),
                    properties: read_object(object.get("properties")),
                    spots: spots.take(count(&object, "evidence"))?,
                    stated: count(&object, "stated"),
                })
            })
            .collect()
    }
}

/// Evidence, taken piece by piece.
struct Spots<'a>(&'a [i64]);

impl Spots<'_> {
    fn take(&mut self, pieces: u32) -> Result<Vec<Spot>, StoreError> {
        let numbers = pieces as usize * 3;
        if numbers > self.0.len() {
            return Err(damaged("evidence is missing"));
        }
        let (taken, rest) = self.0.split_at(numbers);
        self.0 = rest;
        let number = |n: i64| u32::try_from(n).map_err(|_| damaged("a number of evidence is out of range"));
        taken
            .chunks_exact(3)
            .map(|c| Ok(Spot { list: number(c[0])?, record: number(c[1])?, line: number(c[2])? }))
            .collect()
    }
}

/// A stamp over all of a node: its statements as texts, and its evidence with the digests of the lists.
pub(super) fn stamp_node<'s>(
    key: Digest,
    source: &str,
    texts: &[String],
    spots: impl Iterator<Item = (&'s Spot, &'s Digest)>,
) -> i64 {
    let mut parts = start("node").digest(key).text(source);
    for text in texts {
        parts = parts.text(text);
    }
    for (spot, list) in spots {
        parts = spot_parts(parts, spot, *list);
    }
    end(parts)
}

/// A stamp over all of a relation. `lists` are the digests of the lists of all its evidence, in order.
pub(super) fn stamp_relation<'n>(
    relation: &RelationFacts,
    [from, to]: [Digest; 2],
    source: impl Fn(u32) -> &'n str,
    lists: &[Digest],
) -> i64 {
    let mut parts = start("relation").digest(from).digest(to).text(&relation.kind);
    parts = match &relation.level {
        Some(level) => parts.byte(1).text(level),
        None => parts.byte(0),
    };
    let mut lists = lists.iter();
    for said in &relation.said {
        parts = parts.text(source(said.source)).text(&said.properties).byte(said.traversable.map_or(2, u8::from));
        for named in &said.named {
            parts = parts.text(named.as_deref().unwrap_or(""));
        }
        parts = parts.number(said.stated);
        for (spot, list) in said.spots.iter().zip(&mut lists) {
            parts = spot_parts(parts, spot, *list);
        }
    }
    end(parts)
}

/// Of a list of evidence.
pub(super) fn list_digest(source: &str, file: &str, section: Section) -> Digest {
    start("list").text(source).text(file).text(section.word()).end()
}

pub(super) fn key_digest(namespace: &str, id: &str) -> Digest {
    digest::of_key(namespace, id)
}

fn start(what: &str) -> Parts {
    Parts::default().number(u32::try_from(FORMAT).unwrap_or(0)).text(what)
}

fn spot_parts(parts: Parts, spot: &Spot, list: Digest) -> Parts {
    parts.digest(list).number(spot.record).number(spot.line)
}

#[expect(clippy::cast_possible_truncation, reason = "the low half of a hash is a hash")]
fn end(parts: Parts) -> i64 {
    parts.end() as i64
}
