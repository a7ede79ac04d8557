//! The legend: exactly what is on the picture, computed from it.

use std::collections::BTreeSet;

use crate::style::shape_word;
use crate::{Ink, LegendEntry, Line, MarkShape, Outline, Pick, Sample, Scene, SceneKind};

/// The rows for a scene, in a fixed order: marks, halo, countries, ribbons, lines. O(scene).
#[must_use]
pub fn legend(scene: &Scene) -> Vec<LegendEntry> {
    let mut rows = marks(scene);
    if !scene.halos.is_empty() {
        rows.push(row(Sample::Halo, Ink::Outlier, Outline::Solid, "outlier, size = score"));
    }
    let has = |o: Outline| scene.countries.iter().any(|c| c.outline == o);
    if has(Outline::Solid) {
        let text = "solid: alike in access";
        rows.push(row(Sample::Country, Ink::Border, Outline::Solid, text));
    }
    if has(Outline::Dashed) {
        let text = "dashed: loosely related";
        rows.push(row(Sample::Country, Ink::Border, Outline::Dashed, text));
    }
    if scene.countries.iter().any(|c| c.fill_share > 0.0) {
        let text = "fill = share that reaches a crown jewel";
        rows.push(row(Sample::Fill, Ink::Exposed, Outline::None, text));
    }
    if let Some(band) = scene.bands.first() {
        let text = "width = exposed identities";
        rows.push(row(Sample::Band, band.ink, Outline::Solid, text));
    }
    rows.extend(lines(scene));
    rows
}

fn row(sample: Sample, ink: Ink, outline: Outline, text: &str) -> LegendEntry {
    LegendEntry { sample, shape: None, filled: true, ink, outline, text: text.into() }
}

fn marks(scene: &Scene) -> Vec<LegendEntry> {
    let seen: BTreeSet<(MarkShape, Ink, bool)> = scene.marks.iter().map(|m| (m.shape, m.ink, m.filled)).collect();
    let shapes: BTreeSet<MarkShape> = seen.iter().map(|s| s.0).collect();
    let entry = |shape: MarkShape, ink, filled, text: String| LegendEntry {
        sample: Sample::Mark,
        shape: Some(shape),
        filled,
        ink,
        outline: Outline::None,
        text: text.into(),
    };
    let mut rows = Vec::new();
    // Crowns have the last shape and so stand last.
    for shape in shapes {
        let mut plain = seen.iter().filter(|s| s.0 == shape && s.1 != Ink::Exposed);
        if let Some(&(_, ink, filled)) = plain.next() {
            rows.push(entry(shape, ink, filled, shape_word(shape).to_owned()));
        }
        let mut exposed = seen.iter().filter(|s| s.0 == shape && s.1 == Ink::Exposed);
        if let Some(&(_, ink, filled)) = exposed.next() {
            let text = format!("{} that reaches a crown jewel", shape_word(shape));
            rows.push(entry(shape, ink, filled, text));
        }
    }
    rows
}

fn lines(scene: &Scene) -> Vec<LegendEntry> {
    let steps: Vec<&Line> =
        scene.lines.iter().filter(|l| matches!(l.pick, Pick::Step(..) | Pick::Nodes(..) | Pick::Row(_))).collect();
    if scene.kind == SceneKind::World {
        return Vec::new();
    }
    let mut rows = Vec::new();
    if scene.kind == SceneKind::Answer {
        if !scene.lines.is_empty() {
            rows.push(row(Sample::Line, Ink::Border, Outline::Solid, "relation of the answer"));
        }
        return rows;
    }
    for (outline, text) in [
        (Outline::Solid, "verified step"),
        (Outline::Dashed, "possible step"),
        (Outline::Dotted, "unknown step"),
        (Outline::Barred, "blocked step"),
        (Outline::Struck, "cut that is tried"),
    ] {
        if steps.iter().any(|l| l.outline == outline) {
            rows.push(row(Sample::Line, Ink::Border, outline, text));
        }
    }
    if steps.iter().any(|l| l.ink == Ink::Exposed) {
        rows.push(row(Sample::Line, Ink::Exposed, Outline::Solid, "the step in question"));
    }
    let widths: BTreeSet<u32> = steps.iter().map(|l| l.width.to_bits()).collect();
    if widths.len() > 1 {
        let text = "width = identities that pass";
        rows.push(row(Sample::Band, Ink::Border, Outline::Solid, text));
    }
    rows
}
