//! Which files are read, in which order, and to which source their facts belong (semantics §3, §4).
//!
//! Everything here happens before the first fact: inputs are opened, unpacked and looked at, then
//! sources are settled over all of them together.

use std::collections::{BTreeMap, BTreeSet};

use atlas_model::{FactSink, Issue, Severity, SourceHeader};

use crate::archive::{Address, Opener, Packing, Refusal};
use crate::csv::Table;
use crate::decode::Encoding;
use crate::format::{Declared, Sight, Verdict, tell};
use crate::input::Input;
use crate::naming::{base, parts};
use crate::options::Options;
use crate::report::Report;

/// A text that will be read.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) at: Address,
    pub(crate) packing: Packing,
    /// As in issues and evidence.
    pub(crate) name: String,
    pub(crate) verdict: Verdict,
    pub(crate) encoding: Encoding,
    /// The archive or folder it came from; empty if neither.
    folder: String,
    /// The source of its facts.
    pub(crate) header: SourceHeader,
}

/// Look at all inputs and settle what is read. What is not read is told to the sink and counted.
pub(crate) fn plan(
    inputs: &[Input],
    options: &Options,
    opener: &mut Opener<'_>,
    sink: &mut dyn FactSink,
    report: &mut Report,
) -> Vec<Document> {
    let mut survey = Looking { options, opener, sink, report, documents: Vec::new() };
    for (i, input) in inputs.iter().enumerate() {
        survey.input(i, input);
        if survey.report.cancelled {
            return Vec::new();
        }
    }
    let mut documents = survey.documents;
    if let Some(issue) = several_dates(&documents) {
        sink.issue(issue);
        report.unusable += 1;
        return Vec::new();
    }
    settle_sources(&mut documents, options);
    documents.sort_by(|a, b| {
        let key = |d: &Document| (d.header.source.clone(), rank(&d.verdict), d.name.clone(), d.at);
        key(a).cmp(&key(b))
    });
    documents
}

/// Nodes before the relations that name them; descriptions of kinds last, for they have no source.
fn rank(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Table { columns, .. } if columns.table == Table::Nodes => 0,
        Verdict::OpenGraph(_) => 1,
        Verdict::Table { .. } => 2,
        _ => 3,
    }
}

struct Looking<'p, 'i> {
    options: &'p Options,
    opener: &'p mut Opener<'i>,
    sink: &'p mut dyn FactSink,
    report: &'p mut Report,
    documents: Vec<Document>,
}

impl Looking<'_, '_> {
    fn input(&mut self, i: usize, input: &Input) {
        let packing = match self.opener.measure(i) {
            Ok((_, packing)) => packing,
            Err(refusal) => {
                let severity = if input.found { Severity::Loss } else { Severity::Fatal };
                return self.refuse(&input.name, refusal, severity);
            }
        };
        if packing == Packing::Zip {
            return self.zip(i, input);
        }
        let at = Address { input: i, member: None };
        self.text(at, packing, input.name.clone(), &input.folder, input.found);
    }

    fn zip(&mut self, i: usize, input: &Input) {
        let members = match self.opener.members(i) {
            Ok(members) => members,
            Err(refusal) => {
                let severity = if input.found { Severity::Loss } else { Severity::Fatal };
                return self.refuse(&input.name, refusal, severity);
            }
        };
        if let Some(damage) = members.damage {
            self.refuse(&input.name, damage, Severity::Loss);
        }
        let (before, lost) = (self.documents.len(), self.report.losses);
        for member in members.list {
            let name = format!("{}/{}", input.name, member.name);
            if is_litter(&member.name) {
                continue;
            }
            match member.refusal {
                Some(refusal) => self.refuse(&name, refusal, Severity::Loss),
                None => {
                    let at = Address { input: i, member: Some(member.index) };
                    self.text(at, Packing::Plain, name, &input.name, true);
                }
            }
            if self.report.cancelled {
                return;
            }
        }
        if self.documents.len() == before && !input.found {
            let reason = if self.report.losses == lost {
                "nothing in the archive is of a format that is read"
            } else {
                "nothing in the archive could be used"
            };
            let refusal = Refusal::new(reason, "See what was said about its members.");
            self.refuse(&input.name, refusal, Severity::Fatal);
        }
    }

