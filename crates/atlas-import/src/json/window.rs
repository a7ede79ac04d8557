//! [`Window`]: the part of a stream that is in memory, with the line it begins at.

use std::io::{self, Read};

/// Bytes asked for at a time; also the size from which a value is no longer parsed on trial.
pub(crate) const BLOCK: usize = 256 << 10;

/// A growing and sliding view of a stream.
///
/// Bytes leave it only by [`Window::consume`], which counts the lines. A read error ends the
/// stream and is kept, so that everything before it is still used.
pub(crate) struct Window<'r> {
    bytes: Box<dyn Read + 'r>,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    failure: Option<io::Error>,
    consumed: u64,
    line: u32,
}

impl<'r> Window<'r> {
    pub(crate) fn new(bytes: Box<dyn Read + 'r>) -> Self {
        Self { bytes, buffer: Vec::new(), start: 0, ended: false, failure: None, consumed: 0, line: 1 }
    }

    /// What is in memory and not consumed.
    pub(crate) fn rest(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Bytes consumed so far.
    pub(crate) fn consumed(&self) -> u64 {
        self.consumed
    }

    /// The line of the first byte of [`Window::rest`], from 1.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// Whether the stream has ended behind [`Window::rest`].
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Why the stream ended early, if it did.
    pub(crate) fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// Read another block behind what is there. False at the end of the stream.
    ///
    /// What is not consumed is moved at most once, when something before it was: O(1) per byte.
    pub(crate) fn fill(&mut self) -> bool {
        if self.ended {
            return false;
        }
        let kept = self.buffer.len() - self.start;
        if self.start > 0 {
            self.buffer.copy_within(self.start.., 0);
            self.start = 0;
        }
        if kept < BLOCK && self.buffer.capacity() > 16 * BLOCK {
            self.buffer.truncate(kept);
            self.buffer.shrink_to(2 * BLOCK);
        }
        self.buffer.resize(kept + BLOCK, 0);
        let mut n = 0;
        while n < BLOCK {
            match self.bytes.read(&mut self.buffer[kept + n..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(more) => n += more,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.failure = Some(e);
                    self.ended = true;
                    break;
                }
            }
        }
        self.buffer.truncate(kept + n);
        n > 0
    }

    /// Drop the first `n` bytes of [`Window::rest`].
    pub(crate) fn consume(&mut self, n: usize) {
        let gone = &self.buffer[self.start..self.start + n];
        let lines = memchr::memchr_iter(b'\n', gone).count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.consumed += n as u64;
        self.start += n;
    }

    /// Consume white space and give the byte behind it; `None` at the end of the stream.
    pub(crate) fn skip_space(&mut self) -> Option<u8> {
        loop {
            let found = self.rest().iter().position(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'\t'));
            if let Some(at) = found {
                if at > 0 {
                    self.consume(at);
                }
                return self.rest().first().copied();
            }
            self.consume(self.rest().len());
            if !self.fill() {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_across_blocks() {
        let text = "a\n".repeat(BLOCK);
        let mut window = Window::new(Box::new(text.as_bytes()));
        let mut seen = 0;
        while window.fill() {
            let n = window.rest().len() - 1;
            window.consume(n);
            seen += n;
        }
        window.consume(window.rest().len());
        assert!(seen >= BLOCK, "more than one block was read");
        assert_eq!(window.line() as usize, BLOCK + 1, "every line end counts once");
        assert_eq!(window.consumed(), text.len() as u64);
    }
}
