//! [`Input`]: one named run of bytes. The crate opens no file: whoever calls it brings the opener.

use std::io::{self, Cursor, Read, Seek};
use std::sync::Arc;

/// Bytes that can be read and, for archives, sought.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek + ?Sized> ReadSeek for T {}

/// Opens the bytes of an input from their start; called more than once, because formats and
/// sources are settled before the first fact.
pub type Opener = Box<dyn Fn() -> io::Result<Box<dyn ReadSeek>> + Send>;

/// One named run of bytes.
pub struct Input {
    /// As the user named it, or the relative name inside a folder that the user named.
    pub name: String,
    /// The folder that the user named, or that holds the file; empty if there is none. It names the
    /// source of files that are named by date.
    pub folder: String,
    /// Met while listing a folder, not named by the user: may be something else, and is then
    /// skipped with a note instead of being an error.
    pub found: bool,
    open: Opener,
}

impl Input {
    /// An input that the user named.
    #[must_use]
    pub fn new(name: impl Into<String>, open: impl Fn() -> io::Result<Box<dyn ReadSeek>> + Send + 'static) -> Self {
        Self { name: name.into(), folder: String::new(), found: false, open: Box::new(open) }
    }

    /// An input held in memory.
    #[must_use]
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes: Arc<[u8]> = bytes.into();
        Self::new(name, move || Ok(Box::new(Cursor::new(Arc::clone(&bytes)))))
    }

    /// The same input in a folder of this name.
    #[must_use]
    pub fn in_folder(mut self, folder: impl Into<String>) -> Self {
        self.folder = folder.into();
        self
    }

    /// The same input, met while listing a folder.
    #[must_use]
    pub fn found(mut self) -> Self {
        self.found = true;
        self
    }

    /// Open the bytes from their start.
    pub(crate) fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        (self.open)()
    }
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .field("folder", &self.folder)
            .field("found", &self.found)
            .finish_non_exhaustive()
    }
}
