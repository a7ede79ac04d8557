//! One source, several sources, and what they say about the same things.

use atlas_model::NodeKey;

use super::*;
use crate::{RelationKey, Search};

const SID: &str = "S-1-5-21-1-2-3-512";

fn key(namespace: &str, id: &str) -> NodeKey {
    NodeKey { namespace: namespace.into(), id: id.into() }
}

#[test]
fn importing_a_source_again_replaces_it_and_another_source_adds() {
    let desk = Desk::new();
    let mut store = desk.store();
    let first = source("a", "").node("u", "U", &["User"], "{}").relation("u", "MemberOf", None, "g");
    let outcome = import(&mut *store, &first);
    assert_eq!((outcome.added.len(), outcome.replaced.len()), (1, 0), "a new source adds");
    let second = source("a", "").node("v", "V", &["User"], "{}").relation("v", "MemberOf", None, "g");
    let outcome = import(&mut *store, &second);
    assert_eq!(*outcome.replaced, ["a".into()], "the same source replaces");
    let r = &outcome.revision;
    assert_eq!(
        (r.nodes, r.nodes_added, r.nodes_removed, r.relations_added, r.relations_removed),
        (2, 1, 1, 1, 1),
        "u and its membership went, v and its membership came, the placeholder g stays"
    );
    assert!(store.node(1, &key("", "u")).unwrap().is_some(), "the first revision is still whole");
    assert!(store.node(2, &key("", "u")).unwrap().is_none(), "what the source no longer says is gone");
    let other = source("b", "").node("w", "W", &["User"], "{}");
    assert_eq!(import(&mut *store, &other).revision.nodes, 3, "another source adds to what stands");
    assert_whole(&*store, "after three imports");
}

