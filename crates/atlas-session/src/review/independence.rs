//! Nobody reviews their own access, nor that on which their own depends.
//!
//! Names are stated, not proven: the check is as good as the name that the reviewer gave, and the record says what
//! was compared.

use atlas_analysis::Pace as _;
use atlas_graph::{Accept, NodeId, Walks, blast_radius};

use super::desk::Desk;
use super::history::same_person;
use super::shown::Shown;
use super::terms::Decision;
use crate::dto::{AppError, Code};
use crate::inspect::property_texts;
use crate::naming::nodes_by_id;
use crate::{Job, Session};

/// Properties that name a person, lower case without separators.
const NAMES: &[&str] = &[
    "displayname",
    "email",
    "login",
    "mail",
    "principalname",
    "samaccountname",
    "upn",
    "username",
    "userprincipalname",
];

/// What was compared, for the record.
pub(crate) struct Independence {
    pub(crate) self_review: String,
    pub(crate) independence: String,
}

impl Session {
    /// That `reviewer` may decide about a subject.
    pub(crate) fn independent(
        &self,
        desk: &Desk,
        shown: &Shown,
        decision: Decision,
        reviewer: &str,
        job: &Job,
    ) -> Result<Independence, AppError> {
        let names = self.names_of(desk, shown)?;
        if names.iter().any(|n| same_person(n, reviewer)) {
            return Err(AppError::new(Code::Usage, "nobody reviews their own access", "Let somebody else decide."));
        }
        let self_review = format!("not the subject: compared with {} of its names", names.len());
        let independence = match desk.identity_of(reviewer) {
            Err(why) => why.to_owned(),
            Ok(at) if at == shown.node => {
                return Err(AppError::new(Code::Usage, "nobody reviews their own access", "Let somebody else decide."));
            }
            Ok(at) => {
                let walks = Walks::new(&desk.frozen.snapshot, &Accept::default());
                let reached = blast_radius(&walks, &[at], &|| job.cancelled())?;
                match reached.iter().find(|r| r.node == shown.node) {
                    Some(way) if decision.keeps() => {
                        let message = format!(
                            "{reviewer} reaches {} in {} steps, so that their own access depends on it",
                            shown.name, way.steps
                        );
                        return Err(AppError::new(Code::Usage, message, "Let somebody else decide whether it stays."));
                    }
                    Some(way) => format!("the reviewer reaches the subject in {} steps", way.steps),
                    None => "the reviewer does not reach the subject".to_owned(),
                }
            }
        };
        Ok(Independence { self_review, independence })
    }

    /// Every text that names a subject.
    pub(crate) fn names_of(&self, desk: &Desk, shown: &Shown) -> Result<Vec<String>, AppError> {
        let mut names = vec![shown.id.clone(), shown.name.clone(), desk.frozen.snapshot.id(shown.node).to_owned()];
        let key = desk.frozen.snapshot.key(shown.node);
        if let Some(record) = self.store().node(desk.frozen.revision.number, &key)? {
            let is_name = |property: &str| {
                let bare = property.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
                NAMES.contains(&&*bare.collect::<String>())
            };
            names.extend(property_texts(&record.properties).into_iter().filter(|(p, _)| is_name(p)).map(|(_, v)| v));
        }
        names.sort();
        names.dedup();
        Ok(names)
    }
}

impl Desk {
    /// The identity that a reviewer is, or why that is unknown.
    fn identity_of(&self, reviewer: &str) -> Result<NodeId, &'static str> {
        let snapshot = &self.frozen.snapshot;
        let mut found: Vec<NodeId> =
            nodes_by_id(snapshot, reviewer).into_iter().filter(|&n| snapshot.is_identity(n)).collect();
        if found.is_empty() {
            found = snapshot.identities().filter(|&n| same_person(snapshot.name(n), reviewer)).collect();
        }
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err("unknown: the reviewer is no identity of the data"),
            _ => Err("unknown: several identities of the data are called like the reviewer"),
        }
    }
}
