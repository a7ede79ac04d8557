//! The coast: the column of tier-0 places at the right, and where countries wish to be before it.

/// Height of a place's two lines of text with the room after them.
pub(crate) const PITCH: f32 = 46.0;

/// One place on the coast, laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bar {
    /// Top.
    pub(crate) y: f32,
    /// Height.
    pub(crate) h: f32,
}

/// Order of the places so that ribbons cross little: by the mean height of the countries that
/// reach them, weighed by how many do; then neighbours are swapped while that saves crossings.
/// `flows[place][country]` counts identities. O(places^2 * countries) a round.
pub(crate) fn order(flows: &[Vec<usize>], height: &[f32]) -> Vec<usize> {
    let mean = |p: &Vec<usize>| {
        let total: usize = p.iter().sum();
        let sum: f32 = p.iter().zip(height).map(|(&c, y)| c as f32 * y).sum();
        sum / total.max(1) as f32
    };
    let means: Vec<f32> = flows.iter().map(mean).collect();
    let mut order: Vec<usize> = (0..flows.len()).collect();
    order.sort_by(|&a, &b| means[a].total_cmp(&means[b]).then(a.cmp(&b)));
    for _ in 0..flows.len() {
        let mut better = false;
        for i in 1..order.len() {
            let (upper, lower) = (&flows[order[i - 1]], &flows[order[i]]);
            if crossings(lower, upper, height) < crossings(upper, lower, height) {
                order.swap(i - 1, i);
                better = true;
            }
        }
        if !better {
            break;
        }
    }
    order
}

/// An order of countries whose ribbons cross less than in the one given: countries and places are
/// sorted by what they are joined to, in turn; the best of all rounds is kept, the given order where
/// none is better. Countries without a ribbon keep their ranks.
/// Source: the barycentre method of Sugiyama, Tagawa, Toda, IEEE SMC 11(2), 1981.
/// O((rounds + passes * countries) * places^2 * countries^2): tens of milliseconds at most, as both
/// are few.
pub(crate) fn untangle(given: &[usize], flows: &[Vec<usize>]) -> Vec<usize> {
    const ROUNDS: usize = 12;
    const PASSES: usize = 4;
    let slots: Vec<usize> = (0..given.len()).filter(|&k| flows.iter().any(|p| p[given[k]] > 0)).collect();
    let tangle = |all: &[usize]| {
        let height = ranks(all);
        let places = order(flows, &height);
        let pairs = places.iter().enumerate().flat_map(|(k, &a)| places[k + 1..].iter().map(move |&b| (a, b)));
        (pairs.map(|(a, b)| crossings(&flows[a], &flows[b], &height)).sum::<f64>(), places)
    };
    let mut now = given.to_vec();
    let (mut least, mut places) = tangle(&now);
    let mut best = now.clone();
    for _ in 0..ROUNDS {
        let rank = ranks(&places);
        let moving: Vec<usize> = slots.iter().map(|&k| now[k]).collect();
        let back: Vec<Vec<usize>> = moving.iter().map(|&c| flows.iter().map(|p| p[c]).collect()).collect();
        let sorted = order(&back, &rank);
        slots.iter().zip(sorted).for_each(|(&k, i)| now[k] = moving[i]);
        let (tangled, next) = tangle(&now);
        places = next;
        if tangled < least {
            least = tangled;
            best.clone_from(&now);
        }
    }
    // Sides that agree can still be tangled: neighbours swap while that helps, places following.
    for _ in 0..PASSES {
        let before = least;
        for pair in slots.windows(2) {
            best.swap(pair[0], pair[1]);
            let (tangled, _) = tangle(&best);
            if tangled < least {
                least = tangled;
            } else {
                best.swap(pair[0], pair[1]);
            }
        }
        if least >= before {
            break;
        }
    }
    best
}

/// The rank of each item in an order.
fn ranks(order: &[usize]) -> Vec<f32> {
    let mut rank = vec![0.0; order.len()];
    order.iter().enumerate().for_each(|(k, &i)| rank[i] = k as f32);
    rank
}

/// Crossings of the ribbons into two places, the first above the second, weighed by width.
fn crossings(upper: &[usize], lower: &[usize], height: &[f32]) -> f64 {
    let mut sum = 0.0;
    for (a, &wide_a) in upper.iter().enumerate() {
        for (b, &wide_b) in lower.iter().enumerate() {
            if wide_a > 0 && wide_b > 0 && height[a] > height[b] {
                sum += (wide_a as f64 * wide_b as f64).sqrt();
            }
        }
    }
    sum
}

