//! Push and freeze against a real Neo4j, timed within: `./x bench neo4j` calls it as
//! `push FILE ADDRESS` and `freeze ADDRESS`, with the password in `ATLAS_NEO4J_PASSWORD`.
//! One JSON line with wall seconds, connecting left out; its peak memory is what its parent sees.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::Path;
use std::time::Instant;

use atlas_model::KindBook;
use graph_queries::neo4j::{Address, Credentials, Neo4j};
use graph_queries::{Mode, Store};
use serde_json::json;

fn connect(address: &str) -> Neo4j {
    let password = std::env::var("ATLAS_NEO4J_PASSWORD").unwrap_or_default();
    Neo4j::open(&Address::parse(address).unwrap(), &Credentials { password, authority: None }, None).unwrap()
}

/// The newest revision into the database.
fn push(file: &str, address: &str) -> serde_json::Value {
    let store = graph_queries::open(Path::new(file), Mode::Read).unwrap();
    let newest = store.revisions().unwrap().pop().unwrap().number;
    let neo4j = connect(address);
    let began = Instant::now();
    let pushed = neo4j.push(&*store, newest, &()).unwrap();
    json!({
        "seconds": began.elapsed().as_secs_f64(),
        "unchanged": pushed.unchanged,
        "nodes": pushed.nodes_made,
        "relations": pushed.relations_made,
        "gone": pushed.relations_gone,
    })
}

/// Into memory, and ready for questions.
fn freeze(address: &str) -> serde_json::Value {
    let neo4j = connect(address);
    let newest = neo4j.revisions().unwrap().pop().unwrap().number;
    let began = Instant::now();
    let builder = neo4j.freeze(newest, &()).unwrap();
    let streamed = began.elapsed().as_secs_f64();
    let snapshot = builder.freeze("bench", &KindBook::default());
    json!({
        "seconds": began.elapsed().as_secs_f64(),
        "streamed": streamed,
        "nodes": snapshot.node_count(),
        "relations": snapshot.edge_count(),
    })
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["push", file, address] => println!("{}", push(file, address)),
        ["freeze", address] => println!("{}", freeze(address)),
        _ => println!("`./x bench neo4j` starts a server and calls this"),
    }
}
