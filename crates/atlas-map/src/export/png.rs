//! Scene -> PNG.

use resvg::tiny_skia::{Pixmap, Transform};

use super::{ExportError, tree::tree};
use crate::Scene;
use crate::style::Theme;

/// Most pixels of a picture: 256 MiB of memory.
const MOST_PIXELS: u64 = 1 << 26;

/// The page as a PNG, `scale` pixels for each map unit (2 is sharp on paper and screen).
///
/// # Errors
/// [`ExportError::Size`] where the picture would be empty or hold more than 2^26 pixels;
/// [`ExportError::Encode`] where the encoder fails.
pub fn png(scene: &Scene, theme: Theme, scale: f32) -> Result<Vec<u8>, ExportError> {
    let tree = tree(scene, theme)?;
    let scaled = tree.size().to_int_size().scale_by(scale);
    let (width, height) = scaled.map_or((0, 0), |s| (s.width(), s.height()));
    let pixels = u64::from(width) * u64::from(height);
    let size = ExportError::Size { width: width.into(), height: height.into() };
    if pixels > MOST_PIXELS {
        return Err(size);
    }
    let mut map = Pixmap::new(width, height).ok_or(size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut map.as_mut());
    map.encode_png().map_err(|e| ExportError::Encode(e.to_string().into()))
}
