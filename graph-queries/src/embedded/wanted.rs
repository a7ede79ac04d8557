//! Ends that a file does not name by an id that some file describes, and how they are written down,
//! so that a later import can resolve them again.

use std::collections::HashMap;

use atlas_model::{Match, MatchValue, NodeKey};
use serde_json::{Value, json};

use super::fault::Outcome;
use crate::StoreError;

/// First character of the namespace of what no node was found for; no source is named so.
const UNRESOLVED: char = '?';

/// Every distinct match of an import, by number.
#[derive(Default)]
pub(super) struct Wanted {
    matches: Vec<Match>,
    by_text: HashMap<String, u32>,
}

impl Wanted {
    pub(crate) fn number(&mut self, found_by: &Match) -> Outcome<u32> {
        let tidy = tidy(found_by);
        let text = write_match(&tidy);
        if let Some(&at) = self.by_text.get(&text) {
            return Ok(at);
        }
        let at = u32::try_from(self.matches.len()).map_err(|_| StoreError::TooLarge { what: "ends by property" })?;
        self.matches.push(tidy);
        self.by_text.insert(text, at);
        Ok(at)
    }

    pub(crate) fn all(&self) -> &[Match] {
        &self.matches
    }

    pub(crate) fn get(&self, at: u32) -> &Match {
        &self.matches[at as usize]
    }
}

/// Conditions in a fixed order, each once.
fn tidy(found_by: &Match) -> Match {
    let mut properties = found_by.properties.clone();
    properties.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    properties.dedup();
    Match { properties, kind: found_by.kind.clone() }
}

/// How an end is named where it is not by an id as written in a file that describes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Named {
    /// By properties.
    Match(Match),
    /// By an id that differs in case from the node's.
    Case(NodeKey),
}

/// As JSON, so that people can query it.
pub(crate) fn write_named(named: &Named) -> String {
    match named {
        Named::Match(found_by) => write_match(found_by),
        Named::Case(key) => json!({"id": *key.id, "namespace": *key.namespace}).to_string(),
    }
}

fn write_match(found_by: &Match) -> String {
    let properties: Vec<Value> = found_by.properties.iter().map(|(k, v)| json!([**k, value(v)])).collect();
    json!({"kind": found_by.kind.as_deref(), "properties": properties}).to_string()
}

fn value(value: &MatchValue) -> Value {
    match value {
        MatchValue::Text(text) => Value::from(&**text),
        MatchValue::Number(number) => Value::from(*number),
        MatchValue::Bool(flag) => Value::from(*flag),
    }
}

/// The inverse of [`write_named`].
pub(crate) fn read_named(text: &str) -> Option<Named> {
    let object: Value = serde_json::from_str(text).ok()?;
    if let Some(id) = object.get("id") {
        let namespace = object.get("namespace")?.as_str()?;
        return Some(Named::Case(NodeKey { namespace: namespace.into(), id: id.as_str()?.into() }));
    }
    let mut properties = Vec::new();
    for pair in object.get("properties")?.as_array()? {
        let value = match pair.get(1)? {
            Value::String(text) => MatchValue::Text(text.as_str().into()),
            Value::Bool(flag) => MatchValue::Bool(*flag),
            other => MatchValue::Number(other.as_f64().unwrap_or(f64::NAN)),
        };
        properties.push((pair.get(0)?.as_str()?.into(), value));
    }
    let kind = object.get("kind").and_then(Value::as_str).map(Into::into);
    Some(Named::Match(Match { properties, kind }))
}

/// The key of the placeholder for a match that found no node, or several: its id is the text
/// that was looked for; its namespace holds the kind that was asked for.
pub(crate) fn placeholder(found_by: &Match) -> NodeKey {
    let id = match found_by.properties.as_slice() {
        [(key, value)] if &**key == "name" => plain(value),
        properties => {
            let parts: Vec<String> = properties.iter().map(|(k, v)| format!("{k}={}", plain(v))).collect();
            parts.join(", ")
        }
    };
    let namespace = format!("{UNRESOLVED}{}", found_by.kind.as_deref().unwrap_or(""));
    NodeKey { namespace: namespace.into(), id: id.into() }
}

fn plain(value: &MatchValue) -> String {
    match value {
        MatchValue::Text(text) => text.to_string(),
        MatchValue::Number(number) => number.to_string(),
        MatchValue::Bool(flag) => flag.to_string(),
    }
}

/// Whether keys of a namespace are ids, and no texts of a match.
pub(crate) fn is_id(namespace: &str) -> bool {
    !namespace.starts_with(UNRESOLVED)
}

/// The kind that a placeholder was asked for with.
pub(crate) fn asked_kind(namespace: &str) -> Option<&str> {
    namespace.strip_prefix(UNRESOLVED).filter(|kind| !kind.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let found_by = Match {
            properties: vec![
                ("name".into(), MatchValue::Text("A \"quoted\" name".into())),
                ("uid".into(), MatchValue::Number(1000.0)),
                ("enabled".into(), MatchValue::Bool(true)),
            ],
            kind: Some("User".into()),
        };
        for named in [Named::Match(tidy(&found_by)), Named::Case(NodeKey { namespace: "s".into(), id: "x".into() })] {
            assert_eq!(read_named(&write_named(&named)), Some(named), "a later import resolves the same end");
        }
    }

    #[test]
    fn the_order_of_conditions_does_not_matter() {
        let condition = |k: &str, v: &str| (k.into(), MatchValue::Text(v.into()));
        let mut wanted = Wanted::default();
        let one = Match { properties: vec![condition("a", "1"), condition("b", "2")], kind: None };
        let two = Match { properties: vec![condition("b", "2"), condition("a", "1")], kind: None };
        assert_eq!(wanted.number(&one).unwrap(), wanted.number(&two).unwrap());
    }
}
