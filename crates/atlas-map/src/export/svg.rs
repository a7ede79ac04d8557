//! Scene -> SVG.

use std::fmt::Write as _;

use super::outline::{HEAD, arrow, bars, circle, cubic, filled, mark, num, ribbon};
use super::page::{MARGIN, Page, READING, SAMPLE, SMALL, TITLE, TITLE_SIZE, page};
use crate::plain::visible;
use crate::style::{Theme, dashes};
use crate::{Anchor, Ink, Label, LegendEntry, LineEnd, Mark, MarkShape, Outline, SLANT, Sample, Scene, font};

/// The whole page as one SVG document. O(scene).
///
/// Every text is escaped, and what cannot be seen is made visible; there is no script, no style
/// and no reference to anything outside the file.
#[must_use]
pub fn svg(scene: &Scene, theme: Theme) -> String {
    let page = page(scene);
    let mut w = Writer { out: String::new(), theme };
    let (width, height) = (num(page.width), num(page.height));
    let _ = write!(
        w.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{}, system-ui, sans-serif\" role=\"img\">\n\
         <title>{}</title>\n<desc>{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        font::FAMILY,
        escape(&title(scene)),
        escape(&scene.reading),
        theme.rgb(Ink::Ground),
    );
    w.head(scene, &page);
    let top = num(page.scene_top);
    let _ = writeln!(w.out, "<g id=\"scene\" transform=\"translate({} {top})\">", num(MARGIN));
    w.ground(scene);
    w.lines(scene);
    w.marks(scene);
    w.labels(scene);
    w.out.push_str("</g>\n");
    w.foot(scene, &page);
    w.out.push_str("</svg>\n");
    w.out
}

/// The crumbs as one title.
pub(super) fn title(scene: &Scene) -> String {
    let crumbs: Vec<&str> = scene.crumbs.iter().map(|c| &*c.text).collect();
    crumbs.join(" › ")
}

/// Text that is safe as content and as an attribute of XML and HTML, and shows what it holds.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Wider lines show their status along their middle.
const WIDE: f32 = 5.0;

/// Ends a line under its arrow head instead of at the tip.
fn shorten(points: &mut [[f32; 2]; 4], width: f32) {
    let (dx, dy) = (points[3][0] - points[2][0], points[3][1] - points[2][1]);
    let length = dx.hypot(dy).max(1e-6);
    let back = (HEAD - 1.5 + 0.1 * width) / length;
    points[3] = [points[3][0] - back * dx, points[3][1] - back * dy];
}

struct Writer {
    out: String,
    theme: Theme,
}

impl Writer {
    /// A path; `paint` are its attributes; a title where there is one.
    fn path(&mut self, d: &str, paint: &str, title: &str) {
        if title.is_empty() {
            let _ = writeln!(self.out, "<path d=\"{d}\" {paint}/>");
        } else {
            let title = escape(title);
            let _ = writeln!(self.out, "<path d=\"{d}\" {paint}><title>{title}</title></path>");
        }
    }

