//! Known databases, the keychain and the console, with a real Neo4j and a real Secret Service.
//!
//! What is remembered goes to the data folder of the user, so each test runs in a process of its own
//! with a folder of its own. The keychain is a gnome-keyring on a bus of its own. What
//! is not there is skipped with a word; on a build server (`CI` is set) that is a failure.
#![allow(clippy::unwrap_used)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use atlas_session::dto::{Code, ConnectionRequest, ConsoleAnswer, ConsoleRequest, ConsoleValue, StreetView, ViewSpec};
use atlas_session::{Access, Job, Session, connections};

#[path = "../../../tests/neo4j/found.rs"]
mod found;

const INSIDE: &str = "ATLAS_TEST_INSIDE";

struct Server {
    address: String,
    password: String,
}

fn server() -> Option<Server> {
    found::found().map(|(address, password)| Server { address, password })
}

fn skip(what: &str) {
    assert!(std::env::var_os("CI").is_none(), "nothing is left out on a build server: {what}");
    let _ = writeln!(std::io::stderr(), "skipped: {what}");
}

fn has(program: &str) -> bool {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|p| p.join(program).is_file())
}

/// What answers for the keychain.
#[derive(Clone, Copy, PartialEq)]
enum Keychain {
    Nobody,
    Unlocked,
}

/// Run a test again in a process of its own, with what it remembers in a folder of its own.
fn alone(test: &str, server: &Server, keychain: Keychain) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // The server shuts a user out for five seconds after three wrong passwords, whoever sent them; a
    // right one begins the count anew.
    std::thread::sleep(std::time::Duration::from_secs(6));
    connections::test(&request(server, Some(&server.password), false), &Job::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let own = std::env::current_exe().unwrap();
    let mut command = if keychain == Keychain::Unlocked {
        let mut command = Command::new("dbus-run-session");
        // The daemon ends with the bus.
        let script =
            "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$0\" \"$@\"";
        command.args(["--", "sh", "-c", script]).arg(own);
        command
    } else {
        Command::new(own)
    };
    command
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "1")
        .env("HOME", folder.path())
        .env("XDG_DATA_HOME", folder.path().join("data"))
        .env("XDG_RUNTIME_DIR", folder.path())
        .env("ATLAS_TEST_NEO4J", &server.address)
        .env("ATLAS_TEST_PASSWORD", &server.password)
        .env_remove("ATLAS_NEO4J_PASSWORD")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{test} by itself: {said}");
}

fn inside() -> Option<Server> {
    std::env::var_os(INSIDE)?;
    let text = |name: &str| std::env::var(name).unwrap();
    Some(Server { address: text("ATLAS_TEST_NEO4J"), password: text("ATLAS_TEST_PASSWORD") })
}

fn request(server: &Server, password: Option<&str>, keep: bool) -> ConnectionRequest {
    let password = password.map(str::to_owned);
    ConnectionRequest { address: server.address.clone(), password, keep, ..ConnectionRequest::default() }
}

fn list_file() -> PathBuf {
    PathBuf::from(std::env::var_os("XDG_DATA_HOME").unwrap()).join("access-atlas/neo4j/connections.json")
}

/// A sample in a file, pushed; the file's session.
fn pushed(server: &Server) -> Session {
    let file = PathBuf::from(std::env::var_os("HOME").unwrap()).join("w.atlas");
    let session = Session::open(&file, Access::Create).unwrap();
    session.sample("harbour", 1, &Job::default()).unwrap();
    let request = request(server, Some(&server.password), false);
    let (answer, remembered) = connections::using(&request, |address| session.push(address, &Job::default())).unwrap();
    assert!(answer.sentence.contains("now holds revision"), "{}", answer.sentence);
    assert!(remembered.ends_with("is remembered."), "{remembered}");
    session
}

fn ask(
    session: &Session,
    text: &str,
    parameters: &[(&str, &str)],
) -> Result<ConsoleAnswer, atlas_session::dto::AppError> {
    session.console(&question(text, parameters), &Job::default())
}

