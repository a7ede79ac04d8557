//! Tiers: what the crown jewels are, and why (identity-security §4.9, §4.6.3; semantics §9).
//!
//! ```text
//!   by hand > stated by the record, the profile or the table of kinds > default of a known platform
//! ```
//!
//! A default holds for kinds of a known platform only: a group `foo-512` of some file is no domain
//! administrators. No guess sets a tier. Where nothing is tier 0, [`proposals`] names candidates.

use std::collections::BTreeMap;

use atlas_graph::{NodeId, Snapshot};
use atlas_model::{NodeClass, folds_case};

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Hand,
    Stated,
    Rule,
}

/// A tier with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Assigned {
    tier: u8,
    by: By,
    reason: Box<str>,
}

/// The tiers of a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    assigned: BTreeMap<NodeId, Assigned>,
}

impl Tiers {
    /// Assign tiers; `by_hand` holds a tier and a reason. O(nodes).
    #[must_use]
    pub fn assign(snapshot: &Snapshot, by_hand: &BTreeMap<NodeId, (u8, Box<str>)>) -> Self {
        let mut assigned = BTreeMap::new();
        for node in snapshot.nodes() {
            let tier = if let Some((tier, reason)) = by_hand.get(&node) {
                Assigned { tier: *tier, by: By::Hand, reason: reason.clone() }
            } else if let Some(tier) = snapshot.stated_tier(node) {
                Assigned { tier, by: By::Stated, reason: "stated by the record or for the kind".into() }
            } else if let Some(reason) = default_tier0(snapshot, node) {
                Assigned { tier: 0, by: By::Rule, reason: reason.into() }
            } else {
                continue;
            };
            assigned.insert(node, tier);
        }
        Self { assigned }
    }

    /// The tier of a node, 0 (crown jewel) to 3.
    #[must_use]
    pub fn tier(&self, node: NodeId) -> Option<u8> {
        self.assigned.get(&node).map(|a| a.tier)
    }

    /// Why, in words.
    #[must_use]
    pub fn reason(&self, node: NodeId) -> Option<&str> {
        self.assigned.get(&node).map(|a| &*a.reason)
    }

    /// Who says so: `hand`, `stated`, `rule`; empty where there is no tier.
    #[must_use]
    pub fn by(&self, node: NodeId) -> &'static str {
        match self.assigned.get(&node).map(|a| a.by) {
            Some(By::Hand) => "hand",
            Some(By::Stated) => "stated",
            Some(By::Rule) => "rule",
            None => "",
        }
    }

    /// Every tier-0 node, in the order of the keys.
    pub fn tier0(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.assigned.iter().filter(|(_, a)| a.tier == 0).map(|(&n, _)| n)
    }
}

/// Well-known relative ids of directory groups and accounts that are tier 0.
const RIDS: &[(&str, &str, &str)] = &[
    ("User", "500", "built-in administrator of the domain"),
    ("Group", "512", "domain administrators"),
    ("Group", "516", "domain controllers"),
    ("Group", "518", "schema administrators"),
    ("Group", "519", "enterprise administrators"),
    ("Group", "526", "key administrators"),
    ("Group", "527", "enterprise key administrators"),
];

/// Roles of a cloud directory that are tier 0, as their names begin.
const DIRECTORY_ROLES: &[&str] =
    &["global administrator", "privileged role administrator", "privileged authentication administrator", "partner tier2 support"];

/// The reason why a node of a known platform is tier 0 by default.
fn default_tier0(snapshot: &Snapshot, node: NodeId) -> Option<&'static str> {
    let has = |kind: &str| snapshot.kinds(node).iter().any(|k| &**k == kind);
    let name = snapshot.name(node).to_lowercase();
    let last = |c: char| name.rsplit(c).next().unwrap_or("");
    let id = snapshot.id(node);
    if folds_case(id) {
        if has("Domain") {
            return Some("a directory domain");
        }
        if has("Group") && id.ends_with("S-1-5-32-544") {
            return Some("administrators of the domain controllers");
        }
        if has("Group") && id.ends_with("S-1-5-9") {
            return Some("enterprise domain controllers");
        }
        if has("Container") && name.starts_with("adminsdholder") {
            return Some("template of the rights on all protected accounts");
        }
        let rid = id.rsplit('-').next().unwrap_or("");
        let of_a_domain = id.contains("S-1-5-21-");
        let known = RIDS.iter().find(|(kind, wanted, _)| of_a_domain && rid == *wanted && has(kind));
        if let Some((_, _, reason)) = known {
            return Some(reason);
        }
    }
    if has("AZTenant") {
        return Some("a cloud directory");
    }
    if has("AZRole") && DIRECTORY_ROLES.iter().any(|r| name.starts_with(r)) {
        return Some("a role that controls the whole cloud directory");
    }
    if has("GH_Organization") {
        return Some("a GitHub organisation (GH-07)");
    }
    if has("GH_OrgRole") && matches!(last('/'), "owners" | "all_repo_admin") {
        return Some("a role over the whole GitHub organisation (GH-07)");
    }
    if has("Okta_Organization") {
        return Some("an Okta organisation");
    }
    if has("AWSOrganization") || has("AwsOrganization") {
        return Some("a cloud organisation");
    }
    if has("ClusterRole") && name == "cluster-admin" {
        return Some("may do everything in the cluster");
    }
    None
}

/// A candidate for tier 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Which node.
    pub node: NodeId,
    /// Why, in a sentence.
    pub reason: Box<str>,
}

/// How many candidates are named.
const PROPOSALS: usize = 10;

/// What might be crown jewels where nothing is tier 0: containers and resources that hold or are
/// held by most, by the number of edges at them; ties by key. Nothing is set. O(edges).
#[must_use]
pub fn proposals(snapshot: &Snapshot) -> Vec<Proposal> {
    let mut ranked: Vec<(usize, usize, NodeId)> = snapshot
        .nodes()
        .filter(|&n| matches!(snapshot.class(n), NodeClass::Container | NodeClass::Resource))
        .map(|n| {
            let holds = snapshot.out_edges(n).filter(|&e| snapshot.meaning(e).walked).count();
            let into = snapshot.in_edges(n).filter(|&e| snapshot.meaning(e).walked).count();
            (holds, into, n)
        })
        .filter(|&(_, into, _)| into > 0)
        .collect();
    ranked.sort_by_key(|&(holds, into, node)| (std::cmp::Reverse(holds + into), node));
    ranked.truncate(PROPOSALS);
    let reason = |holds: usize, into: usize| match holds {
        0 => format!("{into} relations give access to it"),
        _ => format!("controlling it controls {holds} more, and {into} relations lead into it"),
    };
    ranked.into_iter().map(|(holds, into, node)| Proposal { node, reason: reason(holds, into).into() }).collect()
}
