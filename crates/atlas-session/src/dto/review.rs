//! Review items, decisions and the audit log.

use super::OutlierReason;

records! {
    /// What a person is asked.
    ReviewItem {
        /// Stable id of the item.
        item: String,
        /// Native id of the subject.
        id: String,
        /// Name.
        name: String,
        /// Lane: its queue.
        lane: String,
        /// Why it is here, in one line.
        why: String,
        /// 0..=1.
        score: f64,
        /// Reasons about things.
        reasons: Vec<OutlierReason>,
        /// The last decision, if any.
        decided: Option<String>,
    }
    /// A queue.
    QueueAnswer {
        /// Ranked.
        items: Vec<ReviewItem>,
        /// How many are decided.
        decided: u32,
    }
    /// What a person said. The words of identity-security §6.5.
    DecisionRequest {
        /// Native id of the subject.
        id: String,
        /// certify, certifyWithExpiry, modify, revoke, flag, delegate, abstain, reclassify, acceptRisk.
        decision: String,
        /// Why.
        rationale: String,
        /// Who decided.
        reviewer: String,
        /// Until when, RFC 3339, where the decision has an end.
        expiry: Option<String>,
    }
    /// One record of the audit log.
    LogRecord {
        /// Position, from 1.
        number: u32,
        /// When, RFC 3339.
        at: String,
        /// Canonical JSON of the record.
        record: String,
        /// SHA-256 of the previous hash and the record, hex.
        hash: String,
    }
    /// The audit log.
    LogAnswer {
        /// Oldest first.
        records: Vec<LogRecord>,
    }
    /// Whether the log is whole.
    VerifyAnswer {
        /// Whether every hash fits.
        ok: bool,
        /// Records checked.
        records: u32,
        /// Hash of the last record, hex; empty where there is none.
        head: String,
        /// Where it broke, in words.
        broken: Option<String>,
    }
}
