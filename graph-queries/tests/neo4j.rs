//! The Neo4j store against a real server and the embedded store.
//!
//! The server is `ATLAS_TEST_NEO4J` with `ATLAS_NEO4J_PASSWORD`, else the one that `./x neo4j start`
//! has started. The tests empty the database. Without a server they say what they skip; on a build
//! server (`CI` is set) that is a failure.
#![allow(clippy::unwrap_used)]

#[path = "neo4j/scopes.rs"]
mod scopes;
#[path = "neo4j/ways.rs"]
mod ways;

use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use atlas_model::{
    End, FactSink, Hints, KindBook, Match, MatchValue, NodeFact, NodeKey, Place, RelationFact, Section, SourceHeader,
};
use graph_queries::neo4j::{Address, Credentials, Neo4j};
use graph_queries::{ImportStamp, Mode, Search, Store, StoreError, Watch, copy_into, open};
use tempfile::TempDir;

struct Server {
    address: Address,
    credentials: Credentials,
    /// One test at a time has the database.
    _turn: MutexGuard<'static, ()>,
}

fn server() -> Option<Server> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../out/neo4j/5.26");
    let ours = |name: &str| std::fs::read_to_string(home.join(name)).ok().map(|t| t.trim().to_owned());
    let named =
        std::env::var("ATLAS_TEST_NEO4J").ok().map(|a| (a, std::env::var("ATLAS_NEO4J_PASSWORD").unwrap_or_default()));
    let Some((address, password)) = named.or_else(|| Some((ours("address")?, ours("password")?))) else {
        assert!(std::env::var_os("CI").is_none(), "a build server has a Neo4j: ./x neo4j start");
        let _ = writeln!(std::io::stderr(), "skipped: no Neo4j runs; ./x neo4j start");
        return None;
    };
    let server = Server {
        address: Address::parse(&address).unwrap(),
        credentials: Credentials { password, authority: None },
        _turn: turn,
    };
    server.cypher("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
    Some(server)
}

impl Server {
    fn open(&self) -> Neo4j {
        Neo4j::open(&self.address, &self.credentials, None).unwrap()
    }

    /// Ask past the store; the first column of the rows as numbers.
    fn cypher(&self, query: &str) -> Vec<i64> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let uri = format!("{}:{}", self.address.host, self.address.port);
            let graph = neo4rs::Graph::new(uri, &*self.address.user, &*self.credentials.password).unwrap();
            let mut stream = graph.execute(neo4rs::Query::new(query.into())).await.unwrap();
            let mut numbers = Vec::new();
            while let Some(row) = stream.next().await.unwrap() {
                numbers.push(row.get::<i64>("n").unwrap());
            }
            numbers
        })
    }
}

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }
    fn store(&self) -> Box<dyn Store> {
        open(&self.0.path().join("w.atlas"), Mode::Create).unwrap()
    }
}

fn stamp() -> ImportStamp {
    ImportStamp { at: "2026-01-02T03:04:05Z".into(), label: Some("first".into()), ..ImportStamp::default() }
}

/// Words to build a source with.
struct Telling<'a>(&'a mut dyn FactSink, u32, u32);

impl Telling<'_> {
    fn place(&mut self, section: Section) -> Place {
        self.2 += 1;
        Place { file: self.1, section, record: self.2, line: 0 }
    }
    fn node(&mut self, id: &str, name: &str, kinds: &[&str], properties: &str) {
        let place = self.place(Section::Nodes);
        let hints = Hints { tier: id.starts_with("t0").then_some(0), enabled: Some(true), ..Hints::default() };
        self.0.node(&NodeFact { id, name: Some(name), kinds, hints, properties, place });
    }
    fn relation(&mut self, from: &str, kind: &str, level: Option<&str>, to: End<'_>, properties: &str) {
        let place = self.place(Section::Edges);
        let traversable = (kind == "Walks").then_some(true);
        self.0.relation(&RelationFact { from: End::Id(from), to, kind, level, traversable, properties, place });
    }
}

