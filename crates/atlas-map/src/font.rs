//! The bundled fonts, and how wide a text is in them: without a screen, equal on every machine.

use std::sync::OnceLock;

use ttf_parser::Face;

/// The family of every text in a picture.
pub const FAMILY: &str = "Inter";

static REGULAR: &[u8] = include_bytes!("../assets/fonts/Inter-Regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("../assets/fonts/Inter-SemiBold.ttf");
static REST: &[u8] = include_bytes!("../assets/fonts/DejaVuSans-rest.ttf");

/// The files in the order in which a glyph is sought.
#[must_use]
pub fn files() -> [&'static [u8]; 3] {
    [REGULAR, SEMIBOLD, REST]
}

struct Faces {
    regular: Option<Face<'static>>,
    bold: Option<Face<'static>>,
    rest: Option<Face<'static>>,
}

fn faces() -> &'static Faces {
    static FACES: OnceLock<Faces> = OnceLock::new();
    FACES.get_or_init(|| {
        let [regular, bold, rest] = files().map(|f| Face::parse(f, 0).ok());
        Faces { regular, bold, rest }
    })
}

/// Width of one character in units of the font size. A character that no bundled font has is taken
/// as square, as ideographs are.
fn advance(face: Option<&Face<'_>>, c: char) -> Option<f32> {
    let face = face?;
    let units = face.glyph_hor_advance(face.glyph_index(c)?)?;
    Some(f32::from(units) / f32::from(face.units_per_em()))
}

/// Width of a text at a size, in the unit of the size. Kerning is left out: the result is at most
/// a few percent too wide. O(characters * log glyphs).
#[must_use]
pub fn width(text: &str, size: f32, bold: bool) -> f32 {
    let all = faces();
    let first = if bold { all.bold.as_ref() } else { all.regular.as_ref() };
    let one = |c| advance(first, c).or_else(|| advance(all.rest.as_ref(), c)).unwrap_or(1.0);
    size * text.chars().map(one).sum::<f32>()
}

/// Which of [`files`] a character is drawn with; `None` where no bundled font has it, or where it
/// belongs to the private use area, whose characters mean nothing outside of their font.
#[must_use]
pub fn face_of(c: char, bold: bool) -> Option<usize> {
    if matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}') {
        return None;
    }
    let all = faces();
    let order = if bold { [(1, &all.bold), (2, &all.rest)] } else { [(0, &all.regular), (2, &all.rest)] };
    let has = |face: &Option<Face<'static>>| face.as_ref().and_then(|f| f.glyph_index(c)).is_some_and(|g| g.0 != 0);
    order.into_iter().find(|(_, face)| has(face)).map(|(at, _)| at)
}

/// A text in which what no bundled font can draw is a "□": a file that must look the same in fifty
/// years may not point at glyphs that are not in it.
#[must_use]
pub fn drawable(text: &str) -> String {
    text.chars().map(|c| if face_of(c, false).is_some() && face_of(c, true).is_some() { c } else { '□' }).collect()
}

/// The longest beginning of a text that fits a width, with "…" where something was cut.
#[must_use]
pub fn cut(text: &str, size: f32, bold: bool, room: f32) -> Box<str> {
    if width(text, size, bold) <= room {
        return text.into();
    }
    let mut left = room - width("…", size, bold);
    let mut end = 0;
    let mut buffer = [0; 4];
    for (at, c) in text.char_indices() {
        left -= width(c.encode_utf8(&mut buffer), size, bold);
        if left < 0.0 {
            break;
        }
        end = at + c.len_utf8();
    }
    format!("{}…", text[..end].trim_end()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_bundled_fonts_parse() {
        let f = faces();
        assert!(
            f.regular.is_some() && f.bold.is_some() && f.rest.is_some(),
            "a broken asset would silently make every text square"
        );
    }

    #[test]
    fn widths_follow_the_font() {
        assert!(width("iiii", 10.0, false) < width("mmmm", 10.0, false), "proportional");
        assert!(width("test", 10.0, true) > width("test", 10.0, false), "bold is wider");
        let (one, two) = (width("abc", 10.0, false), width("abc", 20.0, false));
        assert!((two - 2.0 * one).abs() < 1e-4, "linear in the size");
        assert!(width("שלום", 10.0, false) < 40.0, "found in the fallback, not taken as square");
        assert!((width("漢字", 10.0, false) - 20.0).abs() < 1e-4, "ideographs are square");
    }

    #[test]
    fn what_cannot_be_drawn_is_a_box() {
        assert_eq!(drawable("Zoë 漢 \u{e000}"), "Zoë □ □", "ideographs and private characters");
        assert!(face_of('□', false).is_some() && face_of('□', true).is_some(), "the box itself is there");
    }

    #[test]
    fn a_cut_text_fits_and_shows_that_it_was_cut() {
        let text = "kubernetes-sigs-maintainers-of-everything";
        let cut_text = cut(text, 12.0, false, 100.0);
        assert!(cut_text.ends_with('…'), "{cut_text}");
        assert!(width(&cut_text, 12.0, false) <= 100.0, "fits");
        assert_eq!(&*cut("short", 12.0, false, 100.0), "short", "what fits stays whole");
        assert_eq!(&*cut("日本語", 12.0, false, 1.0), "…", "no room for a single character");
    }
}
