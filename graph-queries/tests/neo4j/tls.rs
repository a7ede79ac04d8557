//! Encryption, against a server that takes nothing else.

use std::path::Path;

use atlas_model::End;
use graph_queries::neo4j::{Address, Credentials, Neo4j};

use crate::server::{Own, server};
use crate::world::{Desk, frozen, import};

/// Every kind of connection to one encrypted server: it takes a while to start.
#[test]
fn tls_is_what_the_address_says_or_a_sentence() {
    let Some(plain) = server() else { return };
    let own = Own::start("tls", "tls", "");
    let desk = Desk::new();
    let mut store = desk.store();
    let revision = import(&mut *store, "small", "", |t| {
        t.node("a", "Ann", &["User"], "{}");
        t.relation("a", "MemberOf", None, End::Id("b"), "{}");
    });
    let password = own.credentials.password.clone();
    let with = |scheme: &str, host: &str| Address { scheme: scheme.into(), host: host.into(), ..own.address.clone() };
    let trusting =
        |authority: Option<&Path>| Credentials { password: password.clone(), authority: authority.map(Into::into) };
    let ca = own.file("certificates/ca.crt");

    for (scheme, authority) in
        [("bolt+s", Some(&*ca)), ("neo4j+s", Some(&*ca)), ("bolt+ssc", None), ("neo4j+ssc", Some(&*ca))]
    {
        own.raw().ask::<i64>("MATCH (n) DETACH DELETE n");
        let neo4j = Neo4j::open(&with(scheme, "localhost"), &trusting(authority), None).unwrap();
        neo4j.push(&*store, revision, &()).unwrap();
        assert_eq!(frozen(&neo4j, revision), frozen(&*store, revision), "{scheme} works from end to end");
    }

    let other = own.file("certificates/other.crt");
    let key = own.file("certificates/bolt/private.key");
    let missing = own.file("certificates/nosuch.crt");
    let broken = desk.path().join("broken.crt");
    std::fs::write(&broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    let shown = |path: &Path| path.display().to_string();
    for (scheme, host, authority, cause, remedy) in [
        (
            "bolt+s",
            "localhost",
            None,
            "not signed by an authority that is known here".to_owned(),
            "ATLAS_NEO4J_CA=FILE",
        ),
        (
            "bolt+s",
            "localhost",
            Some(&*other),
            format!("not signed by the authority in {}", shown(&other)),
            "ATLAS_NEO4J_CA",
        ),
        (
            "neo4j+s",
            "localhost",
            Some(&*other),
            format!("not signed by the authority in {}", shown(&other)),
            "ATLAS_NEO4J_CA",
        ),
        (
            "bolt+s",
            "127.0.0.1",
            Some(&*ca),
            "its certificate is for another name than 127.0.0.1".into(),
            "use the name",
        ),
        ("bolt+s", "localhost", Some(&*missing), format!("{} cannot be read", shown(&missing)), "ATLAS_NEO4J_CA"),
        ("bolt+s", "localhost", Some(&*key), format!("{} holds no certificate", shown(&key)), "as PEM"),
        ("bolt+s", "localhost", Some(&*broken), format!("{} holds no certificate", shown(&broken)), "as PEM"),
        ("bolt", "localhost", Some(&*ca), "it hangs up on an unencrypted connection".into(), "use bolt+s://"),
        ("neo4j", "localhost", None, "it hangs up on an unencrypted connection".into(), "use neo4j+s://"),
    ] {
        let said = Neo4j::open(&with(scheme, host), &trusting(authority), None).unwrap_err().to_string();
        assert!(said.contains(&cause) && said.contains(remedy), "{scheme}://{host}, {authority:?}: {said}");
        assert!(!said.contains(&password), "no password in {said}");
    }

    for (scheme, remedy) in [("bolt+s", "use bolt://"), ("neo4j+s", "use neo4j://"), ("bolt+ssc", "use bolt://")] {
        let address = Address { scheme: scheme.into(), host: "localhost".into(), ..plain.address.clone() };
        let credentials = Credentials { authority: Some(ca.clone()), ..plain.credentials.clone() };
        let said = Neo4j::open(&address, &credentials, None).unwrap_err().to_string();
        assert!(said.contains("does not answer with TLS") && said.contains(remedy), "{scheme} to a plain one: {said}");
    }
}
