//! [`History`]: what the log says about decisions: which stand, which were taken back, which review is open.

use std::collections::{BTreeMap, BTreeSet};

use graph_queries::LogRecord;

use super::record::{Closed, Decided, Entry, read};
use super::terms::Decision;
use crate::dto::clip;

/// A decision and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    /// Number of its record.
    pub(crate) number: u32,
    pub(crate) record: Decided,
    pub(crate) undone: bool,
    pub(crate) superseded: bool,
}

impl Taken {
    /// Neither taken back nor replaced.
    pub(crate) fn stands(&self) -> bool {
        !self.undone && !self.superseded
    }

    /// What it says; `None` for a word of another version.
    pub(crate) fn decision(&self) -> Option<Decision> {
        Decision::named(&self.record.decision).ok()
    }

    /// Its id: `d` and the number of its record.
    pub(crate) fn id(&self) -> String {
        format!("d{}", self.number)
    }

    /// Whether it is about the item as a whole.
    pub(crate) fn is_whole(&self) -> bool {
        self.record.things.is_empty()
    }
}

/// Everything that was decided, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    pub(crate) taken: Vec<Taken>,
    /// Reviews that are closed, oldest first.
    pub(crate) closed: Vec<Closed>,
    by_subject: BTreeMap<String, Vec<usize>>,
}

impl History {
    /// Read it out of the log. O(records log records).
    pub(crate) fn of(log: &[LogRecord]) -> Self {
        let mut history = Self::default();
        let mut undone = BTreeSet::new();
        for record in log {
            match read(&record.text) {
                Entry::Decided(decided) => history.taken.push(Taken {
                    number: clip(record.number),
                    record: *decided,
                    undone: false,
                    superseded: false,
                }),
                Entry::Undone(undo) => {
                    undone.insert(undo.supersedes);
                }
                Entry::Closed(closed) => history.closed.push(*closed),
                Entry::Other(_) => {}
            }
        }
        for taken in &mut history.taken {
            taken.undone = undone.contains(&taken.id());
        }
        // What an undone decision replaced stands again.
        let replaced: BTreeSet<String> =
            history.taken.iter().filter(|t| !t.undone).flat_map(|t| t.record.supersedes.iter().cloned()).collect();
        for (at, taken) in history.taken.iter_mut().enumerate() {
            taken.superseded = replaced.contains(&taken.id());
            history.by_subject.entry(taken.record.subject.clone()).or_default().push(at);
        }
        history
    }

    /// The same with the subjects called otherwise, as pseudonyms call them.
    pub(crate) fn renamed(mut self, called: impl Fn(&str) -> String) -> Self {
        self.by_subject.clear();
        for (at, taken) in self.taken.iter_mut().enumerate() {
            taken.record.subject = called(&taken.record.subject);
            self.by_subject.entry(taken.record.subject.clone()).or_default().push(at);
        }
        self
    }

    /// Number of the review that is open, from 1.
    pub(crate) fn review(&self) -> u32 {
        clip(self.closed.len()).saturating_add(1)
    }

    /// Whether the review of a decision is closed.
    pub(crate) fn is_closed(&self, taken: &Taken) -> bool {
        taken.record.review < self.review()
    }

    /// Decisions about a subject, oldest first.
    pub(crate) fn about(&self, subject: &str) -> impl DoubleEndedIterator<Item = &Taken> {
        self.by_subject.get(subject).into_iter().flatten().map(|&at| &self.taken[at])
    }

    /// Decisions of the review that is open and that were not taken back, oldest first.
    pub(crate) fn open(&self) -> impl DoubleEndedIterator<Item = &Taken> {
        self.taken.iter().filter(|t| !t.undone && !self.is_closed(t))
    }

    /// Standing decisions about the same item or things, which a new one of `reviewer` replaces. Where two people
    /// are needed, only their own: the word of the other one must not vanish.
    pub(crate) fn replaced(&self, subject: &str, things: &[String], reviewer: &str, two_persons: bool) -> Vec<String> {
        self.about(subject)
            .filter(|t| t.stands() && t.record.things == things)
            .filter(|t| !two_persons || same_person(&t.record.reviewer, reviewer))
            .map(Taken::id)
            .collect()
    }
}

/// Whether two names mean one person, as far as their letters say.
pub(crate) fn same_person(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(texts: &[&str]) -> Vec<LogRecord> {
        let record =
            |(i, text): (usize, &&str)| LogRecord { number: i as u64 + 1, text: (*text).into(), hash: "".into() };
        texts.iter().enumerate().map(record).collect()
    }

    #[test]
    fn what_replaced_something_and_is_taken_back_lets_it_stand_again() {
        let first = r#"{"act":"decide","review":1,"decision":"flag","reviewer":"Ann","subject":"bob"}"#;
        let second =
            r#"{"act":"decide","review":1,"decision":"revoke","reviewer":"Ann","subject":"bob","supersedes":["d1"]}"#;
        let undo = r#"{"act":"undo","review":1,"reviewer":"Ann","subject":"bob","supersedes":"d2"}"#;
        let standing = |texts: &[&str]| -> Vec<String> {
            History::of(&log(texts)).about("bob").filter(|t| t.stands()).map(Taken::id).collect()
        };
        assert_eq!(standing(&[first, second]), ["d2"]);
        assert_eq!(standing(&[first, second, undo]), ["d1"]);
    }

    #[test]
    fn closing_begins_the_next_review() {
        let decided = r#"{"act":"decide","review":1,"decision":"flag","reviewer":"Ann","subject":"bob"}"#;
        let history = History::of(&log(&[decided, r#"{"act":"close","review":1}"#]));
        assert_eq!(history.review(), 2);
        assert!(history.is_closed(&history.taken[0]), "what was decided before is closed");
        assert_eq!(history.open().count(), 0);
    }

    #[test]
    fn people_are_told_apart_by_their_names() {
        assert!(same_person(" Ann  Berg", "ann berg"));
        assert!(!same_person("Ann Berg", "Ann Bergh"));
    }
}
