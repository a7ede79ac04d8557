//! What cannot be is refused in one sentence that names the cause and what to do.

use atlas_model::End;
use graph_queries::Store as _;
use graph_queries::neo4j::{Address, Credentials, Neo4j};

use crate::scripted::{Reply, Value, saying, scripted, text};
use crate::server::{Raw, server};
use crate::world::{Desk, import};

fn opened(address: &Address, password: &str) -> String {
    let credentials = Credentials { password: password.into(), authority: None };
    Neo4j::open(address, &credentials, None).unwrap_err().to_string()
}

fn at(scheme: &str, port: u16) -> Address {
    Address::parse(&format!("{scheme}://ann@127.0.0.1:{port}/graph")).unwrap()
}

/// All of a sentence: the address, the cause, the remedy.
fn expect(said: &str, address: &Address, cause: &str, remedy: &str) {
    assert_eq!(said, format!("{address}: {cause}; {remedy}"));
}

#[test]
fn who_may_not_come_in_is_told_why() {
    let Some(server) = server() else { return };
    let raw = Raw::new(&server.address, &server.credentials);
    let system = |statement: &str| raw.ask_on::<i64>("system", statement);
    for user in ["atlas_guest", "atlas_locked"] {
        system(&format!("DROP USER {user} IF EXISTS"));
    }
    system("CREATE USER atlas_guest SET PASSWORD 'first password' CHANGE REQUIRED");
    system("CREATE USER atlas_locked SET PASSWORD 'right password' CHANGE NOT REQUIRED");
    let password = &server.credentials.password;
    let with = |change: &dyn Fn(&mut Address)| {
        let mut address = server.address.clone();
        change(&mut address);
        address
    };
    let user = |name: &str| with(&|a| a.user = name.into());
    let set =
        "give the password of that user in the dialog, which can keep it in the keychain, or in ATLAS_NEO4J_PASSWORD";

    let said = opened(&server.address, "wrong");
    let cause = format!("the server does not let {} in: that user or that password is wrong", server.address.user);
    expect(&said, &server.address, &cause, set);
    let said = opened(&user("nobody"), password);
    expect(&said, &user("nobody"), "the server does not let nobody in: that user or that password is wrong", set);
    let said = opened(&user("atlas_guest"), "first password");
    let cause = "the password of atlas_guest must be changed before it can be used";
    expect(&said, &user("atlas_guest"), cause, "change it once in Neo4j Browser or cypher-shell");
    for _ in 0..4 {
        opened(&user("atlas_locked"), "wrong");
    }
    let said = opened(&user("atlas_locked"), "right password");
    let cause = "the server refuses atlas_locked for a while, after several wrong passwords";
    expect(&said, &user("atlas_locked"), cause, "wait a minute, then use the right one");

    let address = with(&|a| a.database = Some("nosuch".into()));
    let cause = "the server has no database called nosuch";
    expect(&opened(&address, password), &address, cause, "list them with SHOW DATABASES, or create it");
    let address = with(&|a| a.port = 1);
    let cause = format!("nothing listens on {}:1", address.host);
    expect(&opened(&address, password), &address, &cause, "start the server, or correct the address");
    let address = with(&|a| a.host = "nosuch.invalid".into());
    let cause = "no machine is called \"nosuch.invalid\"";
    expect(&opened(&address, password), &address, cause, "correct the address");
    for user in ["atlas_guest", "atlas_locked"] {
        system(&format!("DROP USER {user} IF EXISTS"));
    }
}

#[test]
fn what_is_no_neo4j_is_told_apart() {
    let browser = at("bolt", saying(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
    let cause = "what answers there does not speak Bolt; 7474 and 7473 are the ports of the browser";
    expect(&opened(&browser, ""), &browser, cause, "use the Bolt port, usually 7687");
    let shell = at("bolt", saying(b"SSH-2.0-OpenSSH_9.2\r\n"));
    expect(&opened(&shell, ""), &shell, cause, "use the Bolt port, usually 7687");
    let said = opened(&at("bolt+ssc", saying(b"HTTP/1.1 400 Bad Request\r\n\r\n")), "");
    assert!(said.contains("it does not answer with TLS") && said.contains("use bolt://"), "{said}");
    let mute = at("bolt", saying(b""));
    let cause = "it hangs up on an unencrypted connection; probably it asks for TLS";
    expect(&opened(&mute, ""), &mute, cause, "use bolt+s://, or check that a Neo4j listens there");
    let silent = at("bolt", scripted(|_| Reply::Silence));
    let cause = "it does not answer in time";
    expect(&opened(&silent, ""), &silent, cause, "check the address, the network and firewalls");
}

#[test]
fn a_server_that_is_too_old_is_named() {
    let running = |version: &'static str| {
        at(
            "bolt",
            scripted(move |asked| {
                let version = if asked.contains("dbms.components") { version } else { "" };
                Reply::Row(vec![("version", text(version))])
            }),
        )
    };
    let update = "update the server to Neo4j 5.26 or newer";
    let old = running("4.4.12");
    expect(&opened(&old, ""), &old, "it runs Neo4j 4.4.12, which is older than 5.26", update);
    let strange = running("");
    let cause = "it does not say which Neo4j it is, and 5.26 or newer is needed";
    expect(&opened(&strange, ""), &strange, cause, update);
    let older = at("bolt", saying(&[0, 0, 0, 3]));
    let cause = "the server is too old: it does not speak Bolt 4.4";
    expect(&opened(&older, ""), &older, cause, "update it to Neo4j 5.26 or newer");
}

/// The community edition has no rights below "everything", so this server is one of a script.
#[test]
fn missing_rights_are_named_with_who_lacks_them() {
    let server = scripted(|asked| match asked {
        _ if asked.contains("dbms.components") => Reply::Row(vec![("version", text("5.26.30"))]),
        "RETURN 1" => Reply::Row(vec![("1", Value::Number(1))]),
        _ if asked.starts_with("CREATE CONSTRAINT") => Reply::Failure(
            "Neo.ClientError.Security.Forbidden",
            "Schema operation 'create_constraint' is not allowed for user 'ann' with roles [PUBLIC, reader].",
        ),
        _ => Reply::Row(vec![]),
    });
    let address = at("bolt", server);
    let desk = Desk::new();
    let mut store = desk.store();
    let revision = import(&mut *store, "small", "", |t| t.relation("a", "MemberOf", None, End::Id("b"), "{}"));
    let neo4j = Neo4j::open(&address, &Credentials::default(), None).unwrap();
    assert!(neo4j.revisions().unwrap().is_empty());
    let said = neo4j.push(&*store, revision, &()).unwrap_err().to_string();
    let cause = "ann may not do this in graph: Schema operation 'create_constraint' is not allowed for user 'ann' \
                 with roles [PUBLIC, reader]";
    expect(&said, &address, cause, "ask for the role `publisher`, and once for `architect` to create the indexes");
}
