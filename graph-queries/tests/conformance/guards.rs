//! What keeps the suite honest: enough cases, no word about a store, headers that say what comes.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use atlas_model::{KindBook, NodeClass, RelationClass};
use graph_queries::catalogue::{ColumnKind, Question, question, questions};
use graph_queries::{Cell, Table};

use crate::world::{Answer, World};

/// Words that would make a case or a question about one store.
const STORES: [&str; 9] =
    ["neo4j", "sqlite", "embedded", "bolt", "cypher", ".atlas", "workspace", "database", "server"];

#[test]
fn every_question_has_two_cases_and_one_that_answers() {
    let mut cases: BTreeMap<&str, (usize, usize)> = questions().iter().map(|q| (&*q.id, (0, 0))).collect();
    let worlds = World::all();
    for case in worlds.iter().flat_map(|w| &w.cases) {
        let Some(count) = cases.get_mut(case.id()) else { continue };
        let answers = matches!(Answer::read(&case.expected).0, Ok(table) if !table.rows.is_empty());
        *count = (count.0 + 1, count.1 + usize::from(answers));
    }
    let poor: Vec<_> = cases.iter().filter(|(_, (all, with_rows))| *all < 2 || *with_rows < 1).collect();
    assert!(poor.is_empty(), "(question, (cases, cases with rows)): {poor:?}");
}

#[test]
fn no_case_and_no_question_is_about_a_store() {
    for world in World::all() {
        for case in &world.cases {
            let text = format!("{} {}", case.title, case.asked).to_lowercase();
            let word = STORES.iter().find(|word| text.contains(**word));
            assert!(word.is_none(), "{}: {:?} names {word:?}", world.name, case.title);
        }
    }
    for question in questions() {
        let parameters = question.parameters.iter().map(|p| &p.meaning);
        let columns = question.columns.iter().map(|c| &c.meaning);
        for text in [&question.id, &question.title, &question.why].into_iter().chain(parameters).chain(columns) {
            let word = STORES.iter().find(|word| text.to_lowercase().contains(**word));
            assert!(word.is_none(), "{}: {text:?} names {word:?}", question.id);
        }
    }
}

/// Every answered case with its question.
fn answered() -> Vec<(String, &'static Question, Table)> {
    let mut all = Vec::new();
    for world in World::all() {
        for case in &world.cases {
            if let Ok(table) = Answer::read(&case.expected).0
                && !table.rows.is_empty()
            {
                all.push((format!("{}, {}", world.name, case.title), question(case.id()).unwrap(), table));
            }
        }
    }
    all
}

#[test]
fn answers_have_the_columns_that_the_header_states() {
    for (name, question, table) in answered() {
        let stated: Vec<&str> = question.columns.iter().map(|c| &*c.name).collect();
        let found: Vec<&str> = table.columns.iter().map(|c| &**c).collect();
        assert_eq!(found, stated, "{name}");
        for row in &table.rows {
            for (column, cell) in question.columns.iter().zip(row) {
                let texts = |items: &[Cell]| items.iter().all(|i| matches!(i, Cell::Text(_)));
                let fits = match (column.kind, cell) {
                    (_, Cell::Null) | (ColumnKind::Flag, Cell::Bool(_)) | (ColumnKind::Count, Cell::Integer(_)) => true,
                    (ColumnKind::Node | ColumnKind::Text, Cell::Text(_)) => true,
                    (ColumnKind::Nodes | ColumnKind::Texts, Cell::List(items)) => texts(items),
                    _ => false,
                };
                assert!(fits, "{name}: {} is {:?} and not {}", column.name, cell, column.kind.word());
            }
        }
    }
}

/// Null first, numbers by size, texts by their letters' numbers.
fn compare(a: &Cell, b: &Cell) -> Ordering {
    match (a, b) {
        (Cell::Null, Cell::Null) => Ordering::Equal,
        (Cell::Null, _) => Ordering::Less,
        (_, Cell::Null) => Ordering::Greater,
        (Cell::Integer(a), Cell::Integer(b)) => a.cmp(b),
        (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
        other => panic!("rows are not ordered by {other:?}"),
    }
}

#[test]
fn rows_stand_in_the_order_that_the_header_states_and_in_no_other() {
    for (name, question, table) in answered() {
        let by: Vec<(usize, bool)> = question
            .order
            .iter()
            .map(|o| (table.columns.iter().position(|c| *c == o.column).unwrap(), o.descending))
            .collect();
        for pair in table.rows.windows(2) {
            let ordering = by
                .iter()
                .map(
                    |&(at, down)| {
                        if down { compare(&pair[1][at], &pair[0][at]) } else { compare(&pair[0][at], &pair[1][at]) }
                    },
                )
                .find(|o| *o != Ordering::Equal);
            assert_eq!(ordering, Some(Ordering::Less), "{name}: {pair:?} have one order and no other");
        }
    }
}

#[test]
fn kinds_that_are_named_exist() {
    let tables = KindBook::of_tables();
    for question in questions() {
        for kind in &question.kinds {
            let known = NodeClass::from_word(kind).is_some()
                || RelationClass::from_word(kind).is_some()
                || tables.nodes.contains_key(kind)
                || tables.relations.contains_key(kind);
            assert!(known, "{}: {kind:?} is no class and no kind of the tables", question.id);
        }
        let lists = question.parameters.iter().any(|p| p.default == graph_queries::catalogue::Preset::Kinds);
        assert_eq!(lists, !question.kinds.is_empty(), "{}: lists are made of named classes", question.id);
    }
    // A kind in the text of a question would miss every other spelling and every other platform.
    for question in questions() {
        let kinds = tables.nodes.keys().chain(tables.relations.keys());
        for kind in kinds.filter(|k| k.len() > 3) {
            let quoted =
                question.body().contains(&format!("'{kind}'")) || question.body().contains(&format!(":{kind}"));
            assert!(!quoted, "{} names the kind {kind}", question.id);
        }
    }
}