    /// Look at one text; `found` says that it may turn out to be something else.
    fn text(&mut self, at: Address, packing: Packing, name: String, folder: &str, found: bool) {
        let sight = Sight {
            name: &name,
            forced: self.options.format.filter(|_| !found || at.member.is_some()),
            mapping: self.options.mapping.as_ref(),
            wants_source: self.options.source.is_none(),
        };
        let sink = &*self.sink;
        let seen = self.opener.with_text(at, packing, |encoding, text| {
            let mut text = text;
            let mut head = [0; 8];
            let n = std::io::Read::read(&mut text, &mut head).unwrap_or(0);
            if Packing::of(&head[..n]) != Packing::Plain {
                let refusal = Refusal::new(
                    "it is an archive inside an archive",
                    "Unpack the outer one and import what is inside.",
                );
                return (encoding, Verdict::Refused(refusal));
            }
            let whole = std::io::Read::chain(std::io::Cursor::new(head[..n].to_vec()), text);
            (encoding, tell(Box::new(whole), &sight, &mut || !sink.cancelled()))
        });
        match seen {
            Err(refusal) => self.refuse(&name, refusal, severity(found, true)),
            Ok((_, Verdict::Cancelled)) => self.report.cancelled = true,
            Ok((_, Verdict::Refused(refusal))) => self.refuse(&name, refusal, severity(found, true)),
            Ok((_, Verdict::Other(refusal))) => self.refuse(&name, refusal, severity(found, false)),
            Ok((encoding, verdict)) => self.documents.push(Document {
                at,
                packing,
                name,
                verdict,
                encoding,
                folder: folder.to_owned(),
                header: SourceHeader::default(),
            }),
        }
    }

    fn refuse(&mut self, name: &str, refusal: Refusal, severity: Severity) {
        match severity {
            Severity::Note => {
                self.report.notes += 1;
                self.report.skipped.push(name.into());
            }
            Severity::Loss => self.report.losses += 1,
            Severity::Fatal => self.report.unusable += 1,
        }
        let reason = if severity == Severity::Note { format!("skipped: {}", refusal.reason) } else { refusal.reason };
        self.sink.issue(Issue {
            severity,
            file: name.into(),
            place: "the whole file".into(),
            reason: reason.into(),
            remedy: refusal.remedy.into(),
        });
    }
}

/// What it costs that a file is not read: nothing if it was only lying about, the file if it was
/// recognised, everything if the user named it.
fn severity(found: bool, recognised: bool) -> Severity {
    match (found, recognised) {
        (true, false) => Severity::Note,
        (true, true) => Severity::Loss,
        (false, _) => Severity::Fatal,
    }
}

