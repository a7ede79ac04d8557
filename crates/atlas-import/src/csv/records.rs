//! A table as records: fields, line numbers, and recovery from quotes that are never closed.
//!
//! A record may span lines inside quotes. If it then has the wrong number of fields, or the text
//! ends inside the quote, the quote was a slip: only its own line is refused and reading goes on
//! with the next line.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::json::Window;

/// Bytes that a quote may stay open before it counts as a slip.
const QUOTE_BYTES: usize = 1 << 20;
/// Longest record that is read, whatever the limit: each block of it is parsed again.
const RECORD_BYTES: usize = 4 << 20;
/// Slips after which a quote may not span lines any more; keeps hostile files linear.
const SLIPS: u32 = 16;

/// What comes next in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A record; its fields are in [`Records::field`].
    Row,
    /// A line with a quote that is not closed; it was passed over.
    OpenQuote,
    /// A line that is too long; it was passed over.
    TooLong,
    /// The end.
    End,
}

impl Next {
    pub(crate) fn is_row(self) -> bool {
        self == Self::Row
    }
}

/// Records of a table.
pub(crate) struct Records<'r> {
    pub(crate) window: Window<'r>,
    core: Reader,
    delimiter: u8,
    text: Vec<u8>,
    ends: Vec<usize>,
    fields: usize,
    line: u32,
    most: usize,
    slips: u32,
    /// Fields of a whole record, once the header is read.
    width: Option<usize>,
}

enum Parsed {
    /// A record of this many bytes.
    Record(usize),
    /// The text ends inside a record.
    More,
    /// The text ends inside a quote.
    Open,
}

impl<'r> Records<'r> {
    /// Records of at most `most` bytes, and never more than [`RECORD_BYTES`]. The first one sets how many fields a record has.
    pub(crate) fn new(window: Window<'r>, delimiter: u8, most: usize) -> Self {
        Self {
            window,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            text: vec![0; 1 << 10],
            ends: vec![0; 32],
            fields: 0,
            line: 0,
            most: most.min(RECORD_BYTES),
            slips: 0,
            width: None,
        }
    }

    /// Fields of the record just read.
    pub(crate) fn len(&self) -> usize {
        self.fields
    }

    /// A field of the record just read; empty where there is none.
    pub(crate) fn field(&self, i: usize) -> &[u8] {
        if i >= self.fields {
            return &[];
        }
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.text[start..self.ends[i]]
    }

    /// The line on which the record just read begins.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// Read the next record.
    pub(crate) fn next(&mut self) -> Next {
        if !self.skip_blank_lines() {
            return Next::End;
        }
        self.line = self.window.line();
        loop {
            let may_span = self.slips < SLIPS;
            match self.parse(self.window.rest().len(), self.window.ended()) {
                Parsed::Record(n) => {
                    let record = &self.window.rest()[..n];
                    let spans = spans_lines(record);
                    let is_whole = self.width.is_none_or(|width| width == self.fields)
                        && (!spans || is_well_quoted(record, self.delimiter));
                    if spans && !(may_span && is_whole) {
                        return self.first_line();
                    }
                    self.window.consume(n);
                    self.width.get_or_insert(self.fields);
                    return Next::Row;
                }
                Parsed::Open => return self.first_line(),
                Parsed::More => {
                    let held = self.window.rest().len();
                    let has_line = memchr::memchr(b'\n', self.window.rest()).is_some();
                    if has_line && held > if may_span { QUOTE_BYTES.min(self.most) } else { 0 } {
                        return self.first_line();
                    }
                    if held > self.most {
                        return self.pass_line(Next::TooLong);
                    }
                    self.window.fill();
                }
            }
        }
    }

    /// Consume line ends; false at the end of the text.
    fn skip_blank_lines(&mut self) -> bool {
        loop {
            let rest = self.window.rest();
            let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            let is_all = blank == rest.len();
            self.window.consume(blank);
            if !is_all {
                return true;
            }
            if !self.window.fill() {
                return false;
            }
        }
    }

