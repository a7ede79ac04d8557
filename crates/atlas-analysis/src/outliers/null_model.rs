//! From which score on an identity is a finding: a null model in which strangeness is luck.
//!
//! All rare holdings of a lane are dealt out anew: each keeps its thing (so a thing keeps its
//! number of rare holders) and falls to an identity with a chance proportional to how many things
//! that identity holds (so profiles keep their sizes on average). What identities then collect is
//! what chance gives. The threshold is the least score at which chance yields at most the allowed
//! share of what is found. Where every access is exactly its role there is nothing to deal, and
//! nothing is found.

use crate::random::Random;
use crate::{Cancelled, Pace};

/// Times the holdings are dealt.
const DEALS: usize = 25;

/// An identity as the null model sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct Player {
    /// Things held.
    pub(super) breadth: u32,
    /// What each of its rare holdings counts, in bits.
    pub(super) holdings: Vec<f64>,
}

/// What holdings of an identity are worth beyond what its breadth lets expect.
pub(super) fn excess(sum: f64, breadth: u32, per_thing: f64) -> f64 {
    (sum - per_thing * f64::from(breadth)).max(0.0)
}

/// Bits of rare holdings for each thing held, over the lane.
pub(super) fn per_thing(players: &[Player]) -> f64 {
    let bits: f64 = players.iter().flat_map(|p| &p.holdings).sum();
    let things: f64 = players.iter().map(|p| f64::from(p.breadth)).sum();
    if things > 0.0 { bits / things } else { 0.0 }
}

/// The least excess from which on at most `rate` of what is found is chance; infinite where no
/// such excess exists. Strange holdings are dealt with the rest, which errs towards finding less:
/// leaving out what a first pass finds was measured to break the promised rate three times over.
/// O(deals * holdings + sort).
pub(super) fn threshold(
    players: &[Player],
    per_thing: f64,
    rate: f64,
    seed: u64,
    pace: &dyn Pace,
) -> Result<f64, Cancelled> {
    let worth = |p: &Player| excess(p.holdings.iter().sum(), p.breadth, per_thing);
    let mut found: Vec<f64> = players.iter().map(worth).filter(|&e| e > 0.0).collect();
    let pool: Vec<f64> = players.iter().flat_map(|p| p.holdings.iter().copied()).collect();
    // A seat for each thing that an identity holds.
    let seats: Vec<u32> = (0u32..).zip(players).flat_map(|(i, p)| std::iter::repeat_n(i, p.breadth as usize)).collect();
    let mut chance: Vec<f64> = Vec::new();
    let mut random = Random::new(seed);
    let mut dealt = vec![0.0; players.len()];
    for _ in 0..if seats.is_empty() { 0 } else { DEALS } {
        pace.check()?;
        dealt.fill(0.0);
        for &bits in &pool {
            dealt[seats[random.below(seats.len())] as usize] += bits;
        }
        let excesses = dealt.iter().zip(players).map(|(&d, p)| excess(d, p.breadth, per_thing));
        chance.extend(excesses.filter(|&e| e > 0.0));
    }
    found.sort_unstable_by(|a, b| b.total_cmp(a));
    chance.sort_unstable_by(|a, b| b.total_cmp(a));
    let mut least = f64::INFINITY;
    let mut lucky = 0;
    for (at, &excess) in found.iter().enumerate() {
        while lucky < chance.len() && chance[lucky] >= excess {
            lucky += 1;
        }
        if lucky as f64 / DEALS as f64 <= rate * (at + 1) as f64 {
            least = excess;
        }
    }
    Ok(least)
}
