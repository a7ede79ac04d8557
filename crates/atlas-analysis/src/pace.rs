//! Progress and cancel, passed in, never global.

/// The work was cancelled; nothing it had is returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl From<atlas_graph::Stopped> for Cancelled {
    fn from(_: atlas_graph::Stopped) -> Self {
        Self
    }
}

/// What long work asks now and then. Implementations must be cheap.
pub trait Pace: Sync {
    /// Whether to stop. Asked at least every few thousand steps of work.
    fn cancelled(&self) -> bool {
        false
    }
    /// How far the named phase is, 0..=1.
    fn progress(&self, phase: &'static str, fraction: f32) {
        let _ = (phase, fraction);
    }
    /// `Err` once cancelled.
    ///
    /// # Errors
    /// [`Cancelled`] where [`Self::cancelled`] holds.
    fn check(&self) -> Result<(), Cancelled> {
        if self.cancelled() { Err(Cancelled) } else { Ok(()) }
    }
}

/// Never cancelled, tells nobody.
impl Pace for () {}
