//! How nodes are named to people and how people name nodes.

use atlas_graph::{NodeId, Snapshot};

/// The id in answers: the native id, with its namespace only where two nodes would clash
/// (semantics §1).
pub(crate) fn id_text(snapshot: &Snapshot, node: NodeId) -> String {
    let id = snapshot.id(node);
    let clash = snapshot.find(id).nth(1).is_some();
    let namespace = snapshot.namespace(node);
    if clash && !namespace.is_empty() { format!("{namespace}:{id}") } else { id.to_owned() }
}

/// The nodes an id text names: the native id in every namespace, else `namespace:id`, else the
/// unique node that differs only in case.
pub(crate) fn nodes_by_id(snapshot: &Snapshot, text: &str) -> Vec<NodeId> {
    let exact: Vec<NodeId> = snapshot.find(text).collect();
    if !exact.is_empty() {
        return exact;
    }
    let qualified: Vec<NodeId> = text
        .match_indices(':')
        .filter_map(|(i, _)| snapshot.find(&text[i + 1..]).find(|&n| snapshot.namespace(n) == &text[..i]))
        .collect();
    if !qualified.is_empty() {
        return qualified;
    }
    let mut folded = snapshot.nodes().filter(|&n| snapshot.id(n).eq_ignore_ascii_case(text));
    match (folded.next(), folded.next()) {
        (Some(node), None) => vec![node],
        _ => Vec::new(),
    }
}
