//! Findings written into a database, brought up to date, and taken away without a trace.

use atlas_model::NodeKey;
use graph_queries::neo4j::Neo4j;
use graph_queries::neo4j::write_back::{Mark, Marks, NodeMark, PREFIX, RelationMark, Values, WriteBack};
use graph_queries::{ImportStamp, Mode, RelationKey, copy_into};

use crate::server::{NOW, Server, server};
use crate::{legacy, worlds};

fn connect(server: &Server) -> WriteBack {
    WriteBack::open(&server.address, &server.credentials, None).unwrap()
}

fn values(cluster: &str, exposed: i64) -> Values {
    [("cluster", Mark::Text(cluster.into())), ("exposed", Mark::Count(exposed)), ("score", Mark::Score(0.5))].into()
}

fn node(id: &str, values: Values) -> NodeMark {
    NodeMark { key: NodeKey::new("", id), values }
}

fn relation(from: &str, kind: &str, level: Option<&str>, to: &str) -> RelationMark {
    let (from, to) = (NodeKey::new("", from), NodeKey::new("", to));
    let key = RelationKey { from, kind: kind.into(), level: level.map(Into::into), to };
    RelationMark { key, values: [("escalation", Mark::Count(1))].into() }
}

/// The state with the properties of ours cut out, which must be what it was before.
fn without_ours(server: &Server) -> Vec<String> {
    let cut = |line: String| {
        let (head, properties) = line.split_once(" {").unwrap();
        let kept: Vec<&str> = properties.split("\", \"").filter(|p| !p.contains(PREFIX)).collect();
        (head.to_owned(), kept.len())
    };
    server.state().into_iter().map(cut).map(|(head, n)| format!("{head} {n}")).collect()
}

fn marked(server: &Server, what: &str) -> i64 {
    let query = format!("MATCH {what} WHERE any(k IN keys(x) WHERE k STARTS WITH '{PREFIX}') RETURN count(x) AS n");
    server.cypher(&query, &[])[0].get("n").unwrap()
}

#[test]
fn findings_are_written_once_brought_up_to_date_and_undone() {
    let Some(server) = server() else { return };
    worlds::cartography(&server);
    let before = server.state();
    let revision = server.open().unwrap().revisions().unwrap()[0].id.clone();
    let connection = connect(&server);
    let (ann, admin) = ("arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:role/admin");
    let mut marks = Marks {
        nodes: vec![node(ann, values("dev", 2)), node(admin, values("dev", 3)), node("gone", values("x", 1))],
        relations: vec![
            // ALLOWED_BY stands in the database the other way round.
            relation("sso-cho", "CanAssume", None, admin),
            relation("https://github.com/ann", "RepoPermission", Some("write"), "https://github.com/corp/web"),
            relation(ann, "Nothing", None, admin),
        ],
    };
    let written = connection.write(&marks, &()).unwrap();
    assert_eq!((written.nodes, written.relations, written.changed, written.missing), (2, 2, 4, 2), "{written:?}");
    assert_eq!((marked(&server, "(x)"), marked(&server, "()-[x]->()")), (2, 2));
    assert_ne!(server.state(), before, "something was written");
    let id = server.open().unwrap().revisions().unwrap()[0].id.clone();
    assert_eq!(id, revision, "findings of ours are no facts: the reading has the same id");
    let again = connection.write(&marks, &()).unwrap();
    assert_eq!(again.changed, 0, "what stands there is not written again");

    marks.nodes[0] = node(ann, [("cluster", Mark::Text("ops".into()))].into());
    marks.nodes.truncate(1);
    marks.relations.clear();
    let changed = connection.write(&marks, &()).unwrap();
    assert_eq!((changed.nodes, changed.relations, changed.changed), (1, 0, 4), "{changed:?}");
    assert_eq!((marked(&server, "(x)"), marked(&server, "()-[x]->()")), (1, 0), "what no longer holds goes");

    let undone = connection.undo(&()).unwrap();
    assert_eq!((undone.nodes, undone.relations), (1, 0));
    assert_eq!(server.state(), before, "the database is as it was, every label, property and relation");
    assert_eq!(connection.undo(&()).unwrap().nodes, 0, "nothing is left to undo");
}

#[test]
fn a_write_that_broke_off_is_continued_and_properties_of_others_stay() {
    let Some(server) = server() else { return };
    worlds::bloodhound_ce(&server);
    // What somebody else keeps there, under names that only look like ours.
    server.cypher("MATCH (n:User) SET n.atlas_wbx = 1, n.cluster = 'theirs'", &[]);
    let before = server.state();
    let connection = connect(&server);
    let ids = ["S-1-5-21-1-2-3-1101", "S-1-5-21-1-2-3-1102", "S-1-5-21-1-2-3-512"];
    let marks = Marks { nodes: ids.map(|id| node(id, values("a", 1))).into(), relations: Vec::new() };
    // The first half of a write, as it stands after a cut.
    let half = Marks { nodes: marks.nodes[..1].to_vec(), relations: Vec::new() };
    connection.write(&half, &()).unwrap();
    let rest = connection.write(&marks, &()).unwrap();
    assert_eq!(rest.changed, 2, "only the other half is written");
    let heads: Vec<String> = without_ours(&server);
    connection.undo(&()).unwrap();
    assert_eq!(without_ours(&server), heads, "no node, label or relation came or went");
    assert_eq!(server.state(), before, "theirs stand as they stood");
}

#[test]
fn a_push_of_ours_takes_findings_too_and_still_pulls_the_same_revision() {
    let Some(server) = server() else { return };
    legacy::bloodhound_legacy(&server);
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = graph_queries::open(&folder.path().join("w.atlas"), Mode::Create).unwrap();
    let stamp = ImportStamp { at: NOW.into(), ..ImportStamp::default() };
    copy_into(&*server.open().unwrap(), 1, &mut *workspace, &stamp, &()).unwrap();
    server.cypher("MATCH (n) DETACH DELETE n", &[]);
    Neo4j::open(&server.address, &server.credentials, None).unwrap().push(&*workspace, 1, &()).unwrap();
    let before = server.state();
    let connection = connect(&server);
    let ann = "S-1-5-21-1-2-3-1101";
    let marks = Marks {
        nodes: vec![node(ann, values("a", 1))],
        relations: vec![relation(ann, "AddMember", None, "S-1-5-21-1-2-3-1202")],
    };
    let written = connection.write(&marks, &()).unwrap();
    assert_eq!((written.nodes, written.relations, written.missing), (1, 1, 0));
    let ours = server.open().unwrap();
    assert!(ours.origin().unwrap().is_none() && ours.check(&()).unwrap().faults.is_empty(), "still ours, and whole");
    let mut pulled = graph_queries::open(&folder.path().join("p.atlas"), Mode::Create).unwrap();
    copy_into(&*ours, 1, &mut *pulled, &stamp, &()).unwrap();
    assert_eq!(pulled.revisions().unwrap()[0].id, workspace.revisions().unwrap()[0].id);
    connection.undo(&()).unwrap();
    assert_eq!(server.state(), before);
}
