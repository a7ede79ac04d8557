//! Properties stay JSON text; this looks into the text for what has a meaning of its own.

use std::borrow::Cow;
use std::fmt;

use atlas_model::{Hints, Lifecycle, NodeClass, Place};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::feed::{Feed, Oddity};
use crate::json::{Loose, scan};
use crate::options::Limits;

static NO_OBJECT: Oddity =
    Oddity::loss("the properties are no object and were left out", "Write properties as {\"key\": value}.");
static UNREADABLE: Oddity =
    Oddity::loss("the properties cannot be read and were left out", "Correct the text at the place named.");
static NESTED: Oddity = Oddity::note(
    "a property value is an object or a mixed list; the format allows text, numbers, true and false, and lists of one of them",
    "Nothing to do: it is kept as it is.",
);
static TOO_DEEP: Oddity = Oddity::loss(
    "the properties are nested too deeply and the record was left out",
    "Flatten the properties of this record.",
);

/// What a JSON object of properties says that has a meaning of its own.
#[derive(Debug, Default)]
pub(crate) struct Properties<'a> {
    /// `name`, else `displayname`, `display_name` or `displayName`.
    pub(crate) name: Option<Cow<'a, str>>,
    /// Class, lifecycle, tier, enabled.
    pub(crate) hints: Hints,
    /// `level`, else `permission`.
    pub(crate) level: Option<Cow<'a, str>>,
    /// `traversable`.
    pub(crate) traversable: Option<bool>,
    /// `derived` is true and `rule` is a text: a rule made it.
    pub(crate) derived: bool,
    /// `environment_name`, else `environmentid`.
    pub(crate) environment: Option<Cow<'a, str>>,
    /// Has the key `objectid`, which the format forbids.
    pub(crate) objectid: bool,
    /// The first key whose value the format does not allow.
    pub(crate) nested: Option<Cow<'a, str>>,
}

impl<'a> Properties<'a> {
    /// Look into a JSON object. O(text).
    ///
    /// # Errors
    /// Where the text is no JSON object.
    pub(crate) fn of(text: &'a str) -> Result<Self, serde_json::Error> {
        if text == "{}" {
            return Ok(Self::default());
        }
        let mut found = serde_json::from_str::<Gathered<'a>>(text)?;
        found.0.name = found.0.name.or(found.1);
        found.0.level = found.0.level.or(found.2);
        found.0.environment = found.0.environment.or(found.3);
        Ok(found.0)
    }

    /// Whether the text has more than `limit` levels inside the object.
    pub(crate) fn is_deeper_than(&self, limit: usize, text: &str) -> bool {
        self.nested.is_some() && scan::depth(text) > limit + 1
    }
}

/// The properties of a record as text and as found in it; `None` refuses the record, reported.
pub(crate) fn of_record<'a>(
    raw: Option<&'a RawValue>,
    place: Place,
    limits: &Limits,
    feed: &mut Feed<'_>,
) -> Option<(&'a str, Properties<'a>)> {
    let raw = match raw.map(RawValue::get) {
        None | Some("null") => "{}",
        Some(text) if text.starts_with('{') => text,
        Some(_) => {
            feed.odd(&NO_OBJECT, place, String::new);
            "{}"
        }
    };
    let found = match Properties::of(raw) {
        Ok(found) => found,
        Err(e) => {
            feed.odd(&UNREADABLE, place, || e.to_string());
            return Some(("{}", Properties::default()));
        }
    };
    if let Some(key) = &found.nested {
        if found.is_deeper_than(limits.depth, raw) {
            feed.odd(&TOO_DEEP, place, || format!("{key:?} has more than {} levels", limits.depth));
            return None;
        }
        feed.odd(&NESTED, place, || format!("{key:?}"));
    }
    Some((raw, found))
}

/// An integral tier 0..=3; a fraction, a text or another number is a plain property.
pub(crate) fn tier(value: &Loose<'_>) -> Option<u8> {
    match value {
        Loose::Number(n) => n.as_u64().filter(|t| *t <= 3).and_then(|t| u8::try_from(t).ok()),
        _ => None,
    }
}

