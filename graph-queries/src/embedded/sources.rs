//! The sources of an import and their order of precedence: first come, first shown; those of one
//! import in the order of their names, so that the order of its files does not matter.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::fault::Outcome;
use super::intake::Gathered;
use crate::StoreError;

/// The sources of an import.
pub(super) struct Sources {
    /// Database ids.
    pub(super) imported: BTreeSet<u16>,
    /// Every source of the workspace by database id.
    pub(super) names: BTreeMap<u16, Box<str>>,
    /// Those imported before, by name.
    pub(super) replaced: Vec<Box<str>>,
    /// Those that are new, by name.
    pub(super) added: Vec<Box<str>>,
}

impl Sources {
    /// Give every source its database id, new ones in the order of their names unless `in_order`, and put the ids into the rows.
    pub(super) fn settle(db: &Connection, gathered: &mut Gathered, in_order: bool) -> Outcome<Self> {
        let mut statement = db.prepare("SELECT id, name FROM source")?;
        let known = statement.query_map([], |r| Ok((r.get(0)?, r.get::<_, String>(1)?.into_boxed_str())))?;
        let mut names: BTreeMap<u16, Box<str>> = known.collect::<rusqlite::Result<_>>()?;
        let mut ids: BTreeMap<Box<str>, u16> = names.iter().map(|(&id, name)| (name.clone(), id)).collect();
        let (mut replaced, mut added, mut imported) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut order: Vec<&(Box<str>, Box<str>)> = gathered.sources.iter().collect();
        if !in_order {
            order.sort_unstable();
        }
        for (name, namespace) in order {
            let id = if let Some(&id) = ids.get(name) {
                replaced.push(name.clone());
                id
            } else {
                let last = names.last_key_value().map_or(0, |(&id, _)| id);
                let id = last.checked_add(1).ok_or(StoreError::TooLarge { what: "sources" })?;
                db.execute("INSERT INTO source(id, name, namespace) VALUES(?1, ?2, ?3)", params![id, name, namespace])?;
                names.insert(id, name.clone());
                ids.insert(name.clone(), id);
                added.push(name.clone());
                id
            };
            imported.insert(id);
        }
        let id_at: Vec<u16> = gathered.sources.iter().map(|(name, _)| ids.get(name).copied().unwrap_or(0)).collect();
        for row in &mut gathered.nodes {
            row.source = id_at[row.source as usize];
        }
        for row in &mut gathered.relations {
            row.source = id_at[row.source as usize];
        }
        let presence = std::mem::take(&mut gathered.presence);
        gathered.presence = presence.into_iter().map(|((at, kinds), n)| ((id_at[at as usize], kinds), n)).collect();
        Ok(Self { imported, names, replaced, added })
    }

    pub(super) fn names_of_imported(&self) -> Vec<Box<str>> {
        let mut names: Vec<Box<str>> = self.imported.iter().filter_map(|id| self.names.get(id).cloned()).collect();
        names.sort_unstable();
        names
    }
}
