//! The file: who may open it, what an import that does not end leaves, and two at once.

use std::sync::atomic::AtomicUsize;

use super::*;
use crate::StoreError;

fn small() -> Inventory {
    source("a", "").node("u", "U", &["User"], r#"{"x":1}"#).relation("u", "K", None, "g")
}

/// A workspace with one revision, closed.
fn desk_with_revision() -> Desk {
    let desk = Desk::new();
    import(&mut *desk.store(), &small());
    desk
}

fn refused(desk: &Desk) -> StoreError {
    let before = std::fs::read(desk.path()).unwrap();
    let mut last = None;
    for mode in [Mode::Read, Mode::Write, Mode::Create] {
        last = Some(open(&desk.path(), mode).map(|_| ()).expect_err("must be refused"));
        assert_eq!(std::fs::read(desk.path()).unwrap(), before, "{mode:?} does not touch the file");
        let beside = std::fs::read_dir(desk.folder.path()).unwrap().count();
        assert_eq!(beside, 1, "{mode:?} leaves nothing beside it");
    }
    last.unwrap()
}

#[test]
fn a_closed_workspace_is_one_file() {
    let desk = desk_with_revision();
    let store = open(&desk.path(), Mode::Read).unwrap();
    assert_eq!(store.revisions().unwrap().len(), 1);
    drop(store);
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 1, "nothing stands beside it");
}

#[test]
fn what_is_not_there_is_not_made() {
    let desk = Desk::new();
    for mode in [Mode::Read, Mode::Write] {
        let error = open(&desk.path(), mode).map(|_| ()).unwrap_err();
        assert!(matches!(error, StoreError::NotFound { .. }), "{error}");
        assert!(!desk.path().exists(), "asking makes no file");
    }
}

#[test]
fn a_newer_format_is_refused_and_not_touched() {
    let desk = desk_with_revision();
    desk.database().pragma_update(None, "user_version", 7).unwrap();
    assert!(matches!(refused(&desk), StoreError::NewerFormat { found: 7, supported: 1, .. }));
}

#[test]
fn a_database_of_another_program_is_refused_and_not_touched() {
    let desk = Desk::new();
    desk.database().execute_batch("CREATE TABLE t(x); INSERT INTO t VALUES(1)").unwrap();
    assert!(matches!(refused(&desk), StoreError::NotAWorkspace { .. }));
}

#[test]
fn any_other_file_is_refused_and_not_touched() {
    let desk = Desk::new();
    std::fs::write(desk.path(), "id,name\n1,x\n".repeat(50)).unwrap();
    assert!(matches!(refused(&desk), StoreError::NotAWorkspace { .. }));
}

#[test]
fn a_file_that_was_cut_off_is_damaged() {
    let desk = desk_with_revision();
    let bytes = std::fs::read(desk.path()).unwrap();
    std::fs::write(desk.path(), &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(refused(&desk), StoreError::Damaged { .. }));
}

#[test]
fn a_file_that_acts_on_its_own_is_refused() {
    let desk = desk_with_revision();
    desk.database().execute_batch("CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM tier; END").unwrap();
    assert!(matches!(refused(&desk), StoreError::Damaged { .. }));
}

#[test]
fn check_finds_what_was_changed_behind_the_store() {
    for (spoil, expected) in [
        ("UPDATE node_fact SET name = 'V'", "the hash of its facts"),
        ("DELETE FROM relation", "the hash of its facts"),
        ("UPDATE node_fact SET kinds = 99", "kind_list"),
        ("UPDATE revision SET nodes = 9", "9 nodes"),
    ] {
        let desk = desk_with_revision();
        let store = desk.store();
        assert_whole(&*store, "before");
        desk.database().execute_batch(&format!("PRAGMA foreign_keys = OFF; {spoil}")).unwrap();
        let faults = match store.check(&()) {
            Ok(report) => report.faults.join("; "),
            Err(error) => error.to_string(),
        };
        assert!(faults.contains(expected), "{spoil}: {faults}");
    }
}

#[test]
fn an_import_that_is_dropped_leaves_everything_as_it_was() {
    let desk = desk_with_revision();
    let before = std::fs::read(desk.path()).unwrap();
    let mut store = desk.store();
    let mut intake = store.begin(&stamp(), &()).unwrap();
    let big = (0..2000).fold(source("b", ""), |w, i| w.node(&i.to_string(), "N", &[], r#"{"some":"text"}"#));
    pour(&big, &mut *intake);
    drop(intake);
    assert_eq!(store.revisions().unwrap().len(), 1);
    drop(store);
    assert_eq!(std::fs::read(desk.path()).unwrap(), before, "byte for byte");
}

#[test]
fn a_cancelled_import_leaves_everything_as_it_was() {
    let desk = desk_with_revision();
    let before = std::fs::read(desk.path()).unwrap();
    // However far it got: asked at the beginning of the commit, between its phases, or within one.
    let mut cancelled = 0;
    for patience in 0..200 {
        let mut store = desk.store();
        let watch = StopAfter(AtomicUsize::new(patience));
        let mut intake = store.begin(&stamp(), &watch).unwrap();
        pour(&source("b", "").node("v", "V", &[], "{}").relation("v", "K", None, "g"), &mut *intake);
        match intake.commit() {
            Err(StoreError::Cancelled) => cancelled += 1,
            other => {
                assert_eq!(other.unwrap().revision.number, 2, "with patience enough it is done");
                break;
            }
        }
        drop(store);
        assert_eq!(std::fs::read(desk.path()).unwrap(), before, "cancelled after {patience} questions");
    }
    assert!(cancelled >= 5, "it asks between all phases: {cancelled}");
}

#[test]
fn a_reader_reads_on_while_another_imports() {
    let desk = desk_with_revision();
    let mut writer = desk.store();
    let reader = open(&desk.path(), Mode::Read).unwrap();
    let mut intake = writer.begin(&stamp(), &()).unwrap();
    pour(&source("b", "").node("v", "V", &[], "{}"), &mut *intake);
    assert_eq!(reader.revisions().unwrap().len(), 1, "what is not committed does not show");
    assert_eq!(intake.commit().unwrap().revision.number, 2);
    assert_eq!(reader.revisions().unwrap().len(), 2, "what is committed shows at once");
    drop((writer, reader));
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 1, "and the last one out tidies up");
}

#[test]
fn a_second_writer_is_told_that_the_workspace_is_busy() {
    let desk = desk_with_revision();
    let (mut first, mut second) = (desk.store(), desk.store());
    let intake = first.begin(&stamp(), &()).unwrap();
    let error = second.begin(&stamp(), &()).map(|_| ()).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    drop(intake);
    assert!(second.begin(&stamp(), &()).is_ok(), "and may write when the first has finished");
}

#[test]
fn a_reader_does_not_write() {
    let desk = desk_with_revision();
    let mut store = open(&desk.path(), Mode::Read).unwrap();
    assert!(matches!(store.set_view("v", Some("{}")), Err(StoreError::ReadOnly { .. })));
    assert!(matches!(store.begin(&stamp(), &()).map(|_| ()), Err(StoreError::ReadOnly { .. })));
}
