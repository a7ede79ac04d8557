//! Servers that go away and come back, refuse to write, stand in each other's way, or take too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::time::{Duration, Instant};

use atlas_model::End;
use graph_queries::neo4j::{Address, Credentials, Neo4j};
use graph_queries::{Store, StoreError, Watch};
use neo4rs::Query;

use crate::cuts::StopAfter;
use crate::scripted::{Reply, Value, scripted, text};
use crate::server::{Own, Raw, kill, server};
use crate::world::{Desk, answers, frozen, import, world};

/// Nodes without relations, more than one request brings.
fn many(store: &mut dyn Store) -> u32 {
    import(store, "many", "", |t| {
        for i in 0..11_000 {
            t.node(&format!("n{i}"), "", &["User"], "{}");
        }
    })
}

/// How many transactions ask about nodes of ours, soon or in a while.
fn transactions(raw: &Raw) -> i64 {
    let asking = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'AtlasNode' \
                  AND NOT currentQuery CONTAINS 'SHOW' RETURN count(*) AS n";
    raw.ask(asking)[0]
}

#[test]
fn a_server_that_refuses_to_write_goes_down_and_comes_back_is_worked_with_again() {
    let Some(_shared) = server() else { return };
    // A name that does not exist is what a server behind a tunnel or in a container tends to advertise.
    let elsewhere = "server.bolt.advertised_address=elsewhere.invalid:7687";
    let readonly = format!("{elsewhere}\nserver.databases.default_to_read_only=true");
    // Nothing can be made in it, so the server is up without its database.
    let mut own = Own::start("fresh", "down", &readonly);
    let address = Address { scheme: "neo4j".into(), ..own.address.clone() };
    let said = Neo4j::open(&address, &own.credentials, None).unwrap_err().to_string();
    let cause = "neo4j is not running at the server, or is just starting; look with SHOW DATABASES";
    assert!(said.contains(cause), "{said}");

    own.restart(elsewhere);
    let desk = Desk::new();
    let mut store = desk.store();
    let newest = world(&mut *store);
    let neo4j = Neo4j::open(&address, &own.credentials, None).unwrap();
    neo4j.push(&*store, 1, &()).unwrap();
    own.restart(&readonly);
    assert_eq!(frozen(&neo4j, 1), frozen(&*store, 1), "it can be read");
    let said = neo4j.push(&*store, newest, &()).unwrap_err().to_string();
    let cause = "neo4j is set to be read only at the server";
    assert!(said.contains(cause) && said.contains("server.databases.read_only"), "{said}");
    assert_eq!(frozen(&neo4j, 1), frozen(&*store, 1), "what stands there still does");

    kill("-9", &own.pid());
    let said = neo4j.revisions().unwrap_err().to_string();
    assert!(said.contains("try again") || said.contains("start the server"), "the first to notice: {said}");
    let said = neo4j.revisions().unwrap_err().to_string();
    assert!(said.contains("nothing listens on") && said.contains("start the server"), "while it is down: {said}");

    own.restart(elsewhere);
    neo4j.push(&*store, newest, &()).unwrap();
    assert_eq!(answers(&neo4j, newest), answers(&*store, newest), "the same connection, once it is back");
}

#[test]
fn a_deadlock_with_somebody_else_is_tried_again() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let told = |team: &'static str| {
        move |t: &mut crate::world::Telling<'_>| t.node("ann", "Ann", &["User"], &format!("{{\"team\":{team:?}}}"))
    };
    let first = import(&mut *store, "zoo", "", told("red"));
    let second = import(&mut *store, "zoo", "", told("blue"));
    let neo4j = server.open();
    neo4j.push(&*store, first, &()).unwrap();
    let raw = Raw::new(&server.address, &server.credentials);
    let mut other = raw.runtime.block_on(raw.graph.start_txn()).unwrap();
    raw.runtime.block_on(other.run(Query::new("MATCH (n:AtlasNode) SET n.seen = true".into()))).unwrap();
    let pushed = std::thread::scope(|scope| {
        let meanwhile = scope.spawn(move || {
            let blocked = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n";
            let start = Instant::now();
            while raw.ask::<i64>(blocked) != [1] {
                assert!(start.elapsed() < Duration::from_secs(20), "the push waits for the node");
                std::thread::sleep(Duration::from_millis(50));
            }
            // The push holds the state and waits for the node; now this waits for the state.
            let touched = raw.runtime.block_on(other.run(Query::new("MATCH (s:AtlasState) SET s.seen = true".into())));
            touched.expect("the younger is undone, which is the push");
            raw.runtime.block_on(other.commit()).unwrap();
        });
        let pushed = neo4j.push(&*store, second, &()).expect("what was undone is sent again");
        meanwhile.join().unwrap();
        pushed
    });
    assert_eq!(pushed.nodes_rewritten, 1, "{pushed:?}");
    assert_eq!(frozen(&neo4j, second), frozen(&*store, second), "written once, as told");
}

