//! Review: queues, the page of one item, decisions, the audit log.

mod asked;
mod log;
mod page;
mod queue;

pub use asked::*;
pub use log::*;
pub use page::*;
pub use queue::*;
