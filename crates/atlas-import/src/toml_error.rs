//! [`TomlError`]: what is wrong with a file that a person wrote by hand.

/// Why a profile or a mapping could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlError {
    /// The file as the caller named it.
    pub file: Box<str>,
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

impl std::fmt::Display for TomlError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, line {}: {}; {}", self.file, self.line, self.reason, self.remedy)
    }
}

impl std::error::Error for TomlError {}

/// A text and its name, to say where in it something is wrong.
#[derive(Clone, Copy)]
pub(crate) struct TomlText<'t> {
    pub(crate) file: &'t str,
    pub(crate) text: &'t str,
}

impl TomlText<'_> {
    /// What the parser says, and what such a file should hold.
    pub(crate) fn parse_error(self, e: &toml::de::Error, remedy: &str) -> TomlError {
        let reason = e.message().replace('\n', "; ");
        self.error(e.span().map_or(0, |span| span.start), reason, remedy.to_owned())
    }

    /// Something wrong at a byte offset.
    pub(crate) fn error(self, offset: usize, reason: String, remedy: String) -> TomlError {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        TomlError { file: self.file.into(), line, reason, remedy }
    }
}
