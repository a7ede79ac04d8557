//! Properties of a file as properties of the database, for people who ask in Cypher.
//!
//! Neo4j holds texts, numbers, truth values and lists of one of them. What it cannot hold, and names
//! that are ours, stay in `atlas_said` only, where everything stands.

use std::collections::BTreeSet;

use neo4rs::{BoltList, BoltMap, BoltType};
use serde_json::Value;

use super::link::bolt;
use super::schema::{PREFIX, fits_index, is_name};
use crate::embedded::properties;

/// The server keeps every name of a property for ever: a file that makes up names must not fill it.
const MOST_NAMES: usize = 4_000;

/// The names given to the server so far.
#[derive(Default)]
pub(super) struct PropertyNames(BTreeSet<Box<str>>);

impl PropertyNames {
    /// Put the values of an object text into a map.
    pub(super) fn put(&mut self, map: &mut BoltMap, text: &str) {
        if text == properties::NONE {
            return;
        }
        for (key, raw) in properties::parse(text).unwrap_or_default() {
            if !is_name(&key) || key.starts_with(PREFIX) || !self.admit(&key) {
                continue;
            }
            // Names are in an index of ours, which a longer one would make the server refuse.
            if key == "name" && !fits_index(raw.get()) {
                continue;
            }
            let value = serde_json::from_str(raw.get()).ok().and_then(|v: Value| native(&v));
            if let Some(value) = value {
                map.value.entry(key.as_str().into()).or_insert(value);
            }
        }
    }

    fn admit(&mut self, key: &str) -> bool {
        if self.0.contains(key) {
            return true;
        }
        self.0.len() < MOST_NAMES && self.0.insert(key.into())
    }
}

/// The value as the database holds it; `None` where it cannot.
pub(crate) fn native(value: &Value) -> Option<BoltType> {
    match value {
        Value::String(text) => Some(bolt(text.as_str())),
        Value::Bool(flag) => Some(bolt(*flag)),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Some(bolt(whole)),
            None => number.as_f64().map(bolt),
        },
        Value::Array(items) => list(items),
        Value::Null | Value::Object(_) => None,
    }
}

/// A list of one kind of value; whole numbers beside fractions become fractions.
fn list(items: &[Value]) -> Option<BoltType> {
    let all = |fits: fn(&Value) -> bool| items.iter().all(fits);
    let whole = all(|v| v.is_i64());
    let alike = whole || all(Value::is_string) || all(Value::is_boolean) || all(Value::is_number);
    if !alike {
        return None;
    }
    let fractions = !whole && all(Value::is_number);
    let values: Option<Vec<BoltType>> =
        items.iter().map(|v| if fractions { v.as_f64().map(bolt) } else { native(v) }).collect();
    values.map(|v| BoltType::List(BoltList { value: v }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_neo4j_can_hold_is_handed_on_and_nothing_poses_as_ours() {
        let mut map = BoltMap::new();
        let mut names = PropertyNames::default();
        let text = r#"{"a":1,"b":[1,2.5],"c":{"x":1},"d":[1,"x"],"e":null,"f":["x"],"atlas_stamp":1,"":1,"g":1e300}"#;
        names.put(&mut map, text);
        let mut keys: Vec<&str> = map.value.keys().map(|k| k.value.as_str()).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["a", "b", "f", "g"], "no nested, mixed, empty or reserved ones");
        assert_eq!(map.value.get("b"), Some(&bolt(vec![1.0, 2.5])), "one kind of number in a list");
    }

    #[test]
    fn made_up_names_are_bounded() {
        let mut names = PropertyNames::default();
        for i in 0..MOST_NAMES + 10 {
            names.put(&mut BoltMap::new(), &format!("{{\"k{i}\":1}}"));
        }
        assert_eq!(names.0.len(), MOST_NAMES, "the rest stays in the texts");
    }
}
