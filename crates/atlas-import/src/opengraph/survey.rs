//! What a JSON file is and which source it declares, before the first fact is handed on.

use std::collections::BTreeSet;
use std::io::Read;

use serde_json::value::RawValue;

use super::record::NodeRecord;
use super::trial::{Trial, trial};
use crate::json::{BLOCK, Halt, Step, Walker};
use crate::properties::Properties;

/// What stands at the key `graph`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum GraphShape {
    /// There is no such key, as far as was looked.
    #[default]
    Absent,
    /// An object.
    Object,
    /// Anything else.
    Other,
}

/// What was found in a JSON file.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The keys of the outermost object, in their order.
    pub(crate) keys: Vec<String>,
    /// What `graph` is.
    pub(crate) graph: GraphShape,
    /// `metadata.source_kind`.
    pub(crate) source_kind: Option<String>,
    /// The organisations named by nodes near the start; a source has at most one.
    pub(crate) environments: BTreeSet<String>,
    /// Why the look ended early, if it did.
    pub(crate) halt: Option<Halt>,
    /// Another document follows: JSON lines.
    pub(crate) is_lines: bool,
    /// The outermost value is a list.
    pub(crate) is_list: bool,
}

/// Bytes of nodes that are searched for an organisation.
const SAMPLE_BYTES: u64 = 1 << 20;
/// Longest metadata that is looked into.
const METADATA_BYTES: usize = 64 << 10;

/// Look at a JSON text until its kind is known and, if `declared` is asked for, its source too.
///
/// A text that names its source behind the graph, or not at all, is passed over to its end: O(text).
pub(crate) fn survey<'r>(text: Box<dyn Read + 'r>, declared: bool, watch: &mut dyn FnMut() -> bool) -> Survey {
    let mut found = Survey::default();
    let mut walker = Walker::new(text);
    if let Err(halt) = walk(&mut walker, declared, &mut found, watch) {
        found.halt = Some(halt);
    }
    found
}

fn walk(
    walker: &mut Walker<'_>,
    declared: bool,
    found: &mut Survey,
    watch: &mut dyn FnMut() -> bool,
) -> Result<(), Halt> {
    found.is_list = walker.peek()? == b'[';
    walker.expect(b'{', "an object")?;
    let mut first = true;
    while let Some(key) = walker.next_key(first)? {
        first = false;
        match key.as_str() {
            "graph" => {
                let is_object = walker.peek()? == b'{';
                found.graph = if is_object { GraphShape::Object } else { GraphShape::Other };
                found.keys.push(key);
                if !declared || !is_object {
                    return Ok(());
                }
                graph(walker, found, watch)?;
            }
            "metadata" => {
                found.keys.push(key);
                let mut raw = Vec::new();
                walker.skip_value(watch, |bytes| {
                    let room = METADATA_BYTES.saturating_sub(raw.len());
                    raw.extend_from_slice(&bytes[..bytes.len().min(room)]);
                })?;
                found.source_kind = source_kind(&raw);
            }
            _ => {
                found.keys.push(key);
                walker.skip_value(watch, |_| {})?;
            }
        }
        if found.graph == GraphShape::Object && found.source_kind.is_some() {
            return Ok(());
        }
    }
    found.is_lines = walker.peek().is_ok_and(|byte| byte == b'{');
    Ok(())
}

fn source_kind(metadata: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(metadata).ok()?;
    let kind = value.get("source_kind")?.as_str()?.trim();
    (!kind.is_empty()).then(|| kind.to_owned())
}

/// Look through the graph for organisations; where the source is known, no further than needed.
fn graph(walker: &mut Walker<'_>, found: &mut Survey, watch: &mut dyn FnMut() -> bool) -> Result<(), Halt> {
    walker.expect(b'{', "an object")?;
    let mut first = true;
    while let Some(key) = walker.next_key(first)? {
        first = false;
        if key == "nodes" && walker.peek()? == b'[' {
            if sample(walker, found)? == Step::End {
                continue;
            }
            if found.source_kind.is_some() {
                return Ok(());
            }
            walker.skip_open(watch)?;
        } else {
            walker.skip_value(watch, |_| {})?;
        }
    }
    Ok(())
}

/// Read nodes of the list that begins here while they are plain, up to [`SAMPLE_BYTES`].
fn sample(walker: &mut Walker<'_>, found: &mut Survey) -> Result<Step, Halt> {
    walker.expect(b'[', "a list")?;
    let begun = walker.window.consumed();
    let mut first = true;
    while walker.window.consumed() - begun < SAMPLE_BYTES {
        if walker.next_element(first)? == Step::End {
            return Ok(Step::End);
        }
        first = false;
        let n = loop {
            let read = trial::<NodeRecord<'_>>(walker.window.rest(), walker.window.ended());
            match read.map(|node| environment(node.properties)) {
                Trial::Read(environment, n) => {
                    found.environments.extend(environment);
                    break n;
                }
                // An element at the edge of the block is read again with the next block behind it.
                Trial::More if walker.window.rest().len() < BLOCK && walker.window.fill() => {}
                _ => return Ok(Step::Element),
            }
        };
        walker.window.consume(n);
    }
    Ok(Step::Element)
}

fn environment(properties: Option<&RawValue>) -> Option<String> {
    let found = Properties::of(properties?.get()).ok()?;
    found.environment.map(std::borrow::Cow::into_owned)
}
