//! [`Feed`]: what the reader of one file hands on: facts, issues, signs of life.
//!
//! Equal issues of a file are told apart only up to [`SHOWN`]; the rest is a count, so that a
//! million equal oddities do not bury the one that matters.

use std::cell::Cell;
use std::rc::Rc;

use atlas_model::{FactSink, Issue, NodeFact, RelationFact, Severity};

use crate::report::Report;

/// Equal issues of one file that are shown one by one.
const SHOWN: u64 = 3;
/// Records between two questions to the sink.
const STRIDE: u32 = 1024;
/// Bytes between two reports of progress.
const PROGRESS_BYTES: u64 = 1 << 20;

/// One way in which input can be wrong. Declared once as a `static`; its address is its identity.
#[derive(Debug)]
pub(crate) struct Oddity {
    severity: Severity,
    reason: &'static str,
    remedy: &'static str,
}

impl Oddity {
    /// Tolerated.
    pub(crate) const fn note(reason: &'static str, remedy: &'static str) -> Self {
        Self { severity: Severity::Note, reason, remedy }
    }

    /// Costs a record or a range.
    pub(crate) const fn loss(reason: &'static str, remedy: &'static str) -> Self {
        Self { severity: Severity::Loss, reason, remedy }
    }
}

struct Tally {
    oddity: &'static Oddity,
    count: u64,
    last: String,
}

/// What the reader of one file hands on.
pub(crate) struct Feed<'s> {
    sink: &'s mut dyn FactSink,
    report: &'s mut Report,
    name: &'s str,
    /// Index of the file in evidence.
    pub(crate) file: u32,
    /// Node records handed on.
    pub(crate) nodes: u64,
    /// Relation records handed on.
    pub(crate) relations: u64,
    tallies: Vec<Tally>,
    until_asked: u32,
    clock: &'s mut Progress,
}

/// Bytes of all inputs read so far, of all there are.
pub(crate) struct Progress {
    /// Counted by the readers underneath.
    pub(crate) done: Rc<Cell<u64>>,
    /// Bytes of all inputs as they lie packed.
    pub(crate) total: u64,
    told: u64,
}

impl Progress {
    pub(crate) fn new(total: u64) -> Self {
        Self { done: Rc::new(Cell::new(0)), total, told: 0 }
    }

    fn tell(&mut self, sink: &mut dyn FactSink) {
        let done = self.done.get().min(self.total);
        if done >= self.told + PROGRESS_BYTES || done < self.told {
            self.told = done;
            sink.progress(done, self.total);
        }
    }
}

impl<'s> Feed<'s> {
    /// Begin a file: the sink learns its name.
    pub(crate) fn begin(
        sink: &'s mut dyn FactSink,
        report: &'s mut Report,
        clock: &'s mut Progress,
        name: &'s str,
    ) -> Self {
        let file = sink.file(name);
        Self { sink, report, name, file, nodes: 0, relations: 0, tallies: Vec::new(), until_asked: STRIDE, clock }
    }

    pub(crate) fn node(&mut self, fact: &NodeFact<'_>) {
        self.nodes += 1;
        self.sink.node(fact);
    }

    pub(crate) fn relation(&mut self, fact: &RelationFact<'_>) {
        self.relations += 1;
        self.sink.relation(fact);
    }

    pub(crate) fn profile(&mut self, profile: atlas_model::Profile) {
        self.sink.profile(profile);
    }

    /// Something odd at a place; `detail` may add to the reason and is asked only if it is shown.
    pub(crate) fn odd(
        &mut self,
        oddity: &'static Oddity,
        place: impl std::fmt::Display,
        detail: impl FnOnce() -> String,
    ) {
        match oddity.severity {
            Severity::Note => self.report.notes += 1,
            Severity::Loss | Severity::Fatal => self.report.losses += 1,
        }
        let at = self.tallies.iter().position(|t| std::ptr::eq(t.oddity, oddity));
        let at = at.unwrap_or_else(|| {
            self.tallies.push(Tally { oddity, count: 0, last: String::new() });
            self.tallies.len() - 1
        });
        let tally = &mut self.tallies[at];
        tally.count += 1;
        if tally.count > SHOWN {
            tally.last.clear();
            // Writing to a String cannot fail.
            let _ = std::fmt::Write::write_fmt(&mut tally.last, format_args!("{place}"));
            return;
        }
        let detail = detail();
        let reason = if detail.is_empty() { oddity.reason.to_owned() } else { format!("{}: {detail}", oddity.reason) };
        self.sink.issue(Issue {
            severity: oddity.severity,
            file: self.name.into(),
            place: place.to_string().into(),
            reason: reason.into(),
            remedy: oddity.remedy.into(),
        });
    }

    /// Whether to go on; asks the sink every [`STRIDE`] records.
    pub(crate) fn next_record(&mut self) -> bool {
        self.until_asked -= 1;
        self.until_asked > 0 || self.go_on()
    }

    /// Whether to go on; asks the sink now and tells it how far reading has come.
    pub(crate) fn go_on(&mut self) -> bool {
        self.until_asked = STRIDE;
        self.clock.tell(self.sink);
        if self.sink.cancelled() {
            self.report.cancelled = true;
        }
        !self.report.cancelled
    }

    /// End the file: what was only counted is told once.
    pub(crate) fn end(self) -> (u64, u64) {
        for tally in self.tallies.iter().filter(|t| t.count > SHOWN) {
            let more = tally.count - SHOWN;
            self.sink.issue(Issue {
                severity: tally.oddity.severity,
                file: self.name.into(),
                place: format!("up to {}", tally.last).into(),
                reason: format!("{more} more like the {SHOWN} shown: {}", tally.oddity.reason).into(),
                remedy: tally.oddity.remedy.into(),
            });
        }
        (self.nodes, self.relations)
    }
}
