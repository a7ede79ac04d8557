//! Takes up relations that other sources stated earlier, where what their ends mean may have changed.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, Row, params};

use super::fault::{Fault, Outcome};
use super::intake::Gathered;
use super::resolve::{Resolution, StoredKey};
use super::rows::{RelationRow, Spot, read_spots};
use super::wanted::{self, Named};

/// Take up relations of other sources whose ends are not simply ids.
pub(super) fn restate_named(
    db: &Connection,
    gathered: &mut Gathered,
    replaced: &BTreeSet<u16>,
    resolution: &mut Resolution,
) -> Outcome<()> {
    let mut named: HashMap<u32, [Option<Named>; 2]> = HashMap::new();
    let mut statement = db.prepare("SELECT id, from_match, to_match FROM ends")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let side = |at: usize| -> Outcome<Option<Named>> {
            let text: Option<String> = row.get(at)?;
            let unreadable = || Fault::Damaged("the name of an end does not read".into());
            text.map(|t| wanted::read_named(&t).ok_or_else(unreadable)).transpose()
        };
        named.insert(row.get(0)?, [side(1)?, side(2)?]);
    }
    if named.is_empty() {
        return Ok(());
    }
    let mut statement =
        db.prepare(&format!("SELECT {RESTATED_COLUMNS} FROM relation WHERE until IS NULL AND ends <> 0"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (key, mut relation, also) = read_relation(row)?;
        if replaced.contains(&key.3) {
            continue;
        }
        let Some([from, to]) = named.get(&key.4) else {
            return Err(Fault::Damaged(format!("ends {} are missing", key.4)));
        };
        match from {
            Some(Named::Match(found_by)) => {
                relation.from = gathered.wanted.number(found_by)?;
                relation.marks |= RelationRow::FROM_IS_MATCH;
            }
            Some(Named::Case(id)) => relation.from = gathered.keys.number_of(id)?,
            None => {}
        }
        match to {
            Some(Named::Match(found_by)) => {
                relation.to = gathered.wanted.number(found_by)?;
                relation.marks |= RelationRow::TO_IS_MATCH;
            }
            Some(Named::Case(id)) => relation.to = gathered.keys.number_of(id)?,
            None => {}
        }
        restate(gathered, resolution, key, relation, &also);
    }
    Ok(())
}

const RESTATED_COLUMNS: &str = "from_node, to_node, kind, source, ends, text, list, record, line, traversable, also";

fn read_relation(row: &Row<'_>) -> Outcome<(StoredKey, RelationRow, Vec<Spot>)> {
    let key: StoredKey = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
    let (Some(from), Some(to)) = (key.0.checked_sub(1), key.1.checked_sub(1)) else {
        return Err(Fault::Damaged("a relation joins node 0".into()));
    };
    let relation = RelationRow {
        from,
        to,
        kind: key.2,
        source: key.3,
        ends: 0,
        text: row.get::<_, Option<u32>>(5)?.unwrap_or(0),
        spot: Spot { list: row.get(6)?, record: row.get(7)?, line: row.get(8)? },
        traversable: row.get(9)?,
        marks: RelationRow::RESTATED,
    };
    let also: Option<String> = row.get(10)?;
    Ok((key, relation, also.map(|t| read_spots(&t)).unwrap_or_default()))
}

fn restate(g: &mut Gathered, resolution: &mut Resolution, key: StoredKey, relation: RelationRow, also: &[Spot]) {
    if resolution.restated.insert(key) {
        g.relations.push(relation);
        g.relations.extend(also.iter().map(|&spot| RelationRow { spot, ..relation }));
    }
}

/// Take up relations of other sources whose placeholder has now a node that differs in case.
pub(super) fn restate_open(
    db: &Connection,
    gathered: &mut Gathered,
    replaced: &BTreeSet<u16>,
    resolution: &mut Resolution,
) -> Outcome<()> {
    let stored = u32::try_from(gathered.keys.stored()).unwrap_or(u32::MAX);
    let open: Vec<u32> = resolution.case.keys().copied().filter(|&n| n < stored).collect();
    let mut statement = db.prepare(&format!(
        "SELECT {RESTATED_COLUMNS} FROM relation WHERE until IS NULL AND ends = 0 AND from_node = ?1
         UNION ALL
         SELECT {RESTATED_COLUMNS} FROM relation WHERE until IS NULL AND ends = 0 AND to_node = ?1"
    ))?;
    for node in open {
        let mut rows = statement.query(params![node + 1])?;
        while let Some(row) = rows.next()? {
            let (key, relation, also) = read_relation(row)?;
            if !replaced.contains(&key.3) {
                restate(gathered, resolution, key, relation, &also);
            }
        }
    }
    Ok(())
}