fn question(text: &str, parameters: &[(&str, &str)]) -> ConsoleRequest {
    let value = |(name, json): &(&str, &str)| ConsoleValue { name: (*name).into(), json: (*json).into() };
    ConsoleRequest { text: text.into(), parameters: parameters.iter().map(value).collect(), rows: 100, seconds: 20 }
}

#[test]
fn a_database_is_tested_remembered_and_forgotten() {
    let Some(server) = inside() else {
        let Some(server) = server() else { return };
        return alone("a_database_is_tested_remembered_and_forgotten", &server, Keychain::Nobody);
    };
    let job = Job::default();
    let test = |password: &str| connections::test(&request(&server, Some(password), false), &job);
    let refused = test("not it").unwrap_err();
    assert!(refused.code == Code::Store && refused.message.contains("does not let"), "{refused}");
    let found = test(&server.password).unwrap();
    assert!(found.sentence.starts_with("Neo4j 5.") && found.milliseconds > 0.0, "{}", found.sentence);
    assert!(found.warning.is_empty(), "nothing leaves this machine: {}", found.warning);
    assert!(connections::list().unwrap().connections.is_empty(), "a test remembers nothing");

    let file = pushed(&server);
    let found = test(&server.password).unwrap();
    assert_eq!(found.holds, "ours");
    assert!(found.sentence.contains("It holds revision 1 of Access Atlas (harbour)"), "{}", found.sentence);
    let known = connections::list().unwrap().connections;
    assert_eq!(known.len(), 1, "what worked is remembered");
    let written = std::fs::read_to_string(list_file()).unwrap();
    assert!(!written.contains(&server.password), "without its password: {written}");

    // Typed once, it holds as long as the process.
    let opened = Session::open(Path::new(&known[0].address), Access::Write).unwrap();
    assert_eq!(opened.revision_id().unwrap(), file.revision_id().unwrap(), "the same graph");
    let failed = connections::using(&request(&server, Some("not it"), false), |address| {
        Session::open(Path::new(address), Access::Read).map(drop)
    });
    assert!(failed.is_err(), "a wrong password is refused");
    Session::open(Path::new(&known[0].address), Access::Read).unwrap();

    // Nobody answers for the keychain here: said, and everything else is as without it.
    let answer = connections::add(&request(&server, Some(&server.password), true)).unwrap();
    assert!(answer.sentence.contains("no keychain answers here"), "{}", answer.sentence);
    assert!(answer.sentence.contains("for this run only"), "{}", answer.sentence);
    assert!(!answer.connections[0].in_keychain, "nothing is said to be kept that is not");
    let answer = connections::forget(&server.address).unwrap();
    assert!(answer.connections.is_empty() && answer.sentence.ends_with("is forgotten."), "{}", answer.sentence);
    let refused = Session::open(Path::new(&server.address), Access::Read).map(drop).unwrap_err();
    assert!(refused.message.contains("does not let"), "and so is what was typed: {refused}");
}

#[test]
fn a_password_in_the_keychain_signs_in_and_goes_with_the_database() {
    const NAME: &str = "a_password_in_the_keychain_signs_in_and_goes_with_the_database";
    let Some(server) = inside() else {
        let Some(server) = server() else { return };
        if !has("dbus-run-session") || !has("gnome-keyring-daemon") {
            return skip("no keychain to test with; install dbus and gnome-keyring");
        }
        return alone(NAME, &server, Keychain::Unlocked);
    };
    if let Ok(step) = std::env::var("ATLAS_TEST_STEP") {
        // A later start of the program: nothing was typed into it.
        let opened = Session::open(Path::new(&server.address), Access::Read).map(drop);
        match step.as_str() {
            "kept" => opened.unwrap(),
            _ => assert!(opened.unwrap_err().message.contains("does not let"), "nobody knows the password any more"),
        }
        return;
    }
    let later = |step: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let done = command.args(["--exact", NAME, "--nocapture"]).env("ATLAS_TEST_STEP", step).output().unwrap();
        assert!(done.status.success(), "{step}: {}", String::from_utf8_lossy(&done.stderr));
    };
    let answer = connections::add(&request(&server, Some(&server.password), true)).unwrap();
    assert!(answer.connections[0].in_keychain, "{}", answer.sentence);
    assert!(answer.sentence.contains("its password in the keychain"), "{}", answer.sentence);
    assert!(!std::fs::read_to_string(list_file()).unwrap().contains(&server.password), "only there");
    later("kept");
    connections::forget(&server.address).unwrap();
    later("forgotten");
    // Used with another password that is not to be kept, the one that was kept goes too.
    connections::add(&request(&server, Some(&server.password), true)).unwrap();
    let answer = connections::add(&request(&server, Some("another"), false)).unwrap();
    assert!(!answer.connections[0].in_keychain, "{}", answer.sentence);
    later("forgotten");
}

