//! Review over the sample organisation: who is asked, what the rails refuse, what stands, and the log.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use atlas_session::dto::{AppError, BulkRequest, Code, DecisionRequest, ReviewItem};
use atlas_session::{Access, ExposureRequest, ImportRequest, Job, Session};
use serde_json::Value;

const WHY: &str = "The work of the night shift needs it.";

/// The sample, made once; each test works on a copy.
fn sample() -> &'static Path {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("harbour.atlas");
        Session::open(&path, Access::Create).unwrap().sample("harbour", 1, &Job::default()).unwrap();
        (folder, path)
    });
    path
}

/// A copy of the sample, open for writing.
struct Room {
    _folder: tempfile::TempDir,
    path: PathBuf,
    session: Session,
}

fn room() -> Room {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("harbour.atlas");
    std::fs::copy(sample(), &path).unwrap();
    let session = Session::open(&path, Access::Write).unwrap();
    Room { _folder: folder, path, session }
}

impl Room {
    fn queue(&self, lane: &str) -> Vec<ReviewItem> {
        self.session.queue(lane, &Job::default()).unwrap().items
    }

    /// The first item of a queue that is so.
    fn item(&self, lane: &str, is: impl Fn(&ReviewItem) -> bool) -> ReviewItem {
        self.queue(lane).into_iter().find(is).expect("the sample has such an item")
    }

    /// One that scores high and reaches nothing critical.
    fn plain(&self) -> ReviewItem {
        self.item("human", |i| i.reaches == 0 && i.score >= 0.6)
    }

    /// One for which two people are needed.
    fn critical(&self) -> ReviewItem {
        let any = |i: &ReviewItem| i.reaches > 0 && i.picked == "score";
        self.queue("human").into_iter().chain(self.queue("machine")).find(any).expect("somebody reaches tier 0")
    }

    fn decide(&self, request: &DecisionRequest) -> Result<Value, AppError> {
        let written = self.session.decide(request, &Job::default())?;
        Ok(serde_json::from_str(&written.record).unwrap())
    }

    fn state(&self, id: &str) -> String {
        self.session.review_item(id, &Job::default()).unwrap().item.state
    }
}

fn says(item: &ReviewItem, decision: &str) -> DecisionRequest {
    DecisionRequest {
        id: item.id.clone(),
        decision: decision.into(),
        reviewer: "Rita Review".into(),
        ..DecisionRequest::default()
    }
}

/// That a rail refuses, with these words and a next step.
fn refused<T: std::fmt::Debug>(answer: Result<T, AppError>, words: &str) {
    let error = answer.expect_err("a rail refuses");
    assert!(error.message.contains(words), "{error} says {words:?}");
    assert!(!error.remedy.is_empty(), "{error} has a next step");
    assert_eq!(error.code, Code::Usage, "{error}");
}

#[test]
fn everybody_is_asked_the_same_and_no_more_than_the_capacity() {
    let (a, b) = (room(), room());
    for lane in ["human", "machine", "unknown"] {
        let queue = a.session.queue(lane, &Job::default()).unwrap();
        assert_eq!(queue, b.session.queue(lane, &Job::default()).unwrap(), "{lane}: also those drawn at random");
    }
    let all = a.session.queue("human", &Job::default()).unwrap();
    let drawn: Vec<&ReviewItem> = all.items.iter().filter(|i| i.picked == "sample").collect();
    assert_eq!(drawn.len(), 5, "a fifth of the capacity of 25");
    assert!(drawn.iter().all(|i| i.why.starts_with("drawn at random")), "and it is said why");
    a.session.set_review_capacity(3).unwrap();
    let few = a.session.queue("human", &Job::default()).unwrap();
    let ranked =
        |items: &[ReviewItem]| items.iter().filter(|i| i.picked == "score").map(|i| i.id.clone()).collect::<Vec<_>>();
    assert_eq!(ranked(&few.items), ranked(&all.items)[..3], "the first by rank");
    assert_eq!(few.beyond as usize, ranked(&all.items).len() - 3, "the rest is counted");
    assert_eq!(few.sampled, 1);
    refused(a.session.set_review_capacity(0), "no measure");
}

