//! Databases that other tools fill, on a real server: recognised, read, never written to unless asked.
#![allow(clippy::unwrap_used)]

#[path = "../../../tests/neo4j/found.rs"]
mod found;
mod legacy;
mod reading;
mod server;
mod worlds;
mod writing;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The one lock of all tests of this binary that use the server.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}
