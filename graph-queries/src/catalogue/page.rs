//! The index of all questions as a page, for people who work in Neo4j Browser.

use std::fmt::Write as _;

use super::lists::KindLists;
use super::question::{ParameterKind, Preset, Question};
use super::questions;
use crate::Cell;

const HEAD: &str = "\
# Questions

What can be asked of a graph, whatever it is kept in. `atlas ask -a WORKSPACE` lists the questions, and \
`atlas ask -a WORKSPACE ID NAME=VALUE...` answers one, from a workspace file or from a Neo4j that was filled by \
`atlas push`. In Neo4j Browser the same answers come from the Cypher below.

This page is made from the files under `graph-queries/questions/` by `./x bless`; do not edit it.

## In Neo4j Browser

1. Paste the lines below that begin with `:param` and that the question takes; they say which kinds are meant. They \
hold every kind that Access Atlas knows. Kinds that it does not know are guessed by `atlas ask` from their names and \
from what they join, and must be put into the lists by hand here.
2. Set the other parameters, for example `:param node => ':ann'`. The key of a node is its namespace, a colon and its \
id; the question `by-id` tells it.
3. Paste the question.

Questions are about stated facts. Edges that are derived stand in snapshots only, and so do tiers by rules: \
`atlas exposure`, `atlas paths` and the window know them. Rules of a profile about one level of a kind are not seen.

";

/// The page `docs/guide/questions.md`.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(HEAD);
    lists(&mut page);
    page += "## All questions\n\n| question | tells |\n|---|---|\n";
    for question in questions() {
        let _ = writeln!(page, "| [`{}`](#{}) | {} |", question.id, question.id, question.title);
    }
    for question in questions() {
        section(&mut page, question);
    }
    page
}

fn lists(page: &mut String) {
    *page += "### Lists of kinds\n\n| list | is |\n|---|---|\n";
    for name in KindLists::NAMES {
        let _ = writeln!(page, "| `{name}` | {} |", KindLists::meaning(name));
    }
    let tables = KindLists::of_tables();
    *page += "\n```\n";
    for name in KindLists::NAMES {
        let kinds: Vec<Cell> = tables.get(name).iter().map(|k| Cell::Text(k.clone())).collect();
        let _ = writeln!(page, ":param {name} => {}", literal(&Cell::List(kinds)));
    }
    *page += "```\n\n";
}

fn section(page: &mut String, question: &Question) {
    let _ = write!(page, "\n## {}\n\n**{}.** {}\n", question.id, question.title, question.why);
    if !question.parameters.is_empty() {
        *page += "\n| takes | | |\n|---|---|---|\n";
        for p in &question.parameters {
            let default = match &p.default {
                Preset::Required => "must be given".to_owned(),
                Preset::Kinds => "the list of that name".to_owned(),
                Preset::Value(value) => format!("`{}`", literal(value)),
            };
            let _ = writeln!(page, "| `{}` | {} {default} | {} |", p.name, words(p.kind), p.meaning);
        }
    }
    *page += "\n| answers | | |\n|---|---|---|\n";
    for c in &question.columns {
        let _ = writeln!(page, "| `{}` | {} | {} |", c.name, c.kind.word(), c.meaning);
    }
    let order: Vec<String> = question
        .order
        .iter()
        .map(|o| format!("`{}`{}", o.column, if o.descending { ", the highest first" } else { "" }))
        .collect();
    let _ = writeln!(page, "\nRows are ordered by {}.\n", order.join(", then "));
    let given: Vec<String> = question
        .parameters
        .iter()
        .filter_map(|p| match &p.default {
            Preset::Value(value) => Some(format!(":param {} => {}", p.name, literal(value))),
            Preset::Required => Some(format!(":param {} => {}", p.name, example(p.kind))),
            Preset::Kinds => None,
        })
        .collect();
    if !given.is_empty() {
        let _ = writeln!(page, "```\n{}\n```\n", given.join("\n"));
    }
    let _ = writeln!(page, "```cypher\n{}\n```", question.body());
}

fn words(kind: ParameterKind) -> String {
    format!("{},", kind.word())
}

fn example(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Node => "':ann'",
        ParameterKind::Nodes => "[':ann']",
        ParameterKind::Text | ParameterKind::Perhaps => "'ann'",
        ParameterKind::Texts => "['ann']",
        ParameterKind::Count | ParameterKind::Steps => "1",
        ParameterKind::Day => "'2026-11-01'",
    }
}

/// A value as Cypher writes it.
fn literal(value: &Cell) -> String {
    match value {
        Cell::Text(text) => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        Cell::Integer(number) => number.to_string(),
        Cell::List(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        _ => "null".into(),
    }
}