/// Height of a bar for one identity, so that the tallest is no taller than the column allows.
pub(crate) fn unit(counts: &[usize], rooms: &[f32], top: f32, bottom: f32) -> f32 {
    let pitch = PITCH.min((bottom - top) / counts.len().max(1) as f32);
    let spare = (bottom - top - rooms.iter().sum::<f32>()).max(0.0);
    let most = counts.iter().copied().max().unwrap_or(0).max(6);
    (0.4 * spare).clamp(0.6 * pitch, 72.0) / most as f32
}

/// Bars for places in their order: heights grow with the counts, no two closer than their texts
/// need (`rooms`), the column as near as possible to the heights wished for and inside `top..bottom`.
pub(crate) fn bars(counts: &[usize], rooms: &[f32], wish: &[f32], top: f32, bottom: f32) -> Vec<Bar> {
    let n = counts.len();
    let pitch = PITCH.min((bottom - top) / n.max(1) as f32);
    let unit = unit(counts, rooms, top, bottom);
    let h: Vec<f32> = counts.iter().map(|&c| (unit * c as f32).max(0.5 * pitch)).collect();
    let slot: Vec<f32> = h.iter().zip(rooms).map(|(h, room)| room.max(h + 0.4 * pitch)).collect();
    let squeeze = ((bottom - top) / slot.iter().sum::<f32>()).min(1.0);
    let slot: Vec<f32> = slot.iter().map(|s| s * squeeze).collect();
    let mut y = vec![0.0; n];
    // Down the column nobody is closer to the one above than allowed; up it nobody leaves it.
    let mut free = top;
    for i in 0..n {
        y[i] = (wish[i] - h[i] / 2.0).max(free);
        free = y[i] + slot[i];
    }
    let mut limit = bottom;
    for i in (0..n).rev() {
        y[i] = y[i].min(limit - slot[i]);
        limit = y[i];
    }
    y.into_iter().zip(h).map(|(y, h)| Bar { y, h: h * squeeze }).collect()
}

/// What a country's wish depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Land {
    /// Radius.
    pub(crate) r: f32,
    /// Mean likelihood or share that reaches, 0..=1; 0 stays left of the line.
    pub(crate) reach: f32,
    /// Whether it is the base, which stands alone at its end of its side.
    pub(crate) base: bool,
}

/// The zones of a world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Zones {
    /// Left edge of what may be drawn.
    pub(crate) left: f32,
    /// The line between those that reach nothing and those that reach; at the left edge where all
    /// reach, at the right edge where none does.
    pub(crate) line: f32,
    /// Right edge of the countries.
    pub(crate) right: f32,
    /// Upper edge.
    pub(crate) top: f32,
    /// Lower edge.
    pub(crate) bottom: f32,
}

/// Where the line stands: each side gets room as its countries need it.
pub(crate) fn line(lands: &[Land], left: f32, right: f32) -> f32 {
    let need = |reaching: bool| -> f32 {
        let side = lands.iter().filter(|l| (l.reach > 0.0) == reaching);
        side.map(|l| (l.r + 16.0) * (l.r + 22.0)).sum()
    };
    let (quiet, exposed) = (need(false), need(true));
    if exposed == 0.0 {
        right
    } else if quiet == 0.0 {
        left
    } else {
        // Reach needs width to be told apart; hence never below three tenths.
        left + (right - left) * (quiet / (quiet + exposed)).clamp(0.22, 0.68)
    }
}

