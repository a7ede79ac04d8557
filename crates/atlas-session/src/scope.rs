//! Looking at a part of a graph: which, what that leaves unknown, and when only a part will do.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use graph_queries::{Scope, Scoped, Store};

use crate::Session;
use crate::dto::{AppError, Code, MissingInput, PartOfGraph, clip};
use crate::import::thousands;

/// Bytes that a graph read from a shared database may take unless asked otherwise: 4 GiB.
pub(crate) const MEMORY: u64 = 4 << 30;
/// Bytes that a node takes at most while a map is made of the graph, the dearest of what people ask
/// first. Measured on the bench graphs S and M; see docs/guide/neo4j.md.
const NODE: u64 = 800;
/// Bytes that a relation takes.
const RELATION: u64 = 120;
/// Kinds that a refusal proposes.
const PROPOSED: usize = 6;

impl Session {
    /// Look only at what any of the scopes holds; at everything without one. What was computed
    /// before is forgotten, so that no finding about a part is taken for one about the whole.
    ///
    /// # Errors
    /// Usage where a scope does not read.
    pub fn set_scope(&self, scopes: &[String]) -> Result<(), AppError> {
        let scope = Scope::parse(scopes).map_err(|e| {
            let text = e.to_string();
            let (message, remedy) = text.rsplit_once("; ").unwrap_or((&text, ""));
            AppError::new(Code::Usage, message, remedy)
        })?;
        *self.scope.lock().unwrap_or_else(PoisonError::into_inner) = (!scopes.is_empty()).then_some(scope);
        self.forget();
        Ok(())
    }

    /// What is looked at; `None` for everything.
    pub(crate) fn scope(&self) -> Option<Scope> {
        self.scope.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// That the answers so far are about a part; `None` where they are about everything, or nothing
    /// was asked yet.
    #[must_use]
    pub fn partial(&self) -> Option<PartOfGraph> {
        self.frozen_already().and_then(|f| f.partial.clone())
    }

    /// How many bytes a graph may take that is read from a shared database; 4 GiB unless set.
    pub fn set_memory(&self, bytes: u64) {
        self.memory.store(bytes, Ordering::Relaxed);
    }

    /// Refuse to read more of a shared database than memory may hold. A file on this machine is never
    /// refused: whoever imported it had it in memory before.
    pub(crate) fn expect_room(&self, store: &dyn Store, revision: &graph_queries::Revision) -> Result<(), AppError> {
        let room = self.memory.load(Ordering::Relaxed);
        let needs = estimate(revision.nodes, revision.relations);
        if needs <= room || crate::remote::address_in(self.path()).is_none() {
            return Ok(());
        }
        let counts = store.counts(revision.number)?;
        let mut kinds: Vec<(&str, u32)> = counts.node_kinds.iter().map(|(kind, n)| (&**kind, *n)).collect();
        kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        // A kind that nearly every node has narrows nothing.
        let some = kinds.iter().filter(|(_, n)| u64::from(*n) * 10 < u64::from(revision.nodes) * 9).take(PROPOSED);
        let proposed: Vec<String> = some.map(|(kind, n)| format!("kind={kind} ({})", thousands(*n))).collect();
        let what = format!(
            "{} holds {} nodes and {} relations, which take about {} of memory, and {} are allowed",
            self.path().display(),
            thousands(revision.nodes),
            thousands(revision.relations),
            gibibytes(needs),
            gibibytes(room)
        );
        let remedy = format!(
            "Look at a part with --scope: {}, platform=NAME, source=NAME or around=ID,steps=2; or allow more with --memory {}.",
            proposed.join(", "),
            needs.div_ceil(1 << 30)
        );
        Err(AppError::new(Code::TooLarge, what, remedy))
    }
}

/// Bytes that a graph takes at its most.
fn estimate(nodes: u32, relations: u32) -> u64 {
    u64::from(nodes) * NODE + u64::from(relations) * RELATION
}

#[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
fn gibibytes(bytes: u64) -> String {
    match bytes {
        0..0x1000_0000 => format!("{} MiB", bytes.div_ceil(1 << 20)),
        _ => format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30)),
    }
}

/// What is said about a part in every answer.
pub(crate) fn partial(scope: &Scope, scoped: &Scoped, revision: &graph_queries::Revision) -> PartOfGraph {
    let lead_out = clip(scoped.border);
    let relations =
        if lead_out == 1 { "1 relation leads".into() } else { format!("{} relations lead", thousands(lead_out)) };
    PartOfGraph {
        scope: scope.texts(),
        nodes: scoped.nodes,
        all_nodes: revision.nodes,
        relations: scoped.relations,
        all_relations: revision.relations,
        lead_out,
        sentence: format!(
            "partial: only {scope}, {} of {} nodes; {relations} out of it",
            thousands(scoped.nodes),
            thousands(revision.nodes)
        ),
    }
}

/// The part as an input that is missing.
pub(crate) fn left_out(partial: &PartOfGraph) -> MissingInput {
    MissingInput {
        input: format!("{} nodes outside of the scope", thousands(partial.all_nodes.saturating_sub(partial.nodes))),
        weakens: "what is not exposed, grouped or unusual within it may be so in the whole".into(),
        source: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        assert_eq!(gibibytes(estimate(1000, 10_000)), "2 MiB");
        assert_eq!(gibibytes(MEMORY), "4.0 GiB");
    }
}
