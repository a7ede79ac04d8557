//! Laws of the embedded store, on small worlds.

mod copies;
mod ends;
mod files;
mod history;
mod people;
mod sources;

use std::path::PathBuf;

use atlas_model::{
    End, FactSink, Hints, Inventory, KindBook, Match, MatchValue, NodeFact, OwnedNode, OwnedRelation, Place,
    RelationFact, Section, SourceHeader,
};
use tempfile::TempDir;

use crate::{ImportOutcome, ImportStamp, Mode, Store, Watch, open};

/// A folder that goes away with the test, and the workspace in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("w.atlas")
    }

    fn store(&self) -> Box<dyn Store> {
        open(&self.path(), Mode::Create).unwrap()
    }

    /// The workspace as a plain database, to look behind the store or to spoil it.
    fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }
}

/// A source in a namespace of its own where `namespace` is not empty.
fn source(name: &str, namespace: &str) -> Inventory {
    let header = SourceHeader { source: name.into(), namespace: namespace.into(), folds_case: false };
    Inventory { sources: vec![header], files: vec![format!("{name}.json").into()], ..Inventory::default() }
}

/// Words to build a world with.
trait World: Sized {
    fn node(self, id: &str, name: &str, kinds: &[&str], properties: &str) -> Self;
    fn relation(self, from: &str, kind: &str, level: Option<&str>, to: &str) -> Self;
    fn relation_to_name(self, from: &str, kind: &str, name: &str, of_kind: Option<&str>) -> Self;
}

fn place(section: Section, record: usize) -> Place {
    Place { file: 0, section, record: u32::try_from(record).unwrap(), line: 0 }
}

impl World for Inventory {
    fn node(mut self, id: &str, name: &str, kinds: &[&str], properties: &str) -> Self {
        let place = place(Section::Nodes, self.nodes.len());
        self.nodes.push(OwnedNode {
            id: id.into(),
            name: Some(name.into()),
            kinds: kinds.iter().map(|k| (*k).into()).collect(),
            hints: Hints::default(),
            properties: properties.into(),
            place,
        });
        self
    }

    fn relation(mut self, from: &str, kind: &str, level: Option<&str>, to: &str) -> Self {
        let place = place(Section::Edges, self.relations.len());
        self.relations.push(OwnedRelation {
            from: Ok(from.into()),
            to: Ok(to.into()),
            kind: kind.into(),
            level: level.map(Into::into),
            traversable: None,
            properties: "{}".into(),
            place,
        });
        self
    }

    fn relation_to_name(self, from: &str, kind: &str, name: &str, of_kind: Option<&str>) -> Self {
        let mut world = self.relation(from, kind, None, "");
        let found_by =
            Match { properties: vec![("name".into(), MatchValue::Text(name.into()))], kind: of_kind.map(Into::into) };
        world.relations.last_mut().unwrap().to = Err(found_by);
        world
    }
}

/// Pour an inventory into a sink.
fn pour(world: &Inventory, sink: &mut dyn FactSink) {
    for file in &world.files {
        sink.file(file);
    }
    for header in &world.sources {
        sink.source(header);
    }
    for n in &world.nodes {
        let kinds: Vec<&str> = n.kinds.iter().map(|k| &**k).collect();
        sink.node(&NodeFact {
            id: &n.id,
            name: n.name.as_deref(),
            kinds: &kinds,
            hints: n.hints,
            properties: &n.properties,
            place: n.place,
        });
    }
    for r in &world.relations {
        fn end(end: &Result<Box<str>, Match>) -> End<'_> {
            end.as_ref().map_or_else(End::Match, |id| End::Id(id))
        }
        sink.relation(&RelationFact {
            from: end(&r.from),
            to: end(&r.to),
            kind: &r.kind,
            level: r.level.as_deref(),
            traversable: r.traversable,
            properties: &r.properties,
            place: r.place,
        });
    }
}

fn stamp() -> ImportStamp {
    ImportStamp { at: "2026-01-02T03:04:05Z".into(), ..ImportStamp::default() }
}

fn import(store: &mut dyn Store, world: &Inventory) -> ImportOutcome {
    let mut intake = store.begin(&stamp(), &()).unwrap();
    pour(world, &mut *intake);
    intake.commit().unwrap()
}

/// Everything that a snapshot of a revision shows, as text.
fn frozen(store: &dyn Store, revision: u32) -> String {
    let snapshot = store.freeze(revision, &()).unwrap().freeze("", &KindBook::default());
    format!("{snapshot:?}")
}

/// Assert that the store's own check finds nothing.
fn assert_whole(store: &dyn Store, when: &str) {
    let report = store.check(&()).unwrap();
    assert!(report.faults.is_empty(), "{when}: {:?}", report.faults);
}

/// A small seeded generator (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap() % sides
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.roll(i + 1));
        }
    }
}

/// Says "stop" after being asked so many times.
struct StopAfter(std::sync::atomic::AtomicUsize);

impl Watch for StopAfter {
    fn cancelled(&self) -> bool {
        let left = &self.0;
        left.fetch_update(std::sync::atomic::Ordering::Relaxed, std::sync::atomic::Ordering::Relaxed, |n| {
            n.checked_sub(1)
        })
        .is_err()
    }
}