fn import(store: &mut dyn Store, name: &str, namespace: &str, tell: impl FnOnce(&mut Telling<'_>)) -> u32 {
    let mut intake = store.begin(&stamp(), &()).unwrap();
    let file = intake.file(&format!("{name}.json"));
    intake.source(&SourceHeader { source: name.into(), namespace: namespace.into(), folds_case: false });
    tell(&mut Telling(&mut *intake, file, 0));
    intake.commit().unwrap().revision.number
}

const HOSTILE: [&str; 8] = [
    "User`}) DETACH DELETE n //",
    "a\"b'c\\d",
    "AtlasState",
    "AtlasNode",
    "\u{202e}right to left",
    "new\nline",
    "${jndi:x}",
    "",
];

/// Two sources in an order that is not that of their names, with everything that a fact can have.
fn world(store: &mut dyn Store) -> u32 {
    import(store, "zoo", "", |t| {
        t.node("u1", "Ann", &["User", "Person"], r#"{"team":"red","seen":[1,2.5],"deep":{"a":1},"atlas_key":"x"}"#);
        t.node("t0-g", "Ops", &["Group"], "{}");
        t.relation("u1", "MemberOf", None, End::Id("t0-g"), "{}");
        t.relation("u1", "MemberOf", None, End::Id("t0-g"), "{}");
        t.relation("u1", "Owns", Some("admin"), End::Id("nowhere"), r#"{"since":"2020"}"#);
        t.relation("u1", "Walks", Some("read"), End::Id("u1"), "{}");
        let by_name = |name: &str| Match {
            properties: vec![("name".into(), MatchValue::Text(name.into()))],
            kind: Some("User".into()),
        };
        t.relation("u1", "Knows", None, End::Match(&by_name("Bob")), "{}");
        t.relation("u1", "Knows", None, End::Match(&by_name("Nobody")), "{}");
        for (at, text) in HOSTILE.iter().enumerate() {
            t.node(&format!("h{at}{text}"), text, &[text, "User"], &format!("{{{:?}:1}}", format!("k{at}")));
            t.relation("u1", text, Some(text), End::Id("t0-g"), "{}");
        }
        t.relation("u1", "nul\0kind", None, End::Id("t0-g"), "{}");
    });
    import(store, "ark", "ark", |t| {
        t.node("u1", "Ann of the ark", &["User"], "{}");
        t.node("U2", "bob", &["User"], r#"{"name":"Robert"}"#);
        t.relation("u2", "MemberOf", None, End::Id("u1"), "{}");
    });
    import(store, "ox", "", |t| {
        t.node("u1", "Anna", &["Human"], r#"{"team":"blue"}"#);
        t.relation("u1", "MemberOf", None, End::Id("t0-g"), r#"{"by":"ox"}"#);
    })
}

fn frozen(store: &dyn Store, revision: u32) -> String {
    format!("{:?}", store.freeze(revision, &()).unwrap().freeze("", &KindBook::default()))
}

/// Every answer that a store gives about a revision, as text.
fn answers(store: &dyn Store, revision: u32) -> Vec<String> {
    let mut said = vec![
        frozen(store, revision),
        format!("{:?}", store.counts(revision).unwrap()),
        format!("{:?}", store.sources(revision).unwrap()),
        format!("{:?}", store.issues(revision).unwrap()),
        format!("{:?}", store.property_presence(revision).unwrap()),
        format!("{:?}", store.file_profile().unwrap()),
    ];
    let all = store.search(revision, &Search { limit: 1000, ..Search::default() }).unwrap();
    said.push(format!("{all:?}"));
    for text in ["ann", "U", "bob", "nowhere", "DETACH", "zzz"] {
        for kinds in [vec![], vec!["Human".into()]] {
            let search = Search { text: text.into(), kinds, limit: 5 };
            said.push(format!("{text}: {:?}", store.search(revision, &search).unwrap()));
        }
    }
    for hit in &all {
        said.push(format!("{:?}", store.node(revision, &hit.key).unwrap()));
        let relations = store.relations_of(revision, &hit.key).unwrap();
        for relation in &relations {
            let one = store.relation(revision, &relation.key).unwrap();
            assert_eq!(one.as_ref(), Some(relation), "a relation asked for alone is the same");
        }
        said.push(format!("{relations:?}"));
    }
    let nobody = NodeKey { namespace: "".into(), id: "not there".into() };
    said.push(format!(
        "{:?} {:?}",
        store.node(revision, &nobody).unwrap(),
        store.relations_of(revision, &nobody).unwrap()
    ));
    said
}

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

/// Says "stop" after being asked so many times.
struct StopAfter(std::sync::atomic::AtomicI64);

impl Watch for StopAfter {
    fn cancelled(&self) -> bool {
        self.0.fetch_sub(1, std::sync::atomic::Ordering::Relaxed) <= 0
    }
}

#[test]
fn a_push_that_stopped_is_no_revision_and_the_next_one_continues() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let newest = import(&mut *store, "wide", "", |t| {
        for i in 0..12_000 {
            t.node(&format!("n{i}"), "", &["User"], "{}");
        }
        for i in 0..24_000 {
            t.relation(
                &format!("n{}", i % 12_000),
                "Knows",
                None,
                End::Id(&format!("n{}", (i * 7 + 1) % 11_999)),
                "{}",
            );
        }
    });
    let neo4j = server.open();
    for stop in [3, 8, 12, 14] {
        let watch = StopAfter(stop.into());
        assert!(matches!(neo4j.push(&*store, newest, &watch), Err(StoreError::Cancelled)), "stopped after {stop}");
        let said = neo4j.revisions().unwrap_err().to_string();
        assert!(said.contains("push again"), "half a load is no revision: {said}");
    }
    neo4j.push(&*store, newest, &()).unwrap();
    assert_eq!(frozen(&neo4j, newest), frozen(&*store, newest), "nothing is missing");
    assert_eq!(
        server.cypher("MATCH (:AtlasNode)-[r]->() RETURN count(r) AS n"),
        [i64::from(store.revisions().unwrap()[0].relations)],
        "and nothing stands twice"
    );
}

#[test]
fn refusals_are_sentences_with_a_cause_and_a_remedy() {
    let Some(server) = server() else { return };
    let said = |address: &Address, password: &str| {
        let credentials = Credentials { password: password.into(), authority: None };
        Neo4j::open(address, &credentials, None).unwrap_err().to_string()
    };
    let password = &server.credentials.password;
    let with = |change: &dyn Fn(&mut Address)| {
        let mut address = server.address.clone();
        change(&mut address);
        address
    };
    let wrong = said(&server.address, "wrong");
    assert!(wrong.contains("ATLAS_NEO4J_PASSWORD") && !wrong.contains(password.as_str()), "{wrong}");
    let database = said(&with(&|a| a.database = Some("nosuch".into())), password);
    assert!(database.contains("no database called nosuch"), "{database}");
    let port = said(&with(&|a| a.port = 1), password);
    assert!(port.contains("nothing listens on"), "{port}");
    let tls = said(&with(&|a| a.scheme = "bolt+ssc".into()), password);
    assert!(tls.contains("TLS") && tls.contains("use bolt://"), "{tls}");
}

/// Passes bytes on between a client and the server until so many have passed, then drops the connection.
struct Proxy {
    port: u16,
    left: std::sync::Arc<std::sync::atomic::AtomicI64>,
}

impl Proxy {
    fn before(port: u16) -> Self {
        use std::net::{Shutdown, TcpListener, TcpStream};
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let left = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(i64::MAX));
        let proxy = Self { port: listener.local_addr().unwrap().port(), left: left.clone() };
        let pass = move |mut from: TcpStream, mut to: TcpStream| {
            let left = left.clone();
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = std::io::Read::read(&mut from, &mut buffer) {
                    let read_bytes = i64::try_from(read).unwrap();
                    let enough = left.fetch_sub(read_bytes, std::sync::atomic::Ordering::Relaxed) < read_bytes;
                    if enough || to.write_all(&buffer[..read]).is_err() {
                        break;
                    }
                }
                let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
            });
        };
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                pass(client.try_clone().unwrap(), server.try_clone().unwrap());
                pass(server, client);
            }
        });
        proxy
    }

    fn cut_after(&self, bytes: i64) {
        self.left.store(bytes, std::sync::atomic::Ordering::Relaxed);
    }
}