#[test]
fn what_the_server_has_undone_is_sent_again_and_what_it_refuses_is_not() {
    let sent = Arc::new(AtomicU32::new(0));
    let counted = sent.clone();
    let port = scripted(move |asked| match asked {
        _ if asked.contains("dbms.components") => Reply::Row(vec![("version", text("5.26.30"))]),
        _ if asked.starts_with("MERGE (s:AtlasState") => match counted.fetch_add(1, Relaxed) {
            0..3 => Reply::Failure("Neo.TransientError.Transaction.DeadlockDetected", "Undone."),
            _ => Reply::Failure("Neo.ClientError.Security.Forbidden", "No."),
        },
        _ => Reply::Row(vec![]),
    });
    let desk = Desk::new();
    let mut store = desk.store();
    let revision = import(&mut *store, "small", "", |t| t.relation("a", "MemberOf", None, End::Id("b"), "{}"));
    let address = Address::parse(&format!("bolt://127.0.0.1:{port}")).unwrap();
    let neo4j = Neo4j::open(&address, &Credentials::default(), None).unwrap();
    let said = neo4j.push(&*store, revision, &()).unwrap_err().to_string();
    assert!(said.contains("may not do this"), "the last answer is the one that is told: {said}");
    assert_eq!(sent.load(Relaxed), 4, "three times again, and no more after a refusal");
}

/// Takes its time when it is asked for the first time.
struct Slow(AtomicBool, Duration);

impl Watch for Slow {
    fn cancelled(&self) -> bool {
        if !self.0.swap(true, Relaxed) {
            std::thread::sleep(self.1);
        }
        false
    }
}

#[test]
fn the_server_ends_what_takes_too_long_or_is_cancelled() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let revision = many(&mut *store);
    let neo4j = server.open();
    neo4j.push(&*store, revision, &()).unwrap();
    let raw = Raw::new(&server.address, &server.credentials);

    assert!(matches!(neo4j.freeze(revision, &StopAfter(3.into())), Err(StoreError::Cancelled)));
    let start = Instant::now();
    while transactions(&raw) > 0 {
        assert!(start.elapsed() < Duration::from_secs(3), "the cancelled question is ended at the server too");
        std::thread::sleep(Duration::from_millis(100));
    }

    // The server looks for what is over its time every two seconds.
    let hurried = server.open().within(Duration::from_millis(500));
    let said = hurried.freeze(revision, &Slow(AtomicBool::new(false), Duration::from_secs(5))).unwrap_err().to_string();
    assert!(said.contains("the time that the question may take is over; ask for less"), "{said}");
    assert_eq!(transactions(&raw), 0, "nothing of it runs on");
    assert_eq!(frozen(&hurried, revision), frozen(&*store, revision), "the connection is good for the next question");
}

#[test]
fn a_question_that_the_server_never_answers_has_an_end() {
    let port = scripted(|asked| match asked {
        _ if asked.contains("dbms.components") => Reply::Row(vec![("version", text("5.26.30"))]),
        _ if asked.contains("AtlasState") => Reply::Silence,
        _ => Reply::Row(vec![("1", Value::Number(1))]),
    });
    let address = Address::parse(&format!("bolt://127.0.0.1:{port}")).unwrap();
    let neo4j = Neo4j::open(&address, &Credentials::default(), None).unwrap().within(Duration::from_millis(100));
    let start = Instant::now();
    let said = neo4j.revisions().unwrap_err().to_string();
    let sentence = "the question was ended after 0.1 s, the time that it may take; ask for less, or give it more time";
    assert!(said.contains(sentence), "{said}");
    assert!(start.elapsed() < Duration::from_secs(10), "the server has a moment to end it by itself, and no more");
}
