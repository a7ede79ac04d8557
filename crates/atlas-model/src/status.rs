//! The status of a step: how sure it is that an attacker could take it.

use crate::class::closed_set;

closed_set! {
    /// Ordered from strongest to weakest; a path is as strong as its weakest step.
    StepStatus {
        /// The facts are complete.
        Verified = "verified",
        /// A condition exists that could be met, or the kind is understood by a guess.
        Possible = "possible",
        /// The facts needed to tell are missing.
        Unknown = "unknown",
        /// A control stops it.
        Blocked = "blocked",
    }
}

impl StepStatus {
    /// What path questions accept unless told otherwise (semantics §11).
    pub const ACCEPTED: &'static [Self] = &[Self::Verified, Self::Possible];
}