/// What file managers leave in archives.
fn is_litter(member: &str) -> bool {
    member.split('/').any(|part| part == "__MACOSX")
        || matches!(base(member), ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// Tables of several dates of one source cannot be read as one revision.
fn several_dates(documents: &[Document]) -> Option<Issue> {
    let mut dates: BTreeMap<(&str, String), BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for document in documents {
        if !matches!(document.verdict, Verdict::Table { .. }) {
            continue;
        }
        let name = parts(&document.name);
        if let Some(date) = name.date {
            let of_stem = dates.entry((document.folder.as_str(), name.stem)).or_default();
            of_stem.entry(date).or_default().push(&document.name);
        }
    }
    let ((folder, _), dates) = dates.into_iter().find(|(_, dates)| dates.len() > 1)?;
    let list: Vec<String> = dates
        .iter()
        .map(|(date, names)| {
            let mut names: Vec<&str> = names.iter().map(|n| base(n)).collect();
            names.sort_unstable();
            format!("{date} ({})", names.join(", "))
        })
        .collect();
    let first = dates.values().next().and_then(|names| names.first())?;
    Some(Issue {
        severity: Severity::Fatal,
        file: if folder.is_empty() { *first } else { folder }.into(),
        place: "the whole folder".into(),
        reason: format!("it holds several dates of one source: {}", list.join("; ")).into(),
        remedy: "Import one date at a time, oldest first, by naming its files; each becomes a revision.".into(),
    })
}

/// Give every document its source: `--source`, else what it declares, else what the files are called.
fn settle_sources(documents: &mut [Document], options: &Options) {
    let declared = declared_sources(documents);
    let names: BTreeSet<&String> = declared.iter().flatten().collect();
    let common = match (&options.source, names.len()) {
        (Some(source), _) => source.clone(),
        (None, 1) => names.into_iter().next().cloned().unwrap_or_default(),
        (None, _) => name_of_files(documents, &declared),
    };
    for (document, declared) in documents.iter_mut().zip(declared) {
        let source = match (&options.source, declared) {
            (None, Some(declared)) => declared,
            _ => common.clone(),
        };
        document.header = match document.verdict {
            Verdict::Table { .. } => {
                SourceHeader { namespace: source.as_str().into(), source: source.into(), folds_case: false }
            }
            Verdict::OpenGraph(_) => SourceHeader { source: source.into(), namespace: "".into(), folds_case: false },
            _ => SourceHeader::default(),
        };
    }
}

/// What each document declares: its kind of source, with the organisation where there is exactly one.
fn declared_sources(documents: &[Document]) -> Vec<Option<String>> {
    fn declared(document: &Document) -> Option<(&str, &Declared)> {
        match &document.verdict {
            Verdict::OpenGraph(declared) => Some((declared.source_kind.as_deref()?, declared)),
            _ => None,
        }
    }
    let mut organisations: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (kind, declared) in documents.iter().filter_map(declared) {
        let of_kind = organisations.entry(kind).or_default();
        of_kind.extend(declared.environments.iter().map(String::as_str));
    }
    let named = |kind: &str, organisation: &str| {
        let plain: String = organisation.chars().filter(|c| !c.is_control()).take(80).collect();
        format!("{kind} {plain}")
    };
    let of = |document: &Document| {
        let (kind, declared) = declared(document)?;
        let own = declared.environments.as_slice();
        let of_kind = &organisations[kind];
        Some(match (own, of_kind.len()) {
            ([one], _) => named(kind, one),
            ([], 1) => of_kind.iter().map(|one| named(kind, one)).collect(),
            _ => kind.to_owned(),
        })
    };
    documents.iter().map(of).collect()
}

/// The one stem the undeclared files share, else the name of their folder or of the innermost folder
/// around all of them, else the first stem.
fn name_of_files(documents: &[Document], declared: &[Option<String>]) -> String {
    let files = || {
        let all = documents.iter().zip(declared);
        all.filter(|(d, declared)| declared.is_none() && rank(&d.verdict) < 3).map(|(d, _)| d)
    };
    let stems: BTreeSet<String> = files().map(|d| parts(&d.name).stem).collect();
    let folders: BTreeSet<String> = files()
        .map(|d| match d.at.member {
            Some(_) => parts(&d.folder).stem,
            None => base(&d.folder).to_owned(),
        })
        .collect();
    let one = |names: &BTreeSet<String>| {
        let first = names.first().filter(|name| names.len() == 1 && !name.is_empty());
        first.cloned()
    };
    one(&stems)
        .or_else(|| one(&folders))
        .or_else(|| common_folder(files().map(|d| d.name.as_str())))
        .or_else(|| stems.into_iter().find(|stem| !stem.is_empty()))
        .or_else(|| folders.into_iter().find(|folder| !folder.is_empty()))
        .unwrap_or_else(|| "import".to_owned())
}

/// The name of the innermost folder that holds all these files.
fn common_folder<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<String> {
    let folders = |name: &'n str| {
        let mut path: Vec<&str> = name.split(['/', '\\']).collect();
        path.pop();
        path
    };
    let mut common = folders(names.next()?);
    for name in names {
        let shared = common.iter().zip(folders(name)).take_while(|(a, b)| **a == *b).count();
        common.truncate(shared);
    }
    common.pop().filter(|name| !matches!(*name, "" | "." | "..")).map(str::to_owned)
}
