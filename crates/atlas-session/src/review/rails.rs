//! The guard rails against rubber-stamping (identity-security §6.6): each refuses with a sentence and a next step.

use atlas_analysis::Pace as _;
use atlas_graph::{Accept, Walks, blast_radius};

use super::desk::Desk;
use super::history::same_person;
use super::shown::Shown;
use super::terms::{Decision, check_codes};
use super::{BULK_CAP, BULK_SCORE, HANDED_ON, REASON_LENGTH, REASON_SCORE, RISK_DAYS, when};
use crate::Job;
use crate::dto::{AppError, Code, DecisionRequest};
use crate::frozen::Frozen;
use atlas_model::Lifecycle;

fn refuse<T>(message: impl Into<String>, remedy: impl Into<String>) -> Result<T, AppError> {
    Err(AppError::new(Code::Usage, message, remedy))
}

/// What a decision needs to be one: its fields. Returns the moment it ends, if it does.
pub(crate) fn fields(request: &DecisionRequest, decision: Decision, desk: &Desk) -> Result<Option<String>, AppError> {
    if request.reviewer.trim().is_empty() {
        return refuse("nobody decides", "Name the reviewer.");
    }
    check_codes(decision, &request.codes)?;
    let most = (decision == Decision::AcceptRisk).then_some(RISK_DAYS);
    let expiry = request.expiry.as_deref().map(|text| when::expiry(text, desk.now, most)).transpose()?;
    let ends = matches!(decision, Decision::CertifyWithExpiry | Decision::AcceptRisk);
    match (ends, &expiry) {
        (true, None) => refuse(format!("{} needs an end", decision.word()), "Name the day on which it ends."),
        (false, Some(_)) => {
            refuse(format!("{} has no end", decision.word()), "Leave the date out, or use certifyWithExpiry.")
        }
        _ => Ok(()),
    }?;
    match decision {
        Decision::Abstain if request.codes.is_empty() => refuse(
            "whoever cannot judge says why",
            "Give one of the codes notMyArea, notEnoughData, conflictOfInterest.",
        ),
        Decision::Modify if request.things.is_empty() => {
            refuse("a reduction names what goes", "Name the things that are to be taken away.")
        }
        Decision::Delegate | Decision::Reclassify => named(request, decision),
        _ if request.to.is_some() => {
            refuse(format!("{} goes to nobody", decision.word()), "Leave the name out, or use delegate or reclassify.")
        }
        _ => Ok(()),
    }?;
    Ok(expiry)
}

/// To whom, or as what.
fn named(request: &DecisionRequest, decision: Decision) -> Result<(), AppError> {
    let to = request.to.as_deref().map_or("", str::trim);
    if decision == Decision::Delegate {
        return match to {
            "" => refuse("delegated to nobody", "Name the person who shall decide."),
            to if same_person(to, &request.reviewer) => refuse("nobody delegates to themselves", "Name somebody else."),
            _ => Ok(()),
        };
    }
    let owner = to.strip_prefix("owner=").is_some_and(|name| !name.trim().is_empty());
    if owner || Lifecycle::from_word(to).is_some() {
        return Ok(());
    }
    let words: Vec<&str> = Lifecycle::ALL.iter().map(|l| l.word()).collect();
    refuse(format!("{to:?} is neither a lifecycle nor an owner"), format!("Use {} or owner=NAME.", words.join(", ")))
}

/// Things are of the item.
pub(crate) fn things(request: &DecisionRequest, shown: &Shown) -> Result<Vec<String>, AppError> {
    let known = shown.row.iter().flat_map(|r| &r.reasons).map(|r| &r.entitlement);
    let known: Vec<&String> = known.collect();
    let mut things = request.things.clone();
    things.sort();
    things.dedup();
    match things.iter().find(|t| !known.contains(t)) {
        None => Ok(things),
        Some(thing) => Err(AppError::new(
            Code::NotFound,
            format!("{thing:?} is none of the things that {} is asked about", shown.name),
            "Name things of the page, or decide on the item as a whole.",
        )),
    }
}

/// The reviewer decided on what is so now.
pub(crate) fn same_facts(request: &DecisionRequest, shown: &Shown) -> Result<(), AppError> {
    match &request.facts_hash {
        Some(hash) if *hash != shown.facts_hash => {
            refuse("the facts have changed since the page was opened", "Look at the item again, then decide.")
        }
        _ => Ok(()),
    }
}

