//! The answer to a question as a drawing: its nodes and relations in layers, sources to the left.
//!
//! Unlike [`crate::paths`] nothing folds and no column has a meaning: whoever asked wants to see
//! what was answered, also nodes that the map knows nothing about.

use std::collections::{BTreeMap, VecDeque};

use atlas_model::NodeKey;

use crate::figure::{self, Look, NAME_ROOM, RADIUS, ROOM, Side, WIDE};
use crate::labels::Wish;
use crate::layout::layered::{self, Edge, Node};
use crate::plain::visible;
use crate::world::number;
use crate::{Crumb, Ink, Mark, MarkShape, Outline, Pick, Scene, SceneKind};

/// Nodes that one picture can hold.
const MOST: usize = 160;
/// Distance of two columns: more where the picture is tall, since most screens are wide.
const PITCH: (f32, f32) = (210.0, 320.0);
const MARGIN: f32 = 60.0;

/// A node of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerNode {
    /// Its key, where the graph that is open has it; only such nodes can be chosen.
    pub key: Option<NodeKey>,
    /// Name, as people say it.
    pub name: Box<str>,
    /// Kind, for the tooltip.
    pub kind: Box<str>,
    /// Lane or class.
    pub shape: MarkShape,
}

/// A relation of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRelation {
    /// Start, as an index into [`AnswerInput::nodes`].
    pub from: usize,
    /// End.
    pub to: usize,
    /// Its kind.
    pub kind: Box<str>,
}

/// What the picture of an answer is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct AnswerInput<'a> {
    /// The question, shortened by whoever calls.
    pub title: &'a str,
    /// Revision and data date.
    pub stamp: &'a str,
    /// Nodes, the most wanted first.
    pub nodes: &'a [AnswerNode],
    /// Relations; those without two known ends are left out.
    pub relations: &'a [AnswerRelation],
}

/// Draw an answer. O(sweeps * (nodes + relations) log).
#[must_use]
pub fn answer(input: &AnswerInput<'_>) -> Scene {
    let nodes = &input.nodes[..input.nodes.len().min(MOST)];
    let relations = merged(nodes.len(), input.relations);
    let depth = depths(nodes.len(), &relations);
    let deepest = depth.iter().copied().max().unwrap_or(0);
    let places: Vec<Node> = depth.iter().map(|d| Node { column: deepest - d, room: ROOM }).collect();
    let edges: Vec<Edge> = relations.iter().map(|r| Edge { from: r.from, to: r.to, weight: 1.0 }).collect();
    let drawing = layered::draw(&places, &edges, 26.0);
    let pitch = (drawing.height * WIDE / (deepest + 1) as f32).clamp(PITCH.0, PITCH.1);
    let width = (2.0 * (MARGIN + NAME_ROOM / 2.0) + pitch * deepest as f32).max(640.0);
    let height = (drawing.height + 2.0 * MARGIN).max(320.0);
    let left = (width - pitch * deepest as f32) / 2.0;
    let top = (height - drawing.height) / 2.0;
    let at = |i: usize| [left + pitch * depth[i] as f32, top + drawing.y[i]];
    let mut scene = Scene {
        crumbs: vec![
            Crumb { text: "World".into(), pick: Pick::None },
            Crumb { text: input.title.into(), pick: Pick::None },
        ],
        reading: format!("{} nodes and {} relations of the answer", number(nodes.len()), number(relations.len()))
            .into(),
        shown: format!("{} of {} nodes shown", number(nodes.len()), number(input.nodes.len())).into(),
        ..Scene::blank(SceneKind::Answer, [width, height], input.stamp)
    };
    let mut wishes = Vec::new();
    for (relation, bends) in relations.iter().zip(&drawing.bends) {
        let (a, b) = (at(relation.from), at(relation.to));
        let mut points = vec![[a[0] + RADIUS + 2.0, a[1]]];
        points.extend(bends.iter().enumerate().map(|(k, y)| [a[0] + pitch * (k + 1) as f32, top + y]));
        points.push([b[0] - RADIUS - 2.0, b[1]]);
        line(&mut scene, &mut wishes, nodes, relation, &points);
    }
    for (i, node) in nodes.iter().enumerate() {
        mark(&mut scene, &mut wishes, node, at(i));
    }
    figure::finish(scene, wishes)
}

/// Relations between two different nodes that are drawn; those with the same ends become one line.
fn merged(nodes: usize, relations: &[AnswerRelation]) -> Vec<AnswerRelation> {
    let mut kinds: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for r in relations.iter().filter(|r| r.from < nodes && r.to < nodes && r.from != r.to) {
        kinds.entry((r.from, r.to)).or_default().push(&r.kind);
    }
    let one = |((from, to), mut kinds): ((usize, usize), Vec<&str>)| {
        kinds.sort_unstable();
        kinds.dedup();
        let kind = if kinds.len() > 1 { format!("{} +{}", kinds[0], kinds.len() - 1) } else { kinds.concat() };
        AnswerRelation { from, to, kind: kind.into() }
    };
    kinds.into_iter().map(one).collect()
}

