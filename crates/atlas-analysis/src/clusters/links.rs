//! [`Links`]: the undirected weighted graph that communities are found in, and its modularity.

use crate::profile::number;

/// An undirected weighted graph as rows of neighbours, each edge in both rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    pub(crate) offsets: Vec<u32>,
    pub(crate) targets: Vec<u32>,
    pub(crate) weights: Vec<f32>,
    /// Twice the weight inside each node (of what it was merged from).
    inside: Vec<f64>,
    /// Weight of all ends at each node.
    pub(super) strength: Vec<f64>,
}

impl Links {
    /// From edges `(a, b, weight)` with `a != b`; repeats keep the largest weight. O(e log e).
    pub(crate) fn new(nodes: usize, mut edges: Vec<(u32, u32, f32)>) -> Self {
        for edge in &mut edges {
            if edge.0 > edge.1 {
                std::mem::swap(&mut edge.0, &mut edge.1);
            }
        }
        edges.retain(|e| e.0 != e.1 && e.2 > 0.0);
        edges.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        edges.dedup_by_key(|e| (e.0, e.1));
        let mut offsets = vec![0u32; nodes + 1];
        for &(a, b, _) in &edges {
            offsets[a as usize + 1] += 1;
            offsets[b as usize + 1] += 1;
        }
        for i in 0..nodes {
            offsets[i + 1] += offsets[i];
        }
        let mut cursor = offsets.clone();
        let (mut targets, mut weights) = (vec![0; edges.len() * 2], vec![0.0; edges.len() * 2]);
        let mut put = |from: u32, to: u32, weight: f32| {
            let at = &mut cursor[from as usize];
            targets[*at as usize] = to;
            weights[*at as usize] = weight;
            *at += 1;
        };
        for &(a, b, w) in &edges {
            put(a, b, w);
            put(b, a, w);
        }
        let mut links = Self { offsets, targets, weights, inside: vec![0.0; nodes], strength: Vec::new() };
        links.strength = (0..nodes).map(|n| links.row(n).map(|(_, w)| f64::from(w)).sum()).collect();
        links
    }

    /// Number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Number of edges.
    pub(crate) fn edge_count(&self) -> usize {
        self.targets.len() / 2
    }

    /// Neighbours of a node with their weights.
    pub(crate) fn row(&self, node: usize) -> impl Iterator<Item = (u32, f32)> + '_ {
        let range = self.offsets[node] as usize..self.offsets[node + 1] as usize;
        self.targets[range.clone()].iter().copied().zip(self.weights[range].iter().copied())
    }

    /// Twice the weight of all edges.
    pub(super) fn total(&self) -> f64 {
        self.strength.iter().sum()
    }

    /// The part of the graph on `nodes` (sorted), renumbered in their order.
    pub(crate) fn part(&self, nodes: &[u32]) -> Self {
        let mut edges = Vec::new();
        for (i, &node) in (0u32..).zip(nodes) {
            for (to, weight) in self.row(node as usize) {
                if to > node
                    && let Ok(j) = nodes.binary_search(&to)
                {
                    edges.push((i, number(j), weight));
                }
            }
        }
        Self::new(nodes.len(), edges)
    }

    /// Modularity at a resolution; 0 without edges. O(edges).
    pub(crate) fn modularity(&self, community: &[u32], resolution: f64) -> f64 {
        let total = self.total();
        let (inside, expected) = self.tally(community);
        if total == 0.0 { 0.0 } else { inside / total - resolution * expected / (total * total) }
    }

    /// Twice the weight inside communities, and the sum of their squared strengths.
    fn tally(&self, community: &[u32]) -> (f64, f64) {
        let count = community.iter().max().map_or(0, |m| *m as usize + 1);
        let mut strength = vec![0.0; count];
        let mut inside = 0.0;
        for node in 0..self.len() {
            strength[community[node] as usize] += self.strength[node];
            inside += self.inside[node];
            for (to, weight) in self.row(node) {
                if community[to as usize] == community[node] {
                    inside += f64::from(weight);
                }
            }
        }
        (inside, strength.iter().map(|s| s * s).sum())
    }

    /// Communities become nodes; `community` is dense from 0 to `count`.
    pub(super) fn merge(&self, community: &[u32], count: usize) -> Self {
        let members = rows_of(community, count);
        let mut merged =
            Self { offsets: vec![0], inside: vec![0.0; count], strength: vec![0.0; count], ..Self::default() };
        let mut near = Near::new(count);
        for at in 0..count {
            for &node in &members.1[members.0[at] as usize..members.0[at + 1] as usize] {
                let node = node as usize;
                merged.inside[at] += self.inside[node];
                merged.strength[at] += self.strength[node];
                for (to, weight) in self.row(node) {
                    near.add(community[to as usize], f64::from(weight));
                }
            }
            for &to in &near.met {
                let weight = near.weight[to as usize];
                if to as usize == at {
                    merged.inside[at] += weight;
                } else {
                    merged.targets.push(to);
                    merged.weights.push(weight as f32);
                }
            }
            near.clear();
            merged.offsets.push(number(merged.targets.len()));
        }
        merged
    }
}

/// Modularity of graphs that have nothing between them, taken as one.
pub(crate) fn joint_modularity(parts: &[(Links, Vec<u32>)]) -> f64 {
    let total: f64 = parts.iter().map(|p| p.0.total()).sum();
    let tallies = parts.iter().map(|(links, community)| links.tally(community));
    let (inside, expected) = tallies.fold((0.0, 0.0), |a, t| (a.0 + t.0, a.1 + t.1));
    if total == 0.0 { 0.0 } else { inside / total - expected / (total * total) }
}

/// Weights from one node to the communities around it.
pub(super) struct Near {
    pub(super) weight: Vec<f64>,
    pub(super) met: Vec<u32>,
}

impl Near {
    pub(super) fn new(communities: usize) -> Self {
        Self { weight: vec![0.0; communities], met: Vec::new() }
    }
    pub(super) fn add(&mut self, community: u32, weight: f64) {
        if self.weight[community as usize] == 0.0 {
            self.met.push(community);
        }
        self.weight[community as usize] += weight;
    }
    pub(super) fn clear(&mut self) {
        for &c in &self.met {
            self.weight[c as usize] = 0.0;
        }
        self.met.clear();
    }
}

/// Members of each community: offsets and nodes.
fn rows_of(community: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut offsets = vec![0u32; count + 1];
    for &c in community {
        offsets[c as usize + 1] += 1;
    }
    for i in 0..count {
        offsets[i + 1] += offsets[i];
    }
    let mut cursor = offsets.clone();
    let mut nodes = vec![0u32; community.len()];
    for (node, &c) in (0u32..).zip(community) {
        nodes[cursor[c as usize] as usize] = node;
        cursor[c as usize] += 1;
    }
    (offsets, nodes)
}

/// Number communities from 0 in the order of their first node; how many there are.
pub(crate) fn densify(community: &mut [u32]) -> usize {
    let most = community.iter().max().map_or(0, |m| *m as usize + 1);
    let mut number = vec![u32::MAX; most];
    let mut next = 0;
    for c in community.iter_mut() {
        let at = &mut number[*c as usize];
        if *at == u32::MAX {
            *at = next;
            next += 1;
        }
        *c = *at;
    }
    next as usize
}
