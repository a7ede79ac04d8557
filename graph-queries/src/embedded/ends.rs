//! Puts the nodes that ends mean into the rows, and notes how the ends were named.

use std::collections::HashMap;

use atlas_model::NodeKey;
use rusqlite::{Connection, params};

use super::fault::Outcome;
use super::intake::Gathered;
use super::resolve::{Resolution, Settled};
use super::rows::RelationRow;
use super::wanted::{self, Named};

/// How the two ends are named where they are not simply ids: (is match, number) each.
type Names = [Option<(bool, u32)>; 2];

/// Put the nodes into the rows, and note how the ends were named.
pub(super) fn rewrite_ends(
    db: &Connection,
    gathered: &mut Gathered,
    resolution: &Resolution,
    settled: &Settled,
) -> Outcome<()> {
    if resolution.case.is_empty() && settled.is_empty() {
        return Ok(());
    }
    let mut ends = Ends::load(db)?;
    let mut known: HashMap<Names, u32> = HashMap::new();
    let Gathered { relations, wanted, keys, .. } = gathered;
    for row in relations {
        let source = row.source;
        let side = |end: &mut u32, is_match: bool| {
            let written = *end;
            let node = if is_match { settled.get(&(written, source)) } else { resolution.case.get(&written) };
            node.map(|&node| {
                *end = node;
                (is_match, written)
            })
        };
        let (from_is_match, to_is_match) = (row.has(RelationRow::FROM_IS_MATCH), row.has(RelationRow::TO_IS_MATCH));
        let names: Names = [side(&mut row.from, from_is_match), side(&mut row.to, to_is_match)];
        if names == [None, None] {
            continue;
        }
        row.ends = match known.get(&names) {
            Some(&id) => id,
            None => {
                let text = |name: Option<(bool, u32)>| {
                    name.map(|(is_match, at)| {
                        wanted::write_named(&if is_match {
                            Named::Match(wanted.get(at).clone())
                        } else {
                            let (namespace, id) = (keys.namespace_of(at).into(), keys.id(at).into());
                            Named::Case(NodeKey { namespace, id })
                        })
                    })
                };
                let id = ends.intern(db, text(names[0]), text(names[1]))?;
                known.insert(names, id);
                id
            }
        };
    }
    Ok(())
}

/// The dictionary of how ends are named.
struct Ends(HashMap<(Option<String>, Option<String>), u32>);

impl Ends {
    fn load(db: &Connection) -> Outcome<Self> {
        let mut statement = db.prepare("SELECT from_match, to_match, id FROM ends")?;
        let rows = statement.query_map([], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?;
        Ok(Self(rows.collect::<rusqlite::Result<_>>()?))
    }

    fn intern(&mut self, db: &Connection, from: Option<String>, to: Option<String>) -> Outcome<u32> {
        let next = u32::try_from(self.0.len() + 1).unwrap_or(u32::MAX);
        let entry = self.0.entry((from, to));
        let id = *match &entry {
            std::collections::hash_map::Entry::Occupied(known) => known.get(),
            std::collections::hash_map::Entry::Vacant(new) => {
                let (from, to) = new.key();
                db.execute("INSERT INTO ends(id, from_match, to_match) VALUES(?1, ?2, ?3)", params![next, from, to])?;
                &next
            }
        };
        entry.or_insert(next);
        Ok(id)
    }
}
