//! What records state about a node, in columns.

use atlas_model::{Hints, Lifecycle, NodeClass};
use rusqlite::Row;

use super::fault::Outcome;

/// Read four columns: class, lifecycle, tier, enabled.
pub(super) fn read(row: &Row<'_>, at: usize) -> Outcome<Hints> {
    let word = |at: usize| row.get_ref(at).map(|v| v.as_str_or_null().ok().flatten());
    Ok(Hints {
        class: word(at)?.and_then(NodeClass::from_word),
        lifecycle: word(at + 1)?.and_then(Lifecycle::from_word),
        tier: row.get(at + 2)?,
        enabled: row.get(at + 3)?,
    })
}

/// Of several statements the first that says anything, for each thing apart.
pub(crate) fn unite(stated: impl Iterator<Item = Hints>) -> Hints {
    stated.fold(Hints::default(), |all, next| Hints {
        class: all.class.or(next.class),
        lifecycle: all.lifecycle.or(next.lifecycle),
        tier: all.tier.or(next.tier),
        enabled: all.enabled.or(next.enabled),
    })
}
