//! Tiers: what the crown jewels are, and why (identity-security §4.9, §4.6.3; semantics §9).
//!
//! ```text
//!   by hand > stated by the record, the profile or the table of kinds > default of a known platform
//! ```
//!
//! A default holds for kinds of a known platform only: a group `foo-512` of some file is no domain
//! administrators. No guess sets a tier. Where nothing is tier 0, [`proposals`] names candidates.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use atlas_graph::{Accept, NEVER, NodeId, Snapshot, Walks, exposure};
use atlas_model::{LevelRank, NodeClass, folds_case, level_rank};

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

/// Roles of an Entra directory that are tier 0: template id, and how their names begin.
const ENTRA_ROLES: &[(&str, &str)] = &[
    ("62e90394-69f5-4237-9190-012177145e10", "global administrator"),
    ("e8611ab8-c189-46e8-94e1-60213ab1f814", "privileged role administrator"),
    ("7be44c8a-adaf-4e2a-84d6-ab2649e08a13", "privileged authentication administrator"),
    ("e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8", "partner tier2 support"),
];

/// The reason why a node of a known platform is tier 0 by default.
fn default_tier0(snapshot: &Snapshot, node: NodeId) -> Option<&'static str> {
    let of = |kinds: &[&str]| snapshot.kinds(node).iter().any(|k| kinds.contains(&&**k));
    directory(snapshot, node, &of).or_else(|| cloud(snapshot, node, &of)).or_else(|| services(snapshot, node, &of))
}

/// Active Directory (identity-security §4.6.3): objects of a domain, by their security ids. A local
/// group of a computer has an id below that of the computer and is none.
fn directory(snapshot: &Snapshot, node: NodeId, of: &dyn Fn(&[&str]) -> bool) -> Option<&'static str> {
    if of(&["Tag_Tier_Zero"]) {
        return Some("marked as tier zero by BloodHound");
    }
    let id = snapshot.id(node);
    if !folds_case(id) {
        return None;
    }
    if of(&["Domain"]) {
        return Some("a directory domain");
    }
    if of(&["Container"]) && snapshot.name(node).to_ascii_lowercase().starts_with("adminsdholder") {
        return Some("template of the rights on all protected accounts");
    }
    // The domain may stand before a built-in id: "EXAMPLE.ORG-S-1-5-32-544".
    let sid = &id[id.find("S-1-5-")?..];
    match sid {
        "S-1-5-32-544" if of(&["Group"]) => return Some("administrators of the domain controllers"),
        "S-1-5-9" if of(&["Group"]) => return Some("enterprise domain controllers"),
        _ => {}
    }
    let parts: Vec<&str> = sid.strip_prefix("S-1-5-21-")?.split('-').collect();
    let [_, _, _, rid] = parts[..] else { return None };
    RIDS.iter().find(|(kind, wanted, _)| rid == *wanted && of(&[kind])).map(|(_, _, reason)| *reason)
}

/// Entra ID, AWS (identity-security §4.9).
fn cloud(snapshot: &Snapshot, node: NodeId, of: &dyn Fn(&[&str]) -> bool) -> Option<&'static str> {
    if of(&["AZTenant"]) {
        return Some("an Entra tenant");
    }
    if of(&["AZRole"]) {
        let (id, name) = (snapshot.id(node).to_ascii_lowercase(), snapshot.name(node).to_lowercase());
        let known = ENTRA_ROLES.iter().any(|(template, role)| id.starts_with(template) || name.starts_with(role));
        return known.then_some("a role over the whole Entra tenant");
    }
    if of(&["AWSOrganization", "AwsOrganization"]) {
        return Some("a cloud organisation");
    }
    let id = snapshot.id(node);
    let root = id.starts_with("arn:aws") && id.contains(":iam::") && id.ends_with(":root");
    if root && !snapshot.is_placeholder(node) {
        return Some("the root of a cloud account");
    }
    None
}

