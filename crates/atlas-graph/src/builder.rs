//! [`SnapshotBuilder`]: rows in any order, one [`SnapshotBuilder::freeze`].

use std::collections::{BTreeMap, BTreeSet};

use atlas_model::{Hints, KindBook, Lifecycle, NodeClass, NodeMeaning, RelationClass, SeenKinds, Walk};

use crate::csr::offsets;
use crate::{EdgeKind, EdgeKindId, NodeId, Snapshot, Texts};

/// Rule of edges that run from a container down to what it holds (semantics §8).
pub const CONTROL_RUNS_DOWN: &str = "control-runs-down";

/// One node as the store knows it.
#[derive(Clone, Copy, Debug)]
pub struct NodeRow<'a> {
    /// Empty for globally unique ids.
    pub namespace: &'a str,
    /// Native id.
    pub id: &'a str,
    /// Display name; empty where none is stated.
    pub name: &'a str,
    /// Kinds, most specific first.
    pub kinds: &'a [&'a str],
    /// What the records state.
    pub hints: Hints,
    /// Only named by relations.
    pub placeholder: bool,
    /// The source that named it first.
    pub source: &'a str,
}

/// Half of the numbers there are: each kind may have a derived one beside it.
const MOST_KINDS: usize = 1 << 15;

/// A distinct (kind, level, stated traversability).
type EdgeKindKey = (Box<str>, Option<Box<str>>, Option<bool>);

/// Collects rows; the ids it hands out are its own and end with it.
#[derive(Debug, Default)]
pub struct SnapshotBuilder {
    namespaces: BTreeMap<Box<str>, u16>,
    namespace: Vec<u16>,
    ids: Texts,
    names: Texts,
    kind_lists: BTreeMap<Vec<Box<str>>, u32>,
    kinds: Vec<u32>,
    sources: BTreeMap<Box<str>, u16>,
    source: Vec<u16>,
    hints: Vec<Hints>,
    placeholder: Vec<bool>,
    edge_kinds: BTreeMap<EdgeKindKey, u16>,
    edges: Vec<(u32, u32, u16)>,
    /// Sources that have identities, also where none of them is among the rows.
    peopled: BTreeSet<Box<str>>,
}

impl SnapshotBuilder {
    /// An empty builder with room for `nodes` and `edges`.
    #[must_use]
    pub fn with_capacity(nodes: usize, edges: usize) -> Self {
        Self { hints: Vec::with_capacity(nodes), edges: Vec::with_capacity(edges), ..Self::default() }
    }

    /// Add a node; the number returned is for [`Self::edge`].
    pub fn node(&mut self, row: &NodeRow<'_>) -> u32 {
        self.namespace.push(intern(&mut self.namespaces, row.namespace));
        self.ids.push(row.id);
        self.names.push(row.name);
        let list: Vec<Box<str>> = row.kinds.iter().map(|k| (*k).into()).collect();
        let next = u32::try_from(self.kind_lists.len()).unwrap_or(u32::MAX);
        self.kinds.push(*self.kind_lists.entry(list).or_insert(next));
        self.source.push(intern(&mut self.sources, row.source));
        self.hints.push(row.hints);
        self.placeholder.push(row.placeholder);
        u32::try_from(self.hints.len() - 1).unwrap_or(u32::MAX)
    }

    /// The number of a distinct (kind, level, stated traversability), for [`Self::edge`]. Files that
    /// write free text as levels cannot exhaust the numbers: once half of them are given, a new level
    /// counts as none.
    pub fn edge_kind(&mut self, kind: &str, level: Option<&str>, traversable: Option<bool>) -> u16 {
        let key = (kind.into(), level.map(Into::into), traversable);
        if let Some(&known) = self.edge_kinds.get(&key) {
            return known;
        }
        let next = self.edge_kinds.len();
        if next >= MOST_KINDS && level.is_some() {
            return self.edge_kind(kind, None, traversable);
        }
        let number = u16::try_from(next).unwrap_or(u16::MAX);
        self.edge_kinds.insert(key, number);
        number
    }

    /// Add a relation between two nodes of this builder.
    pub fn edge(&mut self, from: u32, to: u32, kind: u16) {
        self.edges.push((from, to, kind));
    }

    /// Say that a source has identities though none of them may be among the rows, as in a part of a
    /// graph: the holders of its grants then do not stand in for them (semantics §6).
    pub fn has_identities(&mut self, source: &str) {
        self.peopled.insert(source.into());
    }

