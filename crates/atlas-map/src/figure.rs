//! The parts of a layered drawing: its measures, a mark's name, a line through its bends. Paths and
//! answers are drawn from the same parts, so that they read alike.

use atlas_model::NodeKey;

use crate::labels::{self, Wish};
use crate::{Anchor, Ink, Label, Line, LineEnd, Outline, Pick, Scene, font, legend, lines};

/// Radius of a node.
pub(crate) const RADIUS: f32 = 11.0;
/// Size of a name.
pub(crate) const NAME: f32 = 12.0;
/// Size of what is said on a line.
pub(crate) const KIND: f32 = 10.5;
/// Width to height that a tall picture is drawn out to: most screens are wide.
pub(crate) const WIDE: f32 = 1.9;
/// Width of a line of a name before it breaks.
pub(crate) const NAME_ROOM: f32 = 150.0;
/// Height that a node with its name below needs.
pub(crate) const ROOM: f32 = 66.0;
/// Height that a node with its name beside it needs.
pub(crate) const FLAT: f32 = 38.0;
/// Distance of two lines of a name.
const NEXT: f32 = 13.5;
/// Distance of a name from the rim of its mark.
const GAP: f32 = 7.0;

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Under the mark, for what lines enter and leave.
    Below,
    /// Left of it, for what only leaves.
    Left,
    /// Right of it, for what is only entered.
    Right,
}

/// A name on its one or two lines.
pub(crate) fn name_lines(name: &str) -> Vec<Box<str>> {
    lines::two(&crate::plain::visible(name), NAME, true, NAME_ROOM)
}

/// How wide a name is drawn.
pub(crate) fn name_width(name: &str) -> f32 {
    name_lines(name).iter().map(|line| font::width(line, NAME, true)).fold(0.0, f32::max)
}

/// Wish for a name beside its mark: `said` is drawn, `raw` is told where that is not all of it.
pub(crate) fn name(wishes: &mut Vec<Wish>, [x, y]: [f32; 2], side: Side, said: &str, raw: &str, pick: &Pick) {
    let texts = name_lines(said);
    let whole: Box<str> = if lines::whole(&texts, raw) { "".into() } else { raw.into() };
    let rise = NEXT * (texts.len() as f32 - 1.0) / 2.0;
    let (x, top, anchor) = match side {
        Side::Below => (x, y + RADIUS + 15.0, Anchor::Middle),
        Side::Left => (x - RADIUS - GAP, y - rise + 0.35 * NAME, Anchor::End),
        Side::Right => (x + RADIUS + GAP, y - rise + 0.35 * NAME, Anchor::Start),
    };
    for (at, text) in texts.into_iter().enumerate() {
        let label = Label {
            x,
            y,
            text,
            size: NAME,
            bold: true,
            ink: Ink::Ink,
            anchor,
            importance: 10.0,
            pick: pick.clone(),
            whole: whole.clone(),
        };
        wishes.push(Wish { label, spots: vec![[x, top + NEXT * at as f32]] });
    }
}

/// How a line looks and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    /// What is written on it.
    pub(crate) words: String,
    /// Room for that.
    pub(crate) room: f32,
    /// What its tooltip says.
    pub(crate) title: String,
    /// Width.
    pub(crate) width: f32,
    /// Colour.
    pub(crate) ink: Ink,
    /// Style.
    pub(crate) outline: Outline,
    /// What it joins.
    pub(crate) pick: Pick,
    /// Of its words among those of other lines.
    pub(crate) importance: f32,
}

/// Draw a line through its bends and wish for its words at its middle. Only its last part has an end.
pub(crate) fn line(scene: &mut Scene, wishes: &mut Vec<Wish>, points: &[[f32; 2]], look: Look) {
    let parts = points.len().saturating_sub(1);
    let mut middle = Vec::new();
    for (k, pair) in points.windows(2).enumerate() {
        let (p, q) = (pair[0], pair[1]);
        let bend = (0.5 * (q[0] - p[0])).max(30.0);
        let cubic = [p, [p[0] + bend, p[1]], [q[0] - bend, q[1]], q];
        middle.extend([0.5, 0.36, 0.64, 0.25].map(|t| on(&cubic, t)));
        scene.lines.push(Line {
            points: cubic,
            width: look.width,
            ink: look.ink,
            outline: look.outline,
            end: if k + 1 == parts { LineEnd::Arrow } else { LineEnd::Plain },
            pick: look.pick.clone(),
            title: look.title.as_str().into(),
        });
    }
    let text = font::cut(&look.words, KIND, false, look.room);
    let label = Label {
        x: 0.0,
        y: 0.0,
        whole: if *text == *look.words { "".into() } else { look.title.into() },
        text,
        size: KIND,
        bold: false,
        ink: if look.ink == Ink::Exposed { Ink::Exposed } else { Ink::Muted },
        anchor: Anchor::Middle,
        importance: look.importance,
        pick: look.pick,
    };
    wishes.push(Wish { label, spots: middle.into_iter().map(|[x, y]| [x, y + 0.35 * KIND]).collect() });
}

/// Place the labels around the marks and write the legend.
pub(crate) fn finish(mut scene: Scene, wishes: Vec<Wish>) -> Scene {
    let obstacles: Vec<[f32; 4]> = scene.marks.iter().map(|m| [m.x - m.r, m.y - m.r, m.x + m.r, m.y + m.r]).collect();
    (scene.labels, _) = labels::place(wishes, &obstacles);
    scene.legend = legend::legend(&scene);
    scene
}

/// The step between two nodes, where both can be chosen.
pub(crate) fn step(from: Option<&NodeKey>, to: Option<&NodeKey>) -> Pick {
    match (from, to) {
        (Some(from), Some(to)) => Pick::Step(from.clone(), to.clone()),
        _ => Pick::None,
    }
}

/// A point of a cubic.
fn on(p: &[[f32; 2]; 4], t: f32) -> [f32; 2] {
    let u = 1.0 - t;
    [0, 1].map(|k| u * u * u * p[0][k] + 3.0 * u * u * t * p[1][k] + 3.0 * u * t * t * p[2][k] + t * t * t * p[3][k])
}
