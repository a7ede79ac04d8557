//! Inputs that are missing, and what cannot be concluded without them. Computed from what was
//! imported: a source whose identities carry no property of a family lacks that input.

use std::collections::{BTreeMap, BTreeSet};

use atlas_model::{Hints, KindBook, NodeClass};
use graph_queries::PropertyPresence;

use crate::dto::MissingInput;

/// An input, what lacking it weakens, and the property names that bring it.
struct Family {
    input: &'static str,
    weakens: &'static str,
    /// Parts of property names, lower case without separators.
    marks: &'static [&'static str],
    /// Whose property it is.
    class: NodeClass,
}

const FAMILIES: &[Family] = &[
    Family {
        input: "use of access",
        weakens: "unused access cannot be told from used access",
        marks: &[
            "lastlogon",
            "lastused",
            "lastactivity",
            "lastsignin",
            "lastseenactive",
            "lastaccess",
            "lastauthenticated",
        ],
        class: NodeClass::Identity,
    },
    Family {
        input: "owners",
        weakens: "whether an identity has someone to answer for it is unknown",
        marks: &["owner", "manager", "managedby", "sponsor", "responsible"],
        class: NodeClass::Identity,
    },
    Family {
        input: "state of accounts",
        weakens: "disabled accounts are counted as if they were enabled",
        marks: &["enabled", "disabled", "status", "active", "suspended", "deprovisioned"],
        class: NodeClass::Identity,
    },
    Family {
        input: "second factors",
        weakens: "steps that need a password cannot be told to be blocked",
        marks: &["mfa", "twofactor", "2fa", "secondfactor", "strongauth"],
        class: NodeClass::Identity,
    },
    Family {
        input: "age of credentials",
        weakens: "long-lived secrets cannot be found",
        marks: &["expire", "rotated", "created", "pwdlastset", "notafter"],
        class: NodeClass::Credential,
    },
];

/// What each source lacks, sorted by source, then in the order of the families. A source without
/// identities lacks identities.
pub(crate) fn missing_inputs(book: &KindBook, presence: &[PropertyPresence]) -> Vec<MissingInput> {
    let mut sources: BTreeMap<&str, Vec<&PropertyPresence>> = BTreeMap::new();
    for row in presence {
        sources.entry(&row.source).or_default().push(row);
    }
    let class = |kind: &str| book.node(&[kind], Hints::default()).class;
    let mut missing = Vec::new();
    for (source, rows) in sources {
        let mut say = |input: &str, weakens: &str| {
            missing.push(MissingInput { input: input.into(), weakens: weakens.into(), source: source.into() });
        };
        let has = |wanted: NodeClass| rows.iter().any(|r| r.nodes > 0 && class(&r.kind) == wanted);
        if !has(NodeClass::Identity) {
            say(
                "identities",
                "who holds the access is unknown; holders of grants without members stand in for identities",
            );
        }
        for family in FAMILIES {
            // A source without the class at all says nothing about it; identities are reported above.
            if !has(family.class) {
                continue;
            }
            let brings =
                |r: &&PropertyPresence| r.nodes > 0 && class(&r.kind) == family.class && is_of(family, &r.property);
            if !rows.iter().any(brings) {
                say(family.input, family.weakens);
            }
        }
    }
    missing
}

/// Sources that name identities, wherever they are.
pub(crate) fn sources_with_identities<'p>(book: &KindBook, presence: &'p [PropertyPresence]) -> BTreeSet<&'p str> {
    let acts = |r: &&PropertyPresence| book.node(&[&*r.kind], Hints::default()).class == NodeClass::Identity;
    presence.iter().filter(|r| r.nodes > 0).filter(acts).map(|r| &*r.source).collect()
}

fn is_of(family: &Family, property: &str) -> bool {
    let bare: String = property.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    family.marks.iter().any(|mark| bare.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(property: &str) -> PropertyPresence {
        PropertyPresence { source: "s".into(), kind: "User".into(), property: property.into(), nodes: 3 }
    }

    #[test]
    fn leaving_out_an_input_changes_what_is_missing() {
        let seen = atlas_model::SeenKinds { nodes: BTreeMap::from([("User".into(), 3)]), ..Default::default() };
        let book = KindBook::resolve(&atlas_model::Profile::default(), &atlas_model::Profile::default(), &seen);
        let inputs =
            |rows: &[PropertyPresence]| missing_inputs(&book, rows).into_iter().map(|m| m.input).collect::<Vec<_>>();
        let with = inputs(&[row(""), row("lastLogon"), row("enabled"), row("owner"), row("mfa_enabled")]);
        let without = inputs(&[row(""), row("enabled"), row("owner"), row("mfa_enabled")]);
        assert!(!with.contains(&"use of access".to_owned()), "a sign-in date is an input about use");
        assert_eq!(without, ["use of access"], "nothing else went away");
    }
}
