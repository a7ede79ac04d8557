//! [`Walker`]: the outer structure of a JSON document, key by key and element by element.

use std::io::Read;

use super::Window;
use super::scan::Skip;

/// Why a walk could not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    /// The caller's watch said so.
    Cancelled,
    /// The text ends inside a value.
    Cut,
    /// Nothing behind this could be understood; already reported.
    Lost,
    /// This is not JSON: what was expected, what is there.
    Broken {
        /// In words.
        expected: &'static str,
        /// The byte met.
        found: u8,
    },
}

impl std::fmt::Display for Halt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cancelled => f.write_str("stopped"),
            Self::Cut => f.write_str("the text ends inside a value"),
            Self::Lost => f.write_str("the rest could not be understood"),
            Self::Broken { expected, found } => {
                write!(f, "expected {expected}, found {:?}", char::from(*found))
            }
        }
    }
}

/// What comes next in an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// An element begins.
    Element,
    /// The array has ended and its bracket is consumed.
    End,
}

/// Longest key that is kept; a longer one is a name nobody knows.
const KEY_BYTES: usize = 256;

/// Moves over the outer structure of a document. Asks `watch` whether to go on at every block.
pub(crate) struct Walker<'r> {
    /// The text.
    pub(crate) window: Window<'r>,
}

impl<'r> Walker<'r> {
    pub(crate) fn new(text: Box<dyn Read + 'r>) -> Self {
        Self { window: Window::new(text) }
    }

    /// The next byte that is no white space.
    pub(crate) fn peek(&mut self) -> Result<u8, Halt> {
        self.window.skip_space().ok_or(Halt::Cut)
    }

    /// Consume `byte`.
    pub(crate) fn expect(&mut self, byte: u8, expected: &'static str) -> Result<(), Halt> {
        let found = self.peek()?;
        if found != byte {
            return Err(Halt::Broken { expected, found });
        }
        self.window.consume(1);
        Ok(())
    }

    /// The next key of an open object with its colon consumed; `None` where the object ends.
    /// `first` says that no member came before.
    pub(crate) fn next_key(&mut self, first: bool) -> Result<Option<String>, Halt> {
        let mut found = self.peek()?;
        if found == b'}' {
            self.window.consume(1);
            return Ok(None);
        }
        if !first {
            self.expect(b',', "a comma or the end of the object")?;
            found = self.peek()?;
            // A comma before the closing bracket is a common slip and costs nothing.
            if found == b'}' {
                self.window.consume(1);
                return Ok(None);
            }
        }
        if found != b'"' {
            return Err(Halt::Broken { expected: "a key in quotes", found });
        }
        let mut raw = Vec::new();
        self.skip_value(&mut || true, |bytes| {
            let room = KEY_BYTES.saturating_sub(raw.len());
            raw.extend_from_slice(&bytes[..bytes.len().min(room)]);
        })?;
        let key = serde_json::from_slice(&raw).unwrap_or_else(|_| String::from_utf8_lossy(&raw).into_owned());
        self.expect(b':', "a colon")?;
        Ok(Some(key))
    }

    /// What comes next in an open array. `first` says that no element came before.
    pub(crate) fn next_element(&mut self, first: bool) -> Result<Step, Halt> {
        let found = self.peek()?;
        if found == b']' {
            self.window.consume(1);
            return Ok(Step::End);
        }
        if !first {
            self.expect(b',', "a comma or the end of the list")?;
            if self.peek()? == b']' {
                self.window.consume(1);
                return Ok(Step::End);
            }
        }
        Ok(Step::Element)
    }

    /// Consume the value that comes next, showing its bytes to `see`.
    pub(crate) fn skip_value(&mut self, watch: &mut dyn FnMut() -> bool, see: impl FnMut(&[u8])) -> Result<(), Halt> {
        self.peek()?;
        self.run(Skip::default(), watch, see)
    }

    /// Consume the rest of the array or object that is open.
    pub(crate) fn skip_open(&mut self, watch: &mut dyn FnMut() -> bool) -> Result<(), Halt> {
        self.run(Skip::rest_of_open(), watch, |_| {})
    }

    fn run(&mut self, mut skip: Skip, watch: &mut dyn FnMut() -> bool, mut see: impl FnMut(&[u8])) -> Result<(), Halt> {
        loop {
            let (n, done) = skip.step(self.window.rest());
            see(&self.window.rest()[..n]);
            self.window.consume(n);
            if done {
                return Ok(());
            }
            if !watch() {
                return Err(Halt::Cancelled);
            }
            if !self.window.fill() {
                return Err(Halt::Cut);
            }
        }
    }
}
