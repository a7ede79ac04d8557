//! [`Link`]: the one shared driver of a connection, asked without `async`.
//!
//! The driver's tasks run on a thread of their own, so a batch travels while the next one is built.

use std::path::PathBuf;
use std::time::Duration;

use neo4rs::{BoltType, ConfigBuilder, Graph, Query, Row};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use super::address::Address;
use super::fault::{Stage, is_transient, remote, translate};
use crate::{StoreError, Watch};

/// Rows that one request brings.
const FETCH: usize = 10_000;
/// How long the first answer may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long any later one may take.
const LONG_PATIENCE: Duration = Duration::from_secs(300);
/// How often a transaction that the server has undone is sent again.
const ATTEMPTS: u32 = 6;

/// What is needed to sign in beside the address.
#[derive(Clone, Default)]
pub struct Credentials {
    /// The user's password.
    pub password: String,
    /// Certificate (PEM) of the authority that signed the server's, where the system does not know it.
    pub authority: Option<PathBuf>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("authority", &self.authority).finish_non_exhaustive()
    }
}

pub(super) struct Link {
    /// Empty once dropped.
    runtime: Option<Runtime>,
    graph: Graph,
    pub(super) address: Address,
}

/// A transaction on its way.
pub(super) struct Sent(JoinHandle<Result<Vec<Row>, neo4rs::Error>>);

impl Link {
    /// Connect and ask what answers.
    pub(super) fn open(address: &Address, credentials: &Credentials) -> Result<Self, StoreError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("atlas-neo4j")
            .enable_all()
            .build()
            .map_err(|e| remote(address, format!("no thread for the connection: {e}"), "free some memory"))?;
        let mut config = ConfigBuilder::default()
            .uri(address.endpoint())
            .user(&*address.user)
            .password(&*credentials.password)
            .fetch_size(FETCH)
            .max_connections(4)
            .connection_timeout(LONG_PATIENCE);
        if let Some(database) = &address.database {
            config = config.db(&**database);
        }
        // Only `+s` verifies: a certificate given with another scheme must not turn encryption on or off.
        if let (Some(file), true) = (&credentials.authority, address.scheme.ends_with("+s")) {
            if let Err(e) = std::fs::File::open(file) {
                return Err(remote(
                    address,
                    format!("the authority's certificate {} cannot be read: {e}", file.display()),
                    "correct ATLAS_NEO4J_CA",
                ));
            }
            config = config.with_client_certificate(file);
        }
        let opening = |e: &neo4rs::Error| translate(address, Stage::Opening, e);
        // The driver starts its pool on the runtime.
        let graph = {
            let _inside = runtime.enter();
            config.build().and_then(Graph::connect).map_err(|e| opening(&e))?
        };
        let link = Self { runtime: Some(runtime), graph, address: address.clone() };
        link.greet()?;
        Ok(link)
    }

    /// The first answer, under a short limit.
    fn greet(&self) -> Result<(), StoreError> {
        let first = async {
            let mut stream = self.graph.execute_read(Query::new("RETURN 1".into())).await?;
            while stream.next().await?.is_some() {}
            Ok(())
        };
        let answer = self.runtime()?.block_on(async { tokio::time::timeout(PATIENCE, first).await });
        answer
            .unwrap_or(Err(neo4rs::Error::ConnectionTimedOut))
            .map_err(|e| translate(&self.address, Stage::Opening, &e))
    }

    fn runtime(&self) -> Result<&Runtime, StoreError> {
        self.runtime.as_ref().ok_or_else(|| remote(&self.address, "the connection is closed", "open it again"))
    }

    /// The shared driver, for questions with limits of their own.
    pub(super) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Wait for work of the driver.
    pub(super) fn wait_for<T>(&self, work: impl Future<Output = T>) -> Result<T, StoreError> {
        Ok(self.runtime()?.block_on(work))
    }

    fn fault(&self, error: &neo4rs::Error) -> StoreError {
        translate(&self.address, Stage::Working, error)
    }

    /// Stream the rows of a question that only reads, which the server enforces.
    pub(super) fn read(
        &self,
        query: Query,
        watch: &dyn Watch,
        mut each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.runtime()?.block_on(async {
            let mut stream = self.graph.execute_read(query).await.map_err(|e| self.fault(&e))?;
            let mut rows = 0_u64;
            while let Some(row) = stream.next().await.map_err(|e| self.fault(&e))? {
                rows += 1;
                if rows.is_multiple_of(256) && watch.cancelled() {
                    return Err(StoreError::Cancelled);
                }
                each(row)?;
            }
            Ok(())
        })
    }

    /// All rows of a small answer.
    pub(super) fn rows(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        self.read(query, &(), |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Send one transaction on its way. It is sent again where the server says that it has undone
    /// it; after a lost connection it is not, since it may have been done.
    pub(super) fn send(&self, query: Query) -> Result<Sent, StoreError> {
        let graph = self.graph.clone();
        let task = async move {
            let mut attempt = 0;
            loop {
                match once(&graph, query.clone()).await {
                    Err(e) if is_transient(&e) && attempt < ATTEMPTS => {
                        tokio::time::sleep(Duration::from_millis(50 << attempt)).await;
                        attempt += 1;
                    }
                    done => return done,
                }
            }
        };
        Ok(Sent(self.runtime()?.spawn(task)))
    }

    /// Wait for a transaction; its rows.
    pub(super) fn wait(&self, sent: Sent) -> Result<Vec<Row>, StoreError> {
        match self.runtime()?.block_on(sent.0) {
            Ok(outcome) => outcome.map_err(|e| self.fault(&e)),
            Err(e) => Err(remote(&self.address, format!("the driver failed: {e}"), "try again")),
        }
    }

    /// One transaction, waited for.
    pub(super) fn write(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        let sent = self.send(query)?;
        self.wait(sent)
    }

    /// A statement that must run outside of a transaction of ours, such as one about the schema.
    pub(super) fn run(&self, query: &str) -> Result<(), StoreError> {
        self.runtime()?.block_on(self.graph.run(Query::new(query.into()))).map_err(|e| self.fault(&e))
    }
}

async fn once(graph: &Graph, query: Query) -> Result<Vec<Row>, neo4rs::Error> {
    let mut transaction = graph.start_txn().await?;
    let mut stream = transaction.execute(query).await?;
    let mut rows = Vec::new();
    while let Some(row) = stream.next(transaction.handle()).await? {
        rows.push(row);
    }
    transaction.commit().await?;
    Ok(rows)
}

impl Drop for Link {
    /// The last user may stand inside another runtime, where waiting is forbidden.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A value for the driver.
pub(super) fn bolt(value: impl Into<BoltType>) -> BoltType {
    value.into()
}
