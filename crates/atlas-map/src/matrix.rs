//! The access matrix of a group beside its country: members against what they hold.
//!
//! What a cell says is told by its shape and not by its colour alone: usual is a full square, some a
//! small one, rare a diamond, missing a hollow square.

use std::collections::BTreeSet;

use atlas_analysis::matrix::{AccessMatrix, Cell, Column};
use atlas_model::NodeKey;

use crate::plain::visible;
use crate::style::shape_word;
use crate::world::number;
use crate::{
    Anchor, Halo, Ink, Label, LegendEntry, Mark, MarkShape, Outline, Pick, SLANT, Sample, Scene, SceneKind, font,
};

/// Rows and columns that one can still read; what is left out is counted.
const MOST_ROWS: usize = 60;
const MOST_COLUMNS: usize = 56;
/// Distance of two cells.
const PITCH: f32 = 14.5;
/// Gap between what half hold and the rest.
const GAP: f32 = 13.0;
/// Room of a row head and of a column head along its slant.
const NAME_ROOM: f32 = 132.0;
const HEAD_ROOM: f32 = 176.0;
const NAME: f32 = 10.5;
const COUNT: f32 = 9.0;
/// Between the country, the row heads and the cells.
const ASIDE: f32 = 26.0;

/// A row: a member.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixHead {
    /// Its key.
    pub key: NodeKey,
    /// Name, hostile until made plain.
    pub name: Box<str>,
    /// Lane.
    pub shape: MarkShape,
    /// Reaches tier 0.
    pub exposed: bool,
    /// How little it fits, 0..=1, where that is a finding.
    pub score: Option<f32>,
    /// Looked at.
    pub selected: bool,
}

/// A column: grants that the same members hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixLine {
    /// What the first grant is on.
    pub key: Option<NodeKey>,
    /// The first grant in words, hostile until made plain.
    pub name: Box<str>,
    /// How many grants.
    pub grants: usize,
}

/// What a matrix is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct MatrixInput<'a> {
    /// Who holds what.
    pub matrix: &'a AccessMatrix,
    /// The group as a picture of its own, drawn on the left.
    pub country: &'a Scene,
    /// As the rows of the matrix.
    pub rows: &'a [MatrixHead],
    /// As its columns.
    pub columns: &'a [MatrixLine],
    /// What the group is.
    pub sentence: &'a str,
    /// Revision and data date.
    pub stamp: &'a str,
}

/// Draw a matrix. O(held + cells shown).
#[must_use]
pub fn matrix(input: &MatrixInput<'_>) -> Scene {
    let drawing = Drawing::new(input);
    let mut scene = Scene {
        crumbs: input.country.crumbs.clone(),
        reading: input.sentence.into(),
        shown: drawing.shown().into(),
        ..Scene::blank(SceneKind::Matrix, drawing.size(), input.stamp)
    };
    drawing.country(&mut scene);
    drawing.cells(&mut scene);
    drawing.row_heads(&mut scene);
    drawing.column_heads(&mut scene);
    if input.columns.is_empty() {
        let text = "They hold nothing beyond what nearly everyone has: there is nothing to compare.";
        scene.labels.push(words(text, [drawing.left, drawing.top + 20.0], Ink::Muted, Anchor::Start));
    }
    scene.legend = drawing.legend(&scene);
    scene
}

struct Drawing<'a> {
    input: &'a MatrixInput<'a>,
    rows: Vec<usize>,
    columns: Vec<usize>,
    names: Vec<(Box<str>, String)>,
    heads: Vec<(Box<str>, String)>,
    /// Left edge and upper edge of the cells.
    left: f32,
    top: f32,
}

