//! [`Driver`]: reaching a server, until it has given its first answer.

use std::time::{Duration, Instant};

use neo4rs::{Config, Graph, Query};
use tokio::runtime::Runtime;

use super::address::Address;
use super::credentials::{self, Credentials};
use super::fault::{Stage, is_transient, translate};
use super::routing::{self, Writer};
use crate::StoreError;

/// How long the first answer may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a server that is just starting is waited for, and how often it is asked.
const MOMENT: Duration = Duration::from_secs(5);
const GLANCE: Duration = Duration::from_millis(100);

/// A driver that has had its first answer.
pub(super) struct Driver {
    pub(super) graph: Graph,
    pub(super) config: Config,
    /// Whether the server that it leads to does not write the database any more.
    pub(super) astray: bool,
}

/// A driver that has had its first answer from the server that is to be used: with `neo4j://` the
/// one that the named server says writes the database.
pub(super) fn connect(
    runtime: &Runtime,
    address: &Address,
    with: &Credentials,
    stage: Stage<'_>,
) -> Result<Driver, StoreError> {
    let driver = reach(runtime, address, with, stage)?;
    if !address.routes() {
        return Ok(driver);
    }
    let table =
        runtime.block_on(patiently(routing::ask(&driver.graph, address))).map_err(|e| translate(address, stage, &e))?;
    match routing::writer(address, &table) {
        Writer::Here => Ok(driver),
        Writer::Nobody => Err(routing::nobody(address)),
        Writer::There(there) => {
            reach(runtime, &there, with, stage).map_err(|e| routing::out_of_reach(address, &there, &e))
        }
    }
}

fn reach(runtime: &Runtime, address: &Address, with: &Credentials, stage: Stage<'_>) -> Result<Driver, StoreError> {
    let config = credentials::config(address, with)?;
    let fault = |e: neo4rs::Error| translate(address, stage, &e);
    // The driver starts its pool on the runtime.
    let graph = {
        let _inside = runtime.enter();
        Graph::connect(config.clone()).map_err(fault)?
    };
    runtime.block_on(patiently(greet(&graph))).map_err(fault)?;
    Ok(Driver { graph, config, astray: false })
}

/// The first answer. A server that is just starting is given a moment; whatever else it says is told.
async fn greet(graph: &Graph) -> Result<(), neo4rs::Error> {
    let start = Instant::now();
    loop {
        let greeting = async || {
            let mut transaction = graph.start_txn().await?;
            transaction.run(Query::new("RETURN 1".into())).await?;
            transaction.rollback().await
        };
        match greeting().await {
            Err(e) if is_transient(&e) && start.elapsed() < MOMENT => tokio::time::sleep(GLANCE).await,
            done => return done,
        }
    }
}

async fn patiently<T>(work: impl Future<Output = Result<T, neo4rs::Error>>) -> Result<T, neo4rs::Error> {
    tokio::time::timeout(PATIENCE, work).await.unwrap_or(Err(neo4rs::Error::ConnectionTimedOut))
}