#[test]
fn importing_the_same_again_shares_every_row() {
    let desk = Desk::new();
    let mut store = desk.store();
    let world = source("a", "")
        .node("u", "U", &["User"], r#"{"x":1}"#)
        .relation("u", "MemberOf", None, "g")
        .relation("u", "MemberOf", None, "g");
    let one = import(&mut *store, &world).revision;
    let two = import(&mut *store, &world).revision;
    assert_eq!((&one.id, one.repeated, two.number), (&two.id, 1, 2), "equal facts, equal id, a new number");
    drop(store);
    for table in ["node_fact", "relation", "text", "node", "list"] {
        let query = format!("SELECT count(*) FROM {table}");
        let rows: i64 = desk.database().query_row(&query, [], |r| r.get(0)).unwrap();
        let expected = if table == "node" || table == "list" { 2 } else { 1 };
        assert_eq!(rows, expected, "no row of {table} was written twice");
    }
}

#[test]
fn unique_ids_merge_across_sources_and_the_first_value_shows() {
    let desk = Desk::new();
    let mut store = desk.store();
    let one = source("a", "").node(SID, "Admins", &["Group"], r#"{"x":1,"y":1}"#).relation(SID, "Owns", None, "d");
    let two = source("b", "b")
        .node(&SID.to_lowercase(), "ADMINS", &["AdGroup", "Group"], r#"{"x":2,"z":3}"#)
        .relation(SID, "Owns", None, "d");
    import(&mut *store, &one);
    let outcome = import(&mut *store, &two);
    assert_eq!(outcome.conflicts, 1, "names and x differ: one node with a conflict");
    let node = store.node(2, &key("", SID)).unwrap().unwrap();
    assert_eq!(&*node.name, "Admins", "the first source's name shows");
    assert_eq!(&*node.properties, r#"{"x":1,"y":1,"z":3}"#, "properties are united, the first value shows");
    assert_eq!(*node.conflicts, ["name".into(), "x".into()]);
    assert_eq!(*node.kinds, ["Group".into(), "AdGroup".into()], "kinds are united");
    assert_eq!(node.statements.len(), 2, "each source's own words are kept");
    assert_eq!(outcome.revision.nodes, 3, "d of the first source and d of namespace b are two nodes");
}

#[test]
fn a_relation_of_two_sources_is_one_with_evidence_of_both() {
    let desk = Desk::new();
    let mut store = desk.store();
    let relation = |name: &str| source(name, "").relation("u", "Grants", Some("admin"), "r");
    import(&mut *store, &relation("a"));
    assert_eq!(import(&mut *store, &relation("b")).revision.relations_added, 0, "nothing new appeared");
    let held = store.relations_of(2, &key("", "u")).unwrap();
    let files: Vec<&str> = held[0].evidence.iter().map(|e| &*e.file).collect();
    assert_eq!((held.len(), files), (1, vec!["a.json", "b.json"]), "one relation, two pieces of evidence");
    assert_eq!(held[0].evidence[0].place(), "edges[0]", "the record can be found in the file");
    assert_eq!(store.relation(2, &held[0].key).unwrap().as_ref(), Some(&held[0]), "asked alone it is the same");
    let other = RelationKey { level: None, ..held[0].key.clone() };
    assert_eq!(store.relation(2, &other).unwrap(), None, "the level is part of a relation");
    assert_eq!(import(&mut *store, &source("a", "")).revision.relations, 1, "the other source still states it");
}

#[test]
fn records_of_one_node_merge_whatever_their_order() {
    let world = source("a", "")
        .node("n", "Name", &["User"], r#"{"x":1}"#)
        .node("n", "", &["User", "Admin"], r#"{"x":2,"y":1}"#)
        .node("n", "Other", &[], "{}");
    let mut turned = world.clone();
    turned.nodes.reverse();
    let answers: Vec<_> = [world, turned]
        .iter()
        .map(|world| {
            let desk = Desk::new();
            let mut store = desk.store();
            let outcome = import(&mut *store, world);
            let node = store.node(1, &key("", "n")).unwrap().unwrap();
            (outcome.revision.id, outcome.conflicts, node.name, node.kinds, node.properties)
        })
        .collect();
    assert_eq!(answers[0], answers[1], "the order of records does not show");
    assert_eq!(answers[0].1, 1, "the contradiction is counted once");
    assert_eq!(*answers[0].3, ["User".into(), "Admin".into()], "the fuller list of kinds comes first");
}

#[test]
fn evidence_moves_with_the_newest_file() {
    let desk = Desk::new();
    let mut store = desk.store();
    import(&mut *store, &source("a", "").relation("u", "K", None, "g"));
    let mut later = source("a", "").relation("x", "K", None, "y").relation("u", "K", None, "g");
    later.files = vec!["later.json".into()];
    import(&mut *store, &later);
    let held = store.relations_of(2, &key("", "u")).unwrap();
    let e = &held[0].evidence[0];
    assert_eq!((&*e.file, e.record), ("later.json", 1), "the fact is found where the newest file states it");
}

#[test]
fn search_ranks_equal_before_beginning_before_containing() {
    let desk = Desk::new();
    let mut store = desk.store();
    let world = source("a", "")
        .node("1", "Platform Admins", &["Group"], "{}")
        .node("2", "admins", &["Group"], "{}")
        .node("3", "Administrators", &["Role"], "{}")
        .relation("1", "K", None, "admin-placeholder");
    import(&mut *store, &world);
    let ask = |kinds: &[&str]| {
        let search = Search { text: "ADMIN".into(), kinds: kinds.iter().map(|k| (*k).into()).collect(), limit: 9 };
        let hits = store.search(1, &search).unwrap();
        hits.into_iter().map(|h| h.key.id.into_string()).collect::<Vec<_>>()
    };
    assert_eq!(ask(&[]), ["2", "3", "admin-placeholder", "1"]);
    assert_eq!(ask(&["Role"]), ["3"], "kinds narrow the search");
}

#[test]
fn properties_are_counted_by_source_and_kind() {
    let desk = Desk::new();
    let mut store = desk.store();
    let world = source("a", "").node("1", "A", &["User"], r#"{"mfa":true,"owner":"x"}"#).node(
        "2",
        "B",
        &["User"],
        r#"{"mfa":false}"#,
    );
    import(&mut *store, &world);
    let present = store.property_presence(1).unwrap();
    let counts: Vec<(&str, u32)> = present.iter().map(|p| (&*p.property, p.nodes)).collect();
    assert_eq!(counts, [("", 2), ("mfa", 2), ("owner", 1)], "the empty property counts all nodes of the kind");
    let counts = store.counts(1).unwrap();
    assert_eq!(counts.node_kinds.get("User"), Some(&2));
}
