//! [`Foreign`]: a database that another tool filled, as a [`Store`] that only reads.
//!
//! The database is read once, as an import of its content into a private store that is gone when
//! this one is closed. So a foreign database answers every question as a workspace does that its
//! content was imported into, its one revision has the id that this workspace would have, and a pull
//! makes exactly that workspace. What people add lives in the companion.

use std::cell::OnceCell;

use atlas_graph::SnapshotBuilder;
use atlas_model::{Issue, NodeKey, Profile, SourceHeader};

use super::map::SchemaMap;
use super::read::{self, Files};
use super::report::Report;
use super::survey::Survey;
use crate::catalogue::{Parameters, Question};
use crate::embedded;
use crate::neo4j::companion::Companion;
use crate::neo4j::fault::remote;
use crate::neo4j::link::Link;
use crate::{
    CheckReport, Counts, Diff, ImportStamp, Intake, NodeHit, NodeRecord, Origin, PropertyPresence, RecordSink,
    RelationKey, RelationRecord, Revision, Scope, Scoped, Search, SourceInfo, Store, StoreError, Table, Watch,
};

/// An open connection to a database of another tool.
pub(in crate::neo4j) struct Foreign {
    link: Link,
    map: SchemaMap,
    companion: Companion,
    read_at: Box<str>,
    reading: OnceCell<Reading>,
}

/// The content, once it was read.
struct Reading {
    store: Box<dyn Store>,
    origin: Origin,
}

impl Foreign {
    pub(in crate::neo4j) fn new(link: Link, map: SchemaMap, companion: Option<Box<dyn Store>>, read_at: &str) -> Self {
        let companion = Companion::of(&link.address, companion);
        Self { link, map, companion, read_at: read_at.into(), reading: OnceCell::new() }
    }

    fn reading(&self, watch: &dyn Watch) -> Result<&Reading, StoreError> {
        if let Some(reading) = self.reading.get() {
            return Ok(reading);
        }
        let reading = self.read(watch).map_err(|e| match e {
            StoreError::Damaged { what, .. } => {
                remote(&self.link.address, format!("it cannot be read ({what})"), "read it again")
            }
            other => other,
        })?;
        Ok(self.reading.get_or_init(|| reading))
    }

    fn read(&self, watch: &dyn Watch) -> Result<Reading, StoreError> {
        let address = &self.link.address;
        let database = address.database.as_deref().unwrap_or("default database");
        let place = format!("{database} at {}:{}", address.host, address.port);
        let survey = Survey::make(&self.link, &self.map, watch)?;
        let mut store = embedded::private()?;
        let stamp = ImportStamp { at: self.read_at.clone(), ..ImportStamp::default() };
        let mut intake = store.begin(&stamp, watch)?;
        let source = format!("{}, {place}", self.map.title);
        intake.source(&SourceHeader {
            source: source.as_str().into(),
            namespace: self.map.namespace.clone(),
            folds_case: false,
        });
        let file = format!("{source} as read at {}", self.read_at);
        let mut files = Files::new(&mut *intake, &file);
        let read = read::nodes(&self.link, &self.map, &survey, &mut files, watch)
            .and_then(|()| read::relations(&self.link, &self.map, &survey, &mut files, watch));
        let passed = match read {
            Ok(passed) => passed,
            // The sink itself gave up: its own reason is the better one.
            Err(StoreError::Cancelled) if !watch.cancelled() => {
                intake.commit()?;
                return Err(StoreError::Cancelled);
            }
            Err(other) => return Err(other),
        };
        let mut profile = self.map.profile.clone();
        profile.relations.extend(read::structure(&self.map, &passed));
        let report = Report { map: &self.map, survey: &survey, passed: &passed, file: &file };
        for issue in report.issues() {
            intake.issue(issue);
        }
        if profile != Profile::default() {
            intake.profile(profile);
        }
        let origin = report.origin(&address.to_string(), &self.read_at);
        intake.commit()?;
        Ok(Reading { store, origin })
    }

