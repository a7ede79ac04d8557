//! A ranked list as a picture: what is said in rows is a view like the others, so that a story can
//! show it and every format can hold it.
//!
//! Columns are as wide as their texts need while there is room; then the widest give way, and what
//! is cut keeps its whole text. Numbers stand on the right, so that they compare at a glance.

use crate::plain::visible;
use crate::world::number;
use crate::{Anchor, Crumb, Ink, Label, Line, LineEnd, Mark, MarkShape, Outline, Pick, Scene, SceneKind, font, legend};

const WIDTH: f32 = 1100.0;
const MARGIN: f32 = 32.0;
/// Height of one row, and of the row of heads.
const ROW: f32 = 30.0;
const HEADS: f32 = 34.0;
/// Room between two columns: at least, and at most.
const GAP: f32 = 24.0;
const FAR: f32 = 72.0;
const TEXT: f32 = 12.5;
const HEAD: f32 = 11.0;
/// Room of the mark before the first column.
const MARK: f32 = 22.0;
/// A bar behind a number: its length and height.
const BAR: (f32, f32) = (64.0, 8.0);
/// The least height, so that a short list is not blown up to giant letters.
const LOW: f32 = 420.0;
/// A column that gives way keeps this much.
const NARROW: f32 = 90.0;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// Its head.
    pub head: &'a str,
    /// Numbers: set on the right.
    pub number: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The text, as it came from the files: hostile until drawn.
    pub text: Box<str>,
    /// Colour.
    pub ink: Ink,
    /// Bold.
    pub bold: bool,
    /// A bar before the number, 0..=1.
    pub bar: Option<f32>,
}

impl Cell {
    /// Words.
    #[must_use]
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into(), ink: Ink::Ink, bold: false, bar: None }
    }

    /// Words of another colour.
    #[must_use]
    pub fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub pick: Pick,
    /// Shape and colour of the mark before it.
    pub mark: Option<(MarkShape, Ink)>,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

/// What a table is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct TableInput<'a> {
    /// What is listed.
    pub title: &'a str,
    /// How to read it.
    pub reading: &'a str,
    /// Revision and data date.
    pub stamp: &'a str,
    /// Left to right.
    pub columns: &'a [Column<'a>],
    /// The rows that are shown, first to last.
    pub rows: &'a [Row],
    /// How many there are in all.
    pub total: usize,
    /// What the rows are called, many of them.
    pub things: &'a str,
}

/// Draw a table. O(cells).
#[must_use]
pub fn table(input: &TableInput<'_>) -> Scene {
    let height = (2.0 * MARGIN + HEADS + ROW * input.rows.len() as f32).max(LOW);
    let mut scene = Scene {
        crumbs: vec![
            Crumb { text: "World".into(), pick: Pick::None },
            Crumb { text: input.title.into(), pick: Pick::None },
        ],
        reading: input.reading.into(),
        shown: format!("{} of {} {} shown", number(input.rows.len()), number(input.total), input.things).into(),
        ..Scene::blank(SceneKind::Table, [WIDTH, height], input.stamp)
    };
    let widths = widths(input);
    let marked = input.rows.iter().any(|r| r.mark.is_some());
    let left = if marked { MARGIN + MARK } else { MARGIN };
    let starts = starts(&widths, left);
    for (i, column) in input.columns.iter().enumerate() {
        let cell = Cell::text(column.head).in_ink(Ink::Muted);
        let spot = [starts[i], MARGIN + HEADS - 14.0];
        write(&mut scene, &cell, HEAD, column.number, spot, widths[i], &Pick::None);
    }
    rule(&mut scene, MARGIN + HEADS, Ink::Border);
    for (n, row) in input.rows.iter().enumerate() {
        let top = MARGIN + HEADS + ROW * n as f32;
        let middle = top + ROW / 2.0;
        if n > 0 {
            rule(&mut scene, top, Ink::Line);
        }
        if let Some((shape, ink)) = row.mark {
            let title = row.cells.first().map_or_else(String::new, |c| visible(&c.text));
            let (filled, x, pick) = (true, MARGIN + 8.0, row.pick.clone());
            scene.marks.push(Mark { x, y: middle, r: 6.0, shape, ink, filled, pick, title: title.into() });
        }
        for (i, (column, cell)) in input.columns.iter().zip(&row.cells).enumerate() {
            if let Some(share) = cell.bar {
                bar(&mut scene, [starts[i], middle], share);
            }
            write(&mut scene, cell, TEXT, column.number, [starts[i], middle + 4.5], widths[i], &row.pick);
        }
    }
    if input.rows.is_empty() {
        let cell = Cell::text(format!("There are no {} to list.", input.things)).in_ink(Ink::Muted);
        write(&mut scene, &cell, TEXT, false, [left, MARGIN + HEADS + 26.0], WIDTH - 2.0 * MARGIN, &Pick::None);
    }
    scene.legend = legend::legend(&scene);
    scene
}

