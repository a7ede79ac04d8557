//! Hostile text made plain: what cannot be seen, or reorders what can, becomes visible or goes.

/// A text that shows what it holds.
///
/// Control characters become their pictures (`U+2400`..), line breaks included, for every label is
/// one line. Bidirectional overrides, embeddings and isolates, tags, and other characters without a
/// shape become `‹U+202E›`, so that "a\u{202E}txt.exe" cannot pose as another name. Zero-width
/// joiners stay between letters that need them: joiners and variation selectors only choose shapes.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{0}'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('␣')),
            '\u{7f}' => out.push('\u{2421}'),
            c if is_hidden(c) => {
                out.push_str("‹U+");
                out.push_str(&format!("{:04X}", c as u32));
                out.push('›');
            }
            c => out.push(c),
        }
    }
    out
}

/// Characters without a shape of their own that change how others are read.
/// Source: Unicode Technical Standard 39, section 3.1, and Unicode Technical Report 36, section 2.8.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{9f}'            // C1 controls
        | '\u{ad}'                     // soft hyphen
        | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}'      // separators, embeddings, overrides
        | '\u{2060}'..='\u{206f}'      // word joiner, invisible operators, isolates
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}'      // no characters; not allowed in XML
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}'    // tags
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        for (text, shown) in [
            ("plain – naïve 漢字", "plain – naïve 漢字"),
            ("a\nb\0c\u{7f}", "a␊b␀c␡"),
            ("a\u{202E}txt.exe", "a‹U+202E›txt.exe"),
            ("pay\u{200B}pal\u{FEFF}", "pay‹U+200B›pal‹U+FEFF›"),
            ("x\u{85}y\u{E0041}", "x‹U+0085›y‹U+E0041›"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }

    #[test]
    fn a_plain_text_stays_as_it_is_a_second_time() {
        for text in crate::sample::HOSTILE {
            let once = visible(text);
            assert_eq!(visible(&once), once, "nothing hidden is left: {text:?}");
        }
    }
}
