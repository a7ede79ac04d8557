//! The end of an import: what was read is compared with what stood, and becomes a revision.
//!
//! ```text
//!   sources ─▶ records merged ─▶ described ─▶ ends resolved ─▶ keys stored ─▶ nodes joined ─▶ relations joined ─▶ revision
//! ```
//!
//! Both joins walk the facts in force and the sorted rows of the import side by side: equal facts
//! stay as they are, so that a revision costs only what changed.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::digest::{self, Digest};
use super::fault::{Fault, Outcome};
use super::intake::{Gathered, Import};
use super::join_nodes::{self, NodeChange};
use super::join_relations::{self, RelationChange};
use super::keys::Keys;
use super::merge_nodes::Merged;
use super::resolve::{Described, Resolution, resolve};
use super::{merge_nodes, notes, profile_text};
use crate::{ImportOutcome, ImportStamp, Revision, StoreError, Watch};

/// What both joins need to know.
pub(super) struct Settling<'a> {
    pub(super) db: &'a Connection,
    pub(super) watch: &'a dyn Watch,
    /// The revision being made.
    pub(super) revision: u32,
    /// Database ids of the sources of this import.
    pub(super) sources: &'a BTreeSet<u16>,
    /// Every source by database id.
    pub(super) names: &'a BTreeMap<u16, Box<str>>,
    /// Key number -> database id of the node.
    pub(super) stored: &'a [u32],
    pub(super) described: &'a Described,
    pub(super) resolution: &'a Resolution,
}

impl Settling<'_> {
    /// Every few thousand steps: stop where the watch says so, else report how far the phase is.
    pub(super) fn pace(&self, phase: &'static str, step: usize, done: usize, of: usize) -> Outcome<()> {
        if step.is_multiple_of(4096) {
            stop(self.watch)?;
            self.watch.progress(phase, if of == 0 { 1.0 } else { done as f32 / of as f32 });
        }
        Ok(())
    }

    pub(super) fn source_name(&self, source: u16) -> Outcome<&str> {
        let name = self.names.get(&source).map(|n| &**n);
        name.ok_or_else(|| Fault::Damaged(format!("source {source} is missing")))
    }
}

/// `Err` once cancelled.
pub(super) fn stop(watch: &dyn Watch) -> Outcome<()> {
    if watch.cancelled() { Err(StoreError::Cancelled.into()) } else { Ok(()) }
}

/// Digests of keys, made when first asked for.
#[derive(Default)]
pub(super) struct KeyDigests(Vec<Digest>);

impl KeyDigests {
    pub(super) fn of(&mut self, keys: &Keys, node: u32) -> Digest {
        if self.0.len() <= node as usize {
            self.0.resize(keys.len().max(node as usize + 1), 0);
        }
        let slot = &mut self.0[node as usize];
        if *slot == 0 {
            *slot = digest::of_key(keys.namespace_of(node), keys.id(node));
        }
        *slot
    }
}

impl Import<'_> {
    /// All of the above, and the one commit.
    pub(super) fn settle(self) -> Outcome<ImportOutcome> {
        let Self { db, watch, stamp, mut gathered, .. } = self;
        stop(watch)?;
        let records = gathered.nodes.len() as u64 + gathered.relations.len() as u64;
        let before = super::revisions::newest(&db)?;
        let revision = before.as_ref().map_or(0, |r| r.number) + 1;
        let sources = Sources::settle(&db, &mut gathered)?;
        merge_nodes::merge_all(&db, &mut gathered)?;
        let described = Described::collect(&db, &gathered, &sources.imported)?;
        let resolution = resolve(&db, &mut gathered, &described, &sources.imported)?;
        stop(watch)?;
        let used = used_keys(&gathered);
        let stored = gathered.keys.store(&db, &used)?;
        let settling = Settling {
            db: &db,
            watch,
            revision,
            sources: &sources.imported,
            names: &sources.names,
            stored: &stored,
            described: &described,
            resolution: &resolution,
        };
        let mut digests = KeyDigests::default();
        let nodes = join_nodes::join(&settling, &mut gathered, &mut digests)?;
        let relations = join_relations::join(&settling, &mut gathered, &mut digests)?;
        stop(watch)?;
        notes::add(&mut gathered, &resolution, &nodes, &relations);

        let sum = before.as_ref().and_then(|r| digest::from_hex(&r.id)).unwrap_or(0);
        let sum = sum.wrapping_add(nodes.sum).wrapping_add(relations.sum);
        let revision = Revision {
            id: digest::hex(sum).into(),
            number: revision,
            sources: sources.names_of_imported(),
            records,
            repeated: relations.repeated,
            ..summary(&gathered, &described, &relations)
        };
        write_revision(&db, &stamp, &revision)?;
        write_details(&db, &gathered, &sources, &nodes, &relations, revision.number)?;
        let outcome = ImportOutcome {
            revision: Revision { at: stamp.at, label: stamp.label, as_of: stamp.as_of, ..revision },
            replaced: sources.replaced,
            added: sources.added,
            outside: relations.outside,
            unresolved: relations.unresolved,
            case_matched: relations.case_matched,
            conflicts: nodes.conflicts + relations.conflicts,
            issues: gathered.issues,
        };
        stop(watch)?;
        db.commit()?;
        Ok(outcome)
    }
}

fn used_keys(gathered: &Gathered) -> Vec<bool> {
    let mut used = vec![false; gathered.keys.len()];
    for Merged { row, .. } in &gathered.merged {
        used[row.node as usize] = true;
    }
    for row in &gathered.relations {
        used[row.from as usize] = true;
        used[row.to as usize] = true;
    }
    used
}

