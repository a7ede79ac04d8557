//! The real Neo4j of these tests, emptied, for one test at a time.
//!
//! Which one it is stands in [`crate::found`].

use std::process::Stdio;
use std::sync::{Mutex, MutexGuard, PoisonError};

use neo4rs::{Graph, Query};

use crate::command::{Atlas, Ended};

pub(crate) struct Server {
    address: String,
    password: String,
    _turn: MutexGuard<'static, ()>,
}

/// The one lock of all tests of this binary that use the server.
pub(crate) fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The server, with nothing in it.
pub(crate) fn server() -> Option<Server> {
    let turn = turn();
    let (address, password) = crate::found::found()?;
    let server = Server { address, password, _turn: turn };
    server.cypher("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
    Some(server)
}

impl Server {
    /// Where it is, and the password.
    pub(crate) fn sign_in(&self) -> (&str, &str) {
        (&self.address, &self.password)
    }

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
