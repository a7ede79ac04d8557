//! [`Snapshot`]: one revision, immutable.

use std::ops::Range;

use atlas_model::{Basis, Lane, Lifecycle, NodeClass, NodeKey, RelationClass, StepStatus};

use crate::{EdgeId, EdgeKindId, NodeId, Texts};

/// What all edges of one (kind, level, stated traversability) share.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeKind {
    /// Relation kind as written in the files; for a derived edge the kind of the rule.
    pub kind: Box<str>,
    /// Level, if the relation carries one.
    pub level: Option<Box<str>>,
    /// Class.
    pub class: RelationClass,
    /// Whether an attacker passes it from source to target.
    pub walked: bool,
    /// Status of the step.
    pub status: StepStatus,
    /// Cost = -ln(likelihood), at least 0.01.
    pub cost: f32,
    /// How the meaning is known.
    pub basis: Basis,
    /// The rule that made it; `None` for a fact.
    pub rule: Option<&'static str>,
    /// For a derived edge `u -> v`, the kind of the fact `v -> u` that it stands on.
    pub stands_on: Option<EdgeKindId>,
}

/// One revision frozen in memory. Nodes in the order of their keys; edges sorted by
/// (source, target, kind). Facts and derived edges stand together; [`EdgeKind::rule`] tells them apart.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub(crate) revision: Box<str>,
    pub(crate) namespaces: Vec<Box<str>>,
    pub(crate) namespace: Vec<u16>,
    pub(crate) ids: Texts,
    pub(crate) names: Texts,
    pub(crate) kind_lists: Vec<Vec<Box<str>>>,
    pub(crate) kinds: Vec<u32>,
    pub(crate) sources: Vec<Box<str>>,
    pub(crate) source: Vec<u16>,
    pub(crate) class: Vec<NodeClass>,
    pub(crate) lifecycle: Vec<Lifecycle>,
    pub(crate) stated_tier: Vec<Option<u8>>,
    pub(crate) enabled: Vec<Option<bool>>,
    pub(crate) placeholder: Vec<bool>,
    pub(crate) edge_kinds: Vec<EdgeKind>,
    pub(crate) out_offsets: Vec<u32>,
    pub(crate) out_targets: Vec<NodeId>,
    pub(crate) out_kinds: Vec<EdgeKindId>,
    pub(crate) in_offsets: Vec<u32>,
    pub(crate) in_sources: Vec<NodeId>,
    /// Nodes by id where the ids follow no order; empty where they do.
    pub(crate) by_id: Vec<NodeId>,
}

