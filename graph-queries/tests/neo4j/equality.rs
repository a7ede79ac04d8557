//! Both stores say the same, a push writes what differs, and a pull brings everything back.

use atlas_model::End;
use graph_queries::{Search, Store as _, StoreError, copy_into};

use crate::server::server;
use crate::world::{Desk, answers, frozen, import, stamp, world};

#[test]
fn both_stores_give_the_same_answers_and_a_pull_brings_everything_back() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut embedded = desk.store();
    let newest = world(&mut *embedded);
    let neo4j = server.open();
    assert!(neo4j.revisions().unwrap().is_empty(), "an empty database holds no revision");
    let pushed = neo4j.push(&*embedded, newest, &()).unwrap();
    assert_eq!(neo4j.revisions().unwrap()[0], embedded.revisions().unwrap()[2], "the revision with its stamp");
    assert_eq!(pushed.revision, embedded.revisions().unwrap()[2].id);
    for (there, here) in answers(&neo4j, newest).into_iter().zip(answers(&*embedded, newest)) {
        assert_eq!(there, here, "the same question, the same answer");
    }
    assert_eq!(server.cypher("MATCH (s:AtlasState) RETURN count(s) AS n"), [1], "no kind poses as the state");

    let other = Desk::new();
    let mut back = other.store();
    let outcome = copy_into(&neo4j, newest, &mut *back, &stamp(), &()).unwrap();
    assert_eq!(outcome.revision.id, pushed.revision, "the same facts have the same id");
    assert_eq!(frozen(&*back, 1), frozen(&*embedded, newest), "the same graph");
    for hit in back.search(1, &Search { limit: 1000, ..Search::default() }).unwrap() {
        let (there, here) = (back.relations_of(1, &hit.key), embedded.relations_of(newest, &hit.key));
        assert_eq!(there.unwrap(), here.unwrap(), "the evidence of {:?} came back", hit.key);
    }
    assert!(matches!(neo4j.freeze(newest + 1, &()), Err(StoreError::NoRevision { .. })), "one revision, no other");
    assert!(neo4j.check(&()).unwrap().faults.is_empty(), "the database is whole");
}

#[test]
fn a_push_writes_what_differs_and_takes_away_what_is_gone() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let first = world(&mut *store);
    let neo4j = server.open();
    let made = neo4j.push(&*store, first, &()).unwrap();
    assert!(made.nodes_made > 10 && made.relations_made > 10 && made.nodes_gone == 0, "{made:?}");
    assert!(neo4j.push(&*store, first, &()).unwrap().unchanged, "the second push writes nothing");

    let second = import(&mut *store, "ox", "", |t| {
        t.node("u1", "Anna", &["Human"], r#"{"team":"green"}"#);
        t.node("u9", "Nina", &["Human"], "{}");
        t.relation("u9", "MemberOf", None, End::Id("t0-g"), "{}");
    });
    let changed = neo4j.push(&*store, second, &()).unwrap();
    assert_eq!((changed.nodes_made, changed.nodes_rewritten, changed.nodes_gone), (1, 1, 0), "{changed:?}");
    assert_eq!(
        (changed.relations_made, changed.relations_gone),
        (2, 1),
        "one new, one with less evidence: {changed:?}"
    );
    assert_eq!(answers(&neo4j, second), answers(&*store, second), "and then it says the same");

    let third = import(&mut *store, "zoo", "", |t| t.node("u1", "Ann", &["User"], "{}"));
    let shrunk = neo4j.push(&*store, third, &()).unwrap();
    assert!(shrunk.nodes_gone > 5 && shrunk.relations_gone > 5, "{shrunk:?}");
    assert_eq!(answers(&neo4j, third), answers(&*store, third), "what a source no longer says is gone");

    let again = neo4j.push(&*store, first, &()).unwrap();
    assert!(!again.unchanged, "an older revision can be put back");
    assert_eq!(answers(&neo4j, first), answers(&*store, first), "whatever stood there");
}
