//! The tables of a pack as CSV that no spreadsheet runs, its sources as JSON, and the audit log.

use serde_json::json;

use super::Entry;
use super::facts::Facts;
use crate::dto::{AppError, Code, PathsAnswer};
use crate::export::table::{self, Rows, cell};

/// All files but the report and the views.
pub(super) fn all(facts: &Facts) -> Result<Vec<Entry>, AppError> {
    let failed =
        |e: std::io::Error| AppError::new(Code::Internal, format!("a table cannot be made: {e}"), "Try again.");
    let tables: [(&str, Fill); 7] = [
        ("identities", identities),
        ("exposure", exposure),
        ("escalations", escalations),
        ("outliers", outliers),
        ("groups", groups),
        ("cuts", cuts),
        ("decisions", decisions),
    ];
    let mut entries = Vec::new();
    for (name, fill) in tables {
        let mut bytes = Vec::new();
        fill(facts, &mut bytes).map_err(failed)?;
        entries.push(Entry { path: format!("tables/{name}.csv"), bytes });
    }
    entries.push(Entry { path: "sources.json".into(), bytes: sources(facts) });
    entries.push(Entry { path: "audit_log.jsonl".into(), bytes: log(facts) });
    Ok(entries)
}

type Fill = fn(&Facts, &mut Vec<u8>) -> std::io::Result<()>;

fn identities(facts: &Facts, out: &mut Vec<u8>) -> std::io::Result<()> {
    let columns =
        ["id", "name", "kind", "lane", "lifecycle", "tier", "counted", "leftOutBecause", "reachesTier0", "group"];
    let mut rows = Rows::new(out, facts.partial.as_ref(), &columns)?;
    for p in &facts.people {
        rows.row(vec![
            cell(&p.id),
            cell(&p.name),
            cell(&p.kind),
            p.lane.into(),
            p.lifecycle.into(),
            p.tier.map(|t| t.to_string()).unwrap_or_default(),
            p.left_out.is_empty().to_string(),
            p.left_out.into(),
            p.reaches.to_string(),
            cell(facts.clusters.assignments.get(&p.id).map_or("", |g| g)),
        ])?;
    }
    rows.end()
}

fn exposure(facts: &Facts, out: &mut Vec<u8>) -> std::io::Result<()> {
    let columns = ["id", "name", "kind", "exposed", "human", "machine", "unknown", "disabled", "tier0Identities"];
    let mut rows = Rows::new(out, facts.partial.as_ref(), &columns)?;
    for t in &facts.exposure.targets {
        let mut row = vec![cell(&t.id), cell(&t.name), cell(&t.kind)];
        let counts = [t.exposed, t.by_lane.human, t.by_lane.machine, t.by_lane.unknown, t.disabled, t.tier0_identities];
        row.extend(counts.map(|n| n.to_string()));
        rows.row(row)?;
    }
    rows.end()
}

fn escalations(facts: &Facts, out: &mut Vec<u8>) -> std::io::Result<()> {
    let paths = facts.escalations.stories.iter().map(|s| s.path.clone()).collect();
    let answer = PathsAnswer { paths, total: 0.0, total_is_exact: false, already_there: Vec::new(), notes: Vec::new() };
    table::paths(&answer, facts.partial.as_ref(), out)
}

fn outliers(facts: &Facts, out: &mut Vec<u8>) -> std::io::Result<()> {
    let columns = [
        "id",
        "name",
        "lane",
        "finding",
        "score",
        "min",
        "max",
        "type",
        "comparedWith",
        "reasons",
        "opens",
        "alsoReaches",
    ];
    let mut rows = Rows::new(out, facts.partial.as_ref(), &columns)?;
    let names =
        |list: &[crate::dto::NodeName]| cell(&list.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join("; "));
    for o in &facts.outliers.outliers {
        let reasons: Vec<&str> = o.reasons.iter().map(|r| r.sentence.as_str()).collect();
        rows.row(vec![
            cell(&o.id),
            cell(&o.name),
            cell(&o.lane),
            o.finding.to_string(),
            format!("{:.3}", o.score),
            format!("{:.3}", o.min),
            format!("{:.3}", o.max),
            cell(&o.r#type),
            cell(&o.baseline),
            cell(&reasons.join(" | ")),
            names(&o.opens),
            names(&o.also_reaches),
        ])?;
    }
    rows.end()
}

fn groups(facts: &Facts, out: &mut Vec<u8>) -> std::io::Result<()> {
    let columns =
        ["id", "label", "kind", "lane", "level", "parent", "size", "reachTier0", "peerGroup", "likeness", "core"];
    let mut rows = Rows::new(out, facts.partial.as_ref(), &columns)?;
    for g in &facts.clusters.clusters {
        rows.row(vec![
            cell(&g.id),
            cell(&g.label),
            g.kind.clone(),
            g.lane.clone(),
            g.level.to_string(),
            cell(g.parent.as_deref().unwrap_or("")),
            g.size.to_string(),
            g.exposed.to_string(),
            g.peer.to_string(),
            format!("{:.3}", g.quality),
            cell(&g.core.join("; ")),
        ])?;
    }
    rows.end()
}

fn cuts(facts: &Facts, out: &mut Vec<u8>) -> std::io::Result<()> {
    let columns = ["what", "from", "fromName", "to", "toName", "kind", "identitiesThatLoseEveryWay"];
    let mut rows = Rows::new(out, facts.partial.as_ref(), &columns)?;
    let Some(cuts) = &facts.cuts else { return rows.end() };
    for n in &cuts.nodes {
        let none = String::new;
        rows.row(vec!["node".into(), cell(&n.id), cell(&n.name), none(), none(), none(), n.loses.to_string()])?;
    }
    let steps = cuts.edges.iter().map(|e| ("step", e)).chain(cuts.cut.edges.iter().map(|e| ("minimum cut", e)));
    for (what, e) in steps {
        rows.row(vec![
            what.into(),
            cell(&e.from),
            cell(&e.from_name),
            cell(&e.to),
            cell(&e.to_name),
            cell(&e.kind),
            e.loses.to_string(),
        ])?;
    }
    rows.end()
}

fn decisions(facts: &Facts, out: &mut Vec<u8>) -> std::io::Result<()> {
    let columns = ["number", "at", "subject", "decision", "rationale", "reviewer", "expiry", "revision"];
    let mut rows = Rows::new(out, None, &columns)?;
    for d in &facts.decisions {
        rows.row(vec![
            d.number.to_string(),
            cell(&d.at),
            cell(&d.subject),
            cell(&d.decision),
            cell(&d.rationale),
            cell(&d.reviewer),
            cell(&d.expiry),
            cell(&d.revision),
        ])?;
    }
    rows.end()
}

/// What a reader needs to judge completeness: counts, sources, revisions, issues, what is missing.
fn sources(facts: &Facts) -> Vec<u8> {
    let info = &facts.info;
    let document = json!({
        "counts": info.counts,
        "nodeKinds": info.node_kinds,
        "relationKinds": info.relation_kinds,
        "lanes": info.lanes,
        "sources": info.sources,
        "revisions": info.revisions,
        "missingInputs": info.missing_inputs,
        "issues": info.issues,
        "partial": facts.partial,
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// The log as lines of JSON, each record as it was hashed; empty under pseudonyms.
fn log(facts: &Facts) -> Vec<u8> {
    let line = |r: &graph_queries::LogRecord| {
        json!({ "number": r.number, "record": r.text, "hash": r.hash }).to_string() + "\n"
    };
    facts.log.iter().map(line).collect::<String>().into_bytes()
}
