//! Settles which node each end of a relation means, after everything was read.
//!
//! An end is (1) the node of exactly that id, (2) else the only described node whose id differs in
//! case alone, (3) else a placeholder of that id. An end by properties is the one node that
//! [`super::finder`] finds, else a placeholder. The answer depends only on what all sources in
//! force say, so ends that earlier imports of other sources left open, or settled by (2) or by
//! properties, are taken up again: their relations are *restated*.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, Row, params};

use super::fault::{Fault, Outcome};
use super::finder::{Finder, Seen, Unsettled};
use super::intake::Gathered;
use super::merge_nodes::Merged;
use super::rows::{RelationRow, Spot, read_spots};
use super::wanted::{self, Named};

/// A relation row of the database, by its primary key without `since`: from, to, kind, source, ends.
pub(super) type StoredKey = (u32, u32, u32, u16, u32);

/// Who describes which node, before and after.
#[derive(Default)]
pub(super) struct Described {
    /// Any source in force before the import.
    pub(super) before: Vec<bool>,
    /// Any source in force after it.
    pub(super) after: Vec<bool>,
}

impl Described {
    pub(super) fn now(&self, node: u32) -> bool {
        self.after.get(node as usize).copied().unwrap_or(false)
    }

    /// From the facts of the sources that stay and of the import.
    pub(super) fn collect(db: &Connection, gathered: &Gathered, replaced: &BTreeSet<u16>) -> Outcome<Self> {
        let mut described = Self { before: vec![false; gathered.keys.len()], after: vec![false; gathered.keys.len()] };
        let mut statement = db.prepare("SELECT node, source FROM node_fact WHERE until IS NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, source): (u32, u16) = (row.get(0)?, row.get(1)?);
            let node = id.wrapping_sub(1) as usize;
            let Some(before) = described.before.get_mut(node) else {
                return Err(Fault::Damaged(format!("node {id} is missing")));
            };
            *before = true;
            described.after[node] |= !replaced.contains(&source);
        }
        for Merged { row, .. } in &gathered.merged {
            described.after[row.node as usize] = true;
        }
        Ok(described)
    }
}

/// What became of the ends.
#[derive(Default)]
pub(super) struct Resolution {
    /// Placeholder -> why the match behind it is not settled.
    pub(super) unsettled: HashMap<u32, Unsettled>,
    /// Written id -> node whose id differs in case.
    pub(super) case: BTreeMap<u32, u32>,
    /// The nodes of `case`.
    pub(super) targets: BTreeSet<u32>,
    /// Rows of other sources that stand in the import again.
    pub(super) restated: BTreeSet<StoredKey>,
}

/// Settle all ends of `gathered.relations`, whose sources are database ids by now.
pub(super) fn resolve(
    db: &Connection,
    gathered: &mut Gathered,
    described: &Described,
    replaced: &BTreeSet<u16>,
) -> Outcome<Resolution> {
    let mut resolution = Resolution::default();
    restate_named(db, gathered, replaced, &mut resolution)?;
    resolution.case = case_variants(gathered, described);
    resolution.targets = resolution.case.values().copied().collect();
    restate_open(db, gathered, replaced, &mut resolution)?;
    let settled = settle_matches(db, gathered, replaced, &mut resolution)?;
    rewrite_ends(db, gathered, &resolution, &settled)?;
    Ok(resolution)
}

