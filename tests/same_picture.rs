//! The picture is the same object everywhere: places, labels and colours of one view in the bytes for
//! the window, in SVG, in HTML and in PDF.

use std::collections::BTreeSet;
use std::io::Read as _;

use atlas_session::dto::ViewSpec;
use atlas_session::{Access, Job, Session, visible};

use crate::command::Atlas;

/// Light colours by the code of their ink (look §4).
const INKS: [(&str, &str); 11] = [
    ("ink", "#1B2430"),
    ("muted", "#5C6875"),
    ("line", "#DDE3E9"),
    ("border", "#B9C4CF"),
    ("pale", "#A9B4BF"),
    ("exposed", "#C2304A"),
    ("outlier", "#E08E0B"),
    ("accent", "#0B6BCB"),
    ("panel", "#FFFFFF"),
    ("sea", "#EAEFF3"),
    ("ground", "#F4F6F8"),
];

/// A label as a picture shows it: place in hundredths, colour, text.
type Label = (i32, i32, String, String);

struct Frame {
    bytes: Vec<u8>,
}

impl Frame {
    fn word(&self, at: usize) -> usize {
        u32::from_le_bytes(self.bytes[at..at + 4].try_into().unwrap()) as usize
    }

    fn float(&self, at: usize) -> f32 {
        f32::from_le_bytes(self.bytes[at..at + 4].try_into().unwrap())
    }

    /// Offset and rows of a section.
    fn section(&self, id: usize) -> (usize, usize) {
        let entry = (0..self.word(16)).map(|s| 24 + 16 * s).find(|&e| self.word(e) == id).unwrap();
        (self.word(entry + 4), self.word(entry + 12))
    }

    fn text(&self, at: usize) -> String {
        let (begins, _) = self.section(0x0101);
        let (bytes, _) = self.section(0x0102);
        let [from, to] = [at, at + 1].map(|i| bytes + self.word(begins + 4 * i));
        String::from_utf8(self.bytes[from..to].to_vec()).unwrap()
    }

    fn labels(&self) -> Vec<Label> {
        let (places, rows) = self.section(0x0a01);
        let (codes, _) = self.section(0x0a02);
        let (texts, _) = self.section(0x0a04);
        let label = |n: usize| {
            let [x, y] = [0, 4].map(|o| hundredths(self.float(places + 16 * n + o)));
            let ink = INKS[self.bytes[codes + 4 * n] as usize].1.to_owned();
            (x, y, ink, visible(&self.text(self.word(texts + 4 * n))))
        };
        (0..rows).map(label).collect()
    }

    /// Centres of the marks and their colours.
    fn marks(&self) -> Vec<(i32, i32, i32, String)> {
        let (places, rows) = self.section(0x0901);
        let (codes, _) = self.section(0x0902);
        let mark = |n: usize| {
            let [x, y, r] = [0, 4, 8].map(|o| hundredths(self.float(places + 12 * n + o)));
            (x, y, r, INKS[self.bytes[codes + 4 * n + 1] as usize].1.to_owned())
        };
        (0..rows).map(mark).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a picture is a few thousand units")]
fn hundredths(value: f32) -> i32 {
    (100.0 * value).round() as i32
}

fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |t, (from, to)| t.replace(from, to))
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    tag.split_once(&format!(" {name}=\"")).map_or("", |(_, rest)| rest.split('"').next().unwrap_or(""))
}

/// The scene within an SVG document: everything but what stands around it.
fn scene_of(svg: &str) -> &str {
    svg.split_once("<g id=\"scene\"").unwrap().1.split_once("</g>").unwrap().0
}

fn labels_of(scene: &str) -> Vec<Label> {
    let number = |tag: &str, name: &str| hundredths(attribute(tag, name).parse().unwrap());
    let one = |line: &str| {
        let (tag, rest) = line.split_once('>').unwrap();
        let tag = format!(" {tag}");
        let rest = rest.rsplit_once("</title>").map_or(rest, |(_, text)| text);
        let text = rest.strip_suffix("</text>").unwrap();
        (number(&tag, "x"), number(&tag, "y"), attribute(&tag, "fill").to_owned(), unescaped(text))
    };
    scene.lines().filter_map(|l| l.strip_prefix("<text ")).map(one).collect()
}

