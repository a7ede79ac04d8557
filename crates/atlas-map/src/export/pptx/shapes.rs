//! The laid out picture as DrawingML: each path a freeform, each text a text, all in one group.

use std::fmt::Write as _;

use resvg::tiny_skia::{PathSegment, Point};
use resvg::usvg::{Group, Node, Paint, Path, Text, TextAnchor, Transform, Tree};

use super::super::page::TITLE;
use super::super::svg::escape;
use crate::font;

/// The shapes of a picture.
pub(super) struct Shapes {
    xml: String,
    /// How many.
    pub(super) count: usize,
    /// Left, top, width, height of the picture in English metric units.
    pub(super) frame: [i64; 4],
    scale: f32,
    /// Map units that are left out above: the slide has a title of its own.
    cut: f32,
    texts: usize,
}

impl Shapes {
    /// The picture within a frame, as large as it allows, without the title and the background.
    pub(super) fn of(tree: &Tree, [x, y, w, h]: [i64; 4]) -> Self {
        let cut = TITLE + 6.0;
        let (width, height) = (tree.size().width(), tree.size().height() - cut);
        #[expect(clippy::cast_precision_loss, reason = "a slide is a few million units")]
        let scale = (w as f32 / width).min(h as f32 / height);
        let (fit_w, fit_h) = (emu(width * scale), emu(height * scale));
        let frame = [x + (w - fit_w) / 2, y, fit_w, fit_h];
        let mut shapes = Self { xml: String::new(), count: 0, frame, scale, cut, texts: 0 };
        shapes.walk(tree.root());
        shapes
    }

    /// One group with a description for who cannot see it.
    pub(super) fn group(&self, description: &str) -> String {
        let [x, y, w, h] = self.frame;
        format!(
            "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"9\" name=\"Picture\" descr=\"{description}\"/><p:cNvGrpSpPr/><p:nvPr/>\
             </p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{w}\" cy=\"{h}\"/>\
             <a:chOff x=\"{x}\" y=\"{y}\"/><a:chExt cx=\"{w}\" cy=\"{h}\"/></a:xfrm></p:grpSpPr>{}</p:grpSp>",
            self.xml
        )
    }

