//! Review: what a person is asked about, what they are shown, what they said, and the log of it.
//!
//! ```text
//!  outliers ─▶ queue ─▶ page of an item ─▶ rails ─▶ record ─▶ audit log ─▶ history ─▶ queue
//! ```
//!
//! Nothing here changes a source system, decides by itself, or takes silence for consent. The log is
//! append-only: taking back and closing are records too, and what stands is read out of the log each
//! time ([`history`]). Limits are those of identity-security §6.6.

mod bulk;
mod decide;
mod desk;
mod history;
mod independence;
mod item;
mod log;
mod monitor;
mod opened;
mod queue;
mod rails;
mod record;
mod shown;
mod standing;
mod terms;
mod when;

/// Days after which data is stale.
pub(crate) const FRESH_DAYS: u32 = 7;
/// Items that one decision may cover.
pub(crate) const BULK_CAP: usize = 20;
/// Score from which an item is certified on its own, 0..=1.
pub(crate) const BULK_SCORE: f64 = 0.40;
/// Score from which keeping needs a reason, 0..=1.
pub(crate) const REASON_SCORE: f64 = 0.60;
/// Characters of a reason.
pub(crate) const REASON_LENGTH: usize = 20;
/// Days for which a risk may be accepted.
pub(crate) const RISK_DAYS: u32 = 180;
/// How often an item may be handed on.
pub(crate) const HANDED_ON: usize = 2;
/// Items by rank that a review asks unless the workspace says otherwise.
pub(crate) const CAPACITY: u32 = 25;
