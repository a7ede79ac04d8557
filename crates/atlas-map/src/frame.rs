//! [`Scene`] -> bytes, for the window: positions cross as arrays, never as JSON.
//!
//! All numbers are little-endian; every section begins at a multiple of 8, so a reader may lay
//! typed arrays over the buffer without copying.
//!
//! ```text
//! offset  type        header, 24 bytes
//! 0       u8 x 4      "ATLS"
//! 4       u16         version: 1. A reader refuses any other
//! 6       u8          kind: 0 world, 1 paths, 2 street, 3 answer, 4 matrix  (SceneKind::code)
//! 7       u8          0
//! 8       f32         width of the scene in map units
//! 12      f32         height
//! 16      u32         number of sections, S
//! 20      u32         length of the whole frame in bytes
//! 24      S x 16      section table: u32 id, u32 offset from the start of the frame,
//!                     u32 length in bytes, u32 rows
//! ...                 sections, zero-padded to multiples of 8
//! ```
//!
//! A reader looks sections up by id and ignores ids that it does not know: sections may be added
//! within a version. An id is `list << 8 | column`. All sections below are always present, with 0
//! rows where a list is empty. `n` is the number of rows; all columns of a list have the same rows.
//!
//! ```text
//! id      type         rows    what
//! texts: T different strings; text 0 is always the empty string
//! 0x0101  u32          T + 1   where text i begins in 0x0102; it ends where i + 1 begins
//! 0x0102  u8           bytes   UTF-8, without terminators
//! picks: P different picks; pick 0 is always "nothing"
//! 0x0201  u8           P       0 nothing, 1 node, 2 nodes, 3 group, 4 step, 5 ribbon,
//!                              6 row
//! 0x0202  u32          P + 1   where the parts of pick i begin in 0x0203
//! 0x0203  u32          parts   texts: node: namespace, id. nodes: namespace, id of each in turn.
//!                              group: id. step: namespace, id of the start, then of the end.
//!                              ribbon: id of the group, then namespace, id of the place.
//!                              row: its place in the street
//! head
//! 0x0304  u32          3       texts: reading line, "x of y shown", stamp of revision and date
//! crumbs of the breadcrumb
//! 0x0403  u32          n       pick
//! 0x0404  u32          n       text
//! countries: circles
//! 0x0501  f32 x 4      n       x, y, r, share filled from below (negative: members are drawn)
//! 0x0502  u8 x 4       n       outline (0 solid, 1 dashed, 2 dotted, 3 none, 4 barred,
//!                              5 struck), 0, 0, 0
//! 0x0503  u32          n       pick
//! 0x0504  u32          n       title, the words of the tooltip
//! bands: ribbons along a cubic
//! 0x0601  f32 x 11     n       x, y of start, control, control, end; width at start, at end;
//!                              opacity when nothing is hovered
//! 0x0602  u8 x 4       n       ink, 0, 0, 0
//! 0x0603  u32          n       pick
//! 0x0604  u32          n       title
//! lines: cubics
//! 0x0701  f32 x 9      n       x, y of start, control, control, end; width
//! 0x0702  u8 x 4       n       ink, outline, end (0 plain, 1 arrow), 0
//! 0x0703  u32          n       pick
//! 0x0704  u32          n       title
//! halos
//! 0x0801  f32 x 3      n       x, y, r
//! marks
//! 0x0901  f32 x 3      n       x, y, r
//! 0x0902  u8 x 4       n       shape, ink, filled (0, 1), 0
//! 0x0903  u32          n       pick
//! 0x0904  u32          n       title
//! labels
//! 0x0a01  f32 x 4      n       x of the anchor, y of the baseline, size, importance
//! 0x0a02  u8 x 4       n       ink, anchor (0 middle, 1 start, 2 end, 3 start and climbing
//!                              by 52 degrees), bold (0, 1), 0
//! 0x0a03  u32          n       pick
//! 0x0a04  u32          n       text
//! 0x0a05  u32          n       the whole text where it had to be cut, else text 0
//! legend
//! 0x0b02  u8 x 8       n       sample (0 mark, 1 line, 2 band, 3 halo, 4 country, 5 fill),
//!                              shape (255: none), ink, outline, filled (0, 1), 0, 0, 0
//! 0x0b04  u32          n       words
//! ```
//!
//! Inks, shapes and the other codes are those of [`Ink::code`](crate::Ink::code) and its siblings
//! in the scene; `MarkShape`: 0 circle, 1 square, 2 hexagon, 3 diamond, 4 double ring, 5 tag,
//! 6 folder, 7 key, 8 frame, 9 crown. `Ink`: 0 ink, 1 muted, 2 line, 3 border, 4 pale, 5 exposed,
//! 6 outlier, 7 accent, 8 panel, 9 sea, 10 ground.