/// Wishes of all countries; `rank[i]` is the place of country `i` in the order of similarity.
pub(crate) fn wishes(lands: &[Land], order: &[usize], zones: Zones) -> Vec<[f32; 2]> {
    let mut wish = vec![[0.0; 2]; lands.len()];
    let middle = f32::midpoint(zones.top, zones.bottom);
    // Several bases (one for each lane) share the column at the left edge.
    let bases: Vec<usize> = order.iter().copied().filter(|&i| lands[i].base && lands[i].reach <= 0.0).collect();
    let widest = bases.iter().fold(0.0_f32, |w, &i| w.max(lands[i].r));
    let column = if bases.is_empty() { 0.0 } else { 2.0 * widest + 26.0 };
    for (k, &i) in bases.iter().enumerate() {
        let step = (zones.bottom - zones.top) / bases.len() as f32;
        wish[i] = [zones.left + widest, zones.top + step * (k as f32 + 0.5)];
    }
    let quiet: Vec<usize> = order.iter().copied().filter(|&i| !lands[i].base && lands[i].reach <= 0.0).collect();
    let span = (zones.line - zones.left - column).max(0.0);
    for (k, (i, y)) in spread(lands, &quiet, zones).into_iter().enumerate() {
        let across = (k as f32 * 0.618_034).fract();
        wish[i] = [zones.line - span * (0.14 + 0.72 * across), y];
    }
    let reaching: Vec<usize> = order.iter().copied().filter(|&i| lands[i].reach > 0.0).collect();
    let mut by_reach = reaching.clone();
    by_reach.sort_by(|&a, &b| lands[a].reach.total_cmp(&lands[b].reach).then(a.cmp(&b)));
    let most = by_reach.last().map_or(1.0, |&i| lands[i].reach);
    let span = zones.right - zones.line;
    for (i, y) in spread(lands, &reaching, zones) {
        let first = by_reach.partition_point(|&j| lands[j].reach < lands[i].reach);
        let place = (first as f32 + 0.5) / by_reach.len() as f32;
        // Half by rank so that it stays readable, half by value so that it stays true.
        let x = f32::midpoint(place, (lands[i].reach / most).sqrt());
        wish[i] = [zones.line + span * (0.1 + 0.8 * x), y];
    }
    if quiet.is_empty() && reaching.len() == 1 {
        wish[reaching[0]][1] = middle;
    }
    wish
}

/// Heights for countries in their order, each with room by its size.
fn spread(lands: &[Land], order: &[usize], zones: Zones) -> Vec<(usize, f32)> {
    let total: f32 = order.iter().map(|&i| lands[i].r + 12.0).sum();
    let mut before = 0.0;
    let place = |&i: &usize| {
        let own = lands[i].r + 12.0;
        let y = zones.top + (zones.bottom - zones.top) * (before + own / 2.0) / total;
        before += own;
        (i, y)
    };
    order.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stand_in_the_order_of_those_who_reach_them() {
        let flows = vec![vec![0, 0, 5], vec![4, 0, 0], vec![0, 9, 0]];
        assert_eq!(order(&flows, &[10.0, 50.0, 90.0]), [1, 2, 0], "no ribbon crosses another");
    }

    #[test]
    fn countries_that_reach_are_sorted_so_that_ribbons_cross_less_and_others_stay() {
        // Country 1 reaches nothing; 0 and 2 reach places that 3 reaches in the other order.
        let flows = vec![vec![5, 0, 0, 1], vec![0, 0, 5, 0], vec![0, 0, 0, 7]];
        let order = untangle(&[0, 1, 2, 3], &flows);
        assert_eq!(order[1], 1, "who reaches nothing keeps its rank");
        let at = |c: usize| order.iter().position(|&o| o == c).expect("all are there");
        assert!(at(3).abs_diff(at(0)) < at(2).abs_diff(at(0)), "3 shares a place with 0: {order:?}");
        assert_eq!(untangle(&[1, 0], &[vec![4, 0], vec![0, 4]]), [1, 0], "nothing crosses: as given");
    }

    #[test]
    fn bars_grow_with_their_count_and_never_touch() {
        let counts = [39, 16, 23, 9, 1];
        let bars = bars(&counts, &[PITCH, 61.0, PITCH, PITCH, PITCH], &[400.0, 10.0, 410.0, 420.0, 900.0], 40.0, 780.0);
        for w in bars.windows(2) {
            assert!(w[0].y + w[0].h < w[1].y, "in order and apart: {bars:?}");
        }
        assert!(bars[2].y - bars[1].y >= 61.0, "a name of two lines has its room: {bars:?}");
        assert!(bars[0].h > bars[2].h && bars[2].h > bars[4].h, "more people, taller bar");
        assert!(bars[0].y >= 40.0 && bars[4].y + bars[4].h <= 780.0, "inside");
    }

    #[test]
    fn a_country_that_reaches_stands_right_of_the_line_and_others_left() {
        let land = |reach, base| Land { r: 20.0, reach, base };
        let lands = [land(0.0, true), land(0.0, false), land(0.02, false), land(0.9, false)];
        let at = line(&lands, 0.0, 1000.0);
        let zones = Zones { left: 0.0, line: at, right: 1000.0, top: 0.0, bottom: 700.0 };
        let wish = wishes(&lands, &[0, 1, 2, 3], zones);
        assert!(wish[0][0] < wish[1][0] && wish[1][0] < at, "base at the edge, then the quiet");
        assert!(at < wish[2][0] && wish[2][0] < wish[3][0], "more reach, further right");
    }
}
