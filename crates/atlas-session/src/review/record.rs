//! Records of the audit log as they stand on disk: what was decided, taken back, closed.
//!
//! Every field has a default, so that records of earlier versions are read: those had no `act`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dto::AppError;

/// A decision, with what was shown and what the rails found (identity-security §6.5). Its id is `d` and the number
/// of its record: the place in the chain, which nobody can give twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Decided {
    pub(crate) act: String,
    /// Number of the review.
    pub(crate) review: u32,
    pub(crate) item: String,
    pub(crate) subject: String,
    pub(crate) subject_kind: String,
    pub(crate) subject_lifecycle: String,
    pub(crate) lane: String,
    /// Things decided on; empty: the whole item.
    pub(crate) things: Vec<String>,
    /// The grants decided on.
    pub(crate) grants: Vec<GrantId>,
    pub(crate) revision: String,
    /// SHA-256 over what was shown.
    pub(crate) facts_hash: String,
    /// SHA-256 over the access alone: whether the same question is asked again.
    pub(crate) access_hash: String,
    pub(crate) score: Option<f64>,
    pub(crate) score_min: Option<f64>,
    pub(crate) score_max: Option<f64>,
    /// The reasons that were shown, as sentences.
    pub(crate) shown: Option<Vec<String>>,
    /// The program recommends nothing; the field says so.
    pub(crate) recommendation_shown: Option<String>,
    pub(crate) decision: String,
    pub(crate) rationale: String,
    pub(crate) codes: Vec<String>,
    pub(crate) to: Option<String>,
    pub(crate) ticket: Option<String>,
    pub(crate) evidence_opened: Vec<String>,
    pub(crate) shown_at: Option<String>,
    /// When it was decided.
    pub(crate) at: String,
    pub(crate) dwell_seconds: Option<u32>,
    /// `single`, or `bulk of n`.
    pub(crate) input_mode: String,
    /// What the decisions of one bulk share.
    pub(crate) batch: Option<String>,
    pub(crate) reviewer: String,
    /// Why this reviewer met it: ranked, drawn, or looked up.
    pub(crate) assigned_because: String,
    pub(crate) delegated_from: Vec<String>,
    pub(crate) self_review_check: String,
    pub(crate) independence_check: String,
    /// Tier 0: whether a second reviewer is needed, has said the same, or something else.
    pub(crate) second_reviewer: Option<String>,
    pub(crate) expiry: Option<String>,
    pub(crate) stale: bool,
    pub(crate) knows_age: bool,
    /// Decisions that this one takes the place of.
    pub(crate) supersedes: Vec<String>,
    /// Version of the program, which is that of the score.
    pub(crate) version: String,
}

/// A grant that outlives the process: the relation as files name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct GrantId {
    pub(crate) kind: String,
    pub(crate) level: Option<String>,
    pub(crate) target: String,
}

/// A decision taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Undone {
    pub(crate) act: String,
    pub(crate) at: String,
    pub(crate) review: u32,
    pub(crate) reviewer: String,
    pub(crate) subject: String,
    /// The decision.
    pub(crate) supersedes: String,
    pub(crate) version: String,
}

/// A review signed off: what was decided in it stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Closed {
    pub(crate) act: String,
    pub(crate) at: String,
    pub(crate) review: u32,
    pub(crate) reviewer: String,
    pub(crate) revision: String,
    pub(crate) items: u32,
    pub(crate) decided: u32,
    pub(crate) not_reviewed: u32,
    pub(crate) waits_for_second: u32,
    pub(crate) by_decision: BTreeMap<String, u32>,
    pub(crate) statement: String,
    pub(crate) version: String,
}

/// What a record is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Entry {
    Decided(Box<Decided>),
    Undone(Undone),
    Closed(Box<Closed>),
    /// Of another part of the program; its `act` or nothing.
    Other(String),
}

/// What a text of the log says. A text that is none of ours says nothing and is kept as it is.
pub(crate) fn read(text: &str) -> Entry {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let act = value["act"].as_str().unwrap_or_default().to_owned();
    let decides = act.is_empty() && value["decision"].is_string();
    let read = match act.as_str() {
        _ if decides => serde_json::from_value(value).map(Entry::Decided),
        "decide" => serde_json::from_value(value).map(Entry::Decided),
        "undo" => serde_json::from_value(value).map(Entry::Undone),
        "close" => serde_json::from_value(value).map(Entry::Closed),
        _ => return Entry::Other(act),
    };
    read.unwrap_or(Entry::Other(act))
}

/// A record as the log takes it: canonical, since `serde_json` writes the keys of a value in their order.
pub(crate) fn write(record: &impl Serialize) -> Result<String, AppError> {
    let value = serde_json::to_value(record)
        .map_err(|e| AppError::new(crate::dto::Code::Internal, format!("the record cannot be written: {e}"), ""))?;
    Ok(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_canonical_and_come_back() {
        let record = Decided { act: "decide".into(), subject: "ann".into(), score: Some(0.5), ..Decided::default() };
        let text = write(&record).unwrap();
        let keys: Vec<&str> = text.split("\",\"").collect();
        assert!(keys.len() > 3 && text.starts_with("{\"accessHash\""), "keys stand in their order: {text}");
        assert_eq!(read(&text), Entry::Decided(Box::new(record)));
    }

    #[test]
    fn records_of_earlier_versions_are_read() {
        let text = r#"{"at":"2026-01-01T00:00:00Z","decision":"flag","reviewer":"Ann","subject":"bob"}"#;
        let Entry::Decided(old) = read(text) else { panic!("a decision without an act is one") };
        assert_eq!((old.decision.as_str(), old.subject.as_str(), old.review), ("flag", "bob", 0));
        assert_eq!(read(r#"{"act":"writeBack"}"#), Entry::Other("writeBack".into()));
        assert_eq!(read("no JSON"), Entry::Other(String::new()), "a spoilt text decides nothing");
    }
}
