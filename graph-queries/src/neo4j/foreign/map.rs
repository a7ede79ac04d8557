//! [`SchemaMap`]: what the labels, types and properties of another tool's database mean.
//!
//! Maps are data (`graph-queries/schemas/*.toml`, or a file of the user's); [`super::file`] reads them.

use std::collections::BTreeMap;

use atlas_model::Profile;

/// A map of one tool's schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchemaMap {
    /// Short name, for `--json`.
    pub name: Box<str>,
    /// Name for people.
    pub title: Box<str>,
    /// Where the schema is published.
    pub source: Box<str>,
    /// Which state of it the map describes.
    pub version: Box<str>,
    /// Namespace of the ids; empty where they are globally unique.
    pub(super) namespace: Box<str>,
    /// Of each list, one must stand in the database.
    pub(super) recognise: Vec<Vec<Probe>>,
    pub(super) nodes: NodeMap,
    pub(super) relations: RelationMap,
    /// What the map says about the kinds that it makes.
    pub(super) profile: Profile,
}

/// A label, or a label with a property, whose presence tells a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Probe {
    pub(super) label: Box<str>,
    pub(super) property: Option<Box<str>>,
}

/// What nodes say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NodeMap {
    /// The first of these that is there is the id.
    pub(super) ids: Vec<Box<str>>,
    /// The first of these that is a text is the name.
    pub(super) names: Vec<Box<str>>,
    /// The first of these that is there says when access was last used.
    pub(super) used: Vec<Box<str>>,
    /// Say when the tool wrote: no facts about the node.
    pub(super) stamps: Vec<Box<str>>,
    /// Say where a node comes from, not what it is.
    pub(super) markers: Words,
    /// Nodes with such a label are no part of the graph.
    pub(super) left_out: Words,
    /// Label -> kind.
    pub(super) kinds: BTreeMap<Box<str>, Box<str>>,
    pub(super) enabled: Vec<EnabledRule>,
    pub(super) tier0: Vec<TierRule>,
}

/// Whether an account is enabled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EnabledRule {
    /// Only for nodes with one of these labels; empty for all.
    pub(super) labels: Vec<Box<str>>,
    pub(super) property: Box<str>,
    /// Values, in lower case, that mean enabled; and disabled.
    pub(super) enabled_when: Vec<Box<str>>,
    pub(super) disabled_when: Vec<Box<str>>,
}

/// What makes a node a crown jewel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TierRule {
    /// It has the label.
    Label(Box<str>),
    /// One of the words of the property, in lower case, is this.
    Holds { property: Box<str>, word: Box<str> },
}

/// What relations say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RelationMap {
    pub(super) stamps: Vec<Box<str>>,
    pub(super) left_out: Words,
    /// By type; the first whose ends fit holds.
    pub(super) types: BTreeMap<Box<str>, Vec<TypeRule>>,
    /// Types without a rule are carried as structure that is not walked, instead of looked up.
    pub(super) unlisted_is_structure: bool,
}

/// What a type means between certain ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypeRule {
    /// Labels of the start; empty for all.
    pub(super) from: Vec<Box<str>>,
    /// Labels of the end; empty for all.
    pub(super) to: Vec<Box<str>>,
    /// Our kind.
    pub(super) kind: Box<str>,
    /// Written from what is gained to the holder.
    pub(super) reverse: bool,
    pub(super) level: Option<Box<str>>,
    /// The property that holds the level.
    pub(super) level_from: Option<Box<str>>,
    pub(super) walk: Option<bool>,
}

/// Words, of which one that ends in `*` or begins with it stands for all with that beginning or end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(pub(super) Vec<Box<str>>);

impl Words {
    pub(super) fn hold(&self, text: &str) -> bool {
        self.0.iter().any(|word| match (word.strip_suffix('*'), word.strip_prefix('*')) {
            (Some(start), _) => text.starts_with(start),
            (None, Some(end)) => text.ends_with(end),
            (None, None) => **word == *text,
        })
    }
}

/// What a set of labels means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) labels: Vec<Box<str>>,
    /// Most specific first.
    pub(super) kinds: Vec<Box<str>>,
    /// Labels that the map does not list.
    pub(super) unlisted: Vec<Box<str>>,
    /// The label for which such nodes are left out.
    pub(super) left_out: Option<Box<str>>,
    pub(super) tier0: bool,
}

impl Labelled {
    /// What evidence calls nodes of this kind.
    pub(super) fn word(&self) -> &str {
        self.kinds.first().map_or("no label", |k| k)
    }
}

