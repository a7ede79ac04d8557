//! Ends of relations: ids nobody describes, ids that differ in case, matches by name.

use atlas_model::NodeKey;

use super::*;

/// Ids of the nodes that `u` reaches in one step, in order.
fn reached(store: &dyn Store, revision: u32) -> Vec<String> {
    let key = NodeKey { namespace: "".into(), id: "u".into() };
    let relations = store.relations_of(revision, &key).unwrap();
    relations.into_iter().map(|r| r.key.to.id.into_string()).collect()
}

#[test]
fn placeholders_become_real_when_a_later_import_describes_them() {
    let desk = Desk::new();
    let mut store = desk.store();
    let outcome = import(&mut *store, &source("a", "").node("u", "U", &[], "{}").relation("u", "K", None, "g"));
    assert_eq!((outcome.revision.placeholders, outcome.outside), (1, 1), "g is described by no file");
    assert!(outcome.issues[0].reason.contains("\"g\""), "the issue names the end: {:?}", outcome.issues);
    assert_eq!((&*outcome.issues[0].file, &*outcome.issues[0].place), ("a.json", "edges[0]"));
    let outcome = import(&mut *store, &source("b", "").node("g", "G", &["Group"], "{}"));
    assert_eq!((outcome.revision.placeholders, outcome.revision.nodes), (0, 2), "now it is described");
    let key = NodeKey { namespace: "".into(), id: "g".into() };
    assert!(store.node(1, &key).unwrap().unwrap().placeholder, "the first revision did not know it");
    assert!(!store.node(2, &key).unwrap().unwrap().placeholder);
}

#[test]
fn a_match_finds_its_node_in_any_order_and_without_case() {
    let desk = Desk::new();
    let mut store = desk.store();
    // The relation is read before the node, and the name differs in case.
    let mut world = source("a", "").relation_to_name("u", "K", "jane doe", Some("User"));
    world =
        world.node("u", "U", &[], "{}").node("7", "Jane Doe", &["User"], "{}").node("8", "Jane Doe", &["Robot"], "{}");
    let outcome = import(&mut *store, &world);
    assert_eq!(reached(&*store, 1), ["7"], "the kind tells the two apart");
    assert_eq!(outcome.unresolved, 0);
}

#[test]
fn a_match_that_fits_nobody_or_several_stands_as_a_placeholder() {
    let desk = Desk::new();
    let mut store = desk.store();
    let world = source("a", "")
        .node("u", "U", &[], "{}")
        .node("1", "Twin", &["User"], "{}")
        .node("2", "twin", &["User"], "{}")
        .relation_to_name("u", "K", "nobody", Some("User"))
        .relation_to_name("u", "K", "TWIN", None);
    let outcome = import(&mut *store, &world);
    assert_eq!((outcome.unresolved, outcome.revision.placeholders), (2, 2), "both relations are kept");
    let reasons: Vec<_> = outcome.issues.iter().map(|i| i.reason.to_string()).collect();
    assert!(reasons[0].contains("\"nobody\" of kind User fits no node"), "{reasons:?}");
    assert!(reasons[1].contains("\"TWIN\" fits 2 nodes"), "{reasons:?}");
}

#[test]
fn a_match_of_another_source_is_resolved_when_its_node_comes_and_opened_when_it_goes() {
    let desk = Desk::new();
    let mut store = desk.store();
    let asks = source("a", "").node("u", "U", &[], "{}").relation_to_name("u", "K", "Jane", Some("User"));
    import(&mut *store, &asks);
    assert_eq!(reached(&*store, 1), ["Jane"], "a placeholder by the text that was looked for");
    let jane = source("b", "").node("7", "Jane", &["User"], "{}");
    import(&mut *store, &jane);
    assert_eq!(reached(&*store, 2), ["7"], "the other source described her");
    import(&mut *store, &source("b", ""));
    assert_eq!(reached(&*store, 3), ["Jane"], "and took it back");
    let fresh = Desk::new();
    let mut turned = fresh.store();
    import(&mut *turned, &jane);
    let other_way = import(&mut *turned, &asks).revision;
    assert_eq!(other_way.id, store.revisions().unwrap()[1].id, "the order of the sources does not matter");
    assert_whole(&*store, "after resolving twice");
}

