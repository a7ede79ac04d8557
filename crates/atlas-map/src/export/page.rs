//! The page around a scene: title and reading line above, legend, stamp and "x of y" below.

use crate::{Scene, font};

/// Room around everything.
pub(super) const MARGIN: f32 = 24.0;
/// Baseline of the title.
pub(super) const TITLE: f32 = 36.0;
/// Size of the title.
pub(super) const TITLE_SIZE: f32 = 18.0;
/// Size of the words around the scene.
pub(super) const SMALL: f32 = 11.0;
/// Size of the reading line.
pub(super) const READING: f32 = 12.5;
/// Distance of two rows of the legend.
const ROW: f32 = 20.0;
/// Room of the sample before the words of a legend row.
pub(super) const SAMPLE: f32 = 22.0;

/// Where everything around the scene stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page {
    /// Width of the page.
    pub(super) width: f32,
    /// Height of the page.
    pub(super) height: f32,
    /// Lines of the reading text, each with its baseline.
    pub(super) reading: Vec<(f32, Box<str>)>,
    /// Upper edge of the scene.
    pub(super) scene_top: f32,
    /// For each row of the legend: left edge of the sample, baseline.
    pub(super) legend: Vec<[f32; 2]>,
    /// Baseline of the last line.
    pub(super) foot: f32,
}

/// Lay out the page of a scene.
pub(super) fn page(scene: &Scene) -> Page {
    let width = scene.width.max(480.0) + 2.0 * MARGIN;
    let room = width - 2.0 * MARGIN;
    let mut y = TITLE + 22.0;
    let mut reading = Vec::new();
    for line in wrap(&crate::plain::visible(&scene.reading), READING, room) {
        reading.push((y, line));
        y += 18.0;
    }
    let scene_top = y - 4.0;
    let mut y = scene_top + scene.height + 26.0;
    let mut x = MARGIN;
    let mut legend = Vec::new();
    for entry in &scene.legend {
        let w = SAMPLE + font::width(&entry.text, SMALL, false) + 18.0;
        if x > MARGIN && x + w > MARGIN + room {
            x = MARGIN;
            y += ROW;
        }
        legend.push([x, y]);
        x += w;
    }
    let foot = y + ROW + 6.0;
    Page { width, height: foot + 18.0, reading, scene_top, legend, foot }
}

/// Lines no wider than `room`, broken at blanks.
fn wrap(text: &str, size: f32, room: f32) -> Vec<Box<str>> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().map(std::mem::take).unwrap_or_default();
        let longer = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        let fits = last.is_empty() || font::width(&longer, size, false) <= room;
        if let Some(slot) = lines.last_mut() {
            *slot = if fits { longer } else { last };
        }
        if !fits {
            lines.push(word.to_owned());
        }
    }
    lines.into_iter().map(String::into_boxed_str).collect()
}
