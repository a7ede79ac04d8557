//! Bytes to UTF-8: byte-order marks are taken off, UTF-16 is decoded as it streams.

use std::io::{self, Read};

/// How the text of a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, perhaps with a byte-order mark (or something that only turns out later not to be).
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

/// Detect the encoding from the first bytes and return a reader of UTF-8 without a mark.
///
/// # Errors
/// Where the first bytes cannot be read at all.
pub(crate) fn decode<'r>(mut bytes: impl Read + 'r) -> io::Result<(Encoding, Box<dyn Read + 'r>)> {
    let mut head = [0_u8; 4];
    let mut n = 0;
    let mut broken = None;
    while n < head.len() {
        match bytes.read(&mut head[n..]) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if n == 0 => return Err(e),
            Err(e) => {
                broken = Some(e);
                break;
            }
        }
    }
    let (encoding, mark) = match &head[..n] {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, 3),
        [0xFF, 0xFE, ..] => (Encoding::Utf16Le, 2),
        [0xFE, 0xFF, ..] => (Encoding::Utf16Be, 2),
        // ASCII text without a mark shows which half of each pair is empty.
        [a, 0, b, 0] if *a != 0 && *b != 0 => (Encoding::Utf16Le, 0),
        [0, a, 0, b] if *a != 0 && *b != 0 => (Encoding::Utf16Be, 0),
        _ => (Encoding::Utf8, 0),
    };
    let rest = io::Cursor::new(head[mark..n].to_vec()).chain(Broken(broken)).chain(bytes);
    Ok(match encoding {
        Encoding::Utf8 => (encoding, Box::new(rest)),
        Encoding::Utf16Le | Encoding::Utf16Be => (
            encoding,
            Box::new(Utf16 {
                bytes: rest,
                big: encoding == Encoding::Utf16Be,
                odd: None,
                high: None,
                ready: Vec::new(),
                at: 0,
            }),
        ),
    })
}

/// Gives back an error that was met too early, once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Streams UTF-16 as UTF-8; halves without their partner become U+FFFD.
struct Utf16<R> {
    bytes: R,
    big: bool,
    odd: Option<u8>,
    high: Option<u16>,
    ready: Vec<u8>,
    at: usize,
}

impl<R: Read> Utf16<R> {
    fn refill(&mut self) -> io::Result<()> {
        let mut raw = [0_u8; 16 << 10];
        let n = self.bytes.read(&mut raw)?;
        self.ready.clear();
        self.at = 0;
        if n == 0 {
            if self.odd.take().is_some() || self.high.take().is_some() {
                self.push(char::REPLACEMENT_CHARACTER);
            }
            return Ok(());
        }
        for &byte in &raw[..n] {
            match self.odd.take() {
                None => self.odd = Some(byte),
                Some(first) => {
                    let pair = [first, byte];
                    let unit = if self.big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
                    self.unit(unit);
                }
            }
        }
        Ok(())
    }

    fn unit(&mut self, unit: u16) {
        let is_low = (0xDC00..0xE000).contains(&unit);
        if let Some(high) = self.high.take() {
            let both = char::decode_utf16([high, unit]).next().and_then(Result::ok);
            self.push(both.unwrap_or(char::REPLACEMENT_CHARACTER));
            if is_low {
                return;
            }
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            self.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    fn push(&mut self, c: char) {
        self.ready.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // A read may yield half a character and nothing to hand on; only an empty one is the end.
        while self.at == self.ready.len() {
            let waiting = (self.odd, self.high);
            self.refill()?;
            if self.ready.is_empty() && (self.odd, self.high) == waiting {
                return Ok(0);
            }
        }
        let n = out.len().min(self.ready.len() - self.at);
        out[..n].copy_from_slice(&self.ready[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (Encoding, String) {
        let (encoding, mut read) = decode(bytes).unwrap();
        let mut out = String::new();
        read.read_to_string(&mut out).unwrap();
        (encoding, out)
    }

    #[test]
    fn marks_are_taken_off_and_utf16_is_decoded() {
        let le = |s: &str| s.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let be = |s: &str| s.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        let smile = "{\"é\": \"😀\"}";
        assert_eq!(text("\u{feff}{}".as_bytes()), (Encoding::Utf8, "{}".into()));
        assert_eq!(
            text(&le(&format!("\u{feff}{smile}"))),
            (Encoding::Utf16Le, smile.into()),
            "a pair of surrogates is one character"
        );
        assert_eq!(text(&be(&format!("\u{feff}{smile}"))), (Encoding::Utf16Be, smile.into()));
        assert_eq!(
            text(&le("{\"a\":1}")),
            (Encoding::Utf16Le, "{\"a\":1}".into()),
            "ASCII shows its empty halves even without a mark"
        );
        assert_eq!(text(b""), (Encoding::Utf8, String::new()));
    }

    #[test]
    fn a_lone_half_is_shown_as_replaced_not_lost() {
        assert_eq!(text(&[0xFF, 0xFE, 0x3D, 0xD8, b'a', 0]).1, "\u{fffd}a", "the character after a lone half survives");
        assert_eq!(text(&[0xFF, 0xFE, b'a', 0, b'b']).1, "a\u{fffd}", "an odd last byte");
    }
}