/// The sources of an import.
struct Sources {
    imported: BTreeSet<u16>,
    names: BTreeMap<u16, Box<str>>,
    replaced: Vec<Box<str>>,
    added: Vec<Box<str>>,
}

impl Sources {
    /// Give every source its database id, new ones in the order of their names, and put the ids into the rows.
    fn settle(db: &Connection, gathered: &mut Gathered) -> Outcome<Self> {
        let mut statement = db.prepare("SELECT id, name FROM source")?;
        let known = statement.query_map([], |r| Ok((r.get(0)?, r.get::<_, String>(1)?.into_boxed_str())))?;
        let mut names: BTreeMap<u16, Box<str>> = known.collect::<rusqlite::Result<_>>()?;
        let mut ids: BTreeMap<Box<str>, u16> = names.iter().map(|(&id, name)| (name.clone(), id)).collect();
        let (mut replaced, mut added, mut imported) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut by_name: Vec<&(Box<str>, Box<str>)> = gathered.sources.iter().collect();
        by_name.sort_unstable();
        for (name, namespace) in by_name {
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

    fn names_of_imported(&self) -> Vec<Box<str>> {
        let mut names: Vec<Box<str>> = self.imported.iter().filter_map(|id| self.names.get(id).cloned()).collect();
        names.sort_unstable();
        names
    }
}

/// Counts of nodes: described by a source, or an end of a relation.
fn summary(gathered: &Gathered, described: &Described, relations: &RelationChange) -> Revision {
    let at = |bits: &[bool], n: usize| bits.get(n).copied().unwrap_or(false);
    let mut revision = Revision {
        relations: relations.total,
        relations_added: relations.added,
        relations_removed: relations.removed,
        ..Revision::default()
    };
    for n in 0..gathered.keys.len() {
        let before = at(&described.before, n) || at(&relations.ends_before, n);
        let after = at(&described.after, n) || at(&relations.ends_after, n);
        revision.nodes += u32::from(after);
        revision.placeholders += u32::from(after && !at(&described.after, n));
        revision.nodes_added += u32::from(after && !before);
        revision.nodes_removed += u32::from(before && !after);
    }
    revision
}

fn write_revision(db: &Connection, stamp: &ImportStamp, r: &Revision) -> Outcome<()> {
    db.execute(
        "INSERT INTO revision(number, id, at, label, as_of, nodes, relations, placeholders, nodes_added, nodes_removed,
           relations_added, relations_removed, records, repeated)
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            r.number,
            r.id,
            stamp.at,
            stamp.label,
            stamp.as_of,
            r.nodes,
            r.relations,
            r.placeholders,
            r.nodes_added,
            r.nodes_removed,
            r.relations_added,
            r.relations_removed,
            i64::try_from(r.records).unwrap_or(i64::MAX),
            i64::try_from(r.repeated).unwrap_or(i64::MAX),
        ],
    )?;
    Ok(())
}

/// What belongs to the revision beside its facts: sources, counts, issues, properties, profiles.
fn write_details(
    db: &Connection,
    gathered: &Gathered,
    sources: &Sources,
    nodes: &NodeChange,
    relations: &RelationChange,
    revision: u32,
) -> Outcome<()> {
    for &source in &sources.imported {
        let count = |counts: &BTreeMap<u16, u32>| counts.get(&source).copied().unwrap_or(0);
        db.prepare_cached("INSERT INTO import(revision, source, nodes, relations) VALUES(?1, ?2, ?3, ?4)")?
            .execute(params![revision, source, count(&nodes.by_source), count(&relations.by_source)])?;
    }
    let mut counts: BTreeMap<(&str, Box<str>), u32> = BTreeMap::new();
    for (kind, &n) in &nodes.by_kind {
        counts.insert(("node", kind.clone()), n);
    }
    for (&id, &n) in &relations.by_kind {
        if let Some((kind, _)) = gathered.relation_kinds.word(id) {
            *counts.entry(("relation", kind.clone())).or_default() += n;
        }
    }
    let mut statement = db.prepare("INSERT INTO kind_count(revision, of, kind, n) VALUES(?1, ?2, ?3, ?4)")?;
    for ((of, kind), n) in counts {
        statement.execute(params![revision, of, kind, n])?;
    }
    let mut present: BTreeMap<(u16, Box<str>, Box<str>), u32> = BTreeMap::new();
    for (&(source, kinds), properties) in &gathered.presence {
        let kind = gathered.kind_lists.kinds(kinds).into_iter().next().unwrap_or_default();
        // The order of a hash map does not show: the sums are kept in order.
        #[allow(clippy::iter_over_hash_type)]
        for (property, n) in properties {
            *present.entry((source, kind.clone(), property.clone())).or_default() += n;
        }
    }
    let mut statement =
        db.prepare("INSERT INTO property(revision, source, kind, property, nodes) VALUES(?1, ?2, ?3, ?4, ?5)")?;
    for ((source, kind, property), n) in present {
        statement.execute(params![revision, source, kind, property, n])?;
    }
    let mut statement = db.prepare(
        "INSERT INTO issue(revision, position, severity, file, place, reason, remedy) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (at, i) in (0u32..).zip(&gathered.issues) {
        statement.execute(params![revision, at, i.severity.word(), i.file, i.place, i.reason, i.remedy])?;
    }
    let mut statement = db.prepare("INSERT INTO file_profile(revision, position, body) VALUES(?1, ?2, ?3)")?;
    let mut bodies: Vec<String> = gathered.profiles.iter().map(profile_text::write).collect();
    bodies.sort_unstable();
    for (at, body) in (0u32..).zip(&bodies) {
        statement.execute(params![revision, at, body])?;
    }
    Ok(())
}
