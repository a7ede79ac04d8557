//! How each block goes down the page.

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag};

use super::super::ExportError;
use super::super::ink::wrap;
use super::Block;
use super::flow::{EDGE, Flow, LEADING, Mark, TEXT, Tagged, Word};
use crate::font::drawable;
use crate::plain::visible;
use crate::{Ink, font};

/// Size of the text of a table, the distance of its lines, and room around a cell.
const CELL: f32 = 8.5;
const CELL_LEADING: f32 = 11.5;
const PAD: f32 = 4.0;
/// Lines of one cell; what is longer is cut, the table as CSV has all of it.
const CELL_LINES: usize = 6;

impl Flow<'_> {
    /// Draw one block.
    pub(super) fn block(&mut self, block: &Block) -> Result<(), ExportError> {
        let plain = |text: &str| drawable(&visible(text));
        match block {
            Block::Heading(level, text) => self.heading(*level, &plain(text)),
            Block::Text(text) => {
                let leaf = self.lines(&plain(text), TEXT, false, Ink::Ink, LEADING, 0.0);
                self.tag(Tagged::Group(Tag::P.into(), vec![Tagged::Leaf(leaf)]));
                self.y += 6.0;
                Ok(())
            }
            Block::Item(text) => {
                self.need(LEADING)?;
                let dot = self.leaf();
                let word =
                    Word { at: [EDGE + 2.0, self.y], text: "• ".into(), size: TEXT, bold: false, ink: Ink::Muted };
                self.mark(Mark::Word(word, dot));
                let leaf = self.lines(&plain(text), TEXT, false, Ink::Ink, LEADING, 14.0);
                let label = Tagged::Group(Tag::Lbl.into(), vec![Tagged::Leaf(dot)]);
                let body = Tagged::Group(Tag::LBody.into(), vec![Tagged::Leaf(leaf)]);
                let item = Tagged::Group(Tag::LI.into(), vec![label, body]);
                self.tag(Tagged::Group(Tag::L(ListNumbering::Disc).into(), vec![item]));
                self.y += 2.0;
                Ok(())
            }
            Block::Table { head, shares, rows } => {
                let cells = |row: &[Box<str>]| row.iter().map(|c| plain(c)).collect::<Vec<_>>();
                let rows: Vec<Vec<String>> = rows.iter().map(|r| cells(r)).collect();
                self.table(&cells(head), shares, &rows)
            }
            Block::Picture { title, scene, caption } => {
                self.break_page(true)?;
                self.heading(2, &plain(title))?;
                self.picture(scene, &plain(caption))
            }
            Block::Sign(lines) => lines.iter().try_for_each(|line| self.sign(&plain(line))),
        }
    }

    fn heading(&mut self, level: u8, text: &str) -> Result<(), ExportError> {
        let (size, leading) = match level {
            1 => (17.0, 22.0),
            2 => (12.5, 18.0),
            _ => (10.5, 15.0),
        };
        self.y += if level == 1 { 16.0 } else { 10.0 };
        // A heading never stands alone at the end of a page.
        self.need(leading + 5.0 * LEADING)?;
        self.bookmark(level, text);
        let leaf = self.lines(text, size, true, Ink::Ink, leading, 0.0);
        let tag = Tag::Hn(Self::level(level), Some(text.to_owned()));
        self.tag(Tagged::Group(tag.into(), vec![Tagged::Leaf(leaf)]));
        self.y += 2.0;
        Ok(())
    }

    fn table(&mut self, head: &[String], shares: &[f32], rows: &[Vec<String>]) -> Result<(), ExportError> {
        let all: f32 = shares.iter().sum::<f32>().max(1.0);
        let widths: Vec<f32> = shares.iter().map(|s| s / all * self.room()).collect();
        let mut tagged = vec![self.row(head, &widths, true)?];
        for row in rows {
            let height = height(row, &widths);
            if self.need(height)? {
                // The head stands on every page; read aloud it is once in the table.
                self.repeat(head, &widths);
            }
            tagged.push(self.row(row, &widths, false)?);
        }
        self.tag(Tagged::Group(Tag::Table.into(), tagged));
        self.y += 12.0;
        Ok(())
    }

    fn repeat(&mut self, head: &[String], widths: &[f32]) {
        let leaf = self.leaf();
        self.cells(head, widths, true, &vec![leaf; head.len()]);
        self.tag(Tagged::Group(Tag::NonStruct.into(), vec![Tagged::Leaf(leaf)]));
    }

    fn row(&mut self, row: &[String], widths: &[f32], head: bool) -> Result<Tagged, ExportError> {
        if head {
            self.need(height(row, widths) + 2.0 * LEADING)?;
        }
        let leaves: Vec<usize> = row.iter().map(|_| self.leaf()).collect();
        self.cells(row, widths, head, &leaves);
        let cell = |leaf: usize| {
            let kind = if head { Tag::TH(TableHeaderScope::Column).into() } else { Tag::TD.into() };
            Tagged::Group(kind, vec![Tagged::Leaf(leaf)])
        };
        Ok(Tagged::Group(Tag::TR.into(), leaves.into_iter().map(cell).collect()))
    }

    fn cells(&mut self, row: &[String], widths: &[f32], head: bool, leaves: &[usize]) {
        let height = height(row, widths);
        let top = self.y - CELL;
        if head {
            self.mark(Mark::Fill([EDGE, top - 2.0, self.room(), height], Ink::Sea));
        }
        let mut x = EDGE;
        for ((text, &width), &leaf) in row.iter().zip(widths).zip(leaves) {
            let mut y = self.y;
            for line in fitted(text, width, head) {
                let ink = if head { Ink::Muted } else { Ink::Ink };
                let word = Word { at: [x + PAD, y], text: line + " ", size: CELL, bold: head, ink };
                self.mark(Mark::Word(word, leaf));
                y += CELL_LEADING;
            }
            x += width;
        }
        self.mark(Mark::Fill([EDGE, top - 2.0 + height, self.room(), 0.5], Ink::Line));
        self.y += height;
    }

    fn sign(&mut self, what: &str) -> Result<(), ExportError> {
        self.need(46.0)?;
        self.y += 34.0;
        self.mark(Mark::Fill([EDGE, self.y - 13.0, 260.0, 0.7], Ink::Border));
        let leaf = self.lines(what, CELL, false, Ink::Muted, CELL_LEADING, 0.0);
        self.tag(Tagged::Group(Tag::P.into(), vec![Tagged::Leaf(leaf)]));
        Ok(())
    }
}

/// The lines of a cell, the last one cut where there are too many.
fn fitted(text: &str, width: f32, bold: bool) -> Vec<String> {
    let room = width - 2.0 * PAD;
    let mut lines = wrap(text, CELL, bold, room);
    if lines.len() > CELL_LINES {
        lines.truncate(CELL_LINES);
        if let Some(last) = lines.last_mut() {
            *last = font::cut(&format!("{last} …………"), CELL, bold, room).into_string();
        }
    }
    lines
}

#[expect(clippy::cast_precision_loss, reason = "a few lines")]
fn height(row: &[String], widths: &[f32]) -> f32 {
    let lines = row.iter().zip(widths).map(|(text, &w)| fitted(text, w, false).len()).max().unwrap_or(1);
    CELL_LEADING * lines as f32 + PAD
}
