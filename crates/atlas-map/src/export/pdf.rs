//! Scene -> PDF. Text stays text: it can be selected, searched and read aloud.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};

use super::{ExportError, svg::title, tree::tree};
use crate::Scene;
use crate::plain::visible;
use crate::style::Theme;

/// The page as a PDF of one page, fonts embedded; one map unit is three quarters of a point.
///
/// # Errors
/// [`ExportError::Layout`] where the picture cannot be laid out; [`ExportError::Encode`] where the
/// writer fails.
pub fn pdf(scene: &Scene, theme: Theme) -> Result<Vec<u8>, ExportError> {
    let tree = tree(scene, theme)?;
    let points = |units: f32| 0.75 * units;
    let no_size = || ExportError::Layout("the page has no size".into());
    let (width, height) = (points(tree.size().width()), points(tree.size().height()));
    let size = Size::from_wh(width, height).ok_or_else(no_size)?;
    let mut document = Document::new();
    let mut page = document.start_page_with(PageSettings::from_wh(width, height).ok_or_else(no_size)?);
    let mut surface = page.surface();
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    drawn.ok_or_else(|| ExportError::Encode("a shape was refused".into()))?;
    let words = Metadata::new().title(visible(&title(scene))).description(visible(&scene.reading));
    document.set_metadata(words);
    document.finish().map_err(|e| ExportError::Encode(format!("{e:?}").into()))
}
