//! Tables as CSV that no spreadsheet runs.

use std::io::Write;

use atlas_map::plain::visible;

use crate::dto::{ClustersAnswer, MatrixAnswer, PartOfGraph, PathsAnswer};

/// A cell that a spreadsheet takes for a text: what begins like a formula gets an apostrophe
/// (OWASP, "CSV injection"), and control characters are made visible.
pub(crate) fn cell(text: &str) -> String {
    let shown = visible(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{shown}") } else { shown }
}

/// Rows of a part of a graph say so in a last column, each of them: rows are sorted, cut and pasted.
pub(crate) struct Rows<'a> {
    csv: csv::Writer<&'a mut dyn Write>,
    partial: Option<String>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(
        out: &'a mut dyn Write,
        partial: Option<&PartOfGraph>,
        columns: &[&str],
    ) -> std::io::Result<Self> {
        let mut rows = Self { csv: csv::Writer::from_writer(out), partial: None };
        let head: Vec<String> = columns.iter().map(|c| (*c).into()).chain(partial.map(|_| "partial".into())).collect();
        rows.csv.write_record(&head)?;
        rows.partial = partial.map(|p| cell(&p.sentence));
        Ok(rows)
    }

    pub(crate) fn row(&mut self, mut cells: Vec<String>) -> std::io::Result<()> {
        cells.extend(self.partial.clone());
        Ok(self.csv.write_record(&cells)?)
    }

    /// Write what is still held back.
    pub(crate) fn end(mut self) -> std::io::Result<()> {
        self.csv.flush()
    }
}

pub(crate) fn paths(answer: &PathsAnswer, partial: Option<&PartOfGraph>, out: &mut dyn Write) -> std::io::Result<()> {
    let mut rows = Rows::new(
        out,
        partial,
        &[
            "path", "step", "from", "fromName", "kind", "level", "to", "toName", "status", "sentence", "evidence",
            "remedy",
        ],
    )?;
    for (p, path) in answer.paths.iter().enumerate() {
        for (s, step) in path.steps.iter().enumerate() {
            let evidence: Vec<String> = step.evidence.iter().map(|e| format!("{}, {}", e.source, e.record)).collect();
            rows.row(vec![
                (p + 1).to_string(),
                (s + 1).to_string(),
                cell(&step.from),
                cell(&step.from_name),
                cell(&step.kind),
                cell(step.level.as_deref().unwrap_or("")),
                cell(&step.to),
                cell(&step.to_name),
                cell(&step.status),
                cell(&step.sentence),
                cell(&evidence.join("; ")),
                cell(&step.remedy),
            ])?;
        }
    }
    rows.end()
}

pub(crate) fn clusters(
    answer: &ClustersAnswer,
    partial: Option<&PartOfGraph>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let columns = ["identity", "group", "label", "lane", "size", "exposed", "peerGroup", "quality"];
    let mut rows = Rows::new(out, partial, &columns)?;
    for (identity, group) in &answer.assignments {
        if let Some(c) = answer.clusters.iter().find(|c| c.id == *group) {
            rows.row(vec![
                cell(identity),
                cell(&c.id),
                cell(&c.label),
                c.lane.clone(),
                c.size.to_string(),
                c.exposed.to_string(),
                c.peer.to_string(),
                format!("{:.3}", c.quality),
            ])?;
        }
    }
    rows.end()
}

/// One row a member, one column for each column of the matrix, headed by all that it stands for.
pub(super) fn matrix(answer: &MatrixAnswer, partial: Option<&PartOfGraph>, out: &mut dyn Write) -> std::io::Result<()> {
    let names = answer.columns.iter().map(|c| {
        let grants: Vec<&str> = c.grants.iter().map(|g| g.name.as_str()).collect();
        cell(&grants.join("; "))
    });
    let heads: Vec<String> = ["identity", "name", "lane", "score", "finding", "exposed"]
        .map(str::to_owned)
        .into_iter()
        .chain(names)
        .collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut rows = Rows::new(out, partial, &heads)?;
    for (row, held) in answer.rows.iter().zip(&answer.held) {
        let mut line = vec![
            cell(&row.id),
            cell(&row.name),
            row.lane.clone(),
            row.score.map_or_else(String::new, |s| format!("{s:.3}")),
            row.finding.to_string(),
            row.exposed.to_string(),
        ];
        line.extend((0u32..).zip(&answer.columns).map(|(at, c)| match held.binary_search(&at) {
            Ok(_) => c.held.clone(),
            Err(_) if c.missed => "missing".to_owned(),
            Err(_) => String::new(),
        }));
        rows.row(line)?;
    }
    rows.csv.flush()
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_runs_in_a_spreadsheet() {
        for hostile in ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(cell(hostile).starts_with('\''), "{hostile:?} begins like a formula");
        }
        assert_eq!(cell("Domain Admins"), "Domain Admins", "ordinary names stay as they are");
    }
}
