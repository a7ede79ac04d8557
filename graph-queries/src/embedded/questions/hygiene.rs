//! What nobody describes, joins, answers for, uses or renews.

use std::collections::HashSet;

use atlas_model::{Lane, NodeClass};
use serde_json::Value;

use super::facts::{Facts, Node};
use super::meaning::{Nodes, is_disabled, named};
use super::{Cell, Rows, count, perhaps, text, texts};
use crate::catalogue::{Settled, day};

/// Seconds of the years that are written with four digits end below; what is more is milliseconds, ...
const SECONDS: i64 = 100_000_000_000;
/// ... and what is more still is none of both.
const MILLISECONDS: i64 = 100_000_000_000_000;
/// 1970 in Windows file time: 100 nanoseconds since 1601.
const FILE_TIME: std::ops::Range<i64> = 116_444_736_000_000_000..1_000_000_000_000_000_000;

pub(super) fn placeholders(facts: &Facts) -> Rows {
    let row = |(number, node): (u32, &Node)| {
        let to_itself = facts.leaving(number).filter(|r| r.to == number).count();
        let relations = facts.leaving(number).count() + facts.coming(number).count() - to_itself;
        vec![text(&node.key), texts(&node.kinds), text(&node.source), count(relations)]
    };
    facts.numbered().filter(|(_, n)| n.placeholder).map(row).collect()
}

pub(super) fn unrelated(facts: &Facts) -> Rows {
    let alone = |number: u32| facts.leaving(number).next().is_none() && facts.coming(number).next().is_none();
    let row = |(_, node): (u32, &Node)| node.cells().into_iter().chain([text(&node.source)]).collect();
    facts.numbered().filter(|(number, _)| alone(*number)).map(row).collect()
}

pub(super) fn ownerless(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let (is_identity, is_resource) = (nodes.identities(facts), nodes.of(NodeClass::Resource, "resources", facts));
    let (answers_for, answered_by) = (named(facts, settled, "answers_for"), named(facts, settled, "answered_by"));
    let says = |value: &Value| value.as_str() != Some("") && value.as_array().is_none_or(|items| !items.is_empty());
    let owned = |number: u32, node: &Node| {
        facts.coming(number).any(&answers_for)
            || facts.leaving(number).any(&answered_by)
            || node.values.iter().any(says)
    };
    let (with, without): (Vec<_>, Vec<_>) = facts.numbered().partition(|(number, node)| owned(*number, node));
    let saying: HashSet<&str> = with.iter().map(|(_, node)| &*node.source).collect();
    let mut rows = Rows::new();
    for (number, node) in without {
        if is_resource(number) || (is_identity(number) && nodes.lane(node) == Lane::Machine) {
            let known = saying.contains(&*node.source) && !node.placeholder;
            let mut row = node.cells();
            row.push(text(if known { "ownerless" } else { "unknown" }));
            rows.push(row);
        }
    }
    rows
}

/// The day that a value says, as YYYY-MM-DD.
fn day_in(value: &Value) -> Option<String> {
    if let Value::String(text) = value {
        return is_day(text.as_bytes()).then(|| text[..10].to_owned());
    }
    #[expect(clippy::cast_possible_truncation, reason = "what is out of range is no day")]
    let number = value.as_i64().or_else(|| value.as_f64().map(|f| f as i64))?;
    let seconds = match number {
        ..=0 => return None,
        n if n < SECONDS => n,
        n if n < MILLISECONDS => n / 1_000,
        n if FILE_TIME.contains(&n) => n / 10_000_000 - 11_644_473_600,
        _ => return None,
    };
    Some(day::text_of(seconds.div_euclid(86_400)))
}

/// Whether a text begins as a day does; months are not counted out.
fn is_day(text: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, ..] = text else { return false };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(|d| d.is_ascii_digit());
    let number = |tens: &u8, ones: &u8| (tens.wrapping_sub(b'0')) * 10 + ones.wrapping_sub(b'0');
    digits && (1..=12).contains(&number(m1, m2)) && (1..=31).contains(&number(d1, d2))
}

/// The last day that a node's properties say and a status, where it is too long ago or unknown.
fn old(node: &Node, settled: &Settled, status: &str) -> Option<[Cell; 2]> {
    let days = i64::try_from(settled.count("days")).unwrap_or(i64::MAX);
    let before = day::text_of(day::number(settled.text("as_of"))?.saturating_sub(days));
    match node.values.iter().filter_map(day_in).max() {
        None => Some([Cell::Null, text("unknown")]),
        Some(last) if last < before => Some([text(&last), text(status)]),
        Some(_) => None,
    }
}

pub(super) fn dormant(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let is_identity = nodes.identities(facts);
    let mut rows = Rows::new();
    for (number, node) in facts.numbered().filter(|(_, n)| !is_disabled(n)) {
        if let Some(last) = old(node, settled, "dormant").filter(|_| is_identity(number)) {
            let mut row = node.cells();
            row.push(perhaps(Some(nodes.lane(node).word())));
            row.extend(last);
            rows.push(row);
        }
    }
    rows
}

pub(super) fn old_credentials(facts: &Facts, settled: &Settled) -> Rows {
    let nodes = Nodes::new(settled);
    let is_credential = nodes.of(NodeClass::Credential, "credentials", facts);
    let mut rows = Rows::new();
    for (number, node) in facts.numbered() {
        if let Some(last) = old(node, settled, "old").filter(|_| is_credential(number)) {
            let mut row = node.cells();
            row.extend(last);
            rows.push(row);
        }
    }
    rows
}
