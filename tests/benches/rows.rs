//! A frozen graph straight from an importer, without a store, and the clock of the benches.

use std::collections::HashMap;

use atlas_graph::{NodeRow, Snapshot, SnapshotBuilder};
use atlas_import::{Input, Options, read};
use atlas_model::{End, FactSink, Hints, Issue, KindBook, NodeFact, Profile, RelationFact, SourceHeader};
use rustix::time::{ClockId, clock_gettime};

/// Rows of a snapshot; matched ends, which the files of these benches do not have, are left out.
#[derive(Default)]
struct Rows {
    builder: SnapshotBuilder,
    numbers: HashMap<Box<str>, u32>,
    kinds: HashMap<Box<str>, u16>,
}

impl Rows {
    fn number(&mut self, id: &str, kinds: &[&str], hints: Hints) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let row = NodeRow { namespace: "", id, name: "", kinds, hints, placeholder: kinds.is_empty(), source: "" };
        let number = self.builder.node(&row);
        self.numbers.insert(id.into(), number);
        number
    }
}

impl FactSink for Rows {
    fn file(&mut self, _: &str) -> u32 {
        0
    }

    fn node(&mut self, fact: &NodeFact<'_>) {
        self.number(fact.id, fact.kinds, fact.hints);
    }

    fn relation(&mut self, fact: &RelationFact<'_>) {
        let (End::Id(from), End::Id(to)) = (&fact.from, &fact.to) else { return };
        let (from, to) = (self.number(from, &[], Hints::default()), self.number(to, &[], Hints::default()));
        let kind = match self.kinds.get(fact.kind) {
            Some(&kind) => kind,
            None => {
                let kind = self.builder.edge_kind(fact.kind, fact.level, fact.traversable);
                self.kinds.insert(fact.kind.into(), kind);
                kind
            }
        };
        self.builder.edge(from, to, kind);
    }

    fn issue(&mut self, _: Issue) {}

    fn profile(&mut self, _: Profile) {}

    fn source(&mut self, _: &SourceHeader) {}
}

/// Read one file and freeze it.
pub(crate) fn freeze(path: &str) -> Snapshot {
    let mut rows = Rows::default();
    let open = path.to_owned();
    let input = Input::new(path, move || Ok(Box::new(std::fs::File::open(&open)?)));
    read(vec![input], &Options::default(), &mut rows);
    let book = KindBook::resolve(&Profile::default(), &Profile::default(), &rows.builder.seen_kinds());
    rows.builder.freeze("bench", &book)
}

/// CPU seconds of this process so far, all threads.
pub(crate) fn cpu() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
