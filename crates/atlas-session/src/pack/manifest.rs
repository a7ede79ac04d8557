//! The manifest: every file with its size and sum, and from what the pack was made.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Entry;
use super::facts::Facts;
use crate::dto::PackRequest;

/// Its name in the pack.
pub(super) const NAME: &str = "manifest.json";
/// What it says it is.
pub(super) const SCHEMA: &str = "atlas.pack/1";

/// Canonical JSON: keys in alphabetical order, files by path.
pub(super) fn manifest(request: &PackRequest, facts: &Facts, entries: &[Entry]) -> Vec<u8> {
    let revision = facts.revision();
    let files: Vec<Value> =
        entries.iter().map(|e| json!({ "path": e.path, "bytes": e.bytes.len(), "sha256": sum(&e.bytes) })).collect();
    let document = json!({
        "schema": SCHEMA,
        "app": { "name": "Access Atlas", "version": env!("CARGO_PKG_VERSION") },
        "created": facts.at,
        "title": request.title,
        "workspace": facts.workspace,
        "pseudonyms": facts.veiled,
        "revision": { "id": revision.id, "number": revision.number, "at": revision.at, "asOf": revision.as_of },
        "partial": facts.partial,
        "config": config(facts),
        "log": { "records": facts.chain.records, "head": facts.chain.head, "whole": facts.chain.ok },
        "files": files,
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// The settings of every analysis, so that it can be repeated.
pub(super) fn config(facts: &Facts) -> Value {
    json!({
        "accept": ["verified", "possible"],
        "clusters": { "minimumSize": 5, "seed": 1 },
        "outliers": {
            "falseDiscoveryRate": facts.outliers.false_discovery_rate,
            "seed": 1,
            "thresholds": facts.outliers.thresholds,
        },
        "scope": facts.partial.as_ref().map(|p| &p.scope),
        "tier0": facts.frozen.tier0().len(),
    })
}

/// SHA-256, hex.
pub(super) fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