/// The layer of each node, from 0: breadth first from those that nothing leads to, then from the
/// first that is not reached. Nodes without a relation fill a square.
fn depths(count: usize, relations: &[AnswerRelation]) -> Vec<usize> {
    let mut out = vec![Vec::new(); count];
    let (mut into, mut touched) = (vec![0_usize; count], vec![false; count]);
    for r in relations {
        out[r.from].push(r.to);
        into[r.to] += 1;
        touched[r.from] = true;
        touched[r.to] = true;
    }
    let mut depth: Vec<Option<usize>> = vec![None; count];
    let mut queue: VecDeque<usize> = VecDeque::new();
    let starts = (0..count).filter(|&i| touched[i] && into[i] == 0).chain((0..count).filter(|&i| touched[i]));
    let starts: Vec<usize> = starts.collect();
    let sources = starts.iter().take_while(|&&i| into[i] == 0).count();
    for (n, &start) in starts.iter().enumerate() {
        if depth[start].is_none() {
            depth[start] = Some(0);
            queue.push_back(start);
        }
        if n + 1 < sources {
            continue;
        }
        while let Some(i) = queue.pop_front() {
            let next = depth[i].unwrap_or(0) + 1;
            for &to in &out[i] {
                if depth[to].is_none() {
                    depth[to] = Some(next);
                    queue.push_back(to);
                }
            }
        }
    }
    let alone: Vec<usize> = (0..count).filter(|&i| !touched[i]).collect();
    let side = alone.len().isqrt().max(1);
    for (n, &i) in alone.iter().enumerate() {
        depth[i] = Some(n % side);
    }
    depth.into_iter().map(Option::unwrap_or_default).collect()
}

fn line(
    scene: &mut Scene,
    wishes: &mut Vec<Wish>,
    nodes: &[AnswerNode],
    relation: &AnswerRelation,
    points: &[[f32; 2]],
) {
    let (from, to) = (&nodes[relation.from], &nodes[relation.to]);
    let kind = visible(&relation.kind);
    let look = Look {
        title: format!("{} → {}: {kind}", visible(&from.name), visible(&to.name)),
        words: kind,
        room: PITCH.0 - 60.0,
        width: 1.4,
        ink: Ink::Border,
        outline: Outline::Solid,
        pick: figure::step(from.key.as_ref(), to.key.as_ref()),
        importance: 1.0,
    };
    figure::line(scene, wishes, points, look);
}

fn mark(scene: &mut Scene, wishes: &mut Vec<Wish>, node: &AnswerNode, [x, y]: [f32; 2]) {
    let pick = node.key.clone().map_or(Pick::None, Pick::Node);
    let name = visible(&node.name);
    let title = if node.kind.is_empty() { name.clone() } else { format!("{name} · {}", visible(&node.kind)) };
    scene.marks.push(Mark {
        x,
        y,
        r: RADIUS,
        shape: node.shape,
        ink: Ink::Ink,
        filled: false,
        pick: pick.clone(),
        title: title.into(),
    });
    figure::name(wishes, [x, y], Side::Below, &name, &name, &pick);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str, known: bool) -> AnswerNode {
        let key = known.then(|| NodeKey::new("", name));
        AnswerNode { key, name: name.into(), kind: "User".into(), shape: MarkShape::Circle }
    }

    fn relation(from: usize, to: usize, kind: &str) -> AnswerRelation {
        AnswerRelation { from, to, kind: kind.into() }
    }

    fn drawn(nodes: &[AnswerNode], relations: &[AnswerRelation]) -> Scene {
        answer(&AnswerInput { title: "q", stamp: "", nodes, relations })
    }

    #[test]
    fn sources_stand_left_and_cycles_end() {
        let relations = [relation(1, 0, "a"), relation(2, 1, "b"), relation(0, 2, "c")];
        assert_eq!(depths(3, &relations), [0, 2, 1], "a ring begins at its first node");
        let relations = [relation(1, 0, "a"), relation(2, 0, "a"), relation(0, 3, "b")];
        assert_eq!(depths(5, &relations), [1, 0, 0, 2, 0], "all sources first; the last has no relation");
    }

    #[test]
    fn only_what_the_graph_knows_can_be_chosen() {
        let scene = drawn(&[node("ours", true), node("theirs", false)], &[relation(0, 1, "Knows")]);
        let picks: Vec<bool> = scene.marks.iter().map(|m| m.pick == Pick::None).collect();
        assert_eq!(picks, [false, true], "a node of somebody else has no page to open");
        assert_eq!(scene.lines[0].pick, Pick::None, "nor has a step to it");
    }

    #[test]
    fn what_is_left_out_is_counted_and_nothing_else_is_drawn() {
        let many: Vec<AnswerNode> = (0..MOST + 7).map(|i| node(&format!("n{i}"), true)).collect();
        let scene = drawn(&many, &[relation(0, MOST + 1, "x"), relation(3, 3, "self"), relation(9999, 1, "y")]);
        assert_eq!(scene.marks.len(), MOST, "as many as a picture holds");
        assert!(scene.shown.contains(&format!("of {}", MOST + 7)), "{}", scene.shown);
        assert!(scene.lines.is_empty(), "a line needs two different ends that are drawn");
    }

    #[test]
    fn relations_with_the_same_ends_are_one_line_that_says_so() {
        let scene = drawn(
            &[node("a", true), node("b", true)],
            &[relation(0, 1, "Y"), relation(0, 1, "X"), relation(0, 1, "X")],
        );
        assert_eq!(scene.lines.len(), 1);
        assert!(scene.lines[0].title.ends_with("X +1"), "{}", scene.lines[0].title);
    }
}
