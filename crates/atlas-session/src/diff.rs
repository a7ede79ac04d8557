//! What changed between two revisions.

use graph_queries::{RelationKey as Key, Revision};

use crate::Session;
use crate::dto::{AppError, Code, DiffAnswer, NodeDiff, RelationDiff, RelationKey};
use crate::info::revision_row;

impl Session {
    /// Nodes and relations that appeared, disappeared or changed, sorted. Revisions are named by
    /// number or by (the beginning of) their id.
    ///
    /// # Errors
    /// Not found where a revision has no such name.
    pub fn diff(&self, from: &str, to: &str) -> Result<DiffAnswer, AppError> {
        let store = self.store();
        let revisions = store.revisions()?;
        let (from, to) = (find(&revisions, from)?, find(&revisions, to)?);
        let diff = store.diff(from.number, to.number)?;
        let ids = |keys: &[atlas_model::NodeKey]| keys.iter().map(|k| k.id.to_string()).collect();
        let relations = |keys: &[Key]| keys.iter().map(relation).collect();
        Ok(DiffAnswer {
            from: revision_row(from),
            to: revision_row(to),
            nodes: NodeDiff {
                added: ids(&diff.nodes_added),
                removed: ids(&diff.nodes_removed),
                changed: ids(&diff.nodes_changed),
            },
            relations: RelationDiff {
                added: relations(&diff.relations_added),
                removed: relations(&diff.relations_removed),
            },
        })
    }
}

fn relation(key: &Key) -> RelationKey {
    RelationKey {
        from: key.from.id.to_string(),
        to: key.to.id.to_string(),
        kind: key.kind.to_string(),
        level: key.level.as_deref().map(Into::into),
    }
}

fn find<'a>(revisions: &'a [Revision], name: &str) -> Result<&'a Revision, AppError> {
    let by_number = name.parse().ok().and_then(|n: u32| revisions.iter().find(|r| r.number == n));
    let by_id = || revisions.iter().rev().find(|r| name.len() >= 6 && r.id.starts_with(name));
    by_number.or_else(by_id).ok_or_else(|| {
        AppError::new(
            Code::NotFound,
            format!("there is no revision {name:?}"),
            "`atlas info` lists them; name one by number or by its id.",
        )
    })
}
