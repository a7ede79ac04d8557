//! Coarser levels above regions that are too many for one picture.

use std::collections::BTreeMap;

use super::hierarchy::{Grower, NEAREST, Part};
use super::leiden::leiden;
use super::likeness::cosine;
use super::links::{Links, densify};
use super::tightness::tightness;
use crate::Cancelled;
use crate::profile::number;

/// Rows of a part, and the part that holds it.
pub(super) type Placed = (Vec<u32>, Option<usize>);

impl Grower<'_> {
    /// While there are more parts than a picture holds, those with similar access get a common
    /// parent; where nothing is similar any more, the smallest get one together. Returns each part
    /// with its parent; parents are pushed coarsest first.
    pub(super) fn join(&self, tops: Vec<Vec<u32>>, parts: &mut Vec<Part>) -> Result<Vec<Placed>, Cancelled> {
        let mut levels: Vec<Vec<u32>> = Vec::new();
        let mut now = tops.clone();
        while now.len() > self.most_regions {
            let links = self.between(&now)?;
            let mut community = self.as_many_as_fit(&links)?;
            if densify(&mut community) == now.len() {
                self.join_rest(&now, &mut community);
            }
            let count = densify(&mut community);
            let mut next = vec![Vec::new(); count];
            for (rows, &c) in now.iter().zip(&community) {
                next[c as usize].extend_from_slice(rows);
            }
            next.iter_mut().for_each(|r| r.sort_unstable());
            levels.push(community);
            now = next;
        }
        let mut parent: Vec<Option<usize>> = vec![None; now.len()];
        for (below, community) in levels.iter().enumerate().rev() {
            let children = community.iter().fold(vec![0; parent.len()], |mut n, &c| {
                n[c as usize] += 1;
                n
            });
            let mut at = Vec::with_capacity(parent.len());
            for (c, &up) in parent.iter().enumerate() {
                // A part alone in its parent would be the same group twice.
                if children[c] < 2 {
                    at.push(up);
                    continue;
                }
                at.push(Some(parts.len()));
                let rows = rows_under(&levels[..=below], &tops, c);
                let level = up.map_or(0, |p| parts[p].level + 1);
                let tightness = tightness(self.likeness, &rows, self.config.seed);
                parts.push(Part { rows, parent: up, level, tightness, ..Part::default() });
            }
            parent = community.iter().map(|&c| at[c as usize]).collect();
        }
        Ok(tops.into_iter().zip(parent).collect())
    }

    /// The finest communities that fit one picture; the coarsest tried where none do.
    fn as_many_as_fit(&self, links: &Links) -> Result<Vec<u32>, Cancelled> {
        let mut community = Vec::new();
        for resolution in [16.0, 11.0, 8.0, 5.6, 4.0, 2.8, 2.4, 2.0, 1.7, 1.4, 1.2, 1.0] {
            community = leiden(links, resolution, self.config.seed, 10, self.pace)?;
            if densify(&mut community) <= self.most_regions {
                break;
            }
        }
        Ok(community)
    }

    /// The smallest parts become one, so that as many as a picture holds are left.
    fn join_rest(&self, now: &[Vec<u32>], community: &mut [u32]) {
        let mut order: Vec<usize> = (0..now.len()).collect();
        let size = |p: usize| self.likeness.identities(&now[p]);
        order.sort_by_key(|&p| (std::cmp::Reverse(size(p)), p));
        for &part in order.iter().skip(self.most_regions - 1) {
            community[part] = number(order[self.most_regions - 1]);
        }
    }

    /// The graph between parts: how alike what their members usually hold is.
    fn between(&self, now: &[Vec<u32>]) -> Result<Links, Cancelled> {
        let usual: Vec<Vec<(u32, f32)>> = now.iter().map(|rows| self.usual(rows)).collect();
        let mut holders: BTreeMap<u32, Vec<(u32, f32)>> = BTreeMap::new();
        let mut own = Vec::with_capacity(now.len());
        for (part, shares) in (0u32..).zip(&usual) {
            own.push(shares.iter().map(|&(g, s)| s * self.likeness.weight(g)).sum::<f32>());
            for &(grant, share) in shares {
                holders.entry(grant).or_default().push((part, share));
            }
        }
        let mut edges = Vec::new();
        let mut shared = vec![0.0f32; now.len()];
        for (part, shares) in (0u32..).zip(&usual) {
            self.pace.check()?;
            shared.fill(0.0);
            for &(grant, share) in shares {
                for &(other, theirs) in &holders[&grant] {
                    shared[other as usize] += share.min(theirs) * self.likeness.weight(grant);
                }
            }
            let mut alike: Vec<(f32, u32)> = (0u32..)
                .zip(&shared)
                .filter(|&(o, &s)| o != part && s > 0.0)
                .map(|(o, &s)| (cosine(s, own[part as usize], own[o as usize]), o))
                .collect();
            alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            edges.extend(alike.iter().take(NEAREST).map(|&(l, o)| (part, o, l)));
        }
        Ok(Links::new(now.len(), edges))
    }

    /// Grants that at least a tenth of the identities behind `rows` hold, with their share.
    fn usual(&self, rows: &[u32]) -> Vec<(u32, f32)> {
        let mut held: Vec<(u32, u32)> = Vec::new();
        let mut all = 0;
        for &row in rows {
            let copies = number(self.likeness.copies(row));
            all += copies;
            held.extend(self.likeness.row(row).iter().map(|&g| (g, copies)));
        }
        held.sort_unstable();
        let by_grant = held.chunk_by(|a, b| a.0 == b.0);
        by_grant
            .map(|c| (c[0].0, c.iter().map(|h| h.1).sum::<u32>() as f32 / all as f32))
            .filter(|&(_, share)| share >= 0.1)
            .collect()
    }
}

/// Rows of part `c` of the last of `levels`, which map parts of one level to the next.
fn rows_under(levels: &[Vec<u32>], tops: &[Vec<u32>], c: usize) -> Vec<u32> {
    let mut rows = Vec::new();
    for (top, own) in tops.iter().enumerate() {
        let up = levels.iter().fold(top, |at, level| level[at] as usize);
        if up == c {
            rows.extend_from_slice(own);
        }
    }
    rows.sort_unstable();
    rows
}
