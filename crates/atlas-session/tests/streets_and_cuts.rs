//! Streets and tried cuts as the window asks for them, on files with a story.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use atlas_session::dto::{Code, PathRequest, StreetView, TriedCut, ViewSpec};
use atlas_session::{Access, ImportRequest, Job, Session};

/// Two teams on the way to a vault; dan goes round them, bob is in both. One name is hostile.
const FILE: &str = "source,target,kind\n\
    ann,team,MemberOf\nbob,team,MemberOf\nbob,crew,MemberOf\ncid,crew,MemberOf\n\
    team,admins,MemberOf\ncrew,admins,MemberOf\nadmins,vault,AdminTo\ndan,vault,AdminTo\ndan,lobby,MemberOf\n\
    <img src=x onerror=alert(1)>,team,MemberOf\n";

fn imported(folder: &std::path::Path, file: &str) -> Session {
    let csv = folder.join("access.csv");
    std::fs::write(&csv, file).unwrap();
    let session = Session::open(&folder.join("w.atlas"), Access::Create).unwrap();
    session.import(&ImportRequest { paths: vec![csv], ..ImportRequest::default() }, &Job::default()).unwrap();
    session
}

fn ask(cuts: &[(&str, &str)]) -> PathRequest {
    PathRequest {
        from: ["ann", "bob", "cid", "dan"].map(|n| format!("id={n}")).to_vec(),
        to: vec!["id=vault".into()],
        all_shortest: true,
        cuts: cuts.iter().map(|&(a, b)| TriedCut { from: vec![a.into()], to: vec![b.into()] }).collect(),
        ..PathRequest::default()
    }
}

fn starts(session: &Session, request: &PathRequest) -> BTreeSet<String> {
    let answer = session.paths(&PathRequest { k: 99, ..request.clone() }, &Job::default()).unwrap();
    answer.paths.iter().map(|p| p.steps[0].from.clone()).collect()
}

#[test]
fn a_trial_says_who_gets_through_as_if_the_step_had_never_been_there() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), FILE);
    for (from, to) in [("team", "admins"), ("admins", "vault"), ("bob", "crew"), ("dan", "vault")] {
        let got = session.try_cuts(&ask(&[(from, to)]), &Job::default()).unwrap();
        let other = tempfile::tempdir().unwrap();
        let line = FILE.lines().find(|l| l.starts_with(&format!("{from},{to},"))).unwrap();
        let without = imported(other.path(), &FILE.replace(&format!("{line}\n"), ""));
        let want = starts(&without, &ask(&[]));
        let through: BTreeSet<String> = got.through.iter().map(|n| n.id.clone()).collect();
        assert_eq!(through, want, "{from} -> {to}: the same as computing it anew");
        assert_eq!(starts(&session, &ask(&[(from, to)])), want, "and the listed paths say so too");
        assert_eq!(got.before, got.after + got.stopped_count, "everybody is counted once");
        assert_eq!(got.cuts[0].loses, got.stopped_count, "of one cut, alone is together");
    }
}

#[test]
fn several_cuts_add_up_and_best_cuts_begin_where_they_end() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), FILE);
    let both = session.try_cuts(&ask(&[("admins", "vault"), ("dan", "vault")]), &Job::default()).unwrap();
    assert_eq!((both.before, both.after), (4, 0), "nobody is left");
    assert_eq!(both.cuts.iter().map(|c| c.loses).collect::<Vec<_>>(), [3, 1], "each by itself");
    let next = session.choke_points(&ask(&[("admins", "vault")]), &Job::default()).unwrap();
    assert_eq!(next.exposed, 1, "what is left to cut: dan");
    let none = session.try_cuts(&ask(&[("ann", "vault")]), &Job::default()).unwrap_err();
    assert_eq!(none.code, Code::NotFound, "a step that is not there cannot be cut");
    assert!(!none.remedy.is_empty());
}

