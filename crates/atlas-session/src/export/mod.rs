//! Files for others: pictures, tables, the whole graph.
//!
//! A file is written beside its target and moved into place, so a failure leaves no half file.
//! Every text of a source is hostile: a table cell that a spreadsheet would run is made a text.

mod graph;
mod graphml;
pub(crate) mod slides;
mod story;
pub(crate) mod table;

use std::io::{BufWriter, Write};
use std::path::Path;

use crate::dto::{AppError, Code, ExportAnswer, ExportRequest, PartOfGraph, ViewSpec, clip};
use crate::{Job, Session};

impl Session {
    /// Write a picture, or the table of a path question or of an access matrix.
    ///
    /// # Errors
    /// Usage where the ending is none of the formats; what drawing needs; what writing needs.
    pub fn export(&self, request: &ExportRequest, job: &Job) -> Result<ExportAnswer, AppError> {
        if request.pseudonyms {
            let plain = ExportRequest { pseudonyms: false, ..request.clone() };
            return self.under_pseudonyms(job)?.export(&plain, job);
        }
        if let ("csv" | "json", ViewSpec::Paths(paths)) = (request.format.as_str(), &request.view) {
            let answer = self.paths(paths, job)?;
            let partial = self.partial();
            return write(&request.out, |out| match request.format.as_str() {
                "csv" => table::paths(&answer, partial.as_ref(), out),
                _ => Ok(serde_json::to_writer_pretty(out, &Marked { answer, partial })?),
            });
        }
        if let ("csv" | "json", ViewSpec::Matrix(of)) = (request.format.as_str(), &request.view) {
            let answer = self.matrix(&of.group, of.selected.as_deref(), job)?;
            let partial = self.partial();
            return write(&request.out, |out| match request.format.as_str() {
                "csv" => table::matrix(&answer, partial.as_ref(), out),
                _ => Ok(serde_json::to_writer_pretty(out, &Marked { answer, partial })?),
            });
        }
        if !slides::PICTURES.contains(&request.format.as_str()) {
            return Err(no_format(&request.format, slides::PICTURES));
        }
        let look = slides::Look::of(&request.theme, request.scale)?;
        let bytes = look.file(&[self.slide(&request.view, job)?], &request.format)?;
        write(&request.out, |out| out.write_all(&bytes))
    }

    /// Write the table of groups.
    ///
    /// # Errors
    /// As [`Self::export`].
    pub fn export_clusters(&self, request: &ExportRequest, job: &Job) -> Result<ExportAnswer, AppError> {
        expect_format(request, &["csv", "json"])?;
        if request.pseudonyms {
            let plain = ExportRequest { pseudonyms: false, ..request.clone() };
            return self.under_pseudonyms(job)?.export_clusters(&plain, job);
        }
        let answer = self.clusters(false, None, 1, job)?;
        let partial = self.partial();
        write(&request.out, |out| match request.format.as_str() {
            "csv" => table::clusters(&answer, partial.as_ref(), out),
            _ => Ok(serde_json::to_writer_pretty(out, &Marked { answer, partial })?),
        })
    }

    /// Write the whole graph as OpenGraph or GraphML.
    ///
    /// # Errors
    /// As [`Self::export`].
    pub fn export_graph(&self, request: &ExportRequest, job: &Job) -> Result<ExportAnswer, AppError> {
        expect_format(request, &["json", "graphml"])?;
        if request.pseudonyms {
            let remedy = "Leave out the pseudonyms, or export pictures and tables.";
            return Err(AppError::new(
                Code::Usage,
                "the whole graph has no pseudonyms: it holds every property",
                remedy,
            ));
        }
        let frozen = self.frozen(job)?;
        write(&request.out, |out| match request.format.as_str() {
            "graphml" => graphml::graphml(&frozen, out),
            _ => graph::opengraph(self, &frozen, job, out),
        })
    }
}

/// An answer in a file of its own, which says so where it is about a part.
#[derive(serde::Serialize)]
struct Marked<A> {
    #[serde(flatten)]
    answer: A,
    #[serde(skip_serializing_if = "Option::is_none")]
    partial: Option<PartOfGraph>,
}

/// The error of a format that does not fit what is exported.
pub(crate) fn no_format(format: &str, formats: &[&str]) -> AppError {
    let what = if format.is_empty() {
        "the file has no ending".to_owned()
    } else {
        format!("{format:?} is no format for this")
    };
    AppError::new(Code::Usage, what, format!("End the file name in one of .{}.", formats.join(", .")))
}

fn expect_format(request: &ExportRequest, formats: &[&str]) -> Result<(), AppError> {
    if formats.contains(&request.format.as_str()) { Ok(()) } else { Err(no_format(&request.format, formats)) }
}

/// Write a file whole or not at all.
pub(crate) fn write(
    target: &str,
    fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<ExportAnswer, AppError> {
    let path = Path::new(target);
    let fail = |e: std::io::Error| {
        if e.kind() == std::io::ErrorKind::Interrupted {
            return AppError::from(atlas_analysis::Cancelled);
        }
        AppError::new(
            Code::Write,
            format!("cannot write {}: {e}", path.display()),
            "Check free space and the permissions of the folder.",
        )
    };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(fail)?;
    let mut out = BufWriter::new(&mut file);
    fill(&mut out).and_then(|()| out.flush()).map_err(fail)?;
    drop(out);
    let bytes = file.as_file().metadata().map_err(fail)?.len();
    make_readable(file.as_file()).map_err(fail)?;
    file.persist(path).map_err(|e| fail(e.error))?;
    Ok(ExportAnswer {
        out: target.to_owned(),
        bytes: clip(bytes),
        sentence: format!("Wrote {target} ({} kB).", bytes.div_ceil(1000)),
    })
}

/// A temporary file is private to its owner; an exported file is an ordinary one.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
