//! Paths: all ways from starts to targets as one layered drawing. Columns are the distance to the
//! target, width is the number of identities that pass, the step in question is the only colour.

mod fold;

use std::collections::BTreeMap;

use atlas_model::{NodeKey, StepStatus};

use crate::figure::{self, FLAT, Look, RADIUS, ROOM, Side, WIDE};
use crate::labels::Wish;
use crate::layout::layered::{self, Drawing, Edge, Node};
use crate::plain::visible;
use crate::world::number;
use crate::{Crumb, Ink, Mark, MarkShape, Outline, Pick, Scene, SceneKind, spoken, style};

/// Widest line: everyone passes.
const WIDEST: f32 = 24.0;
/// Height of a bend of a long line.
const BEND: f32 = 26.0;
/// Room around the drawing.
const MARGIN: f32 = 36.0;
/// Distance of two columns: as the names want, more where the picture is tall.
const PITCH: (f32, f32) = (132.0, 200.0);
/// No picture is drawn out further than this.
const WIDEST_PITCH: f32 = 300.0;

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
    /// What is written on it: the kind of the cheapest relation in words, "admin to +1".
    pub kind: Box<str>,
    /// The step as a sentence, for its tooltip.
    pub sentence: Box<str>,
    /// Its status.
    pub status: StepStatus,
    /// Identities that pass.
    pub identities: u32,
    /// The step under consideration.
    pub in_question: bool,
    /// Whether its removal is tried: it is drawn struck through.
    pub cut: bool,
    /// Identities that still pass once all tried removals are made; `None` where none is tried.
    pub after: Option<u32>,
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
    /// Members of folds that are open.
    pub open: &'a [NodeKey],
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
    /// Its place among the folds: members of an open one share it.
    slot: usize,
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
    let fold::Folded { mut spots, steps } = fold::fold(input.nodes, input.steps, input.open);
    let raw: Vec<&str> = spots.iter().map(|s| &*s.name).collect();
    let said = spoken::all_spoken(&raw);
    spots.iter_mut().zip(said).for_each(|(spot, said)| spot.said = said);
    let frame = Frame::of(&spots, &steps);
    let (shown, marks) = (number(input.nodes.len()), number(spots.len()));
    let mut scene = Scene {
        crumbs: vec![
            Crumb { text: "World".into(), pick: Pick::None },
            Crumb { text: input.title.into(), pick: Pick::None },
        ],
        reading: input.reading.into(),
        shown: format!("{shown} of {shown} nodes on these paths shown, in {marks} marks").into(),
        ..Scene::blank(SceneKind::Paths, frame.extent, input.stamp)
    };
    let mut wishes = Vec::new();
    frame.lines(&mut scene, &mut wishes, &spots, &steps);
    frame.marks(&mut scene, &mut wishes, &spots);
    figure::finish(scene, wishes)
}

/// Where everything stands.
struct Frame {
    extent: [f32; 2],
    right: f32,
    pitch: f32,
    /// Of each mark, its height.
    y: Vec<f32>,
    /// Of each mark, the side of its name.
    sides: Vec<Side>,
    /// Of each step, the heights of its bends.
    bends: Vec<Vec<f32>>,
}

impl Frame {
    /// Slots are laid out, then each slot is filled with its marks from above: whether a fold is open
    /// changes heights, never the order.
    fn of(spots: &[Spot], steps: &[PathStep]) -> Self {
        let (mut enters, mut leaves) = (vec![false; spots.len()], vec![false; spots.len()]);
        for s in steps {
            enters[s.to] = true;
            leaves[s.from] = true;
        }
        let side = |i: usize| match (enters[i], leaves[i]) {
            (false, true) => Side::Left,
            (true, false) => Side::Right,
            _ => Side::Below,
        };
        let sides: Vec<Side> = (0..spots.len()).map(side).collect();
        let room = |i: usize| if sides[i] == Side::Left { FLAT } else { ROOM };
        let slots = spots.iter().map(|s| s.slot + 1).max().unwrap_or(0);
        let mut nodes = vec![Node { column: 0, room: 0.0 }; slots];
        for (i, spot) in spots.iter().enumerate() {
            nodes[spot.slot].column = spot.column;
            nodes[spot.slot].room += room(i);
        }
        let mut weights: BTreeMap<(usize, usize), f32> = BTreeMap::new();
        for s in steps {
            *weights.entry((spots[s.from].slot, spots[s.to].slot)).or_insert(1.0) += s.identities as f32;
        }
        let edges: Vec<Edge> = weights.iter().map(|(&(from, to), &weight)| Edge { from, to, weight }).collect();
        let Drawing { y: middles, bends: slot_bends, height } = layered::draw(&nodes, &edges, BEND);
        let mut free: Vec<f32> = middles.iter().zip(&nodes).map(|(y, n)| y - n.room / 2.0).collect();
        let mut y = Vec::with_capacity(spots.len());
        for (i, spot) in spots.iter().enumerate() {
            y.push(free[spot.slot] + room(i) / 2.0);
            free[spot.slot] += room(i);
        }
        let bends_of: BTreeMap<(usize, usize), &Vec<f32>> = weights.keys().copied().zip(&slot_bends).collect();
        let mut bends: Vec<Vec<f32>> =
            steps.iter().map(|s| bends_of[&(spots[s.from].slot, spots[s.to].slot)].clone()).collect();
        let columns = spots.iter().map(|s| s.column).max().unwrap_or(0);
        let widest = |which: &dyn Fn(usize) -> bool| {
            let wide = spots.iter().enumerate().filter(|(i, _)| which(*i)).map(|(_, s)| figure::name_width(&s.said));
            wide.fold(0.0, f32::max)
        };
        let inner = widest(&|i| sides[i] == Side::Below);
        let beside = widest(&|i| sides[i] == Side::Left && spots[i].column < columns);
        // Columns as wide as the names want, wider where the picture is tall.
        let wanted = (inner + 24.0).max(beside + 3.0 * RADIUS).clamp(PITCH.0, PITCH.1);
        let spread = (height * WIDE).max(760.0) / (columns + 1) as f32;
        let pitch = wanted.max(spread.min(WIDEST_PITCH));
        // Where the whole is shown small, texts are drawn larger than they are laid out: room at both ends.
        let left = MARGIN + 1.25 * widest(&|i| spots[i].column == columns);
        let right = MARGIN + 1.25 * widest(&|i| spots[i].column == 0);
        let width = left + pitch * columns as f32 + right;
        let top = MARGIN.max((300.0 - height) / 2.0);
        y.iter_mut().for_each(|v| *v += top);
        bends.iter_mut().flatten().for_each(|v| *v += top);
        Self { extent: [width, height + 2.0 * top], right: width - right, pitch, y, sides, bends }
    }

