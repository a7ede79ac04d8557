//! [`Within`]: which nodes of a revision are in a scope, by looking at one of them at a time.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::commit::stop;
use super::fault::Outcome;
use super::freeze::HELD;
use crate::{Part, Scope, StoreError, Watch};

/// The parts of a scope, each with the nodes near its middle if it has one.
pub(super) struct Within<'s>(Vec<(&'s Part, Option<HashSet<u32>>)>);

impl<'s> Within<'s> {
    /// Walk from the middles. O(relations near them).
    pub(super) fn find(db: &Connection, number: u32, scope: &'s Scope, watch: &dyn Watch) -> Outcome<Self> {
        let mut parts = Vec::new();
        for part in scope.parts() {
            let near = if part.around.is_empty() { None } else { Some(near(db, number, part, watch)?) };
            parts.push((part, near));
        }
        Ok(Self(parts))
    }

    /// Whether a node is in any part.
    pub(super) fn holds(&self, node: u32, kinds: &[&str], namespace: &str, sources: &[&str]) -> bool {
        self.0.iter().any(|(part, near)| {
            near.as_ref().is_none_or(|n| n.contains(&node)) && part.holds(kinds, namespace, sources)
        })
    }
}

/// The middles and what is at most so many steps from one of them.
fn near(db: &Connection, number: u32, part: &Part, watch: &dyn Watch) -> Outcome<HashSet<u32>> {
    let mut frontier = Vec::new();
    for id in &part.around {
        let found = middles(db, number, id)?;
        if found.is_empty() {
            return Err(StoreError::NoNode { id: id.clone() }.into());
        }
        frontier.extend(found);
    }
    let mut met: HashSet<u32> = frontier.iter().copied().collect();
    let mut neighbours = db.prepare(&format!(
        "SELECT to_node FROM relation WHERE from_node = ?2 AND {HELD}
         UNION ALL SELECT from_node FROM relation WHERE to_node = ?2 AND {HELD}",
    ))?;
    for _ in 0..part.steps {
        let mut next = Vec::new();
        for node in frontier {
            stop(watch)?;
            let mut rows = neighbours.query(params![number, node])?;
            while let Some(row) = rows.next()? {
                let neighbour: u32 = row.get(0)?;
                if met.insert(neighbour) {
                    next.push(neighbour);
                }
            }
        }
        frontier = next;
    }
    Ok(met)
}

/// The nodes of a revision that an id names: in every namespace, else `namespace:id`.
fn middles(db: &Connection, number: u32, id: &str) -> Outcome<Vec<u32>> {
    let namespaces: Vec<(u32, String)> = {
        let mut statement = db.prepare("SELECT id, name FROM namespace ORDER BY id")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    let mut held = db.prepare(&format!(
        "SELECT id FROM node WHERE namespace = ?2 AND key = ?3 AND (
           EXISTS(SELECT 1 FROM node_fact WHERE node = id AND {HELD})
           OR EXISTS(SELECT 1 FROM relation WHERE from_node = id AND {HELD})
           OR EXISTS(SELECT 1 FROM relation WHERE to_node = id AND {HELD}))",
    ))?;
    let mut look = |namespace: u32, id: &str| -> Outcome<Option<u32>> {
        Ok(held.query_row(params![number, namespace, id], |r| r.get(0)).optional()?)
    };
    let mut found = Vec::new();
    for (namespace, _) in &namespaces {
        found.extend(look(*namespace, id)?);
    }
    if found.is_empty() {
        for (namespace, name) in &namespaces {
            if let Some(rest) = id.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix(':')) {
                found.extend(look(*namespace, rest)?);
            }
        }
    }
    Ok(found)
}
