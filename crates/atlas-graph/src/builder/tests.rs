use atlas_model::Profile;

use super::*;
use crate::Snapshot;

/// Rows in an order; nodes `n0..`, edges between them of kinds `A` and `B` with levels.
fn build(nodes: &[usize], edges: &[(usize, usize, &str, Option<&str>)]) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    let mut number = vec![0; nodes.len()];
    for &at in nodes {
        let (id, kind) = (format!("n{at:02}"), if at % 2 == 0 { "Even" } else { "Odd" });
        number[at] = builder.node(&NodeRow {
            namespace: if at < 3 { "" } else { "file" },
            id: &id,
            name: "",
            kinds: &[kind],
            hints: Hints { enabled: (at == 1).then_some(false), ..Hints::default() },
            placeholder: at == 4,
            source: if at % 3 == 0 { "one" } else { "two" },
        });
    }
    for &(from, to, kind, level) in edges {
        let kind = builder.edge_kind(kind, level, Some(true));
        builder.edge(number[from], number[to], kind);
    }
    builder.freeze("r", &KindBook::default())
}

const EDGES: &[(usize, usize, &str, Option<&str>)] = &[
    (0, 1, "A", None),
    (0, 1, "B", Some("write")),
    (0, 1, "A", None),
    (5, 2, "B", Some("admin")),
    (2, 5, "B", Some("write")),
    (3, 3, "A", None),
    (4, 0, "A", Some("x")),
];

#[test]
fn the_order_of_the_rows_never_shows() {
    let plain = build(&[0, 1, 2, 3, 4, 5], EDGES);
    let mut edges = EDGES.to_vec();
    edges.reverse();
    let shuffled = build(&[5, 3, 1, 4, 0, 2], &edges);
    assert_eq!(format!("{plain:?}"), format!("{shuffled:?}"), "every column and row is the same");
    assert_eq!(plain.edge_count(), EDGES.len() - 1, "an exact repeat is one edge");
}

#[test]
fn rows_are_sorted_and_incoming_ones_mirror_outgoing_ones() {
    let snapshot = build(&[0, 1, 2, 3, 4, 5], EDGES);
    let mut mirrored = Vec::new();
    for (from, edge) in snapshot.edges() {
        let row: Vec<_> = snapshot.out_edges(from).map(|e| (snapshot.target(e), snapshot.kind_of(e))).collect();
        assert!(row.windows(2).all(|w| w[0] < w[1]), "sorted and distinct: {row:?}");
        assert_eq!(snapshot.source_of(edge), from, "an edge knows its source");
        assert!(snapshot.edges_between(from, snapshot.target(edge)).contains(&edge.0), "found between its ends");
        mirrored.push((snapshot.target(edge), from, edge));
    }
    mirrored.sort_unstable();
    let incoming: Vec<_> = snapshot
        .nodes()
        .flat_map(|n| snapshot.in_edges(n).map(move |e| (n, e)))
        .map(|(n, e)| (n, snapshot.source_of(e), e))
        .collect();
    assert_eq!(incoming, mirrored, "in is the reverse of out");
    assert_eq!(snapshot.id(snapshot.nodes().next().unwrap()), "n00", "nodes stand in the order of their keys");
}

#[test]
fn in_a_part_without_its_identities_no_holder_stands_in_for_them() {
    let team = |peopled: bool| {
        let mut builder = SnapshotBuilder::default();
        let row = |id, kind: &'static [&'static str]| NodeRow {
            namespace: "",
            id,
            name: "",
            kinds: kind,
            hints: Hints::default(),
            placeholder: false,
            source: "code",
        };
        let (team, repo) = (builder.node(&row("team", &["Team"])), builder.node(&row("repo", &["Repo"])));
        let kind = builder.edge_kind("RepoPermission", Some("admin"), None);
        builder.edge(team, repo, kind);
        if peopled {
            builder.has_identities("code");
        }
        let book = KindBook::resolve(&Profile::default(), &Profile::default(), &builder.seen_kinds());
        builder.freeze("r", &book).identities().count()
    };
    assert_eq!(team(false), 1, "a source without identities: who holds the grant acts");
    assert_eq!(team(true), 0, "its identities are elsewhere");
}

#[test]
fn free_text_as_levels_does_not_exhaust_the_kinds() {
    let mut builder = SnapshotBuilder::default();
    for level in 0..MOST_KINDS + 10 {
        builder.edge_kind("Grants", Some(&format!("level {level}")), None);
    }
    let none = builder.edge_kind("Grants", None, None);
    assert_eq!(builder.edge_kind("Grants", Some("one more"), None), none, "counts as a grant without a level");
    assert_ne!(builder.edge_kind("Grants", Some("level 0"), None), none, "known ones stay");
}