#[test]
fn a_step_says_who_has_no_other_way() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), FILE);
    let step = session.step(Some(&ask(&[])), "team", "admins", &Job::default()).unwrap();
    let ids: Vec<&str> = step.dependents.iter().map(|d| &*d.id).collect();
    assert_eq!((ids, step.dependent_count), (vec!["ann"], Some(1)), "bob has the crew");
    assert!(step.step.sentence.contains("team") && !step.step.remedy.is_empty() && !step.step.evidence.is_empty());
    let alone = session.step(None, "team", "admins", &Job::default()).unwrap();
    assert_eq!(alone.dependent_count, None, "without a question nobody is counted");
    assert!(session.step(None, "ann", "vault", &Job::default()).is_err(), "no relation joins them");
}

#[test]
fn avoided_nodes_and_kinds_are_not_passed() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), FILE);
    let avoid = PathRequest { avoid: vec!["id=team".into()], ..ask(&[]) };
    assert_eq!(starts(&session, &avoid), ["bob", "cid", "dan"].map(str::to_owned).into());
    let kind = PathRequest { without: vec!["MemberOf".into()], ..ask(&[]) };
    assert_eq!(starts(&session, &kind), ["dan".to_owned()].into());
}

#[test]
fn the_picture_shows_a_cut_struck_and_the_same_address_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), FILE);
    let view = ViewSpec::Paths(ask(&[("admins", "vault")]));
    let scene = session.scene(&view, &Job::default()).unwrap();
    let struck = scene.lines.iter().filter(|l| l.outline == atlas_map::Outline::Struck).count();
    assert_eq!(struck, 1, "struck, not removed");
    assert!(scene.reading.contains("1 once the cuts are made"), "{}", scene.reading);
    assert!(scene.legend.iter().any(|e| e.text.contains("tried")), "and the legend says what that is");
    assert_eq!(
        session.scene_bytes(&view, &Job::default()).unwrap(),
        session.scene_bytes(&view, &Job::default()).unwrap()
    );
    let plain = session.scene(&ViewSpec::Paths(ask(&[])), &Job::default()).unwrap();
    let at = |s: &atlas_map::Scene| s.marks.iter().map(|m| (m.title.clone(), m.x, m.y)).collect::<Vec<_>>();
    assert_eq!(at(&plain), at(&scene), "where nobody finds another way nothing moves");
}

#[test]
fn addresses_from_before_still_open() {
    let street: StreetView = serde_json::from_str(r#"{"id":"ann"}"#).unwrap();
    assert_eq!(street, StreetView::of("ann"));
    let paths = r#"{"kind":"paths","of":{"from":[],"to":[],"via":[],"k":10,"allShortest":true,"weighted":false,"maxSteps":12,"without":[],"accept":[]}}"#;
    let ViewSpec::Paths(request) = serde_json::from_str(paths).unwrap() else { panic!("paths") };
    assert!(request.cuts.is_empty() && request.avoid.is_empty() && request.open.is_empty());
}

#[test]
fn a_street_is_the_same_as_a_list_and_as_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), FILE);
    let shut = session.street(&StreetView::of("team"), &Job::default()).unwrap();
    assert_eq!((shut.shown, shut.neighbours), (4, 4));
    let row = shut.items.iter().find(|i| i.what == "row").unwrap();
    assert_eq!((row.inside, row.left, &*row.relation), (3, true, "member of"));
    let view = StreetView { expanded: vec![row.place.clone()], ..StreetView::of("team") };
    let open = session.street(&view, &Job::default()).unwrap();
    let names: Vec<&str> = open.items.iter().filter(|i| i.depth == 2).map(|i| &*i.name).collect();
    assert_eq!(names, ["<img src=x onerror=alert(1)>", "ann", "bob"], "by name, whatever the name is");
    let scene = session.scene(&ViewSpec::Street(view), &Job::default()).unwrap();
    for item in open.items.iter().filter(|i| i.id.is_some()) {
        assert!(scene.marks.iter().any(|m| m.title.starts_with(&*item.name)), "{} is drawn", item.name);
    }
}