#[test]
fn twenty_cuts_lose_nothing_and_double_nothing() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let tell = |step: usize| {
        move |t: &mut Telling<'_>| {
            for i in 0..3_000 {
                t.node(&format!("n{i}"), "", &["User"], &format!("{{\"step\":{}}}", step * (i % 3)));
            }
            for i in 0..6_000 {
                let to = format!("n{}", (i * 7 + step) % 2_999);
                t.relation(&format!("n{}", i % 3_000), "Knows", None, End::Id(&to), "{}");
            }
        }
    };
    let revisions = [import(&mut *store, "wide", "", tell(1)), import(&mut *store, "wide", "", tell(2))];
    let proxy = Proxy::before(server.address.port);
    let address = Address { port: proxy.port, ..server.address.clone() };
    let direct = server.open();
    let (mut broken_pushes, mut broken_reads) = (0, 0);
    for cut in 0..20_usize {
        let revision = revisions[cut % 2];
        // Spread over the handshake, the look at what stands, nodes and relations.
        let bytes = i64::try_from(3_000 + cut * cut * 2_500).unwrap();
        proxy.cut_after(i64::MAX);
        let through = Neo4j::open(&address, &server.credentials, None).unwrap();
        proxy.cut_after(bytes);
        match through.push(&*store, revision, &()) {
            Ok(_) => {}
            Err(e) => {
                broken_pushes += 1;
                assert!(e.to_string().contains("try again"), "cut {cut} says what to do: {e}");
                match direct.revisions() {
                    Ok(whole) => {
                        // The cut came before the mark, or after the end.
                        let standing = whole.last().map(|r| r.number);
                        assert!(standing.is_none_or(|n| frozen(&direct, n) == frozen(&*store, n)), "cut {cut}: half");
                    }
                    Err(half) => assert!(half.to_string().contains("push again"), "cut {cut}: {half}"),
                }
            }
        }
        if cut % 3 == 2 {
            direct.push(&*store, revision, &()).unwrap();
            proxy.cut_after(i64::MAX);
            let through = Neo4j::open(&address, &server.credentials, None).unwrap();
            proxy.cut_after(bytes / 8);
            if let Err(e) = through.freeze(revision, &()) {
                broken_reads += 1;
                assert!(e.to_string().contains("try again"), "a cut read says what to do: {e}");
            }
        }
    }
    assert!(broken_pushes >= 10 && broken_reads >= 2, "cuts hit: {broken_pushes} pushes, {broken_reads} reads");
    for revision in revisions {
        direct.push(&*store, revision, &()).unwrap();
        assert_eq!(frozen(&direct, revision), frozen(&*store, revision), "nothing is missing after all cuts");
        let relations = server.cypher("MATCH (:AtlasNode)-[r]->() RETURN count(r) AS n");
        let expected = store.revisions().unwrap().iter().find(|r| r.number == revision).unwrap().relations;
        assert_eq!(relations, [i64::from(expected)], "nothing stands twice after all cuts");
    }
}
