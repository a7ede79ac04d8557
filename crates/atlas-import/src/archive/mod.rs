//! Opening inputs: gz, zst and zip are read in place, with limits against what unpacks without end.
//!
//! Nothing is ever written. Members of an archive whose names lead out of it are refused all the
//! same: whoever made them did not mean well.

mod guard;
mod members;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use self::guard::{Counted, Unpacking};
pub(crate) use self::members::Members;
use crate::decode::{Encoding, decode};
use crate::input::{Input, ReadSeek};
use crate::options::Limits;

/// How the bytes of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
    Zip,
}

impl Packing {
    /// Known by the first bytes.
    pub(crate) fn of(head: &[u8]) -> Self {
        match head {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Self::Zstd,
            [b'P', b'K', 3 | 5 | 7, 4 | 6 | 8, ..] => Self::Zip,
            _ => Self::Plain,
        }
    }
}

/// Where a text lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address {
    /// Index of the input.
    pub(crate) input: usize,
    /// Index of the member, in a zip.
    pub(crate) member: Option<usize>,
}

/// Why bytes are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) reason: String,
    pub(crate) remedy: &'static str,
}

impl Refusal {
    pub(crate) fn new(reason: impl Into<String>, remedy: &'static str) -> Self {
        Self { reason: reason.into(), remedy }
    }
}

impl From<io::Error> for Refusal {
    fn from(e: io::Error) -> Self {
        Self::new(format!("it cannot be opened: {e}"), "Check that the file exists and that you may read it.")
    }
}

const DAMAGED: &str = "Export, download or pack it again.";
const BOMB: &str = "If you trust it, unpack it and import what is inside.";

type Zip = ZipArchive<Counted<Box<dyn ReadSeek>>>;

/// Opens inputs and the members of archives.
pub(crate) struct Opener<'i> {
    inputs: &'i [Input],
    limits: Limits,
    /// Packed bytes read; counted only when facts are read, not when files are looked at.
    done: Rc<Cell<u64>>,
    counts: bool,
    unpacked: Rc<Cell<u64>>,
    zip: Option<(usize, Zip)>,
    /// Zips whose list of members is missing.
    unlisted: BTreeSet<usize>,
}

impl<'i> Opener<'i> {
    pub(crate) fn new(inputs: &'i [Input], limits: Limits, done: Rc<Cell<u64>>) -> Self {
        Self { inputs, limits, done, counts: false, unpacked: Rc::default(), zip: None, unlisted: BTreeSet::new() }
    }

    /// From now on bytes count as progress and against the total.
    pub(crate) fn begin_reading(&mut self) {
        self.counts = true;
        self.zip = None;
    }

    /// Bytes of an input as it lies, and how it is packed.
    pub(crate) fn measure(&self, input: usize) -> Result<(u64, Packing), Refusal> {
        let mut bytes = self.inputs[input].open()?;
        let mut head = [0; 8];
        let mut n = 0;
        while n < head.len() {
            match bytes.read(&mut head[n..])? {
                0 => break,
                more => n += more,
            }
        }
        let size = bytes.seek(SeekFrom::End(0))?;
        Ok((size, Packing::of(&head[..n])))
    }

    /// The members of a zip, in their order.
    pub(crate) fn members(&mut self, input: usize) -> Result<Members, Refusal> {
        let limits = self.limits;
        let damage = match self.zip(input) {
            Ok(zip) => return members::listed(zip, &limits),
            Err(damage) => damage,
        };
        let found = members::found(&mut BufReader::new(self.counted(input)?), &limits, damage)?;
        self.unlisted.insert(input);
        Ok(found)
    }

    /// Open the text at an address, unpacked and as UTF-8, and use it.
    pub(crate) fn with_text<T>(
        &mut self,
        at: Address,
        packing: Packing,
        read: impl FnOnce(Encoding, Box<dyn Read + '_>) -> T,
    ) -> Result<T, Refusal> {
        let (limits, total) = (self.limits, self.counts.then(|| Rc::clone(&self.unpacked)));
        let guard = |bytes, packed| Unpacking { bytes, packed, out: 0, limits, total };
        if let Some(index) = at.member.filter(|_| self.unlisted.contains(&at.input)) {
            let mut bytes = BufReader::new(self.counted(at.input)?);
            let file = members::nth(&mut bytes, index)?;
            let packed = Rc::new(Cell::new(file.compressed_size()));
            let (encoding, text) = decode(guard(Box::new(file) as Box<dyn Read>, packed))?;
            return Ok(read(encoding, text));
        }
        if let Some(index) = at.member {
            let file = self.zip(at.input)?.by_index(index).map_err(|e| members::unreadable(&e))?;
            let packed = Rc::new(Cell::new(file.compressed_size()));
            let (encoding, text) = decode(guard(Box::new(file) as Box<dyn Read>, packed))?;
            return Ok(read(encoding, text));
        }
        let bytes = self.counted(at.input)?;
        let packed = Rc::clone(&bytes.own);
        let bytes = BufReader::with_capacity(64 << 10, bytes);
        let (encoding, text) = match packing {
            Packing::Plain | Packing::Zip => decode(bytes)?,
            Packing::Gzip => {
                let gz = flate2::bufread::MultiGzDecoder::new(bytes);
                decode(guard(Box::new(gz) as Box<dyn Read>, packed))?
            }
            Packing::Zstd => {
                let zst = zstd::stream::read::Decoder::with_buffer(bytes)?;
                decode(guard(Box::new(zst) as Box<dyn Read>, packed))?
            }
        };
        Ok(read(encoding, text))
    }

    fn counted(&self, input: usize) -> Result<Counted<Box<dyn ReadSeek>>, Refusal> {
        Ok(Counted {
            bytes: self.inputs[input].open()?,
            own: Rc::default(),
            all: self.counts.then(|| Rc::clone(&self.done)),
        })
    }

    fn zip(&mut self, input: usize) -> Result<&mut Zip, Refusal> {
        let archive = match self.zip.take() {
            Some((open, archive)) if open == input => archive,
            _ => ZipArchive::new(self.counted(input)?).map_err(|e| match e {
                ZipError::Io(e) if e.kind() != io::ErrorKind::UnexpectedEof => e.into(),
                e => Refusal::new(format!("the archive is damaged: {e}"), DAMAGED),
            })?,
        };
        Ok(&mut self.zip.insert((input, archive)).1)
    }
}
