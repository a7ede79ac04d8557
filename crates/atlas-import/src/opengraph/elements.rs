//! The elements of `nodes` and `edges`, one at a time.
//!
//! An element is parsed on trial from what is in memory. Only if it turns out longer than a block
//! is its end looked for first; only if it is wrong does [`super::recovery`] look for the next one.

use atlas_model::{Place, Section};

use super::record::{EdgeRecord, NodeRecord};
use super::trial::{Trial, is_at_end, trial};
use super::{edge, node, recovery};
use crate::feed::{Feed, Oddity};
use crate::json::scan::Skip;
use crate::json::{BLOCK, Halt, Step, Walker, Window};
use crate::options::Limits;

static BROKEN: Oddity = Oddity::loss("the record is no valid JSON and was left out", "Correct the text at this place.");
static TOO_LONG: Oddity =
    Oddity::loss("the record is too long and was left out", "Shorten the longest text of this record.");
static NO_COMMA: Oddity =
    Oddity::note("the comma before this record is missing", "Nothing to do: the record was read.");
static NO_RECORD: Oddity =
    Oddity::loss("what stands between two records is no JSON and was left out", "Correct the text at this place.");
static REST: Oddity =
    Oddity::loss("from here to the end of the file nothing could be understood", "Correct the text at this place.");

/// Reads the two lists of a document; counts records over all of them.
pub(super) struct Elements<'l> {
    limits: &'l Limits,
    nodes: u32,
    edges: u32,
    section: Option<Section>,
    /// How often the next element had to be searched for.
    resumed: u32,
    patience: recovery::Patience,
}

