//! The rows most like each row, found through an inverted index.

use super::likeness::{Alike, Likeness, cosine};
use crate::profile::number;
use crate::{Cancelled, Pace};

/// Rows that hubs may bring up all the same, in all.
const HUB_BUDGET: usize = 64 << 20;

/// Finds the rows most like one. Candidates are met through the inverted index with an upper bound
/// of their likeness and compared, best bound first, until no bound can do better. Hubs are left
/// out, unless they are most of what a row is and rows that share hubs alone could still be among
/// the nearest: then the rarest hubs find candidates too, until that is ruled out or the budget spent.
pub(crate) struct Finder<'a> {
    likeness: &'a Likeness<'a>,
    index: Index,
    met: Vec<f32>,
    candidates: Vec<(f32, u32)>,
    /// Rows that hubs may still bring up.
    budget: usize,
}

impl<'a> Finder<'a> {
    /// Invert the index. O(entries).
    pub(crate) fn new(likeness: &'a Likeness<'a>) -> Self {
        Self {
            likeness,
            index: Index::new(likeness),
            met: vec![0.0; likeness.len()],
            candidates: Vec::new(),
            budget: HUB_BUDGET,
        }
    }

    /// The `k` rows most like `row`, most alike first, ties by row.
    pub(crate) fn nearest(&mut self, row: u32, k: usize) -> Vec<Alike> {
        let of = self.likeness;
        let grants = of.row(row).iter().copied();
        let (mut hubs, finders): (Vec<u32>, Vec<u32>) = grants.partition(|&g| of.hub[g as usize]);
        let nearest = self.among(row, k, &finders);
        // Below half of its weight a row's hubs do not decide what it is like.
        if of.hubs[row as usize] * 2.0 < of.own[row as usize] {
            return nearest;
        }
        let worst = nearest.get(k - 1).map_or(0.0, |a| a.likeness);
        let mut left = of.hubs[row as usize];
        let own = of.own[row as usize];
        hubs.sort_unstable_by(|a, b| of.weight(*b).total_cmp(&of.weight(*a)).then(a.cmp(b)));
        let mut more = finders;
        for hub in hubs {
            let cost = self.index.holders(hub).len();
            // Rows not met yet share at most `left`, and some may have nothing besides.
            if cosine(left, own, left) <= worst || cost > self.budget {
                break;
            }
            self.budget -= cost;
            left -= of.weight(hub);
            more.push(hub);
        }
        let added = more.last().is_some_and(|&g| of.hub[g as usize]);
        if added { self.among(row, k, &more) } else { nearest }
    }

    /// The nearest among the rows that share any of `finders`.
    fn among(&mut self, row: u32, k: usize, finders: &[u32]) -> Vec<Alike> {
        let of = self.likeness;
        self.candidates.clear();
        for &grant in finders {
            let weight = of.weight(grant);
            for &other in self.index.holders(grant) {
                if self.met[other as usize] == 0.0 {
                    self.candidates.push((0.0, other));
                }
                self.met[other as usize] += weight;
            }
        }
        let mine = row as usize;
        for (bound, other) in &mut self.candidates {
            let other = *other as usize;
            let shared = self.met[other] + of.hubs[mine].min(of.hubs[other]);
            *bound = cosine(shared, of.own[mine], of.own[other]);
            self.met[other] = 0.0;
        }
        of.best(row, k, &mut self.candidates)
    }

    /// For every row the `k` rows most like it. Exact among rows that share a grant that is
    /// no hub; for rows that are mostly hubs among all, unless the budget is spent.
    pub(crate) fn all(&mut self, k: usize, pace: &dyn Pace) -> Result<Vec<Vec<Alike>>, Cancelled> {
        let rows = self.likeness.len();
        let mut nearest = Vec::with_capacity(rows);
        for row in 0..number(rows) {
            if row % 256 == 0 {
                pace.check()?;
                pace.progress("similarity", row as f32 / rows as f32);
            }
            nearest.push(self.nearest(row, k));
        }
        Ok(nearest)
    }
}

impl Likeness<'_> {
    /// The nearest of `candidates` (upper bound, row).
    fn best(&self, row: u32, k: usize, candidates: &mut [(f32, u32)]) -> Vec<Alike> {
        let mut best: Vec<Alike> = Vec::with_capacity(k + 1);
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let mut rest = candidates;
        while !rest.is_empty() {
            let chunk = rest.len().min(3 * k);
            if chunk < rest.len() {
                rest.select_nth_unstable_by(chunk, order);
            }
            let (now, later) = rest.split_at_mut(chunk);
            now.sort_unstable_by(order);
            for &mut (bound, other) in now {
                // Rounding may put a bound just below the likeness that it bounds.
                let enough = best.len() == k && best[k - 1].likeness > bound * 1.000_01;
                if enough {
                    return best;
                }
                let likeness = if other == row { 0.0 } else { self.of(row, other) };
                if likeness > 0.0 {
                    let new = Alike { row: other, likeness };
                    let at = best.partition_point(|a| {
                        (a.likeness, std::cmp::Reverse(a.row)) > (new.likeness, std::cmp::Reverse(new.row))
                    });
                    if at < k {
                        best.insert(at, new);
                        best.truncate(k);
                    }
                }
            }
            rest = later;
        }
        best
    }
}

/// Rows by grant.
struct Index {
    offsets: Vec<u32>,
    rows: Vec<u32>,
}

impl Index {
    fn new(likeness: &Likeness<'_>) -> Self {
        let mut offsets = vec![0u32; likeness.weight.len() + 1];
        for &grant in &likeness.grants {
            offsets[grant as usize + 1] += 1;
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut cursor = offsets.clone();
        let mut rows = vec![0; likeness.grants.len()];
        for row in 0..number(likeness.len()) {
            for &grant in likeness.row(row) {
                let at = &mut cursor[grant as usize];
                rows[*at as usize] = row;
                *at += 1;
            }
        }
        Self { offsets, rows }
    }

    fn holders(&self, grant: u32) -> &[u32] {
        &self.rows[self.offsets[grant as usize] as usize..self.offsets[grant as usize + 1] as usize]
    }
}
