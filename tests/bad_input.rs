//! Bad input costs only itself: a word about file and place, no panic, the workspace as before.

use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;

use crate::command::{Atlas, Ended, NONE, shared_graph};

/// What may come of an import.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// Read whole.
    Whole,
    /// Something was lost, or nothing could be read; either way it is said.
    Said,
    /// Nothing to read, which is no fault.
    Either,
}

struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    fate: Fate,
}

fn case(name: &'static str, bytes: impl Into<Vec<u8>>, fate: Fate) -> Case {
    Case { name, bytes: bytes.into(), fate }
}

fn archive(name: &str, write: impl FnOnce(&mut zip::ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    write(&mut zip);
    zip.finish().unwrap().into_inner()
}

fn cases() -> Vec<Case> {
    let good = shared_graph();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(good.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let bomb = archive("x.json", |zip| {
        let blank = vec![b' '; 1 << 20];
        (0..3000).for_each(|_| zip.write_all(&blank).unwrap());
    });
    let slip = archive("../../evil.json", |zip| zip.write_all(good.as_bytes()).unwrap());
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(good.as_bytes()).unwrap();
    let mut cut_gz = gz.finish().unwrap();
    cut_gz.truncate(cut_gz.len() - 9);
    let long = format!(
        "{{\"graph\":{{\"nodes\":[{{\"id\":\"{}\",\"kinds\":[\"User\"]}}],\"edges\":[]}}}}",
        "x".repeat(64 << 20)
    );
    let types = r#"{"graph":{"nodes":[{"id":7,"kinds":"User"},{"kinds":[]},null,{"id":"ok","kinds":["User"]}],
        "edges":[{"kind":3},{},{"kind":"K","start":"a","end":{"value":null}}]}}"#;
    vec![
        case("empty.json", "", Fate::Said),
        case("cut.json", &good[..good.len() / 2], Fate::Said),
        case("utf16.json", utf16, Fate::Either),
        case("latin.csv", b"src,dst,kind\nJos\xe9,b,MemberOf\n".as_slice(), Fate::Either),
        case("deep.json", format!("{{\"graph\":{{\"nodes\":{}", "[".repeat(100_000)), Fate::Said),
        case("nul.json", vec![0; 4096], Fate::Said),
        case("array.json", "[1,2,3]", Fate::Said),
        case("graphnull.json", r#"{"graph":null}"#, Fate::Said),
        case("types.json", types, Fate::Said),
        case("bomb.zip", bomb, Fate::Said),
        case("slip.zip", slip, Fate::Said),
        case("notzip.zip", b"PK\x03\x04garbage".as_slice(), Fate::Said),
        case("cut.gz", cut_gz, Fate::Said),
        case("ragged.csv", "src,dst,kind\na,b\nc,d,MemberOf,extra,extra\n\"open,e,f\n", Fate::Said),
        case("header.csv", "foo,bar\n1,2\n", Fate::Said),
        case("longline.json", long, Fate::Either),
        case("bom.json", format!("\u{feff}{good}"), Fate::Whole),
    ]
}

fn judge(name: &str, fate: Fate, ended: &Ended) {
    let said = format!("{}{}", ended.stdout, ended.stderr);
    assert!(!said.contains("panicked"), "{name}: no panic: {said}");
    let code = ended.code.unwrap_or_else(|| panic!("{name}: ended by a signal"));
    assert!([0, 1, 2, 3].contains(&code), "{name}: exit {code} is none of the documented");
    match fate {
        Fate::Whole => assert_eq!(code, 0, "{name}: nothing was lost: {said}"),
        Fate::Said => assert_ne!(code, 0, "{name}: something was lost and must be said"),
        Fate::Either => {}
    }
    if code != 0 {
        let stem = name.split('.').next().unwrap();
        assert!(said.contains(stem), "{name}: the message names the file: {said}");
    }
}

#[test]
fn bad_input_costs_only_itself() {
    for Case { name, bytes, fate } in cases() {
        let atlas = Atlas::new();
        let good = atlas.file("good.json", shared_graph());
        atlas.import(&[&good]);
        let before = atlas.json("info", NONE)["counts"].clone();
        let bad = atlas.file(name, bytes);
        let started = Instant::now();
        let ended = atlas.run("import", [&bad]);
        assert!(started.elapsed() < Duration::from_secs(60), "{name}: within a minute");
        judge(name, fate, &ended);
        if ended.code == Some(3) {
            assert_eq!(atlas.json("info", NONE)["counts"], before, "{name}: the workspace is as before");
        }
        assert_eq!(atlas.run("info", ["--check"]).code, Some(0), "{name}: the workspace is whole");
        let outside =
            [atlas.folder().parent().unwrap(), &PathBuf::from(".."), &PathBuf::from(".")].map(|f| f.join("evil.json"));
        assert!(!outside.iter().any(|f| f.exists()), "{name}: nothing is written outside");
    }
}

#[test]
fn what_is_not_there_is_named() {
    let atlas = Atlas::new();
    let absent = atlas.folder().join("absent.json");
    let ended = atlas.run("import", [&absent]);
    assert_eq!(ended.code, Some(3), "nothing could be read: {ended:?}");
    assert!(ended.stderr.contains("absent.json"), "the file is named: {}", ended.stderr);
    assert!(!atlas.workspace().exists(), "no empty workspace is left behind");
}

#[test]
fn issues_say_file_place_reason_and_remedy() {
    let atlas = Atlas::new();
    let ragged = atlas.file("ragged.csv", "src,dst,kind\na,b,MemberOf\nc\nd,e,MemberOf\n");
    let answer = atlas.json("import", [&ragged]);
    let issues = answer["issues"].as_array().unwrap();
    let lost =
        issues.iter().find(|i| i["severity"] == "loss").unwrap_or_else(|| panic!("a short row is lost: {issues:?}"));
    assert!(lost["file"].as_str().unwrap().contains("ragged.csv"), "file: {lost}");
    assert!(lost["where"].as_str().unwrap().contains('3'), "line 3: {lost}");
    for part in ["reason", "remedy"] {
        assert!(!lost[part].as_str().unwrap().is_empty(), "{part}: {lost}");
    }
    assert_eq!(answer["counts"]["relations"], 2, "the other rows are kept");
}

#[test]
fn strict_makes_any_oddity_exit_1() {
    let atlas = Atlas::new();
    let odd = r#"{"graph":{"nodes":[{"id":"a","kinds":["User"]}],"edges":[{"kind":"MemberOf","start":{"value":"a"},"end":{"value":"gone"}}]}}"#;
    let odd = atlas.file("odd.json", odd);
    let lenient = atlas.run("import", [&odd]);
    assert_eq!(lenient.code, Some(0), "a placeholder is tolerated: {lenient:?}");
    let again = Atlas::new();
    let strict = again.run("import", [odd.as_os_str(), "--strict".as_ref()]);
    assert_eq!(strict.code, Some(1), "with --strict it counts: {strict:?}");
}
