//! Which Neo4j tests may empty: `ATLAS_TEST_NEO4J` with `ATLAS_NEO4J_PASSWORD`, else the one that
//! `./x neo4j start` has started. Taken in by every test binary that needs a server.
//!
//! Without one a test says what it skips; on a build server (`CI` is set) that is a failure.

use std::io::Write as _;
use std::path::Path;

/// Address and password; `None`, after a line that says so, where no server runs.
pub(crate) fn found() -> Option<(String, String)> {
    let line = std::env::var("ATLAS_TEST_NEO4J_LINE").unwrap_or_else(|_| "5.26".into());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find(|folder| folder.join("Cargo.lock").is_file())?;
    let home = root.join("out/neo4j").join(line);
    let ours = |name: &str| std::fs::read_to_string(home.join(name)).ok().map(|text| text.trim().to_owned());
    let named = std::env::var("ATLAS_TEST_NEO4J").ok();
    let named = named.map(|address| (address, std::env::var("ATLAS_NEO4J_PASSWORD").unwrap_or_default()));
    let found = named.or_else(|| Some((ours("address")?, ours("password")?)));
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "a build server has a Neo4j: ./x neo4j start");
        let _ = writeln!(std::io::stderr(), "skipped: no Neo4j runs; ./x neo4j start");
    }
    found
}