/// The properties, and the second choices for name, level and environment.
struct Gathered<'a>(Properties<'a>, Option<Cow<'a, str>>, Option<Cow<'a, str>>, Option<Cow<'a, str>>);

impl<'de> Deserialize<'de> for Gathered<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_map(Gather)
    }
}

struct Gather;

impl<'de> Visitor<'de> for Gather {
    type Value = Gathered<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of properties")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut p = Properties::default();
        let (mut name, mut level, mut environment) = (None, None, None);
        let (mut derived, mut rule) = (false, false);
        while let Some((Key(key), value)) = map.next_entry::<Key<'de>, Loose<'de>>()? {
            if value == Loose::Nested && p.nested.is_none() {
                p.nested = Some(key.clone());
            }
            match &*key {
                "objectid" => p.objectid = true,
                "tier" => p.hints.tier = tier(&value),
                "name" => set(&mut p.name, value),
                "displayname" | "display_name" | "displayName" if name.is_none() => {
                    set(&mut name, value);
                }
                "level" => set(&mut p.level, value),
                "permission" => set(&mut level, value),
                "environment_name" => set(&mut p.environment, value),
                "environmentid" => set(&mut environment, value),
                "enabled" => p.hints.enabled = truth(&value),
                "traversable" => p.traversable = truth(&value),
                "derived" => derived = truth(&value) == Some(true),
                "rule" => rule = text(&value).is_some(),
                "class" => p.hints.class = text(&value).and_then(NodeClass::from_word),
                "lifecycle" => p.hints.lifecycle = text(&value).and_then(Lifecycle::from_word),
                _ => {}
            }
        }
        p.derived = derived && rule;
        Ok(Gathered(p, name, level, environment))
    }
}

fn set<'a>(slot: &mut Option<Cow<'a, str>>, value: Loose<'a>) {
    *slot = match value {
        Loose::Text(t) if !t.trim().is_empty() => Some(t),
        _ => None,
    };
}

fn truth(value: &Loose<'_>) -> Option<bool> {
    match value {
        Loose::Bool(b) => Some(*b),
        _ => None,
    }
}

fn text<'v>(value: &'v Loose<'_>) -> Option<&'v str> {
    match value {
        Loose::Text(t) => Some(t),
        _ => None,
    }
}

/// A key that borrows where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_integral_tiers_are_tiers() {
        let tier = |v: &str| Properties::of(&format!("{{\"tier\":{v}}}")).unwrap().hints.tier;
        assert_eq!(tier("0"), Some(0));
        assert_eq!(tier("3"), Some(3));
        for other in ["4", "-1", "1.0", "\"0\"", "true", "null", "[0]"] {
            assert_eq!(tier(other), None, "{other} is a plain property");
        }
    }

    #[test]
    fn first_choices_win_wherever_they_stand() {
        let text = r#"{"permission":"pull","displayname":"B","level":"push","name":"A","environmentid":"1"}"#;
        let p = Properties::of(text).unwrap();
        assert_eq!(p.name.as_deref(), Some("A"));
        assert_eq!(p.level.as_deref(), Some("push"));
        assert_eq!(p.environment.as_deref(), Some("1"));
        let p = Properties::of(r#"{"name":7,"display_name":"B"}"#).unwrap();
        assert_eq!(p.name.as_deref(), Some("B"), "a name that is no text does not hide the next");
    }

    #[test]
    fn depth_is_measured_without_a_stack() {
        let text = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        let p = Properties::of(&text).unwrap();
        assert!(p.is_deeper_than(64, &text), "100,000 levels are too many");
        assert_eq!(p.nested.as_deref(), Some("a"));
        let flat = r#"{"a":["x","y"],"b":[1,2],"c":[]}"#;
        assert!(Properties::of(flat).unwrap().nested.is_none(), "lists of one type are allowed");
    }
}
