//! The review queue, decisions and their log. Nothing here changes a source system.

use std::collections::BTreeMap;

use crate::dto::{
    AppError, Code, DecisionRequest, LogAnswer, LogRecord, OutlierRow, QueueAnswer, ReviewItem, VerifyAnswer, clip,
};
use crate::session::now;
use crate::{Job, Session};

/// What a decision may be (identity-security §6.5).
const DECISIONS: &[&str] =
    &["certify", "certifyWithExpiry", "modify", "revoke", "flag", "delegate", "abstain", "reclassify", "acceptRisk"];

impl Session {
    /// What to review in one lane, highest score first, ties by id.
    ///
    /// # Errors
    /// Usage where the lane is none; cancelled.
    pub fn queue(&self, lane: &str, job: &Job) -> Result<QueueAnswer, AppError> {
        let rows = self.outliers(Some(lane), job)?.outliers;
        let decided = self.last_decisions()?;
        let items: Vec<ReviewItem> = rows.into_iter().filter(|r| r.finding).map(|r| item(r, &decided)).collect();
        let done = items.iter().filter(|i| i.decided.is_some()).count();
        Ok(QueueAnswer { items, decided: clip(done) })
    }

    /// Record what a person decided, with what was shown.
    ///
    /// # Errors
    /// Usage where the decision is none of the words or nobody decides; not found; not writable.
    pub fn decide(&self, request: &DecisionRequest, job: &Job) -> Result<LogRecord, AppError> {
        if !DECISIONS.contains(&request.decision.as_str()) {
            let remedy = format!("Use one of {}.", DECISIONS.join(", "));
            return Err(AppError::new(Code::Usage, format!("{:?} is no decision", request.decision), remedy));
        }
        if request.reviewer.trim().is_empty() {
            return Err(AppError::new(Code::Usage, "nobody decides", "Name the reviewer."));
        }
        let frozen = self.frozen(job)?;
        let node = self.one_node(&frozen, &request.id, job)?;
        let subject = frozen.named(node);
        if subject.id == request.reviewer {
            return Err(AppError::new(Code::Usage, "nobody reviews their own access", "Let somebody else decide."));
        }
        let shown = self.outlier_of(&frozen, node);
        // serde_json writes object keys in their order, so the text is canonical.
        let record = serde_json::json!({
            "at": now(),
            "decision": request.decision,
            "expiry": request.expiry,
            "rationale": request.rationale,
            "reviewer": request.reviewer,
            "score": shown.as_ref().map(|o| o.score),
            "shown": shown.map(|o| o.reasons.into_iter().map(|r| r.sentence).collect::<Vec<_>>()),
            "revision": frozen.revision.id,
            "subject": subject.id,
            "version": env!("CARGO_PKG_VERSION"),
        });
        let records = self.store().append_log(&[&record.to_string()])?;
        let written = records.into_iter().next();
        written.map(row).ok_or_else(|| AppError::new(Code::Internal, "the log took no record", "Try again."))
    }

    /// The audit log, oldest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn log(&self) -> Result<LogAnswer, AppError> {
        Ok(LogAnswer { records: self.store().log()?.into_iter().map(row).collect() })
    }

    /// Whether every hash of the log follows from the one before.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn verify_log(&self) -> Result<VerifyAnswer, AppError> {
        let store = self.store();
        let broken = store.verify_log()?;
        let log = store.log()?;
        Ok(VerifyAnswer {
            ok: broken.is_none(),
            records: clip(log.len()),
            head: log.last().map(|r| r.hash.to_string()).unwrap_or_default(),
            broken: broken.map(|n| format!("record {n} does not follow from the one before")),
        })
    }

    /// The last decision about each subject.
    fn last_decisions(&self) -> Result<BTreeMap<String, String>, AppError> {
        let mut decided = BTreeMap::new();
        for record in self.store().log()? {
            let record: serde_json::Value = serde_json::from_str(&record.text).unwrap_or_default();
            if let (Some(subject), Some(decision)) = (record["subject"].as_str(), record["decision"].as_str()) {
                decided.insert(self.shown_as(subject), decision.to_owned());
            }
        }
        Ok(decided)
    }
}

fn item(row: OutlierRow, decided: &BTreeMap<String, String>) -> ReviewItem {
    let why = row.reasons.first().map_or_else(|| row.r#type.clone(), |r| r.sentence.clone());
    ReviewItem {
        item: format!("outlier:{}", row.id),
        decided: decided.get(&row.id).cloned(),
        why,
        id: row.id,
        name: row.name,
        lane: row.lane,
        score: row.score,
        reasons: row.reasons,
    }
}

fn row(record: graph_queries::LogRecord) -> LogRecord {
    let parsed: serde_json::Value = serde_json::from_str(&record.text).unwrap_or_default();
    LogRecord {
        number: clip(record.number),
        at: parsed["at"].as_str().unwrap_or_default().to_owned(),
        record: record.text.into(),
        hash: record.hash.into(),
    }
}
