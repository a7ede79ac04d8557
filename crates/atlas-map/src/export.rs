//! Scene -> files. Every exported file holds what the window shows: the scene with its title, the
//! line that says how to read it, the legend, what is shown, and the revision and date of the data.
//!
//! ```text
//!   Scene ──svg──▶ SVG ─┬─▶ PNG    (resvg, bundled fonts)
//!                       ├─▶ PDF    (krilla, text stays text; a page for each slide)
//!                       ├─▶ PPTX   (shapes and texts of the laid out SVG; a slide for each)
//!                       ├─▶ report (PDF/A-2a with text and tables around the pictures)
//!                       └─▶ HTML   (inline, pan, zoom, search, pages; no network)
//! ```
//!
//! Equal scenes give equal bytes: no date, no random id, fonts from this crate only.

mod html;
mod ink;
mod outline;
mod page;
mod paint;
mod pdf;
mod png;
mod pptx;
mod report;
mod slide;
mod svg;
mod things;
mod tree;

pub use html::html;
pub use pdf::pdf;
pub use png::png;
pub use pptx::pptx;
pub use report::{Block, Made, Report, report};
pub use slide::Slide;
pub use svg::{svg, title};

/// Why a picture could not be made from a scene.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The SVG of the scene could not be read back.
    #[error("the picture could not be laid out: {0}; export it as svg or html instead")]
    Layout(Box<str>),
    /// The picture would be too large.
    #[error("a picture of {width} x {height} pixels is too large; choose a smaller scale")]
    Size {
        /// Pixels across.
        width: u64,
        /// Pixels down.
        height: u64,
    },
    /// The encoder failed.
    #[error("the picture could not be encoded: {0}; export it as svg or html instead")]
    Encode(Box<str>),
}

#[cfg(test)]
mod tests;
