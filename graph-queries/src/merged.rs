//! What several sources say about one thing, as one record; the same for every store.

use atlas_model::NodeKey;

use crate::embedded::merge_nodes::unite;
use crate::embedded::{hints, properties, wanted};
use crate::{NodeRecord, NodeStatement, RelationRecord};

/// Statements in the order of precedence: of what differs the first one's shows.
pub(crate) fn node(key: &NodeKey, statements: Vec<NodeStatement>) -> NodeRecord {
    let bodies: Vec<&str> = statements.iter().map(|s| &*s.properties).collect();
    let (properties, mut conflicts) = properties::merge(&bodies);
    let mut names = statements.iter().map(|s| &s.name).filter(|n| !n.is_empty());
    let name = names.next().cloned().unwrap_or_default();
    if names.any(|n| *n != name) && !conflicts.iter().any(|c| &**c == "name") {
        conflicts.push("name".into());
        conflicts.sort_unstable();
    }
    let kinds = if statements.is_empty() {
        wanted::asked_kind(&key.namespace).into_iter().map(Into::into).collect()
    } else {
        unite(&statements.iter().map(|s| s.kinds.clone()).collect::<Vec<_>>())
    };
    NodeRecord {
        key: key.clone(),
        name,
        kinds,
        hints: hints::unite(statements.iter().map(|s| s.hints)),
        placeholder: statements.is_empty(),
        properties: properties.into(),
        conflicts,
        statements,
    }
}

/// Statements with the number of their source; the source that decides comes first. `None` of none.
pub(crate) fn relation(mut stated: Vec<(u32, RelationRecord)>) -> Option<RelationRecord> {
    stated.sort_by(|a, b| (a.0, &a.1.evidence).cmp(&(b.0, &b.1.evidence)));
    let mut parts = stated.into_iter().map(|(_, record)| record);
    let mut merged = parts.next()?;
    for part in parts {
        merged.traversable = merged.traversable.or(part.traversable);
        if &*merged.properties == properties::NONE {
            merged.properties = part.properties;
        }
        merged.evidence.extend(part.evidence);
        merged.stated = merged.stated.saturating_add(part.stated);
    }
    Some(merged)
}
