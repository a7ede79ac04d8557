//! Readers that count what passes and stop what has no end.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use crate::options::Limits;

/// Counts the bytes that pass.
pub(super) struct Counted<R> {
    pub(super) bytes: R,
    /// Of this reader.
    pub(super) own: Rc<Cell<u64>>,
    /// Of all inputs, where they are counted.
    pub(super) all: Option<Rc<Cell<u64>>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(out)?;
        self.own.set(self.own.get() + n as u64);
        if let Some(all) = &self.all {
            all.set(all.get() + n as u64);
        }
        Ok(n)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// Stops what unpacks to far more than itself, whatever its entry says.
pub(super) struct Unpacking<'r> {
    pub(super) bytes: Box<dyn Read + 'r>,
    /// Packed bytes that went in.
    pub(super) packed: Rc<Cell<u64>>,
    /// Bytes that came out.
    pub(super) out: u64,
    pub(super) limits: Limits,
    /// Bytes that came out of all packed files, where they are counted.
    pub(super) total: Option<Rc<Cell<u64>>>,
}

impl Read for Unpacking<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(out)?;
        self.out += n as u64;
        let is_bomb = self.out > self.limits.unpacked_bytes && self.out / self.limits.ratio > self.packed.get();
        let is_too_much = self.total.as_ref().is_some_and(|total| {
            total.set(total.get() + n as u64);
            total.get() > self.limits.total_bytes
        });
        if is_bomb || is_too_much {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "it unpacks to far more than it is; if you trust it, unpack it and import what is inside",
            ));
        }
        Ok(n)
    }
}
