//! From a node record to a [`NodeFact`].

use std::borrow::Cow;

use atlas_model::{NodeFact, Place};

use super::record::{Kinds, NodeRecord};
use crate::feed::{Feed, Oddity};
use crate::json::Loose;
use crate::options::Limits;
use crate::properties;

static NO_OBJECT: Oddity =
    Oddity::loss("this is no node", "Write a node as {\"id\": \"...\", \"kinds\": [\"...\"], \"properties\": {...}}.");
static NO_ID: Oddity = Oddity::loss("the node has no usable id", "Give the node an \"id\" that is a text.");
static NUMBER_ID: Oddity = Oddity::note("the id is a number", "Nothing to do: it is taken as a text.");
static KINDS_TEXT: Oddity =
    Oddity::note("kinds is one text instead of a list", "Nothing to do: it is taken as the only kind.");
static KINDS_ODD: Oddity = Oddity::note(
    "kinds is no list of texts",
    "Write kinds as [\"Kind\"]; the node is kept with the kinds that could be read.",
);
static KINDS_MANY: Oddity = Oddity::note("the node has more than three kinds", "Nothing to do: all are kept.");
static KIND_RESERVED: Oddity = Oddity::note("a kind begins with tag_, which is reserved", "Nothing to do: it is kept.");
static OBJECTID: Oddity = Oddity::note(
    "the properties hold objectid, which the format forbids",
    "Nothing to do: it is kept as a property; the id is what \"id\" says.",
);
static EXTRA: Oddity = Oddity::note(
    "the node has keys beside id, kinds and properties",
    "Put what they say into properties; here they are left out.",
);

static KINDS_TOO_MANY: Oddity =
    Oddity::loss("the node has too many kinds", "Give the node fewer kinds; the first ones were kept.");

/// Kinds of a node that are kept.
const KINDS_KEPT: usize = 64;
/// Kinds a node may have by the format.
const KINDS_MAX: usize = 3;

/// Hand on one node, or say why not.
pub(super) fn read(record: NodeRecord<'_>, place: Place, limits: &Limits, feed: &mut Feed<'_>) {
    if let Some(what) = record.instead {
        return feed.odd(&NO_OBJECT, place, || format!("it is {what}"));
    }
    let id: Cow<'_, str> = match record.id {
        Loose::Text(id) if !id.trim().is_empty() => id,
        Loose::Number(n) => {
            feed.odd(&NUMBER_ID, place, || n.to_string());
            Cow::Owned(n.to_string())
        }
        other => return feed.odd(&NO_ID, place, || format!("it is {}", other.noun())),
    };
    let Some((raw, found)) = properties::of_record(record.properties, place, limits, feed) else {
        return;
    };
    if found.objectid {
        feed.odd(&OBJECTID, place, String::new);
    }
    if record.extra {
        feed.odd(&EXTRA, place, String::new);
    }
    let texts = kinds(&record.kinds, place, feed);
    feed.node(&NodeFact {
        id: &id,
        name: found.name.as_deref(),
        kinds: &texts,
        hints: found.hints,
        properties: raw,
        place,
    });
}

/// The usable kinds in their order, each once.
fn kinds<'k>(kinds: &'k Kinds<'_>, place: Place, feed: &mut Feed<'_>) -> Vec<&'k str> {
    let mut texts: Vec<&str> = Vec::with_capacity(kinds.list.len());
    for kind in &kinds.list {
        if texts.len() == KINDS_KEPT {
            feed.odd(&KINDS_TOO_MANY, place, || kinds.list.len().to_string());
            break;
        }
        match kind {
            Loose::Text(text) if !text.trim().is_empty() => {
                let starts_with_tag = text.get(..4).is_some_and(|t| t.eq_ignore_ascii_case("tag_"));
                if starts_with_tag {
                    feed.odd(&KIND_RESERVED, place, || format!("{text:?}"));
                }
                if !texts.contains(&&**text) {
                    texts.push(text);
                }
            }
            other => feed.odd(&KINDS_ODD, place, || format!("one is {}", other.noun())),
        }
    }
    match kinds.instead {
        Some("a text") => feed.odd(&KINDS_TEXT, place, String::new),
        Some(what) => feed.odd(&KINDS_ODD, place, || format!("it is {what}")),
        None => {}
    }
    if texts.len() > KINDS_MAX {
        feed.odd(&KINDS_MANY, place, || texts.join(", "));
    }
    texts
}
