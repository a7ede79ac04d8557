//! The server that the tests share, and servers of a test's own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use graph_queries::neo4j::{Address, Credentials, Neo4j};
use serde::de::DeserializeOwned;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Which line of Neo4j is tried.
fn line() -> String {
    std::env::var("ATLAS_TEST_NEO4J_LINE").unwrap_or_else(|_| "5.26".into())
}

/// The shared server with an empty database, for one test at a time.
pub(crate) struct Server {
    pub(crate) address: Address,
    pub(crate) credentials: Credentials,
    _turn: MutexGuard<'static, ()>,
}

pub(crate) fn server() -> Option<Server> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (address, password) = crate::found::found()?;
    let credentials = Credentials { password, authority: None };
    let server = Server { address: Address::parse(&address).unwrap(), credentials, _turn: turn };
    server.cypher("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
    Some(server)
}

impl Server {
    pub(crate) fn open(&self) -> Neo4j {
        Neo4j::open(&self.address, &self.credentials, None).unwrap()
    }

    /// Ask past the store; the column `n` of the rows.
    pub(crate) fn cypher(&self, query: &str) -> Vec<i64> {
        self.ask(query)
    }

    /// [`Self::cypher`] for other values than numbers.
    pub(crate) fn ask<T: DeserializeOwned>(&self, query: &str) -> Vec<T> {
        Raw::new(&self.address, &self.credentials).ask(query)
    }

    pub(crate) fn database(&self) -> &str {
        database(&self.address)
    }
}

/// The database of an address, or the one that a server makes for itself.
fn database(address: &Address) -> &str {
    address.database.as_deref().unwrap_or("neo4j")
}

/// The driver alone, without the store.
pub(crate) struct Raw {
    pub(crate) runtime: tokio::runtime::Runtime,
    pub(crate) graph: neo4rs::Graph,
    database: String,
}

impl Raw {
    pub(crate) fn new(address: &Address, credentials: &Credentials) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let scheme = if address.encrypts() { "bolt+ssc" } else { "bolt" };
        let uri = format!("{scheme}://{}:{}", address.host, address.port);
        let inside = runtime.enter();
        let graph = neo4rs::Graph::new(uri, &*address.user, &*credentials.password).unwrap();
        drop(inside);
        Self { runtime, graph, database: database(address).to_owned() }
    }

    /// Ask the database of the address.
    pub(crate) fn ask<T: DeserializeOwned>(&self, query: &str) -> Vec<T> {
        self.ask_on(&self.database, query)
    }

    /// Ask another one; the column `n` of the rows.
    pub(crate) fn ask_on<T: DeserializeOwned>(&self, database: &str, query: &str) -> Vec<T> {
        self.runtime.block_on(async {
            let mut stream = self.graph.execute_on(database, neo4rs::Query::new(query.into())).await.unwrap();
            let mut values = Vec::new();
            while let Some(row) = stream.next().await.unwrap() {
                values.push(row.get::<T>("n").unwrap());
            }
            values
        })
    }
}

/// A server of a test's own, stopped with it.
pub(crate) struct Own {
    name: &'static str,
    home: PathBuf,
    pub(crate) address: Address,
    pub(crate) credentials: Credentials,
}

impl Own {
    /// Start one by `./x neo4j VERB`. With TLS the authority's certificate is the trusted one.
    pub(crate) fn start(verb: &str, name: &'static str, conf: &str) -> Self {
        let home = root().join("out/neo4j").join(format!("{}-{name}", line()));
        let mut own = Self {
            name,
            home,
            address: Address::parse("bolt://127.0.0.1").unwrap(),
            credentials: Credentials::default(),
        };
        own.run(verb, conf, None);
        own
    }

    fn run(&mut self, verb: &str, conf: &str, port: Option<u16>) {
        let mut command = Command::new(root().join("x"));
        command.args(["neo4j", verb, &line()]).env("ATLAS_NEO4J_NAME", self.name).env("ATLAS_NEO4J_CONF", conf);
        if std::env::var_os("ATLAS_NEO4J_HEAP").is_none() {
            command.env("ATLAS_NEO4J_HEAP", "400m");
        }
        match port {
            Some(port) => command.env("ATLAS_NEO4J_PORT", port.to_string()),
            None => command.env_remove("ATLAS_NEO4J_PORT"),
        };
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "./x neo4j {verb}: {said}");
        let read = |name: &str| std::fs::read_to_string(self.home.join(name)).unwrap().trim().to_owned();
        let authority = self.home.join("certificates/ca.crt");
        (self.address, self.credentials) = (
            Address::parse(&read("address")).unwrap(),
            Credentials { password: read("password"), authority: authority.exists().then_some(authority) },
        );
    }

    /// A file of its home.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }

    pub(crate) fn raw(&self) -> Raw {
        Raw::new(&self.address, &self.credentials)
    }

    /// Its process, to be killed.
    pub(crate) fn pid(&self) -> String {
        std::fs::read_to_string(self.home.join("pid")).unwrap().trim().to_owned()
    }

    /// Start it again on the port that it had, after it was killed or with another configuration.
    pub(crate) fn restart(&mut self, conf: &str) {
        kill("-TERM", &self.pid());
        self.run("start", conf, Some(self.address.port));
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Ok(pid) = std::fs::read_to_string(self.home.join("pid")) {
            kill("-9", pid.trim());
            let _ = std::fs::remove_file(self.home.join("pid"));
        }
    }
}

/// Send a signal to a server of ours, and wait until it is gone.
pub(crate) fn kill(signal: &str, pid: &str) {
    let words = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if !words.contains("--home-dir=") {
        return;
    }
    let _ = Command::new("kill").args([signal, pid]).output();
    for _ in 0..3_000 {
        let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        if state.is_empty() || state.contains(") Z ") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
