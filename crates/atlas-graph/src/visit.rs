//! petgraph's visit traits for [`Walks`], so that its algorithms run on them unchanged.
//!
//! An edge is named by its position among the outgoing steps; its weight is its cost in nats.

use petgraph::Direction;
use petgraph::visit::{
    Data, EdgeCount, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoEdgesDirected, IntoNeighbors,
    IntoNeighborsDirected, IntoNodeIdentifiers, IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable,
    NodeRef, VisitMap, Visitable,
};

use crate::weight::nats;
use crate::{NodeId, Walks};

/// A step as petgraph sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepRef {
    from: NodeId,
    to: NodeId,
    at: u32,
    cost: f64,
}

impl EdgeRef for StepRef {
    type NodeId = NodeId;
    type EdgeId = u32;
    type Weight = f64;

    fn source(&self) -> NodeId {
        self.from
    }
    fn target(&self) -> NodeId {
        self.to
    }
    fn weight(&self) -> &f64 {
        &self.cost
    }
    fn id(&self) -> u32 {
        self.at
    }
}

/// A node as petgraph sees it: its weight is its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeEntry(NodeId);

impl NodeRef for NodeEntry {
    type NodeId = NodeId;
    type Weight = NodeId;

    fn id(&self) -> NodeId {
        self.0
    }
    fn weight(&self) -> &NodeId {
        &self.0
    }
}

impl Walks {
    fn out_refs(&self, from: NodeId) -> impl Iterator<Item = StepRef> + Clone + '_ {
        self.out_row(from).map(move |at| self.step_ref(from, at))
    }

    fn step_ref(&self, from: NodeId, at: usize) -> StepRef {
        StepRef {
            from,
            to: self.out_targets[at],
            at: u32::try_from(at).unwrap_or(u32::MAX),
            cost: nats(self.out_costs[at].into()),
        }
    }
}

impl GraphBase for Walks {
    type NodeId = NodeId;
    type EdgeId = u32;
}

impl GraphProp for Walks {
    type EdgeType = petgraph::Directed;
}

impl Data for Walks {
    type NodeWeight = NodeId;
    type EdgeWeight = f64;
}

impl NodeCount for Walks {
    fn node_count(&self) -> usize {
        Self::node_count(self)
    }
}

impl EdgeCount for Walks {
    fn edge_count(&self) -> usize {
        self.step_count()
    }
}

impl NodeIndexable for Walks {
    fn node_bound(&self) -> usize {
        Self::node_count(self)
    }
    fn to_index(&self, node: NodeId) -> usize {
        node.index()
    }
    fn from_index(&self, index: usize) -> NodeId {
        NodeId::at(index)
    }
}

impl NodeCompactIndexable for Walks {}

/// Which nodes a traversal has seen.
#[derive(Clone, Debug, Default)]
pub struct Visited(Vec<bool>);

impl VisitMap<NodeId> for Visited {
    fn visit(&mut self, node: NodeId) -> bool {
        !std::mem::replace(&mut self.0[node.index()], true)
    }
    fn is_visited(&self, node: &NodeId) -> bool {
        self.0[node.index()]
    }
    fn unvisit(&mut self, node: NodeId) -> bool {
        std::mem::replace(&mut self.0[node.index()], false)
    }
}

impl Visitable for Walks {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited(vec![false; Self::node_count(self)])
    }
    fn reset_map(&self, map: &mut Visited) {
        *map = self.visit_map();
    }
}

/// A boxed run of what a node has.
type Run<'a, T> = Box<dyn Iterator<Item = T> + 'a>;

impl<'a> IntoNeighbors for &'a Walks {
    type Neighbors = std::iter::Copied<std::slice::Iter<'a, NodeId>>;

    fn neighbors(self, node: NodeId) -> Self::Neighbors {
        self.targets(node).iter().copied()
    }
}

impl IntoNeighborsDirected for &Walks {
    type NeighborsDirected = Self::Neighbors;

    fn neighbors_directed(self, node: NodeId, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.targets(node),
            Direction::Incoming => self.sources(node),
        }
        .iter()
        .copied()
    }
}

impl<'a> IntoEdgeReferences for &'a Walks {
    type EdgeRef = StepRef;
    type EdgeReferences = Run<'a, StepRef>;

    fn edge_references(self) -> Self::EdgeReferences {
        Box::new(self.nodes().flat_map(|n| self.out_refs(n)))
    }
}

impl<'a> IntoEdges for &'a Walks {
    type Edges = Run<'a, StepRef>;

    fn edges(self, node: NodeId) -> Self::Edges {
        Box::new(self.out_refs(node))
    }
}

impl<'a> IntoEdgesDirected for &'a Walks {
    type EdgesDirected = Run<'a, StepRef>;

    fn edges_directed(self, node: NodeId, direction: Direction) -> Self::EdgesDirected {
        match direction {
            Direction::Outgoing => Box::new(self.out_refs(node)),
            Direction::Incoming => {
                Box::new(self.in_row(node).map(|i| self.step_ref(self.in_sources[i], self.in_steps[i] as usize)))
            }
        }
    }
}

impl<'a> IntoNodeIdentifiers for &'a Walks {
    type NodeIdentifiers = Run<'a, NodeId>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        Box::new(self.nodes())
    }
}

impl<'a> IntoNodeReferences for &'a Walks {
    type NodeRef = NodeEntry;
    type NodeReferences = Run<'a, NodeEntry>;

    fn node_references(self) -> Self::NodeReferences {
        Box::new(self.nodes().map(NodeEntry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use petgraph::algo::{dijkstra, dominators::simple_fast, kosaraju_scc};

    /// 0 -> 1 -> 3, 0 -> 2 -> 3 -> 4 -> 3
    fn diamond() -> Walks {
        Walks::of(5, &[(0, 1, 0.5), (1, 3, 0.5), (0, 2, 0.1), (2, 3, 0.1), (3, 4, 0.1), (4, 3, 0.1)])
    }

    #[test]
    fn petgraph_runs_on_walks() {
        let walks = diamond();
        let costs = dijkstra(&walks, NodeId(0), None, |e| *e.weight());
        assert!((costs[&NodeId(3)] - 0.2).abs() < 1e-9, "the cheaper way round");
        let tree = simple_fast(&walks, NodeId(0));
        assert_eq!(tree.immediate_dominator(NodeId(3)), Some(NodeId(0)), "neither way is the only one");
        assert_eq!(tree.immediate_dominator(NodeId(4)), Some(NodeId(3)), "only through 3");
        let rings = kosaraju_scc(&walks);
        assert!(rings.iter().any(|c| c.len() == 2), "3 and 4 lead to each other");
    }
}
