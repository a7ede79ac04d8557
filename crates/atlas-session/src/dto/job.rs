//! Long work: progress and its end.

use super::IssueRow;

records! {
    /// How far a job is.
    Progress {
        /// The job.
        job: u32,
        /// What it is doing, in a word or two.
        phase: String,
        /// 0..=1.
        fraction: f64,
    }
    /// How a job ended.
    Ended {
        /// The job.
        job: u32,
        /// Whether it did what was asked.
        ok: bool,
        /// Stopped by the user; nothing was changed.
        cancelled: bool,
        /// The closing sentence.
        sentence: String,
        /// What was wrong with the input.
        issues: Vec<IssueRow>,
    }
}