/// The width of each column. Texts share what the numbers leave; while they want more, the widest
/// give way first, and those that fit below the common limit keep their own width.
fn widths(input: &TableInput<'_>) -> Vec<f32> {
    let marked = input.rows.iter().any(|r| r.mark.is_some());
    let count = input.columns.len();
    let gaps = GAP * count.saturating_sub(1) as f32;
    let mut room = WIDTH - 2.0 * MARGIN - gaps - if marked { MARK } else { 0.0 };
    let natural: Vec<f32> = (0..count)
        .map(|i| {
            let head = font::width(input.columns[i].head, HEAD, false);
            let cells = input.rows.iter().filter_map(|r| r.cells.get(i));
            cells.map(wanted).fold(head, f32::max).ceil() + 1.0
        })
        .collect();
    room -= natural.iter().zip(input.columns).filter(|(_, c)| c.number).map(|(w, _)| w).sum::<f32>();
    let mut texts: Vec<f32> = natural.iter().zip(input.columns).filter(|(_, c)| !c.number).map(|(w, _)| *w).collect();
    texts.sort_by(f32::total_cmp);
    let mut limit = f32::INFINITY;
    if texts.iter().sum::<f32>() > room {
        let mut left = room;
        for (done, wide) in texts.iter().enumerate() {
            let share = left / (texts.len() - done) as f32;
            if *wide > share {
                limit = share.max(NARROW);
                break;
            }
            left -= wide;
        }
    }
    natural.iter().zip(input.columns).map(|(&w, c)| if c.number { w } else { w.min(limit) }).collect()
}

fn wanted(cell: &Cell) -> f32 {
    let bar = if cell.bar.is_some() { BAR.0 + 8.0 } else { 0.0 };
    bar + font::width(&visible(&cell.text), TEXT, cell.bold)
}

/// Left edges of the columns. What is left of the room goes between them, up to a distance that the
/// eye still follows along a row.
fn starts(widths: &[f32], left: f32) -> Vec<f32> {
    let gaps = widths.len().saturating_sub(1).max(1) as f32;
    let spare = WIDTH - MARGIN - left - widths.iter().sum::<f32>();
    let gap = (spare / gaps).clamp(GAP, FAR);
    let mut x = left;
    let next = |w: &f32| {
        let at = x;
        x += w + gap;
        at
    };
    widths.iter().map(next).collect()
}

fn rule(scene: &mut Scene, y: f32, ink: Ink) {
    straight(scene, [MARGIN, y], [WIDTH - MARGIN, y], 1.0, ink);
}

fn bar(scene: &mut Scene, [x, y]: [f32; 2], share: f32) {
    straight(scene, [x, y], [x + BAR.0, y], BAR.1, Ink::Line);
    let long = BAR.0 * share.clamp(0.0, 1.0);
    if long > 0.0 {
        straight(scene, [x, y], [x + long, y], BAR.1, Ink::Outlier);
    }
}

