//! Descriptions of kinds that came with files, as JSON texts.

use atlas_model::{Lifecycle, NodeClass, NodeRule, Profile, RelationClass, RelationRule, Walk};
use serde_json::{Value, json};

/// Write a profile.
pub(crate) fn write(profile: &Profile) -> String {
    let nodes: Vec<Value> = profile
        .nodes
        .iter()
        .map(|r| {
            json!({
                "kind": *r.kind,
                "class": r.class.map(NodeClass::word),
                "lifecycle": r.lifecycle.map(Lifecycle::word),
                "tier": r.tier,
            })
        })
        .collect();
    let relations: Vec<Value> = profile
        .relations
        .iter()
        .map(|r| {
            json!({
                "kind": *r.kind,
                "level": r.level.as_deref(),
                "class": r.class.map(RelationClass::word),
                "walk": r.walk.map(Walk::word),
                "likelihood": r.likelihood,
            })
        })
        .collect();
    json!({"nodes": nodes, "relations": relations}).to_string()
}

/// Add what a text says to a profile; rules that do not read are left out.
pub(crate) fn read_into(profile: &mut Profile, text: &str) {
    let Ok(object) = serde_json::from_str::<Value>(text) else { return };
    let rules = |of: &str| object.get(of).and_then(Value::as_array).cloned().unwrap_or_default();
    let word = |rule: &Value, key: &str| rule.get(key).and_then(Value::as_str).map(str::to_owned);
    for rule in rules("nodes") {
        profile.nodes.push(NodeRule {
            kind: word(&rule, "kind").unwrap_or_default().into(),
            class: word(&rule, "class").and_then(|w| NodeClass::from_word(&w)),
            lifecycle: word(&rule, "lifecycle").and_then(|w| Lifecycle::from_word(&w)),
            tier: rule.get("tier").and_then(Value::as_u64).and_then(|t| u8::try_from(t).ok()),
        });
    }
    for rule in rules("relations") {
        profile.relations.push(RelationRule {
            kind: word(&rule, "kind").unwrap_or_default().into(),
            level: word(&rule, "level").map(Into::into),
            class: word(&rule, "class").and_then(|w| RelationClass::from_word(&w)),
            walk: word(&rule, "walk").and_then(|w| Walk::from_word(&w)),
            likelihood: rule.get("likelihood").and_then(Value::as_f64),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_reads_back_as_it_was() {
        let profile = Profile {
            nodes: vec![NodeRule {
                kind: "K1".into(),
                class: Some(NodeClass::Identity),
                tier: Some(0),
                lifecycle: None,
            }],
            relations: vec![RelationRule {
                kind: "N1".into(),
                level: Some("admin".into()),
                class: Some(RelationClass::Control),
                walk: Some(Walk::Against),
                likelihood: Some(0.5),
            }],
        };
        let mut back = Profile::default();
        read_into(&mut back, &write(&profile));
        assert_eq!(back, profile);
    }
}
