//! The things of a picture as a list: what a reader can find, jump to and read aloud, and which
//! others belong to each.

use std::collections::{BTreeMap, BTreeSet};

use atlas_model::NodeKey;

use super::page::{MARGIN, page};
use super::slide::Slide;
use crate::{MarkShape, Pick, Scene};

/// One thing of a picture: everything that was drawn for one [`Pick`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thing {
    /// What it is called; hostile until escaped.
    pub(super) name: Box<str>,
    /// More about it; may be empty.
    pub(super) about: Box<str>,
    /// What it is.
    pub(super) kind: &'static str,
    /// Centre on the page.
    pub(super) at: [f32; 2],
    /// Radius of what is marked.
    pub(super) r: f32,
    /// Numbers of the ribbons, steps and ends that belong to it.
    pub(super) near: Vec<usize>,
    /// Names of what it stands for.
    pub(super) held: Vec<Box<str>>,
}

/// All of them, in drawing order: countries, marks, ribbons, steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Things {
    /// In drawing order.
    pub(super) list: Vec<Thing>,
    numbers: BTreeMap<Pick, usize>,
}

impl Things {
    /// The things of a slide. O(scene * log scene).
    pub(super) fn of(slide: &Slide) -> Self {
        let scene = &slide.scene;
        let top = page(scene).scene_top;
        let on_page = |x: f32, y: f32| [x + MARGIN, y + top];
        let middle = |p: &[[f32; 2]; 4]| {
            on_page(
                (p[0][0] + 3.0 * (p[1][0] + p[2][0]) + p[3][0]) / 8.0,
                (p[0][1] + 3.0 * (p[1][1] + p[2][1]) + p[3][1]) / 8.0,
            )
        };
        let mut things = Self::default();
        for c in &scene.countries {
            things.add(&c.pick, "group", &c.title, on_page(c.x, c.y), c.r);
        }
        for m in &scene.marks {
            things.add(&m.pick, word(m.shape), &m.title, on_page(m.x, m.y), m.r);
        }
        for b in &scene.bands {
            things.add(&b.pick, "ribbon", &b.title, middle(&b.points), 12.0);
        }
        for l in &scene.lines {
            things.add(&l.pick, "step", &l.title, middle(&l.points), 10.0);
        }
        for l in &scene.labels {
            things.add(&l.pick, "label", "", on_page(l.x, l.y), 10.0);
        }
        things.name(scene);
        for (pick, names) in &slide.held {
            if let Some(n) = things.number(pick) {
                things.list[n].held.clone_from(names);
            }
        }
        things.relate();
        things
    }

    /// The number of the thing that a pick stands for.
    pub(super) fn number(&self, pick: &Pick) -> Option<usize> {
        self.numbers.get(pick).copied()
    }

    fn add(&mut self, pick: &Pick, kind: &'static str, about: &str, at: [f32; 2], r: f32) {
        if *pick == Pick::None || self.numbers.contains_key(pick) {
            return;
        }
        self.numbers.insert(pick.clone(), self.list.len());
        let thing = Thing { name: "".into(), about: about.into(), kind, at, r, near: Vec::new(), held: Vec::new() };
        self.list.push(thing);
    }

    /// Things are called by their labels; without one by the first line of their tooltip.
    fn name(&mut self, scene: &Scene) {
        for label in &scene.labels {
            let Some(n) = self.number(&label.pick) else { continue };
            let whole = if label.whole.is_empty() { &label.text } else { &label.whole };
            let thing = &mut self.list[n];
            if thing.name.is_empty() {
                thing.name = whole.clone();
            } else if !thing.about.contains(&**whole) && !thing.name.contains(&**whole) {
                // A name on two lines, or what stands under it.
                thing.name = format!("{} {whole}", thing.name).into();
            }
        }
        for thing in &mut self.list {
            if thing.name.is_empty() {
                thing.name = thing.about.lines().next().unwrap_or("").into();
            }
        }
    }

    /// A ribbon belongs to its two ends, a step to its two nodes, and the other way round.
    fn relate(&mut self) {
        // A node may be drawn alone or folded with others.
        let mut drawn: BTreeMap<&NodeKey, usize> = BTreeMap::new();
        for (pick, &n) in &self.numbers {
            match pick {
                Pick::Node(key) => {
                    drawn.insert(key, n);
                }
                Pick::Nodes(keys) => {
                    for key in keys {
                        drawn.entry(key).or_insert(n);
                    }
                }
                _ => {}
            }
        }
        let mut near: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); self.list.len()];
        for (pick, &n) in &self.numbers {
            let ends = match pick {
                Pick::Step(from, to) => [drawn.get(from).copied(), drawn.get(to).copied()],
                Pick::Ribbon(group, to) => {
                    [self.numbers.get(&Pick::Group(group.clone())).copied(), drawn.get(to).copied()]
                }
                _ => continue,
            };
            for end in ends.into_iter().flatten() {
                near[n].insert(end);
                near[end].insert(n);
                near[end].extend(ends.into_iter().flatten().filter(|&other| other != end));
            }
        }
        for (thing, near) in self.list.iter_mut().zip(near) {
            thing.near = near.into_iter().collect();
        }
    }
}

/// What a mark is, by its shape.
const fn word(shape: MarkShape) -> &'static str {
    match shape {
        MarkShape::Circle => "person",
        MarkShape::Square => "machine",
        MarkShape::Hexagon => "agent",
        MarkShape::Diamond => "identity",
        MarkShape::DoubleRing => "group",
        MarkShape::Tag => "role or policy",
        MarkShape::Folder => "resource",
        MarkShape::Key => "credential",
        MarkShape::Frame => "container",
        MarkShape::Crown => "crown jewel",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::scene;

    #[test]
    fn a_group_is_found_by_its_label_and_lights_its_ribbon() {
        let things = Things::of(&Slide::of(scene()));
        let group = &things.list[0];
        assert_eq!(group.kind, "group", "countries come first");
        let kinds: Vec<&str> = group.near.iter().map(|&n| things.list[n].kind).collect();
        assert!(kinds.contains(&"ribbon"), "its ribbon belongs to it: {kinds:?}");
        assert!(things.list.iter().all(|t| !t.name.is_empty()), "everything has a name to be found by");
    }
}