impl<'a> Drawing<'a> {
    fn new(input: &'a MatrixInput<'a>) -> Self {
        let rows = rows_shown(input);
        let columns = columns_shown(input, &rows);
        let cut = |name: String, room: f32, bold: bool| (font::cut(&name, NAME, bold, room), name);
        let names: Vec<_> =
            rows.iter().map(|&r| cut(visible(&input.rows[r].name), NAME_ROOM, bold(&input.rows[r]))).collect();
        let heads: Vec<_> = columns.iter().map(|&c| cut(head(&input.columns[c]), HEAD_ROOM, false)).collect();
        let widest =
            |texts: &[(Box<str>, String)]| texts.iter().map(|t| font::width(&t.0, NAME, true)).fold(0.0_f32, f32::max);
        let left = input.country.width + ASIDE + widest(&names) + 22.0;
        let top = widest(&heads) * SLANT.to_radians().sin() + 16.0;
        Self { input, rows, columns, names, heads, left, top }
    }

    fn x(&self, at: usize) -> f32 {
        let gap = if self.columns[at] >= self.input.matrix.usual && self.columns[0] < self.input.matrix.usual {
            GAP
        } else {
            0.0
        };
        self.left + gap + PITCH * (at as f32 + 0.5)
    }

    fn y(&self, at: usize) -> f32 {
        self.top + PITCH * (at as f32 + 0.5)
    }

    fn size(&self) -> [f32; 2] {
        let last = self.columns.len().checked_sub(1).map_or(self.left + 420.0, |l| self.x(l));
        // Heads climb over the right edge of the cells.
        let over = (0..self.columns.len())
            .map(|c| self.x(c) + font::width(&self.heads[c].0, NAME, false) * SLANT.to_radians().cos())
            .fold(last, f32::max);
        let bottom = self.y(self.rows.len()) + 16.0;
        [over + 12.0, bottom.max(self.input.country.height)]
    }

    fn shown(&self) -> String {
        let (rows, columns) = (self.input.rows.len(), self.input.columns.len());
        let of = |shown: usize, all: usize| format!("{} of {}", number(shown), number(all));
        let folded = if self.input.columns.iter().any(|c| c.grants > 1) { ", equal columns folded (+n)" } else { "" };
        let which = if self.rows.len() < rows { ": those that fit least, and a sample" } else { "" };
        let (r, c) = (of(self.rows.len(), rows), of(self.columns.len(), columns));
        format!("{r} members{which}, {c} columns shown{folded}")
    }

    /// The country, level with the rows.
    fn country(&self, scene: &mut Scene) {
        let of = self.input.country;
        let middle = self.top + PITCH * self.rows.len() as f32 / 2.0;
        let down = (middle - of.height / 2.0).clamp(0.0, (scene.height - of.height).max(0.0));
        scene.countries = of.countries.clone();
        scene.halos = of.halos.clone();
        scene.marks = of.marks.clone();
        scene.labels = of.labels.clone();
        scene.countries.iter_mut().for_each(|c| c.y += down);
        scene.halos.iter_mut().for_each(|h| h.y += down);
        scene.marks.iter_mut().for_each(|m| m.y += down);
        scene.labels.iter_mut().for_each(|l| l.y += down);
    }

    fn cells(&self, scene: &mut Scene) {
        let matrix = self.input.matrix;
        for (i, &row) in self.rows.iter().enumerate() {
            for (j, &column) in self.columns.iter().enumerate() {
                let cell = matrix.cell(row, column);
                let (shape, r, ink, filled) = look(cell);
                let head = &self.input.rows[row];
                let title = match cell {
                    Cell::Empty => String::new(),
                    _ => sentence(&visible(&head.name), &self.heads[j].1, cell, &matrix.columns[column], matrix),
                };
                scene.marks.push(Mark {
                    x: self.x(j),
                    y: self.y(i),
                    r,
                    shape,
                    ink,
                    filled,
                    pick: if cell == Cell::Empty { Pick::None } else { Pick::Node(head.key.clone()) },
                    title: title.into(),
                });
            }
        }
    }