#[test]
fn a_page_says_why_beside_whom_and_what_is_unknown() {
    let room = room();
    let job = Job::default();
    let item = room.item("human", |i| i.reasons.iter().any(|r| r.peers > 0 && r.holders > 1));
    let page = room.session.review_item(&item.id, &job).unwrap();
    assert!(page.asked[0].starts_with("Ranked "), "{:?}", page.asked);
    assert!(page.peers.size > 1 && page.peers.group.is_some(), "{:?}", page.peers);
    for thing in page.things.iter().filter(|t| !t.missing && t.peers > 0 && t.holders <= 9) {
        assert_eq!(thing.also.len() + 1, thing.holders as usize, "{}: the peers that hold it too", thing.name);
    }
    assert!(page.things.is_sorted_by_key(|t| t.missing), "what is rare comes before what is missing");
    assert!(!page.unknown.is_empty() && !page.freshness.stale, "what its sources lack, on fresh data");
    let opening = room.queue("human").into_iter().chain(room.queue("machine")).find(|i| i.opens > 0);
    let opening = opening.expect("somebody's rare access opens a crown jewel");
    let page = room.session.review_item(&opening.id, &job).unwrap();
    let way = page.opens[0].path.as_ref().expect("a way there");
    assert_eq!((&way.steps[0].from, &way.steps.last().unwrap().to), (&opening.id, &page.opens[0].target.id));
    assert!(page.rails.not_in_bulk.as_ref().is_some_and(|why| why.contains("crown jewel")));
    assert!(page.rails.two_persons);
}

#[test]
fn a_record_holds_what_was_shown() {
    let room = room();
    let item = room.plain();
    let page = room.session.review_item(&item.id, &Job::default()).unwrap();
    let thing = &page.things[0];
    let record = room
        .decide(&DecisionRequest {
            rationale: WHY.into(),
            things: vec![thing.id.clone()],
            facts_hash: Some(page.facts_hash.clone()),
            shown_at: Some("2026-01-01T00:00:00.5Z".into()),
            evidence: vec!["all things".into()],
            ..says(&item, "certify")
        })
        .unwrap();
    assert_eq!(record["factsHash"], page.facts_hash);
    assert_eq!(record["things"], serde_json::json!([thing.id]));
    assert!(!record["grants"].as_array().unwrap().is_empty(), "the grants behind the thing: {record}");
    assert_eq!(record["score"].as_f64(), Some(item.score));
    assert_eq!((&record["inputMode"], &record["review"]), (&"single".into(), &1.into()));
    assert_eq!(record["assignedBecause"], "score");
    assert!(record["dwellSeconds"].as_u64().is_some_and(|s| s > 0), "since it was shown");
    assert_eq!(record["recommendationShown"], Value::Null, "nothing is recommended");
    assert!(record["selfReviewCheck"].as_str().unwrap().starts_with("not the subject"));
    assert!(record["independenceCheck"].as_str().unwrap().starts_with("unknown"), "the name is none of the data");
    let old = DecisionRequest { facts_hash: Some("other".into()), ..says(&item, "flag") };
    refused(room.decide(&old), "facts have changed");
}

#[test]
fn nobody_reviews_their_own_access_under_any_of_their_names() {
    let room = room();
    let item = room.plain();
    for name in [item.id.clone(), item.name.to_uppercase(), format!("  {} ", item.name)] {
        let own = DecisionRequest { reviewer: name.clone(), ..says(&item, "flag") };
        refused(room.decide(&own), "nobody reviews their own access");
    }
    let to = DecisionRequest { to: Some(item.name.clone()), ..says(&item, "delegate") };
    refused(room.decide(&to), "is the subject");
    assert!(room.session.log().unwrap().records.is_empty(), "what is refused is not recorded");
}

#[test]
fn who_reaches_an_item_does_not_keep_it() {
    let room = room();
    let job = Job::default();
    let machines = room.session.nodes(&["lane=machine".into()], &job).unwrap().nodes;
    let people = room.session.nodes(&["lane=human".into()], &job).unwrap().nodes;
    let reached = |id: &str| {
        let request = ExposureRequest { select: vec![format!("id={id}")], ..ExposureRequest::default() };
        room.session.blast(&request, &job).unwrap().reached
    };
    let pairs = people.iter().find_map(|person| {
        let machine = reached(&person.id).into_iter().find(|r| machines.iter().any(|m| m.id == r.id))?;
        Some((person, machine))
    });
    let (person, machine) = pairs.expect("somebody controls a machine");
    let keep = DecisionRequest {
        id: machine.id.clone(),
        decision: "certify".into(),
        rationale: WHY.into(),
        reviewer: person.name.clone(),
        ..DecisionRequest::default()
    };
    refused(room.decide(&keep), "their own access depends on it");
    let record = room.decide(&DecisionRequest { decision: "flag".into(), ..keep }).unwrap();
    assert!(record["independenceCheck"].as_str().unwrap().starts_with("the reviewer reaches"), "{record}");
}

