//! Import and sample: files to a new revision, and the closing sentence.

use std::path::PathBuf;

use atlas_analysis::Pace;
use atlas_import::{Format, Input, Options, Report, csv::Mapping};
use atlas_model::{FactSink, Issue, NodeFact, Profile, RelationFact, SourceHeader};
use graph_queries::{ImportOutcome, ImportStamp};

use crate::dto::{AppError, Code, Counts, ImportAnswer, clip};
use crate::files::{Found, list};
use crate::info::{counts, issue_row};
use crate::job::StoreWatch;
use crate::session::now;
use crate::{Job, Session};

/// What to import.
#[derive(Clone, Debug, Default)]
pub struct ImportRequest {
    /// Files, folders, archives, or `-`.
    pub paths: Vec<PathBuf>,
    /// Name of the source.
    pub source: Option<String>,
    /// Format by word; sniffed where absent.
    pub format: Option<String>,
    /// A TOML file that says which column is what.
    pub mapping: Option<PathBuf>,
    /// A name for the revision.
    pub label: Option<String>,
    /// The date of the data.
    pub as_of: Option<String>,
}

impl Session {
    /// Read files into a new revision. One transaction: it is there whole or not at all.
    ///
    /// # Errors
    /// Where nothing could be read, the store refuses, or the job was cancelled; the workspace is
    /// then as it was, and a new one is not left behind.
    pub fn import(&self, request: &ImportRequest, job: &Job) -> Result<ImportAnswer, AppError> {
        let asked = options(request).and_then(|options| Ok((options, list(&request.paths)?)));
        let (options, found) = asked.inspect_err(|_| self.leave_no_empty_file())?;
        let inputs: Vec<Input> = found.into_iter().map(Found::into_input).collect();
        let named: Vec<String> = request.paths.iter().map(|p| p.display().to_string()).collect();
        self.take(&named.join(", "), request.label.as_deref(), request.as_of.as_deref(), job, |sink| {
            atlas_import::read(inputs, &options, sink)
        })
    }

    /// Write a seeded, made-up organisation.
    ///
    /// # Errors
    /// As for an import.
    pub fn sample(&self, name: &str, seed: u32, job: &Job) -> Result<ImportAnswer, AppError> {
        self.take(name, Some(name), None, job, |sink| {
            atlas_import::sample::write(name, u64::from(seed), sink);
            Report::default()
        })
    }

    fn take(
        &self,
        named: &str,
        label: Option<&str>,
        as_of: Option<&str>,
        job: &Job,
        read: impl FnOnce(&mut dyn FactSink) -> Report,
    ) -> Result<ImportAnswer, AppError> {
        let taken = self.take_into_store(named, label, as_of, job, read);
        let (report, outcome) = taken.inspect_err(|_| self.leave_no_empty_file())?;
        self.forget();
        let mut counts = counts(&self.store().counts(outcome.revision.number)?);
        counts.derived = self.derived(job);
        Ok(answer(&report, &outcome, counts))
    }

    /// Take away a file that was made for this import and holds nothing.
    fn leave_no_empty_file(&self) {
        if self.fresh && self.store().revisions().is_ok_and(|r| r.is_empty()) {
            for suffix in ["", "-wal", "-shm"] {
                let mut name = self.path().as_os_str().to_owned();
                name.push(suffix);
                let _ = std::fs::remove_file(PathBuf::from(name));
            }
        }
    }

    fn take_into_store(
        &self,
        named: &str,
        label: Option<&str>,
        as_of: Option<&str>,
        job: &Job,
        read: impl FnOnce(&mut dyn FactSink) -> Report,
    ) -> Result<(Report, ImportOutcome), AppError> {
        let stamp = ImportStamp {
            at: now().into(),
            label: label.map(Into::into),
            as_of: as_of.map(Into::into),
            in_order: false,
        };
        let watch = StoreWatch(job);
        let mut store = self.store();
        let mut intake = store.begin(&stamp, &watch)?;
        let mut sink = Watched { sink: &mut *intake, job, unusable: Vec::new(), facts: 0 };
        let report = read(&mut sink);
        let (unusable, facts) = (std::mem::take(&mut sink.unusable), sink.facts);
        if job.cancelled() || report.cancelled {
            return Err(atlas_analysis::Cancelled.into());
        }
        if facts == 0 {
            return Err(nothing_read(named, &unusable, &report));
        }
        Ok((report, intake.commit()?))
    }

    /// Derived edges of the newest revision where it is already in memory, else none counted yet.
    fn derived(&self, job: &Job) -> u32 {
        self.frozen(job).map_or(0, |f| crate::info::derived(&f.snapshot))
    }
}

/// Hands facts on, counts them, and keeps what could not be used at all for the error message.
struct Watched<'a> {
    sink: &'a mut dyn FactSink,
    job: &'a Job,
    unusable: Vec<Issue>,
    facts: u64,
}

