//! What makes one path better than another: one integer key an edge, so that sums are exact, ties
//! are ties, and two orders need one search.
//!
//! ```text
//!   Steps:  |  steps (20 bits)  |  cost, millionths of a nat (44 bits)  |
//!   Cost:   |  cost (44 bits)   |  steps (20 bits)                      |
//! ```
//!
//! Keys add up field by field, so the order of the sums is the lexicographic order of the fields.

/// Which of two paths is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Fewer steps; of equally many the likelier.
    Steps,
    /// Likelier; of equally likely ones fewer steps.
    Cost,
}

/// Millionths of a nat in one nat.
const MICRO: f64 = 1e6;
const STEP_BITS: u32 = 20;
const COST_BITS: u32 = 44;

impl By {
    /// The key of one step.
    pub(crate) const fn key(self, micro: u32) -> u64 {
        match self {
            Self::Steps => (1 << COST_BITS) + micro as u64,
            Self::Cost => ((micro as u64) << STEP_BITS) + 1,
        }
    }

    /// Steps in a sum of keys.
    pub(crate) const fn steps(self, key: u64) -> u64 {
        match self {
            Self::Steps => key >> COST_BITS,
            Self::Cost => key & ((1 << STEP_BITS) - 1),
        }
    }
}

/// A cost in nats as millionths, at least one and at most about 4295 nats.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn micro(nats: f32) -> u32 {
    ((f64::from(nats) * MICRO).round() as u32).max(1)
}

/// Millionths as nats.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn nats(micro: u64) -> f64 {
    micro as f64 / MICRO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_by_the_first_field_and_then_the_second() {
        let dear = micro(3.0);
        let cheap = micro(0.01);
        assert!(By::Steps.key(dear) < 2 * By::Steps.key(cheap), "one dear step beats two cheap ones");
        assert!(By::Cost.key(dear) > 2 * By::Cost.key(cheap), "two cheap steps beat a dear one");
        assert!(By::Steps.key(cheap) < By::Steps.key(dear), "of equally many steps the cheaper");
        assert_eq!(By::Steps.steps(3 * By::Steps.key(dear)), 3);
        assert_eq!(By::Cost.steps(3 * By::Cost.key(dear)), 3);
        assert!((nats(u64::from(micro(0.105_360_5))) - 0.105_360_5).abs() < 1e-6);
    }
}
