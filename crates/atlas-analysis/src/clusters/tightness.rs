//! How alike the members of a part are: the median and the mean over pairs of identities.

use super::likeness::Likeness;
use crate::random::Random;

/// Pairs looked at; all of them where there are not more.
const PAIRS: usize = 600;

/// Likeness over pairs of identities, 0..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tightness {
    pub(crate) median: f64,
    pub(crate) mean: f64,
}

/// Tightness of the identities behind `rows`; copies of a profile are pairs of likeness 1.
/// All pairs of a small part, a seeded sample of a large one.
pub(crate) fn tightness(likeness: &Likeness<'_>, rows: &[u32], seed: u64) -> Tightness {
    let mut owner: Vec<u32> = Vec::new();
    for &row in rows {
        owner.extend(std::iter::repeat_n(row, likeness.copies(row)));
    }
    let n = owner.len();
    if n < 2 {
        return Tightness { median: 1.0, mean: 1.0 };
    }
    let of = |a: u32, b: u32| if a == b { 1.0 } else { f64::from(likeness.of(a, b)) };
    let mut found: Vec<f64> = Vec::with_capacity(PAIRS);
    if n * (n - 1) / 2 <= PAIRS {
        for i in 0..n {
            found.extend((0..i).map(|j| of(owner[i], owner[j])));
        }
    } else {
        let mut random = Random::new(seed ^ u64::from(rows[0]) << 32 ^ n as u64);
        while found.len() < PAIRS {
            let (i, j) = (random.below(n), random.below(n));
            if i != j {
                found.push(of(owner[i], owner[j]));
            }
        }
    }
    let mean = found.iter().sum::<f64>() / found.len() as f64;
    found.sort_unstable_by(f64::total_cmp);
    let mid = found.len() / 2;
    let median = if found.len() % 2 == 1 { found[mid] } else { f64::midpoint(found[mid - 1], found[mid]) };
    Tightness { median, mean }
}

/// Mean likeness over pairs of identities of two parts that share no row; all pairs or a sample.
pub(crate) fn between(likeness: &Likeness<'_>, a: &[u32], b: &[u32], seed: u64) -> f64 {
    let owners =
        |rows: &[u32]| -> Vec<u32> { rows.iter().flat_map(|&r| std::iter::repeat_n(r, likeness.copies(r))).collect() };
    let (a, b) = (owners(a), owners(b));
    let mut random = Random::new(seed ^ u64::from(a[0]) << 32 ^ u64::from(b[0]));
    let pairs = (a.len() * b.len()).min(PAIRS);
    let all = pairs == a.len() * b.len();
    let sum: f64 = (0..pairs)
        .map(|at| {
            let (i, j) =
                if all { (at / b.len(), at % b.len()) } else { (random.below(a.len()), random.below(b.len())) };
            f64::from(likeness.of(a[i], b[j]))
        })
        .sum();
    sum / pairs as f64
}
