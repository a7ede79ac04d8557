//! Paths: all ways from starts to targets as one layered drawing. Columns are the distance to the
//! target, width is the number of identities that pass, the step in question is the only colour.

mod fold;

use atlas_model::{NodeKey, StepStatus};

use crate::labels::{self, Wish};
use crate::layout::layered::{self, Drawing, Edge, Node};
use crate::lines;
use crate::{
    Anchor, Crumb, Ink, Label, Line, LineEnd, Mark, MarkShape, Pick, Scene, SceneKind, font, legend, spoken, style,
};

/// Radius of a node.
const RADIUS: f32 = 11.0;
/// Size of a name.
const NAME: f32 = 12.0;
/// Width to height that a tall picture is drawn out to.
const WIDE: f32 = 1.9;
/// Width of a line of a name before it breaks, and the distance of two lines.
const LINE: f32 = 150.0;
const NEXT: f32 = 13.5;
/// Size of what is said on a line.
const KIND: f32 = 10.5;
/// Widest line: everyone passes.
const WIDEST: f32 = 24.0;
/// Height that a node with its name needs.
const ROOM: f32 = 70.0;
/// Room around the drawing.
const MARGIN: f32 = 44.0;

/// A node of the drawing, before starts fold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathNode {
    /// Its key.
    pub key: NodeKey,
    /// Name, as people say it.
    pub name: Box<str>,
    /// Kind, for folded starts: "9 User".
    pub kind: Box<str>,
    /// Lane or class.
    pub shape: MarkShape,
    /// Distance to the target in steps; 0 for a target.
    pub column: u32,
    /// Whether paths begin here.
    pub start: bool,
    /// Identities that it stands for where it is a start; 1 for a node by itself.
    pub identities: u32,
}

/// A step of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// Start, as an index into [`PathsInput::nodes`].
    pub from: usize,
    /// End.
    pub to: usize,
    /// What is written on it: the kind of the cheapest relation, "AdminTo +1".
    pub kind: Box<str>,
    /// Its status.
    pub status: StepStatus,
    /// Identities that pass.
    pub identities: u32,
    /// The step under consideration.
    pub in_question: bool,
}

/// What a paths picture is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct PathsInput<'a> {
    /// "Anyone to Domain Admins".
    pub title: &'a str,
    /// "21 of 25 identities, all shortest paths".
    pub reading: &'a str,
    /// Revision and data date.
    pub stamp: &'a str,
    /// Nodes.
    pub nodes: &'a [PathNode],
    /// Steps.
    pub steps: &'a [PathStep],
}

/// A node as drawn: itself, or several starts.
#[derive(Clone, Debug, PartialEq)]
struct Spot {
    keys: Vec<NodeKey>,
    name: Box<str>,
    /// The name as people say it.
    said: Box<str>,
    shape: MarkShape,
    column: usize,
    identities: u32,
}

impl Spot {
    fn pick(&self) -> Pick {
        match self.keys.as_slice() {
            [one] => Pick::Node(one.clone()),
            _ => Pick::Nodes(self.keys.clone()),
        }
    }
}

/// Draw the paths. Steps between nodes that do not exist are left out. O(sweeps * steps).
#[must_use]
pub fn paths(input: &PathsInput<'_>) -> Scene {
    let (mut spots, steps) = fold::fold(input.nodes, input.steps);
    let raw: Vec<&str> = spots.iter().map(|s| &*s.name).collect();
    let said = spoken::all_spoken(&raw);
    spots.iter_mut().zip(said).for_each(|(spot, said)| spot.said = said);
    let nodes: Vec<Node> = spots.iter().map(|s| Node { column: s.column, room: ROOM }).collect();
    let edges: Vec<Edge> =
        steps.iter().map(|s| Edge { from: s.from, to: s.to, weight: 1.0 + s.identities as f32 }).collect();
    let drawing = layered::draw(&nodes, &edges, 30.0);
    let columns = spots.iter().map(|s| s.column).max().unwrap_or(0);
    let lines = spots.iter().flat_map(|s| name_lines(&s.said));
    let widest = lines.map(|line| font::width(&line, NAME, true)).fold(0.0, f32::max);
    // Columns as wide as the names want, wider where the picture is tall: most screens are wide.
    let spread = (drawing.height * WIDE).max(900.0) / (columns + 1) as f32;
    let pitch = (widest + 24.0).clamp(132.0, 190.0).max(spread).min(320.0);
    // Where the whole is shown small, texts are drawn larger than they are laid out: room at both ends.
    let width = (2.0 * MARGIN + 1.6 * widest + pitch * columns as f32).max(640.0);
    let height = (drawing.height + 2.0 * MARGIN).max(320.0);
    let frame =
        Frame { right: width - MARGIN - 0.8 * widest, pitch, top: (height - drawing.height) / 2.0, drawing: &drawing };
    let shown = input.nodes.len();
    let mut scene = Scene {
        crumbs: vec![
            Crumb { text: "World".into(), pick: Pick::None },
            Crumb { text: input.title.into(), pick: Pick::None },
        ],
        reading: input.reading.into(),
        shown: format!("{shown} of {shown} nodes on these paths shown").into(),
        ..Scene::blank(SceneKind::Paths, [width, height], input.stamp)
    };
    let mut wishes = Vec::new();
    frame.lines(&mut scene, &mut wishes, &spots, &steps);
    frame.nodes(&mut scene, &mut wishes, &spots);
    let obstacles: Vec<[f32; 4]> = scene.marks.iter().map(|m| [m.x - m.r, m.y - m.r, m.x + m.r, m.y + m.r]).collect();
    (scene.labels, _) = labels::place(wishes, &obstacles);
    scene.legend = legend::legend(&scene);
    scene
}

