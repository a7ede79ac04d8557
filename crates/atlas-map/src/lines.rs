//! A name on one line or two: broken where people would break it, cut only where two do not hold it.

use crate::font;

/// Marks after which a line may end; they stay on the first line.
const AFTER: [char; 8] = [' ', '-', '/', '_', '.', ',', '@', ':'];

/// Byte positions where a second line may begin.
fn breaks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let pairs = text.char_indices().zip(text.chars().skip(1));
    pairs.filter_map(|((at, c), next)| {
        let camel = c.is_lowercase() && next.is_uppercase();
        let mark = AFTER.contains(&c) && !AFTER.contains(&next);
        (mark || camel).then(|| at + c.len_utf8())
    })
}

/// One line where the text fits `room`, else two of about the same width, so that neither is wider
/// than it must be; the last is cut ("…") where two do not hold the text. O(length * breaks).
///
/// A text without a place to break keeps one line, cut to twice the room: in a picture there is
/// more room beside a name than below it.
#[must_use]
pub fn two(text: &str, size: f32, bold: bool, room: f32) -> Vec<Box<str>> {
    if font::width(text, size, bold) <= room {
        return vec![text.into()];
    }
    let wide = |t: &str| font::width(t.trim(), size, bold);
    let parts = |at: usize| (text[..at].trim_end(), text[at..].trim_start());
    let widest = |at: usize| {
        let (a, b) = parts(at);
        wide(a).max(wide(b))
    };
    let best = breaks(text).map(|at| (widest(at), at)).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    match best {
        None => vec![font::cut(text, size, bold, 2.0 * room)],
        Some((most, at)) if most <= room => {
            let (a, b) = parts(at);
            vec![a.into(), b.into()]
        }
        Some(_) => {
            // Too long for two: the first line takes what it can, the second what is left of the room.
            let fits = breaks(text).filter(|&at| wide(parts(at).0) <= room).last();
            let Some(at) = fits else { return vec![font::cut(text, size, bold, 2.0 * room)] };
            let (a, b) = parts(at);
            vec![a.into(), font::cut(b, size, bold, room)]
        }
    }
}

/// Whether lines hold all of a text, blanks aside.
#[must_use]
pub fn whole(lines: &[Box<str>], text: &str) -> bool {
    let plain = |t: &str| t.chars().filter(|c| *c != ' ').collect::<String>();
    plain(&lines.concat()) == plain(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, room: f32) -> Vec<String> {
        two(text, 12.0, true, room).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_fits_stays_on_one_line() {
        assert_eq!(lines("etcd", 100.0), ["etcd"], "nothing to break");
    }

    #[test]
    fn a_long_name_breaks_where_people_would_and_loses_nothing() {
        for (name, first, second) in [
            ("gcp-compute-persistent-disk-csi-driver", "gcp-compute-persistent-", "disk-csi-driver"),
            ("Technical Oversight Committee", "Technical Oversight", "Committee"),
            ("GH_ReadSecretScanningAlerts", "GH_ReadSecret", "ScanningAlerts"),
            ("etcd-io and 6 more organisations", "etcd-io and 6 more", "organisations"),
        ] {
            let two = lines(name, 170.0_f32.min(font::width(name, 12.0, true) - 1.0));
            assert_eq!(two, [first.trim_end(), second], "{name}");
        }
    }

    #[test]
    fn only_what_two_lines_do_not_hold_is_cut_and_says_so() {
        let name = "a-very-long-name-of-a-thing-that-somebody-called-by-all-its-parts-and-then-some";
        let two = super::two(name, 12.0, false, 120.0);
        assert!(two.len() == 2 && two[1].ends_with('…'), "{two:?}");
        assert!(two.iter().all(|l| font::width(l, 12.0, false) <= 120.0), "both fit: {two:?}");
        assert!(!whole(&two, name), "what is cut is not whole");
        assert!(whole(&super::two(name, 12.0, false, 400.0), name), "two wide lines hold it");
    }

    #[test]
    fn a_text_without_a_break_takes_more_width_before_it_is_cut() {
        let name = "x".repeat(40);
        assert_eq!(lines(&name, 150.0), std::slice::from_ref(&name), "no place to break");
        assert!(lines(&name, 50.0)[0].ends_with('…'), "twice the room is the end");
    }
}