    fn row_heads(&self, scene: &mut Scene) {
        for (i, (&row, (text, whole))) in self.rows.iter().zip(&self.names).enumerate() {
            let head = &self.input.rows[row];
            let (x, y) = (self.left - 9.0, self.y(i));
            if let Some(score) = head.score {
                scene.halos.push(Halo { x, y, r: 4.0 + 2.6 * score.clamp(0.0, 1.0) });
            }
            let exposed = if head.exposed { ", reaches a crown jewel" } else { "" };
            scene.marks.push(Mark {
                x,
                y,
                r: 3.2,
                shape: head.shape,
                ink: if head.exposed { Ink::Exposed } else { Ink::Pale },
                filled: true,
                pick: Pick::Node(head.key.clone()),
                title: format!("{whole}{exposed}").into(),
            });
            let ink = if head.selected { Ink::Accent } else { Ink::Ink };
            scene.labels.push(Label {
                text: text.clone(),
                bold: bold(head),
                whole: if **text == **whole { "".into() } else { whole.as_str().into() },
                pick: Pick::Node(head.key.clone()),
                ..words("", [self.left - 20.0, y + 3.7], ink, Anchor::End)
            });
        }
    }

    fn column_heads(&self, scene: &mut Scene) {
        let bottom = self.y(self.rows.len()) + 4.0;
        for (j, (&column, (text, whole))) in self.columns.iter().zip(&self.heads).enumerate() {
            let of = &self.input.matrix.columns[column];
            let x = self.x(j);
            let rare = of.held(self.input.matrix.rows.len()) == Cell::Rare;
            let pick = self.input.columns[column].key.clone().map_or(Pick::None, Pick::Node);
            scene.labels.push(Label {
                text: text.clone(),
                whole: if **text == **whole { "".into() } else { whole.as_str().into() },
                pick: pick.clone(),
                bold: rare,
                ..words("", [x + 3.0, self.top - 4.0], Ink::Ink, Anchor::Slant)
            });
            scene.labels.push(Label {
                size: COUNT,
                pick,
                ..words(&number(of.holders.len()), [x, bottom], Ink::Muted, Anchor::Middle)
            });
        }
    }

    fn legend(&self, scene: &Scene) -> Vec<LegendEntry> {
        let mut seen = BTreeSet::new();
        for &row in &self.rows {
            seen.extend(self.columns.iter().map(|&c| self.input.matrix.cell(row, c)));
        }
        let mut rows = Vec::new();
        for (cell, text) in [
            (Cell::Usual, "usual: half or more hold it"),
            (Cell::Some, "some hold it"),
            (Cell::Rare, "rare: under a quarter hold it"),
            (Cell::Missing, "missing: most others hold it"),
        ] {
            if seen.contains(&cell) {
                let (shape, _, ink, filled) = look(cell);
                rows.push(entry(Some(shape), ink, filled, text));
            }
        }
        let heads: BTreeSet<(MarkShape, bool)> =
            self.rows.iter().map(|&r| (self.input.rows[r].shape, self.input.rows[r].exposed)).collect();
        for (shape, exposed) in heads {
            let ink = if exposed { Ink::Exposed } else { Ink::Pale };
            let what = shape_word(shape);
            let text = if exposed { format!("{what} that reaches a crown jewel") } else { what.to_owned() };
            rows.push(entry(Some(shape), ink, true, &text));
        }
        if !scene.halos.is_empty() {
            let halo = entry(None, Ink::Outlier, true, "outlier, size = score");
            rows.push(LegendEntry { sample: Sample::Halo, outline: Outline::Solid, ..halo });
        }
        rows
    }
}

fn entry(shape: Option<MarkShape>, ink: Ink, filled: bool, text: &str) -> LegendEntry {
    LegendEntry { sample: Sample::Mark, shape, filled, ink, outline: Outline::None, text: text.into() }
}

fn bold(head: &MatrixHead) -> bool {
    head.selected || head.score.is_some()
}

