//! Recognised by its labels, read whole, and left as it was.

use std::collections::BTreeMap;

use atlas_model::{KindBook, NodeKey, Profile, Severity};
use graph_queries::catalogue::{Parameters, question};
use graph_queries::neo4j::foreign::read_map;
use graph_queries::neo4j::{Holds, Neo4j, Opening, open};
use graph_queries::{ImportStamp, Mode, RelationKey, Search, Store, copy_into};

use crate::server::{NOW, Server, server};
use crate::{legacy, worlds};

fn key(id: &str) -> NodeKey {
    NodeKey::new("", id)
}

/// Kind, level and ends of every relation of a node, with how often each is stated.
fn relations(store: &dyn Store, id: &str) -> Vec<(String, String, String, u32)> {
    let told = store.relations_of(1, &key(id)).unwrap();
    told.into_iter()
        .map(|r| {
            let RelationKey { from, kind, level, to } = r.key;
            (format!("{kind}:{}", level.unwrap_or_default()), from.id.into(), to.id.into(), r.stated)
        })
        .collect()
}

/// A store answers as the workspace that is made from it does, and nothing of it changed the database.
fn holds_as_a_workspace(server: &Server, store: &dyn Store, before: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let mut copy = graph_queries::open(&folder.path().join("w.atlas"), Mode::Create).unwrap();
    let stamp = ImportStamp { at: NOW.into(), ..ImportStamp::default() };
    copy_into(store, 1, &mut *copy, &stamp, &()).unwrap();
    let (ours, theirs) = (store.revisions().unwrap(), copy.revisions().unwrap());
    assert_eq!(ours.len(), 1, "a database has one state");
    assert_eq!(ours[0].id, theirs[0].id, "the id is a digest of the content, as in a workspace");
    assert_eq!(store.counts(1).unwrap().node_kinds, copy.counts(1).unwrap().node_kinds);
    assert_eq!(store.file_profile().unwrap(), copy.file_profile().unwrap(), "what the map says goes along");
    let frozen = |store: &dyn Store| {
        let builder = store.freeze(1, &()).unwrap();
        let book = KindBook::resolve(&Profile::default(), &store.file_profile().unwrap(), &builder.seen_kinds());
        builder.freeze(&ours[0].id, &book)
    };
    let (a, b) = (frozen(store), frozen(&*copy));
    assert_eq!((a.node_count(), a.edge_count()), (b.node_count(), b.edge_count()));
    assert!(store.check(&()).unwrap().faults.is_empty());
    for id in ["joined-kinds", "exposure", "hubs"] {
        let ask = |store: &dyn Store| store.ask(1, question(id).unwrap(), &Parameters::default(), &()).unwrap();
        assert_eq!(ask(store), ask(&*copy), "the question {id} of the catalogue");
    }
    // Once more from the start: the same content has the same id.
    let again = server.open().and_then(|s| s.revisions());
    if let Ok(again) = again {
        assert_eq!(again[0].id, ours[0].id);
    }
    assert_eq!(server.state(), before, "the database is as it was");
}

