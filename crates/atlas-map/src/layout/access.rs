//! Who holds what, by country: how similar two countries are, and toward which country a member
//! leans.

use atlas_graph::{NodeId, Snapshot};
use atlas_model::RelationClass;

/// What a member holds, as far as a picture needs it: the targets of its own relations that give
/// access. Levels are left out: positions are an overview, analysis is exact.
fn holdings(snapshot: &Snapshot, member: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let mut last = None;
    snapshot
        .out_edges(member)
        .filter(|&e| {
            let kind = snapshot.meaning(e);
            kind.rule.is_none()
                && matches!(kind.class, RelationClass::Membership | RelationClass::Grant | RelationClass::Control)
        })
        .map(|e| snapshot.target(e))
        .filter(move |&t| last.replace(t) != Some(t))
}

/// Shares of holders by (target, country), sparse.
pub(crate) struct Access<'a> {
    snapshot: &'a Snapshot,
    /// Where the row of each node begins in `cells`; `nodes + 1` long.
    starts: Vec<u32>,
    /// (country, share of its members that hold the target).
    cells: Vec<(u32, f32)>,
    /// Weight of each node as a target: -ln(share of all members that hold it).
    weight: Vec<f32>,
    countries: usize,
}

impl<'a> Access<'a> {
    /// Count holdings of all members of all countries. O(edges of members * log).
    pub(crate) fn new(snapshot: &'a Snapshot, countries: &[&[NodeId]]) -> Self {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (country, members) in (0u32..).zip(countries) {
            for &m in *members {
                pairs.extend(holdings(snapshot, m).map(|t| (t.0, country)));
            }
        }
        pairs.sort_unstable();
        let everyone: usize = countries.iter().map(|m| m.len()).sum();
        let n = snapshot.node_count();
        let (mut starts, mut cells) = (Vec::with_capacity(n + 1), Vec::new());
        let mut weight = vec![0.0; n];
        let mut rest = pairs.as_slice();
        for target in 0..u32::try_from(n).unwrap_or(u32::MAX) {
            starts.push(u32::try_from(cells.len()).unwrap_or(u32::MAX));
            let row_end = rest.partition_point(|p| p.0 == target);
            let (row, tail) = rest.split_at(row_end);
            rest = tail;
            if !row.is_empty() {
                weight[target as usize] = (everyone as f32 / row.len() as f32).ln();
            }
            for run in row.chunk_by(|a, b| a == b) {
                let country = run[0].1;
                let size = countries[country as usize].len().max(1);
                cells.push((country, run.len() as f32 / size as f32));
            }
        }
        starts.push(u32::try_from(cells.len()).unwrap_or(u32::MAX));
        Self { snapshot, starts, cells, weight, countries: countries.len() }
    }

    fn row(&self, target: usize) -> &[(u32, f32)] {
        &self.cells[self.starts[target] as usize..self.starts[target + 1] as usize]
    }

    /// Cosine similarity of every two countries, row-major; the diagonal is 0.
    /// O(sum over targets of the square of the countries that hold it).
    pub(crate) fn similarity(&self) -> Vec<f32> {
        let n = self.countries;
        let mut dot = vec![0.0_f32; n * n];
        for target in 0..self.weight.len() {
            let w = self.weight[target] * self.weight[target];
            for &(a, share_a) in self.row(target) {
                for &(b, share_b) in self.row(target) {
                    dot[a as usize * n + b as usize] += w * share_a * share_b;
                }
            }
        }
        let norm: Vec<f32> = (0..n).map(|i| dot[i * n + i].sqrt()).collect();
        let cosine = |(i, d): (usize, f32)| {
            let (a, b) = (i / n, i % n);
            let scale = norm[a] * norm[b];
            if a == b || scale <= 0.0 { 0.0 } else { d / scale }
        };
        dot.into_iter().enumerate().map(cosine).collect()
    }

    /// How little a member fits its country, 0..=1, and the country whose access it holds besides.
    /// O(holdings * countries that hold them).
    pub(crate) fn lean(&self, member: NodeId, home: usize) -> Lean {
        let mut pull = vec![0.0_f32; self.countries];
        let (mut usual, mut total) = (0.0, 0.0);
        for target in holdings(self.snapshot, member) {
            let row = self.row(target.index());
            let w = self.weight[target.index()];
            let own = row.iter().find(|c| c.0 as usize == home).map_or(0.0, |c| c.1);
            usual += w * own;
            total += w;
            for &(country, share) in row {
                pull[country as usize] += w * (share - own).max(0.0);
            }
        }
        pull[home] = 0.0;
        let strongest = (0..self.countries).max_by(|&a, &b| pull[a].total_cmp(&pull[b]).then(b.cmp(&a)));
        Lean {
            misfit: if total > 0.0 { 1.0 - usual / total } else { 0.0 },
            toward: strongest.filter(|&c| pull[c] > 0.12 * total),
        }
    }
}

/// See [`Access::lean`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lean {
    /// 0: holds only what its country holds.
    pub(crate) misfit: f32,
    /// The country whose access it also holds.
    pub(crate) toward: Option<usize>,
}