/// Shape, radius, colour, filled.
const fn look(cell: Cell) -> (MarkShape, f32, Ink, bool) {
    match cell {
        Cell::Usual => (MarkShape::Square, 7.0, Ink::Muted, true),
        Cell::Some => (MarkShape::Square, 4.6, Ink::Pale, true),
        Cell::Rare => (MarkShape::Diamond, 5.7, Ink::Outlier, true),
        Cell::Missing => (MarkShape::Square, 6.0, Ink::Accent, false),
        Cell::Empty => (MarkShape::Square, 7.0, Ink::Sea, true),
    }
}

/// "klog · write +3".
fn head(column: &MatrixLine) -> String {
    let name = visible(&column.name);
    if column.grants > 1 { format!("{name} +{}", number(column.grants - 1)) } else { name }
}

/// What a cell says, in words.
fn sentence(who: &str, what: &str, cell: Cell, column: &Column, matrix: &AccessMatrix) -> String {
    let (holders, all) = (number(column.holders.len()), number(matrix.rows.len()));
    match cell {
        Cell::Missing => format!("{who} lacks {what}, which {holders} of {all} hold"),
        _ => format!("{who}: {what}, held by {holders} of {all}"),
    }
}

fn words(text: &str, [x, y]: [f32; 2], ink: Ink, anchor: Anchor) -> Label {
    Label {
        x,
        y,
        text: text.into(),
        size: NAME,
        bold: false,
        ink,
        anchor,
        importance: 10.0,
        pick: Pick::None,
        whole: "".into(),
    }
}

/// Of too many rows the selected one, those that fit least, and an even sample of the others; in
/// the order of the matrix.
fn rows_shown(input: &MatrixInput<'_>) -> Vec<usize> {
    let all = input.rows.len();
    if all <= MOST_ROWS {
        return (0..all).collect();
    }
    let mut wanted: Vec<usize> = (0..all).filter(|&r| bold(&input.rows[r])).collect();
    let key = |r: &usize| (input.rows[*r].selected, input.rows[*r].score.unwrap_or(0.0));
    wanted.sort_by(|a, b| key(b).0.cmp(&key(a).0).then(key(b).1.total_cmp(&key(a).1)).then(a.cmp(b)));
    wanted.truncate(MOST_ROWS * 2 / 3);
    let mut shown: BTreeSet<usize> = wanted.into_iter().collect();
    let rest: Vec<usize> = (0..all).filter(|r| !shown.contains(r)).collect();
    let room = MOST_ROWS - shown.len();
    shown.extend((0..room).filter_map(|i| rest.get(i * rest.len() / room).copied()));
    shown.into_iter().collect()
}

/// Of too many columns those of the selected row, then those that most of the rows shown hold: one
/// half of them usual, where there are so many.
fn columns_shown(input: &MatrixInput<'_>, rows: &[usize]) -> Vec<usize> {
    let matrix = input.matrix;
    let all = matrix.columns.len();
    if all <= MOST_COLUMNS {
        return (0..all).collect();
    }
    let holds = |r: usize, c: usize| {
        let held = &matrix.columns[c].holders;
        u32::try_from(r).is_ok_and(|r| held.binary_search(&r).is_ok())
    };
    let selected = input.rows.iter().position(|r| r.selected);
    let key = |c: usize| {
        let odd = rows.iter().filter(|&&r| input.rows[r].score.is_some() && holds(r, c)).count();
        (selected.is_some_and(|s| holds(s, c)), odd, matrix.columns[c].holders.len())
    };
    let best = |from: std::ops::Range<usize>, room: usize| {
        let mut list: Vec<((bool, usize, usize), usize)> = from.map(|c| (key(c), c)).collect();
        list.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        list.truncate(room);
        list.into_iter().map(|(_, c)| c).collect::<Vec<usize>>()
    };
    let usual = best(0..matrix.usual, (MOST_COLUMNS / 2).max(MOST_COLUMNS.saturating_sub(all - matrix.usual)));
    let rest = best(matrix.usual..all, MOST_COLUMNS - usual.len());
    let mut shown: Vec<usize> = usual.into_iter().chain(rest).collect();
    shown.sort_unstable();
    shown
}

#[cfg(test)]
#[path = "matrix_tests.rs"]
mod tests;