/// A name on the lines under its mark.
fn name_lines(name: &str) -> Vec<Box<str>> {
    lines::two(&crate::plain::visible(name), NAME, true, LINE)
}

/// Where the drawing lies in the scene.
struct Frame<'a> {
    right: f32,
    pitch: f32,
    top: f32,
    drawing: &'a Drawing,
}

impl Frame<'_> {
    fn at(&self, spots: &[Spot], i: usize) -> [f32; 2] {
        [self.right - self.pitch * spots[i].column as f32, self.top + self.drawing.y[i]]
    }

    fn lines(&self, scene: &mut Scene, wishes: &mut Vec<Wish>, spots: &[Spot], steps: &[PathStep]) {
        let most = steps.iter().map(|s| s.identities).max().unwrap_or(1).max(12) as f32;
        for (step, bends) in steps.iter().zip(&self.drawing.bends) {
            let width = (WIDEST * step.identities as f32 / most).max(1.4);
            let ink = if step.in_question { Ink::Exposed } else { Ink::Border };
            let (a, b) = (self.at(spots, step.from), self.at(spots, step.to));
            let first = |s: &Spot| s.keys.first().cloned();
            let pick = match (first(&spots[step.from]), first(&spots[step.to])) {
                (Some(from), Some(to)) => Pick::Step(from, to),
                _ => Pick::None,
            };
            let title = format!(
                "{} → {}: {}, {}, {} pass",
                spots[step.from].said,
                spots[step.to].said,
                step.kind,
                step.status.word(),
                step.identities
            );
            let mut points = vec![[a[0] + RADIUS + 2.0, a[1]]];
            for (k, bend) in bends.iter().enumerate() {
                points.push([a[0] + self.pitch * (k + 1) as f32, self.top + bend]);
            }
            points.push([b[0] - RADIUS - 2.0, b[1]]);
            let parts = points.len() - 1;
            let mut middle = Vec::new();
            for (k, pair) in points.windows(2).enumerate() {
                let (p, q) = (pair[0], pair[1]);
                let bend = 0.5 * (q[0] - p[0]).max(30.0);
                let cubic = [p, [p[0] + bend, p[1]], [q[0] - bend, q[1]], q];
                middle.extend([0.5, 0.36, 0.64, 0.25].map(|t| on(&cubic, t)));
                scene.lines.push(Line {
                    points: cubic,
                    width,
                    ink,
                    outline: style::outline(step.status),
                    end: if k + 1 == parts { LineEnd::Arrow } else { LineEnd::Plain },
                    pick: pick.clone(),
                    title: title.clone().into(),
                });
            }
            let text = font::cut(&crate::plain::visible(&step.kind), KIND, false, self.pitch - 40.0);
            let whole: Box<str> = if *text == *step.kind { "".into() } else { title.into() };
            wishes.push(Wish {
                label: Label {
                    x: 0.0,
                    y: 0.0,
                    text,
                    size: KIND,
                    bold: false,
                    ink: if step.in_question { Ink::Exposed } else { Ink::Muted },
                    anchor: Anchor::Middle,
                    importance: if step.in_question { 3.0 } else { width / WIDEST },
                    pick,
                    whole,
                },
                spots: middle.into_iter().map(|[x, y]| [x, y + 0.35 * KIND]).collect(),
            });
        }
    }

    fn nodes(&self, scene: &mut Scene, wishes: &mut Vec<Wish>, spots: &[Spot]) {
        for (i, spot) in spots.iter().enumerate() {
            let [x, y] = self.at(spots, i);
            let pick = spot.pick();
            let mark = |y: f32, r, shape, filled| Mark {
                x,
                y,
                r,
                shape,
                ink: Ink::Ink,
                filled,
                pick: pick.clone(),
                title: spot.name.clone(),
            };
            scene.marks.push(mark(y, RADIUS, spot.shape, false));
            if spot.column == 0 {
                scene.marks.push(mark(y - RADIUS - 10.0, 7.5, MarkShape::Crown, true));
            }
            let texts = name_lines(&spot.said);
            let whole: Box<str> = if lines::whole(&texts, &spot.name) { "".into() } else { spot.name.clone() };
            let last = texts.len() - 1;
            for (at, text) in texts.into_iter().enumerate() {
                wishes.push(Wish {
                    label: Label {
                        x,
                        y,
                        text,
                        size: NAME,
                        bold: true,
                        ink: Ink::Ink,
                        anchor: Anchor::Middle,
                        importance: 10.0,
                        pick: pick.clone(),
                        whole: whole.clone(),
                    },
                    spots: vec![
                        [x, y + RADIUS + 15.0 + NEXT * at as f32],
                        [x, y - RADIUS - 8.0 - NEXT * (last - at) as f32],
                    ],
                });
            }
        }
    }
}

/// A point of a cubic.
fn on(p: &[[f32; 2]; 4], t: f32) -> [f32; 2] {
    let u = 1.0 - t;
    [0, 1].map(|k| u * u * u * p[0][k] + 3.0 * u * u * t * p[1][k] + 3.0 * u * t * t * p[2][k] + t * t * t * p[3][k])
}
