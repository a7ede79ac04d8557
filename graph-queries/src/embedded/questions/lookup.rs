//! Nodes and relations by name, id and key, with their evidence.

use rusqlite::Connection;

use super::facts::Facts;
use super::{Rows, count, flag, perhaps, text, texts};
use crate::catalogue::{Settled, key_of};
use crate::embedded::ask;
use crate::embedded::fault::Outcome;
use crate::neo4j::write_node;
use crate::records::{NodeSaid, Spot};
use crate::{Cell, Evidence, NodeStatement, RelationKey};

/// Columns source, file, section, record, line.
fn evidence(evidence: Option<&Evidence>) -> [Cell; 5] {
    let Some(e) = evidence else { return [const { Cell::Null }; 5] };
    let number = |n: u32| Cell::Integer(n.into());
    [text(&e.source), text(&e.file), text(e.section.word()), number(e.record), number(e.line)]
}

pub(super) fn node(db: &Connection, revision: u32, settled: &Settled) -> Outcome<Rows> {
    let Some(key) = key_of(settled.text("node")) else { return Ok(Rows::new()) };
    let Some(node) = ask::node(db, revision, &key)? else { return Ok(Rows::new()) };
    let hints = node.hints;
    let row = |e: Option<&Evidence>| {
        let mut row = vec![
            text(settled.text("node")),
            perhaps(Some(&*node.name).filter(|n| !n.is_empty())),
            texts(&node.kinds),
            perhaps(hints.class.map(|c| c.word())),
            perhaps(hints.lifecycle.map(|l| l.word())),
            hints.tier.map_or(Cell::Null, |t| Cell::Integer(t.into())),
            flag(hints.enabled),
            Cell::Bool(node.placeholder),
        ];
        row.extend(evidence(e));
        row
    };
    let rows: Rows = node.statements.iter().flat_map(|s| &s.evidence).map(|e| row(Some(e))).collect();
    Ok(if rows.is_empty() { vec![row(None)] } else { rows })
}

pub(super) fn statements(db: &Connection, revision: u32, settled: &Settled) -> Outcome<Rows> {
    let Some(key) = key_of(settled.text("node")) else { return Ok(Rows::new()) };
    let statements = ask::node(db, revision, &key)?.map(|n| n.statements).unwrap_or_default();
    let said = |statement: NodeStatement| {
        let spot = Spot { list: 0, record: 0, line: 0 };
        let said = NodeSaid {
            source: 0,
            name: statement.name,
            kinds: statement.kinds,
            hints: statement.hints,
            properties: statement.properties,
            spots: vec![spot; statement.evidence.len()],
            stated: statement.stated,
            since: statement.since,
        };
        write_node(&said, &statement.source)
    };
    Ok(statements.into_iter().enumerate().map(|(at, s)| vec![count(at), text(&said(s))]).collect())
}

pub(super) fn relation(db: &Connection, revision: u32, settled: &Settled) -> Outcome<Rows> {
    let (Some(from), Some(to)) = (key_of(settled.text("from")), key_of(settled.text("to"))) else {
        return Ok(Rows::new());
    };
    let key =
        RelationKey { from, kind: settled.text("kind").into(), level: settled.perhaps("level").map(Into::into), to };
    let Some(relation) = ask::relation(db, revision, &key)? else { return Ok(Rows::new()) };
    let row = |e: &Evidence| std::iter::once(flag(relation.traversable)).chain(evidence(Some(e))).collect();
    Ok(relation.evidence.iter().map(row).collect())
}

pub(super) fn search(facts: &Facts, settled: &Settled) -> Rows {
    let wanted = settled.text("text").to_lowercase();
    let kinds = settled.texts("kinds");
    let rank = |words: &str| match words.to_lowercase() {
        w if w == wanted => Some(0),
        w if w.starts_with(&wanted) => Some(1),
        w if w.contains(&wanted) => Some(2),
        _ => None,
    };
    let mut rows = Rows::new();
    for node in &facts.nodes {
        if !kinds.is_empty() && !node.kinds.iter().any(|k| kinds.contains(&&**k)) {
            continue;
        }
        let by_name = node.name.as_deref().and_then(rank);
        if let Some(rank) = [rank(&node.id), by_name].into_iter().flatten().min() {
            let mut row = node.cells();
            row.extend([Cell::Bool(node.placeholder), count(rank)]);
            rows.push(row);
        }
    }
    rows
}

pub(super) fn by_id(facts: &Facts, settled: &Settled) -> Rows {
    let ids: std::collections::HashSet<&str> = settled.texts("ids").into_iter().collect();
    let row = |node: &super::facts::Node| std::iter::once(text(&node.id)).chain(node.cells()).collect();
    facts.nodes.iter().filter(|n| ids.contains(&*n.id)).map(row).collect()
}

pub(super) fn relations_of(facts: &Facts, settled: &Settled) -> Rows {
    let Some(node) = facts.find(settled.text("node")) else { return Rows::new() };
    let row = |way: &str, relation: &super::facts::Relation, other: u32| {
        let sort = &facts.sorts[relation.sort as usize];
        let mut row = vec![text(way), text(&sort.0), perhaps(sort.1.as_deref())];
        row.extend(facts.node(other).cells());
        row.extend([flag(sort.2), Cell::Integer(relation.evidence.into())]);
        row
    };
    let leaving = facts.leaving(node).map(|r| row("from", r, r.to));
    let coming = facts.coming(node).filter(|r| r.from != node).map(|r| row("to", r, r.from));
    leaving.chain(coming).collect()
}
