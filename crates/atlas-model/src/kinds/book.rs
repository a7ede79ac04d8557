//! [`KindBook`]: every kind seen in one workspace, settled.

use std::collections::{BTreeMap, BTreeSet};

use super::guess;
use super::node_table::{every as every_node, find as known_node};
use super::relation_table::{RAW_PREFIXES, every as every_relation, find as known_relation};
use super::sentence::{Filling, fill};
use super::{Basis, Profile, RelationRule, Walk};
use crate::{Hints, LevelRank, Lifecycle, NodeClass, RelationClass, StepStatus, level_rank};

/// First kind of from, relation kind, first kind of to.
type Triple = (Box<str>, Box<str>, Box<str>);

/// The kinds that stand in a revision, with how often; what a guess may look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenKinds {
    /// Node kind -> nodes.
    pub nodes: BTreeMap<Box<str>, u64>,
    /// (first kind of from, relation kind, first kind of to) -> relations; empty for nodes without a kind.
    pub triples: BTreeMap<Triple, u64>,
    /// (relation kind, level) -> relations, for those that carry a level.
    pub levels: BTreeMap<(Box<str>, Box<str>), u64>,
}

/// A node kind, settled.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeKind {
    /// As written in the files.
    pub kind: Box<str>,
    /// Its class.
    pub class: NodeClass,
    /// Its lifecycle; `Unknown` for what is no identity.
    pub lifecycle: Lifecycle,
    /// Tier of every node of the kind, if a table or profile says so. Never by a guess.
    pub tier: Option<u8>,
    /// How this is known.
    pub basis: Basis,
}

/// A relation kind, settled, before its levels.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationKind {
    /// As written in the files.
    pub kind: Box<str>,
    /// Its class.
    pub class: RelationClass,
    /// Whether and which way it is walked, unless a level says otherwise.
    pub walk: Walk,
    /// Likelihood 0 < p <= 1 of the step.
    pub likelihood: f64,
    /// `Verified`, or `Possible` for a guess or a condition.
    pub status: StepStatus,
    /// How this is known.
    pub basis: Basis,
}

/// What one node is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeMeaning {
    /// Class.
    pub class: NodeClass,
    /// Lifecycle.
    pub lifecycle: Lifecycle,
    /// Tier from the kind or from the record.
    pub tier: Option<u8>,
    /// How the class is known.
    pub basis: Basis,
}

/// What one relation is at its level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepMeaning {
    /// Class.
    pub class: RelationClass,
    /// Whether and which way it is walked.
    pub walk: Walk,
    /// Status of the step.
    pub status: StepStatus,
    /// Cost = -ln(likelihood), at least 0.01 (identity-security §4.4).
    pub cost: f32,
    /// How this is known.
    pub basis: Basis,
}

/// Every kind of a workspace, settled once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KindBook {
    /// By kind.
    pub nodes: BTreeMap<Box<str>, NodeKind>,
    /// By kind.
    pub relations: BTreeMap<Box<str>, RelationKind>,
    levels: BTreeMap<(Box<str>, Box<str>), RelationRule>,
}

impl KindBook {
    /// Settle all kinds seen: profile first, then what came with the files, then the tables, then a
    /// guess. O(kinds * (table + triples)).
    #[must_use]
    pub fn resolve(profile: &Profile, from_files: &Profile, seen: &SeenKinds) -> Self {
        let mut book = Self::default();
        for kind in seen.nodes.keys() {
            book.nodes.insert(kind.clone(), node_kind(kind, profile, from_files, seen));
        }
        let kinds: BTreeSet<&Box<str>> = seen.triples.keys().map(|(_, k, _)| k).collect();
        for kind in kinds {
            let class_of = |k: &str| book.nodes.get(k).map_or(NodeClass::Resource, |n| n.class);
            let relation = relation_kind(kind, profile, from_files, seen, &class_of);
            book.relations.insert(kind.clone(), relation);
        }
        for rule in profile.relations.iter() {
            if let Some(level) = &rule.level {
                book.levels.insert((rule.kind.clone(), level.clone()), rule.clone());
            }
        }
        book
    }

    /// Every kind of the tables, as its platform writes it.
    #[must_use]
    pub fn of_tables() -> Self {
        let mut seen = SeenKinds::default();
        seen.nodes.extend(every_node().map(|kind| (kind.into(), 0)));
        seen.triples.extend(every_relation().map(|kind| (("".into(), kind.into(), "".into()), 0)));
        Self::resolve(&Profile::default(), &Profile::default(), &seen)
    }

