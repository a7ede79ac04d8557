//! Finds nodes by their properties, for all matches at once in one pass over the nodes.
//!
//! A condition holds for a node if any of its facts meets it; `name` compares without case,
//! `objectid` is the id. A match is settled by the one node that meets all its conditions: first
//! among the nodes that the relation's own source describes, then among all. The order of the
//! facts never matters.

use std::collections::HashMap;

use atlas_model::{Match, MatchValue};
use serde_json::Value;

use super::properties;

/// One fact about a node, as the finder sees it.
pub(super) struct Seen<'a> {
    pub(super) node: u32,
    pub(super) source: u16,
    pub(super) kinds: u32,
    pub(super) id: &'a str,
    pub(super) name: &'a str,
}

/// Why a match is not settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsettled {
    /// No node meets it.
    Nobody,
    /// So many nodes meet it.
    Several(u32),
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Wish {
    Text(Box<str>),
    Number(u64),
    Bool(bool),
}

fn wish(value: &MatchValue) -> Wish {
    match value {
        MatchValue::Text(text) => Wish::Text(text.clone()),
        MatchValue::Number(number) => Wish::Number(number.to_bits()),
        MatchValue::Bool(flag) => Wish::Bool(*flag),
    }
}

fn folded(value: &MatchValue) -> String {
    match value {
        MatchValue::Text(text) => text.to_lowercase(),
        MatchValue::Number(number) => number.to_string(),
        MatchValue::Bool(flag) => flag.to_string(),
    }
}

/// Collects, for every condition of every match, the nodes that meet it.
#[derive(Default)]
pub(super) struct Finder {
    by_name: HashMap<String, Vec<u32>>,
    by_id: HashMap<String, Vec<u32>>,
    by_property: HashMap<Box<str>, HashMap<Wish, Vec<u32>>>,
    /// (node, source, list of kinds) of every fact.
    facts: Vec<(u32, u16, u32)>,
}

impl Finder {
    pub(super) fn new(matches: &[Match]) -> Self {
        let mut finder = Self::default();
        for (key, value) in matches.iter().flat_map(|m| &m.properties) {
            match &**key {
                "name" => drop(finder.by_name.entry(folded(value)).or_default()),
                "objectid" => drop(finder.by_id.entry(folded(value)).or_default()),
                _ => drop(finder.by_property.entry(key.clone()).or_default().entry(wish(value)).or_default()),
            }
        }
        finder
    }

    /// Whether any condition needs the property texts.
    pub(super) fn needs_properties(&self) -> bool {
        !self.by_property.is_empty()
    }

    /// Look at one fact; `text` is its properties where [`Self::needs_properties`].
    pub(super) fn see(&mut self, seen: &Seen<'_>, text: &str) {
        self.facts.push((seen.node, seen.source, seen.kinds));
        if !self.by_name.is_empty()
            && !seen.name.is_empty()
            && let Some(nodes) = self.by_name.get_mut(&seen.name.to_lowercase())
        {
            nodes.push(seen.node);
        }
        if !self.by_id.is_empty()
            && let Some(nodes) = self.by_id.get_mut(&seen.id.to_lowercase())
        {
            nodes.push(seen.node);
        }
        if self.by_property.is_empty() {
            return;
        }
        for (key, raw) in properties::parse(text).unwrap_or_default() {
            let Some(wishes) = self.by_property.get_mut(key.as_str()) else { continue };
            let met = match serde_json::from_str::<Value>(raw.get()) {
                Ok(Value::String(text)) => Wish::Text(text.into()),
                Ok(Value::Bool(flag)) => Wish::Bool(flag),
                Ok(Value::Number(number)) => Wish::Number(number.as_f64().unwrap_or(f64::NAN).to_bits()),
                _ => continue,
            };
            if let Some(nodes) = wishes.get_mut(&met) {
                nodes.push(seen.node);
            }
        }
    }

    /// No more facts will be seen.
    pub(super) fn close(&mut self) {
        self.facts.sort_unstable();
    }

    /// The node that a match of a source means. `has_kind` says whether a list of kinds holds a kind.
    pub(super) fn settle(
        &self,
        found_by: &Match,
        source: u16,
        has_kind: impl Fn(u32, &str) -> bool,
    ) -> Result<u32, Unsettled> {
        let mut nodes: Option<Vec<u32>> = None;
        for (key, value) in &found_by.properties {
            let met = match &**key {
                "name" => self.by_name.get(&folded(value)),
                "objectid" => self.by_id.get(&folded(value)),
                _ => self.by_property.get(key).and_then(|wishes| wishes.get(&wish(value))),
            };
            let mut met = met.cloned().unwrap_or_default();
            met.sort_unstable();
            met.dedup();
            nodes = Some(match nodes {
                None => met,
                Some(before) => before.into_iter().filter(|n| met.binary_search(n).is_ok()).collect(),
            });
        }
        let mut nodes = nodes.unwrap_or_default();
        if let Some(kind) = &found_by.kind {
            nodes.retain(|&n| self.facts_of(n).iter().any(|&(_, _, list)| has_kind(list, kind)));
        }
        let own: Vec<u32> =
            nodes.iter().copied().filter(|&n| self.facts_of(n).iter().any(|&(_, s, _)| s == source)).collect();
        match (own.as_slice(), nodes.as_slice()) {
            ([node], _) | ([], [node]) => Ok(*node),
            ([], []) => Err(Unsettled::Nobody),
            ([], many) | (many, _) => Err(Unsettled::Several(u32::try_from(many.len()).unwrap_or(u32::MAX))),
        }
    }

    fn facts_of(&self, node: u32) -> &[(u32, u16, u32)] {
        let start = self.facts.partition_point(|f| f.0 < node);
        let end = start + self.facts[start..].partition_point(|f| f.0 == node);
        &self.facts[start..end]
    }
}
