//! Stopping long work: the caller is asked now and then, and nothing half-done is returned.

/// Asked at least every few thousand steps of work; `true` stops it. Must be cheap.
pub type Stop<'a> = &'a dyn Fn() -> bool;

/// Never stops.
pub const NEVER: Stop<'static> = &|| false;

/// The work was stopped; nothing it had is returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stopped")
    }
}

impl std::error::Error for Stopped {}

/// Units of work between two questions; a unit is about one edge visited.
const PATIENCE: usize = 1 << 15;

/// Counts work and asks when enough of it is done.
pub(crate) struct Ticker<'a> {
    stop: Stop<'a>,
    left: usize,
}

impl<'a> Ticker<'a> {
    /// Asks at once, so that work that was stopped before it began does nothing.
    pub(crate) fn new(stop: Stop<'a>) -> Result<Self, Stopped> {
        if stop() { Err(Stopped) } else { Ok(Self { stop, left: PATIENCE }) }
    }

    /// Report work done.
    #[inline]
    pub(crate) fn work(&mut self, units: usize) -> Result<(), Stopped> {
        if let Some(left) = self.left.checked_sub(units + 1) {
            self.left = left;
            return Ok(());
        }
        self.left = PATIENCE;
        if (self.stop)() { Err(Stopped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn work_is_stopped_within_its_patience() {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > 1
        };
        let mut ticker = Ticker::new(&stop).unwrap();
        let done = (0..10 * PATIENCE).take_while(|_| ticker.work(1).is_ok()).count();
        assert!(done <= PATIENCE, "asked again after {done} units");
        assert_eq!(Ticker::new(&|| true).err(), Some(Stopped), "asked before the first unit");
    }
}
