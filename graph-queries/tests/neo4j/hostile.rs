//! Texts that try to be more than texts: as names, kinds, keys, values and levels they are data,
//! come back as they went in, and touch nothing else in the database.

use std::collections::BTreeSet;

use atlas_model::{End, NodeKey};
use graph_queries::{Search, Store, copy_into};
use serde_json::{Map, Value};

use crate::server::server;
use crate::world::{Desk, Random, Telling, frozen, import, stamp};

/// Pieces of Cypher, of our own schema, of other languages, and letters that readers stumble over.
const PIECES: [&str; 36] = [
    "`",
    "``",
    "'",
    "\"",
    "\\",
    "\\\\",
    "\\u0060",
    "\\u0027",
    "\u{0}",
    "\n",
    "\r\n",
    "\t",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "e\u{301}",
    "}) DETACH DELETE n //",
    "`) DETACH DELETE n //",
    "' OR 1=1 RETURN n //",
    "*/ MATCH (n) DETACH DELETE n /*",
    "$rows",
    "$(x)",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "%s%n",
    "AtlasNode",
    "AtlasState",
    "AtlasRelation",
    "atlas_key",
    "atlas_stamp",
    ":",
    ";",
    "name",
    "User",
];

/// One to four pieces; rarely nothing, or very long.
fn hostile(random: &mut Random) -> String {
    match random.next() % 60 {
        0 => String::new(),
        1 => random.pick(&PIECES).repeat(65_536 / 8),
        n => (0..n % 4 + 1).map(|_| *random.pick(&PIECES)).collect(),
    }
}

fn properties(random: &mut Random) -> String {
    let mut object = Map::new();
    for _ in 0..random.next() % 4 {
        let text = hostile(random);
        let value = match random.next() % 5 {
            0 => Value::from(vec![text.clone(), text]),
            1 => serde_json::json!({ text.clone(): [1, text] }),
            2 => Value::from(random.next() as u32),
            _ => Value::from(text),
        };
        object.insert(hostile(random), value);
    }
    Value::from(object).to_string()
}

const CASES: u64 = 220;

/// Tell so many nodes and relations, everything about them hostile.
fn tell(t: &mut Telling<'_>, seed: u64) {
    let random = &mut Random::new(seed);
    let mut ids = Vec::new();
    for at in 0..CASES {
        // The server cannot hold ids of any length: see the last test.
        let id: String = format!("{at}{}", hostile(random)).chars().take(600).collect();
        let (name, first, second) = (hostile(random), hostile(random), hostile(random));
        t.node(&id, &name, &[&first, &second], &properties(random));
        ids.push(id);
    }
    for _ in 0..CASES {
        let (from, to) = (random.pick(&ids).clone(), random.pick(&ids).clone());
        let (kind, level, more) = (hostile(random), hostile(random), properties(random));
        let level = random.next().is_multiple_of(2).then_some(&*level);
        t.relation(&from, &kind, level, End::Id(&to), &more);
    }
}

/// What the store answers about every third node, and about all relations of these.
fn asked(store: &dyn Store, revision: u32, keys: &[NodeKey]) -> Vec<String> {
    let mut said = vec![frozen(store, revision), format!("{:?}", store.counts(revision).unwrap())];
    for piece in PIECES {
        let search = Search { text: piece.into(), kinds: vec![], limit: 300 };
        said.push(format!("{piece:?}: {:?}", store.search(revision, &search).unwrap()));
        let search = Search { text: "".into(), kinds: vec![piece.into()], limit: 300 };
        said.push(format!("{piece:?}: {:?}", store.search(revision, &search).unwrap()));
    }
    for key in keys.iter().step_by(3) {
        said.push(format!("{:?}", store.node(revision, key).unwrap()));
        let relations = store.relations_of(revision, key).unwrap();
        for relation in relations.iter().take(1) {
            assert_eq!(store.relation(revision, &relation.key).unwrap().as_ref(), Some(relation), "asked for alone");
        }
        said.push(format!("{relations:?}"));
    }
    said
}