    fn walk(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(inner) => self.walk(inner),
                // The first shape of a page is its background, which the slide has itself.
                Node::Path(_) if self.count == 0 && self.texts == 0 => self.count = 1,
                Node::Path(path) => self.path(path),
                Node::Text(text) => {
                    self.texts += 1;
                    // The first text is the title.
                    if self.texts > 1 {
                        self.text(text);
                    }
                }
                Node::Image(_) => {}
            }
        }
    }

    /// A point of the page on the slide.
    fn at(&self, point: Point) -> [i64; 2] {
        let [left, top, ..] = self.frame;
        [left + emu(point.x * self.scale), top + emu((point.y - self.cut) * self.scale)]
    }

    fn path(&mut self, path: &Path) {
        let Some(data) = path.data().clone().transform(path.abs_transform()) else { return };
        let bounds = data.bounds();
        let [x, y] = self.at(Point::from_xy(bounds.left(), bounds.top()));
        let [right, bottom] = self.at(Point::from_xy(bounds.right(), bounds.bottom()));
        let (w, h) = ((right - x).max(1), (bottom - y).max(1));
        let mut d = String::new();
        let point = |p: Point| {
            let [px, py] = self.at(p);
            format!("<a:pt x=\"{}\" y=\"{}\"/>", px - x, py - y)
        };
        for segment in data.segments() {
            let _ = match segment {
                PathSegment::MoveTo(p) => write!(d, "<a:moveTo>{}</a:moveTo>", point(p)),
                PathSegment::LineTo(p) => write!(d, "<a:lnTo>{}</a:lnTo>", point(p)),
                PathSegment::QuadTo(c, p) => write!(d, "<a:quadBezTo>{}{}</a:quadBezTo>", point(c), point(p)),
                PathSegment::CubicTo(a, b, p) => {
                    write!(d, "<a:cubicBezTo>{}{}{}</a:cubicBezTo>", point(a), point(b), point(p))
                }
                PathSegment::Close => write!(d, "<a:close/>"),
            };
        }
        self.count += 1;
        let id = 100 + self.count;
        let fill = path.fill().map_or("<a:noFill/>".to_owned(), |f| paint(f.paint(), f.opacity().get()));
        let line = path.stroke().map_or("<a:ln><a:noFill/></a:ln>".to_owned(), |s| {
            let width = emu(s.width().get() * self.scale).max(3175);
            let dashes = s.dasharray().map_or(String::new(), |list| dashes(list, s.width().get()));
            format!("<a:ln w=\"{width}\">{}{dashes}<a:round/></a:ln>", paint(s.paint(), s.opacity().get()))
        });
        // A line has no inside: without this it would be closed and filled by some programs.
        let open = if path.fill().is_none() { " fill=\"none\"" } else { "" };
        let _ = write!(
            self.xml,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Shape {id}\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>\
             <a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{w}\" cy=\"{h}\"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/>\
             <a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst>\
             <a:path w=\"{w}\" h=\"{h}\"{open}>{d}</a:path></a:pathLst></a:custGeom>{fill}{line}</p:spPr></p:sp>"
        );
    }

    fn text(&mut self, text: &Text) {
        let turn = text.abs_transform();
        for chunk in text.chunks() {
            let Some(span) = chunk.spans().first() else { continue };
            let (size, bold) = (span.font_size().get(), span.font().weight() >= 600);
            let mut anchor = Point::from_xy(chunk.x().unwrap_or(0.0), chunk.y().unwrap_or(0.0));
            turn.map_point(&mut anchor);
            let long = 1.06 * font::width(chunk.text(), size, bold);
            let (right, align) = match chunk.anchor() {
                TextAnchor::Start => (0.5 * long, "l"),
                TextAnchor::Middle => (0.0, "ctr"),
                TextAnchor::End => (-0.5 * long, "r"),
            };
            // Inter stands 0.97 of its size above the baseline, and its line is 1.21 high. A box turns
            // about its middle, a text about its anchor.
            let (sin, cos) = angle(turn).sin_cos();
            let up = -0.365 * size;
            let [x, y] = self.at(Point::from_xy(anchor.x + right * cos - up * sin, anchor.y + right * sin + up * cos));
            let (width, height) = (emu(long * self.scale), emu(1.21 * size * self.scale));
            let (left, top) = (x - width / 2, y - height / 2);
            let points = hundredths(size * self.scale);
            let ink = span.fill().map_or(String::new(), |f| paint(f.paint(), f.opacity().get()));
            let weight = u8::from(bold);
            self.count += 1;
            let id = 100 + self.count;
            let _ = write!(
                self.xml,
                "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Text {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>\
                 <a:xfrm{}><a:off x=\"{left}\" y=\"{top}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
                 <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>\
                 <a:bodyPr wrap=\"none\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:noAutofit/></a:bodyPr>\
                 <a:lstStyle/><a:p><a:pPr algn=\"{align}\"/><a:r><a:rPr lang=\"en\" sz=\"{points}\" b=\"{weight}\">{ink}\
                 <a:latin typeface=\"{}\"/></a:rPr><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>",
                rotation(turn),
                font::FAMILY,
                escape(chunk.text()),
            );
        }
    }
}

/// A turned text keeps its angle, in 60,000ths of a degree.
fn rotation(turn: Transform) -> String {
    let degrees = angle(turn).to_degrees();
    if degrees.abs() < 0.5 { String::new() } else { format!(" rot=\"{}\"", emu(degrees * 60_000.0)) }
}

fn angle(turn: Transform) -> f32 {
    turn.ky.atan2(turn.sx)
}

fn paint(paint: &Paint, opacity: f32) -> String {
    let Paint::Color(c) = paint else { return "<a:noFill/>".to_owned() };
    let alpha =
        if opacity < 0.999 { format!("<a:alpha val=\"{}\"/>", emu(opacity * 100_000.0)) } else { String::new() };
    format!(
        "<a:solidFill><a:srgbClr val=\"{:02X}{:02X}{:02X}\">{alpha}</a:srgbClr></a:solidFill>",
        c.red, c.green, c.blue
    )
}

/// Dashes in thousandths of a percent of the width of the line.
fn dashes(list: &[f32], width: f32) -> String {
    let share = |d: f32| emu(100_000.0 * d / width.max(0.1));
    let pairs: String = list
        .chunks_exact(2)
        .map(|pair| format!("<a:ds d=\"{}\" sp=\"{}\"/>", share(pair[0]), share(pair[1])))
        .collect();
    format!("<a:custDash>{pairs}</a:custDash>")
}

/// Points times a hundred, of a size in English metric units.
fn hundredths(size: f32) -> i64 {
    emu(size / 127.0).clamp(100, 400_000)
}

#[expect(clippy::cast_possible_truncation, reason = "a slide is a few million units")]
fn emu(value: f32) -> i64 {
    if value.is_finite() { value.round() as i64 } else { 0 }
}
