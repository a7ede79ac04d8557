//! Bytes of an OpenGraph file to the frozen graph in memory, without a store:
//! `cargo bench -p atlas-tests --bench load -- FILE`. One JSON line; its peak memory and CPU time
//! are what its parent sees.
#![allow(clippy::print_stdout)]

mod rows;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|a| !a.starts_with('-')) else {
        println!("name an OpenGraph file; `./x bench load` makes one");
        return;
    };
    let snapshot = rows::freeze(&path);
    let (nodes, edges, cpu) = (snapshot.node_count(), snapshot.edge_count(), rows::cpu());
    let bytes = snapshot.topology_size() as f64 / edges as f64;
    println!(r#"{{"nodes": {nodes}, "edges": {edges}, "cpu": {cpu:.3}, "bytesPerEdge": {bytes:.2}}}"#);
}