#[test]
fn keeping_what_scores_high_needs_a_reason() {
    let room = room();
    let item = room.plain();
    refused(room.decide(&says(&item, "certify")), "keeping its access needs a reason");
    refused(
        room.decide(&DecisionRequest { rationale: "looks fine to me".into(), ..says(&item, "certify") }),
        "needs a reason",
    );
    room.decide(&DecisionRequest { codes: vec!["workNeedsIt".into()], ..says(&item, "certify") }).unwrap();
    room.decide(&says(&item, "revoke")).unwrap();
    let low = room.item("human", |i| i.score < 0.4 && i.reaches == 0);
    room.decide(&says(&low, "certify")).unwrap();
}

#[test]
fn every_decision_says_what_it_needs() {
    let room = room();
    let item = room.plain();
    let with = |decision: &str, change: &dyn Fn(&mut DecisionRequest)| {
        let mut request = DecisionRequest { rationale: WHY.into(), ..says(&item, decision) };
        change(&mut request);
        room.decide(&request)
    };
    refused(with("certifyWithExpiry", &|_| {}), "needs an end");
    refused(with("certify", &|r| r.expiry = Some("2999-01-01".into())), "has no end");
    refused(with("acceptRisk", &|r| r.expiry = Some("2999-01-01".into())), "more than 180 days");
    refused(with("certifyWithExpiry", &|r| r.expiry = Some("2020-01-01".into())), "has passed");
    refused(with("abstain", &|_| {}), "says why");
    refused(with("abstain", &|r| r.codes = vec!["workNeedsIt".into()]), "no reason for abstain");
    refused(with("modify", &|_| {}), "names what goes");
    refused(with("delegate", &|_| {}), "delegated to nobody");
    refused(with("delegate", &|r| r.to = Some("rita review".into())), "to themselves");
    refused(with("reclassify", &|r| r.to = Some("robot".into())), "neither a lifecycle nor an owner");
    refused(with("approve", &|_| {}), "is no decision");
    refused(with("flag", &|r| r.reviewer = " ".into()), "nobody decides");
    let strange = with("revoke", &|r| r.things = vec!["nothing/of/it".into()]).unwrap_err();
    assert_eq!(strange.code, Code::NotFound, "{strange}");
    with("reclassify", &|r| r.to = Some("owner=Ann Berg".into())).unwrap();
    with("certifyWithExpiry", &|r| r.expiry = Some("2999-01-01".into())).unwrap();
}

#[test]
fn handing_on_ends_and_is_no_review() {
    let room = room();
    let item = room.plain();
    let hand = |from: &str, to: &str| {
        room.decide(&DecisionRequest { reviewer: from.into(), to: Some(to.into()), ..says(&item, "delegate") })
    };
    hand("Ann", "Bob").unwrap();
    let second = hand("Bob", "Cem").unwrap();
    assert_eq!(second["delegatedFrom"], serde_json::json!(["Ann"]));
    refused(hand("Cem", "Dea"), "handed on 2 times");
    assert_eq!(room.state(&item.id), "delegated");
    let abstains = DecisionRequest { codes: vec!["notMyArea".into()], ..says(&item, "abstain") };
    room.decide(&abstains).unwrap();
    assert_eq!(room.state(&item.id), "abstained");
    let progress = room.session.review_progress(None, &Job::default()).unwrap();
    assert_eq!(progress.decided, 0, "neither counts as reviewed");
    assert_eq!(progress.not_reviewed, progress.items);
}

#[test]
fn tier_0_needs_the_same_word_of_two_people() {
    let room = room();
    let item = room.critical();
    let by = |who: &str, decision: &str| {
        room.decide(&DecisionRequest { reviewer: who.into(), rationale: WHY.into(), ..says(&item, decision) }).unwrap()
    };
    assert_eq!(by("Ann", "certify")["secondReviewer"], "needed: this is the first of two");
    assert_eq!(room.state(&item.id), "waitsForSecond");
    by("ann ", "certify");
    assert_eq!(room.state(&item.id), "waitsForSecond", "the same person twice is one person");
    by("Bob", "revoke");
    assert_eq!(room.state(&item.id), "disagree");
    let last = by("Bob", "certify");
    assert!(last["secondReviewer"].as_str().unwrap().starts_with("agrees with d"), "{last}");
    assert_eq!(room.state(&item.id), "decided");
    room.session.undo_decision("Bob", None, &Job::default()).unwrap();
    assert_eq!(room.state(&item.id), "disagree", "what Bob had said before stands again");
}

