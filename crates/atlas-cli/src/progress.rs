//! Progress on stderr, and Ctrl-C.

use std::io::{IsTerminal, Write};
use std::sync::Arc;

use atlas_session::Job;

/// A job that shows its progress on a terminal and is cancelled by Ctrl-C or SIGTERM.
pub(crate) fn job(quiet: bool) -> Arc<Job> {
    let shown = !quiet && std::io::stderr().is_terminal();
    let job = Arc::new(Job::new(move |phase, fraction| {
        if shown {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[2K{phase} {:.0} %", fraction * 100.0);
        }
    }));
    let handle = Arc::clone(&job);
    // Without a handler Ctrl-C still ends the process; an import is one transaction either way.
    let _ = ctrlc::set_handler(move || handle.cancel());
    job
}

/// Wipe the progress line.
pub(crate) fn clear(quiet: bool) {
    if !quiet && std::io::stderr().is_terminal() {
        let _ = write!(std::io::stderr().lock(), "\r\x1b[2K");
    }
}
