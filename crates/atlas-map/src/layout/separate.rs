//! Countries with their labels, put where they want to be as far as nothing touches.
//!
//! Largest first, each takes the free point of a grid that costs least: distance from its wish,
//! weighed by direction. Unlike a relaxation this cannot end with an overlap; it can only find no
//! room, and then says so.

/// Room between two things.
const GAP: f32 = 5.0;
/// Distance of the points that are tried.
const GRID: f32 = 6.0;

/// A circle with a label above it, and its wish.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// Radius.
    pub(crate) r: f32,
    /// Width and height of the label's box; the box stands on the circle, centred.
    pub(crate) label: [f32; 2],
    /// Where it would like to be.
    pub(crate) wish: [f32; 2],
    /// Cost of a unit of distance in x and in y.
    pub(crate) stiffness: [f32; 2],
    /// Where all of it must lie: left, top, right, bottom.
    pub(crate) room: [f32; 4],
    /// Placed before all that are not pinned, so that it keeps its place.
    pub(crate) pinned: bool,
}

impl Body {
    /// The label's box when the circle stands at a point: left, top, right, bottom.
    pub(crate) fn label_box(&self, at: [f32; 2]) -> [f32; 4] {
        let [w, h] = self.label;
        let bottom = at[1] - self.r - 2.0;
        [at[0] - w / 2.0, bottom - h, at[0] + w / 2.0, bottom]
    }

    fn fits(&self, at: [f32; 2]) -> bool {
        let half = self.r.max(self.label[0] / 2.0);
        let [left, top, right, bottom] = self.room;
        at[0] - half >= left && at[0] + half <= right && self.label_box(at)[1] >= top && at[1] + self.r <= bottom
    }
}

/// Whether two bodies at two points are closer than `gap`.
pub(crate) fn touch(a: &Body, at: [f32; 2], b: &Body, bt: [f32; 2], gap: f32) -> bool {
    let [dx, dy] = [at[0] - bt[0], at[1] - bt[1]];
    let reach = a.r + b.r + gap;
    if dx * dx + dy * dy < reach * reach {
        return true;
    }
    let (la, lb) = (a.label_box(at), b.label_box(bt));
    boxes_touch(la, lb, gap) || box_circle(la, bt, b.r + gap) || box_circle(lb, at, a.r + gap)
}

/// Whether two boxes (left, top, right, bottom) are closer than `gap`.
pub(crate) fn boxes_touch(a: [f32; 4], b: [f32; 4], gap: f32) -> bool {
    a[0] < b[2] + gap && b[0] < a[2] + gap && a[1] < b[3] + gap && b[1] < a[3] + gap
}

fn box_circle(b: [f32; 4], centre: [f32; 2], r: f32) -> bool {
    let x = centre[0].clamp(b[0], b[2]) - centre[0];
    let y = centre[1].clamp(b[1], b[3]) - centre[1];
    x * x + y * y < r * r
}

/// Places for all bodies, or `None` where one finds no room.
/// O(points of the grid * bodies^2) at worst; most points are passed over by their cost.
pub(crate) fn place(bodies: &[Body]) -> Option<Vec<[f32; 2]>> {
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    let rank = |i: usize| (!bodies[i].pinned, -bodies[i].r);
    order.sort_by(|&a, &b| {
        let (pa, ra) = rank(a);
        let (pb, rb) = rank(b);
        pa.cmp(&pb).then(ra.total_cmp(&rb)).then(a.cmp(&b))
    });
    let mut done: Vec<(usize, [f32; 2])> = Vec::with_capacity(bodies.len());
    for i in order {
        let at = best(&bodies[i], bodies, &done)?;
        done.push((i, at));
    }
    done.sort_by_key(|d| d.0);
    Some(done.into_iter().map(|d| d.1).collect())
}

fn best(body: &Body, bodies: &[Body], done: &[(usize, [f32; 2])]) -> Option<[f32; 2]> {
    let free = |at| body.fits(at) && !done.iter().any(|&(j, p)| touch(body, at, &bodies[j], p, GAP));
    if free(body.wish) {
        return Some(body.wish);
    }
    let [left, top, right, bottom] = body.room;
    let mut best: Option<(f32, [f32; 2])> = None;
    let mut y = top;
    while y <= bottom {
        let mut x = left;
        while x <= right {
            let [dx, dy] = [x - body.wish[0], y - body.wish[1]];
            let cost = body.stiffness[0] * dx * dx + body.stiffness[1] * dy * dy;
            if best.is_none_or(|b| cost < b.0) && free([x, y]) {
                best = Some((cost, [x, y]));
            }
            x += GRID;
        }
        y += GRID;
    }
    best.map(|b| b.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(r: f32, wish: [f32; 2]) -> Body {
        Body { r, label: [60.0, 26.0], wish, stiffness: [1.0, 1.0], room: [0.0, 0.0, 400.0, 400.0], pinned: false }
    }

    #[test]
    fn nothing_touches_even_where_all_want_the_same_place() {
        let bodies: Vec<Body> = (0..12).map(|i| body(10.0 + i as f32, [200.0, 200.0])).collect();
        let at = place(&bodies).expect("there is room for all");
        for i in 0..12 {
            for j in 0..i {
                assert!(!touch(&bodies[i], at[i], &bodies[j], at[j], GAP - 0.1), "{i} and {j}");
            }
        }
    }

    #[test]
    fn without_room_it_says_so() {
        let bodies: Vec<Body> = (0..60).map(|_| body(40.0, [200.0, 200.0])).collect();
        assert_eq!(place(&bodies), None, "60 large circles do not fit 400 x 400");
    }

    #[test]
    fn what_is_pinned_keeps_its_place_whatever_its_size() {
        let mut bodies = vec![body(60.0, [200.0, 200.0]), body(10.0, [210.0, 200.0])];
        bodies[1].pinned = true;
        let at = place(&bodies).expect("there is room");
        assert_eq!(at[1], [210.0, 200.0], "a remembered place is not given to a larger country");
    }
}
