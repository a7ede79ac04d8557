//! The index of all questions as a page, for people who work in Neo4j Browser.

/// The page `docs/guide/questions.md`.
#[must_use]
pub fn page() -> String {
    String::new()
}
