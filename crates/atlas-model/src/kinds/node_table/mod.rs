//! THE table of node kinds: every kind this program knows, once, with its class, lifecycle and words.
//!
//! The rows stand in one file for each family of platforms. Kinds are compared without case and
//! punctuation ([`fold`]), so a row stands for all spellings of its kind. A kind that only says where a node
//! comes from (`Base`, `AZBase`) has no row: its other kinds decide, and where it has none its place does. No kind sets a tier: the
//! platform defaults depend on ids and names too, and stand with their reasons in the analysis.

mod agents;
mod azure;
mod cloud;
mod directory;
mod generic;
mod github;
mod kubernetes;
mod services;

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use super::name::{fold, plain, plural};
use crate::{Lifecycle, NodeClass};

/// One known kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeRow {
    /// The kind as its platform writes it.
    pub(super) kind: &'static str,
    /// Its class.
    pub(super) class: NodeClass,
    /// Its lifecycle; `Unknown` for what is no identity.
    pub(super) lifecycle: Lifecycle,
    /// One of them, for a sentence.
    pub(super) one: &'static str,
    /// Several of them.
    pub(super) many: &'static str,
}

const fn row(
    kind: &'static str,
    class: NodeClass,
    lifecycle: Lifecycle,
    one: &'static str,
    many: &'static str,
) -> NodeRow {
    NodeRow { kind, class, lifecycle, one, many }
}

const fn human(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Identity, Lifecycle::Human, one, many)
}

const fn stable(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Identity, Lifecycle::Stable, one, many)
}

const fn ephemeral(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Identity, Lifecycle::Ephemeral, one, many)
}

const fn autonomous(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Identity, Lifecycle::Autonomous, one, many)
}

const fn identity(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Identity, Lifecycle::Unknown, one, many)
}

const fn entitlement(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Entitlement, Lifecycle::Unknown, one, many)
}

const fn resource(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Resource, Lifecycle::Unknown, one, many)
}

const fn credential(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Credential, Lifecycle::Unknown, one, many)
}

const fn container(kind: &'static str, one: &'static str, many: &'static str) -> NodeRow {
    row(kind, NodeClass::Container, Lifecycle::Unknown, one, many)
}

/// The table, a slice for each family of platforms; words that many sources use belong to none.
static NODE_TABLE: &[(Option<&str>, &[NodeRow])] = &[
    (None, generic::ROWS),
    (Some("agents"), agents::ROWS),
    (Some("directory"), directory::ROWS),
    (Some("azure"), azure::ROWS),
    (Some("cloud"), cloud::ROWS),
    (Some("kubernetes"), kubernetes::ROWS),
    (Some("github"), github::ROWS),
    (Some("services"), services::ROWS),
];

type Placed = (Option<&'static str>, &'static NodeRow);

static BY_FOLDED: LazyLock<BTreeMap<String, Placed>> = LazyLock::new(|| {
    let rows = NODE_TABLE.iter().flat_map(|&(family, rows)| rows.iter().map(move |r| (family, r)));
    rows.map(|placed| (fold(placed.1.kind), placed)).collect()
});

/// The row of a kind, whatever its spelling. O(length of the kind + log rows).
pub(super) fn find(kind: &str) -> Option<&'static NodeRow> {
    BY_FOLDED.get(&fold(kind)).map(|placed| placed.1)
}

/// The words for families of platforms that [`platform_of`] answers with.
pub fn platforms() -> impl Iterator<Item = &'static str> {
    NODE_TABLE.iter().filter_map(|(family, _)| *family)
}

/// The family of platforms that a kind of node belongs to: `GH_Team` is of `github`. `None` for words
/// that many sources use and for kinds that the table does not know.
#[must_use]
pub fn platform_of(kind: &str) -> Option<&'static str> {
    BY_FOLDED.get(&fold(kind)).and_then(|placed| placed.0)
}

/// Every kind, as its platform writes it.
pub(super) fn every() -> impl Iterator<Item = &'static str> {
    NODE_TABLE.iter().flat_map(|(_, rows)| rows.iter()).map(|r| r.kind)
}

/// The words for one and for several nodes of a kind, for legends and sentences: `("person", "people")`.
/// A kind that the table does not know is described by the words of its name.
#[must_use]
pub fn describe_node(kind: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    if let Some(row) = find(kind) {
        return (Cow::Borrowed(row.one), Cow::Borrowed(row.many));
    }
    let one = plain(kind);
    let many = plural(&one);
    (one, Cow::Owned(many))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> impl Iterator<Item = &'static NodeRow> {
        NODE_TABLE.iter().flat_map(|(_, rows)| rows.iter())
    }

    #[test]
    fn kinds_belong_to_platforms_and_plain_words_to_none() {
        assert_eq!(platform_of("GH_Team"), Some("github"));
        assert_eq!(platform_of("K8sPod"), platform_of("k8s-pod"), "whatever the spelling");
        assert_eq!(platform_of("User"), None, "a word that many sources use says nothing about where");
        assert!(platforms().any(|p| p == "directory"), "every answer is among the words");
    }

    #[test]
    fn a_kind_stands_once() {
        let mut seen = BTreeMap::new();
        for row in rows() {
            let before = seen.insert(fold(row.kind), row.kind);
            assert_eq!(before, None, "{} has two rows", row.kind);
        }
    }

    #[test]
    fn rows_make_sense() {
        for row in rows() {
            assert!(!row.one.is_empty() && !row.many.is_empty(), "{} has words", row.kind);
            let identity = row.class == NodeClass::Identity;
            assert!(identity || row.lifecycle == Lifecycle::Unknown, "{}: only identities live", row.kind);
        }
    }

    #[test]
    fn kinds_have_words_for_people() {
        assert_eq!(describe_node("Person"), ("person".into(), "people".into()), "from the table");
        assert_eq!(describe_node("N17"), ("n17".into(), "n17s".into()), "from the name");
        assert_eq!(describe_node("Jira_IssueQuery"), ("jira issue query".into(), "jira issue queries".into()));
    }

    #[test]
    fn what_the_issue_settles_is_in_the_table() {
        for (kind, class, lifecycle) in [
            ("Computer", NodeClass::Identity, Lifecycle::Stable),
            ("Machine", NodeClass::Identity, Lifecycle::Stable),
            ("Pod", NodeClass::Identity, Lifecycle::Ephemeral),
            ("Agent", NodeClass::Identity, Lifecycle::Autonomous),
            ("AWSRole", NodeClass::Identity, Lifecycle::Stable),
            ("GH_AppInstallation", NodeClass::Identity, Lifecycle::Stable),
            ("GH_PersonalAccessToken", NodeClass::Credential, Lifecycle::Unknown),
            ("GH_TeamRole", NodeClass::Entitlement, Lifecycle::Unknown),
            ("SsoGroup", NodeClass::Entitlement, Lifecycle::Unknown),
            ("AwsAccount", NodeClass::Container, Lifecycle::Unknown),
        ] {
            let row = find(kind).unwrap();
            assert_eq!((row.class, row.lifecycle), (class, lifecycle), "{kind}");
        }
    }
}
