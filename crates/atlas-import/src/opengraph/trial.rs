//! [`trial`]: one attempt to parse a value from what is in memory of it.

use serde::Deserialize;
use serde_json::Deserializer;

/// What an attempt came to.
pub(super) enum Trial<T> {
    /// The value, and the bytes it took.
    Read(T, usize),
    /// It goes on behind what is in memory.
    More,
    /// It is wrong at this offset.
    Wrong { at: usize, reason: String },
}

impl<T> Trial<T> {
    pub(super) fn map<U>(self, judge: impl FnOnce(T) -> U) -> Trial<U> {
        match self {
            Self::Read(value, n) => Trial::Read(judge(value), n),
            Self::More => Trial::More,
            Self::Wrong { at, reason } => Trial::Wrong { at, reason },
        }
    }
}

/// Parse the value at the start of `text`; `ended` says that nothing follows behind it. O(value).
pub(super) fn trial<'t, T: Deserialize<'t>>(text: &'t [u8], ended: bool) -> Trial<T> {
    let mut json = Deserializer::from_slice(text).into_iter::<T>();
    match json.next() {
        Some(Ok(value)) => match json.byte_offset() {
            // A bare word or number that reaches to the end may go on behind it.
            n if n == text.len() && !ended && !matches!(text.first(), Some(b'{' | b'[' | b'"')) => Trial::More,
            n => Trial::Read(value, n),
        },
        Some(Err(e)) if !e.is_eof() => {
            let at = offset(text, e.line(), e.column());
            // A number that breaks off is called wrong, not cut.
            if is_at_end(at, text) && !ended {
                return Trial::More;
            }
            Trial::Wrong { at, reason: reason(&e) }
        }
        _ => Trial::More,
    }
}

/// Whether an offset is the last byte or behind it: more text might make sense of it.
pub(super) fn is_at_end(at: usize, text: &[u8]) -> bool {
    at + 1 >= text.len()
}

/// The offset of a position that `serde_json` gave: `line` from 1, `column` in bytes from 1.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match memchr::memchr(b'\n', &text[start..]) {
            Some(n) => start += n + 1,
            None => break,
        }
    }
    (start + column.saturating_sub(1)).min(text.len())
}

/// What `serde_json` says is wrong, without its position, which counts from the record.
fn reason(e: &serde_json::Error) -> String {
    let said = e.to_string();
    let position = format!(" at line {} column {}", e.line(), e.column());
    said.strip_suffix(&position).unwrap_or(&said).to_owned()
}