    fn answer<T>(&self, ask: impl FnOnce(&dyn Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
        ask(&*self.reading(&())?.store)
    }
}

impl Store for Foreign {
    fn prepare(&self, watch: &dyn Watch) -> Result<(), StoreError> {
        self.reading(watch).map(|_| ())
    }

    fn origin(&self) -> Result<Option<Origin>, StoreError> {
        Ok(Some(self.reading(&())?.origin.clone()))
    }

    fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        self.answer(|s| s.revisions())
    }

    /// Refused: only the tool that filled the database writes facts into it.
    fn begin<'s>(&'s mut self, _: &ImportStamp, _: &'s dyn Watch) -> Result<Box<dyn Intake + 's>, StoreError> {
        let what = format!("files are not imported into a database of {}", self.map.title);
        Err(remote(&self.link.address, what, "pull it into a workspace with `atlas pull`, and import there"))
    }

    fn freeze(&self, revision: u32, watch: &dyn Watch) -> Result<SnapshotBuilder, StoreError> {
        self.reading(watch)?.store.freeze(revision, watch)
    }

    fn freeze_scope(&self, revision: u32, scope: &Scope, watch: &dyn Watch) -> Result<Scoped, StoreError> {
        self.reading(watch)?.store.freeze_scope(revision, scope, watch)
    }

    fn records(&self, revision: u32, sink: &mut dyn RecordSink, watch: &dyn Watch) -> Result<(), StoreError> {
        self.reading(watch)?.store.records(revision, sink, watch)
    }

    fn diff(&self, from: u32, to: u32) -> Result<Diff, StoreError> {
        self.answer(|s| s.diff(from, to))
    }

    fn counts(&self, revision: u32) -> Result<Counts, StoreError> {
        self.answer(|s| s.counts(revision))
    }

    fn sources(&self, revision: u32) -> Result<Vec<SourceInfo>, StoreError> {
        self.answer(|s| s.sources(revision))
    }

    fn issues(&self, revision: u32) -> Result<Vec<Issue>, StoreError> {
        self.answer(|s| s.issues(revision))
    }

    fn property_presence(&self, revision: u32) -> Result<Vec<PropertyPresence>, StoreError> {
        self.answer(|s| s.property_presence(revision))
    }

    fn node(&self, revision: u32, key: &NodeKey) -> Result<Option<NodeRecord>, StoreError> {
        self.answer(|s| s.node(revision, key))
    }

    fn search(&self, revision: u32, search: &Search) -> Result<Vec<NodeHit>, StoreError> {
        self.answer(|s| s.search(revision, search))
    }

    fn relations_of(&self, revision: u32, key: &NodeKey) -> Result<Vec<RelationRecord>, StoreError> {
        self.answer(|s| s.relations_of(revision, key))
    }

    fn relation(&self, revision: u32, key: &RelationKey) -> Result<Option<RelationRecord>, StoreError> {
        self.answer(|s| s.relation(revision, key))
    }

    fn ask(
        &self,
        revision: u32,
        question: &Question,
        given: &Parameters,
        watch: &dyn Watch,
    ) -> Result<Table, StoreError> {
        self.reading(watch)?.store.ask(revision, question, given, watch)
    }

    crate::neo4j::companion::people_add_to_the_companion!();

    /// What the map says about kinds.
    fn file_profile(&self) -> Result<Profile, StoreError> {
        self.answer(|s| s.file_profile())
    }

    /// Whether the reading and the companion are whole. The database itself is the tool's to check.
    fn check(&self, watch: &dyn Watch) -> Result<CheckReport, StoreError> {
        let mut report = self.companion.ask(|s| s.check(watch), CheckReport::default())?;
        let of_reading = self.reading(watch)?.store.check(watch)?;
        report.verified.extend(of_reading.verified);
        report.faults.extend(of_reading.faults);
        Ok(report)
    }
}