#[test]
fn bloodhound_community_edition_opens_read_only_with_its_crown_jewels() {
    let Some(server) = server() else { return };
    worlds::bloodhound_ce(&server);
    let before = server.state();
    let survey = Neo4j::visit(&server.address, &server.credentials).unwrap().survey().unwrap();
    assert!(matches!(&survey.holds, Holds::Tool { title, .. } if &**title == "BloodHound CE"), "{survey:?}");
    let store = server.open().unwrap();
    let origin = store.origin().unwrap().unwrap();
    assert_eq!((&*origin.schema, origin.without_id), ("bloodhound-ce", 1));
    assert_eq!(origin.unlisted_labels, BTreeMap::from([("Printer".into(), 1)]), "carried and counted");
    assert_eq!(origin.unlisted_types, BTreeMap::from([("PrintsOn".into(), 1)]));
    assert_eq!(origin.left_out_labels, BTreeMap::from([("MigrationData".into(), 1)]));

    let counts = store.counts(1).unwrap();
    assert_eq!((counts.nodes, counts.relations, counts.placeholders), (9, 7, 0), "all but the two that are left out");
    assert!(!counts.node_kinds.contains_key("Base"), "a marker is no kind");
    let losses: Vec<_> =
        store.issues(1).unwrap().into_iter().filter(|i| i.severity == Severity::Loss).map(|i| i.reason).collect();
    assert_eq!(losses.len(), 1, "the user without an id is the one loss: {losses:?}");

    let admins = store.node(1, &key("S-1-5-21-1-2-3-512")).unwrap().unwrap();
    assert_eq!((admins.hints.tier, &*admins.name), (Some(0), "DOMAIN ADMINS@CORP.LOCAL"), "by its label");
    let vault = store.node(1, &key("S-1-5-21-1-2-3-1301")).unwrap().unwrap();
    assert_eq!(vault.hints.tier, Some(0), "by one word of its tags");
    let ann = store.node(1, &key("S-1-5-21-1-2-3-1101")).unwrap().unwrap();
    assert_eq!((ann.hints.tier, ann.hints.enabled), (None, Some(true)));
    assert!(ann.properties.contains("lastlogon") && !ann.properties.contains("lastseen"), "{}", ann.properties);
    let evidence = &ann.statements[0].evidence[0];
    assert!(evidence.source.starts_with("BloodHound CE"), "{}", evidence.source);
    assert!(evidence.file.contains(NOW) && evidence.file.ends_with(": User"), "{}", evidence.file);
    let gone = store.node(1, &key("S-1-5-21-1-2-3-1103")).unwrap().unwrap();
    assert_eq!(gone.hints.enabled, Some(false));
    let hits = store.search(1, &Search { text: "helpdesk".into(), kinds: Vec::new(), limit: 5 }).unwrap();
    assert_eq!(hits.len(), 1, "found by a part of its name");
    holds_as_a_workspace(&server, &*store, &before);
}

#[test]
fn legacy_bloodhound_says_high_value() {
    let Some(server) = server() else { return };
    legacy::bloodhound_legacy(&server);
    let before = server.state();
    let store = server.open().unwrap();
    assert_eq!(&*store.origin().unwrap().unwrap().schema, "bloodhound-legacy");
    let tier = |id: &str| store.node(1, &key(id)).unwrap().unwrap().hints.tier;
    assert_eq!((tier("S-1-5-21-1-2-3-1202"), tier("S-1-5-21-1-2-3-1101")), (Some(0), None));
    let gpo = relations(&*store, "G-1");
    assert_eq!(gpo[0].0, "GPLink:", "both spellings are one kind");
    holds_as_a_workspace(&server, &*store, &before);
}

