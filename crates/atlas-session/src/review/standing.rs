//! [`Standing`]: how far the question about one subject is answered.

use std::time::SystemTime;

use super::history::{History, Taken, same_person};
use super::shown::Shown;
use super::terms::Decision;
use super::when;

/// How far a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Nobody said anything.
    Open,
    /// Some of its things are decided.
    Partly,
    /// Somebody could not judge.
    Abstained,
    /// Handed on.
    Delegated,
    /// One person decided, tier 0 needs a second one.
    WaitsForSecond,
    /// Two people said different things.
    Disagree,
    /// The access changed since.
    Changed,
    /// What was decided has ended.
    Expired,
    /// Answered.
    Decided,
}

impl State {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partly => "partly",
            Self::Abstained => "abstained",
            Self::Delegated => "delegated",
            Self::WaitsForSecond => "waitsForSecond",
            Self::Disagree => "disagree",
            Self::Changed => "changed",
            Self::Expired => "expired",
            Self::Decided => "decided",
        }
    }
}

/// A state, and the decisions behind it.
pub(crate) struct Standing {
    pub(crate) state: State,
    pub(crate) sentence: String,
    /// The last decision about the whole item that stands.
    pub(crate) decided: Option<String>,
    /// Whether every decision behind it was taken in a review that is closed.
    pub(crate) closed: bool,
}

/// Where a subject stands. O(decisions about it).
pub(crate) fn standing(history: &History, shown: &Shown, now: SystemTime) -> Standing {
    let all: Vec<&Taken> = history.about(&shown.id).filter(|t| t.stands()).collect();
    let whole: Vec<&Taken> = all.iter().copied().filter(|t| t.is_whole()).collect();
    let Some(&last) = whole.last() else { return by_things(history, shown, &all, now) };
    let state = match last.decision() {
        _ if is_changed(last, shown) => State::Changed,
        _ if has_ended(last, now) => State::Expired,
        Some(Decision::Abstain) => State::Abstained,
        Some(Decision::Delegate) => State::Delegated,
        Some(d) if d.is_final() && shown.two_persons() => second(&whole, last, shown),
        Some(_) => State::Decided,
        None => State::Open,
    };
    Standing {
        state,
        sentence: sentence(state, last),
        decided: Some(last.record.decision.clone()),
        closed: whole.iter().all(|t| history.is_closed(t)),
    }
}

/// Where no word was said about the whole: each rare thing has to be decided.
fn by_things(history: &History, shown: &Shown, all: &[&Taken], now: SystemTime) -> Standing {
    let judged = |thing: &str| {
        let about: Vec<&Taken> = all.iter().copied().filter(|t| t.record.things.iter().any(|x| x == thing)).collect();
        let last = *about.last()?;
        let judges = last.decision().is_some_and(Decision::judges);
        (judges && !is_changed(last, shown) && !has_ended(last, now)).then(|| {
            let two = shown.two_persons() && last.decision().is_some_and(Decision::is_final);
            if two { second(&about, last, shown) } else { State::Decided }
        })
    };
    let things: Vec<&str> =
        shown.row.iter().flat_map(|r| &r.reasons).filter(|r| !r.missing).map(|r| r.entitlement.as_str()).collect();
    let states: Vec<Option<State>> = things.iter().map(|t| judged(t)).collect();
    let done = states.iter().flatten().filter(|s| **s == State::Decided).count();
    let state = if all.is_empty() {
        State::Open
    } else if done == things.len() {
        State::Decided
    } else if states.iter().flatten().any(|s| *s == State::Disagree) {
        State::Disagree
    } else if states.iter().all(Option::is_some) {
        State::WaitsForSecond
    } else {
        State::Partly
    };
    let sentence = match state {
        State::Open => "Nobody has decided.".to_owned(),
        State::Disagree => "Two reviewers said different things about one of its things.".to_owned(),
        State::WaitsForSecond => "Decided thing by thing; waits for a second reviewer.".to_owned(),
        _ => format!("{done} of {} things decided.", things.len()),
    };
    let closed = !all.is_empty() && all.iter().all(|t| history.is_closed(t));
    Standing { state, sentence, decided: None, closed }
}

/// Tier 0 needs the same word of two people about the same access.
fn second(said: &[&Taken], last: &Taken, shown: &Shown) -> State {
    let other = |t: &&&Taken| {
        !same_person(&t.record.reviewer, &last.record.reviewer)
            && !is_changed(t, shown)
            && t.decision().is_some_and(Decision::is_final)
    };
    let others: Vec<&Taken> = said.iter().filter(other).copied().collect();
    if others.is_empty() {
        State::WaitsForSecond
    } else if others.iter().any(|t| t.record.decision == last.record.decision) {
        State::Decided
    } else {
        State::Disagree
    }
}

fn is_changed(taken: &Taken, shown: &Shown) -> bool {
    !taken.record.access_hash.is_empty() && taken.record.access_hash != shown.access_hash
}

fn has_ended(taken: &Taken, now: SystemTime) -> bool {
    taken.record.expiry.as_deref().and_then(when::moment).is_some_and(|end| end <= now)
}

fn sentence(state: State, last: &Taken) -> String {
    let who = &last.record.reviewer;
    let said = last.decision().map_or("decided on", Decision::past);
    let day: String = last.record.at.chars().take(10).collect();
    match state {
        State::Open | State::Partly => "Nobody has decided.".to_owned(),
        State::Abstained => format!("{who} could not judge it on {day}: not reviewed."),
        State::Delegated => {
            format!("{who} handed it to {} on {day}: not reviewed.", last.record.to.as_deref().unwrap_or("somebody"))
        }
        State::WaitsForSecond => format!("{who} {said} it on {day}; tier 0 waits for a second reviewer."),
        State::Disagree => format!("{who} {said} it on {day}; another reviewer said something else."),
        State::Changed => format!("{who} {said} it on {day}; its access has changed since."),
        State::Expired => format!("{who} {said} it on {day}; that has ended."),
        State::Decided => format!("{who} {said} it on {day}."),
    }
}
