//! Shapes as SVG path data, and numbers as short as they can be.

use std::fmt::Write as _;

use crate::{MarkShape, Outline};

/// A coordinate with at most two decimals.
pub(super) fn num(value: f32) -> String {
    // A scene never holds what is no number; a file must not either.
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// Corners joined by lines and closed; corners are relative to the centre in units of the radius.
fn polygon(x: f32, y: f32, r: f32, corners: &[[f32; 2]]) -> String {
    let mut d = String::new();
    for (i, [dx, dy]) in corners.iter().enumerate() {
        let verb = if i == 0 { 'M' } else { 'L' };
        let _ = write!(d, "{verb}{} {}", num(x + r * dx), num(y + r * dy));
    }
    d.push('Z');
    d
}

/// A circle as two arcs.
pub(super) fn circle(x: f32, y: f32, r: f32) -> String {
    let (r2, w) = (num(r), num(2.0 * r));
    format!("M{} {}a{r2} {r2} 0 1 0 {w} 0a{r2} {r2} 0 1 0 -{w} 0Z", num(x - r), num(y))
}

/// The part of a disc that is filled from below to a share of its height.
pub(super) fn filled(x: f32, y: f32, r: f32, share: f32) -> String {
    let share = share.clamp(0.0, 1.0);
    if share > 0.999 {
        return circle(x, y, r);
    }
    let level = y + r - 2.0 * r * share;
    let half = (r * r - (level - y) * (level - y)).max(0.0).sqrt();
    let large = u8::from(share > 0.5);
    let r = num(r);
    format!("M{} {}A{r} {r} 0 {large} 0 {} {}Z", num(x - half), num(level), num(x + half), num(level))
}

/// The outline of a mark.
pub(super) fn mark(shape: MarkShape, x: f32, y: f32, r: f32) -> String {
    match shape {
        MarkShape::Circle => circle(x, y, r),
        MarkShape::Square => polygon(x, y, 0.89 * r, &[[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]),
        MarkShape::Hexagon => {
            let corners = [0.0, 60.0, 120.0, 180.0, 240.0, 300.0].map(|a: f32| {
                let (sin, cos) = a.to_radians().sin_cos();
                [1.1 * cos, 1.1 * sin]
            });
            polygon(x, y, r, &corners)
        }
        MarkShape::Diamond => polygon(x, y, 1.22 * r, &[[0.0, -1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]),
        MarkShape::DoubleRing => circle(x, y, r) + &circle(x, y, 0.6 * r),
        MarkShape::Tag => {
            let corners = [[-1.1, -0.8], [0.4, -0.8], [1.2, 0.0], [0.4, 0.8], [-1.1, 0.8]];
            polygon(x, y, r, &corners) + &circle(x + 0.45 * r, y, 0.16 * r)
        }
        MarkShape::Folder => {
            let corners = [[-1.1, -0.8], [-0.25, -0.8], [0.05, -0.5], [1.1, -0.5], [1.1, 0.85], [-1.1, 0.85]];
            polygon(x, y, r, &corners)
        }
        MarkShape::Key => {
            let blade = [
                [0.05, -0.18],
                [1.25, -0.18],
                [1.25, 0.5],
                [0.95, 0.5],
                [0.95, 0.2],
                [0.7, 0.2],
                [0.7, 0.42],
                [0.42, 0.42],
                [0.42, 0.18],
                [0.05, 0.18],
            ];
            circle(x - 0.5 * r, y, 0.56 * r) + &polygon(x, y, r, &blade)
        }
        MarkShape::Frame => {
            let square = |s: f32| [[-s, -s], [s, -s], [s, s], [-s, s]];
            polygon(x, y, r, &square(0.95)) + &polygon(x, y, r, &square(0.55))
        }
        MarkShape::Crown => {
            let corners =
                [[-1.0, -0.45], [-0.5, 0.1], [0.0, -0.75], [0.5, 0.1], [1.0, -0.45], [0.8, 0.75], [-0.8, 0.75]];
            polygon(x, y, r, &corners)
        }
    }
}

/// Point and unit normal of a cubic at `t`.
fn on_cubic(p: &[[f32; 2]; 4], t: f32) -> ([f32; 2], [f32; 2]) {
    let u = 1.0 - t;
    let at =
        |k: usize| u * u * u * p[0][k] + 3.0 * u * u * t * p[1][k] + 3.0 * u * t * t * p[2][k] + t * t * t * p[3][k];
    let slope = |k: usize| {
        3.0 * u * u * (p[1][k] - p[0][k]) + 6.0 * u * t * (p[2][k] - p[1][k]) + 3.0 * t * t * (p[3][k] - p[2][k])
    };
    let (dx, dy) = (slope(0), slope(1));
    let length = dx.hypot(dy).max(1e-6);
    ([at(0), at(1)], [-dy / length, dx / length])
}

/// A ribbon of varying width along a cubic, as a closed outline.
pub(super) fn ribbon(points: &[[f32; 2]; 4], widths: [f32; 2]) -> String {
    const PARTS: u8 = 20;
    let side = |sign: f32, i: u8| {
        let t = f32::from(i) / f32::from(PARTS);
        let ([x, y], [nx, ny]) = on_cubic(points, t);
        // Widths ease from one end to the other as the curve itself does.
        let half = sign * 0.5 * (widths[0] + (widths[1] - widths[0]) * t * t * (3.0 - 2.0 * t));
        format!("{} {}", num(x + half * nx), num(y + half * ny))
    };
    let there = (0..=PARTS).map(|i| side(1.0, i));
    let back = (0..=PARTS).rev().map(|i| side(-1.0, i));
    let all: Vec<String> = there.chain(back).collect();
    format!("M{}Z", all.join("L"))
}

/// A cubic as an open path.
pub(super) fn cubic(p: &[[f32; 2]; 4]) -> String {
    let pair = |q: [f32; 2]| format!("{} {}", num(q[0]), num(q[1]));
    format!("M{}C{} {} {}", pair(p[0]), pair(p[1]), pair(p[2]), pair(p[3]))
}

/// What crosses a line at its middle: one bar where it is blocked, two where it is struck; empty else.
pub(super) fn bars(p: &[[f32; 2]; 4], width: f32, outline: Outline) -> String {
    let turns: &[f32] = match outline {
        Outline::Barred => &[0.0],
        Outline::Struck => &[-0.7, 0.7],
        Outline::Solid | Outline::Dashed | Outline::Dotted | Outline::None => &[],
    };
    let ([x, y], [nx, ny]) = on_cubic(p, 0.5);
    let half = 5.0 + 0.5 * width;
    let bar = |turn: &f32| {
        let (sin, cos) = turn.sin_cos();
        let (dx, dy) = (half * (nx * cos - ny * sin), half * (nx * sin + ny * cos));
        format!("M{} {}L{} {}", num(x - dx), num(y - dy), num(x + dx), num(y + dy))
    };
    turns.iter().map(bar).collect()
}

/// Length of the arrow head of a thin line.
pub(super) const HEAD: f32 = 7.0;

/// An arrow head with its tip at the end of a cubic.
pub(super) fn arrow(p: &[[f32; 2]; 4], width: f32) -> String {
    let [tip, from] = [p[3], p[2]];
    let (dx, dy) = (tip[0] - from[0], tip[1] - from[1]);
    let length = dx.hypot(dy).max(1e-6);
    let (ux, uy) = (dx / length, dy / length);
    let (long, half) = (HEAD + 0.1 * width, 3.2 + 0.52 * width);
    let back = [tip[0] - long * ux, tip[1] - long * uy];
    let corners = [tip, [back[0] - half * uy, back[1] + half * ux], [back[0] + half * uy, back[1] - half * ux]];
    polygon(0.0, 0.0, 1.0, &corners)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_always_numbers() {
        for (value, text) in [(1.0, "1"), (-0.001, "0"), (2.345, "2.35"), (f32::NAN, "0"), (f32::INFINITY, "0")] {
            assert_eq!(num(value), text, "{value}");
        }
    }

    #[test]
    fn a_ribbon_has_its_widths_at_its_ends() {
        let straight = [[0.0, 10.0], [10.0, 10.0], [20.0, 10.0], [30.0, 10.0]];
        let d = ribbon(&straight, [2.0, 6.0]);
        assert!(d.starts_with("M0 11L") && d.ends_with("L0 9Z"), "2 wide at the start: {d}");
        assert!(d.contains("L30 13L30 7L"), "6 wide at the end: {d}");
    }
}
