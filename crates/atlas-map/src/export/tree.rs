//! The SVG of a scene, read back with the bundled fonts only: what PNG and PDF are made from.

use std::sync::{Arc, OnceLock};

use resvg::usvg::{Options, Tree, fontdb::Database};

use super::{ExportError, svg::svg};
use crate::Scene;
use crate::font;
use crate::style::Theme;

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut all = Database::new();
        for file in font::files() {
            all.load_font_data(file.to_vec());
        }
        all.set_sans_serif_family(font::FAMILY);
        Arc::new(all)
    };
    FONTS.get_or_init(load).clone()
}

/// The laid out picture.
pub(super) fn tree(scene: &Scene, theme: Theme) -> Result<Tree, ExportError> {
    laid_out(&svg(scene, theme))
}

/// The laid out picture for a file that may hold no glyph that is not in it.
pub(super) fn archival(scene: &Scene, theme: Theme) -> Result<Tree, ExportError> {
    // Markup is ASCII, which every font has: only texts change.
    let text = svg(scene, theme);
    let kept = text.split_inclusive('\n').map(|line| {
        let (body, end) = line.strip_suffix('\n').map_or((line, ""), |body| (body, "\n"));
        font::drawable(body) + end
    });
    laid_out(&kept.collect::<String>())
}

fn laid_out(svg: &str) -> Result<Tree, ExportError> {
    let options = Options { font_family: font::FAMILY.to_owned(), fontdb: fonts(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|e| ExportError::Layout(e.to_string().into()))
}
