//! The real Neo4j of these tests, emptied, for one test at a time.
//!
//! It is `ATLAS_TEST_NEO4J` with `ATLAS_NEO4J_PASSWORD`, else the one that `./x neo4j start` has
//! started. Without one, tests say what they skip; on a build server (`CI` is set) that is a failure.

use std::io::Write as _;
use std::process::Stdio;
use std::sync::{Mutex, MutexGuard, PoisonError};

use neo4rs::{Graph, Query};

use crate::command::{Atlas, Ended};
use crate::shared::root;

pub(crate) struct Server {
    address: String,
    password: String,
    _turn: MutexGuard<'static, ()>,
}

/// The server, with nothing in it.
pub(crate) fn server() -> Option<Server> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let home = root().join("out/neo4j/5.26");
    let ours = |name: &str| std::fs::read_to_string(home.join(name)).ok().map(|t| t.trim().to_owned());
    let named =
        std::env::var("ATLAS_TEST_NEO4J").ok().map(|a| (a, std::env::var("ATLAS_NEO4J_PASSWORD").unwrap_or_default()));
    let Some((address, password)) = named.or_else(|| Some((ours("address")?, ours("password")?))) else {
        assert!(std::env::var_os("CI").is_none(), "a build server has a Neo4j: ./x neo4j start");
        let _ = writeln!(std::io::stderr(), "skipped: no Neo4j runs; ./x neo4j start");
        return None;
    };
    let server = Server { address, password, _turn: turn };
    server.cypher("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
    Some(server)
}

impl Server {
    /// The database as the workspace of every verb that reads.
    pub(crate) fn atlas(&self) -> Atlas {
        Atlas::at(&self.address)
    }

    /// `atlas push` or `atlas pull` of a workspace, which must succeed.
    pub(crate) fn move_all(&self, verb: &str, atlas: &Atlas) -> Ended {
        let ended = self.run(atlas, verb, &[&self.address]);
        assert_eq!(ended.code, Some(0), "{verb} succeeds: {ended:?}");
        ended
    }

    /// `atlas VERB -a WORKSPACE WORDS...` with the password of the server.
    pub(crate) fn run(&self, atlas: &Atlas, verb: &str, words: &[&str]) -> Ended {
        let mut command = atlas.command(verb);
        command.args(words).env("ATLAS_NEO4J_PASSWORD", &self.password).stdin(Stdio::null());
        Ended::of(&command.output().unwrap())
    }

    /// Ask past the product; the first column, called `n`, as numbers.
    pub(crate) fn cypher(&self, query: &str) -> Vec<i64> {
        let (user, place) = self.address.split_once("://").and_then(|(_, rest)| rest.split_once('@')).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let graph = Graph::new(place.split('/').next().unwrap(), user, &*self.password).unwrap();
            let mut stream = graph.execute(Query::new(query.into())).await.unwrap();
            let mut numbers = Vec::new();
            while let Some(row) = stream.next().await.unwrap() {
                numbers.push(row.get::<i64>("n").unwrap());
            }
            numbers
        })
    }
}