#[test]
fn taking_back_is_a_record_and_ends_with_the_review() {
    let room = room();
    let (job, item) = (Job::default(), room.plain());
    room.decide(&says(&item, "flag")).unwrap();
    room.decide(&says(&item, "revoke")).unwrap();
    assert_eq!(
        room.session.review_progress(Some("rita review"), &job).unwrap().undoes.unwrap(),
        format!("Rita Review decided to revoke {}", item.name)
    );
    refused(room.session.undo_decision("Bob", Some("d2"), &job), "who alone can take it back");
    refused(room.session.undo_decision("Bob", None, &job), "decided nothing");
    room.session.undo_decision("Rita Review", Some("d2"), &job).unwrap();
    let page = room.session.review_item(&item.id, &job).unwrap();
    assert_eq!(page.item.decided.as_deref(), Some("flag"), "what was replaced stands again");
    let states: Vec<&str> = page.decisions.iter().map(|d| d.state.as_str()).collect();
    assert_eq!(states, ["undone", "stands"]);
    assert_eq!(room.session.log().unwrap().records.len(), 3, "nothing was deleted");
    room.session.close_review("Rita Review", "Done for this quarter.", &job).unwrap();
    let error = room.session.undo_decision("Rita Review", Some("d1"), &job).unwrap_err();
    assert!(error.message.contains("signed off with review 1"), "{error}");
    refused(room.session.close_review("Rita Review", "", &job), "nothing was decided in review 2");
    let queue = room.session.queue("human", &job).unwrap();
    assert_eq!((queue.review, queue.settled), (2, 1), "what was settled is not asked again");
    assert!(queue.items.iter().all(|i| i.id != item.id));
}

#[test]
fn what_changed_is_asked_again() {
    let room = room();
    let (job, item) = (Job::default(), room.plain());
    room.decide(&says(&item, "flag")).unwrap();
    room.session.close_review("Rita Review", "", &job).unwrap();
    let thing = &item.reasons.iter().find(|r| !r.missing).unwrap().entitlement;
    room.session.set_tier(0, &format!("id={thing}"), "holds everything", &job).unwrap();
    assert_eq!(room.state(&item.id), "changed", "it reaches tier 0 now");
    assert!(room.queue("human").iter().any(|i| i.id == item.id), "and stands in the queue again");
}

#[test]
fn things_are_decided_one_by_one() {
    let room = room();
    let item = room.item("human", |i| i.reaches == 0 && i.reasons.iter().filter(|r| !r.missing).count() > 1);
    let things: Vec<String> = item.reasons.iter().filter(|r| !r.missing).map(|r| r.entitlement.clone()).collect();
    let on = |thing: &String, decision: &str| {
        let request = DecisionRequest { things: vec![thing.clone()], rationale: WHY.into(), ..says(&item, decision) };
        room.decide(&request).unwrap();
    };
    on(&things[0], "revoke");
    assert_eq!(room.state(&item.id), "partly");
    for thing in &things[1..] {
        on(thing, "certify");
    }
    assert_eq!(room.state(&item.id), "decided");
    let page = room.session.review_item(&item.id, &Job::default()).unwrap();
    assert_eq!(page.things.iter().find(|t| t.id == things[0]).unwrap().decided.as_deref(), Some("revoke"));
}

#[test]
fn tier_0_is_not_kept_on_old_data_without_a_word() {
    let room = room();
    let csv = room.path.with_file_name("more.csv");
    std::fs::write(&csv, "source,target,kind\na,b,MemberOf\n").unwrap();
    let request = ImportRequest { paths: vec![csv], as_of: Some("2020-01-31".into()), ..ImportRequest::default() };
    room.session.import(&request, &Job::default()).unwrap();
    let item = room.critical();
    let keep = DecisionRequest { rationale: WHY.into(), ..says(&item, "certify") };
    refused(room.decide(&keep), "not kept on old data");
    let page = room.session.review_item(&item.id, &Job::default()).unwrap();
    assert!(page.freshness.stale && page.rails.age_to_keep, "{:?}", page.freshness);
    assert!(page.freshness.sentence.contains("2020-01-31"), "{:?}", page.freshness);
    let known = room.decide(&DecisionRequest { knows_age: true, ..keep }).unwrap();
    assert_eq!((&known["stale"], &known["knowsAge"]), (&true.into(), &true.into()), "the record is marked");
    assert_eq!(room.decide(&says(&item, "revoke")).unwrap()["stale"], true, "revoking is not hindered, but marked");
}

