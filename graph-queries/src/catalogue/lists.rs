//! [`KindLists`]: what kinds mean, as the lists of texts that questions take.
//!
//! A question says `$memberships`, never `MemberOf`: which kinds those are stands in the table of kinds
//! and in what the files and people say about them, which a [`KindBook`] has settled.
//!
//! ```text
//!   kind of a node    the first of $said that it has, else its first that is not $guessed, else its first
//!   class of a node   what its files state, else that of its kind
//!   walked as written $along, and $levelled without a level or at one of $levels
//!   walked backwards  $against
//!   the record itself says whether it is walked: that counts, but for kinds in $firm
//! ```
//!
//! Rules of a profile about one level of a kind have no list, and edges that are derived stand in
//! snapshots only: questions are about stated facts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use atlas_model::{Basis, KindBook, Lifecycle, NodeClass, RelationClass, Walk, level_rank};

/// Kinds of nodes and relations by what they mean, sorted; `said` by trust.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KindLists(BTreeMap<&'static str, Vec<Box<str>>>);

/// Words of levels that let the holder change something.
const LEVELS: &[&str] = &[
    "admin",
    "administrator",
    "contribute",
    "contributor",
    "edit",
    "editor",
    "full",
    "fullcontrol",
    "maintain",
    "maintainer",
    "modify",
    "owner",
    "poweruser",
    "push",
    "readwrite",
    "root",
    "rw",
    "superuser",
    "update",
    "write",
    "writer",
];

impl KindLists {
    /// Names of all lists.
    pub const NAMES: [&'static str; 18] = [
        "identities",
        "humans",
        "machines",
        "entitlements",
        "resources",
        "credentials",
        "said",
        "guessed",
        "along",
        "levelled",
        "levels",
        "against",
        "firm",
        "memberships",
        "holding",
        "using",
        "answers_for",
        "answered_by",
    ];

