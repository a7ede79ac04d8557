//! Lines of text in a PDF: fonts of this crate, right-to-left scripts, one colour.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use unicode_bidi::BidiInfo;

use super::ExportError;
use crate::font;
use crate::style::Rgb;

/// The bundled fonts as a PDF embeds them.
pub(super) struct Type {
    faces: Vec<Font>,
}

impl Type {
    /// Parse the bundled fonts.
    pub(super) fn new() -> Result<Self, ExportError> {
        let load = |file: &'static [u8]| Font::new(file.to_vec().into(), 0);
        let faces: Option<Vec<Font>> = font::files().into_iter().map(load).collect();
        faces.map(|faces| Self { faces }).ok_or_else(|| ExportError::Encode("a bundled font does not parse".into()))
    }

    /// Draw one line with its baseline at a point; what no font has must be replaced before
    /// ([`font::drawable`]).
    pub(super) fn line(
        &self,
        surface: &mut Surface<'_>,
        [x, y]: [f32; 2],
        text: &str,
        size: f32,
        bold: bool,
        ink: Rgb,
    ) {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(ink)));
        let mut x = x;
        let info = BidiInfo::new(text, None);
        for paragraph in &info.paragraphs {
            let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let to_left = levels[run.start].is_rtl();
                let mut parts = by_face(&text[run], bold);
                if to_left {
                    parts.reverse();
                }
                let direction = if to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
                for (face, part) in parts {
                    surface.draw_text(Point::from_xy(x, y), self.faces[face].clone(), size, part, false, direction);
                    x += font::width(part, size, bold);
                }
            }
        }
    }
}

/// Stretches of a text that one font draws.
fn by_face(text: &str, bold: bool) -> Vec<(usize, &str)> {
    let mut parts: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let face = font::face_of(c, bold).unwrap_or(2);
        let end = at + c.len_utf8();
        match parts.last_mut() {
            Some((last, range)) if *last == face => range.end = end,
            _ => parts.push((face, at..end)),
        }
    }
    parts.into_iter().map(|(face, range)| (face, &text[range])).collect()
}

/// A filled box.
pub(super) fn fill_box(surface: &mut Surface<'_>, [x, y, w, h]: [f32; 4], ink: Rgb) {
    let Some(rect) = Rect::from_xywh(x, y, w, h) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(ink)));
        surface.draw_path(&path);
    }
}

fn fill(Rgb(r, g, b): Rgb) -> Fill {
    Fill { paint: rgb::Color::new(r, g, b).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

/// Lines no wider than `room`: broken at blanks, and within a word only where it is wider than a line.
/// O(characters).
pub(super) fn wrap(text: &str, size: f32, bold: bool, room: f32) -> Vec<String> {
    let wide = |t: &str| font::width(t, size, bold) > room;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if !wide(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut used = 0.0;
        for c in word.chars() {
            let w = font::width(c.encode_utf8(&mut [0; 4]), size, bold);
            if used + w > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += w;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_wider_than_the_line_is_broken_and_nothing_is_lost() {
        let text = format!("short {} end", "x".repeat(300));
        let lines = wrap(&text, 10.0, false, 120.0);
        assert!(lines.iter().all(|l| font::width(l, 10.0, false) <= 121.0), "every line fits: {lines:?}");
        let letters: usize = lines.iter().map(|l| l.chars().filter(|c| *c == 'x').count()).sum();
        assert_eq!(letters, 300, "no letter is lost: {lines:?}");
    }
}
