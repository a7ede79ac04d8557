//! Labels without overlap: the most important first, each at the first of its spots that is free.

use std::collections::HashMap;

use crate::layout::separate::boxes_touch;
use crate::{Anchor, Label, SLANT, font};

/// A label and the spots it could stand at, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// The label; its `x` and `y` are replaced by the spot.
    pub label: Label,
    /// Anchor points (x, baseline).
    pub spots: Vec<[f32; 2]>,
}

/// The box of a label as drawn: left, top, right, bottom.
#[must_use]
pub fn extent(label: &Label) -> [f32; 4] {
    let w = font::width(&label.text, label.size, label.bold);
    if label.anchor == Anchor::Slant {
        let (sin, cos) = SLANT.to_radians().sin_cos();
        return [label.x - label.size * sin, label.y - w * sin - label.size * cos, label.x + w * cos, label.y];
    }
    let left = match label.anchor {
        Anchor::Start | Anchor::Slant => label.x,
        Anchor::Middle => label.x - w / 2.0,
        Anchor::End => label.x - w,
    };
    [left, label.y - 0.78 * label.size, left + w, label.y + 0.24 * label.size]
}

/// Cells of a grid over the boxes that are taken.
#[derive(Default)]
struct Taken {
    cells: HashMap<(i32, i32), Vec<usize>>,
    boxes: Vec<[f32; 4]>,
}

impl Taken {
    const CELL: f32 = 64.0;

    fn range(b: [f32; 4]) -> impl Iterator<Item = (i32, i32)> {
        let cell = |v: f32| (v / Self::CELL).floor() as i32;
        let (left, top, right, bottom) = (cell(b[0]), cell(b[1]), cell(b[2]), cell(b[3]));
        (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
    }

    fn is_free(&self, b: [f32; 4]) -> bool {
        Self::range(b)
            .filter_map(|c| self.cells.get(&c))
            .flatten()
            .all(|&other| !boxes_touch(self.boxes[other], b, 1.0))
    }

    fn take(&mut self, b: [f32; 4]) {
        for cell in Self::range(b) {
            self.cells.entry(cell).or_default().push(self.boxes.len());
        }
        self.boxes.push(b);
    }
}

/// Labels that have a spot, in the order of the wishes, and how many have none.
/// `obstacles` are boxes (left, top, right, bottom) that no label may touch.
/// O(labels * spots) while labels are spread out.
#[must_use]
pub fn place(wishes: Vec<Wish>, obstacles: &[[f32; 4]]) -> (Vec<Label>, usize) {
    let mut taken = Taken::default();
    obstacles.iter().for_each(|&b| taken.take(b));
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    let importance = |i: usize| wishes[i].label.importance;
    order.sort_by(|&a, &b| importance(b).total_cmp(&importance(a)).then(a.cmp(&b)));
    let mut spot: Vec<Option<[f32; 2]>> = vec![None; wishes.len()];
    for i in order {
        let at = |[x, y]: [f32; 2]| extent(&Label { x, y, ..wishes[i].label.clone() });
        spot[i] = wishes[i].spots.iter().copied().find(|&s| taken.is_free(at(s)));
        if let Some(s) = spot[i] {
            taken.take(at(s));
        }
    }
    let dropped = spot.iter().filter(|s| s.is_none()).count();
    let kept = wishes.into_iter().zip(spot);
    let kept = kept.filter_map(|(w, s)| s.map(|[x, y]| Label { x, y, ..w.label }));
    (kept.collect(), dropped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ink, Pick};

    fn wish(text: &str, importance: f32, spots: &[[f32; 2]]) -> Wish {
        let label = Label {
            x: 0.0,
            y: 0.0,
            text: text.into(),
            size: 10.0,
            bold: false,
            ink: Ink::Ink,
            anchor: Anchor::Middle,
            importance,
            pick: Pick::None,
            whole: "".into(),
        };
        Wish { label, spots: spots.to_vec() }
    }

    #[test]
    fn the_more_important_label_takes_the_spot_and_the_other_moves_or_goes() {
        let spot = [100.0, 100.0];
        let wishes =
            vec![wish("minor", 1.0, &[spot, [100.0, 140.0]]), wish("major", 2.0, &[spot]), wish("third", 0.5, &[spot])];
        let (kept, dropped) = place(wishes, &[]);
        assert_eq!((kept[0].y, kept[1].y), (140.0, 100.0), "minor moved for major");
        assert_eq!((kept.len(), dropped), (2, 1), "the third had one spot, and it was taken");
    }

    #[test]
    fn no_label_stands_on_an_obstacle() {
        let (kept, _) = place(vec![wish("name", 1.0, &[[50.0, 50.0], [50.0, 90.0]])], &[[0.0, 30.0, 100.0, 60.0]]);
        assert_eq!(kept[0].y, 90.0, "the first spot lies on the obstacle");
    }
}
