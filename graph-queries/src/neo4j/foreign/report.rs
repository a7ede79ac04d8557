//! What a reading left out and what it could only carry, as issues and as an [`Origin`].

use std::collections::BTreeMap;

use atlas_model::{Issue, Severity};

use super::map::SchemaMap;
use super::read::Passed;
use super::survey::Survey;
use crate::Origin;

/// How many labels or types are named one by one.
const NAMED: usize = 20;

pub(super) struct Report<'a> {
    pub(super) map: &'a SchemaMap,
    pub(super) survey: &'a Survey,
    pub(super) passed: &'a Passed,
    /// What evidence calls the database.
    pub(super) file: &'a str,
}

fn count(n: u32, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

impl Report<'_> {
    /// In a fixed order.
    pub(super) fn issues(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        let mut say = |severity, place: &str, reason: String, remedy: &str| {
            issues.push(Issue {
                severity,
                file: self.file.into(),
                place: place.into(),
                reason: reason.into(),
                remedy: remedy.into(),
            });
        };
        let ids = self.map.nodes.ids.join(" or ");
        for (kind, n) in &self.survey.without_id {
            let reason = format!("{} without {ids}, and nothing else tells them apart", count(*n, "node"));
            say(Severity::Loss, kind, reason, "let the tool that filled the database complete them");
        }
        if self.passed.loose > 0 {
            let reason = format!("{} from or to nodes that are left out", count(self.passed.loose, "relation"));
            say(Severity::Note, "relations", reason, "see which labels are left out");
        }
        if self.survey.shared_ids > 0 {
            let reason = format!(
                "{} of different kinds share their ids; their kind stands before the id",
                count(self.survey.shared_ids, "node")
            );
            say(Severity::Note, "nodes", reason, "name them as `KIND:ID`");
        }
        let out = format!("the map of {} leaves them out", self.map.title);
        let carried = format!("the map of {} does not list it; it is carried as it is", self.map.title);
        let walked = if self.map.relations.unlisted_is_structure {
            format!("the map of {} does not list it; it is carried and not walked", self.map.title)
        } else {
            carried.clone()
        };
        let own = "say what it means with `atlas kinds --profile`, or in a map of your own (--schema)";
        for (counts, one, why, remedy) in [
            (&self.survey.left_out, "node", &out, "nothing, or use a map of your own (--schema)"),
            (&self.passed.left_out, "relation", &out, "nothing, or use a map of your own (--schema)"),
            (&self.survey.unlisted, "node", &carried, own),
            (&self.passed.unlisted, "relation", &walked, own),
        ] {
            for (word, n) in counts.iter().take(NAMED) {
                say(Severity::Note, word, format!("{}: {why}", count(*n, one)), remedy);
            }
            let rest = counts.len().saturating_sub(NAMED);
            if rest > 0 {
                let n = counts.values().skip(NAMED).sum();
                say(Severity::Note, &format!("{rest} more"), format!("{}: {why}", count(n, one)), remedy);
            }
        }
        issues
    }

    pub(super) fn origin(&self, address: &str, read_at: &str) -> Origin {
        let without = |counts: &BTreeMap<Box<str>, u32>| counts.values().sum();
        Origin {
            address: address.into(),
            schema: self.map.name.clone(),
            title: self.map.title.clone(),
            version: self.map.version.clone(),
            source: self.map.source.clone(),
            read_at: read_at.into(),
            unlisted_labels: self.survey.unlisted.clone(),
            unlisted_types: self.passed.unlisted.clone(),
            left_out_labels: self.survey.left_out.clone(),
            left_out_types: self.passed.left_out.clone(),
            without_id: without(&self.survey.without_id),
        }
    }
}
