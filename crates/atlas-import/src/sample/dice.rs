//! Seeded choices: the same seed makes the same organisation on every machine.

/// SplitMix64 (Steele, Lea and Flood, 2014): small, fast, and stable for ever.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * end as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// True in `percent` of 100 throws.
    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// `n` different positions below `end`, in rising order.
    pub(super) fn some(&mut self, n: usize, end: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..end).collect();
        for i in 0..n.min(end) {
            let j = i + self.below(end - i);
            order.swap(i, j);
        }
        order.truncate(n);
        order.sort_unstable();
        order
    }

    /// A day of the year 2026 before 24 November, at most `days` before it.
    pub(super) fn recent_day(&mut self, days: usize) -> String {
        day_of_2026(327 - self.below(days.min(327)))
    }
}

/// The n-th day of 2026, from 1.
fn day_of_2026(mut day: usize) -> String {
    for (month, length) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
        if day <= length {
            return format!("2026-{:02}-{day:02}", month + 1);
        }
        day -= length;
    }
    "2026-12-31".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_different_and_in_range() {
        let mut dice = Dice::new(3);
        let some = dice.some(10, 12);
        assert_eq!(some.len(), 10, "as many as asked for");
        assert!(some.windows(2).all(|w| w[0] < w[1]) && some[9] < 12, "rising, different, below the end");
    }

    #[test]
    fn days_are_real() {
        assert_eq!(day_of_2026(1), "2026-01-01");
        assert_eq!(day_of_2026(59), "2026-02-28", "2026 is no leap year");
        assert_eq!(day_of_2026(328), "2026-11-24");
    }
}