/// GitHub (rule GH-07), Okta, Kubernetes (identity-security §4.9).
fn services(snapshot: &Snapshot, node: NodeId, of: &dyn Fn(&[&str]) -> bool) -> Option<&'static str> {
    let name = snapshot.name(node);
    if of(&["GH_Organization"]) {
        return Some("a GitHub organisation (GH-07)");
    }
    if of(&["GH_SamlIdentityProvider"]) {
        return Some("decides who signs in to a GitHub organisation (GH-07)");
    }
    if of(&["GH_OrgRole"]) {
        if matches!(name.rsplit('/').next(), Some("owners" | "all_repo_admin")) {
            return Some("a role over the whole GitHub organisation (GH-07)");
        }
        let mut edges = snapshot.out_edges(node).map(|e| &*snapshot.meaning(e).kind);
        return edges
            .any(|kind| kind == "GH_WriteOrganizationCustomOrgRole")
            .then_some("may write roles of the GitHub organisation, its own included (GH-07)");
    }
    if of(&["Okta_Organization"]) {
        return Some("an Okta organisation");
    }
    if of(&["Okta_Role"]) {
        let name = name.to_lowercase().replace('_', " ");
        let known = ["super admin", "super administrator", "org admin", "organization administrator"];
        return known.contains(&&*name).then_some("a role over the whole Okta organisation");
    }
    if of(&["ClusterRole", "K8sClusterRole", "KubernetesClusterRole"]) && name == "cluster-admin" {
        return Some("may do everything in the cluster");
    }
    if of(&["Group", "KubernetesGroup", "K8sGroup"]) && name == "system:masters" {
        return Some("may do everything in the cluster, past all checks");
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

/// How many candidates of each class are named.
const PROPOSALS: &[(NodeClass, usize)] =
    &[(NodeClass::Container, 5), (NodeClass::Entitlement, 3), (NodeClass::Resource, 5)];

/// What might be crown jewels: containers that control most, entitlements whose name says that they
/// administer (a name is a guess, so nothing is set), and resources that most can walk into. Each
/// with who reaches it; ties by key. O(nodes + edges).
#[must_use]
pub fn proposals(snapshot: &Snapshot) -> Vec<Proposal> {
    let walks = Walks::new(snapshot, &Accept::default());
    let mut chosen = Vec::new();
    for &(class, most) in PROPOSALS {
        let named = |n: NodeId| class != NodeClass::Entitlement || says_admin(snapshot.name(n));
        let mut ranked: Vec<(Reverse<(usize, usize)>, NodeId)> = snapshot
            .nodes()
            .filter(|&n| snapshot.class(n) == class && !walks.sources(n).is_empty() && named(n))
            .map(|n| {
                let (holds, into) = (walks.targets(n).len(), walks.sources(n).len());
                // What a resource leads on to is not what it is worth; a container may hold nothing that is known.
                (Reverse(if class == NodeClass::Resource { (into, 0) } else { (holds, into) }), n)
            })
            .filter(|(Reverse((rank, _)), _)| class != NodeClass::Entitlement || *rank > 0)
            .collect();
        ranked.sort_unstable();
        chosen.extend(ranked.into_iter().take(most).map(|(_, n)| n));
    }
    let Ok(reach) = exposure(&walks, &chosen, NEVER) else { return Vec::new() };
    let reaching = |node: NodeId| {
        let at = reach.targets().binary_search(&node).unwrap_or(usize::MAX);
        snapshot.identities().filter(|&n| n != node && reach.reaches(n, at)).count()
    };
    let things = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let propose = |node: NodeId| {
        let who = match reaching(node) {
            1 => "1 identity reaches it".to_owned(),
            n => format!("{n} identities reach it"),
        };
        let holds = walks.targets(node).len();
        let reason = match snapshot.class(node) {
            NodeClass::Container if holds > 0 => format!("Controls {}; {who}.", things(holds, "thing", "things")),
            NodeClass::Entitlement => {
                format!("Its name says that it administers; it opens {}; {who}.", things(holds, "thing", "things"))
            }
            _ => {
                let into = walks.sources(node).len();
                format!("{} into it; {who}.", things(into, "node leads", "nodes lead"))
            }
        };
        Proposal { node, reason: reason.into() }
    };
    chosen.into_iter().map(propose).collect()
}

/// Whether a name contains the word admin or owner, alone or with others.
fn says_admin(name: &str) -> bool {
    let name = name.to_lowercase();
    level_rank(&name) == LevelRank::Admin || name.contains("admin")
}

#[cfg(test)]
mod tests {
    use super::*;
    use atlas_graph::{NodeRow, SnapshotBuilder};
    use atlas_model::{Hints, KindBook, Profile};

    /// Tiers of single nodes (id, kind, name), no one by hand.
    fn tiers(rows: &[(&str, &str, &str)]) -> Vec<Option<u8>> {
        let mut builder = SnapshotBuilder::default();
        for (id, kind, name) in rows {
            let (kinds, hints) = ([*kind], Hints::default());
            builder.node(&NodeRow { namespace: "", id, name, kinds: &kinds, hints, placeholder: false, source: "t" });
        }
        let book = KindBook::resolve(&Profile::default(), &Profile::default(), &builder.seen_kinds());
        let snapshot = builder.freeze("t", &book);
        let tiers = Tiers::assign(&snapshot, &BTreeMap::new());
        rows.iter().map(|(id, ..)| tiers.tier(snapshot.find(id).next().unwrap())).collect()
    }

    #[test]
    fn directory_objects_are_known_by_their_security_ids() {
        let jewels = [
            ("S-1-5-21-1-2-3", "Domain", "EXAMPLE.ORG"),
            ("S-1-5-21-1-2-3-512", "Group", "DOMAIN ADMINS@EXAMPLE.ORG"),
            ("S-1-5-21-1-2-3-500", "User", "ADMINISTRATOR@EXAMPLE.ORG"),
            ("EXAMPLE.ORG-S-1-5-32-544", "Group", "ADMINISTRATORS@EXAMPLE.ORG"),
            ("EXAMPLE.ORG-S-1-5-9", "Group", "ENTERPRISE DOMAIN CONTROLLERS@EXAMPLE.ORG"),
        ];
        assert_eq!(tiers(&jewels), [Some(0); 5], "the platform's defaults");
        let others = [
            ("S-1-5-21-1-2-3-1104-544", "Group", "ADMINISTRATORS@HOST.EXAMPLE.ORG"),
            ("S-1-5-21-1-2-3-1104-500", "User", "ADMINISTRATOR@HOST.EXAMPLE.ORG"),
            ("S-1-5-21-1-2-3-513", "Group", "DOMAIN USERS@EXAMPLE.ORG"),
            ("S-1-5-21-1-2-3-1500", "User", "ANN@EXAMPLE.ORG"),
            ("S-1-5-21-1-2-4-512", "Computer", "HOST"),
            ("foo-512", "Group", "Domain Admins"),
        ];
        assert_eq!(tiers(&others), [None; 6], "local groups, other accounts, and names that only look like it");
    }

    #[test]
    fn roles_over_a_whole_platform_are_known_and_names_alone_are_not() {
        let jewels = [
            ("org", "GH_Organization", "acme"),
            ("owners", "GH_OrgRole", "acme/owners"),
            ("all", "GH_OrgRole", "acme/all_repo_admin"),
            ("t", "AZTenant", "acme"),
            ("62e90394-69f5-4237-9190-012177145e10@t", "AZRole", "Globaler Administrator"),
            ("r", "ClusterRole", "cluster-admin"),
        ];
        assert_eq!(tiers(&jewels), [Some(0); 6]);
        let others = [
            ("members", "GH_OrgRole", "acme/members"),
            ("team", "GH_TeamRole", "acme/owners"),
            ("reader", "AZRole", "Global Reader"),
            ("x", "Team", "cluster-admin"),
            ("y", "Mystery", "owners"),
        ];
        assert_eq!(tiers(&others), [None; 5], "a name says nothing without its kind");
    }

    #[test]
    fn an_account_that_holds_nothing_known_is_a_candidate_too() {
        let mut builder = SnapshotBuilder::default();
        let [one, two, team] = [("a1", "AwsAccount"), ("a2", "AwsAccount"), ("ops", "SsoGroup")].map(|(id, kind)| {
            let (kinds, hints) = ([kind], Hints::default());
            builder.node(&NodeRow {
                namespace: "",
                id,
                name: id,
                kinds: &kinds,
                hints,
                placeholder: false,
                source: "t",
            })
        });
        let [admin, read] =
            ["administrator", "read-only"].map(|level| builder.edge_kind("PermissionSet", Some(level), None));
        builder.edge(team, one, admin);
        builder.edge(team, two, read);
        let book = KindBook::resolve(&Profile::default(), &Profile::default(), &builder.seen_kinds());
        let snapshot = builder.freeze("t", &book);
        let proposed = proposals(&snapshot);
        let named: Vec<(&str, &str)> = proposed.iter().map(|p| (snapshot.id(p.node), &*p.reason)).collect();
        assert_eq!(named, [("a1", "1 node leads into it; 1 identity reaches it.")], "and not what is only read");
    }

    #[test]
    fn by_hand_wins_and_an_empty_coast_is_told_candidates() {
        let mut world = crate::worlds::World::default();
        world.member("ann", "web-admins").can("web-admins", "write", "web").can("bob", "write", "web");
        let snapshot = world.freeze();
        let node = |id: &str| crate::worlds::node(&snapshot, id);
        assert_eq!(Tiers::assign(&snapshot, &BTreeMap::new()).tier0().count(), 0, "no guess sets a tier");
        let proposed: Vec<NodeId> = proposals(&snapshot).iter().map(|p| p.node).collect();
        assert_eq!(proposed, [node("web-admins"), node("web")], "who administers, and what many reach");
        let hand = BTreeMap::from([(node("web"), (0, "the shop".into()))]);
        let tiers = Tiers::assign(&snapshot, &hand);
        assert_eq!((tiers.tier(node("web")), tiers.by(node("web"))), (Some(0), "hand"));
        assert_eq!(tiers.reason(node("web")), Some("the shop"));
    }
}