    fn at(&self, spots: &[Spot], i: usize) -> [f32; 2] {
        [self.right - self.pitch * spots[i].column as f32, self.y[i]]
    }

    fn lines(&self, scene: &mut Scene, wishes: &mut Vec<Wish>, spots: &[Spot], steps: &[PathStep]) {
        let most = steps.iter().map(|s| s.identities).max().unwrap_or(1).max(12) as f32;
        for (step, bends) in steps.iter().zip(&self.bends) {
            let width = (WIDEST * step.identities as f32 / most).max(1.4);
            let (a, b) = (self.at(spots, step.from), self.at(spots, step.to));
            let mut points = vec![[a[0] + RADIUS + 2.0, a[1]]];
            points.extend(bends.iter().enumerate().map(|(k, y)| [a[0] + self.pitch * (k + 1) as f32, *y]));
            points.push([b[0] - RADIUS - 2.0, b[1]]);
            let outline = if step.cut { Outline::Struck } else { style::outline(step.status) };
            // Where nobody passes any more the line gives way to those that are still walked.
            let ink = match (step.in_question, step.after) {
                (true, _) => Ink::Exposed,
                (false, Some(0)) if !step.cut => Ink::Line,
                _ => Ink::Border,
            };
            let look = Look {
                words: words(step),
                room: self.pitch - 40.0,
                title: title(step, &spots[step.from].said, &spots[step.to].said),
                width,
                ink,
                outline,
                pick: figure::step(spots[step.from].keys.first(), spots[step.to].keys.first()),
                importance: if step.in_question || step.cut { 3.0 } else { width / WIDEST },
            };
            figure::line(scene, wishes, &points, look);
        }
    }

    fn marks(&self, scene: &mut Scene, wishes: &mut Vec<Wish>, spots: &[Spot]) {
        for (i, spot) in spots.iter().enumerate() {
            let [x, y] = self.at(spots, i);
            let pick = spot.pick();
            let title = match spot.keys.len() {
                1 => spot.name.clone(),
                n => format!("{}: {} with the same next steps; open to see who", visible(&spot.name), number(n)).into(),
            };
            let mark = |y: f32, r, shape, filled| Mark {
                x,
                y,
                r,
                shape,
                ink: Ink::Ink,
                filled,
                pick: pick.clone(),
                title: title.clone(),
            };
            scene.marks.push(mark(y, RADIUS, spot.shape, false));
            if spot.column == 0 {
                scene.marks.push(mark(y - RADIUS - 10.0, 7.5, MarkShape::Crown, true));
            }
            figure::name(wishes, [x, y], self.sides[i], &spot.said, &spot.name, &pick);
        }
    }
}

/// What is written on a line: the kind, and what tried cuts leave of those that pass.
fn words(step: &PathStep) -> String {
    let kind = visible(&step.kind);
    match step.after {
        Some(_) if step.cut => format!("{kind}, cut"),
        Some(after) if after != step.identities => {
            format!("{kind}, {} → {}", number(step.identities as usize), number(after as usize))
        }
        _ => kind,
    }
}

/// What the tooltip of a step says: who, how, how sure, how many.
fn title(step: &PathStep, from: &str, to: &str) -> String {
    let count = |n: u32| number(n as usize);
    let said = match &*step.sentence {
        "" => format!("{} → {}: {}", visible(from), visible(to), visible(&step.kind)),
        sentence => visible(sentence),
    };
    let passing = match step.after {
        Some(after) => format!("{} pass, {} after the cuts", count(step.identities), count(after)),
        None => format!("{} pass", count(step.identities)),
    };
    let cut = if step.cut { ", cut" } else { "" };
    format!("{said}\n{}{cut}, {passing}", step.status.word())
}
