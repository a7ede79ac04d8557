//! The console and the survey against a real server.
//!
//! The tests empty its database.
#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use graph_queries::neo4j::{Address, Credentials, Holds, Neo4j, Question, Told};
use graph_queries::{Cell, StoreError, Watch};

#[path = "../../tests/neo4j/found.rs"]
mod found;

struct Server {
    store: Neo4j,
    address: Address,
    password: String,
    /// One test at a time has the database.
    _turn: MutexGuard<'static, ()>,
}

fn server() -> Option<Server> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (address, password) = found::found()?;
    let address = Address::parse(&address).unwrap();
    let credentials = Credentials { password: password.clone(), authority: None };
    let store = Neo4j::open(&address, &credentials, None).unwrap();
    let server = Server { store, address, password, _turn: turn };
    server.past("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
    Some(server)
}

impl Server {
    fn ask(&self, text: &str) -> Result<Told, StoreError> {
        self.ask_with(text, &[], 1000, 20)
    }

    fn ask_with(&self, text: &str, with: &[(Box<str>, Cell)], rows: usize, seconds: u64) -> Result<Told, StoreError> {
        let question = Question { text, parameters: with, rows, time: Duration::from_secs(seconds) };
        self.store.console(&question, &())
    }

    /// Write past the store.
    fn past(&self, query: &str) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let uri = format!("{}:{}", self.address.host, self.address.port);
            let graph = neo4rs::Graph::new(uri, &*self.address.user, &*self.password).unwrap();
            graph.run(neo4rs::Query::new(query.into())).await.unwrap();
        });
    }

    /// Questions of a console that the server still works on.
    fn under_way(&self) -> Cell {
        let told = self.ask(
            "SHOW TRANSACTIONS YIELD currentQuery, metaData WHERE metaData.atlas_console IS NOT NULL
               AND NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS n",
        );
        told.unwrap().table.rows[0][0].clone()
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

#[test]
fn values_of_every_kind_come_as_they_are_and_columns_in_the_order_of_the_question() {
    let Some(server) = server() else { return };
    server.past("CREATE (:B:A {name: 'a', list: [1, 2]})-[:`odd ``) type` {w: 1.5}]->(:C {name: 'b'})");
    let told = server
        .ask(
            "MATCH p = (c:C)<-[r]-(a:A) RETURN p, a, r, 1 AS zeta, 'x' AS alpha, null AS nothing, true AS yes,
               {b: 2, a: [1.5]} AS map, date('2026-01-02') AS day, datetime('2026-01-02T03:04:05+01:00') AS at,
               localtime('03:04:05') AS hour, duration('P1M2DT3S') AS lasting, point({x: 1, y: 2}) AS spot,
               datetime('2026-01-02T03:04:05[Europe/Paris]') AS zoned, localdatetime('2026-01-02T03:04:05') AS near",
        )
        .unwrap();
    let names: Vec<&str> = told.table.columns.iter().map(|c| &**c).collect();
    let order = ["p", "a", "r", "zeta", "alpha", "nothing", "yes", "map", "day", "at", "hour", "lasting", "spot"];
    assert_eq!(names[..13], order, "not in the order of the driver's map, nor of the alphabet");
    let row = &told.table.rows[0];
    let Cell::Node { labels, properties, number } = &row[1] else { panic!("a node: {:?}", row[1]) };
    assert_eq!(labels.iter().map(|l| &**l).collect::<Vec<_>>(), ["A", "B"], "sorted");
    assert_eq!(properties[0].1, Cell::List(vec![Cell::Integer(1), Cell::Integer(2)]));
    let Cell::Relation { from, to, kind, properties, .. } = &row[2] else { panic!("a relation: {:?}", row[2]) };
    assert_eq!((&**kind, from), ("odd `) type", number), "a hostile type is a text");
    assert_eq!(properties[..], [("w".into(), Cell::Float(1.5))]);
    let Cell::List(path) = &row[0] else { panic!("a path is a list: {:?}", row[0]) };
    let [Cell::Node { number: c, .. }, Cell::Relation { from: f, to: t, .. }, Cell::Node { number: a, .. }] = &path[..]
    else {
        panic!("node, relation, node: {path:?}")
    };
    assert_eq!((f, t, c, a), (from, to, to, from), "walked against its direction, it keeps its direction");
    let map = Cell::Map(vec![("a".into(), Cell::List(vec![Cell::Float(1.5)])), ("b".into(), Cell::Integer(2))]);
    let expected = [
        Cell::Integer(1),
        text("x"),
        Cell::Null,
        Cell::Bool(true),
        map,
        text("2026-01-02"),
        text("2026-01-02T03:04:05+01:00"),
        text("03:04:05"),
        text("P1M2DT3S"),
        text("point({srid: 7203, x: 1, y: 2})"),
        text("2026-01-02T03:04:05[Europe/Paris]"),
        text("2026-01-02T03:04:05"),
    ];
    assert_eq!(row[3..], expected);
    assert!(told.whole && told.counted == 1, "one row, all of it");
}

#[test]
fn the_server_refuses_whatever_would_write_and_nothing_changes() {
    let Some(server) = server() else { return };
    server.past("CREATE (:Before)");
    for query in [
        "CREATE (:Made)",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.x = 1 RETURN n",
        "CREATE INDEX some_index IF NOT EXISTS FOR (n:Before) ON (n.x)",
        "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10 ROWS",
        "RETURN 1; CREATE (:Made)",
    ] {
        let said = server.ask(query).unwrap_err().to_string();
        let words = if query.contains(';') { "cannot run this" } else { "only reads" };
        assert!(said.contains(words), "{query}: {said}");
    }
    let told = server.ask("MATCH (n) RETURN labels(n) AS l, n.x AS x").unwrap();
    assert_eq!(told.table.rows, [[Cell::List(vec![text("Before")]), Cell::Null]], "everything is as before");
}

#[test]
fn parameters_are_data() {
    let Some(server) = server() else { return };
    let hostile = "x'}) DETACH DELETE n //`";
    let list = Cell::List(vec![Cell::Integer(1), Cell::Float(0.5), Cell::Bool(false), Cell::Null]);
    let with = [
        ("a".into(), text(hostile)),
        ("b".into(), list.clone()),
        ("c".into(), Cell::Map(vec![("k".into(), Cell::Integer(3))])),
    ];
    let told = server.ask_with("RETURN $a AS a, $b AS b, $c.k AS c", &with, 10, 20).unwrap();
    assert_eq!(told.table.rows, [[text(hostile), list, Cell::Integer(3)]]);
    let said = server.ask("RETURN $missing").unwrap_err().to_string();
    assert!(said.contains("missing") && said.contains("a value"), "{said}");
}

#[test]
fn a_mistake_is_told_with_its_place() {
    let Some(server) = server() else { return };
    let said = server.ask("MATCH (n) RETRUN n").unwrap_err().to_string();
    assert!(said.contains("cannot run this") && said.contains("RETRUN"), "{said}");
    assert!(said.ends_with("correct the question"), "{said}");
}

#[test]
fn rows_beyond_the_limit_are_counted_and_a_larger_answer_is_ended() {
    let Some(server) = server() else { return };
    let told = server.ask_with("UNWIND range(1, 250) AS i RETURN i", &[], 100, 20).unwrap();
    assert_eq!((told.table.rows.len(), told.counted, told.whole), (100, 250, true), "x of y, both known");
    let told = server.ask_with("UNWIND range(1, 50000000) AS i RETURN i", &[], 100, 60).unwrap();
    assert_eq!((told.table.rows.len(), told.whole), (100, false), "more than are counted");
    assert_eq!(told.counted, 10_100);
    assert_eq!(server.under_way(), Cell::Integer(0), "the server does not go on for nobody");
    let told = server.ask("UNWIND [] AS i RETURN i AS one, 2 AS two").unwrap();
    assert_eq!(told.table.columns, ["one".into(), "two".into()], "columns also without a row");
}

const ENDLESS: &str = "UNWIND range(1, 1000000000) AS i WITH sum(sin(i) * cos(i)) AS s RETURN s";

#[test]
fn the_limit_of_time_is_kept_by_the_server_and_said() {
    let Some(server) = server() else { return };
    let began = Instant::now();
    let said = server.ask_with(ENDLESS, &[], 10, 1).unwrap_err().to_string();
    assert!(said.contains("stopped after 1 seconds"), "{said}");
    assert!(began.elapsed() < Duration::from_secs(6), "soon after the limit: {:?}", began.elapsed());
    assert_eq!(server.under_way(), Cell::Integer(0), "the server has stopped too");
}

#[test]
fn a_stopped_question_stops_in_the_server() {
    struct Stopped(AtomicBool);
    impl Watch for Stopped {
        fn cancelled(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }
    let Some(server) = server() else { return };
    let watch = Stopped(AtomicBool::new(false));
    let question = Question { text: ENDLESS, parameters: &[], rows: 10, time: Duration::from_secs(120) };
    let began = Instant::now();
    let outcome = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_secs(1));
            watch.0.store(true, Ordering::Relaxed);
        });
        server.store.console(&question, &watch)
    });
    let took = began.elapsed();
    assert!(matches!(outcome, Err(StoreError::Cancelled)), "{outcome:?}");
    assert!(took < Duration::from_secs(4), "at once: {took:?}");
    // It notices at its next row.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(server.under_way(), Cell::Integer(0), "the server has stopped too");
    assert_eq!(server.ask("RETURN 1 AS n").unwrap().table.rows, [[Cell::Integer(1)]], "and answers the next one");
}

#[test]
fn a_survey_tells_an_empty_database_from_somebody_elses() {
    let Some(server) = server() else { return };
    let survey = server.store.survey().unwrap();
    assert_eq!(survey.holds, Holds::Nothing);
    assert!(survey.version.contains('.') && !survey.edition.is_empty(), "{survey:?}");
    server.past("CREATE (:User)-[:MemberOf]->(:Group)");
    let Holds::Others { nodes, labels } = server.store.survey().unwrap().holds else { panic!("somebody else's") };
    assert_eq!(nodes, 2);
    assert!(labels.iter().any(|l| &**l == "User"), "{labels:?}");
}
