//! A process that is killed in the middle of an import leaves the last committed revision.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::command::{Atlas, NONE, shared_graph};

/// Kills of one import, spread evenly over the time that it takes.
const KILLS: u32 = 24;

/// A table of 60,000 relations, large enough that a kill lands inside.
fn large() -> String {
    let mut text = String::from("src,dst,kind\n");
    for n in 0..60_000 {
        let _ = writeln!(text, "person-{},team-{},MemberOf", n % 7001, (n * 31) % 4003);
    }
    text
}

#[test]
fn a_killed_import_is_there_whole_or_not_at_all() {
    let atlas = Atlas::new();
    let (small, large) = (atlas.file("small.json", shared_graph()), atlas.file("large.csv", large()));
    atlas.import(&[&small]);
    let counts = |a: &Atlas| a.json("info", ["--check"])["counts"]["relations"].clone();
    let before = counts(&atlas);
    let pristine = std::fs::read(atlas.workspace()).unwrap();
    let started = Instant::now();
    atlas.import(&[&large]);
    let whole = started.elapsed();
    let after = counts(&atlas);
    assert_ne!(before, after, "the import adds something");

    let mut seen = [0; 2];
    for n in 0..KILLS {
        let victim = Atlas::new();
        std::fs::write(victim.workspace(), &pristine).unwrap();
        let mut child =
            victim.command("import").arg(&large).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(f64::from(n) / f64::from(KILLS)));
        child.kill().unwrap();
        child.wait().unwrap();
        let now: Value = counts(&victim);
        assert!(now == before || now == after, "kill {n}: half an import: {now}");
        seen[usize::from(now == after)] += 1;
    }
    assert!(seen[0] > 0, "some kills came before the commit: {seen:?}");
}

#[test]
fn a_second_writer_waits_or_says_why_it_cannot() {
    let atlas = Atlas::new();
    let (small, large) = (atlas.file("small.json", shared_graph()), atlas.file("large.csv", large()));
    atlas.import(&[&small]);
    let mut first = atlas.command("import").arg(&large).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(60));
    let reader = atlas.run("info", NONE);
    assert_eq!(reader.code, Some(0), "reading goes on beside a writer: {reader:?}");
    let second = atlas.run("import", [&small]);
    assert!(matches!(second.code, Some(0 | 4)), "the second waits or is told: {second:?}");
    assert!(second.code == Some(0) || !second.stderr.is_empty(), "a refusal has words");
    assert!(first.wait().unwrap().success(), "the first is not disturbed");
    assert_eq!(atlas.run("info", ["--check"]).code, Some(0), "the workspace is whole");
}