#[test]
fn properties_and_objectid_are_matched_too() {
    let desk = Desk::new();
    let mut store = desk.store();
    let mut world = source("a", "")
        .node("u", "U", &[], "{}")
        .node("7", "Jane", &["User"], r#"{"mail":"j@x","uid":12.0}"#)
        .node("8", "John", &["User"], r#"{"mail":"j@x","uid":13}"#)
        .relation("u", "K", None, "")
        .relation("u", "L", None, "");
    world.relations[0].to = Err(Match {
        properties: vec![("mail".into(), MatchValue::Text("j@x".into())), ("uid".into(), MatchValue::Number(12.0))],
        kind: None,
    });
    world.relations[1].to =
        Err(Match { properties: vec![("objectid".into(), MatchValue::Text("8".into()))], kind: None });
    import(&mut *store, &world);
    assert_eq!(reached(&*store, 1), ["7", "8"], "all conditions hold for one node each");
}

#[test]
fn an_exact_id_wins_and_else_the_only_one_that_differs_in_case() {
    let desk = Desk::new();
    let mut store = desk.store();
    let world = source("a", "")
        .node("u", "U", &[], "{}")
        .node("Team", "T", &[], "{}")
        .node("X", "X1", &[], "{}")
        .node("x", "X2", &[], "{}")
        .relation("u", "K", None, "TEAM")
        .relation("u", "K", None, "x")
        .relation("u", "L", None, "TEAM");
    let outcome = import(&mut *store, &world);
    assert_eq!(reached(&*store, 1), ["Team", "x", "Team"]);
    assert_eq!((outcome.case_matched, outcome.revision.placeholders), (2, 0));
    let notes: Vec<_> = outcome.issues.iter().filter(|i| i.reason.contains("case")).collect();
    assert_eq!(notes.len(), 1, "reported once, not for each end: {notes:?}");
    // A source that describes the exact id takes the relation to itself.
    import(&mut *store, &source("b", "").node("TEAM", "T2", &[], "{}"));
    assert_eq!(reached(&*store, 2), ["TEAM", "x", "TEAM"], "now the exact id is described");
    import(&mut *store, &source("b", ""));
    assert_eq!(reached(&*store, 3), ["Team", "x", "Team"], "and no more");
    assert_whole(&*store, "after three revisions");
}

#[test]
fn a_placeholder_of_another_source_finds_the_node_that_differs_in_case() {
    let desk = Desk::new();
    let mut store = desk.store();
    import(&mut *store, &source("a", "").node("u", "U", &[], "{}").relation("u", "K", None, "team"));
    let outcome = import(&mut *store, &source("b", "").node("Team", "T", &[], "{}"));
    assert_eq!(reached(&*store, 2), ["Team"]);
    assert_eq!((outcome.revision.placeholders, outcome.revision.nodes_removed), (0, 1), "the placeholder is gone");
    assert_whole(&*store, "after moving the end");
}

#[test]
fn folding_sources_ignore_case_everywhere() {
    let desk = Desk::new();
    let mut store = desk.store();
    let mut world = source("a", "").node("Corp.Local", "C", &[], "{}").relation("u", "K", None, "CORP.local");
    world.sources[0].folds_case = true;
    let outcome = import(&mut *store, &world);
    assert_eq!((outcome.revision.nodes, outcome.case_matched), (2, 0), "folded ids are equal, not merely alike");
}

#[test]
fn many_ends_outside_are_counted_and_the_first_are_named() {
    let desk = Desk::new();
    let mut store = desk.store();
    let world =
        (0..50).fold(source("a", "").node("u", "U", &[], "{}"), |w, i| w.relation("u", "K", None, &format!("p{i}")));
    let outcome = import(&mut *store, &world);
    assert_eq!((outcome.outside, outcome.issues.len()), (50, 21), "20 by name, the rest in one");
    assert!(outcome.issues[20].reason.starts_with("30 more"), "{}", outcome.issues[20].reason);
    let bare = import(&mut *store, &source("b", "b").relation("x", "K", None, "y"));
    assert_eq!(bare.issues.len(), 1, "a list of relations alone says so once: {:?}", bare.issues);
}