    /// What a node with these kinds and hints is. Hints of the record win; of several kinds the
    /// best known one decides, of equally well known ones the first.
    #[must_use]
    pub fn node(&self, kinds: &[&str], hints: Hints) -> NodeMeaning {
        let settled: Vec<NodeKind> = kinds
            .iter()
            .map(|k| {
                let one = || node_kind(k, &Profile::default(), &Profile::default(), &SeenKinds::default());
                self.nodes.get(*k).cloned().unwrap_or_else(one)
            })
            .collect();
        let best = settled.iter().min_by_key(|k| k.basis);
        let class = hints.class.or(best.map(|k| k.class)).unwrap_or(NodeClass::Resource);
        let known = hints.lifecycle.or(best.map(|k| k.lifecycle)).unwrap_or(Lifecycle::Unknown);
        let stated = hints.class.is_some() || hints.lifecycle.is_some();
        NodeMeaning {
            class,
            lifecycle: if class == NodeClass::Identity { known } else { Lifecycle::Unknown },
            tier: hints.tier.or_else(|| settled.iter().filter_map(|k| k.tier).min()),
            basis: if stated { Basis::File } else { best.map_or(Basis::Guess, |k| k.basis) },
        }
    }

    /// What a relation of this kind and level is; `traversable` is what the record itself says,
    /// which only a profile overrules.
    #[must_use]
    pub fn step(&self, kind: &str, level: Option<&str>, traversable: Option<bool>) -> StepMeaning {
        let none = |_: &str| NodeClass::Resource;
        let one = || relation_kind(kind, &Profile::default(), &Profile::default(), &SeenKinds::default(), &none);
        let settled = self.relations.get(kind).cloned().unwrap_or_else(one);
        let mut meaning = StepMeaning {
            class: settled.class,
            walk: settled.walk,
            status: settled.status,
            cost: cost(settled.likelihood),
            basis: settled.basis,
        };
        if let Some(rule) = level.and_then(|l| self.levels.get(&(kind.into(), l.into()))) {
            meaning.class = rule.class.unwrap_or(meaning.class);
            meaning.walk = rule.walk.unwrap_or(meaning.walk);
            meaning.cost = rule.likelihood.map_or(meaning.cost, cost);
            meaning.status = StepStatus::Verified;
            meaning.basis = Basis::Profile;
            return meaning;
        }
        if settled.basis != Basis::Profile
            && let Some(walked) = traversable
        {
            meaning.basis = Basis::File;
            match (walked, meaning.walk) {
                (false, _) => meaning.walk = Walk::No,
                (true, Walk::Against) => meaning.status = StepStatus::Verified,
                (true, _) => {
                    meaning.walk = Walk::Along;
                    meaning.status = StepStatus::Verified;
                }
            }
            return meaning;
        }
        if let Some(level) = level
            && meaning.walk == Walk::Along
            && matches!(meaning.class, RelationClass::Grant | RelationClass::Control)
        {
            match level_rank(level) {
                LevelRank::Unknown => meaning.status = StepStatus::Unknown,
                rank if !rank.is_walked() => meaning.walk = Walk::No,
                _ => {}
            }
        }
        meaning
    }

    /// Whether a profile lets a kind be walked as written at some level.
    #[must_use]
    pub fn has_levels_walked(&self, kind: &str) -> bool {
        let of_kind = self.levels.iter().filter(|((k, _), _)| **k == *kind);
        of_kind.into_iter().any(|(_, rule)| rule.walk.is_none_or(|w| w == Walk::Along))
    }

    /// The step as a sentence, for example "Ada is a member of Admins." Never empty.
    #[must_use]
    pub fn sentence(&self, kind: &str, level: Option<&str>, from: &str, to: &str) -> String {
        let template = known_relation(kind).map_or("{from} has {name} on {to}.", |r| r.sentence);
        fill(template, Filling { kind, level, from, to })
    }

    /// What a person would do to stop this step. Never empty.
    #[must_use]
    pub fn remedy(&self, kind: &str, level: Option<&str>, from: &str, to: &str) -> String {
        let template = known_relation(kind).map_or("Take {name} on {to} away from {from}.", |r| r.remedy);
        fill(template, Filling { kind, level, from, to })
    }
}

/// Cost = -ln p, at least 0.01 so that steps break ties (identity-security §4.4).
#[expect(clippy::cast_possible_truncation, reason = "a cost of a few nats")]
fn cost(likelihood: f64) -> f32 {
    (-likelihood.clamp(1e-9, 1.0).ln()).max(0.01) as f32
}

fn node_kind(kind: &str, profile: &Profile, from_files: &Profile, seen: &SeenKinds) -> NodeKind {
    let mut settled = if let Some(row) = known_node(kind) {
        NodeKind { kind: kind.into(), class: row.class, lifecycle: row.lifecycle, tier: None, basis: Basis::Table }
    } else {
        let (class, lifecycle) = guess::node(kind, seen);
        NodeKind { kind: kind.into(), class, lifecycle, tier: None, basis: Basis::Guess }
    };
    for (rules, basis) in [(from_files, Basis::File), (profile, Basis::Profile)] {
        for rule in rules.nodes.iter().filter(|r| &*r.kind == kind) {
            settled.class = rule.class.unwrap_or(settled.class);
            settled.lifecycle = rule.lifecycle.unwrap_or(settled.lifecycle);
            settled.tier = rule.tier.or(settled.tier);
            settled.basis = basis;
        }
    }
    settled
}