impl FactSink for Watched<'_> {
    fn file(&mut self, name: &str) -> u32 {
        self.sink.file(name)
    }

    fn node(&mut self, fact: &NodeFact<'_>) {
        self.facts += 1;
        self.sink.node(fact);
    }

    fn relation(&mut self, fact: &RelationFact<'_>) {
        self.facts += 1;
        self.sink.relation(fact);
    }

    fn issue(&mut self, issue: Issue) {
        if issue.severity > atlas_model::Severity::Note {
            self.unusable.push(issue.clone());
        }
        self.sink.issue(issue);
    }

    fn profile(&mut self, profile: Profile) {
        self.facts += 1;
        self.sink.profile(profile);
    }

    fn source(&mut self, header: &SourceHeader) {
        self.sink.source(header);
    }

    fn cancelled(&self) -> bool {
        self.job.cancelled() || self.sink.cancelled()
    }

    fn progress(&mut self, done: u64, total: u64) {
        #[expect(clippy::cast_precision_loss, reason = "a fraction for a progress bar")]
        let fraction = if total == 0 { 0.0 } else { done as f32 / total as f32 };
        self.job.progress("reading", fraction.min(1.0));
        self.sink.progress(done, total);
    }
}

fn options(request: &ImportRequest) -> Result<Options, AppError> {
    let format = match request.format.as_deref() {
        None => None,
        Some(word) => {
            let words = Format::ALL.iter().map(|f| f.word()).collect::<Vec<_>>().join(", ");
            let known = Format::from_word(word);
            Some(known.ok_or_else(|| {
                AppError::new(Code::Usage, format!("{word:?} is no format"), format!("Use one of {words}."))
            })?)
        }
    };
    let mapping = match &request.mapping {
        None => None,
        Some(file) => {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(file)
                .map_err(|e| AppError::new(Code::Input, format!("cannot read {name}: {e}"), ""))?;
            Some(Mapping::parse(&name, &text).map_err(|e| AppError::new(Code::Input, e.to_string(), ""))?)
        }
    };
    Ok(Options { source: request.source.clone(), format, mapping, ..Options::default() })
}

/// Why an import read nothing, with the first few reasons.
fn nothing_read(named: &str, unusable: &[Issue], report: &Report) -> AppError {
    if unusable.is_empty() {
        let skipped = report.skipped.iter().take(3).map(|s| &**s).collect::<Vec<_>>().join(", ");
        let what = if skipped.is_empty() { String::new() } else { format!(" (passed over: {skipped})") };
        let remedy = "Name OpenGraph (.json) or CSV files, or a folder or archive that holds some.";
        return AppError::new(Code::Input, format!("nothing to import was found in {named}{what}"), remedy);
    }
    let said: Vec<String> = unusable
        .iter()
        .take(5)
        .map(|i| {
            let place = if i.place.is_empty() { String::new() } else { format!(", {}", i.place) };
            format!("{}{place}: {}", i.file, i.reason)
        })
        .collect();
    let more = unusable.len().saturating_sub(5);
    let more = if more == 0 { String::new() } else { format!("; and {more} more") };
    AppError::new(Code::Input, format!("nothing could be read: {}{more}", said.join("; ")), unusable[0].remedy.clone())
}

pub(crate) fn answer(report: &Report, outcome: &ImportOutcome, counts: Counts) -> ImportAnswer {
    let revision = &outcome.revision;
    let lost = outcome.issues.iter().any(|i| i.severity > atlas_model::Severity::Note);
    let mut sources: Vec<String> = outcome.replaced.iter().chain(&outcome.added).map(|s| s.to_string()).collect();
    sources.sort();
    let mut answer = ImportAnswer {
        revision: revision.id.to_string(),
        sources,
        replaced: !outcome.replaced.is_empty(),
        records: clip(revision.records),
        repeated: clip(revision.repeated),
        nodes_added: revision.nodes_added,
        nodes_removed: revision.nodes_removed,
        relations_added: revision.relations_added,
        relations_removed: revision.relations_removed,
        counts,
        outside: outcome.outside,
        skipped: report.skipped.iter().map(|s| s.to_string()).collect(),
        issues: outcome.issues.iter().map(issue_row).collect(),
        lost,
        sentence: String::new(),
    };
    answer.sentence = sentence(&answer, outcome);
    answer
}

fn sentence(answer: &ImportAnswer, outcome: &ImportOutcome) -> String {
    let c = &answer.counts;
    let mut text = format!("{} relations between {} nodes", thousands(c.relations), thousands(c.nodes));
    if answer.outside > 0 {
        text += &format!("; {} ends point outside the files ({} placeholders)", answer.outside, c.placeholders);
    }
    text += ". ";
    let names = |list: &[Box<str>]| list.join(", ");
    if !outcome.replaced.is_empty() {
        text += &format!(
            "Imported before and replaced: {}; {} relations appeared, {} disappeared. ",
            names(&outcome.replaced),
            thousands(answer.relations_added),
            thousands(answer.relations_removed)
        );
    }
    if !outcome.added.is_empty() {
        let are = if outcome.added.len() == 1 { "is" } else { "are" };
        text += &format!("{} {are} new: {} relations. ", names(&outcome.added), thousands(answer.relations_added));
    }
    if answer.repeated > 0 {
        text += &format!(
            "{} of {} records say again what another said. ",
            thousands(answer.repeated),
            thousands(answer.records)
        );
    }
    if !answer.skipped.is_empty() {
        text += &format!("Passed over: {}. ", answer.skipped.join(", "));
    }
    if answer.lost {
        text += "Something was lost or refused; see the issues. ";
    }
    text.trim_end().to_owned()
}

/// 2768 as 2,768.
pub(crate) fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}
