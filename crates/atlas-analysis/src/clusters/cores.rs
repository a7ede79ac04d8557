//! Groups that have a core, inside a region: fit to be a baseline.

use super::describe::{PEER_MEMBERS, PEER_SIMILARITY, is_peer_group};
use super::hierarchy::Grower;
use super::linkage::{average_linkage, members};
use super::tightness::{Tightness, between, tightness};
use crate::Cancelled;

/// Up to this many rows the groups with a core are looked for in a tree over all pairs.
pub(super) const SMALL_REGION: usize = 512;
/// Two groups are apart where their likeness is at most this share of that inside the looser one.
const APART: f64 = 0.7;

impl Grower<'_> {
    /// Whether the identities behind `rows` are fit to be a baseline.
    pub(crate) fn has_core(&self, rows: &[u32], tight: Tightness) -> bool {
        let profiles = self.likeness.profiles_of(rows);
        is_peer_group(self.table, self.lane, &profiles, tight.median)
    }

    /// The coarsest groups with a core in the tree of average linkage over `rows`, and what is left
    /// as one more part; nothing where there is no such group.
    pub(super) fn cores(&self, rows: &[u32]) -> Result<Vec<Vec<u32>>, Cancelled> {
        let merges = average_linkage(self.likeness, rows, self.pace)?;
        let members = members(rows, &merges);
        let mut cores: Vec<Vec<u32>> = Vec::new();
        let mut rest: Vec<u32> = Vec::new();
        let mut open = vec![members.len() - 1];
        while let Some(node) = open.pop() {
            let inside = &members[node];
            let tight = tightness(self.likeness, inside, self.config.seed);
            if self.has_core(inside, tight) {
                cores.push(inside.clone());
            } else if node < rows.len() || self.likeness.identities(inside) < PEER_MEMBERS {
                rest.extend_from_slice(inside);
            } else {
                let (a, b) = merges[node - rows.len()];
                open.extend([b, a]);
            }
        }
        if cores.is_empty() {
            return Ok(cores);
        }
        let mut rest = self.join_cores(rest, &mut cores)?;
        if !rest.is_empty() {
            rest.sort_unstable();
            cores.push(rest);
        }
        Ok(cores)
    }

    /// What the tree left over joins the group that it is most like, if it is as like its members
    /// as they must be to each other and the group keeps its core; most alike first. Returns what
    /// stays alone. O(rest * rows).
    fn join_cores(&self, rest: Vec<u32>, cores: &mut [Vec<u32>]) -> Result<Vec<u32>, Cancelled> {
        let mut wishes: Vec<(f64, u32, usize)> = Vec::new();
        for &row in &rest {
            self.pace.check()?;
            let to = |core: &[u32]| between(self.likeness, &[row], core, self.config.seed);
            let nearest =
                cores.iter().map(|c| to(c)).enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            wishes.extend(nearest.map(|(core, alike)| (alike, row, core)));
        }
        wishes.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut alone = Vec::new();
        for (alike, row, core) in wishes {
            let mut grown = cores[core].clone();
            grown.push(row);
            grown.sort_unstable();
            let tight = tightness(self.likeness, &grown, self.config.seed);
            if alike >= PEER_SIMILARITY && self.has_core(&grown, tight) {
                cores[core] = grown;
            } else {
                alone.push(row);
            }
        }
        Ok(alone)
    }

    /// Two groups with a core inside one, if they are much less like each other than they are in
    /// themselves: found where the tree of average linkage first parts two such groups. What the
    /// tree cuts off on the way joins the one it is more like.
    pub(super) fn two_cores(&self, rows: &[u32]) -> Result<Vec<Vec<u32>>, Cancelled> {
        if rows.len() > SMALL_REGION || self.likeness.identities(rows) < 2 * PEER_MEMBERS {
            return Ok(Vec::new());
        }
        let merges = average_linkage(self.likeness, rows, self.pace)?;
        let members = members(rows, &merges);
        let seed = self.config.seed;
        let cored = |node: usize| -> Option<f64> {
            let tight = tightness(self.likeness, &members[node], seed);
            let enough = self.likeness.identities(&members[node]) >= PEER_MEMBERS;
            (enough && self.has_core(&members[node], tight)).then_some(tight.mean)
        };
        let mut cut_off: Vec<u32> = Vec::new();
        let mut at = members.len() - 1;
        while at >= rows.len() {
            let (a, b) = merges[at - rows.len()];
            let next = match (cored(a), cored(b)) {
                (Some(x), Some(y)) => {
                    let (a, b) = (&members[a], &members[b]);
                    if between(self.likeness, a, b, seed) > APART * x.min(y) {
                        return Ok(Vec::new());
                    }
                    return Ok(self.with_cut_off(a, b, &cut_off));
                }
                (Some(_), None) => (a, b),
                (None, Some(_)) => (b, a),
                (None, None) => return Ok(Vec::new()),
            };
            cut_off.extend_from_slice(&members[next.1]);
            at = next.0;
        }
        Ok(Vec::new())
    }

    fn with_cut_off(&self, a: &[u32], b: &[u32], cut_off: &[u32]) -> Vec<Vec<u32>> {
        let mut parts = vec![a.to_vec(), b.to_vec()];
        for &row in cut_off {
            let to = |part: &[u32]| between(self.likeness, &[row], part, self.config.seed);
            let nearer = usize::from(to(b) > to(a));
            parts[nearer].push(row);
        }
        parts.iter_mut().for_each(|p| p.sort_unstable());
        parts
    }
}