fn relation_kind(
    kind: &str,
    profile: &Profile,
    from_files: &Profile,
    seen: &SeenKinds,
    class_of: &dyn Fn(&str) -> NodeClass,
) -> RelationKind {
    let kind_text: Box<str> = kind.into();
    let mut settled = if let Some(row) = known_relation(kind) {
        let status = if row.conditional { StepStatus::Possible } else { StepStatus::Verified };
        RelationKind {
            kind: kind_text,
            class: row.class,
            walk: row.walk,
            likelihood: row.likelihood,
            status,
            basis: Basis::Table,
        }
    } else if RAW_PREFIXES.iter().any(|p| kind.starts_with(p)) {
        let (class, _, likelihood) = guess::relation(kind, seen, class_of);
        RelationKind {
            kind: kind_text,
            class,
            walk: Walk::No,
            likelihood,
            status: StepStatus::Possible,
            basis: Basis::Guess,
        }
    } else {
        let (class, walk, likelihood) = guess::relation(kind, seen, class_of);
        RelationKind { kind: kind_text, class, walk, likelihood, status: StepStatus::Possible, basis: Basis::Guess }
    };
    for (rules, basis) in [(from_files, Basis::File), (profile, Basis::Profile)] {
        for rule in rules.relations.iter().filter(|r| &*r.kind == kind && r.level.is_none()) {
            settled.class = rule.class.unwrap_or(settled.class);
            settled.walk = rule.walk.unwrap_or(settled.walk);
            settled.likelihood = rule.likelihood.unwrap_or(settled.likelihood);
            settled.status = StepStatus::Verified;
            settled.basis = basis;
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(triples: &[(&str, &str, &str)]) -> SeenKinds {
        let mut seen = SeenKinds::default();
        for (f, k, t) in triples {
            *seen.nodes.entry((*f).into()).or_default() += 1;
            *seen.nodes.entry((*t).into()).or_default() += 1;
            *seen.triples.entry(((*f).into(), (*k).into(), (*t).into())).or_default() += 1;
        }
        seen
    }

    fn book(triples: &[(&str, &str, &str)]) -> KindBook {
        KindBook::resolve(&Profile::default(), &Profile::default(), &seen(triples))
    }

    #[test]
    fn access_to_repositories_goes_by_level() {
        let book =
            book(&[("Team", "RepoPermission", "Repo"), ("Person", "OrgMember", "Org"), ("Repo", "InOrg", "Org")]);
        let walk = |kind, level| book.step(kind, level, None).walk;
        assert_eq!(walk("RepoPermission", Some("admin")), Walk::Along, "admin is walked");
        assert_eq!(walk("RepoPermission", Some("triage")), Walk::No, "triage is not");
        assert_eq!(
            book.step("RepoPermission", Some("developer"), None).status,
            StepStatus::Unknown,
            "the word says nothing"
        );
        assert_eq!(walk("OrgMember", None), Walk::No, "membership of a whole organisation is not walked");
        assert_eq!(walk("InOrg", None), Walk::Against, "control runs down containment");
    }

    #[test]
    fn a_guess_is_marked_and_never_sure() {
        let book = book(&[("Mitarbeiter", "DarfVerwalten", "Ding"), ("BackupUser", "CanWriteTo", "Tape")]);
        assert_eq!(book.nodes["Mitarbeiter"].class, NodeClass::Identity, "what only starts relations acts");
        assert_eq!(book.nodes["BackupUser"].class, NodeClass::Identity, "a user");
        for relation in book.relations.values() {
            assert_eq!(relation.basis, Basis::Guess);
            assert_ne!(relation.status, StepStatus::Verified, "{} is a guess", relation.kind);
        }
        assert!(book.nodes.values().all(|n| n.tier.is_none()), "no guess sets a tier");
    }

    #[test]
    fn the_record_wins_over_the_table_and_the_profile_over_both() {
        let plain = book(&[("User", "MemberOf", "Group")]);
        assert_eq!(plain.step("MemberOf", None, Some(false)).walk, Walk::No, "the record says it is not walked");
        let profile = Profile {
            relations: vec![RelationRule {
                kind: "MemberOf".into(),
                walk: Some(Walk::Along),
                ..RelationRule::default()
            }],
            ..Profile::default()
        };
        let by_hand = KindBook::resolve(&profile, &Profile::default(), &seen(&[("User", "MemberOf", "Group")]));
        assert_eq!(by_hand.step("MemberOf", None, Some(false)).walk, Walk::Along, "the user knows better");
    }

    #[test]
    fn every_known_step_is_a_sentence_about_both_ends() {
        let book = KindBook::default();
        for kind in super::super::relation_table::RELATION_TABLE.iter().copied().flatten().map(|r| r.kind) {
            let sentence = book.sentence(kind, None, "ADA", "VAULT");
            assert!(sentence.contains("ADA") && sentence.contains("VAULT"), "{kind}: {sentence}");
            assert!(!book.remedy(kind, None, "ADA", "VAULT").is_empty(), "{kind} has a remedy");
        }
        assert_eq!(
            book.sentence("MemberOf", None, "{to}", "B"),
            "{to} is a member of B.",
            "a name is not a place-holder"
        );
    }
}
