//! The kinds that stand in a revision, asked from any store without freezing it.

use atlas_model::SeenKinds;

use super::{Parameters, question};
use crate::{Cell, Store, StoreError, Table, Watch};

/// Kinds with how often, as a snapshot of the revision would count them. O(relations), in the store.
///
/// # Errors
/// As the store fails.
pub fn seen_kinds(store: &dyn Store, revision: u32, watch: &dyn Watch) -> Result<SeenKinds, StoreError> {
    let ask = |id: &str| store.ask(revision, question(id)?, &Parameters::default(), watch);
    let mut seen = SeenKinds::default();
    for row in ask("node-kinds")?.rows {
        if let [Cell::Text(kind), Cell::Integer(n)] = row.as_slice() {
            seen.nodes.insert(kind.clone(), count(*n));
        }
    }
    let Table { rows, .. } = ask("joined-kinds")?;
    for row in rows {
        let [Cell::Text(from), Cell::Text(kind), level, Cell::Text(to), Cell::Integer(n)] = row.as_slice() else {
            continue;
        };
        *seen.triples.entry((from.clone(), kind.clone(), to.clone())).or_default() += count(*n);
        if let Cell::Text(level) = level {
            *seen.levels.entry((kind.clone(), level.clone())).or_default() += count(*n);
        }
    }
    Ok(seen)
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
