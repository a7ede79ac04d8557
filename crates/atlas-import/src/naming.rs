//! What the name of a file says: its stem, its date, and whether it holds nodes or edges.

/// The parts of a file name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NameParts {
    /// What is left without folders, endings, role and date; may be empty.
    pub(crate) stem: String,
    /// The date as written.
    pub(crate) date: Option<String>,
}

/// Endings that say how a file is packed or written, not what it is about.
const ENDINGS: &[&str] = &[".gz", ".zst", ".zip", ".json", ".csv", ".tsv", ".tab", ".psv", ".txt"];
/// Words that tell the two tables of a pair apart.
const ROLES: &[&str] = &["nodes", "edges", "relations"];

/// Take a file name apart.
pub(crate) fn parts(name: &str) -> NameParts {
    let mut stem = base(name).to_owned();
    while let Some(ending) = ENDINGS.iter().find(|e| has_ending(&stem, e)) {
        stem.truncate(stem.len() - ending.len());
    }
    for role in ROLES {
        let split = stem.len().wrapping_sub(role.len());
        let is_role = stem.get(split..).is_some_and(|end| end.eq_ignore_ascii_case(role));
        if is_role && (split == 0 || stem[..split].ends_with(['.', '-', '_', ' '])) {
            stem.truncate(split);
            break;
        }
    }
    let mut date = None;
    if let Some((start, end)) = find_date(&stem) {
        date = Some(stem[start..end].to_owned());
        let before = stem[..start].trim_end_matches(SEPARATORS);
        let after = stem[end..].trim_start_matches(SEPARATORS);
        let joint = if before.is_empty() || after.is_empty() { "" } else { "-" };
        stem = format!("{before}{joint}{after}");
    }
    NameParts { stem: stem.trim_matches(SEPARATORS).to_owned(), date }
}

const SEPARATORS: [char; 4] = ['.', '-', '_', ' '];

/// The file name without its folders.
pub(crate) fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn has_ending(name: &str, ending: &str) -> bool {
    let split = name.len().wrapping_sub(ending.len());
    name.get(split..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// Where a date stands: `2025-08`, `2025-08-31`, `20250831`, each perhaps with a time behind it.
fn find_date(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let starts = (0..bytes.len()).filter(|&i| i == 0 || !bytes[i - 1].is_ascii_alphanumeric());
    starts.into_iter().find_map(|start| {
        let year = number(bytes, start, 4)?;
        let separator = bytes.get(start + 4).copied().filter(|b| b"-_.".contains(b));
        let gap = usize::from(separator.is_some());
        let month = number(bytes, start + 4 + gap, 2)?;
        let mut end = start + 6 + gap;
        let has_gap = separator.is_none() || bytes.get(end).copied() == separator;
        let day = number(bytes, end + gap, 2).filter(|d| has_gap && (1..=31).contains(d));
        if day.is_some() {
            end += 2 + gap;
        }
        let is_date =
            (1990..2100).contains(&year) && (1..=12).contains(&month) && (separator.is_some() || day.is_some());
        if !is_date {
            return None;
        }
        if day.is_some() {
            end = after_time(bytes, end);
        }
        let is_whole = bytes.get(end).is_none_or(|b| !b.is_ascii_alphanumeric());
        is_whole.then_some((start, end))
    })
}

/// The end of a time of day written `235959`, also behind `-`, `_` or `T`, at `at` or else `at`.
fn after_time(bytes: &[u8], at: usize) -> usize {
    let gap = usize::from(bytes.get(at).is_some_and(|b| b"-_T".contains(b)));
    let is_time = [4, 6]
        .into_iter()
        .rev()
        .find(|&n| number(bytes, at + gap, n).is_some() && bytes.get(at + gap + n).is_none_or(|b| !b.is_ascii_digit()));
    is_time.map_or(at, |n| at + gap + n)
}

fn number(bytes: &[u8], at: usize, digits: usize) -> Option<u32> {
    let text = std::str::from_utf8(bytes.get(at..at + digits)?).ok()?;
    let is_plain = text.bytes().all(|b| b.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart_into_stem_and_date() {
        let check = |name: &str, stem: &str, date: Option<&str>| {
            let got = parts(name);
            assert_eq!((got.stem.as_str(), got.date.as_deref()), (stem, date), "{name}");
        };
        check("real/2025-08.edges.csv", "", Some("2025-08"));
        check("nodes.csv", "", None);
        check("lfr_n1000_mu0.1.edges.csv", "lfr_n1000_mu0.1", None);
        check("export-2026-08-21.json.gz", "export", Some("2026-08-21"));
        check("mssql-bloodhound-20260115-105846.zip", "mssql-bloodhound", Some("20260115-105846"));
        check("20260101144303_users.json", "users", Some("20260101144303"));
        check("aws_2026_08_prod_nodes.tsv", "aws-prod", Some("2026_08"));
        check("githound_O_kgDOCoV2OQ.json", "githound_O_kgDOCoV2OQ", None);
        check("ticket-20251399.json", "ticket-20251399", None);
        check("épée-1234.csv", "épée-1234", None);
        check("", "", None);
    }
}