fn straight(scene: &mut Scene, from: [f32; 2], to: [f32; 2], width: f32, ink: Ink) {
    scene.lines.push(Line {
        points: [from, from, to, to],
        width,
        ink,
        outline: Outline::Solid,
        end: LineEnd::Plain,
        pick: Pick::None,
        title: "".into(),
    });
}

fn write(scene: &mut Scene, cell: &Cell, size: f32, right: bool, [x, y]: [f32; 2], width: f32, pick: &Pick) {
    let whole = visible(&cell.text);
    let text = font::cut(&whole, size, cell.bold, width);
    scene.labels.push(Label {
        x: if right { x + width } else { x },
        y,
        whole: if *text == *whole { "".into() } else { whole.into() },
        text,
        size,
        bold: cell.bold,
        ink: cell.ink,
        anchor: if right { Anchor::End } else { Anchor::Start },
        importance: 5.0,
        pick: pick.clone(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::extent;

    const COLUMNS: &[Column<'_>] = &[
        Column { head: "Who", number: false },
        Column { head: "Score", number: true },
        Column { head: "Why", number: false },
    ];

    fn row(who: &str, score: &str, why: &str) -> Row {
        let number = Cell { bar: Some(0.5), ..Cell::text(score) };
        Row {
            pick: Pick::None,
            mark: Some((MarkShape::Circle, Ink::Exposed)),
            cells: vec![Cell::text(who), number, Cell::text(why)],
        }
    }

    fn drawn(rows: &[Row], total: usize) -> Scene {
        let input =
            TableInput { title: "Outliers", reading: "", stamp: "", columns: COLUMNS, rows, total, things: "outliers" };
        table(&input)
    }

    #[test]
    fn numbers_end_on_one_line_and_no_label_leaves_the_picture_or_touches_another() {
        let rows = [row("ann", "0.9", &"why ".repeat(90)), row("a-name-that-is-long", "12.75", "seldom")];
        let scene = drawn(&rows, 2);
        let ends: Vec<f32> = scene.labels.iter().filter(|l| l.anchor == Anchor::End).map(|l| l.x).collect();
        assert!(ends.windows(2).all(|w| w[0] == w[1]), "head and numbers are set on the same edge: {ends:?}");
        let cut: Vec<_> = scene.labels.iter().filter(|l| !l.whole.is_empty()).collect();
        assert!(cut.len() == 1 && cut[0].whole.len() > 300, "only the long reason gives way, and its whole is kept");
        for (i, a) in scene.labels.iter().enumerate() {
            let [left, _, right, bottom] = extent(a);
            assert!(left >= MARGIN && right <= WIDTH - MARGIN + 0.5 && bottom < scene.height, "{} is inside", a.text);
            for b in &scene.labels[..i] {
                assert!(!crate::layout::separate::boxes_touch(extent(a), extent(b), 0.0), "{} on {}", a.text, b.text);
            }
        }
    }

    #[test]
    fn what_is_left_out_is_counted_and_an_empty_list_says_so() {
        assert_eq!(&*drawn(&[row("a", "1", "b")], 1234).shown, "1 of 1,234 outliers shown");
        let empty = drawn(&[], 0);
        assert!(empty.labels.iter().any(|l| &*l.text == "There are no outliers to list."), "no bare heads");
    }

    #[test]
    fn hostile_names_are_visible() {
        for name in crate::sample::HOSTILE {
            let scene = drawn(&[row(name, "1", name)], 1);
            for label in &scene.labels {
                assert_eq!(visible(&label.text), &*label.text, "{name:?} hides nothing in a cell");
                assert_eq!(visible(&label.whole), &*label.whole, "nor in its whole text");
            }
            assert!(scene.marks.iter().all(|m| visible(&m.title) == *m.title), "nor in a tooltip");
        }
    }
}