/// Take up relations of other sources whose ends are not simply ids.
fn restate_named(
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

/// For each key that nobody describes, the only described one that differs in case alone.
fn case_variants(gathered: &Gathered, described: &Described) -> BTreeMap<u32, u32> {
    let keys = &gathered.keys;
    let fold = |n: u32| (keys.namespace_number(n), keys.id(n).to_lowercase());
    let all = 0..u32::try_from(keys.len()).unwrap_or(u32::MAX);
    let open: Vec<u32> = all.clone().filter(|&n| !described.now(n) && wanted::is_id(keys.namespace_of(n))).collect();
    if open.is_empty() {
        return BTreeMap::new();
    }
    let mut variants: HashMap<(u16, String), (u32, u32)> = open.iter().map(|&n| (fold(n), (0, 0))).collect();
    for node in all.filter(|&n| described.now(n)) {
        if let Some((count, only)) = variants.get_mut(&fold(node)) {
            (*count, *only) = (*count + 1, node);
        }
    }
    let only = |n: u32| match variants.get(&fold(n)) {
        Some(&(1, node)) => Some((n, node)),
        _ => None,
    };
    open.into_iter().filter_map(only).collect()
}

/// Take up relations of other sources whose placeholder has now a node that differs in case.
fn restate_open(
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

/// (match, source) -> key number of the node, or of the placeholder.
type Settled = BTreeMap<(u32, u16), u32>;

fn settle_matches(
    db: &Connection,
    gathered: &mut Gathered,
    replaced: &BTreeSet<u16>,
    resolution: &mut Resolution,
) -> Outcome<Settled> {
    let mut asked: BTreeSet<(u32, u16)> = BTreeSet::new();
    for row in &gathered.relations {
        if row.has(RelationRow::FROM_IS_MATCH) {
            asked.insert((row.from, row.source));
        }
        if row.has(RelationRow::TO_IS_MATCH) {
            asked.insert((row.to, row.source));
        }
    }
    if asked.is_empty() {
        return Ok(Settled::new());
    }
    let finder = look_at_all(db, gathered, replaced)?;
    let mut settled = Settled::new();
    for (at, source) in asked {
        let found_by = gathered.wanted.get(at);
        let lists = &gathered.kind_lists;
        let has_kind = |list: u32, kind: &str| lists.kinds(list).iter().any(|k| &**k == kind);
        let node = match finder.settle(found_by, source, has_kind) {
            Ok(node) => node,
            Err(why) => {
                let node = gathered.keys.number_of(&wanted::placeholder(found_by))?;
                resolution.unsettled.insert(node, why);
                node
            }
        };
        settled.insert((at, source), node);
    }
    Ok(settled)
}

/// Show the finder every fact in force after the import.
fn look_at_all(db: &Connection, gathered: &Gathered, replaced: &BTreeSet<u16>) -> Outcome<Finder> {
    let mut finder = Finder::new(gathered.wanted.all());
    let body = |finder: &Finder, text: u32| {
        if finder.needs_properties() { super::texts::body(db, text) } else { Ok(String::new()) }
    };
    for Merged { row, .. } in &gathered.merged {
        let name = gathered.name(row);
        let text = body(&finder, row.text)?;
        let seen = Seen { node: row.node, source: row.source, kinds: row.kinds, id: gathered.keys.id(row.node), name };
        finder.see(&seen, &text);
    }
    let mut statement = db.prepare("SELECT node, source, kinds, name, text FROM node_fact WHERE until IS NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let source: u16 = row.get(1)?;
        if replaced.contains(&source) {
            continue;
        }
        let node = row.get::<_, u32>(0)?.saturating_sub(1);
        let name: Option<String> = row.get(3)?;
        let text = body(&finder, row.get::<_, Option<u32>>(4)?.unwrap_or(0))?;
        let seen =
            Seen { node, source, kinds: row.get(2)?, id: gathered.keys.id(node), name: name.as_deref().unwrap_or("") };
        finder.see(&seen, &text);
    }
    finder.close();
    Ok(finder)
}

/// How the two ends are named where they are not simply ids: (is match, number) each.
type Names = [Option<(bool, u32)>; 2];

/// Put the nodes into the rows, and note how the ends were named.
fn rewrite_ends(db: &Connection, gathered: &mut Gathered, resolution: &Resolution, settled: &Settled) -> Outcome<()> {
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
                            Named::Case(atlas_model::NodeKey { namespace, id })
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