    /// Parse one record from the first `n` bytes of the window; `at_end` says that no more follow.
    fn parse(&mut self, n: usize, at_end: bool) -> Parsed {
        let Self { window, core, text, ends, fields, .. } = self;
        let input = &window.rest()[..n];
        core.reset();
        let (mut read, mut written, mut ended) = (0, 0, 0);
        let mut closing = false;
        loop {
            let from: &[u8] = if closing { b"\n" } else { &input[read..] };
            let (result, more, out, end) = core.read_record(from, &mut text[written..], &mut ends[ended..]);
            read += if closing { 0 } else { more };
            written += out;
            ended += end;
            match result {
                ReadRecordResult::Record => {
                    *fields = ended;
                    return Parsed::Record(read);
                }
                ReadRecordResult::OutputFull => text.resize(text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                ReadRecordResult::InputEmpty if closing => return Parsed::Open,
                // A line end closes the last record, unless a quote is open.
                ReadRecordResult::InputEmpty if at_end => closing = true,
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Parsed::More,
            }
        }
    }

    /// Take the first line alone: a record if it is whole, else a slip.
    fn first_line(&mut self) -> Next {
        let n = memchr::memchr(b'\n', self.window.rest()).map_or(self.window.rest().len(), |at| at + 1);
        if let Parsed::Record(read) = self.parse(n, true)
            && self.width.is_none_or(|width| width == self.fields)
        {
            self.window.consume(read.min(n));
            return Next::Row;
        }
        self.slips += 1;
        self.pass_line(Next::OpenQuote)
    }

    fn pass_line(&mut self, why: Next) -> Next {
        loop {
            match memchr::memchr(b'\n', self.window.rest()) {
                Some(at) => {
                    self.window.consume(at + 1);
                    return why;
                }
                None => {
                    self.window.consume(self.window.rest().len());
                    if !self.window.fill() {
                        return why;
                    }
                }
            }
        }
    }
}

fn spans_lines(record: &[u8]) -> bool {
    let end = record.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |at| at + 1);
    memchr::memchr(b'\n', &record[..end]).is_some()
}

/// Whether every quoted field of a record ends in front of a delimiter or the record's end. A
/// quote that spans lines by a slip mostly ends in the middle of another field.
fn is_well_quoted(record: &[u8], delimiter: u8) -> bool {
    let mut i = 0;
    while i < record.len() {
        if record[i] == b'"' {
            i += 1;
            loop {
                let Some(n) = memchr::memchr(b'"', &record[i..]) else {
                    return false;
                };
                i += n + 1;
                if record.get(i) != Some(&b'"') {
                    break;
                }
                i += 1;
            }
            match record.get(i) {
                None | Some(b'\r' | b'\n') => {}
                Some(&b) if b == delimiter => {}
                Some(_) => return false,
            }
        }
        match memchr::memchr(delimiter, &record[i..]) {
            Some(n) => i += n + 1,
            None => return true,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut records = Records::new(Window::new(Box::new(text.as_bytes())), b',', 1 << 20);
        let mut out = Vec::new();
        loop {
            let next = records.next();
            let line = records.line();
            match next {
                Next::End => return out,
                Next::Row => {
                    let fields: Vec<_> =
                        (0..records.len()).map(|i| String::from_utf8_lossy(records.field(i)).into_owned()).collect();
                    out.push(format!("{line}: {}", fields.join("|")));
                }
                other => out.push(format!("{line}: {other:?}")),
            }
        }
    }

    #[test]
    fn quotes_lines_and_blank_lines() {
        assert_eq!(
            read("a,b\r\n\r\n\"x\ny\",\"q\"\"q\"\r\n1,2"),
            ["1: a|b", "3: x\ny|q\"q", "5: 1|2"],
            "a quoted line end belongs to the field and the lines go on counting"
        );
        assert_eq!(read(""), [""; 0]);
    }

    #[test]
    fn an_open_quote_costs_its_own_line() {
        assert_eq!(
            read("a,b\n\"open,1\nc,2\nd,3\n"),
            ["1: a|b", "2: OpenQuote", "3: c|2", "4: d|3"],
            "open to the end of the file"
        );
        assert_eq!(
            read("a,b\n\"open,1\nc,2\n\"d\",3\n"),
            ["1: a|b", "2: OpenQuote", "3: c|2", "4: d|3"],
            "closed by a quote that opens another field"
        );
        assert_eq!(read("a,b\n1,\"x"), ["1: a|b", "2: OpenQuote"], "on the last line");
        assert_eq!(
            read("a,b\n5\" disk,1\n6,2\n"),
            ["1: a|b", "2: 5\" disk|1", "3: 6|2"],
            "a quote inside a field is text"
        );
    }

    #[test]
    fn many_slips_stay_linear() {
        let text = format!("a,b\n{}", "\"x,1\ny,2\n".repeat(20_000));
        let rows = read(&text);
        assert!(rows.len() > 30_000, "every good line is read: {}", rows.len());
    }
}
