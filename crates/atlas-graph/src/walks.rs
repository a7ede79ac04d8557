//! [`Walks`]: what an attacker can walk under given terms.

use atlas_model::StepStatus;

use crate::csr::offsets;
use crate::reach::Direction;
use crate::weight::{micro, nats};
use crate::{EdgeId, EdgeKind, NodeId, Snapshot};

/// The terms of a path question.
#[derive(Clone, Debug, PartialEq)]
pub struct Accept {
    /// Steps of these statuses count.
    pub statuses: Vec<StepStatus>,
    /// Relation kinds that may not be used, as written in the files; nor what is derived from them.
    pub without: Vec<Box<str>>,
    /// Nodes that are taken away, sorted.
    pub removed_nodes: Vec<NodeId>,
    /// Edges that are taken away, sorted.
    pub removed_edges: Vec<EdgeId>,
}

impl Default for Accept {
    fn default() -> Self {
        Self {
            statuses: StepStatus::ACCEPTED.to_vec(),
            without: Vec::new(),
            removed_nodes: Vec::new(),
            removed_edges: Vec::new(),
        }
    }
}

impl Accept {
    /// Whether edges of a kind count as steps.
    #[must_use]
    pub fn takes_kind(&self, snapshot: &Snapshot, kind: &EdgeKind) -> bool {
        let stands_on = kind.stands_on.map(|k| &snapshot.edge_kind(k).kind);
        kind.walked
            && self.statuses.contains(&kind.status)
            && !self.without.contains(&kind.kind)
            && !stands_on.is_some_and(|k| self.without.contains(k))
    }

    /// Whether an edge counts as a step.
    #[must_use]
    pub fn takes(&self, snapshot: &Snapshot, edge: EdgeId) -> bool {
        let gone = |n: NodeId| self.removed_nodes.binary_search(&n).is_ok();
        let (from, to) = (snapshot.source_of(edge), snapshot.target(edge));
        from != to
            && self.takes_kind(snapshot, snapshot.meaning(edge))
            && self.removed_edges.binary_search(&edge).is_err()
            && !gone(from)
            && !gone(to)
    }
}

/// A simple directed graph over the nodes of a snapshot: between two nodes the cheapest accepted
/// edge (of equally cheap ones the first), no self-loops. Neighbours are sorted.
///
/// Costs are kept as millionths of a nat, so that sums are exact and equal paths are equal.
#[derive(Clone, Debug)]
pub struct Walks {
    pub(crate) out_offsets: Vec<u32>,
    pub(crate) out_targets: Vec<NodeId>,
    pub(crate) out_edges: Vec<EdgeId>,
    pub(crate) out_costs: Vec<u32>,
    pub(crate) in_offsets: Vec<u32>,
    pub(crate) in_sources: Vec<NodeId>,
    /// For each entry of `in_sources` the position of the same step in `out_targets`.
    pub(crate) in_steps: Vec<u32>,
    /// The incoming rows once more, without sources that nobody walks into: a search between two
    /// nodes never passes those, and in an access graph most steps begin at one.
    pub(crate) inner_offsets: Vec<u32>,
    pub(crate) inner_sources: Vec<NodeId>,
    pub(crate) inner_steps: Vec<u32>,
}

impl Walks {
    /// Choose the accepted edges. O(nodes + edges).
    #[must_use]
    pub fn new(snapshot: &Snapshot, accept: &Accept) -> Self {
        let kinds = snapshot.edge_kinds();
        let passes: Vec<bool> = kinds.iter().map(|k| accept.takes_kind(snapshot, k)).collect();
        let costs: Vec<u32> = kinds.iter().map(|k| micro(k.cost)).collect();
        let gone = |n: NodeId| accept.removed_nodes.binary_search(&n).is_ok();
        let n = snapshot.node_count();
        let mut out_offsets = Vec::with_capacity(n + 1);
        out_offsets.push(0);
        let (mut out_targets, mut out_edges, mut out_costs) = (Vec::new(), Vec::new(), Vec::new());
        for from in snapshot.nodes() {
            let row_start = out_targets.len();
            let row = if gone(from) { 0..0 } else { snapshot.out_range(from) };
            for edge in row.map(EdgeId) {
                let kind = snapshot.kind_of(edge).index();
                let to = snapshot.target(edge);
                if !passes[kind] || to == from || gone(to) || accept.removed_edges.binary_search(&edge).is_ok() {
                    continue;
                }
                let last = out_targets.len().wrapping_sub(1);
                if out_targets.len() == row_start || out_targets[last] != to {
                    out_targets.push(to);
                    out_edges.push(edge);
                    out_costs.push(costs[kind]);
                } else if costs[kind] < out_costs[last] {
                    out_edges[last] = edge;
                    out_costs[last] = costs[kind];
                }
            }
            out_offsets.push(u32::try_from(out_targets.len()).unwrap_or(u32::MAX));
        }
        Self::from_rows(out_offsets, out_targets, out_edges, out_costs)
    }

    /// Add the incoming rows. Outgoing rows are sorted by target, so incoming ones come out sorted
    /// by source.
    fn from_rows(out_offsets: Vec<u32>, out_targets: Vec<NodeId>, out_edges: Vec<EdgeId>, out_costs: Vec<u32>) -> Self {
        let (in_offsets, in_sources, in_steps) = reversed(&out_offsets, &out_targets, |_| true);
        let walked_into = |n: usize| in_offsets[n] < in_offsets[n + 1];
        let (inner_offsets, inner_sources, inner_steps) = reversed(&out_offsets, &out_targets, walked_into);
        Self {
            out_offsets,
            out_targets,
            out_edges,
            out_costs,
            in_offsets,
            in_sources,
            in_steps,
            inner_offsets,
            inner_sources,
            inner_steps,
        }
    }

