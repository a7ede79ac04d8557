//! THE table of relation kinds: every kind this program knows, once, with its class, whether and which
//! way it is walked, its likelihood, and how it is said and undone.
//!
//! The rows stand in one file for each family of platforms. Kinds are compared without case and
//! punctuation ([`fold`]). Likelihoods are the defaults of identity-security §4.2 and §4.6.3: relative,
//! not measured. Which kinds of a directory are walked follows the published lists of traversable kinds.

mod agents;
mod azure;
mod cloud;
mod directory;
mod generic;
mod github;
mod kubernetes;
mod services;

use std::{collections::BTreeMap, sync::LazyLock};

use super::{Walk, name::fold};
use crate::RelationClass;

/// One known kind of relation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RelationRow {
    /// The kind as its platform writes it.
    pub(super) kind: &'static str,
    /// Its class.
    pub(super) class: RelationClass,
    /// Whether and which way it is walked, where no level decides.
    pub(super) walk: Walk,
    /// Likelihood 0 < p <= 1 of the step.
    pub(super) likelihood: f64,
    /// Whether the step stands under a condition that the relation does not show (an approval, a live
    /// session, a password that must be cracked), so that it is *possible* and not *verified*.
    pub(super) conditional: bool,
    /// The relation as a sentence, with the place-holders of [`super::sentence`].
    pub(super) sentence: &'static str,
    /// What a person would do to end it.
    pub(super) remedy: &'static str,
}

impl RelationRow {
    /// The same row, under a condition.
    const fn conditional(mut self) -> Self {
        self.conditional = true;
        self
    }
}

/// Sentence and remedy.
type Words = (&'static str, &'static str);

/// Likelihood of a kind that is not walked by itself, should a record or a profile say that it is.
const RAW: f64 = 0.9;

const fn row(kind: &'static str, class: RelationClass, walk: Walk, likelihood: f64, words: Words) -> RelationRow {
    let (sentence, remedy) = words;
    RelationRow { kind, class, walk, likelihood, conditional: false, sentence, remedy }
}

const fn along(kind: &'static str, class: RelationClass, likelihood: f64, words: Words) -> RelationRow {
    row(kind, class, Walk::Along, likelihood, words)
}

const fn against(kind: &'static str, likelihood: f64, words: Words) -> RelationRow {
    row(kind, RelationClass::Containment, Walk::Against, likelihood, words)
}

const fn fixed(kind: &'static str, class: RelationClass, words: Words) -> RelationRow {
    row(kind, class, Walk::No, RAW, words)
}

// Words shared by kinds that say the same.
const MEMBER: Words = ("{from} is a member of {to}.", "Take {from} out of {to}.");
const HAS_ROLE: Words = ("{from} has the role {to}.", "Take the role {to} from {from}.");
const ELIGIBLE: Words =
    ("{from} can activate the role {to}.", "End the eligibility of {from} for {to}, or require approval for it.");
const HOLDS: Words = ("{from} holds {to}.", "Take {to} from {from}.");
const ACCESS: Words = ("{from} has {level} access to {to}.", "Take the {level} access to {to} from {from}.");
const CONTAINS: Words = ("{from} contains {to}, so whoever controls {from} controls {to}.", "Move {to} out of {from}.");
const LIES_IN: Words = ("{from} lies in {to}, so whoever controls {to} controls {from}.", "Move {from} out of {to}.");
const PART: Words = ("{from} has {to} as a part.", "Move {to} out of {from}.");
const ADMIN: Words = ("{from} administers {to}.", "Take the administration of {to} from {from}.");
const OWNS: Words = ("{from} owns {to} and can change it at will.", "Give {to} another owner than {from}.");
const ANSWERS: Words = ("{from} answers for {to}.", "Name another owner of {to} than {from}.");
const ANSWERED_BY: Words = ("{to} answers for {from}.", "Name another owner of {from} than {to}.");
const ASSUME: Words = ("{from} can assume {to}.", "Take {from} out of the trust of {to}.");
const ACT_AS: Words = ("{from} can act as {to}.", "Take the right to act as {to} from {from}.");
const RUNS_AS: Words = ("{from} runs as {to}.", "Let {from} run as an identity of its own with less access than {to}.");
const ADD_MEMBER: Words =
    ("{from} can add members to {to}.", "Take the right to change the membership of {to} from {from}.");
