//! Guesses: what a kind that nobody described probably means, from the words in its name and from
//! what it joins. A guess never sets a tier, and a step by a guess is at most *possible*.

use super::name::words;
use super::{SeenKinds, Walk};
use crate::{Lifecycle, NodeClass, RelationClass};

fn any(words: &[String], of: &[&str]) -> bool {
    words.iter().any(|w| of.contains(&w.as_str()))
}

/// Class and lifecycle of a node kind.
pub(super) fn node(kind: &str, seen: &SeenKinds) -> (NodeClass, Lifecycle) {
    let w = words(kind);
    if any(&w, &["agent", "assistant", "copilot"]) {
        return (NodeClass::Identity, Lifecycle::Autonomous);
    }
    // The last word says what a thing is, the ones before which: a user group is a group.
    for word in w.iter().rev() {
        let found = match word.as_str() {
            "person" | "people" | "human" | "user" | "users" | "employee" | "member" | "contractor" => {
                (NodeClass::Identity, Lifecycle::Human)
            }
            "service" | "principal" | "bot" | "machine" | "computer" | "server" | "host" | "device"
            | "serviceaccount" | "client" => (NodeClass::Identity, Lifecycle::Stable),
            "workload" | "pod" | "job" | "session" | "pipeline" | "runner" | "lambda" | "function" => {
                (NodeClass::Identity, Lifecycle::Ephemeral)
            }
            "identity" | "login" | "subject" => (NodeClass::Identity, Lifecycle::Unknown),
            "group" | "groups" | "team" | "role" | "roles" | "policy" | "permission" | "permissions"
            | "entitlement" | "profile" | "scope" | "privilege" => (NodeClass::Entitlement, Lifecycle::Unknown),
            "secret" | "key" | "token" | "certificate" | "credential" | "password" | "apikey" => {
                (NodeClass::Credential, Lifecycle::Unknown)
            }
            "org" | "organization" | "organisation" | "tenant" | "domain" | "ou" | "account" | "subscription"
            | "project" | "namespace" | "folder" | "cluster" | "unit" | "container" | "department" => {
                (NodeClass::Container, Lifecycle::Unknown)
            }
            "repo" | "repository" | "bucket" | "database" | "file" | "share" | "vault" | "resource" | "component"
            | "artifact" | "site" | "table" => (NodeClass::Resource, Lifecycle::Unknown),
            _ => continue,
        };
        return found;
    }
    by_structure(kind, seen)
}

/// What only starts relations acts; what only ends them is acted on; what does both gives access on.
fn by_structure(kind: &str, seen: &SeenKinds) -> (NodeClass, Lifecycle) {
    let (mut starts, mut ends) = (0u64, 0u64);
    for ((from, _, to), n) in &seen.triples {
        if from == to {
            continue;
        }
        starts += if &**from == kind { *n } else { 0 };
        ends += if &**to == kind { *n } else { 0 };
    }
    let class = match (starts, ends) {
        (s, e) if s > 0 && e * 20 <= s => NodeClass::Identity,
        (s, e) if e > 0 && s * 20 <= e => NodeClass::Resource,
        (0, 0) => NodeClass::Resource,
        _ => NodeClass::Entitlement,
    };
    (class, Lifecycle::Unknown)
}

/// Class, way and likelihood of a relation kind; `class_of` is the class of a node kind.
pub(super) fn relation(
    kind: &str,
    seen: &SeenKinds,
    class_of: &dyn Fn(&str) -> NodeClass,
) -> (RelationClass, Walk, f64) {
    let w = words(kind);
    let joins: Vec<(NodeClass, NodeClass)> =
        seen.triples.keys().filter(|(_, k, _)| &**k == kind).map(|(f, _, t)| (class_of(f), class_of(t))).collect();
    let into_container = !joins.is_empty() && joins.iter().all(|(_, t)| *t == NodeClass::Container);
    let from_container = !joins.is_empty() && joins.iter().all(|(f, _)| *f == NodeClass::Container);
    if any(&w, &["member", "members"]) || (any(&w, &["child"]) && any(&w, &["of"])) {
        // Being a member of a whole organisation gives nothing by itself.
        let walk = if into_container { Walk::No } else { Walk::Along };
        return (RelationClass::Membership, walk, 0.9);
    }
    if any(&w, &["in", "within", "part", "belongs", "located"]) && into_container {
        return (RelationClass::Containment, Walk::Against, 0.9);
    }
    if any(&w, &["contains", "contain", "parent", "holds"]) && from_container {
        return (RelationClass::Containment, Walk::Along, 0.9);
    }
    if any(
        &w,
        &[
            "owned",
            "ownedby",
            "accountable",
            "responsible",
            "codeowner",
            "reports",
            "managed",
            "contact",
            "sponsor",
            "created",
        ],
    ) {
        return (RelationClass::Ownership, Walk::No, 0.5);
    }
    if any(&w, &["used", "observed", "accessed", "session", "seen", "login", "logon"]) {
        return (RelationClass::Observation, Walk::No, 0.5);
    }
    if any(&w, &["secret", "token", "key", "credential", "authenticates", "password"]) {
        return (RelationClass::CredentialUse, Walk::Along, 0.7);
    }
    if any(&w, &["read", "list", "view", "get", "audit", "watch", "triage", "comment", "enroll"]) {
        return (RelationClass::Grant, Walk::No, 0.5);
    }
    if any(
        &w,
        &[
            "admin",
            "administers",
            "owner",
            "owns",
            "control",
            "controls",
            "manage",
            "manages",
            "impersonate",
            "assume",
            "act",
            "reset",
            "full",
            "sudo",
            "root",
        ],
    ) {
        return (RelationClass::Control, Walk::Along, 0.7);
    }
    if any(
        &w,
        &[
            "write",
            "edit",
            "execute",
            "run",
            "push",
            "deploy",
            "modify",
            "delete",
            "create",
            "update",
            "add",
            "change",
            "approve",
            "release",
            "publish",
            "publishes",
        ],
    ) {
        return (RelationClass::Control, Walk::Along, 0.7);
    }
    if any(&w, &["role", "assigned", "assignment", "group", "profile"]) {
        return (RelationClass::Membership, Walk::Along, 0.7);
    }
    if any(
        &w,
        &[
            "grant",
            "grants",
            "access",
            "permission",
            "permissions",
            "allow",
            "allows",
            "entitlement",
            "right",
            "rights",
            "has",
            "can",
            "applies",
            "gives",
        ],
    ) {
        return (RelationClass::Grant, Walk::Along, 0.7);
    }
    // Nothing in the name: access if it leads from who holds to what is held, else structure.
    let gives = |f: NodeClass, t: NodeClass| {
        matches!(f, NodeClass::Identity | NodeClass::Entitlement) && t != NodeClass::Identity
    };
    if !joins.is_empty() && joins.iter().all(|&(f, t)| gives(f, t)) && !into_container {
        return (RelationClass::Grant, Walk::Along, 0.5);
    }
    (RelationClass::Containment, Walk::No, 0.5)
}
