//! Scene -> PDF. Text stays text: it can be selected, searched and read aloud.

use svg2pdf::{ConversionOptions, PageOptions};

use super::{ExportError, tree::tree};
use crate::Scene;
use crate::style::Theme;

/// The page as a PDF of one page, fonts embedded.
///
/// # Errors
/// [`ExportError::Encode`] where the writer fails.
pub fn pdf(scene: &Scene, theme: Theme) -> Result<Vec<u8>, ExportError> {
    let tree = tree(scene, theme)?;
    let options = ConversionOptions { compress: true, embed_text: true, ..Default::default() };
    svg2pdf::to_pdf(&tree, options, PageOptions { dpi: 96.0 })
        .map_err(|e| ExportError::Encode(e.to_string().into()))
}
