//! Signs of life and stopping.

use std::cell::Cell;

use atlas_model::{FactSink, Issue, NodeFact, Profile, RelationFact, SourceHeader};

use super::file;
use crate::{Options, read};

/// Counts, and asks to stop after so many relations.
#[derive(Default)]
struct Watching {
    relations: u64,
    stop_after: Option<u64>,
    asked: Cell<u64>,
    told: Vec<(u64, u64)>,
}

impl FactSink for Watching {
    fn file(&mut self, _: &str) -> u32 {
        0
    }
    fn node(&mut self, _: &NodeFact<'_>) {}
    fn relation(&mut self, _: &RelationFact<'_>) {
        self.relations += 1;
    }
    fn issue(&mut self, _: Issue) {}
    fn profile(&mut self, _: Profile) {}
    fn source(&mut self, _: &SourceHeader) {}
    fn cancelled(&self) -> bool {
        self.asked.set(self.asked.get() + 1);
        self.stop_after.is_some_and(|n| self.relations >= n)
    }
    fn progress(&mut self, done: u64, total: u64) {
        self.told.push((done, total));
    }
}

fn edges(n: usize) -> String {
    let rows: Vec<String> = (0..n).map(|i| format!("a{i},b{i},K\n")).collect();
    format!("src,dst,kind\n{}", rows.concat())
}

#[test]
fn progress_grows_to_the_whole() {
    let text = edges(300_000);
    let mut sink = Watching::default();
    read(vec![file("e.csv", &text)], &Options::default(), &mut sink);
    let total = text.len() as u64;
    assert_eq!(sink.told.last(), Some(&(total, total)));
    assert!(sink.told.len() >= 4, "about once a megabyte: {:?}", sink.told);
    assert!(sink.told.windows(2).all(|w| w[0].0 <= w[1].0), "it never goes back");
}

#[test]
fn stopping_takes_no_longer_than_a_thousand_records() {
    for stop in [1, 5_000] {
        let mut sink = Watching { stop_after: Some(stop), ..Watching::default() };
        let report = read(vec![file("e.csv", edges(20_000))], &Options::default(), &mut sink);
        assert!(report.cancelled && !report.is_fatal());
        assert!(sink.relations < stop + 1_100, "{} after {stop}", sink.relations);
    }
}

#[test]
fn a_long_look_can_be_stopped_too() {
    let text = format!("{{\"graph\":{{\"x\":\"{}\"}}}}", "y".repeat(3 << 20));
    let mut sink = Watching { stop_after: Some(0), ..Watching::default() };
    let report = read(vec![file("x.json", text)], &Options::default(), &mut sink);
    assert!(report.cancelled && report.files.is_empty(), "stopped before the first fact");
}
