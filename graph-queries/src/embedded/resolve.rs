//! Settles which node each end of a relation means, after everything was read.
//!
//! An end is (1) the node of exactly that id, (2) else the only described node whose id differs in
//! case alone, (3) else a placeholder of that id. An end by properties is the one node that
//! [`super::finder`] finds, else a placeholder. The answer depends only on what all sources in
//! force say, so ends that earlier imports of other sources left open, or settled by (2) or by
//! properties, are taken up again: their relations are *restated*.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use super::fault::{Fault, Outcome};
use super::finder::{Finder, Seen, Unsettled};
use super::intake::Gathered;
use super::merge_nodes::Merged;
use super::rows::RelationRow;
use super::{ends, restate, wanted};

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
    restate::restate_named(db, gathered, replaced, &mut resolution)?;
    resolution.case = case_variants(gathered, described);
    resolution.targets = resolution.case.values().copied().collect();
    restate::restate_open(db, gathered, replaced, &mut resolution)?;
    let settled = settle_matches(db, gathered, replaced, &mut resolution)?;
    ends::rewrite_ends(db, gathered, &resolution, &settled)?;
    Ok(resolution)
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

/// (match, source) -> key number of the node, or of the placeholder.
pub(super) type Settled = BTreeMap<(u32, u16), u32>;

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
