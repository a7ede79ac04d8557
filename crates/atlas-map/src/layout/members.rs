//! Members inside their country: the typical in the middle, the others toward the border, on the
//! side of the country whose access they also hold.

use std::f32::consts::TAU;

/// Turn from one point of a sunflower to the next.
const GOLDEN_TURN: f32 = 2.399_963_2;
/// Rounds of pushing apart.
const ROUNDS: usize = 80;

/// A member to place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Member {
    /// How little it fits, 0..=1; 1 and more stay at the border.
    pub(crate) misfit: f32,
    /// Direction in radians, x right, y down; `None` for no direction.
    pub(crate) angle: Option<f32>,
    /// Radius of what is drawn, halo included.
    pub(crate) r: f32,
}

/// Even points in a disc: a sunflower. Point `i` of `n`, relative to the centre.
/// Source: Vogel, "A better way to construct the sunflower head", Math. Biosci. 44, 1979.
pub(crate) fn sunflower(i: usize, n: usize, r: f32) -> [f32; 2] {
    let far = r * ((i as f32 + 0.5) / n.max(1) as f32).sqrt();
    let (sin, cos) = (i as f32 * GOLDEN_TURN).sin_cos();
    [far * cos, far * sin]
}

/// Places relative to the centre of a disc of radius `r`, and the factor <= 1 by which what is
/// drawn must shrink so that nothing overlaps (1 where there was room).
///
/// Members are ranked by how little they fit; the rank decides the distance, so that the disc is
/// filled evenly whatever the scores are; then they are pushed apart. O(rounds * n * neighbours).
pub(crate) fn arrange(members: &[Member], r: f32) -> (Vec<[f32; 2]>, f32) {
    let n = members.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| members[a].misfit.total_cmp(&members[b].misfit).then(a.cmp(&b)));
    let mut at = vec![[0.0; 2]; n];
    for (rank, &i) in order.iter().enumerate() {
        let m = members[i];
        let share = if m.misfit >= 1.0 { 1.0 } else { (rank as f32 + 0.5) / n as f32 };
        let far = (r - m.r).max(0.0) * share.sqrt();
        // Spread those of one direction a little; those without go around.
        let turn = rank as f32 * GOLDEN_TURN;
        let angle = m.angle.map_or(turn, |a| a + 0.9 * ((turn / TAU).fract() - 0.5));
        at[i] = [far * angle.cos(), far * angle.sin()];
    }
    let wish = at.clone();
    // Crowds spread where there is room: three quarters of the distance of an even filling.
    let gap = 1.4 * r / (n.max(1) as f32).sqrt();
    for round in 0..ROUNDS {
        let pull = 0.06 * (1.0 - round as f32 / ROUNDS as f32);
        for ((p, w), m) in at.iter_mut().zip(&wish).zip(members) {
            // Who does not fit at all keeps the border; the others give way.
            let pull = if m.misfit >= 1.0 { 0.4 } else { pull };
            p[0] += pull * (w[0] - p[0]);
            p[1] += pull * (w[1] - p[1]);
        }
        push_apart(members, &mut at, gap);
        keep_inside(members, &mut at, r);
    }
    let shrink = room(members, &at);
    (at, shrink)
}

/// Pairs that could be closer than a tenth more than touching, or than `gap` from centre to
/// centre, by a sweep along x. Calls `f(i, j)` for each.
fn near(members: &[Member], at: &[[f32; 2]], gap: f32, mut f: impl FnMut(usize, usize)) {
    let widest = members.iter().fold(0.0_f32, |w, m| w.max(m.r));
    let mut order: Vec<usize> = (0..at.len()).collect();
    order.sort_by(|&a, &b| at[a][0].total_cmp(&at[b][0]).then(a.cmp(&b)));
    for (k, &i) in order.iter().enumerate() {
        for &j in &order[k + 1..] {
            if at[j][0] - at[i][0] > (1.12 * (members[i].r + widest)).max(gap) {
                break;
            }
            f(i, j);
        }
    }
}

fn push_apart(members: &[Member], at: &mut [[f32; 2]], gap: f32) {
    let frozen = at.to_vec();
    near(members, &frozen, gap, |i, j| {
        let [dx, dy] = [at[j][0] - at[i][0], at[j][1] - at[i][1]];
        let want = (1.12 * (members[i].r + members[j].r)).max(gap);
        let d = (dx * dx + dy * dy).sqrt();
        if d >= want {
            return;
        }
        // Two on one point part along a direction of their own.
        let (ux, uy) = if d > 1e-3 {
            (dx / d, dy / d)
        } else {
            let turn = (i + j) as f32 * GOLDEN_TURN;
            (turn.cos(), turn.sin())
        };
        let half = 0.5 * (want - d);
        at[i] = [at[i][0] - half * ux, at[i][1] - half * uy];
        at[j] = [at[j][0] + half * ux, at[j][1] + half * uy];
    });
}

fn keep_inside(members: &[Member], at: &mut [[f32; 2]], r: f32) {
    for (p, m) in at.iter_mut().zip(members) {
        let far = (p[0] * p[0] + p[1] * p[1]).sqrt();
        let most = (r - m.r).max(0.0);
        if far > most {
            *p = [p[0] * most / far, p[1] * most / far];
        }
    }
}

/// The factor that makes the closest pair just not touch.
fn room(members: &[Member], at: &[[f32; 2]]) -> f32 {
    let mut factor = 1.0_f32;
    near(members, at, 0.0, |i, j| {
        let d = (at[j][0] - at[i][0]).hypot(at[j][1] - at[i][1]);
        factor = factor.min(0.98 * d / (members[i].r + members[j].r));
    });
    factor.max(0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(n: usize) -> Vec<Member> {
        (0..n)
            .map(|i| Member {
                misfit: if i == 0 { 1.0 } else { 0.1 },
                angle: (i == 0).then_some(0.0),
                r: if i == 0 { 7.0 } else { 2.8 },
            })
            .collect()
    }

    #[test]
    fn the_one_that_does_not_fit_stands_at_the_border_on_its_side() {
        let (at, _) = arrange(&members(30), 32.0);
        assert!(at[0][0] > 15.0, "to the right, where its angle points: {:?}", at[0]);
        let farther = at.iter().filter(|p| p[0].hypot(p[1]) > at[0][0].hypot(at[0][1]) + 7.0);
        assert_eq!(farther.count(), 0, "nobody is much further out than the stranger");
    }

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_country() {
        for n in [1, 2, 20, 120, 300] {
            let all = members(n);
            let r = 5.2 * (n as f32).sqrt() + 6.0;
            let (at, shrink) = arrange(&all, r);
            for i in 0..n {
                assert!(at[i][0].hypot(at[i][1]) + all[i].r * shrink <= r + 0.01, "{i} of {n}");
                for j in 0..i {
                    let d = (at[i][0] - at[j][0]).hypot(at[i][1] - at[j][1]);
                    assert!(d >= shrink * (all[i].r + all[j].r), "{i} and {j} of {n}");
                }
            }
            assert!(shrink > 0.75, "{n}: there is room, so marks keep their size: {shrink}");
        }
    }
}