#[test]
fn hostile_texts_are_data_all_the_way_and_back() {
    let Some(server) = server() else { return };
    server.cypher("CREATE (:Canary {sings: 'loud'})-[:SITS_IN {since: 1}]->(:Cage:`AtlasNode``) {atlas_key: 'x'}`)");
    let canary = || {
        server.ask::<Vec<String>>(
            "MATCH (n) WHERE NOT n:AtlasNode AND NOT n:AtlasState AND NOT n:AtlasList OPTIONAL MATCH (n)-[r]-()
             WITH [toString(size(labels(n))), coalesce(n.sings, ''), coalesce(type(r), ''),
               coalesce(toString(r.since), ''), toString(size(keys(n)))] AS n RETURN n ORDER BY n",
        )
    };
    let before = canary();
    assert_eq!(before.len(), 2, "a canary and its cage: {before:?}");

    let desk = Desk::new();
    let mut store = desk.store();
    let only = import(&mut *store, "first", "", |t| t.node("quiet", "Quiet", &["User"], "{}"));
    import(&mut *store, "hostile `} //", "", |t| tell(t, 1));
    let revision = import(&mut *store, "second", "name`space:\\", |t| tell(t, 2));
    let neo4j = server.open();
    neo4j.push(&*store, revision, &()).unwrap();
    let keys: Vec<NodeKey> = store
        .search(revision, &Search { limit: 100_000, ..Search::default() })
        .unwrap()
        .into_iter()
        .map(|hit| hit.key)
        .collect();
    for (there, here) in asked(&neo4j, revision, &keys).into_iter().zip(asked(&*store, revision, &keys)) {
        let at = there.bytes().zip(here.bytes()).position(|(a, b)| a != b);
        let around = |text: &str, at: usize| {
            String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(80)..]).chars().take(240).collect::<String>()
        };
        assert!(
            there == here,
            "not the same answer: {:?} {:?}",
            at.map(|at| around(&there, at)),
            at.map(|at| around(&here, at))
        );
    }
    assert_eq!(canary(), before, "nothing else is touched by a push and its questions");

    let back = Desk::new();
    let mut pulled = back.store();
    let outcome = copy_into(&neo4j, revision, &mut *pulled, &stamp(), &()).unwrap();
    let pushed = store.revisions().unwrap().into_iter().find(|r| r.number == revision).unwrap();
    assert_eq!(outcome.revision.id, pushed.id, "the same facts come back");
    assert_eq!(frozen(&*pulled, 1), frozen(&*store, revision), "the same graph comes back");

    let labels: BTreeSet<String> = server
        .ask::<Vec<String>>("MATCH (n:AtlasNode) RETURN labels(n) AS n")
        .into_iter()
        .flatten()
        .filter(|label| label != "AtlasNode")
        .collect();
    let kinds = store.counts(revision).unwrap().node_kinds;
    let made_up: Vec<&String> = labels.iter().filter(|label| !kinds.contains_key(label.as_str())).collect();
    assert!(made_up.is_empty(), "every label is a kind that was told: {made_up:?}");
    assert_eq!(server.cypher("MATCH (n:AtlasState) RETURN count(n) AS n"), [1], "and none poses as ours");

    // What the sources no longer say is deleted, and nothing else.
    neo4j.push(&*store, only, &()).unwrap();
    assert_eq!(server.cypher("MATCH (n:AtlasNode) RETURN count(n) AS n"), [1], "the hostile ones are gone");
    assert_eq!(frozen(&neo4j, only), frozen(&*store, only), "the quiet one is there");
    assert_eq!(canary(), before, "the canary sings");
    eprintln!(
        "hostile texts: {} nodes, {} relations, {} questions",
        pushed.nodes,
        pushed.relations,
        PIECES.len() * 2 + keys.len()
    );
}

#[test]
fn ids_that_the_server_cannot_hold_are_refused_by_name() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let long = format!("long{}", "x".repeat(65_536));
    let refused = import(&mut *store, "zoo", "", |t| t.node(&long, "Long", &["User"], "{}"));
    let fits =
        import(&mut *store, "zoo", "", |t| t.node(&long[..7_900], &long, &["User"], &format!("{{\"name\":{long:?}}}")));
    let neo4j = server.open();
    let said = neo4j.push(&*store, refused, &()).unwrap_err().to_string();
    assert!(said.contains("\"longxxxx") && said.contains("is 65540 bytes long") && said.len() < 400, "{said}");
    assert!(neo4j.revisions().is_err(), "nothing of it reads as a revision");
    neo4j.push(&*store, fits, &()).unwrap();
    assert_eq!(frozen(&neo4j, fits), frozen(&*store, fits), "the longest that fits, with a name that is longer");
}
