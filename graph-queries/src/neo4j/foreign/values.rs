//! Values of a database as texts: properties as one JSON object, ids and words as they read.
//!
//! What JSON has no word for (times, points, bytes) becomes a text, as people write it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use neo4rs::{BoltList, BoltMap, BoltType};
use serde_json::Value;

/// A value that is one word: an id, a level, a state.
pub(super) fn word(value: &BoltType) -> Option<String> {
    match value {
        BoltType::String(text) => Some(text.value.clone()),
        BoltType::Integer(n) => Some(n.value.to_string()),
        BoltType::Float(n) => Some(n.value.to_string()),
        BoltType::Boolean(flag) => Some(flag.value.to_string()),
        _ => None,
    }
}

/// Whether a value, or an item of a list, or a word within a text is this word of lower case.
pub(super) fn holds(value: &BoltType, wanted: &str) -> bool {
    match value {
        BoltType::List(list) => list.value.iter().any(|item| holds(item, wanted)),
        other => word(other).is_some_and(|text| {
            text.to_lowercase().split(|c: char| c.is_whitespace() || c == ',' || c == ';').any(|part| part == wanted)
        }),
    }
}

/// The properties that are kept, as a JSON object text with its keys in order.
pub(super) fn object(map: &BoltMap, keep: impl Fn(&str) -> bool, more: Option<(&str, &BoltType)>) -> String {
    let mut object: BTreeMap<&str, Value> =
        map.value.iter().filter(|(k, _)| keep(&k.value)).map(|(k, v)| (k.value.as_str(), json(v))).collect();
    if let Some((key, value)) = more {
        object.entry(key).or_insert_with(|| json(value));
    }
    serde_json::to_string(&object).unwrap_or_else(|_| "{}".into())
}

fn json(value: &BoltType) -> Value {
    match value {
        BoltType::Null(_) => Value::Null,
        BoltType::String(text) => text.value.as_str().into(),
        BoltType::Boolean(flag) => flag.value.into(),
        BoltType::Integer(n) => n.value.into(),
        // JSON has no endless numbers.
        BoltType::Float(n) => match serde_json::Number::from_f64(n.value) {
            Some(number) => number.into(),
            None => n.value.to_string().into(),
        },
        BoltType::List(BoltList { value }) => value.iter().map(json).collect(),
        BoltType::Map(map) => {
            let items: BTreeMap<&str, Value> = map.value.iter().map(|(k, v)| (k.value.as_str(), json(v))).collect();
            items.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<serde_json::Map<_, _>>().into()
        }
        other => text(other).into(),
    }
}

fn text(value: &BoltType) -> String {
    let read = match value {
        BoltType::Date(v) => NaiveDate::try_from(v).ok().map(|d| d.to_string()),
        BoltType::DateTime(v) => DateTime::<FixedOffset>::try_from(v).ok().map(|d| d.to_rfc3339()),
        BoltType::DateTimeZoneId(v) => DateTime::<FixedOffset>::try_from(v).ok().map(|d| d.to_rfc3339()),
        BoltType::LocalDateTime(v) => NaiveDateTime::try_from(v).ok().map(|d| d.to_string().replace(' ', "T")),
        BoltType::Time(v) => {
            let (time, offset): (NaiveTime, FixedOffset) = v.into();
            Some(format!("{time}{offset}"))
        }
        BoltType::LocalTime(v) => Some(NaiveTime::from(v).to_string()),
        BoltType::Bytes(v) => Some(v.value.iter().map(|b| format!("{b:02x}")).collect()),
        BoltType::Point2D(p) => Some(format!("{}, {}", p.x.value, p.y.value)),
        BoltType::Point3D(p) => Some(format!("{}, {}, {}", p.x.value, p.y.value, p.z.value)),
        _ => None,
    };
    // A duration, or a time that no calendar has.
    read.unwrap_or_else(|| format!("{value:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, BoltType)]) -> BoltMap {
        let mut map = BoltMap::new();
        for (key, value) in pairs {
            map.put((*key).into(), value.clone());
        }
        map
    }

    #[test]
    fn properties_are_one_text_whatever_order_they_come_in() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
        let given = map(&[
            ("z", 1.into()),
            ("a", vec!["x", "y"].into()),
            ("day", BoltType::Date(day.into())),
            ("endless", f64::INFINITY.into()),
            ("stamp", 7.into()),
        ]);
        let used: BoltType = 9.into();
        let text = object(&given, |k| k != "stamp", Some(("lastUsed", &used)));
        assert_eq!(text, r#"{"a":["x","y"],"day":"2026-02-03","endless":"inf","lastUsed":9,"z":1}"#);
    }

    #[test]
    fn words_are_found_in_texts_and_lists_and_not_within_other_words() {
        assert!(holds(&"owned admin_tier_0".into(), "admin_tier_0") && holds(&vec!["A", "b"].into(), "a"));
        assert!(holds(&true.into(), "true") && !holds(&"admin_tier_01".into(), "admin_tier_0"));
    }
}
