//! The end of an import: what was read is compared with what stood, and becomes a revision.
//!
//! ```text
//!   sources ─▶ records merged ─▶ described ─▶ ends resolved ─▶ keys stored ─▶ nodes joined ─▶ relations joined ─▶ revision
//! ```
//!
//! Both joins walk the facts in force and the sorted rows of the import side by side: equal facts
//! stay as they are, so that a revision costs only what changed.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::details::{write_details, write_revision};
use super::digest::{self, Digest};
use super::fault::{Fault, Outcome};
use super::intake::{Gathered, Import};
use super::join_nodes;
use super::join_relations;
use super::keys::Keys;
use super::merge_nodes::Merged;
use super::resolve::{Described, Resolution, resolve};
use super::sources::Sources;
use super::tally::RelationChange;
use super::{merge_nodes, notes};
use crate::{ImportOutcome, Revision, StoreError, Watch};

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
        let sources = Sources::settle(&db, &mut gathered, stamp.in_order)?;
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