    /// The kinds among the rows, for [`KindBook::resolve`]. O(edges * log kinds).
    #[must_use]
    pub fn seen_kinds(&self) -> SeenKinds {
        let lists = invert(&self.kind_lists);
        let keys = invert(&self.edge_kinds);
        let mut seen = SeenKinds::default();
        for &list in &self.kinds {
            for kind in lists[list as usize] {
                *seen.nodes.entry(kind.clone()).or_default() += 1;
            }
        }
        let mut triples: BTreeMap<(u32, u16, u32), u64> = BTreeMap::new();
        for &(from, to, kind) in &self.edges {
            *triples.entry((self.kinds[from as usize], kind, self.kinds[to as usize])).or_default() += 1;
        }
        for ((from, kind, to), n) in triples {
            let (name, level, _) = keys[kind as usize];
            let first = |l: u32| lists[l as usize].first().cloned().unwrap_or_default();
            *seen.triples.entry((first(from), name.clone(), first(to))).or_default() += n;
            if let Some(level) = level {
                *seen.levels.entry((name.clone(), level.clone())).or_default() += n;
            }
        }
        seen
    }

    /// Freeze. Nodes are ordered by key, edge kinds by (kind, level, stated traversability), edges
    /// by (source, target, kind), so the order of the rows never shows. Exact repeats collapse.
    /// O(n log n + edges).
    #[must_use]
    pub fn freeze(self, revision: &str, book: &KindBook) -> Snapshot {
        let namespace_rank = ranks(&self.namespaces);
        let mut order: Vec<u32> = (0..u32::try_from(self.hints.len()).unwrap_or(u32::MAX)).collect();
        order.sort_unstable_by(|&a, &b| {
            let key = |n: u32| (namespace_rank[self.namespace[n as usize] as usize], self.ids.get(n as usize));
            key(a).cmp(&key(b)).then(a.cmp(&b))
        });
        let mut rank = vec![0u32; order.len()];
        for (new, &old) in (0u32..).zip(&order) {
            rank[old as usize] = new;
        }
        let list_rank = ranks(&self.kind_lists);
        let source_rank = ranks(&self.sources);
        let mut snapshot = Snapshot {
            revision: revision.into(),
            namespaces: self.namespaces.keys().cloned().collect(),
            kind_lists: self.kind_lists.keys().cloned().collect(),
            sources: self.sources.keys().cloned().collect(),
            ..Snapshot::default()
        };
        // Nodes share few (kinds, hints), and each costs the book a search.
        let mut meanings: BTreeMap<u32, Vec<(Hints, NodeMeaning)>> = BTreeMap::new();
        for &old in &order {
            let old = old as usize;
            let list = list_rank[self.kinds[old] as usize];
            let hints = self.hints[old];
            let known = meanings.entry(list).or_default();
            let meaning = match known.iter().find(|(h, _)| *h == hints) {
                Some(&(_, meaning)) => meaning,
                None => {
                    let kinds: Vec<&str> = snapshot.kind_lists[list as usize].iter().map(|k| &**k).collect();
                    let meaning = book.node(&kinds, hints);
                    known.push((hints, meaning));
                    meaning
                }
            };
            snapshot.namespace.push(u16::try_from(namespace_rank[self.namespace[old] as usize]).unwrap_or(u16::MAX));
            snapshot.ids.push(self.ids.get(old));
            snapshot.names.push(self.names.get(old));
            snapshot.kinds.push(list);
            snapshot.source.push(u16::try_from(source_rank[self.source[old] as usize]).unwrap_or(u16::MAX));
            snapshot.class.push(meaning.class);
            snapshot.lifecycle.push(meaning.lifecycle);
            snapshot.stated_tier.push(meaning.tier);
            snapshot.enabled.push(self.hints[old].enabled);
            snapshot.placeholder.push(self.placeholder[old]);
        }
        let (edge_kinds, fact_kind, down_kind) = settle_edge_kinds(&self.edge_kinds, book);
        snapshot.edge_kinds = edge_kinds;
        let mut edges = self.edges;
        for at in 0..edges.len() {
            let (from, to, kind) = edges[at];
            let (from, to) = (rank[from as usize], rank[to as usize]);
            edges[at] = (from, to, fact_kind[kind as usize].0);
            edges.extend(down_kind[kind as usize].map(|down| (to, from, down.0)));
        }
        fill_rows(&mut snapshot, edges);
        let acting = holders_that_act(&snapshot, &self.peopled);
        for node in acting {
            snapshot.class[node.index()] = NodeClass::Identity;
            snapshot.lifecycle[node.index()] = Lifecycle::Unknown;
        }
        snapshot
    }
}

fn intern(map: &mut BTreeMap<Box<str>, u16>, text: &str) -> u16 {
    if let Some(&at) = map.get(text) {
        return at;
    }
    let next = u16::try_from(map.len()).unwrap_or(u16::MAX);
    map.insert(text.into(), next);
    next
}

/// Number given at insertion -> rank in the order of the keys.
fn ranks<K, V: Copy + Into<u32>>(map: &BTreeMap<K, V>) -> Vec<u32> {
    let mut rank = vec![0; map.len()];
    for (new, &old) in (0u32..).zip(map.values()) {
        rank[old.into() as usize] = new;
    }
    rank
}

