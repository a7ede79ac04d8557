//! The real data beside the checkout, and what happens without it.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The root of this repository.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A file or folder of the real data; `None` on a plain clone, after a line that says so.
///
/// # Panics
/// On a build server, where the data must be there.
pub(crate) fn data(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(name);
    // A file of a pair is named by what the pair shares.
    let there =
        path.exists() || path.with_file_name(format!("{}.edges.csv", path.file_name()?.to_string_lossy())).exists();
    if there {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "../shared/data/{name} must be there on a build server");
    // Written past the capture of the test harness, so that `./x test` can list it.
    let _ = writeln!(std::io::stderr(), "skipped: ../shared/data/{name} is not there");
    None
}
