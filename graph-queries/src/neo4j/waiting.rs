//! Waiting for the driver: until it is done, somebody wants to stop, or the time is over.
//!
//! The server keeps a question's limit and says so itself; here it is only given [`GRACE`] to do that.

use std::pin::pin;
use std::time::{Duration, Instant};

use neo4rs::{Error, Query};

use crate::Watch;

/// How often a question that computes is looked after.
const GLANCE: Duration = Duration::from_millis(100);
/// How much longer than its limit a question is waited for: the server ends it, and says so.
pub(super) const GRACE: Duration = Duration::from_secs(5);

/// Why there is no answer.
pub(super) enum Stop {
    /// Somebody wanted to stop.
    Cancelled,
    /// The time was over, and the server had not said so.
    Late,
    /// The driver or the server says why.
    Failed(Error),
}

/// Let the server end a question that takes longer.
pub(super) fn limited(query: Query, limit: Duration) -> Query {
    query.extra("tx_timeout", i64::try_from(limit.as_millis()).unwrap_or(i64::MAX).max(1))
}

/// Wait for the driver, and meanwhile look whether somebody wants to stop.
pub(super) async fn attend<T>(
    work: impl Future<Output = Result<T, Error>>,
    end: Option<Instant>,
    watch: &dyn Watch,
) -> Result<T, Stop> {
    let mut work = pin!(work);
    loop {
        if let Ok(done) = tokio::time::timeout(GLANCE, work.as_mut()).await {
            return done.map_err(Stop::Failed);
        }
        if watch.cancelled() {
            return Err(Stop::Cancelled);
        }
        if end.is_some_and(|end| Instant::now() > end) {
            return Err(Stop::Late);
        }
    }
}
