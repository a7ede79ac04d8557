//! The outer structure of an OpenGraph payload.

use std::io::Read;

use atlas_model::Section;

use super::elements::Elements;
use crate::feed::{Feed, Oddity};
use crate::json::{Halt, Walker};
use crate::options::Limits;

static CUT: Oddity = Oddity::loss(
    "the file ends too early; everything before this place was read",
    "Export or copy the file again and import it once more.",
);
static BROKEN: Oddity = Oddity::loss(
    "the file is no valid JSON from here on; everything before this place was read",
    "Correct the text at this place.",
);
static EXTRA_KEY: Oddity = Oddity::note(
    "a key that the format does not know was passed over",
    "Nothing to do, unless you expected its content in the graph.",
);
static NO_LIST: Oddity = Oddity::loss("nodes or edges is no list", "Write them as lists of objects.");
static NO_LISTS: Oddity =
    Oddity::loss("the graph has neither nodes nor edges", "Write {\"graph\": {\"nodes\": [...], \"edges\": [...]}}.");
static NO_GRAPH: Oddity =
    Oddity::loss("graph is no object", "Write {\"graph\": {\"nodes\": [...], \"edges\": [...]}}.");
static TRAILING: Oddity =
    Oddity::loss("there is more behind the end of the document; it was left out", "Keep one JSON document in a file.");

/// Where in the outer structure an issue lies.
struct AtLine(u32);

impl std::fmt::Display for AtLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}", self.0)
    }
}

/// What reading a text came to.
pub(crate) struct Outcome {
    /// Bytes of text read.
    pub(crate) bytes: u64,
    /// Why the text could not be read to its end.
    pub(crate) failure: Option<std::io::Error>,
}

/// Read a payload to its end or as far as it goes. One pass; memory bounded by `limits.record_bytes`.
pub(crate) fn read<'r>(text: Box<dyn Read + 'r>, limits: &Limits, feed: &mut Feed<'_>) -> Outcome {
    let mut walker = Walker::new(text);
    let mut elements = Elements::new(limits);
    let end = document(&mut walker, &mut elements, feed);
    let place = elements.place_or_line(&walker, feed.file);
    let failure = walker.window.take_failure();
    match end {
        Ok(()) => {
            if walker.peek().is_ok() {
                feed.odd(&TRAILING, AtLine(walker.window.line()), String::new);
            }
        }
        Err(Halt::Cancelled | Halt::Lost) => {}
        // The failure itself is told by whoever opened the file.
        Err(Halt::Cut) if failure.is_some() => {}
        Err(Halt::Cut) => feed.odd(&CUT, place, String::new),
        Err(broken @ Halt::Broken { .. }) => feed.odd(&BROKEN, place, || broken.to_string()),
    }
    Outcome { bytes: walker.window.consumed(), failure }
}

fn document(walker: &mut Walker<'_>, elements: &mut Elements<'_>, feed: &mut Feed<'_>) -> Result<(), Halt> {
    walker.expect(b'{', "an object")?;
    let mut first = true;
    while let Some(key) = walker.next_key(first)? {
        first = false;
        match key.as_str() {
            "graph" => graph(walker, elements, feed)?,
            "metadata" => metadata(walker, feed)?,
            "$schema" => walker.skip_value(&mut || feed.go_on(), |_| {})?,
            _ => extra(walker, &key, feed)?,
        }
    }
    Ok(())
}

fn graph(walker: &mut Walker<'_>, elements: &mut Elements<'_>, feed: &mut Feed<'_>) -> Result<(), Halt> {
    if walker.peek()? != b'{' {
        feed.odd(&NO_GRAPH, AtLine(walker.window.line()), String::new);
        return walker.skip_value(&mut || feed.go_on(), |_| {});
    }
    walker.expect(b'{', "an object")?;
    let (mut first, mut lists) = (true, 0);
    while let Some(key) = walker.next_key(first)? {
        first = false;
        let section = match key.as_str() {
            "nodes" => Section::Nodes,
            "edges" => Section::Edges,
            _ => {
                extra(walker, &key, feed)?;
                continue;
            }
        };
        lists += 1;
        match walker.peek()? {
            b'[' => elements.read(section, walker, feed)?,
            b'n' => walker.skip_value(&mut || feed.go_on(), |_| {})?,
            _ => {
                feed.odd(&NO_LIST, AtLine(walker.window.line()), || key.clone());
                walker.skip_value(&mut || feed.go_on(), |_| {})?;
            }
        }
    }
    if lists == 0 {
        feed.odd(&NO_LISTS, AtLine(walker.window.line()), String::new);
    }
    Ok(())
}

/// `source_kind` names the source and was read before; anything else is not in the format.
fn metadata(walker: &mut Walker<'_>, feed: &mut Feed<'_>) -> Result<(), Halt> {
    if walker.peek()? != b'{' {
        return walker.skip_value(&mut || feed.go_on(), |_| {});
    }
    walker.expect(b'{', "an object")?;
    let mut first = true;
    while let Some(key) = walker.next_key(first)? {
        first = false;
        if key == "source_kind" {
            walker.skip_value(&mut || feed.go_on(), |_| {})?;
        } else {
            extra(walker, &key, feed)?;
        }
    }
    Ok(())
}

fn extra(walker: &mut Walker<'_>, key: &str, feed: &mut Feed<'_>) -> Result<(), Halt> {
    feed.odd(&EXTRA_KEY, AtLine(walker.window.line()), || format!("{key:?}"));
    walker.skip_value(&mut || feed.go_on(), |_| {})
}
