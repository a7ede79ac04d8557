//! Takes facts in: keys and relations as numbers in memory, properties straight to the database.
//!
//! Memory is bounded by the graph: 36 bytes a relation record, a row and a key a node, 16 bytes a
//! distinct property text. Everything happens inside one transaction that ends with
//! [`Intake::commit`], or is rolled back when the import is dropped.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use atlas_graph::Texts;
use atlas_model::{End, FactSink, Issue, Match, NodeFact, Place, Profile, RelationFact, Section, SourceHeader};
use rusqlite::{Transaction, TransactionBehavior};

use super::Embedded;
use super::dictionary::{KindLists, Lists, RelationKinds};
use super::fault::{Fault, Outcome};
use super::keys::Keys;
use super::merge_nodes::Merged;
use super::rows::{NodeRow, RelationRow, Spot};
use super::texts::PropertyTexts;
use super::wanted::Wanted;
use crate::{ImportOutcome, ImportStamp, Intake, StoreError, Watch};

/// Distinct (source, kinds, property) that are counted; a file that names more is no inventory.
const MOST_PROPERTIES: usize = 10_000;

/// One import under way.
pub(super) struct Import<'s> {
    pub(super) db: Transaction<'s>,
    pub(super) path: &'s Path,
    pub(super) watch: &'s dyn Watch,
    pub(super) stamp: ImportStamp,
    pub(super) gathered: Gathered,
    failed: Option<Fault>,
}

/// Everything that an import has read.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) keys: Keys,
    pub(super) texts: PropertyTexts,
    pub(super) kind_lists: KindLists,
    pub(super) relation_kinds: RelationKinds,
    pub(super) lists: Lists,
    pub(super) wanted: Wanted,
    pub(super) names: Texts,
    pub(super) nodes: Vec<NodeRow>,
    /// What [`super::merge_nodes`] makes of `nodes`.
    pub(super) merged: Vec<Merged>,
    pub(super) relations: Vec<RelationRow>,
    /// Sources in the order met: name, namespace.
    pub(super) sources: Vec<(Box<str>, Box<str>)>,
    pub(super) issues: Vec<Issue>,
    pub(super) profiles: Vec<Profile>,
    /// (position of the source, list of kinds) -> property -> nodes; the empty property counts all.
    pub(super) presence: BTreeMap<(u16, u32), HashMap<Box<str>, u32>>,
    presence_size: usize,
    files: Vec<Box<str>>,
    current: Current,
}

/// What holds for the records being read.
#[derive(Clone, Copy, Default)]
struct Current {
    source: u16,
    namespace: u16,
    folds_case: bool,
    /// The list met last: file, section and its id.
    list: Option<(u32, Section, u32)>,
}

impl<'s> Import<'s> {
    pub(super) fn begin(store: &'s mut Embedded, stamp: &ImportStamp, watch: &'s dyn Watch) -> Outcome<Self> {
        let db = Transaction::new(&mut store.connection, TransactionBehavior::Immediate)?;
        let gathered = Gathered {
            keys: Keys::load(&db)?,
            kind_lists: KindLists::load(&db)?,
            relation_kinds: RelationKinds::load(&db)?,
            lists: Lists::load(&db)?,
            ..Gathered::default()
        };
        Ok(Self { db, path: &store.path, watch, stamp: stamp.clone(), gathered, failed: None })
    }

    /// The first failure is kept for `commit`; from then on nothing is read.
    fn note(&mut self, outcome: Outcome<()>) {
        if let Err(fault) = outcome
            && self.failed.is_none()
        {
            self.failed = Some(fault);
        }
    }
}

impl Gathered {
    fn source(&mut self, header: &SourceHeader) -> Outcome<()> {
        let known = self.sources.iter().position(|(name, _)| *name == header.source);
        let at = known.unwrap_or(self.sources.len());
        if known.is_none() {
            self.sources.push((header.source.clone(), header.namespace.clone()));
        }
        self.current = Current {
            source: u16::try_from(at).map_err(|_| StoreError::TooLarge { what: "sources" })?,
            namespace: self.keys.namespace(&header.namespace)?,
            folds_case: header.folds_case,
            list: self.current.list,
        };
        Ok(())
    }

    /// Facts before any header belong to a source without a name.
    fn expect_source(&mut self) -> Outcome<()> {
        if self.sources.is_empty() { self.source(&SourceHeader::default()) } else { Ok(()) }
    }

