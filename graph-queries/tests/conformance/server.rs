//! The server to ask, one test at a time.

use std::io::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use graph_queries::Store;
use graph_queries::neo4j::{Address, Credentials, Neo4j};

/// A server that tests may empty.
pub(crate) struct Server {
    address: Address,
    credentials: Credentials,
    _turn: MutexGuard<'static, ()>,
}

/// The server, for one test.
pub(crate) fn find() -> Option<Server> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (address, password) = crate::found::found()?;
    let credentials = Credentials { password, authority: None };
    Some(Server { address: Address::parse(&address).unwrap(), credentials, _turn: turn })
}

impl Server {
    /// The database with a revision and nothing else in it.
    pub(crate) fn holding(&self, store: &dyn Store, revision: u32) -> Neo4j {
        self.cypher("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
        let shared = Neo4j::open(&self.address, &self.credentials, None).unwrap();
        shared.push(store, revision, &()).unwrap();
        shared
    }

    /// Ask past the store; the first column of the rows, `n`, as numbers.
    pub(crate) fn cypher(&self, query: &str) -> Vec<i64> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let scheme = if self.address.encrypts() { "bolt+ssc" } else { "bolt" };
            let uri = format!("{scheme}://{}:{}", self.address.host, self.address.port);
            let database = self.address.database.as_deref().unwrap_or("neo4j");
            let graph = neo4rs::Graph::new(uri, &*self.address.user, &*self.credentials.password).unwrap();
            let mut stream = graph.execute_on(database, neo4rs::Query::new(query.into())).await.unwrap();
            let mut numbers = Vec::new();
            while let Some(row) = stream.next().await.unwrap() {
                numbers.push(row.get::<i64>("n").unwrap());
            }
            numbers
        })
    }
}

/// A line for whoever reads the log.
pub(crate) fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
