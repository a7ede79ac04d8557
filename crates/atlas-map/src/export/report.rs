//! A report as PDF/A-2a: headings, paragraphs, tables and pictures on A4, tagged for screen readers,
//! with everything that is needed to show it in it. Pictures stand on pages of their own, across.
//!
//! The flow goes down the page and breaks between lines; a table repeats its head on every page. The
//! tag tree follows the order of the blocks, so reading order is the order in which they were given.

use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::{Document, SerializeSettings};

use super::ExportError;
use crate::Scene;
use crate::plain::visible;

mod blocks;
mod flow;

/// One block of a report; texts are hostile until drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 3.
    Heading(u8, Box<str>),
    /// A paragraph.
    Text(Box<str>),
    /// An item of a list.
    Item(Box<str>),
    /// A table.
    Table {
        /// Names of the columns.
        head: Vec<Box<str>>,
        /// Widths of the columns in relation to each other.
        shares: Vec<f32>,
        /// Rows, a cell for each column.
        rows: Vec<Vec<Box<str>>>,
    },
    /// A picture on a page of its own, under a heading of level 2, with its caption.
    Picture {
        /// The heading.
        title: Box<str>,
        /// The picture.
        scene: Box<Scene>,
        /// The caption.
        caption: Box<str>,
    },
    /// Lines to sign on, each with what belongs there.
    Sign(Vec<Box<str>>),
}

/// When a report was made, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
    /// Hour.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
}

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Its title.
    pub title: Box<str>,
    /// Under the title.
    pub subtitle: Box<str>,
    /// At the foot of every page.
    pub foot: Box<str>,
    /// When it was made.
    pub made: Made,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The report as a PDF/A-2a. O(words + scenes).
///
/// # Errors
/// [`ExportError::Layout`] where a picture cannot be laid out; [`ExportError::Encode`] where the
/// writer, or its check of the standard, refuses.
pub fn report(report: &Report) -> Result<Vec<u8>, ExportError> {
    let encode = |e: String| ExportError::Encode(e.into());
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|e| encode(format!("{e:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    flow::Flow::new(&mut document, report)?.run(&report.blocks)?;
    let Made { year, month, day, hour, minute, second } = report.made;
    let made = DateTime::new(year).month(month).day(day).hour(hour).minute(minute).second(second);
    let made = made.utc_offset_hour(0).utc_offset_minute(0);
    document.set_metadata(
        Metadata::new()
            .title(visible(&report.title))
            .description(visible(&report.subtitle))
            .creator("Access Atlas".into())
            .language("en".into())
            .text_direction(TextDirection::LeftToRight)
            .creation_date(made),
    );
    document.finish().map_err(|e| encode(format!("{e:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{HOSTILE, scene};

    fn one_of_everything() -> Report {
        let names: Vec<Vec<Box<str>>> = (0..90)
            .map(|n| vec![format!("{n}").into(), HOSTILE[n % HOSTILE.len()].into(), "שלום مرحبا 漢字 😀".into()])
            .collect();
        let text = "A paragraph that goes over more than one line, so that it has to be broken somewhere, which is at a blank. ";
        Report {
            title: "Who reaches the crown jewels".into(),
            subtitle: "a test".into(),
            foot: "foot".into(),
            made: Made { year: 2026, month: 11, day: 3, hour: 4, minute: 5, second: 6 },
            blocks: vec![
                Block::Heading(1, "First".into()),
                Block::Text(text.repeat(40).into()),
                Block::Item("an item".into()),
                Block::Item(text.into()),
                Block::Heading(2, "A table <b>".into()),
                Block::Table {
                    head: vec!["n".into(), "name".into(), "more".into()],
                    shares: vec![1.0, 3.0, 2.0],
                    rows: names,
                },
                Block::Heading(1, "Pictures".into()),
                Block::Picture { title: "One".into(), scene: Box::new(scene()), caption: "A picture.".into() },
                Block::Heading(1, "Sign-off".into()),
                Block::Sign(vec!["Name".into(), "Date".into()]),
            ],
        }
    }

    #[test]
    fn a_report_with_everything_passes_the_check_of_the_standard_twice_alike() {
        let one = report(&one_of_everything()).unwrap();
        assert!(one == report(&one_of_everything()).unwrap(), "equal bytes");
        let has = |word: &[u8]| one.windows(word.len()).any(|w| w == word);
        assert!(has(b"<pdfaid:part>2</pdfaid:part>"), "says that it is PDF/A-2");
        assert!(has(b"<pdfaid:conformance>A</pdfaid:conformance>"), "with its structure");
        assert!(has(b"/Marked true"), "tagged");
    }
}