impl Snapshot {
    /// The id of the revision: a hash of its facts.
    #[must_use]
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// Number of nodes, placeholders included.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.class.len()
    }

    /// Number of edges, derived ones included.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.out_targets.len()
    }

    /// Every node, in the order of the keys.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.node_count()).map(NodeId::at)
    }

    /// The native id.
    #[must_use]
    pub fn id(&self, node: NodeId) -> &str {
        self.ids.get(node.index())
    }

    /// The namespace; empty for globally unique ids.
    #[must_use]
    pub fn namespace(&self, node: NodeId) -> &str {
        &self.namespaces[self.namespace[node.index()] as usize]
    }

    /// The key that leaves the process.
    #[must_use]
    pub fn key(&self, node: NodeId) -> NodeKey {
        NodeKey { namespace: self.namespace(node).into(), id: self.id(node).into() }
    }

    /// The same graph under other names: `names[node]` is the id and the name of a node, and there are
    /// no namespaces and no names of sources. Nodes and edges keep their dense ids, so that what was
    /// found out about the one holds for the other. O(nodes * log nodes + edges).
    #[must_use]
    pub fn renamed(&self, names: &[Box<str>]) -> Self {
        let mut texts = Texts::default();
        for node in 0..self.node_count() {
            texts.push(names.get(node).map_or("", |n| n));
        }
        let mut by_id: Vec<NodeId> = self.nodes().collect();
        by_id.sort_by(|a, b| texts.get(a.index()).cmp(texts.get(b.index())));
        let sources = (1..=self.sources.len()).map(|n| format!("source {n}").into()).collect();
        Self {
            ids: texts.clone(),
            names: texts,
            namespaces: vec!["".into()],
            namespace: vec![0; self.node_count()],
            sources,
            by_id,
            ..self.clone()
        }
    }

    /// The display name, or the native id where none is stated.
    #[must_use]
    pub fn name(&self, node: NodeId) -> &str {
        let name = self.names.get(node.index());
        if name.is_empty() { self.id(node) } else { name }
    }

    /// Kinds, most specific first; may be empty.
    #[must_use]
    pub fn kinds(&self, node: NodeId) -> &[Box<str>] {
        &self.kind_lists[self.kinds[node.index()] as usize]
    }

    /// The first kind, or the empty text.
    #[must_use]
    pub fn kind(&self, node: NodeId) -> &str {
        self.kinds(node).first().map_or("", |k| k)
    }

    /// The source that named the node first.
    #[must_use]
    pub fn source(&self, node: NodeId) -> &str {
        &self.sources[self.source[node.index()] as usize]
    }

    /// The class.
    #[must_use]
    pub fn class(&self, node: NodeId) -> NodeClass {
        self.class[node.index()]
    }

    /// The lifecycle; `Unknown` for what is no identity.
    #[must_use]
    pub fn lifecycle(&self, node: NodeId) -> Lifecycle {
        self.lifecycle[node.index()]
    }

    /// The lane of an identity.
    #[must_use]
    pub fn lane(&self, node: NodeId) -> Lane {
        self.lifecycle(node).lane()
    }

    /// Whether the node is an identity.
    #[must_use]
    pub fn is_identity(&self, node: NodeId) -> bool {
        self.class(node) == NodeClass::Identity
    }

    /// Every identity, in the order of the keys.
    pub fn identities(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes().filter(|&n| self.is_identity(n))
    }

    /// The tier that the record, the user's profile or the table of kinds states.
    #[must_use]
    pub fn stated_tier(&self, node: NodeId) -> Option<u8> {
        self.stated_tier[node.index()]
    }

    /// Whether the account is enabled; `None` where the files do not say.
    #[must_use]
    pub fn enabled(&self, node: NodeId) -> Option<bool> {
        self.enabled[node.index()]
    }

    /// Whether the node is only named by relations and described by no file.
    #[must_use]
    pub fn is_placeholder(&self, node: NodeId) -> bool {
        self.placeholder[node.index()]
    }

    /// Find a node by native id; in every namespace, in the order of the keys. O(namespaces * log n).
    pub fn find(&self, id: &str) -> impl Iterator<Item = NodeId> + '_ {
        let id: Box<str> = id.into();
        (0..self.namespaces.len()).filter_map(move |ns| {
            let n = self.node_count();
            let probe = (ns, &*id);
            let sorted = |i: usize| self.by_id.get(i).map_or(i, |n| n.index());
            let key = |i: usize| (self.namespace[sorted(i)] as usize, self.ids.get(sorted(i)));
            let at = partition(n, |i| key(i) < probe);
            (at < n && key(at) == probe).then(|| NodeId::at(sorted(at)))
        })
    }

    /// Find a node by its key. O(log n).
    #[must_use]
    pub fn node(&self, key: &NodeKey) -> Option<NodeId> {
        self.find(&key.id).find(|&n| self.namespace(n) == &*key.namespace)
    }

    /// What an edge kind means.
    #[must_use]
    pub fn edge_kind(&self, kind: EdgeKindId) -> &EdgeKind {
        &self.edge_kinds[kind.index()]
    }

    /// All edge kinds, indexed by [`EdgeKindId`].
    #[must_use]
    pub fn edge_kinds(&self) -> &[EdgeKind] {
        &self.edge_kinds
    }

    /// Outgoing edges: a contiguous range of [`EdgeId`]s, sorted by (target, kind).
    #[must_use]
    pub fn out_range(&self, node: NodeId) -> Range<u32> {
        self.out_offsets[node.index()]..self.out_offsets[node.index() + 1]
    }

    /// Outgoing edges of a node.
    pub fn out_edges(&self, node: NodeId) -> impl ExactSizeIterator<Item = EdgeId> + use<> {
        self.out_range(node).map(EdgeId)
    }

    /// Sources of incoming edges, sorted, one entry for each edge.
    #[must_use]
    pub fn in_sources(&self, node: NodeId) -> &[NodeId] {
        &self.in_sources[self.in_offsets[node.index()] as usize..self.in_offsets[node.index() + 1] as usize]
    }

    /// Incoming edges of a node, sorted by (source, kind). Finding each id costs O(log degree).
    pub fn in_edges(&self, node: NodeId) -> impl Iterator<Item = EdgeId> + '_ {
        let sources = self.in_sources(node);
        let mut previous = None;
        sources
            .iter()
            .filter(move |s| previous.replace(**s) != Some(**s))
            .flat_map(move |&s| self.edges_between(s, node))
            .map(EdgeId)
    }

    /// All edges from one node to another: a contiguous range. O(log degree).
    #[must_use]
    pub fn edges_between(&self, from: NodeId, to: NodeId) -> Range<u32> {
        let row = self.out_range(from);
        let targets = &self.out_targets[row.start as usize..row.end as usize];
        let lo = targets.partition_point(|&t| t < to);
        let hi = lo + targets[lo..].partition_point(|&t| t == to);
        row.start + u32::try_from(lo).unwrap_or(0)..row.start + u32::try_from(hi).unwrap_or(0)
    }

    /// Target of an edge.
    #[must_use]
    pub fn target(&self, edge: EdgeId) -> NodeId {
        self.out_targets[edge.index()]
    }

    /// Source of an edge. O(log n).
    #[must_use]
    pub fn source_of(&self, edge: EdgeId) -> NodeId {
        NodeId::at(self.out_offsets.partition_point(|&o| o <= edge.0) - 1)
    }

    /// Kind of an edge.
    #[must_use]
    pub fn kind_of(&self, edge: EdgeId) -> EdgeKindId {
        self.out_kinds[edge.index()]
    }

    /// What an edge means.
    #[must_use]
    pub fn meaning(&self, edge: EdgeId) -> &EdgeKind {
        self.edge_kind(self.kind_of(edge))
    }

    /// Every edge with its source, in order.
    pub fn edges(&self) -> impl Iterator<Item = (NodeId, EdgeId)> + '_ {
        self.nodes().flat_map(|n| self.out_edges(n).map(move |e| (n, e)))
    }

    /// Bytes that topology and edge kinds take, offsets included.
    #[must_use]
    pub fn topology_size(&self) -> usize {
        (self.out_offsets.len() + self.in_offsets.len() + self.out_targets.len() + self.in_sources.len()) * 4
            + self.out_kinds.len() * 2
    }
}

/// First index of `0..n` where `before` is false.
fn partition(n: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut lo, mut hi) = (0, n);
    while lo < hi {
        let mid = usize::midpoint(lo, hi);
        if before(mid) { lo = mid + 1 } else { hi = mid }
    }
    lo
}