    /// The name that a row states; empty where it states none.
    pub(super) fn name(&self, row: &NodeRow) -> &str {
        row.name.checked_sub(1).map_or("", |at| self.names.get(at as usize))
    }

    fn spot(&mut self, db: &Transaction<'_>, place: Place) -> Outcome<Spot> {
        let list = match self.current.list {
            Some((file, section, id)) if (file, section) == (place.file, place.section) => id,
            _ => {
                let file = self.files.get(place.file as usize).cloned().unwrap_or_default();
                let id = self.lists.intern(db, &file, place.section)?;
                self.current.list = Some((place.file, place.section, id));
                id
            }
        };
        Ok(Spot { list, record: place.record, line: place.line })
    }

    fn node(&mut self, db: &Transaction<'_>, fact: &NodeFact<'_>) -> Outcome<()> {
        self.expect_source()?;
        let Current { source, namespace, folds_case, .. } = self.current;
        let node = self.keys.number(namespace, fact.id, folds_case)?;
        let kinds = self.kind_lists.intern(db, fact.kinds)?;
        let present = self.presence.entry((source, kinds)).or_default();
        let size = &mut self.presence_size;
        let mut count = |key: &str| {
            if let Some(n) = present.get_mut(key) {
                *n += 1;
            } else if *size < MOST_PROPERTIES {
                *size += 1;
                present.insert(key.into(), 1);
            }
        };
        count("");
        let text = self.texts.intern(db, fact.properties, |key| {
            if !key.is_empty() {
                count(key);
            }
        })?;
        let name = match fact.name {
            None | Some("") => 0,
            Some(name) => {
                if self.names.size() + name.len() > u32::MAX as usize {
                    return Err(StoreError::TooLarge { what: "bytes of names" }.into());
                }
                self.names.push(name);
                u32::try_from(self.names.len()).unwrap_or(u32::MAX)
            }
        };
        let spot = self.spot(db, fact.place)?;
        self.nodes.push(NodeRow { node, source, kinds, name, hints: fact.hints, text, spot });
        Ok(())
    }

    fn relation(&mut self, db: &Transaction<'_>, fact: &RelationFact<'_>) -> Outcome<()> {
        self.expect_source()?;
        let mut marks = 0;
        let from = self.end(&fact.from, RelationRow::FROM_IS_MATCH, &mut marks)?;
        let to = self.end(&fact.to, RelationRow::TO_IS_MATCH, &mut marks)?;
        let kind = self.relation_kinds.intern(db, fact.kind, fact.level)?;
        let text = self.texts.intern_quietly(db, fact.properties)?;
        let spot = self.spot(db, fact.place)?;
        let source = self.current.source;
        let traversable = fact.traversable;
        self.relations.push(RelationRow { from, to, kind, ends: 0, text, spot, source, traversable, marks });
        Ok(())
    }

    fn end(&mut self, end: &End<'_>, mark: u8, marks: &mut u8) -> Outcome<u32> {
        match end {
            End::Id(id) => self.keys.number(self.current.namespace, id, self.current.folds_case),
            End::Match(found_by) => {
                *marks |= mark;
                let found_by: &Match = found_by;
                self.wanted.number(found_by)
            }
        }
    }
}

impl FactSink for Import<'_> {
    fn file(&mut self, name: &str) -> u32 {
        let at = self.gathered.files.len();
        self.gathered.files.push(name.into());
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    fn node(&mut self, fact: &NodeFact<'_>) {
        if self.failed.is_none() {
            let outcome = self.gathered.node(&self.db, fact);
            self.note(outcome);
        }
    }

    fn relation(&mut self, fact: &RelationFact<'_>) {
        if self.failed.is_none() {
            let outcome = self.gathered.relation(&self.db, fact);
            self.note(outcome);
        }
    }

    fn issue(&mut self, issue: Issue) {
        self.gathered.issues.push(issue);
    }

    fn profile(&mut self, profile: Profile) {
        self.gathered.profiles.push(profile);
    }

    fn source(&mut self, header: &SourceHeader) {
        let outcome = self.gathered.source(header);
        self.note(outcome);
    }

    fn cancelled(&self) -> bool {
        self.failed.is_some() || self.watch.cancelled()
    }
}

impl Intake for Import<'_> {
    fn commit(mut self: Box<Self>) -> Result<ImportOutcome, StoreError> {
        let path = self.path;
        match self.failed.take() {
            Some(fault) => Err(fault.at(path)),
            None => self.settle().map_err(|fault| fault.at(path)),
        }
    }
}
