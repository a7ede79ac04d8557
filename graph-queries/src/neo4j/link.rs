//! [`Link`]: the one shared driver of a connection, asked without `async`.
//!
//! The driver's tasks run on a thread of their own, so a batch travels while the next one is built.
//!
//! A connection that was lost is replaced by the driver at the next question. One that is left in
//! the middle of an answer is closed here, since the server computes on for whoever stays connected.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use neo4rs::{BoltType, Graph, Query, Row};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use super::address::Address;
use super::ahead::Ahead;
pub(super) use super::credentials::Credentials;
use super::driver::{Driver, connect};
use super::fault::{Stage, is_astray, is_transient, out_of_time, remote, translate};
use super::waiting::{GRACE, Stop, attend, limited};
use crate::{StoreError, Watch};

/// How often a transaction that the server has undone is sent again.
const ATTEMPTS: u32 = 6;

/// How long a question may take, and when it is not waited for any more.
#[derive(Clone, Copy)]
struct Limit {
    time: Duration,
    end: Instant,
}

pub(super) struct Link {
    /// Empty once dropped.
    runtime: Option<Runtime>,
    driver: Mutex<Driver>,
    credentials: Credentials,
    /// How long a question may take; the server ends one that takes longer.
    limit: Option<Duration>,
    /// As it was named.
    pub(super) address: Address,
}

/// A transaction on its way.
pub(super) struct Sent(JoinHandle<Result<Vec<Row>, neo4rs::Error>>);

impl Link {
    /// Connect and ask what answers. With `neo4j://` the server that is named says which one writes
    /// the database, and that one is used.
    pub(super) fn open(address: &Address, credentials: &Credentials) -> Result<Self, StoreError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("atlas-neo4j")
            .enable_all()
            .build()
            .map_err(|e| remote(address, format!("no thread for the connection: {e}"), "free some memory"))?;
        let driver = connect(&runtime, address, credentials, Stage::Opening(credentials.authority.as_deref()))?;
        Ok(Self {
            runtime: Some(runtime),
            driver: Mutex::new(driver),
            credentials: credentials.clone(),
            limit: None,
            address: address.clone(),
        })
    }

    /// Let no question take longer than this; see [`Self::read`].
    pub(super) fn limit(&mut self, limit: Duration) {
        self.limit = Some(limit);
    }

    fn runtime(&self) -> Result<&Runtime, StoreError> {
        self.runtime.as_ref().ok_or_else(|| remote(&self.address, "the connection is closed", "open it again"))
    }

    /// The driver; where another server has become the one that writes, that one is looked for first.
    pub(super) fn graph(&self) -> Result<Graph, StoreError> {
        let mut driver = self.driver.lock().unwrap_or_else(PoisonError::into_inner);
        if driver.astray {
            *driver = connect(self.runtime()?, &self.address, &self.credentials, Stage::Working)?;
        }
        Ok(driver.graph.clone())
    }

    /// Wait for work of the driver.
    pub(super) fn wait_for<T>(&self, work: impl Future<Output = T>) -> Result<T, StoreError> {
        Ok(self.runtime()?.block_on(work))
    }

    /// Close all connections that no question is using, and open new ones when they are needed.
    fn renew(&self) {
        let Some(runtime) = &self.runtime else { return };
        let mut driver = self.driver.lock().unwrap_or_else(PoisonError::into_inner);
        let _inside = runtime.enter();
        // Where that fails the next question says why.
        if let Ok(graph) = Graph::connect(driver.config.clone()) {
            driver.graph = graph;
        }
    }

    fn fault(&self, error: &neo4rs::Error) -> StoreError {
        if self.address.routes() && is_astray(error) {
            self.driver.lock().unwrap_or_else(PoisonError::into_inner).astray = true;
        }
        translate(&self.address, Stage::Working, error)
    }

    /// Stream the rows of a question that only reads, which the server enforces. It is ended there
    /// too when it is cancelled or over its limit.
    pub(super) fn read(
        &self,
        query: Query,
        watch: &dyn Watch,
        each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.read_within(query, self.limit, watch, each)
    }

    /// [`Self::read`] with a limit of its own.
    pub(super) fn read_within(
        &self,
        query: Query,
        limit: Option<Duration>,
        watch: &dyn Watch,
        each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let graph = self.graph()?;
        let outcome = self.runtime()?.block_on(self.stream(&graph, query, limit, watch, each));
        drop(graph);
        if outcome.is_err() {
            self.renew();
        }
        outcome
    }

    async fn stream(
        &self,
        graph: &Graph,
        query: Query,
        limit: Option<Duration>,
        watch: &dyn Watch,
        mut each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let query = match limit {
            Some(time) => limited(query, time),
            None => query,
        };
        let limit = limit.map(|time| Limit { time, end: Instant::now() + time + GRACE });
        let mut stream = Ahead::of(self.attend(graph.execute_read(query), limit, watch).await?);
        let mut rows = 0_u64;
        loop {
            let row = match stream.held() {
                Some(row) => row,
                None => match self.attend(stream.next(), limit, watch).await? {
                    Some(row) => row,
                    None => return Ok(()),
                },
            };
            rows += 1;
            if rows.is_multiple_of(256) && watch.cancelled() {
                return Err(StoreError::Cancelled);
            }
            each(row)?;
        }
    }

    /// [`attend`], with why there is no answer in words.
    async fn attend<T>(
        &self,
        work: impl Future<Output = Result<T, neo4rs::Error>>,
        limit: Option<Limit>,
        watch: &dyn Watch,
    ) -> Result<T, StoreError> {
        attend(work, limit.map(|l| l.end), watch).await.map_err(|stop| match stop {
            Stop::Cancelled => StoreError::Cancelled,
            Stop::Late => out_of_time(&self.address, limit.map(|l| l.time)),
            Stop::Failed(error) => self.fault(&error),
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
        let graph = self.graph()?;
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
    pub(super) fn run(&self, query: &'static str) -> Result<(), StoreError> {
        let graph = self.graph()?;
        self.runtime()?.block_on(graph.run(Query::new(query.into()))).map_err(|e| self.fault(&e))
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