#[test]
fn cartography_s_types_become_access_with_its_direction_and_level() {
    let Some(server) = server() else { return };
    worlds::cartography(&server);
    let before = server.state();
    let store = server.open().unwrap();
    let origin = store.origin().unwrap().unwrap();
    assert_eq!(&*origin.schema, "cartography");
    assert_eq!(origin.left_out_labels.values().sum::<u32>(), 1, "tags are no access");
    assert_eq!(origin.unlisted_types.keys().map(|k| &**k).collect::<Vec<_>>(), ["LOGS_TO"]);
    assert_eq!(origin.unlisted_labels.keys().map(|k| &**k).collect::<Vec<_>>(), ["AWSVpc"]);

    let ann = "arn:aws:iam::111122223333:user/ann";
    let of_ann = relations(&*store, ann);
    let memberships: Vec<_> = of_ann.iter().filter(|r| r.0 == "MemberOf:").collect();
    assert_eq!(memberships.len(), 1, "told by an old type and a new one, one relation");
    assert_eq!(memberships[0].3, 2, "that is stated twice");
    assert!(of_ann.iter().any(|r| r.0 == "Contains:" && r.1 == "111122223333"), "the account holds the user");
    let cho = relations(&*store, "sso-cho");
    assert_eq!((&*cho[0].0, &*cho[0].1), ("CanAssume:", "sso-cho"), "ALLOWED_BY is read against its direction");
    let web = relations(&*store, "https://github.com/corp/web");
    assert!(web.iter().any(|r| r.0 == "RepoPermission:write" && r.1 == "https://github.com/ann"), "{web:?}");
    assert!(web.iter().any(|r| r.0 == "Contains:" && r.1 == "https://github.com/corp"), "{web:?}");
    let okta = store.node(1, &key("00u1")).unwrap().unwrap();
    assert_eq!((&*okta.name, okta.hints.enabled), ("ann@corp.example", Some(false)), "suspended");
    assert!(okta.properties.contains(r#""lastUsed":"2026-01-01T08:00:00Z""#), "{}", okta.properties);
    assert!(!okta.properties.contains("lastupdated"), "when the tool wrote is no fact: {}", okta.properties);
    let role = store.node(1, &key("arn:aws:iam::111122223333:role/admin")).unwrap().unwrap();
    assert_eq!(role.kinds, [Box::<str>::from("AWSRole")]);
    let apart = store.node(1, &key("AWSVpc:shared-1")).unwrap();
    assert!(apart.is_some() && store.node(1, &key("shared-1")).unwrap().is_none(), "one id, two things");

    let builder = store.freeze(1, &()).unwrap();
    let book = KindBook::resolve(&Profile::default(), &store.file_profile().unwrap(), &builder.seen_kinds());
    let logs = book.step("LOGS_TO", None, Some(false));
    assert_eq!(logs.walk, atlas_model::Walk::No, "structure is not walked");
    assert_eq!(book.step("STSAssumeRoleAllow", None, None).walk, atlas_model::Walk::Along);
    holds_as_a_workspace(&server, &*store, &before);
}

#[test]
fn a_stranger_s_database_is_refused_by_its_labels_and_opens_with_a_map() {
    let Some(server) = server() else { return };
    worlds::strangers(&server);
    let before = server.state();
    let said = server.open().err().unwrap().to_string();
    for word in ["Film (2)", "Actor (1)", "--schema", "docs/guide/neo4j.md"] {
        assert!(said.contains(word), "{said}");
    }
    let opening = Opening {
        credentials: server.credentials.clone(),
        map: Some(read_map("films.toml", worlds::FILMS).unwrap()),
        now: NOW.into(),
        ..Opening::default()
    };
    let store = open(&server.address, opening).unwrap();
    assert_eq!(&*store.origin().unwrap().unwrap().title, "Film club");
    let ann = store.node(1, &key("a1")).unwrap().unwrap();
    assert_eq!((&*ann.kinds[0], ann.hints.enabled), ("Person", Some(true)));
    assert_eq!(relations(&*store, "a1"), [("RepoPermission:write".into(), "a1".into(), "f1".into(), 1)]);
    holds_as_a_workspace(&server, &*store, &before);
}

#[test]
fn an_empty_database_is_ours_and_files_are_not_imported_into_somebody_else_s() {
    let Some(server) = server() else { return };
    let store = server.open().unwrap();
    assert!(store.origin().unwrap().is_none() && store.revisions().unwrap().is_empty(), "nothing is there yet");
    drop(store);
    legacy::bloodhound_legacy(&server);
    let mut store = server.open().unwrap();
    let said = store.begin(&ImportStamp::default(), &()).err().unwrap().to_string();
    assert!(said.contains("atlas pull"), "{said}");
    let connected = Neo4j::open(&server.address, &server.credentials, None).unwrap();
    assert_eq!(connected.holder().unwrap().as_deref(), Some("BloodHound 4 (legacy)"), "so a push can refuse");
}

#[test]
fn a_cancelled_reading_leaves_nothing_and_the_next_one_reads() {
    struct Stop;
    impl graph_queries::Watch for Stop {
        fn cancelled(&self) -> bool {
            true
        }
    }
    let Some(server) = server() else { return };
    let many: Vec<serde_json::Value> = (0..600)
        .map(|i| serde_json::json!({"labels": ["Base", "User"], "properties": {"objectid": format!("u{i}"), "highvalue": false}}))
        .collect();
    server.fill("objectid", &many.into(), &serde_json::json!([]));
    let store = server.open().unwrap();
    assert!(matches!(store.prepare(&Stop), Err(graph_queries::StoreError::Cancelled)));
    assert_eq!(store.counts(1).unwrap().nodes, 600, "asked again, it reads");
}
