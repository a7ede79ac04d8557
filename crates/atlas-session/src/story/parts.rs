//! A caption taken apart: words, and placeholders in braces.
//!
//! A placeholder is `{`, small letters, `}`; every other brace is a brace. A caption is read once:
//! what a placeholder is filled with is never read again, so a name from a file that looks like a
//! placeholder stays a name.

/// One piece of a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Words as they are.
    Text(&'a str),
    /// The word of a placeholder, without its braces.
    Word(&'a str),
}

/// The pieces of a caption in order; together they are the caption. O(length).
pub(super) fn parts(caption: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = caption;
    let mut from = 0;
    while let Some(open) = rest[from..].find('{').map(|at| at + from) {
        let inside = &rest[open + 1..];
        let end = inside.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(inside.len());
        if end == 0 || !inside[end..].starts_with('}') {
            from = open + 1;
            continue;
        }
        if open > 0 {
            found.push(Part::Text(&rest[..open]));
        }
        found.push(Part::Word(&inside[..end]));
        rest = &inside[end + 1..];
        from = 0;
    }
    if !rest.is_empty() {
        found.push(Part::Text(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    #[test]
    fn only_small_letters_in_braces_are_a_placeholder() {
        for (caption, expected) in [
            ("", vec![]),
            ("plain", vec![Part::Text("plain")]),
            ("{exposed} of {identities}", vec![Part::Word("exposed"), Part::Text(" of "), Part::Word("identities")]),
            ("{{exposed}}", vec![Part::Text("{"), Part::Word("exposed"), Part::Text("}")]),
            ("{ exposed } {} {A} {a b} {é", vec![Part::Text("{ exposed } {} {A} {a b} {é")]),
            ("漢{cut}字", vec![Part::Text("漢"), Part::Word("cut"), Part::Text("字")]),
            ("open {cut", vec![Part::Text("open {cut")]),
        ] {
            assert_eq!(parts(caption), expected, "{caption:?}");
        }
    }
}