/// The colours that a PDF fills and strokes with.
fn colours_of(pdf: &[u8]) -> BTreeSet<String> {
    let mut colours = BTreeSet::new();
    let mut rest = pdf;
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|w| w == what);
    while let Some(at) = find(rest, b"stream\n").or_else(|| find(rest, b"stream\r\n")) {
        rest = &rest[at + 7..];
        let mut text = Vec::new();
        let _ = flate2::read::ZlibDecoder::new(rest).read_to_end(&mut text);
        let text = String::from_utf8_lossy(&text).into_owned();
        let words: Vec<&str> = text.split_whitespace().collect();
        for two in words.windows(2) {
            // White and black are greys.
            if let [v, "g" | "G"] = two[..]
                && let Ok(v) = v.parse::<f32>()
            {
                let v = (255.0 * v).round() as u8;
                colours.insert(format!("#{v:02X}{v:02X}{v:02X}"));
            }
        }
        for four in words.windows(4) {
            let [r, g, b, "rg" | "RG" | "scn" | "SCN" | "sc" | "SC"] = four[..] else { continue };
            let byte = |w: &str| w.parse::<f32>().ok().map(|v| (255.0 * v).round());
            if let (Some(r), Some(g), Some(b)) = (byte(r), byte(g), byte(b)) {
                colours.insert(format!("#{:02X}{:02X}{:02X}", r as u8, g as u8, b as u8));
            }
        }
    }
    colours
}

#[test]
fn window_svg_html_and_pdf_show_the_same() {
    let atlas = Atlas::sample();
    let written = |name: &str| {
        let out = atlas.folder().join(name);
        assert_eq!(atlas.run("export", ["--out", out.to_str().unwrap()]).code, Some(0), "{name} is written");
        std::fs::read(out).unwrap()
    };
    let text = |name: &str| String::from_utf8(written(name)).unwrap();
    let session = Session::open(&atlas.workspace(), Access::Read).unwrap();
    let frame = Frame { bytes: session.scene_bytes(&ViewSpec::default(), &Job::default()).unwrap() };
    let (svg, html) = (text("same.svg"), text("same.html"));

    let shown = frame.labels();
    assert!(shown.len() > 20, "a picture with labels: {}", shown.len());
    assert_eq!(labels_of(scene_of(&svg)), shown, "labels of the SVG: place, colour, words");
    let style = html.split_once(":root{").unwrap().1.split('}').next().unwrap();
    let mut resolved = html.clone();
    for (name, rgb) in INKS {
        assert!(style.contains(&format!("--{name}:{rgb};")), "the page knows the colour {name}");
        resolved = resolved.replace(&format!("var(--{name})"), rgb);
    }
    assert_eq!(labels_of(scene_of(&resolved)), shown, "labels of the HTML");

    // Marks: the SVG has a shape for each, whose first point and colour follow from the frame.
    for scene in [scene_of(&svg), scene_of(&resolved)] {
        let missing: Vec<_> = frame
            .marks()
            .into_iter()
            .filter(|(x, y, r, rgb)| {
                // A round mark begins at its left edge.
                let [left, middle] = [x - r, *y].map(short);
                let begins = format!("<path d=\"M{left} {middle}a");
                !scene.lines().any(|l| l.starts_with(&begins) && l.contains(rgb.as_str()))
            })
            .collect();
        let round = frame.marks().len() - missing.len();
        assert!(round > 50, "round marks stand where the window has them, in its colours: {round}");
    }
    let same = |svg: &str| {
        let plain = |l: &str| l.split(" data-t=").next().unwrap_or(l).trim_end_matches('/').to_owned();
        scene_of(svg).lines().filter(|l| l.starts_with("<path")).map(plain).collect::<Vec<_>>()
    };
    let cut = |l: &String| l.split("><title>").next().unwrap_or(l).to_owned();
    let (one, two): (Vec<_>, Vec<_>) =
        (same(&svg).iter().map(cut).collect(), same(&resolved).iter().map(cut).collect());
    assert_eq!(one, two, "every shape of the HTML is that of the SVG");

    let used: BTreeSet<String> = INKS.iter().map(|i| i.1.to_owned()).filter(|rgb| svg.contains(rgb.as_str())).collect();
    assert_eq!(colours_of(&written("same.pdf")), used, "the PDF has the colours of the SVG and no other");
}

/// Hundredths as the shortest decimal.
fn short(hundredths: i32) -> String {
    let text = format!("{:.2}", f64::from(hundredths) / 100.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