/// Keys by the number given at insertion.
fn invert<K, V: Copy + Into<u32>>(map: &BTreeMap<K, V>) -> Vec<&K> {
    let mut keys: Vec<(u32, &K)> = map.iter().map(|(k, &v)| (v.into(), k)).collect();
    keys.sort_unstable_by_key(|&(v, _)| v);
    keys.into_iter().map(|(_, k)| k).collect()
}

/// Edge kinds in the order of their keys, then the derived ones; and for each number given at
/// insertion its fact kind and, where it is walked against, its derived kind.
fn settle_edge_kinds(
    map: &BTreeMap<EdgeKindKey, u16>,
    book: &KindBook,
) -> (Vec<EdgeKind>, Vec<EdgeKindId>, Vec<Option<EdgeKindId>>) {
    let mut kinds = Vec::with_capacity(map.len());
    let mut derived = Vec::new();
    let mut fact_kind = vec![EdgeKindId::default(); map.len()];
    let mut down_kind = vec![None; map.len()];
    for (rank, ((kind, level, traversable), &old)) in map.iter().enumerate() {
        let meaning = book.step(kind, level.as_deref(), *traversable);
        let fact = EdgeKind {
            kind: kind.clone(),
            level: level.clone(),
            class: meaning.class,
            walked: meaning.walk == Walk::Along,
            status: meaning.status,
            cost: meaning.cost,
            basis: meaning.basis,
            rule: None,
            stands_on: None,
        };
        fact_kind[old as usize] = EdgeKindId::at(rank);
        if meaning.walk == Walk::Against {
            down_kind[old as usize] = Some(EdgeKindId::at(map.len() + derived.len()));
            derived.push(EdgeKind {
                kind: "Contains".into(),
                level: None,
                class: RelationClass::Containment,
                walked: true,
                rule: Some(CONTROL_RUNS_DOWN),
                stands_on: Some(EdgeKindId::at(rank)),
                ..fact.clone()
            });
        }
        kinds.push(fact);
    }
    kinds.append(&mut derived);
    (kinds, fact_kind, down_kind)
}

/// Rows by counting sort, each sorted by (target, kind) and without repeats.
fn fill_rows(snapshot: &mut Snapshot, edges: Vec<(u32, u32, u16)>) {
    let n = snapshot.node_count();
    let rows = offsets(n, edges.iter().map(|e| e.0));
    let mut cursor = rows.clone();
    let mut cells = vec![(NodeId(0), EdgeKindId(0)); edges.len()];
    for (from, to, kind) in edges {
        let at = &mut cursor[from as usize];
        cells[*at as usize] = (NodeId(to), EdgeKindId(kind));
        *at += 1;
    }
    snapshot.out_offsets = Vec::with_capacity(n + 1);
    snapshot.out_offsets.push(0);
    snapshot.out_targets.reserve_exact(cells.len());
    snapshot.out_kinds.reserve_exact(cells.len());
    for row in rows.windows(2) {
        let row = &mut cells[row[0] as usize..row[1] as usize];
        row.sort_unstable();
        let mut last = None;
        for &(target, kind) in row.iter() {
            if last.replace((target, kind)) != Some((target, kind)) {
                snapshot.out_targets.push(target);
                snapshot.out_kinds.push(kind);
            }
        }
        snapshot.out_offsets.push(u32::try_from(snapshot.out_targets.len()).unwrap_or(u32::MAX));
    }
    snapshot.in_offsets = offsets(n, snapshot.out_targets.iter().map(|t| t.0));
    let mut cursor = snapshot.in_offsets.clone();
    snapshot.in_sources = vec![NodeId(0); snapshot.out_targets.len()];
    for (from, row) in (0u32..).zip(snapshot.out_offsets.windows(2)) {
        for target in &snapshot.out_targets[row[0] as usize..row[1] as usize] {
            let at = &mut cursor[target.index()];
            snapshot.in_sources[*at as usize] = NodeId(from);
            *at += 1;
        }
    }
}

/// Where a source has no identity, the holders of grants that have no members act as identities (semantics §6).
fn holders_that_act(snapshot: &Snapshot, peopled: &BTreeSet<Box<str>>) -> Vec<NodeId> {
    let mut has_identity: Vec<bool> = snapshot.sources.iter().map(|s| peopled.contains(s)).collect();
    for node in snapshot.identities() {
        has_identity[snapshot.source[node.index()] as usize] = true;
    }
    let mut has_member = vec![false; snapshot.node_count()];
    for (_, edge) in snapshot.edges() {
        if snapshot.meaning(edge).class == RelationClass::Membership {
            has_member[snapshot.target(edge).index()] = true;
        }
    }
    let holds = |n: NodeId| snapshot.out_edges(n).any(|e| snapshot.meaning(e).class == RelationClass::Grant);
    snapshot
        .nodes()
        .filter(|&n| !has_identity[snapshot.source[n.index()] as usize] && !has_member[n.index()] && holds(n))
        .collect()
}

#[cfg(test)]
mod tests;
