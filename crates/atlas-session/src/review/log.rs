//! The audit log as people read it, and whether it is whole.

use super::record::{Entry, read};
use super::terms::Decision;
use crate::Session;
use crate::dto::{AppError, LogAnswer, LogRecord, VerifyAnswer, clip};

impl Session {
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
}

/// A record as answers show it.
pub(crate) fn row(record: graph_queries::LogRecord) -> LogRecord {
    let parsed: serde_json::Value = serde_json::from_str(&record.text).unwrap_or_default();
    LogRecord {
        number: clip(record.number),
        at: parsed["at"].as_str().unwrap_or_default().to_owned(),
        sentence: sentence(&record.text),
        record: record.text.into(),
        hash: record.hash.into(),
    }
}

fn sentence(text: &str) -> String {
    match read(text) {
        Entry::Decided(d) => {
            let said = Decision::named(&d.decision).map_or("decided on", Decision::past);
            let things = match d.things.len() {
                0 => String::new(),
                1 => format!(", about {}", d.things[0]),
                n => format!(", about {n} things"),
            };
            let to = d.to.map(|to| format!(" to {to}")).unwrap_or_default();
            let expiry =
                d.expiry.map(|e| format!(" until {}", e.chars().take(10).collect::<String>())).unwrap_or_default();
            let mode = if d.input_mode.starts_with("bulk") { format!(" ({})", d.input_mode) } else { String::new() };
            format!("{} {said} {}{to}{expiry}{things}{mode}", d.reviewer, d.subject)
        }
        Entry::Undone(u) => format!("{} took back {} about {}", u.reviewer, u.supersedes, u.subject),
        Entry::Closed(c) => format!(
            "{} signed off review {}: {} of {} reviewed, {} not reviewed",
            c.reviewer, c.review, c.decided, c.items, c.not_reviewed
        ),
        Entry::Other(act) if act.is_empty() => "a record of another kind".to_owned(),
        Entry::Other(act) => act,
    }
}
