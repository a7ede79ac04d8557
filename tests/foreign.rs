//! The `atlas` command on databases that other tools filled: BloodHound's expected graph, read as the
//! same graph from a file is, and findings written back and taken away.

#[path = "../graph-queries/tests/foreign/server.rs"]
mod server;
#[path = "../graph-queries/tests/foreign/worlds.rs"]
mod worlds;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::command::{Atlas, Ended};
use crate::neo4j_server::turn;
use crate::shared::data;
use server::{Server, server};

/// The command on a database, with a home of its own.
struct Database<'s> {
    server: &'s Server,
    beside: Atlas,
}

impl<'s> Database<'s> {
    fn new(server: &'s Server) -> Self {
        Self { server, beside: Atlas::new() }
    }

    fn command(&self, verb: &str) -> Command {
        let model = self.beside.command(verb);
        let mut command = Command::new(model.get_program());
        command
            .env("XDG_DATA_HOME", self.beside.folder())
            .env("ATLAS_NEO4J_PASSWORD", &self.server.credentials.password);
        command.args(verb.split(' ')).stdin(Stdio::null());
        command
    }

    fn run(&self, verb: &str, words: &[&str]) -> Ended {
        let address = self.server.address.to_string();
        self.end(self.command(verb).args(["-a", &address]).args(words))
    }

