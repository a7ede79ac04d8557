//! Average linkage over a small set of rows: the tree in which groups with a core are looked for.
//!
//! Nearest-neighbour chains (Murtagh 1983) give the same tree as repeated merging of the closest
//! pair, in O(n^2) time and memory. Identities weigh, not rows.

use super::likeness::Likeness;
use crate::{Cancelled, Pace};

/// A merge of two nodes of the tree; leaves are `0..n`, the merge at `i` makes node `n + i`.
pub(crate) type Merge = (usize, usize);

/// The merges over `rows`, children before parents; `rows.len() - 1` of them.
pub(crate) fn average_linkage(likeness: &Likeness<'_>, rows: &[u32], pace: &dyn Pace) -> Result<Vec<Merge>, Cancelled> {
    let n = rows.len();
    let mut alike = vec![0.0f32; n * n];
    for i in 0..n {
        pace.check()?;
        for j in 0..i {
            let likeness = likeness.of(rows[i], rows[j]);
            alike[i * n + j] = likeness;
            alike[j * n + i] = likeness;
        }
    }
    let mut weight: Vec<f32> = rows.iter().map(|&r| likeness.copies(r) as f32).collect();
    // The tree node that each place stands for; `None` once it is merged away.
    let mut node: Vec<Option<usize>> = (0..n).map(Some).collect();
    let mut merges: Vec<Merge> = Vec::with_capacity(n.saturating_sub(1));
    let mut chain: Vec<usize> = Vec::new();
    while merges.len() + 1 < n {
        let Some(&last) = chain.last() else {
            chain.extend(node.iter().position(Option::is_some));
            continue;
        };
        let before = chain.len().checked_sub(2).map(|i| chain[i]);
        // The closest other place; the one before in the chain wins a tie, else the first.
        let mut best = before.unwrap_or(usize::MAX);
        for other in (0..n).filter(|&o| o != last && node[o].is_some()) {
            if best == usize::MAX || alike[last * n + other] > alike[last * n + best] {
                best = other;
            }
        }
        if Some(best) != before {
            chain.push(best);
            continue;
        }
        chain.truncate(chain.len() - 2);
        let (keep, gone) = (last.min(best), last.max(best));
        if let (Some(a), Some(b)) = (node[keep], node[gone]) {
            merges.push((a, b));
        }
        let (wk, wg) = (weight[keep], weight[gone]);
        for other in (0..n).filter(|&o| o != keep && o != gone && node[o].is_some()) {
            let mean = (wk * alike[keep * n + other] + wg * alike[gone * n + other]) / (wk + wg);
            alike[keep * n + other] = mean;
            alike[other * n + keep] = mean;
        }
        weight[keep] += wg;
        node[gone] = None;
        node[keep] = Some(n + merges.len() - 1);
    }
    Ok(merges)
}

/// The rows under each node of the tree, leaves first.
pub(crate) fn members(rows: &[u32], merges: &[Merge]) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = rows.iter().map(|&r| vec![r]).collect();
    for &(a, b) in merges {
        let mut both = [members[a].as_slice(), members[b].as_slice()].concat();
        both.sort_unstable();
        members.push(both);
    }
    members
}