const ADD_OWNER: Words = ("{from} can add owners to {to}.", "Take the right to add owners to {to} from {from}.");
const MODIFY_GRANTS: Words =
    ("{from} can change who may do what on {to}.", "Take the right to change grants on {to} from {from}.");
const FULL_CONTROL: Words = ("{from} has full control of {to}.", "Remove the full control of {to} from {from}.");
const RESET: Words =
    ("{from} can reset the password of {to}.", "Take the right to reset the password of {to} from {from}.");
const ADD_CREDENTIAL: Words = (
    "{from} can add a credential to {to} and sign in as it.",
    "Take the right to add credentials to {to} from {from}.",
);
const READ_SECRET: Words =
    ("{from} can read the secret {to}.", "Take the right to read {to} from {from}, then rotate it.");
const SPEAKS_FOR: Words =
    ("{from} signs in as {to}.", "Replace {from} by a short-lived credential of {to}, or revoke it.");
const HOLDS_SECRET: Words =
    ("{from} holds a secret that signs in as {to}.", "Move the secret of {to} out of {from} and rotate it.");
const STORED: Words = ("{from} is stored in {to}.", "Move {from} out of {to} and rotate it.");
const RUN_CODE: Words = ("{from} can run code on {to}.", "Take the right to run code on {to} from {from}.");
const CHANGE_CODE: Words =
    ("{from} can change the code of {to}.", "Take the right to change the code of {to} from {from}.");
const SESSION: Words = (
    "{from} has a session of {to}, whose credentials can be taken there.",
    "End the session of {to} on {from}, and keep {to} from signing in there.",
);
const SYNCED: Words = (
    "{from} is synchronised to {to}: who controls the one controls the other.",
    "End the synchronisation of {from} to {to}.",
);
const TRUSTS: Words = ("{from} and {to} trust each other's sign-ins.", "Limit the trust between {from} and {to}.");
const RELAY: Words = (
    "{from} can make a machine sign in and pass that sign-in on to {to}.",
    "Require signing and channel binding on {to}, so that {from} cannot pass on a sign-in.",
);
const INPUT: Words =
    ("{from} has the raw right \"{kind}\" on {to}.", "Remove the right \"{kind}\" on {to} from {from}.");
const MAY: Words = ("{from} may {kind} on {to}.", "Take the permission to {kind} on {to} from {from}.");
const SEEN: Words = ("{from} was seen with {to} ({name}).", "Find out whether {from} still needs {to}.");
const LINKED: Words = ("{from} is linked to {to} ({name}).", "Remove the link from {from} to {to}.");

/// The table, a slice for each family of platforms.
pub(super) static RELATION_TABLE: &[&[RelationRow]] = &[
    generic::ROWS,
    agents::ROWS,
    directory::ROWS,
    azure::ROWS,
    cloud::ROWS,
    kubernetes::ROWS,
    github::ROWS,
    services::ROWS,
];

/// Prefix of a platform whose raw permissions are inputs of rules: a kind of it that stands in no table
/// is not walked unless the record says so.
pub(super) const RAW_PREFIXES: &[&str] = &["GH_"];

static BY_FOLDED: LazyLock<BTreeMap<String, &'static RelationRow>> =
    LazyLock::new(|| RELATION_TABLE.iter().flat_map(|rows| rows.iter()).map(|r| (fold(r.kind), r)).collect());

/// The row of a kind, whatever its spelling. O(length of the kind + log rows).
pub(super) fn find(kind: &str) -> Option<&'static RelationRow> {
    BY_FOLDED.get(&fold(kind)).copied()
}

/// Every kind, as its platform writes it.
pub(super) fn every() -> impl Iterator<Item = &'static str> {
    RELATION_TABLE.iter().flat_map(|rows| rows.iter()).map(|r| r.kind)
}

#[cfg(test)]
mod tests;
