//! Delimiter and header of a table, from its first bytes.

use super::Mapping;
use super::header::Columns;
use super::records::Records;
use crate::json::Window;

/// What a text looks like when it is taken as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// A table that is understood.
    Table { delimiter: u8, columns: Columns },
    /// A table perhaps, but its header says nothing.
    Unknown {
        header: Vec<String>,
        /// Columns that the mapping names and the header lacks.
        missing: Vec<String>,
    },
}

/// Delimiters in the order of preference.
const DELIMITERS: &[u8] = b",;\t|";

/// Look at the first bytes of a text as a table. O(header).
pub(crate) fn look(head: &[u8], file: &str, mapping: Option<&Mapping>) -> Look {
    let (head, stated) = stated_delimiter(head);
    let candidates = match &stated {
        Some(delimiter) => std::slice::from_ref(delimiter),
        None => DELIMITERS,
    };
    let mut best: Option<(usize, Look)> = None;
    for &delimiter in candidates {
        let header = header(head, delimiter);
        let look = settle(delimiter, &header, file, mapping);
        let is_table = matches!(look, Look::Table { .. });
        // Any understood header beats any that is not; then the one with more columns.
        let weight = header.len() + if is_table { 1 << 20 } else { 0 };
        if best.as_ref().is_none_or(|(most, _)| weight > *most) {
            best = Some((weight, look));
        }
    }
    best.map_or(Look::Unknown { header: Vec::new(), missing: Vec::new() }, |(_, look)| look)
}

fn settle(delimiter: u8, header: &[String], file: &str, mapping: Option<&Mapping>) -> Look {
    let mapped = mapping.and_then(|m| m.columns(file, header));
    match mapped.unwrap_or_else(|| Columns::fit(header).ok_or_else(Vec::new)) {
        Ok(columns) => Look::Table { delimiter, columns },
        Err(missing) => Look::Unknown { header: header.to_vec(), missing },
    }
}

fn header(head: &[u8], delimiter: u8) -> Vec<String> {
    let mut records = Records::new(Window::new(Box::new(head)), delimiter, usize::MAX);
    if !records.next().is_row() {
        return Vec::new();
    }
    (0..records.len()).map(|i| String::from_utf8_lossy(records.field(i)).trim().to_owned()).collect()
}

/// A first line `sep=;` states the delimiter; the rest begins behind it.
pub(super) fn stated_delimiter(head: &[u8]) -> (&[u8], Option<u8>) {
    if head.get(..4).is_some_and(|s| s.eq_ignore_ascii_case(b"sep="))
        && let (Some(&delimiter), Some(b'\r' | b'\n')) = (head.get(4), head.get(5))
    {
        return (&head[5..], Some(delimiter));
    }
    (head, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> Option<char> {
        match look(text.as_bytes(), "x.csv", None) {
            Look::Table { delimiter, .. } => Some(char::from(delimiter)),
            Look::Unknown { .. } => None,
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_sense_of_the_header() {
        assert_eq!(delimiter("src,dst\n"), Some(','));
        assert_eq!(delimiter("src;dst;note, long\n"), Some(';'), "a comma inside a name");
        assert_eq!(delimiter("id\tname\r\n"), Some('\t'));
        assert_eq!(delimiter("\"from\"|\"to\"\n"), Some('|'));
        assert_eq!(delimiter("sep=:\nsrc:dst\n"), Some(':'), "the first line may state it");
        assert_eq!(delimiter("id\n7\n"), Some(','), "one column needs none");
        assert_eq!(delimiter("foo,bar\n1,2\n"), None);
        assert_eq!(delimiter(""), None);
    }
}
