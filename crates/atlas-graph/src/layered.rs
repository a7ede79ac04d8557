//! The walks of a question with way-points, as a graph of its own.
//!
//! ```text
//!   layer 0: no way-point passed  ──step into way-point 0──▶ layer 1 ──step into way-point 1──▶ ...
//! ```
//!
//! A state is (node, way-points passed). A node serves one way-point, the next one in order; taking
//! it at the first chance is never worse, so each walk of nodes is exactly one walk of states.

use crate::{NodeId, Walks};

/// A node after some way-points: `layer * nodes + node`.
pub(crate) type State = u32;

/// Walks and way-points.
#[derive(Clone, Debug)]
pub(crate) struct Layered<'a> {
    pub(crate) walks: &'a Walks,
    /// Each sorted.
    via: Vec<Vec<NodeId>>,
    targets: Vec<NodeId>,
}

impl<'a> Layered<'a> {
    pub(crate) fn new(walks: &'a Walks, via: &[Vec<NodeId>], targets: &[NodeId]) -> Self {
        let sorted = |set: &[NodeId]| {
            let mut set = set.to_vec();
            set.sort_unstable();
            set.dedup();
            set
        };
        Self { walks, via: via.iter().map(|v| sorted(v)).collect(), targets: sorted(targets) }
    }

    pub(crate) fn has_way_points(&self) -> bool {
        !self.via.is_empty()
    }

    pub(crate) fn state_count(&self) -> usize {
        self.walks.node_count() * (self.via.len() + 1)
    }

    #[inline]
    pub(crate) fn node(&self, state: State) -> NodeId {
        if self.via.is_empty() {
            return NodeId(state);
        }
        NodeId::at(state as usize % self.walks.node_count())
    }

    /// The state of coming to a node from a layer.
    #[inline]
    pub(crate) fn enter(&self, node: NodeId, layer: usize) -> State {
        if self.via.is_empty() {
            return node.0;
        }
        let serves = self.via.get(layer).is_some_and(|v| v.binary_search(&node).is_ok());
        self.state(node, layer + usize::from(serves))
    }

    #[inline]
    pub(crate) fn layer(&self, state: State) -> usize {
        if self.via.is_empty() { 0 } else { state as usize / self.walks.node_count() }
    }

    fn state(&self, node: NodeId, layer: usize) -> State {
        u32::try_from(layer * self.walks.node_count() + node.index()).unwrap_or(u32::MAX)
    }

    /// Whether a state ends a path.
    #[inline]
    pub(crate) fn is_goal(&self, state: State) -> bool {
        self.layer(state) == self.via.len() && self.targets.binary_search(&self.node(state)).is_ok()
    }

    /// The states that end a path.
    pub(crate) fn goals(&self) -> impl Iterator<Item = State> + '_ {
        self.targets.iter().map(|&t| self.state(t, self.via.len()))
    }

    /// States after one step, with the position of the step.
    #[inline]
    pub(crate) fn next(&self, state: State) -> impl Iterator<Item = (State, usize)> + '_ {
        let layer = self.layer(state);
        let row = self.walks.out_row(self.node(state));
        row.map(move |at| (self.enter(self.walks.out_targets[at], layer), at))
    }

    /// States before one step, with the position of the step; only such as are walked into
    /// themselves unless `all`.
    #[inline]
    pub(crate) fn each_previous(&self, state: State, all: bool, mut visit: impl FnMut(State, usize)) {
        let (node, layer) = (self.node(state), self.layer(state));
        let has = |layer: usize| self.via.get(layer).is_some_and(|v| v.binary_search(&node).is_ok());
        let stayed = (!has(layer)).then_some(layer);
        let passed = layer.checked_sub(1).filter(|&l| has(l));
        let walks = self.walks;
        let (row, sources, steps) = if all {
            (walks.in_row(node), &walks.in_sources, &walks.in_steps)
        } else {
            (walks.inner_row(node), &walks.inner_sources, &walks.inner_steps)
        };
        for layer in stayed.into_iter().chain(passed) {
            let base = u32::try_from(layer * walks.node_count()).unwrap_or(u32::MAX);
            for (source, step) in sources[row.clone()].iter().zip(&steps[row.clone()]) {
                visit(base + source.0, *step as usize);
            }
        }
    }
}
