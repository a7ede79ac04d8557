//! What a pack tells, gathered once: the answers of the session, and what is hidden under pseudonyms.

use std::collections::BTreeMap;
use std::sync::Arc;

use atlas_map::export::Made;

use crate::dto::{
    AppError, ChokeAnswer, ClustersAnswer, Code, EscalationsAnswer, ExposureAnswer, InfoAnswer, OutliersAnswer,
    PartOfGraph, PathRequest, VerifyAnswer, clip,
};
use crate::frozen::Frozen;
use crate::naming::id_text;
use crate::{ExposureRequest, Job, Session};

/// Stories of escalation that a pack tells.
const STORIES: u32 = 25;
/// Cuts that a pack lists.
const CUTS: u32 = 50;

/// One identity of the population that was looked at.
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) lane: &'static str,
    pub(super) lifecycle: &'static str,
    pub(super) tier: Option<u8>,
    /// Why it is not counted as exposed; empty where it is.
    pub(super) left_out: &'static str,
    /// Crown jewels that it reaches.
    pub(super) reaches: usize,
}

/// One decision of the log.
pub(super) struct Decision {
    pub(super) number: u64,
    pub(super) at: String,
    pub(super) subject: String,
    pub(super) decision: String,
    pub(super) rationale: String,
    pub(super) reviewer: String,
    pub(super) expiry: String,
    pub(super) revision: String,
}

/// Everything that a pack is made from.
pub(super) struct Facts {
    pub(super) at: String,
    pub(super) workspace: String,
    pub(super) veiled: bool,
    pub(super) frozen: Arc<Frozen>,
    pub(super) partial: Option<PartOfGraph>,
    pub(super) info: InfoAnswer,
    pub(super) people: Vec<Person>,
    pub(super) exposure: ExposureAnswer,
    /// `None` where nothing is tier 0.
    pub(super) cuts: Option<ChokeAnswer>,
    pub(super) escalations: EscalationsAnswer,
    pub(super) clusters: ClustersAnswer,
    pub(super) outliers: OutliersAnswer,
    pub(super) decisions: Vec<Decision>,
    /// Number, canonical JSON and hash of each record; the JSON is left out under pseudonyms.
    pub(super) log: Vec<graph_queries::LogRecord>,
    pub(super) chain: VerifyAnswer,
}

impl Facts {
    /// Ask for all of it.
    pub(super) fn gather(session: &Session, at: &str, job: &Job) -> Result<Self, AppError> {
        let frozen = session.frozen(job)?;
        let veiled = session.pseudonymous();
        let request = PathRequest { k: CUTS, ..PathRequest::default() };
        let cuts = match session.choke_points(&request, job) {
            Ok(found) => Some(found),
            Err(e) if e.code == Code::NotFound => None,
            Err(e) => return Err(e),
        };
        let log = session.store().log()?;
        let mut reviewers = BTreeMap::new();
        let decisions = log.iter().map(|r| decision(session, r, veiled, &mut reviewers)).collect();
        let mut facts = Self {
            at: at.to_owned(),
            workspace: session.name(),
            veiled,
            partial: frozen.partial.clone(),
            info: session.info()?,
            people: people(session, &frozen, job)?,
            exposure: session.exposure(&ExposureRequest::default(), job)?,
            cuts,
            escalations: session.escalations(STORIES, job)?,
            clusters: session.clusters(false, None, 1, job)?,
            outliers: session.outliers(None, job)?,
            decisions,
            log,
            chain: session.verify_log()?,
            frozen,
        };
        if veiled {
            facts.veil();
        }
        Ok(facts)
    }

