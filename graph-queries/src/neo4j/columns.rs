//! The order of the columns of an answer, read from the question.
//!
//! The driver hands rows over as maps, so the order that the server gave is lost. The names are the
//! server's; only their order comes from here: that of the last `RETURN` or `YIELD`. Names that it
//! does not hold (`RETURN *`, a bare `SHOW`) follow, sorted, which is what the server does with `*`.

/// Words that begin what may be returned.
const BEGINS: [&str; 2] = ["RETURN", "YIELD"];
/// Words that end it.
const ENDS: [&str; 7] = ["ORDER", "SKIP", "OFFSET", "LIMIT", "UNION", "WHERE", "NEXT"];

/// `names` in the order of the question.
pub(super) fn in_order(question: &str, mut names: Vec<Box<str>>) -> Vec<Box<str>> {
    names.sort();
    let mut ordered = Vec::with_capacity(names.len());
    for wanted in returned(question) {
        if let Some(at) = names.iter().position(|n| **n == wanted) {
            ordered.push(names.remove(at));
        }
    }
    ordered.extend(names);
    ordered
}

/// Names of the columns as far as the text of a question says them.
pub(super) fn returned(question: &str) -> Vec<String> {
    let pieces = pieces(question);
    let word = |p: &Piece<'_>, words: &[&str]| p.depth == 0 && words.iter().any(|w| p.text.eq_ignore_ascii_case(w));
    let Some(begin) = pieces.iter().rposition(|p| word(p, &BEGINS)) else { return Vec::new() };
    let rest = &pieces[begin + 1..];
    let end = rest.iter().position(|p| word(p, &ENDS) || (p.depth == 0 && p.text == ";")).unwrap_or(rest.len());
    let mut list = &rest[..end];
    if list.first().is_some_and(|p| word(p, &["DISTINCT"])) {
        list = &list[1..];
    }
    list.split(|p| p.depth == 0 && p.text == ",").filter_map(|item| name(question, item)).collect()
}

/// What an item is called: its alias, else the text of the expression.
fn name(question: &str, item: &[Piece<'_>]) -> Option<String> {
    let alias = item.iter().rposition(|p| p.depth == 0 && p.text.eq_ignore_ascii_case("AS"));
    let named = alias.map_or(item, |at| &item[at + 1..]);
    let (first, last) = (named.first()?, named.last()?);
    let text = &question[first.at..last.at + last.text.len()];
    let quoted = text.strip_prefix('`').and_then(|t| t.strip_suffix('`'));
    Some(match quoted {
        Some(inner) if named.len() == 1 => inner.replace("``", "`"),
        _ => text.to_owned(),
    })
}

/// A word, a quoted text or a sign of a question.
struct Piece<'a> {
    at: usize,
    text: &'a str,
    /// Brackets that are open around it.
    depth: usize,
}

/// A question in pieces, without space and comments. O(n).
fn pieces(question: &str) -> Vec<Piece<'_>> {
    let bytes = question.as_bytes();
    let mut pieces = Vec::new();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(c) = question[at..].chars().next() {
        let rest = &question[at..];
        let length = if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |n| n + 2);
            continue;
        } else if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if matches!(c, '\'' | '"' | '`') {
            quoted(&bytes[at..])
        } else if c.is_alphanumeric() || c == '_' || c == '$' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        if matches!(c, ')' | ']' | '}') {
            depth = depth.saturating_sub(1);
        }
        pieces.push(Piece { at, text: &question[at..at + length], depth });
        if matches!(c, '(' | '[' | '{') {
            depth += 1;
        }
        at += length;
    }
    pieces
}

/// Length of a quoted text with its quotes; to the end where it is not closed.
fn quoted(bytes: &[u8]) -> usize {
    let quote = bytes[0];
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote != b'`' => at += 2,
            b if b == quote && quote == b'`' && bytes.get(at + 1) == Some(&quote) => at += 2,
            b if b == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_last_return() {
        for (question, names) in [
            ("MATCH (n) RETURN n.name AS who, n, count(*)", vec!["who", "n", "count(*)"]),
            ("MATCH (a)-->(b) RETURN DISTINCT b.name, a.name ORDER BY a.name LIMIT 3", vec!["b.name", "a.name"]),
            ("MATCH (a) CALL (a) { RETURN 1 AS inner } RETURN inner, a // RETURN c", vec!["inner", "a"]),
            ("RETURN [x IN [1,2] | x] AS `a, b`, {k: 'RETURN z'} AS m;", vec!["a, b", "m"]),
            ("RETURN 1 AS a, 2 AS b UNION RETURN 3 AS a, 4 AS b", vec!["a", "b"]),
            ("SHOW TRANSACTIONS YIELD username, database", vec!["username", "database"]),
            ("return size('it''s \\' , x') as é, 'open", vec!["é", "'open"]),
            ("CREATE (n)", vec![]),
        ] {
            assert_eq!(returned(question), names, "{question}");
        }
    }

    #[test]
    fn no_column_is_lost_or_made_up() {
        let names = || vec!["b".into(), "a".into(), "z".into()];
        let texts = |question| in_order(question, names()).iter().map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(texts("RETURN z, nothing, b"), ["z", "b", "a"], "what the text does not name follows, sorted");
        assert_eq!(texts("RETURN *"), ["a", "b", "z"], "as the server orders a star");
    }

    #[test]
    fn any_text_is_cut_without_a_panic() {
        for text in ["", "`", "'\\", "RETURN `é", "/*", "//", "RETURN )))", "\u{202e}RETURN \u{1f600},"] {
            let _ = returned(text);
        }
    }
}