    /// A text; `halo` sets it off from the lines below it.
    fn text(&mut self, label: &Label, halo: bool) {
        let anchor = match label.anchor {
            Anchor::Start => String::new(),
            Anchor::Middle => " text-anchor=\"middle\"".to_owned(),
            Anchor::End => " text-anchor=\"end\"".to_owned(),
            Anchor::Slant => format!(" transform=\"rotate(-{SLANT} {} {})\"", num(label.x), num(label.y)),
        };
        let weight = if label.bold { " font-weight=\"600\"" } else { "" };
        let halo = if halo {
            format!(
                " stroke=\"{}\" stroke-width=\"3.5\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                self.theme.rgb(Ink::Ground)
            )
        } else {
            String::new()
        };
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{weight}{anchor}{halo}>",
            num(label.x),
            num(label.y),
            num(label.size),
            self.theme.rgb(label.ink),
        );
        if !label.whole.is_empty() {
            let _ = write!(self.out, "<title>{}</title>", escape(&label.whole));
        }
        let _ = writeln!(self.out, "{}</text>", escape(&label.text));
    }

    /// A text around the scene.
    fn words(&mut self, [x, y]: [f32; 2], text: &str, size: f32, ink: Ink, anchor: Anchor) {
        self.text(
            &Label {
                x,
                y,
                text: text.into(),
                size,
                bold: size >= TITLE_SIZE,
                ink,
                anchor,
                importance: 0.0,
                pick: crate::Pick::None,
                whole: "".into(),
            },
            false,
        );
    }

    fn head(&mut self, scene: &Scene, page: &Page) {
        self.words([MARGIN, TITLE], &title(scene), TITLE_SIZE, Ink::Ink, Anchor::Start);
        for (y, line) in &page.reading {
            self.words([MARGIN, *y], line, READING, Ink::Muted, Anchor::Start);
        }
    }

    fn foot(&mut self, scene: &Scene, page: &Page) {
        for (entry, &[x, y]) in scene.legend.iter().zip(&page.legend) {
            self.sample(entry, x, y - 3.8);
            self.words([x + SAMPLE, y], &entry.text, SMALL, Ink::Muted, Anchor::Start);
        }
        let right = page.width - MARGIN;
        self.words([MARGIN, page.foot], &scene.stamp, SMALL, Ink::Muted, Anchor::Start);
        self.words([right, page.foot], &scene.shown, SMALL, Ink::Muted, Anchor::End);
    }

    fn sample(&mut self, entry: &LegendEntry, x: f32, y: f32) {
        let middle = x + 8.0;
        let rgb = self.theme.rgb(entry.ink);
        match entry.sample {
            Sample::Mark => {
                let shape = entry.shape.unwrap_or(MarkShape::Circle);
                self.shape(shape, [middle, y], 4.6, entry.ink, entry.filled, "");
            }
            Sample::Halo => self.halo(middle, y, 6.0),
            Sample::Line => {
                let ends = [[x, y], [x + 5.0, y], [x + 11.0, y], [x + 16.0, y]];
                let line = cubic(&ends);
                let paint = self.stroke(entry.ink, 2.0, entry.outline);
                self.path(&line, &paint, "");
                self.bars(&ends, 0.0, entry.outline);
            }
            Sample::Band | Sample::Fill => {
                let opacity = if entry.ink == Ink::Exposed { 0.35 } else { 1.0 };
                let _ = writeln!(
                    self.out,
                    "<rect x=\"{}\" y=\"{}\" width=\"16\" height=\"7\" fill=\"{rgb}\" \
                     fill-opacity=\"{opacity}\"/>",
                    num(x),
                    num(y - 3.5),
                );
            }
            Sample::Country => {
                let paint = format!(
                    "{} fill=\"{}\"",
                    self.stroke(entry.ink, 1.2, entry.outline).replace("fill=\"none\"", ""),
                    self.theme.rgb(Ink::Panel)
                );
                self.path(&circle(middle, y, 6.5), &paint, "");
            }
        }
    }

    fn stroke(&self, ink: Ink, width: f32, outline: Outline) -> String {
        let mut paint = format!("fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"", self.theme.rgb(ink), num(width));
        let dashes = dashes(outline);
        if !dashes.is_empty() {
            // Dashes grow with the line, or a wider line would look solid.
            let factor = (width / 2.0).max(1.0);
            let list: Vec<String> = dashes.iter().map(|d| num(d * factor)).collect();
            let _ = write!(paint, " stroke-dasharray=\"{}\"", list.join(" "));
        }
        paint
    }

    /// Ribbons, then countries over them.
    fn ground(&mut self, scene: &Scene) {
        for band in &scene.bands {
            let paint = format!("fill=\"{}\" fill-opacity=\"{}\"", self.theme.rgb(band.ink), num(band.opacity));
            self.path(&ribbon(&band.points, band.widths), &paint, &band.title);
        }
        for c in &scene.countries {
            let paint = self
                .stroke(Ink::Border, 1.2, c.outline)
                .replace("fill=\"none\"", &format!("fill=\"{}\"", self.theme.rgb(Ink::Panel)));
            self.path(&circle(c.x, c.y, c.r), &paint, &c.title);
            if c.fill_share > 0.0 {
                let rgb = self.theme.rgb(Ink::Exposed);
                let paint = format!("fill=\"{rgb}\" fill-opacity=\"0.35\"");
                self.path(&filled(c.x, c.y, c.r, c.fill_share), &paint, &c.title);
            }
        }
    }

    fn lines(&mut self, scene: &Scene) {
        for line in &scene.lines {
            let mut points = line.points;
            if line.end == LineEnd::Arrow {
                shorten(&mut points, line.width);
            }
            let curve = cubic(&points);
            if line.width > WIDE && !dashes(line.outline).is_empty() {
                // Dashes of a wide line would be blocks: the width is pale, its middle dashed.
                let paint = self.stroke(line.ink, line.width, Outline::Solid);
                self.path(&curve, &format!("{paint} stroke-opacity=\"0.4\""), &line.title);
                let paint = self.stroke(line.ink, 2.4, line.outline);
                self.path(&curve, &paint, "");
            } else {
                let paint = self.stroke(line.ink, line.width, line.outline);
                self.path(&curve, &paint, &line.title);
            }
            if line.end == LineEnd::Arrow {
                let paint = format!("fill=\"{}\"", self.theme.rgb(line.ink));
                self.path(&arrow(&line.points, line.width), &paint, "");
                self.bars(&line.points, line.width, line.outline);
            }
        }
    }

    /// What tells a blocked or struck line from others without its dashes.
    fn bars(&mut self, points: &[[f32; 2]; 4], width: f32, outline: Outline) {
        let bars = bars(points, width, outline);
        if !bars.is_empty() {
            let paint = self.stroke(Ink::Ink, 1.8, Outline::Solid);
            self.path(&bars, &paint, "");
        }
    }

    fn halo(&mut self, x: f32, y: f32, r: f32) {
        let rgb = self.theme.rgb(Ink::Outlier);
        let paint = format!("fill=\"{rgb}\" fill-opacity=\"0.28\" stroke=\"{rgb}\" stroke-width=\"1.2\"");
        self.path(&circle(x, y, (r - 0.6).max(0.6)), &paint, "");
    }

    fn marks(&mut self, scene: &Scene) {
        for h in &scene.halos {
            self.halo(h.x, h.y, h.r);
        }
        for m in &scene.marks {
            let Mark { x, y, r, shape, ink, filled, .. } = *m;
            self.shape(shape, [x, y], r, ink, filled, &m.title);
        }
    }

    fn shape(&mut self, shape: MarkShape, [x, y]: [f32; 2], r: f32, ink: Ink, filled: bool, title: &str) {
        let rgb = self.theme.rgb(ink);
        let paint = if filled {
            format!("fill=\"{rgb}\" fill-rule=\"evenodd\"")
        } else {
            let ground = self.theme.rgb(Ink::Panel);
            format!("fill=\"{ground}\" stroke=\"{rgb}\" stroke-width=\"1.6\"")
        };
        self.path(&mark(shape, x, y, r), &paint, title);
    }

    fn labels(&mut self, scene: &Scene) {
        for label in &scene.labels {
            self.text(label, true);
        }
    }
}
