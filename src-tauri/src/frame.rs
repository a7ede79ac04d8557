//! Where the window stood and how large it was, for the next start.
//!
//! Kept when it is closed, in the window's memory; a place on a screen that is no longer there is not
//! gone to.

use tauri::{Manager, PhysicalPosition, PhysicalSize, WebviewWindow};

use crate::memory::Memory;

const NAME: &str = "frame";
/// Least part of the window, in pixels, that has to lie on a screen for its place to be of use.
const SEEN: i32 = 64;

/// Place and size in pixels of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
    maximized: bool,
}

impl Frame {
    fn text(self) -> String {
        format!("{},{},{},{},{}", self.x, self.y, self.width, self.height, u8::from(self.maximized))
    }

    fn parse(text: &str) -> Option<Self> {
        let n: Vec<i32> = text.split(',').map(|p| p.parse().ok()).collect::<Option<_>>()?;
        let [x, y, width, height, maximized] = n[..] else { return None };
        let size = |v: i32| u32::try_from(v).ok().filter(|v| (200..=20_000).contains(v));
        Some(Self { x, y, width: size(width)?, height: size(height)?, maximized: maximized == 1 })
    }

    /// Whether its upper edge can be taken hold of on a screen.
    fn is_on(self, at: PhysicalPosition<i32>, size: PhysicalSize<u32>) -> bool {
        let (w, h) = (i32::try_from(size.width).unwrap_or(i32::MAX), i32::try_from(size.height).unwrap_or(i32::MAX));
        let right = self.x.saturating_add(i32::try_from(self.width).unwrap_or(i32::MAX));
        let across = right.min(at.x.saturating_add(w)).saturating_sub(self.x.max(at.x));
        across >= SEEN && self.y >= at.y && self.y <= at.y.saturating_add(h).saturating_sub(SEEN)
    }
}

/// Put a window where the last one was.
pub(crate) fn restore(window: &WebviewWindow) {
    let settings = window.state::<Memory>().settings();
    let Some(frame) = settings.get(NAME).and_then(|t| Frame::parse(t)) else { return };
    let screens = window.available_monitors().unwrap_or_default();
    let seen = screens.iter().any(|s| frame.is_on(*s.position(), *s.size()));
    // A window that cannot be placed stays where the platform put it.
    let _ = window.set_size(PhysicalSize::new(frame.width, frame.height));
    if seen {
        let _ = window.set_position(PhysicalPosition::new(frame.x, frame.y));
    }
    if frame.maximized {
        let _ = window.maximize();
    }
}

/// Remember where a window is.
pub(crate) fn keep(window: &tauri::Window) {
    let (Ok(at), Ok(size)) = (window.outer_position(), window.inner_size()) else { return };
    let maximized = window.is_maximized().unwrap_or(false);
    let frame = Frame { x: at.x, y: at.y, width: size.width, height: size.height, maximized };
    window.state::<Memory>().set(NAME.to_owned(), frame.text());
}

#[cfg(test)]
mod tests {
    use super::Frame;
    use tauri::{PhysicalPosition, PhysicalSize};

    const FRAME: Frame = Frame { x: 100, y: 80, width: 1440, height: 900, maximized: false };

    #[test]
    fn a_frame_comes_back_as_it_was_and_a_broken_one_not_at_all() {
        assert_eq!(Frame::parse(&FRAME.text()), Some(FRAME));
        for broken in ["", "1,2,3", "a,b,c,d,e", "0,0,-5,900,0", "0,0,1,1,0", "0,0,99999999,900,0"] {
            assert_eq!(Frame::parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_screen_that_is_gone_is_not_gone_to() {
        let screen = |x: i32| (PhysicalPosition::new(x, 0), PhysicalSize::new(1920_u32, 1080_u32));
        let (at, size) = screen(0);
        assert!(FRAME.is_on(at, size));
        assert!(!Frame { x: 1900, ..FRAME }.is_on(at, size), "only an edge would show");
        assert!(!Frame { y: -50, ..FRAME }.is_on(at, size), "its bar would be out of reach");
        let (at, size) = screen(1920);
        assert!(!FRAME.is_on(at, size), "another screen");
    }
}