    /// What a list is, for a page that explains them.
    #[must_use]
    pub fn meaning(name: &str) -> &'static str {
        match name {
            "identities" => "node kinds that are identities",
            "humans" => "identities that are people",
            "machines" => "identities that are machines: stable, ephemeral or autonomous",
            "entitlements" => "node kinds that give access",
            "resources" => "node kinds that are protected",
            "credentials" => "node kinds that are keys, tokens, secrets, certificates",
            "said" => {
                "node kinds that a person or a file describes, most trusted first; of several kinds of a node they decide"
            }
            "guessed" => "node kinds whose meaning is a guess; they decide only where a node has no other",
            "along" => "relation kinds that are walked as written, at every level",
            "levelled" => "relation kinds that are walked as written where they have no level or one of the levels",
            "levels" => "levels at which the holder can change something",
            "against" => "relation kinds that are walked backwards: what lies in a container is controlled by it",
            "firm" => "relation kinds that a person described; what a record says about walking them does not count",
            "memberships" => "relation kinds by which a member has what its group has",
            "holding" => "memberships and grants, from who holds to what is held",
            "using" => "relation kinds between a credential and who holds, uses or can read it",
            "answers_for" => "relation kinds by which the one that the relation leaves answers for the other",
            "answered_by" => "relation kinds by which the one that the relation comes to answers for the other",
            _ => "",
        }
    }

    /// The lists of settled kinds; `levels` are those that were seen.
    #[must_use]
    pub fn of<'l>(book: &KindBook, levels: impl IntoIterator<Item = &'l str>) -> Self {
        let mut lists: BTreeMap<&'static str, BTreeSet<Box<str>>> =
            Self::NAMES.iter().map(|name| (*name, BTreeSet::new())).collect();
        let mut put = |name: &'static str, word: &str| {
            lists.entry(name).or_default().insert(word.into());
        };
        let mut said: Vec<(Basis, Box<str>)> = Vec::new();
        for kind in book.nodes.values() {
            match kind.class {
                NodeClass::Identity => put("identities", &kind.kind),
                NodeClass::Entitlement => put("entitlements", &kind.kind),
                NodeClass::Resource => put("resources", &kind.kind),
                NodeClass::Credential => put("credentials", &kind.kind),
                NodeClass::Container => {}
            }
            if kind.class == NodeClass::Identity {
                match kind.lifecycle {
                    Lifecycle::Human => put("humans", &kind.kind),
                    Lifecycle::Stable | Lifecycle::Ephemeral | Lifecycle::Autonomous => put("machines", &kind.kind),
                    Lifecycle::Unknown => {}
                }
            }
            match kind.basis {
                Basis::Guess => put("guessed", &kind.kind),
                Basis::Profile | Basis::File => said.push((kind.basis, kind.kind.clone())),
                Basis::Table => {}
            }
        }
        for kind in book.relations.values() {
            let leveled = matches!(kind.class, RelationClass::Grant | RelationClass::Control);
            match kind.walk {
                Walk::Along if leveled => put("levelled", &kind.kind),
                Walk::Along => put("along", &kind.kind),
                Walk::Against => put("against", &kind.kind),
                Walk::No => {}
            }
            if kind.basis == Basis::Profile {
                put("firm", &kind.kind);
            }
            match (kind.class, kind.walk) {
                (RelationClass::Membership, Walk::Along) => {
                    put("memberships", &kind.kind);
                    put("holding", &kind.kind);
                }
                (RelationClass::Grant, Walk::Along | Walk::No) => put("holding", &kind.kind),
                (RelationClass::CredentialUse, _) => put("using", &kind.kind),
                (RelationClass::Ownership, _) if answered_by(&kind.kind) => put("answered_by", &kind.kind),
                (RelationClass::Ownership, _) => put("answers_for", &kind.kind),
                _ => {}
            }
        }
        for level in levels {
            if level_rank(level).is_walked() {
                put("levels", level);
            }
        }
        said.sort();
        let mut lists: BTreeMap<&'static str, Vec<Box<str>>> =
            lists.into_iter().map(|(name, kinds)| (name, kinds.into_iter().collect())).collect();
        lists.insert("said", said.into_iter().map(|(_, kind)| kind).collect());
        Self(lists)
    }

    /// Every kind of the tables, as its platform writes it.
    #[must_use]
    pub fn of_tables() -> &'static Self {
        static TABLES: LazyLock<KindLists> =
            LazyLock::new(|| KindLists::of(&KindBook::of_tables(), LEVELS.iter().copied()));
        &TABLES
    }

    /// The kinds of a list, sorted.
    #[must_use]
    pub fn get(&self, name: &str) -> &[Box<str>] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Whether a kind of ownership is written from what is owned to its owner, by its name.
fn answered_by(kind: &str) -> bool {
    let bare: String = kind.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let has = ["hasowner", "hasmanager", "hassponsor"].iter().any(|word| bare.contains(word));
    has || bare.ends_with("by") || bare.ends_with("reportsto")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(lists: &KindLists, name: &str, kind: &str) -> bool {
        lists.get(name).iter().any(|k| &**k == kind)
    }

    #[test]
    fn the_tables_fill_the_lists() {
        let lists = KindLists::of_tables();
        for (name, kind) in [
            ("identities", "User"),
            ("humans", "Person"),
            ("machines", "Agent"),
            ("entitlements", "Group"),
            ("resources", "Repo"),
            ("credentials", "Secret"),
            ("along", "MemberOf"),
            ("levelled", "RepoPermission"),
            ("levels", "maintain"),
            ("against", "InOrg"),
            ("memberships", "ChildOf"),
            ("holding", "Grants"),
            ("using", "UsesCredential"),
            ("answered_by", "OwnedBy"),
            ("answered_by", "ReportsTo"),
            ("answers_for", "AccountableFor"),
        ] {
            assert!(has(lists, name, kind), "{kind} stands in {name}");
        }
        assert!(!has(lists, "memberships", "OrgMember"), "a whole organisation gives nothing by itself");
        assert!(!has(lists, "along", "RepoPermission"), "where a level decides it is asked");
        assert!(lists.get("guessed").is_empty() && lists.get("firm").is_empty(), "the tables are known to the program");
        for name in KindLists::NAMES {
            assert!(!KindLists::meaning(name).is_empty(), "{name} is explained");
        }
    }

    #[test]
    fn every_level_word_lets_its_holder_change_something() {
        for level in LEVELS {
            assert!(level_rank(level).is_walked(), "{level}");
        }
    }
}