impl SchemaMap {
    /// What a set of labels means; the server gives them in no order of its own.
    pub(super) fn labelled(&self, mut labels: Vec<Box<str>>) -> Labelled {
        labels.sort_unstable();
        let map = &self.nodes;
        let (markers, words): (Vec<&Box<str>>, Vec<&Box<str>>) = labels.iter().partition(|l| {
            // A marker that is listed as a kind too is a kind.
            map.markers.hold(l) && !map.kinds.contains_key(*l)
        });
        let unlisted = words.iter().filter(|l| !map.kinds.contains_key(**l)).map(|l| (*l).clone()).collect();
        let kind = |label: &str| map.kinds.get(label).map_or_else(|| label.into(), Clone::clone);
        // Listed ones first: an unlisted label beside them is an addition of somebody.
        let (listed, others): (Vec<&Box<str>>, Vec<&Box<str>>) =
            words.into_iter().partition(|l| map.kinds.contains_key(*l));
        let mut kinds: Vec<Box<str>> = listed.iter().chain(&others).map(|label| kind(label)).collect();
        kinds.dedup();
        if kinds.is_empty() {
            kinds = markers.into_iter().cloned().collect();
        }
        let left_out = labels.iter().find(|l| map.left_out.hold(l) && !map.kinds.contains_key(*l)).cloned();
        let tier0 = map.tier0.iter().any(|rule| matches!(rule, TierRule::Label(l) if labels.contains(l)));
        Labelled { kinds, unlisted, left_out, tier0, labels }
    }

    /// What a type means between nodes with these labels; `None` where the map does not list it.
    pub(super) fn rule(&self, kind: &str, from: &Labelled, to: &Labelled) -> Option<&TypeRule> {
        let fits = |wanted: &[Box<str>], end: &Labelled| {
            wanted.is_empty() || end.labels.iter().any(|label| wanted.contains(label))
        };
        self.relations.types.get(kind)?.iter().find(|rule| fits(&rule.from, from) && fits(&rule.to, to))
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::parse;
    use super::*;

    fn map() -> SchemaMap {
        let text = r#"
name = "zoo"
title = "Zoo"
source = "here"
version = "1"
[recognise]
any = ["Beast.tag"]
[nodes]
id = ["tag"]
name = ["called"]
markers = ["Beast", "Zone_*"]
leave_out = ["*Ticket"]
kinds = ["Keeper"]
kind = { Lioness = { as = "Lion" } }
[[nodes.tier0]]
label = "Zone_Lions"
[relations]
kinds = ["FEEDS"]
[[relations.map]]
type = "KEEPS"
from = ["Keeper"]
to = ["Lioness"]
as = "Controls"
[[relations.map]]
type = "KEEPS"
as = "Knows"
reverse = true
"#;
        parse("zoo.toml", text).unwrap()
    }

    fn labelled(labels: &[&str]) -> Labelled {
        map().labelled(labels.iter().map(|l| (*l).into()).collect())
    }

    #[test]
    fn labels_become_kinds_in_an_order_that_the_server_does_not_decide() {
        let lion = labelled(&["Zone_Lions", "Lioness", "Beast", "Celebrity"]);
        assert_eq!(lion.kinds, ["Lion".into(), Box::<str>::from("Celebrity")], "listed first, markers away");
        assert_eq!(lion, labelled(&["Celebrity", "Beast", "Lioness", "Zone_Lions"]));
        assert_eq!(lion.unlisted, [Box::<str>::from("Celebrity")], "and counted");
        assert!(lion.tier0 && lion.left_out.is_none());
        assert_eq!(labelled(&["Beast"]).kinds, [Box::<str>::from("Beast")], "a marker alone is all there is to say");
        assert_eq!(labelled(&["DayTicket", "Beast"]).left_out.as_deref(), Some("DayTicket"));
    }

    #[test]
    fn the_first_rule_whose_ends_fit_holds() {
        let (map, keeper, lion) = (map(), labelled(&["Keeper"]), labelled(&["Lioness"]));
        let kind = |from, to| map.rule("KEEPS", from, to).map(|r| (&*r.kind, r.reverse));
        assert_eq!(kind(&keeper, &lion), Some(("Controls", false)));
        assert_eq!(kind(&lion, &keeper), Some(("Knows", true)), "the general rule stands after the narrow one");
        assert_eq!(map.rule("FEEDS", &keeper, &lion).map(|r| &*r.kind), Some("FEEDS"), "listed under its own name");
        assert!(map.rule("BITES", &keeper, &lion).is_none());
    }
}
