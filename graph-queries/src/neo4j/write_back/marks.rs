//! [`Marks`]: what is to be written, by the keys of nodes and relations.

use std::collections::BTreeMap;

use atlas_model::NodeKey;
use neo4rs::{BoltMap, BoltType};

use super::PREFIX;
use crate::RelationKey;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A text.
    Text(Box<str>),
    /// A count.
    Count(i64),
    /// A score.
    Score(f64),
}

impl Mark {
    pub(super) fn bolt(&self) -> BoltType {
        match self {
            Self::Text(text) => (&**text).into(),
            Self::Count(n) => (*n).into(),
            Self::Score(n) => (*n).into(),
        }
    }
}

/// Values by the name of their property without the prefix.
pub type Values = BTreeMap<&'static str, Mark>;

/// What is to be written on one node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeMark {
    /// Which.
    pub key: NodeKey,
    /// What.
    pub values: Values,
}

/// What is to be written on one relation.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationMark {
    /// Which.
    pub key: RelationKey,
    /// What.
    pub values: Values,
}

/// Everything that is to stand in the database; whatever else of ours stands there goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// On nodes, each at most once.
    pub nodes: Vec<NodeMark>,
    /// On relations, each at most once.
    pub relations: Vec<RelationMark>,
}

/// What must be set so that the values stand there and nothing else of ours does; `None` where it is so.
pub(super) fn change(standing: Option<&BoltMap>, wanted: Option<&Values>) -> Option<BoltMap> {
    let mut change = BoltMap::new();
    for (name, mark) in wanted.into_iter().flatten() {
        let (name, value) = (format!("{PREFIX}{name}"), mark.bolt());
        if standing.and_then(|s| s.value.get(name.as_str())) != Some(&value) {
            change.put(name.as_str().into(), value);
        }
    }
    let wanted_name = |name: &str| {
        let bare = name.strip_prefix(PREFIX);
        bare.is_some_and(|bare| wanted.is_some_and(|w| w.contains_key(bare)))
    };
    let stale = standing.into_iter().flat_map(|s| s.value.keys()).filter(|k| k.value.starts_with(PREFIX));
    change
        .value
        .extend(stale.filter(|k| !wanted_name(&k.value)).map(|k| (k.clone(), BoltType::Null(neo4rs::BoltNull))));
    (!change.value.is_empty()).then_some(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_set_and_only_ours_is_taken_away() {
        let mut standing = BoltMap::new();
        for (key, value) in [("atlas_wb_cluster", "old"), ("atlas_wb_gone", "x"), ("name", "Ann")] {
            standing.put(key.into(), value.into());
        }
        let wanted: Values = [("cluster", Mark::Text("old".into())), ("exposed", Mark::Count(3))].into();
        let set = change(Some(&standing), Some(&wanted)).unwrap();
        let mut keys: Vec<&str> = set.value.keys().map(|k| k.value.as_str()).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["atlas_wb_exposed", "atlas_wb_gone"], "an equal value needs no writing; `name` is not ours");
        assert!(matches!(set.value.get("atlas_wb_gone"), Some(BoltType::Null(_))), "null takes a property away");
        standing.value.retain(|k, _| k.value == "name");
        assert_eq!(change(Some(&standing), None), None, "nothing of ours, nothing to do");
    }
}
