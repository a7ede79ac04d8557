//! Tables as CSV that no spreadsheet runs.

use std::io::Write;

use atlas_map::plain::visible;

use crate::dto::{ClustersAnswer, PathsAnswer};

/// A cell that a spreadsheet takes for a text: what begins like a formula gets an apostrophe
/// (OWASP, "CSV injection"), and control characters are made visible.
pub(crate) fn cell(text: &str) -> String {
    let shown = visible(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{shown}") } else { shown }
}

pub(super) fn paths(answer: &PathsAnswer, out: &mut dyn Write) -> std::io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "path", "step", "from", "fromName", "kind", "level", "to", "toName", "status", "sentence", "evidence", "remedy",
    ])?;
    for (p, path) in answer.paths.iter().enumerate() {
        for (s, step) in path.steps.iter().enumerate() {
            let evidence: Vec<String> = step.evidence.iter().map(|e| format!("{}, {}", e.source, e.record)).collect();
            csv.write_record([
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
    csv.flush()
}

pub(super) fn clusters(answer: &ClustersAnswer, out: &mut dyn Write) -> std::io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["identity", "group", "label", "lane", "size", "exposed", "peerGroup", "quality"])?;
    for (identity, group) in &answer.assignments {
        if let Some(c) = answer.clusters.iter().find(|c| c.id == *group) {
            csv.write_record([
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
    csv.flush()
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