    /// Take out what the store tells about sources and files: their names are names of the organisation.
    fn veil(&mut self) {
        let mut sources: Vec<String> = self.info.sources.iter().map(|s| s.name.clone()).collect();
        sources.extend(self.info.missing_inputs.iter().map(|m| m.source.clone()));
        sources.sort();
        sources.dedup();
        sources.retain(|s| !s.is_empty());
        let number = |name: &str| match sources.iter().position(|s| s == name) {
            Some(at) => format!("source {}", at + 1),
            None => String::new(),
        };
        for source in &mut self.info.sources {
            source.name = number(&source.name);
        }
        for missing in &mut self.info.missing_inputs {
            missing.source = number(&missing.source);
        }
        for revision in &mut self.info.revisions {
            revision.source = String::new();
            revision.label = None;
        }
        // Files, records and reasons quote what was read.
        self.info.issues.clear();
        self.info.database = None;
        for story in &mut self.escalations.stories {
            for step in &mut story.path.steps {
                step.evidence.clear();
            }
        }
        self.log.clear();
    }

    /// The time of the clock, RFC 3339 in UTC, as a PDF holds it.
    pub(super) fn made(&self) -> Made {
        let at = &self.at;
        let part = |from: usize, to: usize| at.get(from..to).and_then(|t| t.parse::<u16>().ok());
        let small = |from: usize, to: usize, least: u8| {
            part(from, to).and_then(|n| u8::try_from(n).ok()).unwrap_or(least).max(least)
        };
        Made {
            year: part(0, 4).unwrap_or(1970),
            month: small(5, 7, 1),
            day: small(8, 10, 1),
            hour: small(11, 13, 0),
            minute: small(14, 16, 0),
            second: small(17, 19, 0),
        }
    }

    /// The newest revision as answers write it.
    pub(super) fn revision(&self) -> &graph_queries::Revision {
        &self.frozen.revision
    }

    /// Identities that are findings.
    pub(super) fn findings(&self) -> impl Iterator<Item = &crate::dto::OutlierRow> {
        self.outliers.outliers.iter().filter(|o| o.finding)
    }
}

fn people(session: &Session, frozen: &Frozen, job: &Job) -> Result<Vec<Person>, AppError> {
    let exposed = session.exposed(frozen, job)?;
    let snapshot = &frozen.snapshot;
    let reached = exposed.order().len();
    let person = |n| {
        let tier = frozen.tier(n);
        let left_out = match (exposed.counts(n), snapshot.enabled(n), tier) {
            (true, ..) => "",
            (_, Some(false), _) => "disabled",
            (.., Some(0)) => "is tier 0 itself",
            _ => "not counted",
        };
        Person {
            id: id_text(snapshot, n),
            name: snapshot.name(n).to_owned(),
            kind: snapshot.kind(n).to_owned(),
            lane: snapshot.lane(n).word(),
            lifecycle: snapshot.lifecycle(n).word(),
            tier,
            left_out,
            reaches: (0..reached).filter(|&at| exposed.order()[at] != n && exposed.reaches(n, at)).count(),
        }
    };
    let mut people: Vec<Person> = snapshot.identities().map(person).collect();
    people.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(people)
}

fn decision(
    session: &Session,
    record: &graph_queries::LogRecord,
    veiled: bool,
    reviewers: &mut BTreeMap<String, usize>,
) -> Decision {
    let parsed: serde_json::Value = serde_json::from_str(&record.text).unwrap_or_default();
    let text = |key: &str| parsed[key].as_str().unwrap_or_default().to_owned();
    let next = reviewers.len() + 1;
    let reviewer = if veiled && !text("reviewer").is_empty() {
        format!("Reviewer {:03}", reviewers.entry(text("reviewer")).or_insert(next))
    } else {
        text("reviewer")
    };
    let subject = text("subject");
    Decision {
        number: record.number,
        at: text("at"),
        subject: if subject.is_empty() { subject } else { session.shown_as(&subject) },
        decision: match text("act").as_str() {
            "undo" => format!("took back {}", text("supersedes")),
            "close" => "closed the review".to_owned(),
            _ => text("decision"),
        },
        rationale: if veiled { String::new() } else { text("rationale") },
        reviewer,
        expiry: text("expiry"),
        revision: text("revision"),
    }
}

/// A count as words.
pub(super) fn many(n: usize) -> String {
    crate::import::thousands(clip(n))
}
