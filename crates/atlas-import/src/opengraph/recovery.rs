//! After a record that is no JSON: where it ends, or where the next record begins.

use atlas_model::Section;

use super::record::{EdgeRecord, EndRecord, NodeRecord};
use super::trial::{Trial, trial};
use crate::json::scan::{Skip, balanced};
use crate::json::{BLOCK, Halt, Loose, Window};

/// Bytes that may be looked at once more in the search for records; keeps hostile files linear.
#[derive(Debug)]
pub(super) struct Patience(usize);

impl Patience {
    fn spend(&mut self, bytes: usize) {
        self.0 = self.0.saturating_sub(bytes);
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self(4096 * BLOCK)
    }
}

/// Whether the next record begins where this one turned out wrong: its end is missing.
pub(super) fn is_record_at(at: usize, window: &Window<'_>) -> bool {
    let rest = window.rest();
    rest.get(at) == Some(&b'{')
        && last_mark(&rest[..at]) == b','
        && matches!(record_at(&rest[at..], window.ended()), Guess::Record(_))
}

/// The length of the value at the start of the window, if its brackets match within a block and
/// what follows goes on with the list. O(block).
pub(super) fn extent(window: &mut Window<'_>, patience: &mut Patience) -> Option<usize> {
    if window.rest().len() < BLOCK {
        window.fill();
    }
    let rest = window.rest();
    let block = &rest[..rest.len().min(BLOCK)];
    let n = match block.first()? {
        b'{' | b'[' => balanced(block),
        _ => Some(Skip::default().step(block)).filter(|(n, done)| *done && *n > 0).map(|(n, _)| n),
    };
    let is_followed = |n: usize| matches!(block[n..].iter().find(|b| !b.is_ascii_whitespace()), Some(b',' | b']'));
    let n = n.filter(|n| is_followed(*n));
    if n.is_none() {
        patience.spend(block.len());
    }
    n
}

/// Move the window to the next record that can be read, looking from offset `from`; gives its
/// section. A record begins with `{` behind a comma or the bracket of a list.
///
/// # Errors
/// [`Halt::Lost`] where there is none up to the end; the window is then at its end.
pub(super) fn resume(
    from: usize,
    window: &mut Window<'_>,
    patience: &mut Patience,
    watch: &mut dyn FnMut() -> bool,
) -> Result<Section, Halt> {
    let mut i = from;
    let mut before = last_mark(&window.rest()[..from]);
    if patience.0 == 0 {
        drain(window, watch)?;
        return Err(Halt::Lost);
    }
    loop {
        while let Some(&byte) = window.rest().get(i) {
            if byte == b'{' && matches!(before, b',' | b'[') {
                match record_at(&window.rest()[i..], window.ended()) {
                    Guess::Record(section) => {
                        window.consume(i);
                        return Ok(section);
                    }
                    Guess::Open if !window.ended() && window.rest().len() - i < BLOCK => {
                        window.consume(i);
                        i = 0;
                        window.fill();
                        continue;
                    }
                    Guess::Open => patience.spend(BLOCK),
                    Guess::Other(cost) => patience.spend(cost),
                }
                if patience.0 == 0 {
                    drain(window, watch)?;
                    return Err(Halt::Lost);
                }
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
            i += 1;
        }
        window.consume(i);
        i = 0;
        if !watch() {
            return Err(Halt::Cancelled);
        }
        if !window.fill() {
            return Err(Halt::Lost);
        }
    }
}

fn drain(window: &mut Window<'_>, watch: &mut dyn FnMut() -> bool) -> Result<(), Halt> {
    loop {
        window.consume(window.rest().len());
        if !watch() {
            return Err(Halt::Cancelled);
        }
        if !window.fill() {
            return Ok(());
        }
    }
}

fn last_mark(bytes: &[u8]) -> u8 {
    let mark = bytes.iter().rev().find(|b| !b.is_ascii_whitespace());
    mark.copied().unwrap_or(b',')
}

enum Guess {
    Record(Section),
    /// It goes on behind what is in memory.
    Open,
    /// Something else; so many bytes were parsed to know.
    Other(usize),
}

/// What begins at the start of `text`.
fn record_at(text: &[u8], ended: bool) -> Guess {
    let is_there = |v: &Loose<'_>| !matches!(v, Loose::Missing);
    let cost = match trial::<NodeRecord<'_>>(text, ended) {
        Trial::Read(node, n) => {
            if is_there(&node.id) && (!node.kinds.list.is_empty() || node.properties.is_some()) {
                return Guess::Record(Section::Nodes);
            }
            n
        }
        Trial::More => return Guess::Open,
        Trial::Wrong { at, .. } => return Guess::Other(at),
    };
    let is_end = |end: &EndRecord<'_>| is_there(&end.value) || end.matchers.is_some() || end.bare.is_some();
    match trial::<EdgeRecord<'_>>(text, ended) {
        Trial::Read(edge, _) if is_there(&edge.kind) && is_end(&edge.start) && is_end(&edge.end) => {
            Guess::Record(Section::Edges)
        }
        _ => Guess::Other(cost),
    }
}
