//! The evidence pack: a zip that an auditor opens without this program, with a report, tables, the
//! views, the audit log, and a manifest with the SHA-256 of each file.
//!
//! ```text
//!   manifest.json    what is in it, from what it was made, with which settings; checked by `verify`
//!   report.pdf       PDF/A: scope, sources and gaps, method, views, findings, decisions, sign-off
//!   sources.json     completeness: sources, revisions, counts, issues, missing inputs
//!   audit_log.jsonl  the chain of decisions, record by record
//!   tables/*.csv     identities, exposure, escalations, outliers, groups, cuts, decisions
//!   views/*.svg|png  the pictures of the report
//! ```
//!
//! Equal workspaces give equal bytes but for the time. Whoever holds the file can make another one: the
//! manifest proves that nothing was changed by accident or by somebody who did not know the sum of the
//! manifest, which is why that sum is told and should be kept elsewhere. The report says so.

mod facts;
mod manifest;
mod report;
mod tables;
#[cfg(test)]
mod tests;
mod verify;

use std::io::{Cursor, Write as _};

use atlas_analysis::Pace as _;
use atlas_map::export::Slide;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::dto::{AppError, Code, PackAnswer, PackRequest, PathRequest, TableView, ViewSpec, WorldView, clip};
use crate::export::slides::Look;
use crate::export::write;
use crate::session::now;
use crate::{Job, Session};
use facts::Facts;

/// A file of a pack.
struct Entry {
    path: String,
    bytes: Vec<u8>,
}

impl Session {
    /// Write an evidence pack about the newest revision.
    ///
    /// # Errors
    /// Not found where there is no such story; usage where the theme is none; what drawing and writing
    /// need; cancelled.
    pub fn evidence_pack(&self, request: &PackRequest, job: &Job) -> Result<PackAnswer, AppError> {
        if request.pseudonyms {
            let veiled = self.under_pseudonyms(job)?;
            let (title, scope) = (veiled.masked(&request.title), veiled.masked(&request.scope));
            return veiled.pack(&PackRequest { title, scope, ..request.clone() }, &now(), job);
        }
        self.pack(request, &now(), job)
    }

    fn pack(&self, request: &PackRequest, at: &str, job: &Job) -> Result<PackAnswer, AppError> {
        let (bytes, files, sum) = self.pack_bytes(request, at, job)?;
        let written = write(&request.out, |out| out.write_all(&bytes))?;
        Ok(PackAnswer {
            sentence: format!(
                "Packed {files} files into {} ({} kB). The SHA-256 of its manifest is {sum}: keep it elsewhere, it is \
                 what proves later that the pack is this one.",
                written.out,
                written.bytes.div_ceil(1000)
            ),
            out: written.out,
            bytes: written.bytes,
            files: clip(files),
        })
    }

    /// The pack, how many files are in it, and the sum of its manifest.
    fn pack_bytes(&self, request: &PackRequest, at: &str, job: &Job) -> Result<(Vec<u8>, usize, String), AppError> {
        let look = Look::of(&request.theme, None)?;
        let step = |phase: &'static str, fraction: f32| {
            job.progress(phase, fraction);
            if job.cancelled() { Err(AppError::from(atlas_analysis::Cancelled)) } else { Ok(()) }
        };
        step("views", 0.0)?;
        let slides = match &request.story {
            Some(story) => self.slides_of(story, job)?,
            None => self.usual_slides(job)?,
        };
        step("findings", 0.3)?;
        let facts = Facts::gather(self, at, job)?;
        let mut entries = tables::all(&facts)?;
        step("report", 0.5)?;
        entries.push(Entry { path: "report.pdf".into(), bytes: report::report(request, &facts, &slides)? });
        for (n, slide) in slides.iter().enumerate() {
            step("pictures", 0.6)?;
            for format in ["svg", "png"] {
                let path = format!("views/{:02}.{format}", n + 1);
                entries.push(Entry { path, bytes: look.picture(&slide.scene, format)? });
            }
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let manifest = manifest::manifest(request, &facts, &entries);
        let sum = manifest::sum(&manifest);
        step("packing", 0.9)?;
        Ok((zipped(&manifest, &entries)?, entries.len() + 1, sum))
    }

    /// The views of a pack without a story: the map, the worst paths, whose access does not fit.
    fn usual_slides(&self, job: &Job) -> Result<Vec<Slide>, AppError> {
        let views = [
            ("Who reaches the crown jewels", ViewSpec::World(WorldView { lane: None, open: Vec::new() })),
            ("The worst paths", ViewSpec::Paths(PathRequest { all_shortest: true, ..PathRequest::default() })),
            ("Escalation paths", usual_table("escalations")),
            ("Whose access does not fit", usual_table("outliers")),
        ];
        let mut slides: Vec<Slide> = Vec::new();
        for (title, view) in views {
            match self.slide(&view, job) {
                // A small organisation has the paths for its world.
                Ok(slide) if slides.iter().any(|s| s.scene == slide.scene) => {}
                Ok(slide) => slides.push(Slide { title: title.into(), ..slide }),
                // Without a crown jewel there are no paths; the report says so.
                Err(e) if e.code == Code::NotFound => {}
                Err(e) => return Err(e),
            }
        }
        Ok(slides)
    }
}

fn usual_table(table: &str) -> ViewSpec {
    ViewSpec::Table(TableView { table: table.to_owned(), lane: None, rows: 20 })
}

fn zipped(manifest: &[u8], entries: &[Entry]) -> Result<Vec<u8>, AppError> {
    let fail = |e: &dyn std::fmt::Display| {
        AppError::new(Code::Internal, format!("the pack cannot be made: {e}"), "Try again.")
    };
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let all = std::iter::once((manifest::NAME, manifest)).chain(entries.iter().map(|e| (&*e.path, &*e.bytes)));
    for (path, bytes) in all {
        zip.start_file(path, options).map_err(|e| fail(&e))?;
        zip.write_all(bytes).map_err(|e| fail(&e))?;
    }
    Ok(zip.finish().map_err(|e| fail(&e))?.into_inner())
}
