//! The access map: layout, scene, legend, export.
//!
//! ```text
//!   snapshot + findings ──layout──▶ Scene ─┬─▶ frame (bytes for the window)
//!                                          └─▶ SVG ─▶ PNG, PDF; HTML
//! ```
//!
//! The window, the command line and every exported file show the same [`Scene`]: what is exported
//! is what was seen. A scene holds positions, marks, shapes and texts; it knows no pixels of a
//! screen and no theme: colours are [`Ink`] tokens that a [`style::Theme`] turns into RGB.
//! Absent on purpose: clock, disk, network, randomness without a seed.

pub mod answer;
pub mod export;
mod figure;
pub mod font;
pub mod frame;
pub mod labels;
mod layout;
pub mod legend;
pub mod lines;
pub mod matrix;
pub mod paths;
pub mod plain;
#[cfg(test)]
mod sample;
mod scene;
pub mod spoken;
pub mod street;
pub mod style;
pub mod world;

pub use scene::{
    Anchor, Band, Country, Crumb, Halo, Ink, Label, LegendEntry, Line, LineEnd, Mark, MarkShape, Outline, Pick, SLANT,
    Sample, Scene, SceneKind,
};
