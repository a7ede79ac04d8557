//! [`read`]: inputs to facts and issues.

use std::collections::BTreeMap;

use atlas_model::{FactSink, Issue, Severity};

use crate::archive::Opener;
use crate::csv::{self, Ends, Table};
use crate::decode::Encoding;
use crate::feed::{Feed, Oddity, Progress};
use crate::format::{Format, Verdict};
use crate::input::Input;
use crate::opengraph;
use crate::options::Options;
use crate::plan::{Document, plan};
use crate::report::{FileReport, Report};

static FAILED: Oddity = Oddity::loss(
    "reading ended early; everything before this place was read",
    "Export, download or pack the file again and import it once more.",
);
static UTF16: Oddity = Oddity::note("the text is UTF-16", "Nothing to do: it was read as such.");

/// Read inputs and hand their facts and issues to `sink`.
///
/// No input makes this fail: what could not be read is an issue that names file, place, reason and
/// remedy, and the rest is read. Where [`Report::is_fatal`] says that nothing could be read, or
/// [`Report::cancelled`] that the sink asked to stop, the sink should forget what it was given.
///
/// Facts come source by source, nodes before relations where files are apart; the order of `inputs`
/// makes no difference. Each input is opened twice. O(bytes) time; memory is bounded by one record
/// (see [`crate::Limits`]), and for edge lists without a table of nodes by the ids they name.
pub fn read(inputs: Vec<Input>, options: &Options, sink: &mut dyn FactSink) -> Report {
    let mut report = Report::default();
    let mut clock = Progress::new(0);
    let mut opener = Opener::new(&inputs, options.limits, std::rc::Rc::clone(&clock.done));
    let documents = plan(&inputs, options, &mut opener, sink, &mut report);
    clock.total = (0..inputs.len())
        .filter(|&i| documents.iter().any(|d| d.at.input == i))
        .filter_map(|i| opener.measure(i).ok())
        .map(|(size, _)| size)
        .sum();
    opener.begin_reading();
    let mut ends = ends_by_source(&documents);
    let mut source = None;
    for document in &documents {
        if report.cancelled {
            break;
        }
        if !document.header.source.is_empty() && source != Some(&document.header) {
            sink.source(&document.header);
            source = Some(&document.header);
        }
        one(document, options, &mut opener, &mut ends, sink, &mut report, &mut clock);
    }
    if !report.cancelled {
        sink.progress(clock.total, clock.total);
    }
    report
}

/// Per source, whether a table of nodes names the ends of its relations.
fn ends_by_source(documents: &[Document]) -> BTreeMap<Box<str>, Ends> {
    let mut ends: BTreeMap<Box<str>, Ends> = BTreeMap::new();
    for document in documents {
        if let Verdict::Table { columns, .. } = &document.verdict {
            let of_source = ends.entry(document.header.source.clone()).or_default();
            of_source.are_listed |= columns.table == Table::Nodes;
        }
    }
    ends
}

/// Read one document.
fn one(
    document: &Document,
    options: &Options,
    opener: &mut Opener<'_>,
    ends: &mut BTreeMap<Box<str>, Ends>,
    sink: &mut dyn FactSink,
    report: &mut Report,
    clock: &mut Progress,
) {
    let lost_before = report.losses;
    let mut feed = Feed::begin(sink, report, clock, &document.name);
    if document.encoding != Encoding::Utf8 {
        feed.odd(&UTF16, "the whole file", String::new);
    }
    let limits = &options.limits;
    let read = opener.with_text(document.at, document.packing, |_, text| match &document.verdict {
        Verdict::OpenGraph(_) => Some((Format::OpenGraph, opengraph::read(text, limits, &mut feed))),
        Verdict::Extension => Some((Format::OpenGraphExtension, opengraph::read_extension(text, &mut feed))),
        Verdict::Table { delimiter, columns } => {
            let ends = ends.entry(document.header.source.clone()).or_default();
            let outcome = csv::read(text, *delimiter, columns, ends, limits, &mut feed);
            Some((Format::Csv, outcome))
        }
        Verdict::Refused(_) | Verdict::Other(_) | Verdict::Cancelled => None,
    });
    let (format, bytes) = match read {
        Ok(Some((format, outcome))) => {
            if let Some(failure) = outcome.failure {
                feed.odd(&FAILED, format!("byte {}", outcome.bytes), || failure.to_string());
            }
            (format, outcome.bytes)
        }
        Ok(None) => return,
        Err(refusal) => {
            feed.odd(&FAILED, "the whole file", || refusal.reason);
            (Format::OpenGraph, 0)
        }
    };
    let (nodes, relations) = feed.end();
    let is_description = format == Format::OpenGraphExtension;
    if nodes + relations == 0 && report.losses > lost_before {
        report.unusable += 1;
        sink.issue(Issue {
            severity: Severity::Fatal,
            file: document.name.as_str().into(),
            place: "the whole file".into(),
            reason: "not one record of it could be used".into(),
            remedy: "See what was said about its records.".into(),
        });
        return;
    }
    report.files.push(FileReport {
        name: document.name.as_str().into(),
        format,
        source: if is_description { "".into() } else { document.header.source.clone() },
        nodes,
        relations,
        bytes,
    });
}