impl<'l> Elements<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self { limits, nodes: 0, edges: 0, section: None, resumed: 0, patience: recovery::Patience::default() }
    }

    /// The record that is being read, or else the line, for an issue that ends the document.
    pub(super) fn place_or_line(&self, walker: &Walker<'_>, file: u32) -> String {
        let line = walker.window.line();
        match self.section {
            Some(section) => self.place(section, line, file).to_string(),
            None => format!("line {line}"),
        }
    }

    fn place(&self, section: Section, line: u32, file: u32) -> Place {
        let record = match section {
            Section::Edges => self.edges,
            Section::Nodes | Section::Row => self.nodes,
        };
        Place { file, section, record, line }
    }

    /// Read the list that begins here.
    pub(super) fn read(&mut self, section: Section, walker: &mut Walker<'_>, feed: &mut Feed<'_>) -> Result<(), Halt> {
        walker.expect(b'[', "a list")?;
        let mut section = section;
        self.section = Some(section);
        // Nothing needs to stand before an element: it is the first, or its beginning was searched for.
        let mut first = true;
        loop {
            match walker.next_element(first) {
                Ok(Step::End) => break,
                Ok(Step::Element) => {}
                Err(Halt::Broken { found: b'{', .. }) => {
                    let place = self.place(section, walker.window.line(), feed.file);
                    feed.odd(&NO_COMMA, place, String::new);
                }
                Err(halt @ Halt::Broken { .. }) => {
                    let place = self.place(section, walker.window.line(), feed.file);
                    feed.odd(&NO_RECORD, place, || halt.to_string());
                    section = self.next_readable(0, walker, feed)?;
                }
                Err(halt) => return Err(halt),
            }
            let before = self.resumed;
            section = self.element(section, walker, feed)?;
            first = self.resumed > before;
            if !feed.next_record() {
                return Err(Halt::Cancelled);
            }
        }
        self.section = None;
        Ok(())
    }

    /// Read one element; gives the section of what comes next.
    fn element(&mut self, section: Section, walker: &mut Walker<'_>, feed: &mut Feed<'_>) -> Result<Section, Halt> {
        let place = self.place(section, walker.window.line(), feed.file);
        let mut most = usize::MAX;
        let (at, reason) = loop {
            match self.attempt(section, &walker.window, most, place, feed) {
                Trial::Read((), n) => {
                    walker.window.consume(n);
                    self.count(section);
                    return Ok(section);
                }
                Trial::Wrong { at, reason } => break (at, reason),
                Trial::More if most < usize::MAX => break (most, "it ends too early".to_owned()),
                Trial::More if walker.window.rest().len() < BLOCK => {
                    if !walker.window.fill() {
                        return Err(Halt::Cut);
                    }
                }
                Trial::More => match self.long(walker, feed)? {
                    Some(n) => most = n,
                    None => {
                        feed.odd(&TOO_LONG, place, || format!("more than {} bytes", self.limits.record_bytes));
                        self.count(section);
                        return Ok(section);
                    }
                },
            }
        };
        // A list that breaks off in the last record is cut, not wrong.
        if walker.window.ended() && is_at_end(at, walker.window.rest()) {
            return Err(Halt::Cut);
        }
        feed.odd(&BROKEN, place, || reason);
        self.count(section);
        if recovery::is_record_at(at, &walker.window) {
            return self.next_readable(at, walker, feed);
        }
        if let Some(n) = recovery::extent(&mut walker.window, &mut self.patience) {
            walker.window.consume(n);
            return Ok(section);
        }
        // A quote that is not closed shows only in the next record: look from the start of this one.
        self.next_readable(1, walker, feed)
    }

    fn count(&mut self, section: Section) {
        match section {
            Section::Edges => self.edges = self.edges.saturating_add(1),
            Section::Nodes | Section::Row => self.nodes = self.nodes.saturating_add(1),
        }
    }

    /// Parse and judge the element at the start of the window, of which `most` bytes may be looked at.
    fn attempt(
        &self,
        section: Section,
        window: &Window<'_>,
        most: usize,
        place: Place,
        feed: &mut Feed<'_>,
    ) -> Trial<()> {
        let text = &window.rest()[..most.min(window.rest().len())];
        let ended = window.ended();
        match section {
            Section::Edges => {
                trial::<EdgeRecord<'_>>(text, ended).map(|record| edge::read(&record, place, self.limits, feed))
            }
            Section::Nodes | Section::Row => {
                trial::<NodeRecord<'_>>(text, ended).map(|record| node::read(record, place, self.limits, feed))
            }
        }
    }

    /// The length of an element longer than a block, with all of it in memory; `None` if it is
    /// longer than the limit, and then all of it is consumed.
    fn long(&self, walker: &mut Walker<'_>, feed: &mut Feed<'_>) -> Result<Option<usize>, Halt> {
        let mut skip = Skip::default();
        let (mut seen, mut held) = (0, true);
        loop {
            let (n, done) = skip.step(&walker.window.rest()[seen..]);
            seen += n;
            held &= seen <= self.limits.record_bytes;
            if !held {
                walker.window.consume(seen);
                seen = 0;
            }
            if done {
                return Ok(held.then_some(seen));
            }
            if !feed.go_on() {
                return Err(Halt::Cancelled);
            }
            if !walker.window.fill() {
                return Err(Halt::Cut);
            }
        }
    }

    /// Move to the next record that can be read; gives its section.
    fn next_readable(&mut self, from: usize, walker: &mut Walker<'_>, feed: &mut Feed<'_>) -> Result<Section, Halt> {
        let line = walker.window.line();
        let before = walker.window.consumed();
        match recovery::resume(from, &mut walker.window, &mut self.patience, &mut || feed.go_on()) {
            Ok(section) => {
                self.resumed = self.resumed.saturating_add(1);
                self.section = Some(section);
                Ok(section)
            }
            Err(Halt::Lost) => {
                let bytes = walker.window.consumed() - before;
                let section = self.section.unwrap_or(Section::Nodes);
                feed.odd(&REST, self.place(section, line, feed.file), || format!("{bytes} bytes"));
                Err(Halt::Lost)
            }
            Err(halt) => Err(halt),
        }
    }
}