    /// Walks made of (from, to, cost in nats), for tests; edges are numbered in the sorted order.
    #[cfg(test)]
    pub(crate) fn of(nodes: usize, steps: &[(u32, u32, f32)]) -> Self {
        let mut steps: Vec<_> = steps.iter().filter(|s| s.0 != s.1).copied().collect();
        steps.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        steps.dedup_by_key(|s| (s.0, s.1));
        Self::from_rows(
            offsets(nodes, steps.iter().map(|s| s.0)),
            steps.iter().map(|s| NodeId(s.1)).collect(),
            (0..steps.len()).map(EdgeId::at).collect(),
            steps.iter().map(|s| micro(s.2)).collect(),
        )
    }

    /// Number of nodes.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.out_offsets.len() - 1
    }

    /// Number of steps.
    #[must_use]
    pub fn step_count(&self) -> usize {
        self.out_targets.len()
    }

    /// Every node, in order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = NodeId> + ExactSizeIterator + use<> {
        (0..self.node_count()).map(NodeId::at)
    }

    /// Where one can go next, sorted.
    #[must_use]
    #[inline]
    pub fn targets(&self, node: NodeId) -> &[NodeId] {
        &self.out_targets[self.out_row(node)]
    }

    /// Where one can have come from, sorted.
    #[must_use]
    #[inline]
    pub fn sources(&self, node: NodeId) -> &[NodeId] {
        &self.in_sources[self.in_row(node)]
    }

    /// Targets or sources.
    #[must_use]
    #[inline]
    pub fn neighbours(&self, node: NodeId, direction: Direction) -> &[NodeId] {
        match direction {
            Direction::Forward => self.targets(node),
            Direction::Backward => self.sources(node),
        }
    }

    /// (target, cheapest edge, cost in nats) of every step from a node, sorted by target.
    pub fn steps(&self, node: NodeId) -> impl ExactSizeIterator<Item = (NodeId, EdgeId, f64)> + '_ {
        self.out_row(node).map(|i| (self.out_targets[i], self.out_edges[i], nats(self.out_costs[i].into())))
    }

    /// (source, cheapest edge, cost in nats) of every step into a node, sorted by source.
    pub fn steps_into(&self, node: NodeId) -> impl ExactSizeIterator<Item = (NodeId, EdgeId, f64)> + '_ {
        self.in_row(node).map(|i| {
            let step = self.in_steps[i] as usize;
            (self.in_sources[i], self.out_edges[step], nats(self.out_costs[step].into()))
        })
    }

    /// The step between two nodes: its edge and cost in nats. O(log degree).
    #[must_use]
    pub fn step(&self, from: NodeId, to: NodeId) -> Option<(EdgeId, f64)> {
        let at = self.position(from, to)?;
        Some((self.out_edges[at], nats(self.out_costs[at].into())))
    }

    /// Position of a step in the outgoing rows. O(log degree).
    pub(crate) fn position(&self, from: NodeId, to: NodeId) -> Option<usize> {
        let row = self.out_row(from);
        Some(row.start + self.out_targets[row].binary_search(&to).ok()?)
    }

    /// Positions of the steps from a node.
    #[inline]
    pub(crate) fn out_row(&self, node: NodeId) -> std::ops::Range<usize> {
        self.out_offsets[node.index()] as usize..self.out_offsets[node.index() + 1] as usize
    }

    /// Positions of the steps into a node.
    #[inline]
    pub(crate) fn in_row(&self, node: NodeId) -> std::ops::Range<usize> {
        self.in_offsets[node.index()] as usize..self.in_offsets[node.index() + 1] as usize
    }

    /// Positions of the steps into a node from nodes that are walked into themselves.
    #[inline]
    pub(crate) fn inner_row(&self, node: NodeId) -> std::ops::Range<usize> {
        self.inner_offsets[node.index()] as usize..self.inner_offsets[node.index() + 1] as usize
    }
}

/// Incoming rows of the sources that are kept: offsets, sources, positions of the steps.
fn reversed(
    out_offsets: &[u32],
    out_targets: &[NodeId],
    keep: impl Fn(usize) -> bool,
) -> (Vec<u32>, Vec<NodeId>, Vec<u32>) {
    let n = out_offsets.len() - 1;
    let row = |from: usize| out_offsets[from] as usize..out_offsets[from + 1] as usize;
    let kept = || (0..n).filter(|&from| keep(from));
    let offsets = offsets(n, kept().flat_map(|from| out_targets[row(from)].iter().map(|t| t.0)));
    let mut cursor = offsets.clone();
    let len = offsets.last().copied().unwrap_or(0) as usize;
    let (mut sources, mut steps) = (vec![NodeId(0); len], vec![0; len]);
    for from in kept() {
        for step in row(from) {
            let at = &mut cursor[out_targets[step].index()];
            sources[*at as usize] = NodeId::at(from);
            steps[*at as usize] = u32::try_from(step).unwrap_or(u32::MAX);
            *at += 1;
        }
    }
    (offsets, sources, steps)
}
