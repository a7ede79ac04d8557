//! Slides -> PDF, a page for each. Text stays text: it can be selected, searched and read aloud.

use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};

use super::ink::{Type, fill_box, wrap};
use super::page::MARGIN;
use super::{ExportError, Slide, tree::tree};
use crate::plain::visible;
use crate::style::Theme;
use crate::{Ink, font};

/// Size of a caption in points, and the distance of its lines.
const CAPTION: f32 = 12.0;
const LEADING: f32 = 17.0;
/// Points for each map unit.
const POINTS: f32 = 0.75;

/// The slides as a PDF with a page and a bookmark for each, fonts embedded; one map unit is three
/// quarters of a point.
///
/// # Errors
/// [`ExportError::Layout`] where a picture cannot be laid out; [`ExportError::Encode`] where the
/// writer fails.
pub fn pdf(slides: &[Slide], theme: Theme) -> Result<Vec<u8>, ExportError> {
    let fonts = Type::new()?;
    let mut document = Document::new();
    let mut outline = Outline::new();
    for (n, slide) in slides.iter().enumerate() {
        let tree = tree(&slide.scene, theme)?;
        let (width, height) = (POINTS * tree.size().width(), POINTS * tree.size().height());
        let story = slides.len() > 1;
        let margin = POINTS * MARGIN;
        let words = font::drawable(&visible(&slide.caption));
        let caption = if words.is_empty() { Vec::new() } else { wrap(&words, CAPTION, false, width - 2.0 * margin) };
        // The title of a slide stands above its picture, which has one of its own only where it stands alone.
        let top = if story { 34.0 } else { 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let below = if caption.is_empty() { 0.0 } else { LEADING * caption.len() as f32 + margin };
        let no_size = || ExportError::Layout("the page has no size".into());
        let settings = PageSettings::from_wh(width, top + height + below).ok_or_else(no_size)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        fill_box(&mut surface, [0.0, 0.0, width, top + height + below], theme.rgb(Ink::Ground));
        if story {
            let title = font::cut(&font::drawable(&visible(&slide.title)), 18.0, true, width - 2.0 * margin);
            fonts.line(&mut surface, [margin, 30.0], &title, 18.0, true, theme.rgb(Ink::Ink));
        }
        surface.push_transform(&krilla::geom::Transform::from_translate(0.0, top));
        let size = Size::from_wh(width, height).ok_or_else(no_size)?;
        let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
        surface.pop();
        let mut y = top + height + 8.0;
        for line in &caption {
            fonts.line(&mut surface, [margin, y], line, CAPTION, false, theme.rgb(Ink::Ink));
            y += LEADING;
        }
        surface.finish();
        page.finish();
        drawn.ok_or_else(|| ExportError::Encode("a shape was refused".into()))?;
        outline.push_child(OutlineNode::new(visible(&slide.title), XyzDestination::new(n, Point::from_xy(0.0, 0.0))));
    }
    let first = slides.first();
    let title = first.map_or_else(String::new, |s| visible(&s.title));
    let reading = first.map_or_else(String::new, |s| visible(&s.scene.reading));
    if slides.len() > 1 {
        document.set_outline(outline);
    }
    document.set_metadata(Metadata::new().title(title).description(reading).language("en".into()));
    document.finish().map_err(|e| ExportError::Encode(format!("{e:?}").into()))
}