#[test]
fn the_console_answers_as_table_and_as_picture_and_only_reads() {
    let Some(server) = inside() else {
        let Some(server) = server() else { return };
        return alone("the_console_answers_as_table_and_as_picture_and_only_reads", &server, Keychain::Nobody);
    };
    let file = pushed(&server);
    let refused = ask(&file, "RETURN 1", &[]).unwrap_err();
    assert!(refused.code == Code::Usage && refused.message.contains("this workspace is a file"), "{refused}");

    let session = Session::open(Path::new(&server.address), Access::Write).unwrap();
    let text = "MATCH (p:AtlasNode)-[m]->(g:AtlasNode) WHERE g.name STARTS WITH $start AND m.atlas_stamp IS NOT NULL
                RETURN g, m, p, p.atlas_id AS id ORDER BY id LIMIT 20";
    let answer = ask(&session, text, &[("start", "\"\"")]).unwrap();
    assert_eq!(answer.columns, ["g", "m", "p", "id"], "in the order of the question");
    assert!(answer.sentence.starts_with("20 of 20 rows shown, "), "{}", answer.sentence);
    let row = &answer.rows[0];
    assert_eq!(row[2].id.as_deref(), Some(&*row[3].text), "a node of ours can be chosen by its id");
    assert_eq!((&row[1].id, &row[1].to), (&row[2].id, &row[0].id), "a relation by its ends");
    assert!(!row[2].text.contains("atlas_"), "without what we keep for ourselves: {}", row[2].text);
    session.inspect(row[2].id.as_deref().unwrap(), &Job::default()).unwrap();

    let scene = session.scene(&ViewSpec::Query(question(text, &[("start", "\"\"")])), &Job::default()).unwrap();
    assert_eq!(scene.marks.len(), answer.drawable as usize, "every node of the answer is drawn");
    assert!(!scene.lines.is_empty() && scene.legend.len() > 1, "with its relations and a legend");
    let bare = ViewSpec::Query(question("MATCH (n) RETURN n.name LIMIT 1", &[]));
    let refused = session.scene(&bare, &Job::default()).unwrap_err();
    assert!(refused.message.contains("nothing to draw"), "{refused}");

    let before = ask(&session, "MATCH (n) RETURN count(n) AS n", &[]).unwrap().rows[0][0].text.clone();
    let refused = ask(&session, "CREATE (n:Made) RETURN n", &[]).unwrap_err();
    assert!(refused.message.contains("the console only reads"), "{refused}");
    assert!(refused.remedy.contains("MATCH"), "with what to do: {refused}");
    assert_eq!(ask(&session, "MATCH (n) RETURN count(n) AS n", &[]).unwrap().rows[0][0].text, before);
    let refused = ask(&session, "RETURN $x", &[("x", "{not json")]).unwrap_err();
    assert!(refused.code == Code::Usage && refused.message.contains("$x"), "{refused}");

    // Saved beside the database on this machine, deleted, and brought back.
    let view = ViewSpec::Query(question(text, &[("start", "\"\"")]));
    session.save_view("who is in what", &view).unwrap();
    session.save_view("a street", &ViewSpec::Street(StreetView::of("x"))).unwrap();
    let again = Session::open(Path::new(&server.address), Access::Read).unwrap();
    assert_eq!(again.view("who is in what").unwrap(), view, "the next start has it");
    drop(again);
    let left = session.delete_view("who is in what").unwrap();
    assert_eq!(left.views.len(), 1, "one goes, others stay");
    assert_eq!(session.save_view("who is in what", &view).unwrap().views.len(), 2, "undone");
}
