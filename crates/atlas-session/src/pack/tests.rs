//! A pack is the same twice, whole when it was made, and found out when it was changed.

use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::dto::{Code, DecisionRequest, PackRequest};
use crate::{Access, Job, Session};

const AT: &str = "2026-11-03T04:05:06Z";

fn request(pseudonyms: bool, out: &Path) -> PackRequest {
    PackRequest {
        title: "Who reaches the vault".into(),
        scope: "The sample, all of it.".into(),
        story: None,
        theme: "light".into(),
        pseudonyms,
        out: out.display().to_string(),
    }
}

/// The sample with one decision.
fn sample(folder: &Path) -> Session {
    let job = Job::default();
    let session = Session::open(&folder.join("w.atlas"), Access::Create).unwrap();
    session.sample("harbour", 7, &job).unwrap();
    let item = session.queue("human", &job).unwrap().items.swap_remove(0);
    let decision = DecisionRequest {
        id: item.id,
        decision: "flag".into(),
        rationale: "=look again".into(),
        reviewer: "Rita".into(),
        ..DecisionRequest::default()
    };
    session.decide(&decision, &job).unwrap();
    session
}

fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.push((file.name().to_owned(), bytes));
    }
    files
}

fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn problems(folder: &Path, bytes: &[u8]) -> Result<Vec<String>, Code> {
    let path: PathBuf = folder.join("p.zip");
    std::fs::write(&path, bytes).unwrap();
    Session::verify_pack(&path, &Job::default()).map(|v| v.problems).map_err(|e| e.code)
}

#[test]
fn a_pack_is_the_same_twice_whole_and_every_change_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path());
    let job = Job::default();
    let ask = request(false, &folder.path().join("p.zip"));
    let (bytes, count, _) = session.pack_bytes(&ask, AT, &job).unwrap();
    assert!(bytes == session.pack_bytes(&ask, AT, &job).unwrap().0, "equal bytes at equal times");
    assert_eq!(problems(folder.path(), &bytes), Ok(Vec::new()), "whole");
    let whole = files(&bytes);
    assert_eq!(whole.len(), count, "as many as it says");
    for name in
        ["manifest.json", "report.pdf", "sources.json", "audit_log.jsonl", "tables/decisions.csv", "views/01.svg"]
    {
        assert!(whole.iter().any(|f| f.0 == name), "{name} is there");
    }

    for at in 0..whole.len() {
        let mut changed = whole.clone();
        let byte = changed[at].1.len() / 2;
        changed[at].1[byte] ^= 1;
        let found = problems(folder.path(), &packed(&changed));
        assert!(
            found.as_ref().is_ok_and(|p| !p.is_empty()) || found == Err(Code::Input) || at == 0,
            "{}: {found:?}",
            whole[at].0
        );
    }
    let mut more = whole.clone();
    more.push(("views/99.svg".into(), b"x".to_vec()));
    assert!(problems(folder.path(), &packed(&more)).unwrap()[0].contains("was added"), "one too many");
    let mut fewer = whole.clone();
    fewer.retain(|f| f.0 != "tables/cuts.csv");
    assert!(problems(folder.path(), &packed(&fewer)).unwrap()[0].contains("missing"), "one too few");

    // A log that was rewritten with its sum in the manifest still does not end with the head.
    let mut forged = whole;
    let log = forged.iter().position(|f| f.0 == "audit_log.jsonl").unwrap();
    let old = super::manifest::sum(&forged[log].1);
    let text = String::from_utf8(forged[log].1.clone()).unwrap().replace("flag", "keep");
    forged[log].1 = text.into_bytes();
    let new = super::manifest::sum(&forged[log].1);
    let manifest = forged.iter().position(|f| f.0 == "manifest.json").unwrap();
    let text = String::from_utf8(forged[manifest].1.clone()).unwrap().replace(&old, &new);
    forged[manifest].1 = text.into_bytes();
    let found = problems(folder.path(), &packed(&forged)).unwrap();
    assert!(found[0].contains("record 1 of the audit log"), "the chain is followed: {found:?}");
}

#[test]
fn hostile_archives_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = ("manifest.json".to_owned(), br#"{"schema":"atlas.pack/1","files":[]}"#.to_vec());
    let refused = |files: &[(String, Vec<u8>)], why: &str| {
        assert_eq!(problems(folder.path(), &packed(files)), Err(Code::Input), "{why}");
    };
    for name in ["../up.txt", "/etc/passwd", "a/../../b", "C:\\x", "a\\b", "a//b", "./a", "nul\u{0}l", "r\u{202e}tl"] {
        refused(&[manifest.clone(), (name.into(), b"x".to_vec())], name);
    }
    refused(&[("other.json".into(), b"{}".to_vec())], "no manifest");
    refused(&[("manifest.json".into(), b"[[[".to_vec())], "no JSON");
    refused(&[("manifest.json".into(), b"{}".to_vec())], "another schema");
    assert_eq!(problems(folder.path(), b"PK"), Err(Code::Input), "too short");
    assert_eq!(problems(folder.path(), &[0; 4096]), Err(Code::Input), "no zip");
    let mut trailing = packed(std::slice::from_ref(&manifest));
    trailing.extend(b"tail");
    assert_eq!(problems(folder.path(), &trailing), Err(Code::Input), "bytes after the end");

    // The same name twice: the directory of two equal archives, one of them renamed in place.
    let twice = packed(&[manifest, ("manifesX.json".into(), b"{}".to_vec())]);
    let text =
        twice.windows(13).enumerate().filter(|(_, w)| *w == b"manifesX.json").map(|(at, _)| at).collect::<Vec<_>>();
    let mut twice = twice.clone();
    for at in text {
        twice[at + 7] = b't';
    }
    let found = problems(folder.path(), &twice);
    assert!(found == Err(Code::Input) || found.as_ref().is_ok_and(|p| p[0].contains("twice")), "{found:?}");
}

#[test]
fn under_pseudonyms_no_name_and_no_id_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path());
    let job = Job::default();
    let out = folder.path().join("veiled.zip");
    let nodes = session.nodes(&[], &job).unwrap().nodes;
    let mut ask = request(true, &out);
    ask.scope = format!("Mostly {}.", nodes[0].name);
    let answer = session.evidence_pack(&ask, &job).unwrap();
    let bytes = std::fs::read(&answer.out).unwrap();
    assert_eq!(problems(folder.path(), &bytes), Ok(Vec::new()), "whole");
    // Words that the program says itself may be names too.
    let own = ["admin", "read", "write", "group", "user", "role", "access", "production"];
    let mut looked_for = 0;
    for (name, bytes) in files(&bytes).iter().filter(|f| !f.0.ends_with(".png") && !f.0.ends_with(".pdf")) {
        let text = String::from_utf8_lossy(bytes);
        for node in nodes.iter().step_by(5) {
            for word in [&node.id, &node.name] {
                if word.len() >= 4 && !own.contains(&&*word.to_lowercase()) {
                    looked_for += 1;
                    assert!(!text.contains(word.as_str()), "{name} still holds {word:?}");
                }
            }
        }
        assert!(!text.contains("Rita") && !text.contains("look again"), "{name}: no reviewer, no reason");
    }
    assert!(looked_for > 500, "{looked_for} names were looked for");
}
