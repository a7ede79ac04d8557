//! What people add survives imports; the log is a chain.

use atlas_model::{NodeKey, NodeRule, Profile};

use super::*;
use crate::TierByHand;

fn tier(id: &str, tier: u8) -> TierByHand {
    let key = NodeKey { namespace: "".into(), id: id.into() };
    TierByHand { key, tier, reason: "because".into(), at: "2026-01-01T00:00:00Z".into() }
}

#[test]
fn tiers_hang_on_keys_and_survive_the_node() {
    let desk = Desk::new();
    let mut store = desk.store();
    import(&mut *store, &source("a", "").node("x", "X", &[], "{}"));
    store.set_tiers(&[tier("x", 1), tier("y", 2)]).unwrap();
    store.set_tiers(&[tier("x", 0)]).unwrap();
    import(&mut *store, &source("a", ""));
    assert_eq!(store.tiers().unwrap(), [tier("x", 0), tier("y", 2)], "set again, and kept without the node");
    assert_eq!(store.clear_tiers(&[tier("x", 0).key, tier("z", 0).key]).unwrap(), 1, "z had none");
    assert_eq!(store.tiers().unwrap(), [tier("y", 2)]);
}

#[test]
fn views_settings_and_the_profile_are_kept_apart() {
    let desk = Desk::new();
    let mut store = desk.store();
    store.set_view("b", Some("1")).unwrap();
    store.set_view("a", Some("2")).unwrap();
    store.set_view("b", Some("3")).unwrap();
    store.set_setting("profile", Some("a setting")).unwrap();
    store.set_profile_text(Some("the profile")).unwrap();
    drop(store);
    let mut store = desk.store();
    assert_eq!(store.views().unwrap(), [("a".into(), "2".into()), ("b".into(), "3".into())]);
    assert_eq!(store.setting("profile").unwrap().as_deref(), Some("a setting"));
    assert_eq!(store.profile_text().unwrap().as_deref(), Some("the profile"));
    store.set_profile_text(None).unwrap();
    store.set_view("a", None).unwrap();
    assert_eq!((store.profile_text().unwrap(), store.views().unwrap().len()), (None, 1));
}

#[test]
fn profiles_that_came_with_files_are_kept() {
    let desk = Desk::new();
    let mut store = desk.store();
    let rule = |kind: &str| NodeRule { kind: kind.into(), tier: Some(0), ..NodeRule::default() };
    let mut intake = store.begin(&stamp(), &()).unwrap();
    pour(&source("a", ""), &mut *intake);
    intake.profile(Profile { nodes: vec![rule("K1")], ..Profile::default() });
    intake.commit().unwrap();
    import(&mut *store, &source("b", ""));
    assert_eq!(store.file_profile().unwrap().nodes, [rule("K1")], "also after another import");
}

#[test]
fn the_log_is_a_chain_and_tampering_shows() {
    let desk = Desk::new();
    let mut store = desk.store();
    let first = store.append_log(&[r#"{"a":1}"#]).unwrap();
    // SHA-256 of 32 zero bytes followed by {"a":1}, computed with sha256sum.
    assert_eq!(&*first[0].hash, "b06a229070741292512e8760f470dd7a4c46ccfdf253df781d88dabe58c1ccb1");
    store.append_log(&["2", "3"]).unwrap();
    assert_eq!((store.log().unwrap().len(), store.verify_log().unwrap()), (3, None));
    for (spoil, broken) in [
        ("UPDATE log SET body = '9' WHERE number = 2", 2),
        ("DELETE FROM log WHERE number = 2", 3),
        ("UPDATE log SET hash = zeroblob(32) WHERE number = 3", 3),
    ] {
        let database = desk.database();
        database.execute_batch(&format!("CREATE TEMP TABLE kept AS SELECT * FROM log; {spoil}")).unwrap();
        assert_eq!(store.verify_log().unwrap(), Some(broken), "{spoil}");
        database.execute_batch("DELETE FROM log; INSERT INTO log SELECT * FROM kept; DROP TABLE kept").unwrap();
    }
    assert_eq!(store.verify_log().unwrap(), None, "restored");
}
