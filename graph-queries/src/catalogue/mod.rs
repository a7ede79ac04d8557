//! The question catalogue: every retrieval question, one file each under `questions/`.
//!
//! ```text
//!   questions/*.cypher ─▶ header ─▶ Question ─┬─ Neo4j: the file, with parameters ──────┐
//!                            Parameters ──────┤                                          ├─▶ Table
//!                            KindLists ───────┴─ embedded: the same answer, in Rust ────┘
//! ```
//!
//! [`crate::Store::ask`] answers. The files name no kind, no workspace and no store; rows have the order that
//! the header states, so answers of two stores are equal row by row.

pub(crate) mod day;
mod given;
mod header;
mod key;
mod lists;
mod page;
mod question;
mod seen;

use std::sync::LazyLock;

pub use given::Parameters;
pub(crate) use given::Settled;
pub use key::{key_of, key_text};
pub(crate) use key::{read_key, write_key};
pub use lists::KindLists;
pub use page::page;
pub use question::{Column, ColumnKind, MOST_STEPS, Order, Parameter, ParameterKind, Preset, Question};
pub use seen::seen_kinds;

use crate::StoreError;

/// The files, in the order of the page.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../questions/", $name, ".cypher")))),+]
    };
}

static FILES: &[(&str, &str)] = files![
    "search",
    "by-id",
    "node",
    "statements",
    "relations-of",
    "relation",
    "neighbourhood",
    "who-can-reach",
    "what-it-reaches",
    "exposure",
    "shortest-path",
    "all-shortest-paths",
    "effective-entitlements",
    "who-holds",
    "node-kinds",
    "relation-kinds",
    "joined-kinds",
    "hubs",
    "placeholders",
    "unrelated",
    "ownerless",
    "dormant",
    "old-credentials",
    "orphan-entitlements",
    "single-holder",
    "shared-credentials",
    "disabled-with-access",
    "without-group",
    "direct-grants",
];

static READ: LazyLock<Vec<Question>> =
    LazyLock::new(|| FILES.iter().filter_map(|(_, cypher)| header::read(cypher).ok()).collect());

/// Every question, in the order of the page.
#[must_use]
pub fn questions() -> &'static [Question] {
    &READ
}

/// The question of an id.
///
/// # Errors
/// [`StoreError::Question`] where there is none; it says which come near.
pub fn question(id: &str) -> Result<&'static Question, StoreError> {
    questions().iter().find(|q| &*q.id == id).ok_or_else(|| {
        let near: Vec<&str> = questions().iter().map(|q| &*q.id).filter(|q| alike(q, id)).collect();
        let remedy = match near.as_slice() {
            [] => "`atlas ask` lists the questions".to_owned(),
            near => format!("did you mean {}? `atlas ask` lists the questions", near.join(" or ")),
        };
        StoreError::Question { what: format!("there is no question {id:?}").into(), remedy: remedy.into() }
    })
}

/// Whether two ids share a word of four letters or more.
fn alike(a: &str, b: &str) -> bool {
    a.split('-').any(|word| word.len() > 3 && b.to_lowercase().contains(&word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_question_of_its_name() {
        for (name, cypher) in FILES {
            let question = header::read(cypher).unwrap_or_else(|what| panic!("questions/{name}.cypher: {what}"));
            assert_eq!(&*question.id, *name, "a file is called as its question");
            assert!(!question.body().is_empty(), "{name} asks something");
            for parameter in &question.parameters {
                assert!(question.body().contains(&format!("${}", parameter.name)), "{name} uses ${}", parameter.name);
            }
        }
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/questions");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".cypher").to_owned())
            .collect();
        let mut listed: Vec<&str> = FILES.iter().map(|f| f.0).collect();
        there.sort();
        listed.sort_unstable();
        assert_eq!(there, listed, "every file of the folder is in the catalogue");
    }

    #[test]
    fn questions_take_nothing_but_their_parameters() {
        for question in questions() {
            for (at, _) in question.body().match_indices('$') {
                let rest = &question.body()[at + 1..];
                let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                assert!(question.parameter(&name).is_some(), "{}: ${name} stands in the header", question.id);
            }
        }
    }

    #[test]
    fn an_unknown_question_is_refused_with_one_that_comes_near() {
        let said = question("searching").unwrap_err().to_string();
        assert!(said.contains("no question \"searching\"") && said.contains("search"), "{said}");
        assert!(question("zz").unwrap_err().to_string().contains("atlas ask"), "and where they are listed");
    }
}
