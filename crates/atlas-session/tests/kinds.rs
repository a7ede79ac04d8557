//! A kind corrected by a person: kept, taken back, never half taken.
#![allow(clippy::unwrap_used)]

use atlas_session::dto::{Code, KindRule, RelationKindRow};
use atlas_session::{Access, ImportRequest, Job, Session};

const FILE: &str = "source,target,kind\nann,ops,GehoertZu\nops,tresor,Bedient\n";

fn open(folder: &std::path::Path) -> Session {
    Session::open(&folder.join("w.atlas"), Access::Create).unwrap()
}

/// A workspace with the file in it.
fn imported(folder: &std::path::Path) -> Session {
    let csv = folder.join("access.csv");
    std::fs::write(&csv, FILE).unwrap();
    let session = open(folder);
    session.import(&ImportRequest { paths: vec![csv], ..ImportRequest::default() }, &Job::default()).unwrap();
    session
}

fn relation(session: &Session, kind: &str) -> RelationKindRow {
    let kinds = session.kinds(&Job::default()).unwrap();
    kinds.relations.into_iter().find(|r| r.kind == kind).unwrap()
}

fn rule(kind: &str) -> KindRule {
    KindRule {
        of: "relation".into(),
        kind: kind.into(),
        level: None,
        class: None,
        lifecycle: None,
        walk: None,
        likelihood: None,
    }
}

#[test]
fn a_correction_is_kept_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path());
    let before = relation(&session, "Bedient");
    assert_eq!(before.basis, "guess", "nobody knows this word");

    session
        .set_kind(&KindRule {
            class: Some("control".into()),
            walk: Some("along".into()),
            likelihood: Some(0.4),
            ..rule("Bedient")
        })
        .unwrap();
    session.set_kind(&KindRule { class: Some("membership".into()), ..rule("GehoertZu") }).unwrap();
    drop(session);
    let session = open(folder.path());
    let after = relation(&session, "Bedient");
    assert_eq!(
        (&*after.class, &*after.walk, &*after.basis),
        ("control", "along", "profile"),
        "the workspace remembers"
    );
    assert!((after.likelihood - 0.4).abs() < 1e-6, "with its likelihood: {}", after.likelihood);
    assert_eq!(relation(&session, "GehoertZu").class, "membership", "one correction leaves the others");

    session.set_kind(&rule("Bedient")).unwrap();
    assert_eq!(relation(&session, "Bedient"), before, "with nothing said it is what it was");
}

#[test]
fn a_word_that_is_none_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path());
    let before = relation(&session, "Bedient");
    for wrong in [
        KindRule { walk: Some("up".into()), ..rule("Bedient") },
        KindRule { class: Some("person".into()), ..rule("Bedient") },
        KindRule { likelihood: Some(0.0), ..rule("Bedient") },
        KindRule { of: "nodes".into(), ..rule("Bedient") },
    ] {
        let error = session.set_kind(&wrong).unwrap_err();
        assert_eq!(error.code, Code::Usage, "{wrong:?}");
        assert!(!error.remedy.is_empty(), "{wrong:?} says what to write");
    }
    assert_eq!(relation(&session, "Bedient"), before, "nothing is half taken");
}
