//! Parts of a graph and ways in a real Neo4j: the same bytes as from the file, and refusals that say
//! what to do.

use serde_json::Value;

use crate::command::Atlas;
use crate::neo4j_server::{Server, server};

const SCOPES: [&[&str]; 4] = [
    &["--scope", "kind=User,kind=Group"],
    &["--scope", "platform=directory", "--scope", "platform=cloud"],
    &["--scope", "around=group/backup-operators,steps=2"],
    &["--scope", "source=harbor/agents,kind=Agent", "--scope", "kind=Tool"],
];

fn pushed() -> Option<(Server, Atlas)> {
    let server = server()?;
    let atlas = Atlas::sample();
    server.move_all("push", &atlas);
    Some((server, atlas))
}

/// The whole document of a verb.
fn document(server: &Server, atlas: &Atlas, verb: &str, words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
    let ended = server.run(atlas, verb, &words);
    format!("exit {:?}\n{}{}", ended.code, ended.stdout, ended.stderr)
}

#[test]
fn a_part_answers_the_same_bytes_from_a_file_and_from_a_database() {
    let Some((server, file)) = pushed() else { return };
    let database = server.atlas();
    for scope in SCOPES {
        for (verb, words) in [
            ("info", &[] as &[&str]),
            ("nodes", &[]),
            ("exposure", &[]),
            ("clusters", &[]),
            ("outliers", &[]),
            ("chokepoints", &[]),
            ("paths", &["--k", "5"]),
        ] {
            let words: Vec<&str> = scope.iter().chain(words).copied().collect();
            let (here, there) = (document(&server, &file, verb, &words), document(&server, &database, verb, &words));
            assert_eq!(there, here, "{verb} {words:?}");
        }
    }
}

#[test]
fn ways_found_by_the_database_are_those_found_in_memory() {
    let Some((server, file)) = pushed() else { return };
    let database = server.atlas();
    let ways = |atlas: &Atlas, words: &[&str]| -> Value {
        let ended = server.run(atlas, "paths", &words.iter().copied().chain(["--json"]).collect::<Vec<_>>());
        assert_eq!(ended.code, Some(0), "{words:?}: {ended:?}");
        serde_json::from_str(&ended.stdout).unwrap()
    };
    let mut listed = 0;
    for (from, to) in [
        ("kind=User", "id=group/domain-admins"),
        ("kind=Agent", "name=*vault*"),
        ("name=*a*", "kind=Database"),
        ("id=group/backup-operators", "kind=BackupVault"),
    ] {
        for more in
            [&["--all-shortest", "--k", "40"] as &[&str], &["--k", "1"], &["--all-shortest", "--max-steps", "2"]]
        {
            let words: Vec<&str> = ["--from", from, "--to", to].iter().chain(more).copied().collect();
            let here = ways(&file, &words);
            let there = ways(&database, &words.iter().copied().chain(["--in-database"]).collect::<Vec<_>>());
            for key in ["paths", "alreadyThere", "revision"] {
                assert_eq!(there[key], here[key], "{key} of {words:?}");
            }
            if more.contains(&"--all-shortest") {
                assert_eq!(there["total"], here["total"], "{words:?}");
                assert_eq!(there["totalIsExact"], here["totalIsExact"], "{words:?}");
            }
            assert!(
                there["notes"][0].as_str().unwrap().contains("only follow from rules"),
                "what is not covered is said"
            );
            listed += there["paths"].as_array().unwrap().len();
        }
    }
    assert!(listed > 50, "there were ways: {listed}");
}

#[test]
fn a_question_the_database_cannot_answer_is_refused_with_what_to_do() {
    let Some((server, _)) = pushed() else { return };
    let database = server.atlas();
    let ask = |words: &[&str]| server.run(&database, "paths", words);
    let ends = ["--in-database", "--from", "kind=User", "--to", "id=group/domain-admins"];
    for (more, code, says) in [
        (&["--weighted"] as &[&str], 2, "ask about a part in memory with --scope"),
        (&["--max-steps", "99"], 2, "1 to 32 steps"),
        (&["--from", "tier=0"], 2, "Name ends by id, name or kind"),
        (&["--from", "id=nobody"], 2, "no node has the id"),
        (&["--time-limit", "0"], 2, "above 0"),
        (&["--time-limit", "0.001"], 4, "at most 12 steps were not found within 0.001 s"),
    ] {
        let ended = ask(&ends.iter().chain(more).copied().collect::<Vec<_>>());
        assert!(ended.code == Some(code) && ended.stderr.contains(says), "{more:?}: {ended:?}");
    }
    let open = ask(&["--in-database", "--to", "id=group/domain-admins"]);
    assert!(open.code == Some(2) && open.stderr.contains("--from and --to"), "{open:?}");
}

#[test]
fn a_graph_too_large_for_memory_is_refused_with_parts_to_look_at() {
    let Some((server, file)) = pushed() else { return };
    let database = server.atlas();
    let small = ["--memory", "0.001"];
    let ended = server.run(&database, "exposure", &small);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    for says in ["2,140 nodes and 10,399 relations", "--scope: kind=Pod (503), kind=User (415)", "--memory 1"] {
        assert!(ended.stderr.contains(says), "{says}: {}", ended.stderr);
    }
    let part = server.run(&database, "exposure", &[&small[..], SCOPES[0]].concat());
    assert_eq!(part.code, Some(0), "what it proposes works: {part:?}");
    assert_eq!(server.run(&file, "exposure", &small).code, Some(0), "a file is never too large for who imported it");
}
