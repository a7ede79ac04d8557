//! Decisions as they stand, and the audit log.

use crate::dto::NodeName;

records! {
    /// A decision about an item.
    DecisionRow {
        /// Its id in the log, such as `d17`.
        id: String,
        /// Number of its record in the log.
        number: u32,
        /// Number of the review it was taken in; 0 where the record does not say.
        review: u32,
        /// When, RFC 3339.
        at: String,
        /// Who.
        reviewer: String,
        /// What.
        decision: String,
        /// The things it is about; empty: the whole item.
        things: Vec<NodeName>,
        /// Why.
        rationale: String,
        /// Why, in codes.
        codes: Vec<String>,
        /// Until when.
        expiry: Option<String>,
        /// To whom it was delegated, or as what the subject was reclassified.
        to: Option<String>,
        /// A ticket or an incident elsewhere.
        ticket: Option<String>,
        /// `single`, or `bulk of n`.
        mode: String,
        /// Seconds between showing and deciding; null where that is not known.
        dwell_seconds: Option<u32>,
        /// Taken on data of more than seven days, or of unknown age.
        stale: bool,
        /// stands, superseded, undone.
        state: String,
        /// Whether its review is closed: then it can no longer be undone.
        closed: bool,
    }
    /// One record of the audit log.
    LogRecord {
        /// Position, from 1.
        number: u32,
        /// When, RFC 3339.
        at: String,
        /// What it says, in one line.
        sentence: String,
        /// Canonical JSON of the record.
        record: String,
        /// SHA-256 of the previous hash and the record, hex.
        hash: String,
    }
    /// The audit log, or the part of it that was just written.
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
