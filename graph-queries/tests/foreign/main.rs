//! Databases that other tools fill, on a real server: recognised, read, never written to unless asked.
#![allow(clippy::unwrap_used)]

mod legacy;
mod reading;
mod server;
mod worlds;
mod writing;
