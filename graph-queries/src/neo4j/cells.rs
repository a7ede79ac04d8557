//! Values of the driver as cells of a table, and cells as parameters of a question.

use neo4rs::{BoltList, BoltMap, BoltNode, BoltPath, BoltRelation, BoltString, BoltType};

use super::link::bolt;
use crate::Cell;

type Named = Vec<(Box<str>, Cell)>;

/// A value as a cell. Times, dates and points are texts as Cypher writes them; a path is the list of
/// its nodes and relations in their order.
pub(super) fn cell(value: &BoltType) -> Cell {
    match value {
        BoltType::Null(_) => Cell::Null,
        BoltType::Boolean(b) => Cell::Bool(b.value),
        BoltType::Integer(n) => Cell::Integer(n.value),
        BoltType::Float(x) => Cell::Float(x.value),
        BoltType::String(s) => Cell::Text(s.value.as_str().into()),
        BoltType::List(list) => Cell::List(list.iter().map(cell).collect()),
        BoltType::Map(map) => Cell::Map(named(map)),
        BoltType::Node(node) => of_node(node),
        BoltType::Relation(relation) => of_relation(relation),
        BoltType::UnboundedRelation(r) => {
            let (kind, properties) = (r.typ.value.as_str().into(), named(&r.properties));
            Cell::Relation { number: r.id.value, from: -1, to: -1, kind, properties }
        }
        BoltType::Path(path) => Cell::List(of_path(path)),
        BoltType::Bytes(bytes) => Cell::Text(format!("{} bytes", bytes.len()).into()),
        BoltType::Point2D(p) => point(p.sr_id.value, &[p.x.value, p.y.value]),
        BoltType::Point3D(p) => point(p.sr_id.value, &[p.x.value, p.y.value, p.z.value]),
        time => Cell::Text(of_time(time).into()),
    }
}

fn named(map: &BoltMap) -> Named {
    let mut named: Named = map.value.iter().map(|(name, value)| (name.value.as_str().into(), cell(value))).collect();
    named.sort_by(|a, b| a.0.cmp(&b.0));
    named
}

fn of_node(node: &BoltNode) -> Cell {
    let mut labels: Vec<Box<str>> = node.labels.iter().filter_map(text).collect();
    labels.sort();
    Cell::Node { number: node.id.value, labels, properties: named(&node.properties) }
}

fn text(value: &BoltType) -> Option<Box<str>> {
    if let BoltType::String(text) = value { Some(text.value.as_str().into()) } else { None }
}

fn of_relation(r: &BoltRelation) -> Cell {
    Cell::Relation {
        number: r.id.value,
        from: r.start_node_id.value,
        to: r.end_node_id.value,
        kind: r.typ.value.as_str().into(),
        properties: named(&r.properties),
    }
}

/// Node, relation, node, ... A path tells pairs of numbers: which relation, counted from 1 and
/// negative where it is walked against its direction, and which node comes next.
fn of_path(path: &BoltPath) -> Vec<Cell> {
    let (nodes, relations, steps) = (path.nodes(), path.rels(), path.indices());
    let Some(mut last) = nodes.first() else { return Vec::new() };
    let mut cells = vec![of_node(last)];
    for step in steps.chunks_exact(2) {
        let at = usize::try_from(step[0].value.unsigned_abs()).ok().and_then(|n| n.checked_sub(1));
        let next = usize::try_from(step[1].value).ok().and_then(|n| nodes.get(n));
        let (Some(relation), Some(next)) = (at.and_then(|n| relations.get(n)), next) else { break };
        let (from, to) = if step[0].value > 0 { (last, next) } else { (next, last) };
        cells.push(Cell::Relation {
            number: relation.id.value,
            from: from.id.value,
            to: to.id.value,
            kind: relation.typ.value.as_str().into(),
            properties: named(&relation.properties),
        });
        cells.push(of_node(next));
        last = next;
    }
    cells
}

fn point(system: i64, places: &[f64]) -> Cell {
    let names = ["x", "y", "z"];
    let parts: Vec<String> = names.iter().zip(places).map(|(name, place)| format!("{name}: {place}")).collect();
    Cell::Text(format!("point({{srid: {system}, {}}})", parts.join(", ")).into())
}

/// Dates and times as Cypher writes them.
fn of_time(value: &BoltType) -> String {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
    if let BoltType::Duration(_) = value {
        // Only maps hand their values over in parts.
        let held: BoltMap = std::iter::once((BoltString::from("it"), value.clone())).collect();
        let Ok((months, days, seconds, nanoseconds)) = held.get::<(i64, i64, i64, i64)>("it") else {
            return "a duration".to_owned();
        };
        let part = if nanoseconds == 0 { String::new() } else { format!(".{nanoseconds:09}") };
        return format!("P{months}M{days}DT{seconds}{part}S");
    }
    if let Ok((time, zone)) = <(NaiveDateTime, String)>::try_from(value.clone()) {
        return format!("{}[{zone}]", time.format("%Y-%m-%dT%H:%M:%S%.f"));
    }
    if let Ok(time) = DateTime::<FixedOffset>::try_from(value.clone()) {
        return time.to_rfc3339();
    }
    if let Ok(time) = NaiveDateTime::try_from(value.clone()) {
        return time.format("%Y-%m-%dT%H:%M:%S%.f").to_string();
    }
    if let Ok((time, zone)) = <(NaiveTime, Option<FixedOffset>)>::try_from(value.clone()) {
        let zone = zone.map(|z| z.to_string()).unwrap_or_default();
        return format!("{}{zone}", time.format("%H:%M:%S%.f"));
    }
    NaiveDate::try_from(value.clone()).map_or_else(|_| "a time out of range".to_owned(), |date| date.to_string())
}

/// A cell as a parameter; nodes and relations are none, and stand as nothing.
pub(super) fn parameter(cell: &Cell) -> BoltType {
    match cell {
        Cell::Bool(b) => bolt(*b),
        Cell::Integer(n) => bolt(*n),
        Cell::Float(x) => bolt(*x),
        Cell::Text(text) => bolt(&**text),
        Cell::List(list) => BoltType::List(BoltList::from(list.iter().map(parameter).collect::<Vec<_>>())),
        Cell::Map(map) => {
            BoltType::Map(map.iter().map(|(name, value)| (BoltString::from(&**name), parameter(value))).collect())
        }
        Cell::Null | Cell::Node { .. } | Cell::Relation { .. } => bolt(None::<i64>),
    }
}