/// Keeping what scores high, or accepting a risk, needs a reason.
pub(crate) fn reason(decision: Decision, rationale: &str, codes: &[String], shown: &Shown) -> Result<(), AppError> {
    let said = rationale.trim().chars().count() >= REASON_LENGTH || !codes.is_empty();
    let wanted = decision == Decision::AcceptRisk || (decision.keeps() && shown.score() >= REASON_SCORE);
    if said || !wanted {
        return Ok(());
    }
    let what = if decision == Decision::AcceptRisk {
        "accepting a risk needs a reason".to_owned()
    } else {
        format!("{} scores {:.2}: keeping its access needs a reason", shown.name, shown.score())
    };
    refuse(what, format!("Write at least {REASON_LENGTH} characters, or choose a code."))
}

/// Access to tier 0 is not kept on old data without a word that its age is known.
pub(crate) fn age(decision: Decision, knows_age: bool, desk: &Desk, shown: &Shown) -> Result<(), AppError> {
    let freshness = desk.freshness();
    if !(freshness.stale && shown.two_persons() && decision.keeps()) || knows_age {
        return Ok(());
    }
    let message = format!("{} {} reaches tier 0, which is not kept on old data", freshness.sentence, shown.name);
    refuse(message, "Import newer files, or say that the age is known.")
}

/// Handed on at most twice, never to the subject.
pub(crate) fn handed_on(to: &str, names: &[String], desk: &Desk, shown: &Shown) -> Result<Vec<String>, AppError> {
    if names.iter().any(|n| same_person(n, to)) {
        return refuse(format!("{to} is the subject"), "Name somebody else: nobody reviews their own access.");
    }
    let from = delegated_from(desk, shown);
    if from.len() >= HANDED_ON {
        let message = format!("{} was handed on {} times already", shown.name, from.len());
        return refuse(message, "Decide, or abstain with a reason.");
    }
    Ok(from)
}

/// Who handed an item on since somebody last judged it, oldest first.
pub(crate) fn delegated_from(desk: &Desk, shown: &Shown) -> Vec<String> {
    let mut from: Vec<String> = desk
        .history
        .about(&shown.id)
        .rev()
        .filter(|t| !t.undone)
        .take_while(|t| !t.decision().is_some_and(Decision::judges))
        .filter(|t| t.decision() == Some(Decision::Delegate))
        .map(|t| t.record.reviewer.clone())
        .collect();
    from.reverse();
    from
}

/// How many one decision may cover.
pub(crate) fn cap(items: usize) -> Result<(), AppError> {
    match items {
        0 => refuse("nothing is chosen", "Choose items of the queue."),
        n if n > BULK_CAP => refuse(
            format!("{n} items are more than one person can mean at once"),
            format!("Choose {BULK_CAP} at most."),
        ),
        _ => Ok(()),
    }
}

/// Which decisions several items can share.
pub(crate) fn shareable(decision: Decision) -> Result<(), AppError> {
    match decision {
        Decision::Modify | Decision::Reclassify | Decision::Delegate => {
            refuse(format!("{} is about one item", decision.word()), "Decide on each of them.")
        }
        _ => Ok(()),
    }
}

/// Why an item may not be kept together with others; `None` where it may. O((nodes + steps) log nodes).
pub(crate) fn alone(frozen: &Frozen, walks: &Walks, shown: &Shown, job: &Job) -> Result<Option<String>, AppError> {
    let opens = shown.row.iter().flat_map(|r| &r.opens).next();
    if let Some(first) = opens {
        return Ok(Some(format!("its rare access opens {}, a crown jewel", first.name)));
    }
    if shown.is_tier0 {
        return Ok(Some("it is tier 0 itself".to_owned()));
    }
    if let Some(first) = shown.reaches.first() {
        return Ok(Some(format!("it reaches tier 0: {}", first.name)));
    }
    if shown.score() >= BULK_SCORE {
        return Ok(Some(format!(
            "it scores {:.2}, and from {BULK_SCORE:.2} on each is judged on its own",
            shown.score()
        )));
    }
    let reached = blast_radius(walks, &[shown.node], &|| job.cancelled())?;
    let first = reached.iter().find(|r| frozen.tier(r.node).is_some_and(|t| t <= 1));
    Ok(first.map(|r| format!("it reaches tier 1: {}", frozen.snapshot.name(r.node))))
}

/// Steps as exposure takes them.
pub(crate) fn usual_walks(frozen: &Frozen) -> Walks {
    Walks::new(&frozen.snapshot, &Accept::default())
}
