//! Pure analyses of a snapshot: tiers, exposure, escalation, choke points, clusters, outliers.
//!
//! ```text
//!   Snapshot ─┬─▶ tier ─▶ exposure, escalation, choke points         (who reaches what, and why)
//!             └─▶ profile ─▶ clusters ─▶ outliers                     (who holds what, and who does not fit)
//! ```
//!
//! Each analysis is one function that takes a snapshot, a config and a [`Pace`], and returns a
//! result that carries both, so that it can be repeated. Absent on purpose: clock, disk, network,
//! threads of its own, unseeded randomness.

mod pace;
mod random;
#[cfg(test)]
mod worlds;

pub mod chokepoints;
pub mod clusters;
pub mod escalation;
pub mod exposure;
pub mod matrix;
pub mod outliers;
pub mod profile;
pub mod tier;
pub mod trial;
pub mod whatif;

pub use pace::{Cancelled, Pace};