#[cfg(test)]
mod golden;
mod intern;
#[cfg(test)]
mod read;

use crate::{Scene, SceneKind};
use intern::Interner;

/// The first four bytes.
pub const MAGIC: [u8; 4] = *b"ATLS";
/// The version of the layout.
pub const VERSION: u16 = 1;

const HEADER: usize = 24;
const ENTRY: usize = 16;
const ALIGN: usize = 8;

/// One column of one list.
struct Section {
    id: u32,
    rows: usize,
    bytes: Vec<u8>,
}

/// The bytes of a scene; equal scenes give equal bytes. O(size of the scene).
#[must_use]
pub fn encode(scene: &Scene) -> Vec<u8> {
    let mut names = Interner::default();
    let mut lists = Vec::new();
    head(scene, &mut names, &mut lists);
    shapes(scene, &mut names, &mut lists);
    words(scene, &mut names, &mut lists);
    let mut sections = names.sections();
    sections.append(&mut lists);
    assemble(scene.kind, scene.width, scene.height, &sections)
}

fn head(scene: &Scene, names: &mut Interner, out: &mut Vec<Section>) {
    let head = [&scene.reading, &scene.shown, &scene.stamp].map(|t| names.text(t));
    out.push(u32s(0x0304, head));
    let crumbs = &scene.crumbs;
    out.push(u32s(0x0403, crumbs.iter().map(|c| names.pick(&c.pick))));
    out.push(u32s(0x0404, crumbs.iter().map(|c| names.text(&c.text))));
}

fn shapes(scene: &Scene, names: &mut Interner, out: &mut Vec<Section>) {
    let list = &scene.countries;
    out.push(f32s(0x0501, list.iter().map(|c| [c.x, c.y, c.r, c.fill_share])));
    out.push(u8s(0x0502, list.iter().map(|c| [c.outline.code(), 0, 0, 0])));
    out.push(u32s(0x0503, list.iter().map(|c| names.pick(&c.pick))));
    out.push(u32s(0x0504, list.iter().map(|c| names.text(&c.title))));

    let list = &scene.bands;
    out.push(f32s(
        0x0601,
        list.iter().map(|b| {
            let [[a, b0], [c, d], [e, f], [g, h]] = b.points;
            [a, b0, c, d, e, f, g, h, b.widths[0], b.widths[1], b.opacity]
        }),
    ));
    out.push(u8s(0x0602, list.iter().map(|b| [b.ink.code(), 0, 0, 0])));
    out.push(u32s(0x0603, list.iter().map(|b| names.pick(&b.pick))));
    out.push(u32s(0x0604, list.iter().map(|b| names.text(&b.title))));

    let list = &scene.lines;
    out.push(f32s(
        0x0701,
        list.iter().map(|l| {
            let [[a, b], [c, d], [e, f], [g, h]] = l.points;
            [a, b, c, d, e, f, g, h, l.width]
        }),
    ));
    let codes = |l: &crate::Line| [l.ink.code(), l.outline.code(), l.end.code(), 0];
    out.push(u8s(0x0702, list.iter().map(codes)));
    out.push(u32s(0x0703, list.iter().map(|l| names.pick(&l.pick))));
    out.push(u32s(0x0704, list.iter().map(|l| names.text(&l.title))));

    out.push(f32s(0x0801, scene.halos.iter().map(|h| [h.x, h.y, h.r])));

    let list = &scene.marks;
    out.push(f32s(0x0901, list.iter().map(|m| [m.x, m.y, m.r])));
    let codes = |m: &crate::Mark| [m.shape.code(), m.ink.code(), u8::from(m.filled), 0];
    out.push(u8s(0x0902, list.iter().map(codes)));
    out.push(u32s(0x0903, list.iter().map(|m| names.pick(&m.pick))));
    out.push(u32s(0x0904, list.iter().map(|m| names.text(&m.title))));
}

