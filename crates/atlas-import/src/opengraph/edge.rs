//! From an edge record to a [`RelationFact`].

use std::borrow::Cow;

use atlas_model::{End, Match, MatchValue, Place, RelationFact};

use super::record::{EdgeRecord, EndRecord, MatcherRecord};
use crate::feed::{Feed, Oddity};
use crate::json::Loose;
use crate::options::Limits;
use crate::properties;

static NO_OBJECT: Oddity = Oddity::loss(
    "this is no edge",
    "Write an edge as {\"kind\": \"...\", \"start\": {\"value\": \"...\"}, \"end\": {\"value\": \"...\"}}.",
);
static NO_KIND: Oddity = Oddity::loss("the edge has no usable kind", "Give the edge a \"kind\" that is a text.");
static KIND_ODD: Oddity =
    Oddity::note("the kind of an edge has other characters than letters, digits and _", "Nothing to do: it is kept.");
static NO_END: Oddity =
    Oddity::loss("an end of the edge names no node", "Write start and end as {\"value\": \"the id of a node\"}.");
static BARE_END: Oddity = Oddity::note(
    "an end of the edge is a text instead of an object",
    "Nothing to do: it is taken as the id of a node.",
);
static NUMBER_END: Oddity = Oddity::note("an end of the edge is a number", "Nothing to do: it is taken as a text.");
static MATCH_BY: Oddity = Oddity::loss(
    "match_by is none of id, name and property",
    "Use one of the three words; without match_by the value is an id.",
);
static MATCHERS: Oddity = Oddity::loss(
    "the property_matchers of an end cannot be used",
    "Write at least one {\"key\": \"...\", \"operator\": \"equals\", \"value\": ...} with a text, number or true or false.",
);
static BOTH: Oddity =
    Oddity::note("an end has a value and property_matchers", "Nothing to do: match_by decides which one counts.");
static DERIVED: Oddity = Oddity::note(
    "the edge was derived by a rule of Access Atlas and is no fact",
    "Nothing to do: it is left out here and derived anew.",
);
static EXTRA: Oddity = Oddity::note(
    "the edge has keys beside kind, start, end and properties",
    "Put what they say into properties; here they are left out.",
);

/// Hand on one relation, or say why not.
pub(super) fn read(record: &EdgeRecord<'_>, place: Place, limits: &Limits, feed: &mut Feed<'_>) {
    if let Some(what) = record.instead {
        return feed.odd(&NO_OBJECT, place, || format!("it is {what}"));
    }
    let kind = match &record.kind {
        Loose::Text(kind) if !kind.trim().is_empty() => kind,
        other => return feed.odd(&NO_KIND, place, || format!("it is {}", other.noun())),
    };
    let Some(start) = end(&record.start, "start", place, feed) else {
        return;
    };
    let Some(stop) = end(&record.end, "end", place, feed) else {
        return;
    };
    if !kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        feed.odd(&KIND_ODD, place, || format!("{kind:?}"));
    }
    if record.extra {
        feed.odd(&EXTRA, place, String::new);
    }
    let Some((raw, found)) = properties::of_record(record.properties, place, limits, feed) else {
        return;
    };
    if found.derived {
        return feed.odd(&DERIVED, place, String::new);
    }
    feed.relation(&RelationFact {
        from: start.borrow(),
        to: stop.borrow(),
        kind,
        level: found.level.as_deref(),
        traversable: found.traversable,
        properties: raw,
        place,
    });
}

/// An end that is usable.
enum Usable<'a> {
    Id(Cow<'a, str>),
    Match(Match),
}

impl Usable<'_> {
    fn borrow(&self) -> End<'_> {
        match self {
            Self::Id(id) => End::Id(id),
            Self::Match(m) => End::Match(m),
        }
    }
}

/// The node an end names; `None` if it names none, which is then reported.
fn end<'a>(record: &'a EndRecord<'_>, which: &'static str, place: Place, feed: &mut Feed<'_>) -> Option<Usable<'a>> {
    if let Some(bare) = &record.bare {
        let id = text(bare, which, place, feed)?;
        feed.odd(&BARE_END, place, || which.to_owned());
        return Some(Usable::Id(id));
    }
    let has_value = !matches!(record.value, Loose::Missing | Loose::Null);
    let by = match &record.match_by {
        Loose::Missing | Loose::Null if !has_value && record.matchers.is_some() => "property",
        Loose::Missing | Loose::Null => "id",
        Loose::Text(word) => word,
        other => {
            feed.odd(&MATCH_BY, place, || format!("of {which} it is {}", other.noun()));
            return None;
        }
    };
    if has_value && record.matchers.is_some() {
        feed.odd(&BOTH, place, || which.to_owned());
    }
    let kind = match &record.kind {
        Loose::Text(kind) if !kind.trim().is_empty() => Some(&**kind),
        _ => None,
    };
    let properties = match by.to_ascii_lowercase().as_str() {
        "id" => return text(&record.value, which, place, feed).map(Usable::Id),
        "name" => {
            let name = text(&record.value, which, place, feed)?;
            vec![("name".into(), MatchValue::Text(name.as_ref().into()))]
        }
        "property" => {
            let list = record.matchers.as_deref().unwrap_or_default();
            let all: Option<Vec<_>> = list.iter().map(matcher).collect();
            match all.filter(|all| !all.is_empty()) {
                Some(all) => all,
                None => {
                    feed.odd(&MATCHERS, place, || which.to_owned());
                    return None;
                }
            }
        }
        _ => {
            feed.odd(&MATCH_BY, place, || format!("of {which} it is {by:?}"));
            return None;
        }
    };
    Some(Usable::Match(Match { properties, kind: kind.map(Into::into) }))
}

fn text<'a>(value: &'a Loose<'_>, which: &'static str, place: Place, feed: &mut Feed<'_>) -> Option<Cow<'a, str>> {
    match value {
        Loose::Text(id) if !id.trim().is_empty() => Some(Cow::Borrowed(id)),
        Loose::Number(n) => {
            feed.odd(&NUMBER_END, place, || format!("{which} is {n}"));
            Some(Cow::Owned(n.to_string()))
        }
        other => {
            feed.odd(&NO_END, place, || format!("{which} is {}", other.noun()));
            None
        }
    }
}

fn matcher(record: &MatcherRecord<'_>) -> Option<(Box<str>, MatchValue)> {
    let (Loose::Text(key), operator) = (&record.key, &record.operator) else {
        return None;
    };
    let equals = match operator {
        Loose::Missing | Loose::Null => true,
        Loose::Text(word) => word.eq_ignore_ascii_case("equals"),
        _ => false,
    };
    let value = match &record.value {
        Loose::Text(t) => MatchValue::Text(t.as_ref().into()),
        Loose::Number(n) => MatchValue::Number(n.as_f64()?),
        Loose::Bool(b) => MatchValue::Bool(*b),
        _ => return None,
    };
    (equals && !key.is_empty()).then(|| (key.as_ref().into(), value))
}
