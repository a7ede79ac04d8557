//! Bytes of an OpenGraph file to the frozen graph in memory, without a store:
//! `cargo bench -p atlas-tests --bench load -- FILE`. One JSON line; Linux only.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::HashMap;

use atlas_graph::{NodeRow, Snapshot, SnapshotBuilder};
use atlas_import::{Input, Options, read};
use atlas_model::{End, FactSink, Hints, Issue, KindBook, NodeFact, Profile, RelationFact, SourceHeader};

/// Rows of a snapshot straight from an importer; matched ends, which the file of this bench does
/// not have, are left out.
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

    fn freeze(self) -> Snapshot {
        let book = KindBook::resolve(&Profile::default(), &Profile::default(), &self.builder.seen_kinds());
        self.builder.freeze("bench", &book)
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

/// CPU seconds of this process so far: clock ticks of `/proc/self/stat`, a hundred in a second.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after = stat.rsplit_once(") ").unwrap().1;
    let ticks: f64 = after.split(' ').skip(11).take(2).map(|t| t.parse::<f64>().unwrap()).sum();
    ticks / 100.0
}

/// Peak memory of this process in MB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

fn main() {
    let Some(path) = std::env::args().skip(1).find(|a| !a.starts_with('-')) else {
        println!("name an OpenGraph file; `./x bench load` makes one");
        return;
    };
    let mut rows = Rows::default();
    let open = path.clone();
    let input = Input::new(path, move || Ok(Box::new(std::fs::File::open(&open)?)));
    read(vec![input], &Options::default(), &mut rows);
    let snapshot = rows.freeze();
    let edges = snapshot.edge_count();
    println!(
        r#"{{"nodes": {}, "edges": {edges}, "cpu": {:.2}, "peakMb": {:.0}, "bytesPerEdge": {:.2}}}"#,
        snapshot.node_count(),
        cpu(),
        peak(),
        snapshot.topology_size() as f64 / edges as f64,
    );
}