    fn end(&self, command: &mut Command) -> Ended {
        let output = command.output().unwrap();
        Ended {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn json(&self, verb: &str, words: &[&str]) -> Value {
        let ended = self.run(verb, &[words, &["--json"]].concat());
        assert!(matches!(ended.code, Some(0 | 1)), "atlas {verb} answers: {ended:?}");
        serde_json::from_str(&ended.stdout).unwrap()
    }
}

/// What BloodHound holds after its own analysis, and the file.
fn oracle(server: &Server) -> Option<PathBuf> {
    let path = data("bh_ce_ingest_oracle")?.join("Version6JSON/analysis/analyzed.json");
    let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let nodes = file["graph"]["nodes"].as_array().unwrap().iter();
    let nodes: Vec<Value> = nodes.map(|n| json!({ "labels": n["kinds"], "properties": n["properties"] })).collect();
    let edges = file["graph"]["edges"].as_array().unwrap().iter();
    let edges: Vec<Value> = edges
        .map(|e| {
            let properties = if e["properties"].is_object() { e["properties"].clone() } else { json!({}) };
            json!({ "from": e["start"]["value"], "to": e["end"]["value"], "type": e["kind"], "properties": properties })
        })
        .collect();
    server.fill("objectid", &nodes.into(), &edges.into());
    Some(path)
}

/// A document without what differs by where it comes from: names of kinds (a file lists the marker
/// `Base` among them), evidence, and who says that a node is tier 0 (a label here, a kind there).
fn bare(document: &Value) -> Value {
    match document {
        Value::Object(pairs) => {
            let skipped = ["kind", "kinds", "revision", "evidence", "properties", "by", "reason"];
            pairs.iter().filter(|(k, _)| !skipped.contains(&k.as_str())).map(|(k, v)| (k.clone(), bare(v))).collect()
        }
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

#[test]
fn bloodhounds_own_graph_gives_the_same_answers_from_its_database_as_from_a_file() {
    let Some(server) = server() else { return };
    let Some(file) = oracle(&server) else { return };
    let before = server.state();
    let (database, from_file) = (Database::new(&server), Atlas::with(&[&file]));

    let info = database.json("info", &[]);
    let filed = from_file.json("info", crate::command::NONE);
    assert_eq!(info["database"]["schema"], "bloodhound-ce", "the database says whose it is");
    assert_eq!(info["database"]["unlistedTypes"], json!({}), "every type of its analysis is known");
    assert_eq!(info["counts"]["nodes"], 117, "BloodHound's own count");
    assert_eq!(info["relationKinds"], filed["relationKinds"], "every relation, kind by kind");
    assert_eq!(filed["database"], Value::Null, "a workspace is nobody else's");

    for (verb, words) in [
        ("exposure", vec![]),
        ("outliers", vec![]),
        ("chokepoints", vec![]),
        ("clusters", vec![]),
        ("tier", vec![]),
        ("paths", vec!["--to", "name=DOMAIN ADMINS@TESTLAB.LOCAL", "--k", "5"]),
        ("ask", vec!["relation-kinds"]),
        ("exposure", vec!["--scope", "kind=User,kind=Group"]),
    ] {
        let (ours, theirs) = (database.json(verb, &words), from_file.json(verb, &words));
        assert_eq!(bare(&ours), bare(&theirs), "{verb}: the database and the file");
    }
    let paths = database.json("paths", &["--to", "name=DOMAIN ADMINS@TESTLAB.LOCAL"]);
    let steps = paths["paths"][0]["steps"].as_array().unwrap();
    assert!(paths["total"].as_f64() > Some(0.0) && !steps.is_empty(), "there are ways to the domain administrators");
    let evidence = steps[0]["evidence"][0]["source"].as_str().unwrap();
    assert!(evidence.contains("BloodHound CE") && evidence.contains("as read at"), "each step names where: {evidence}");

    let map = database.beside.folder().join("map.svg");
    assert_eq!(database.run("export", &["--out", map.to_str().unwrap()]).code, Some(0), "the map is drawn");
    assert!(std::fs::read_to_string(&map).unwrap().contains("<svg"));
    let pulled = {
        let address = server.address.to_string();
        database.end(database.command("pull").args(["-a"]).arg(database.beside.workspace()).arg(&address))
    };
    assert_eq!(pulled.code, Some(0), "{pulled:?}");
    let id = |document: &Value| document["revision"].as_str().map(str::to_owned);
    assert_eq!(id(&database.beside.json("info", crate::command::NONE)), id(&info), "a pull has the same revision");
    assert_eq!(server.state(), before, "and the database is as it was");
}

#[test]
fn a_chain_of_assumed_roles_leads_from_a_group_to_the_administrator() {
    let Some(server) = server() else { return };
    worlds::cartography(&server);
    let before = server.state();
    let database = Database::new(&server);
    let admin = "id=arn:aws:iam::111122223333:role/admin";
    assert_eq!(database.run("tier", &["--set", "0", admin]).code, Some(0), "a tier is set on this machine");
    let paths = database.json("paths", &["--from", "id=arn:aws:iam::111122223333:user/ann", "--k", "1"]);
    let kinds: Vec<&str> =
        paths["paths"][0]["steps"].as_array().unwrap().iter().map(|s| s["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["MemberOf", "STSAssumeRoleAllow", "STSAssumeRoleAllow"]);
    let exposure = database.json("exposure", &[]);
    assert!(
        exposure["targets"].as_array().unwrap().iter().any(|t| t["name"] == "admin" && t["exposed"] == 3),
        "{exposure}"
    );
    let text = database.run("info", &[]).stdout;
    assert!(text.contains("Cartography") && text.contains("nothing is written into it"), "{text}");
    let push = {
        let (sample, address) = (Atlas::sample(), server.address.to_string());
        database.end(database.command("push").arg("-a").arg(sample.workspace()).arg(&address))
    };
    assert!(push.code == Some(4) && push.stderr.contains("Cartography"), "a push goes elsewhere: {push:?}");
    assert_eq!(server.state(), before);
}

#[test]
fn findings_are_written_only_where_that_was_allowed_and_go_without_a_trace() {
    let Some(server) = server() else { return };
    worlds::bloodhound_ce(&server);
    let before = server.state();
    let database = Database::new(&server);
    let refused = database.run("write-back", &[]);
    assert!(refused.code == Some(2) && refused.stderr.contains("--allow"), "off by default: {refused:?}");
    assert_eq!(database.run("write-back", &["--undo"]).code, Some(2), "an undo writes too");
    assert_eq!(server.state(), before);

    assert_eq!(database.json("write-back", &["--allow"])["allowed"], true);
    assert_eq!(server.state(), before, "allowing writes nothing");
    let written = database.json("write-back", &[]);
    assert!(written["nodes"].as_u64() > Some(3) && written["relations"].as_u64() > Some(1), "{written}");
    let of = |name: &str, property: &str| {
        let query = format!("MATCH (n {{name: '{name}'}}) RETURN n.atlas_wb_{property} AS n");
        server.cypher(&query, &[])[0].get::<Option<i64>>("n").unwrap()
    };
    assert_eq!(of("DOMAIN ADMINS@CORP.LOCAL", "exposed"), Some(2), "ann and bob");
    assert_eq!(of("ANN@CORP.LOCAL", "reaches"), Some(2), "the administrators and the vault");
    assert_eq!(of("HELPDESK@CORP.LOCAL", "choke"), Some(1), "without it ann is cut off");
    let steps = "MATCH ()-[r:ForceChangePassword]->() RETURN r.atlas_wb_escalation AS n";
    assert_eq!(server.cypher(steps, &[])[0].get::<Option<i64>>("n").unwrap(), Some(1), "a step of the worst way");
    let again = database.json("write-back", &[]);
    assert_eq!(again["changed"], 0, "a second write has nothing to do");
    assert_eq!(database.json("info", &[])["database"]["writeBack"], true);

    let undone = database.json("write-back", &["--undo", "--forbid"]);
    assert_eq!(undone["allowed"], false, "taken away, then forbidden");
    assert_eq!(server.state(), before, "every label, property and relation is as it was");
    let log = database.json("review log", &[]);
    let acts: Vec<String> = log["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| serde_json::from_str::<Value>(r["record"].as_str().unwrap()).unwrap()["act"].as_str().unwrap().into())
        .collect();
    assert_eq!(acts, ["allowWriteBack", "writeBack", "writeBack", "undoWriteBack", "forbidWriteBack"]);
    assert!(server.open().unwrap().origin().unwrap().is_some(), "still the tool's");
}

#[test]
fn a_database_of_a_stranger_opens_with_a_map_that_is_remembered() {
    let Some(server) = server() else { return };
    worlds::strangers(&server);
    let database = Database::new(&server);
    let refused = database.run("info", &[]);
    assert!(refused.code == Some(4) && refused.stderr.contains("Film (2)"), "{refused:?}");
    let file = database.beside.file("films.toml", worlds::FILMS);
    let broken = database.beside.file("broken.toml", "name = 1");
    let said = database.run("info", &["--schema", broken.to_str().unwrap()]);
    assert!(said.code == Some(3) && said.stderr.contains("line 1"), "{said:?}");
    assert_eq!(database.json("info", &["--schema", file.to_str().unwrap()])["database"]["schema"], "films");
    assert_eq!(database.json("info", &[])["database"]["schema"], "films", "remembered for this database");
    assert_eq!(database.run("info", &["--schema", "none"]).code, Some(4), "and forgotten");
}
