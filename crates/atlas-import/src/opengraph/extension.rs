//! An OpenGraph extension definition: which relation kinds are walked.
//!
//! Its node kinds carry pictures and prose only; they say nothing that a rule could hold.

use std::io::Read;

use atlas_model::{Profile, RelationRule, Walk};
use serde::Deserialize;

use super::document::Outcome;
use crate::feed::{Feed, Oddity};

static UNREADABLE: Oddity = Oddity::loss(
    "the extension definition could not be read",
    "Correct the text at this place; the kinds it describes are guessed meanwhile.",
);
static NAMELESS: Oddity =
    Oddity::loss("a relationship kind of the extension definition has no name", "Give it a \"name\"; it was left out.");

/// Longest definition that is read.
const MOST_BYTES: u64 = 16 << 20;

#[derive(Deserialize)]
struct Definition {
    #[serde(default)]
    relationship_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    name: Option<String>,
    is_traversable: Option<bool>,
}

/// Read a definition and hand it on as a profile.
pub(crate) fn read<'r>(text: Box<dyn Read + 'r>, feed: &mut Feed<'_>) -> Outcome {
    let mut bytes = Vec::new();
    let failure = text.take(MOST_BYTES).read_to_end(&mut bytes).err();
    match serde_json::from_slice::<Definition>(&bytes) {
        Ok(definition) => {
            let profile = profile(definition, feed);
            feed.profile(profile);
        }
        Err(e) => feed.odd(&UNREADABLE, format!("line {}", e.line()), || e.to_string()),
    }
    Outcome { bytes: bytes.len() as u64, failure }
}

fn profile(definition: Definition, feed: &mut Feed<'_>) -> Profile {
    let mut profile = Profile::default();
    for (i, kind) in definition.relationship_kinds.into_iter().enumerate() {
        let Some(name) = kind.name else {
            feed.odd(&NAMELESS, format!("relationship_kinds[{i}]"), String::new);
            continue;
        };
        profile.relations.push(RelationRule {
            kind: name.into(),
            walk: kind.is_traversable.map(|walked| if walked { Walk::Along } else { Walk::No }),
            ..RelationRule::default()
        });
    }
    profile
}