fn bulk(items: &[&ReviewItem], decision: &str) -> BulkRequest {
    BulkRequest {
        ids: items.iter().map(|i| i.id.clone()).collect(),
        decision: decision.into(),
        rationale: String::new(),
        codes: Vec::new(),
        reviewer: "Rita Review".into(),
        expiry: None,
        knows_age: false,
        previewed: None,
    }
}

#[test]
fn several_are_kept_only_where_each_is_harmless() {
    let room = room();
    let job = Job::default();
    let queue = room.queue("human");
    let high = queue.iter().find(|i| i.reaches == 0 && i.score >= 0.4).unwrap();
    let critical = room.critical();
    let harmless =
        |i: &&ReviewItem| i.score < 0.4 && room.session.review_item(&i.id, &job).unwrap().rails.not_in_bulk.is_none();
    let low: Vec<&ReviewItem> = queue.iter().filter(harmless).take(2).collect();
    assert_eq!(low.len(), 2, "two that score low and reach nothing");
    refused(room.session.decide_bulk(&bulk(&[low[0], high], "certify"), &job), "judged on its own");
    refused(room.session.decide_bulk(&bulk(&[low[0], &critical], "certify"), &job), "cannot be kept together");
    let preview = room.session.preview_bulk(&[low[0].id.clone(), high.id.clone()], "certify", &job).unwrap();
    assert!(preview.refused.unwrap().contains("judged on its own"), "the preview says so before");
    refused(room.session.decide_bulk(&bulk(&[], "flag"), &job), "nothing is chosen");
    refused(room.session.decide_bulk(&bulk(&low, "modify"), &job), "about one item");
    assert!(room.session.log().unwrap().records.is_empty(), "all or none");
    let written = room.session.decide_bulk(&bulk(&low, "certify"), &job).unwrap();
    assert_eq!(written.records.len(), 2);
    let record: Value = serde_json::from_str(&written.records[1].record).unwrap();
    assert_eq!(record["inputMode"], "bulk of 2");
    let undone = room.session.undo_decision("Rita Review", None, &job).unwrap();
    assert_eq!(undone.records.len(), 2, "what was entered together is taken back together");
}

#[test]
fn twenty_at_most() {
    let room = room();
    let (human, machine) = (room.queue("human"), room.queue("machine"));
    let items: Vec<&ReviewItem> = human.iter().chain(&machine).take(21).collect();
    refused(room.session.decide_bulk(&bulk(&items, "flag"), &Job::default()), "21 items");
    assert!(room.session.decide_bulk(&bulk(&items[..20], "flag"), &Job::default()).is_ok());
}

#[test]
fn several_are_revoked_only_after_looking_at_what_that_changes() {
    let room = room();
    let job = Job::default();
    let opening = room.queue("human").into_iter().chain(room.queue("machine")).find(|i| i.opens > 0).unwrap();
    let other = room.plain();
    let request = bulk(&[&opening, &other], "revoke");
    refused(room.session.decide_bulk(&request, &job), "was not looked at");
    let preview = room.session.preview_bulk(&request.ids, "revoke", &job).unwrap();
    assert!(preview.relations > 0 && preview.loses.iter().any(|n| n.id == opening.id), "{preview:?}");
    let swapped = BulkRequest { previewed: Some(preview.token.clone()), ..bulk(&[&opening], "revoke") };
    refused(room.session.decide_bulk(&swapped, &job), "was not looked at");
    room.session.decide_bulk(&BulkRequest { previewed: Some(preview.token), ..request }, &job).unwrap();
}

#[test]
fn tampering_with_the_log_shows() {
    let room = room();
    let (job, item) = (Job::default(), room.plain());
    room.decide(&DecisionRequest { rationale: "the ferry office has to look".into(), ..says(&item, "flag") }).unwrap();
    room.decide(&DecisionRequest { rationale: "the second of two".into(), ..says(&item, "revoke") }).unwrap();
    assert!(room.session.verify_log().unwrap().ok);
    room.session.close_review("Rita Review", "", &job).unwrap();
    let Room { _folder, path, session } = room;
    drop(session);
    let mut bytes = std::fs::read(&path).unwrap();
    // A page that was rewritten may hold an old copy as well.
    let places: Vec<usize> =
        bytes.windows(12).enumerate().filter(|(_, w)| w == b"ferry office").map(|(at, _)| at).collect();
    assert!(!places.is_empty(), "the record stands in the file");
    for at in places {
        bytes[at] = b'F';
    }
    std::fs::write(&path, bytes).unwrap();
    let verified = Session::open(&path, Access::Read).unwrap().verify_log().unwrap();
    assert!(!verified.ok);
    assert_eq!(verified.broken.as_deref(), Some("record 1 does not follow from the one before"));
}
