//! What is in a scope is the same in both stores, whole, and counted at its border.

use std::collections::BTreeSet;

use atlas_graph::Snapshot;
use atlas_model::{End, KindBook, NodeKey};
use graph_queries::{Scope, Store, StoreError};

use super::server::server;
use super::world::{Desk, import, world};

const SCOPES: [&[&str]; 22] = [
    &["kind=User"],
    &["kind=User,kind=Group"],
    &["kind=Person"],
    &["kind=Nothing"],
    &["namespace="],
    &["namespace=ark"],
    &["namespace=ark", "kind=Group"],
    &["source=zoo"],
    &["source=ark"],
    &["source=ox,kind=Human"],
    &["source=zoo,namespace=ark"],
    &["platform=github"],
    &["platform=github,kind=GH_Team", "platform=kubernetes"],
    &["around=u1,steps=0"],
    &["around=u1,steps=1"],
    &["around=ark:u1,steps=1"],
    &["around=nowhere"],
    &["around=t0-g,steps=1,kind=User"],
    &["around=t0-g,around=U2,steps=12"],
    &["kind=User`}) DETACH DELETE n //"],
    &["kind=AtlasState", "kind=AtlasNode", "kind="],
    &["source=zoo\"} OR true //"],
];

fn of_one_scope(store: &dyn Store, revision: u32, scope: &Scope) -> (Snapshot, u32, u32, u64) {
    let scoped = store.freeze_scope(revision, scope, &()).unwrap();
    (scoped.builder.freeze("", &KindBook::default()), scoped.nodes, scoped.relations, scoped.border)
}

fn keys(snapshot: &Snapshot) -> BTreeSet<NodeKey> {
    snapshot.nodes().map(|n| snapshot.key(n)).collect()
}

/// The world of the other tests and two platforms.
fn platforms(store: &mut dyn Store) -> u32 {
    world(store);
    import(store, "code", "gh", |t| {
        t.node("team", "Team", &["GH_Team"], "{}");
        t.node("repo", "Repo", &["gh-repository"], "{}");
        t.node("pod", "Pod", &["K8sPod"], "{}");
        t.relation("team", "Owns", Some("admin"), End::Id("repo"), "{}");
        t.relation("repo", "Runs", None, End::Id("pod"), "{}");
    })
}

/// The definition, relation by relation.
fn holds_what_lies_between(whole: &Snapshot, (part, nodes, relations, border): &(Snapshot, u32, u32, u64), what: &str) {
    let within = keys(part);
    assert_eq!(within.len(), *nodes as usize, "{what}: nodes are counted");
    assert!(within.is_subset(&keys(whole)), "{what}: nothing is made up");
    let (mut inside, mut crossing) = (0, 0);
    for (from, edge) in whole.edges().filter(|&(_, e)| whole.meaning(e).rule.is_none()) {
        match [from, whole.target(edge)].map(|n| within.contains(&whole.key(n))) {
            [true, true] => inside += 1,
            [false, false] => {}
            _ => crossing += 1,
        }
    }
    assert_eq!((*relations, *border), (inside, crossing), "{what}: relations within and across the border");
    let there = part.edges().filter(|&(_, e)| part.meaning(e).rule.is_none()).count();
    assert_eq!(there, inside as usize, "{what}: what is counted is there");
}

#[test]
fn a_scope_is_the_same_in_both_stores() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut embedded = desk.store();
    let newest = platforms(&mut *embedded);
    let neo4j = server.open();
    neo4j.push(&*embedded, newest, &()).unwrap();
    let whole = embedded.freeze(newest, &()).unwrap().freeze("", &KindBook::default());
    let mut sizes = BTreeSet::new();
    for texts in SCOPES {
        let scope = Scope::parse(texts).unwrap();
        let (here, there) = (of_one_scope(&*embedded, newest, &scope), of_one_scope(&neo4j, newest, &scope));
        assert_eq!(format!("{there:?}"), format!("{here:?}"), "{scope}");
        holds_what_lies_between(&whole, &here, &scope.to_string());
        sizes.insert(here.1);
    }
    assert!(sizes.len() > 5, "the scopes differ: {sizes:?}");
    for store in [&*embedded, &neo4j as &dyn Store] {
        let scope = Scope::parse(&["around=not there"]).unwrap();
        let said = store.freeze_scope(newest, &scope, &()).unwrap_err();
        assert!(matches!(said, StoreError::NoNode { .. }), "{said}");
    }
    assert_eq!(server.cypher("MATCH (s:AtlasState) RETURN count(s) AS n"), [1], "no scope is run as Cypher");
}

#[test]
fn a_scope_holds_what_its_words_say() {
    let desk = Desk::new();
    let mut store = desk.store();
    let newest = platforms(&mut *store);
    let ids = |text: &str| -> Vec<String> {
        let (part, ..) = of_one_scope(&*store, newest, &Scope::parse(&[text]).unwrap());
        part.nodes().map(|n| format!("{}:{}", part.namespace(n), part.id(n))).collect()
    };
    assert_eq!(ids("platform=github"), ["gh:repo", "gh:team"], "whatever the spelling of the kind");
    assert_eq!(ids("kind=Human"), [":u1"], "a kind that only one of the sources states");
    assert_eq!(ids("source=ark"), ["ark:U2", "ark:u1"], "what it describes");
    assert_eq!(ids("around=gh:team,steps=1"), ["gh:repo", "gh:team"], "one step");
    assert_eq!(ids("around=team"), ["gh:pod", "gh:repo", "gh:team"], "two unless said otherwise");
    assert_eq!(ids("around=nowhere,steps=1"), [":nowhere", ":u1"], "against the way a relation is written, too");
    assert!(ids("source=zoo").contains(&":nowhere".to_owned()), "a source names what nobody describes");
    assert_eq!(ids("kind=Group,source=zoo").len(), 1, "all keys must hold");
    let first = store.freeze_scope(1, &Scope::parse(&["platform=github"]).unwrap(), &()).unwrap();
    assert_eq!(first.nodes, 0, "an older revision does not have what came later");
}
