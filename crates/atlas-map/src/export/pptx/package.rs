//! The zip around the parts: fixed times, so that equal slides give equal bytes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::ExportError;

/// A package that is being written.
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Package {
    pub(super) fn new() -> Self {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), options }
    }

    /// Add a part of XML.
    pub(super) fn part(&mut self, name: &str, xml: &str) -> Result<(), ExportError> {
        self.bytes(name, xml.as_bytes())
    }

    /// Add a part.
    pub(super) fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        let failed = |e: String| ExportError::Encode(e.into());
        self.zip.start_file(name, self.options).map_err(|e| failed(e.to_string()))?;
        self.zip.write_all(bytes).map_err(|e| failed(e.to_string()))
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, ExportError> {
        let done = self.zip.finish().map_err(|e| ExportError::Encode(e.to_string().into()))?;
        Ok(done.into_inner())
    }
}