fn words(scene: &Scene, names: &mut Interner, out: &mut Vec<Section>) {
    let list = &scene.labels;
    out.push(f32s(0x0a01, list.iter().map(|l| [l.x, l.y, l.size, l.importance])));
    let codes = |l: &crate::Label| [l.ink.code(), l.anchor.code(), u8::from(l.bold), 0];
    out.push(u8s(0x0a02, list.iter().map(codes)));
    out.push(u32s(0x0a03, list.iter().map(|l| names.pick(&l.pick))));
    out.push(u32s(0x0a04, list.iter().map(|l| names.text(&l.text))));
    out.push(u32s(0x0a05, list.iter().map(|l| names.text(&l.whole))));

    let list = &scene.legend;
    let codes = |e: &crate::LegendEntry| {
        let shape = e.shape.map_or(u8::MAX, crate::MarkShape::code);
        let (ink, outline) = (e.ink.code(), e.outline.code());
        [e.sample.code(), shape, ink, outline, u8::from(e.filled), 0, 0, 0]
    };
    out.push(u8s(0x0b02, list.iter().map(codes)));
    out.push(u32s(0x0b04, list.iter().map(|e| names.text(&e.text))));
}

fn u32s(id: u32, rows: impl IntoIterator<Item = u32>) -> Section {
    section(id, rows.into_iter().map(u32::to_le_bytes))
}

fn u8s<const N: usize>(id: u32, rows: impl IntoIterator<Item = [u8; N]>) -> Section {
    section(id, rows)
}

fn f32s<const N: usize>(id: u32, rows: impl IntoIterator<Item = [f32; N]>) -> Section {
    let flat = rows.into_iter().flatten().map(f32::to_le_bytes);
    let mut section = section(id, flat);
    section.rows /= N;
    section
}

fn section<const N: usize>(id: u32, rows: impl IntoIterator<Item = [u8; N]>) -> Section {
    let bytes: Vec<u8> = rows.into_iter().flatten().collect();
    Section { id, rows: bytes.len() / N, bytes }
}

fn assemble(kind: SceneKind, width: f32, height: f32, sections: &[Section]) -> Vec<u8> {
    let start = (HEADER + ENTRY * sections.len()).next_multiple_of(ALIGN);
    let body: usize = sections.iter().map(|s| s.bytes.len().next_multiple_of(ALIGN)).sum();
    let mut out = Vec::with_capacity(start + body);
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend([kind.code(), 0]);
    out.extend(width.to_le_bytes());
    out.extend(height.to_le_bytes());
    out.extend(fit(sections.len()).to_le_bytes());
    out.extend(fit(start + body).to_le_bytes());
    let mut at = start;
    for s in sections {
        for word in [s.id, fit(at), fit(s.bytes.len()), fit(s.rows)] {
            out.extend(word.to_le_bytes());
        }
        at += s.bytes.len().next_multiple_of(ALIGN);
    }
    for s in sections {
        out.resize(out.len().next_multiple_of(ALIGN), 0);
        out.extend(&s.bytes);
    }
    out.resize(start + body, 0);
    out
}

/// Scenes are aggregated long before 4 GiB; saturating keeps the header well-formed regardless.
fn fit(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_frame_reads_back_as_the_scene_it_was_made_from() {
        let scene = sample::scene();
        let bytes = encode(&scene);
        assert_eq!(read::decode(&bytes), Ok(scene), "every list and every field survives");
    }

    #[test]
    fn sections_are_aligned_and_lie_inside_the_frame() {
        let bytes = encode(&sample::scene());
        for s in read::table(&bytes).unwrap() {
            assert_eq!(s.offset % ALIGN, 0, "{:#06x}: typed arrays need alignment", s.id);
            assert!(s.offset + s.length <= bytes.len(), "{:#06x} ends inside", s.id);
        }
    }

    #[test]
    fn a_cut_frame_is_refused_and_never_misread() {
        let bytes = encode(&sample::scene());
        for end in 0..bytes.len() {
            assert!(read::decode(&bytes[..end]).is_err(), "the length stands in the header");
        }
    }

    #[test]
    fn an_empty_scene_has_all_sections() {
        let empty = Scene {
            crumbs: Vec::new(),
            countries: Vec::new(),
            bands: Vec::new(),
            lines: Vec::new(),
            halos: Vec::new(),
            marks: Vec::new(),
            labels: Vec::new(),
            legend: Vec::new(),
            ..sample::scene()
        };
        let bytes = encode(&empty);
        let full = read::table(&encode(&sample::scene())).unwrap();
        assert_eq!(read::table(&bytes).unwrap().len(), full.len(), "a reader need not test");
        assert_eq!(read::decode(&bytes), Ok(empty), "nothing becomes nothing");
    }
}
