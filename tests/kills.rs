//! A process that is killed in the middle of an import leaves the last committed revision.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::command::{Atlas, NONE, shared_graph};

/// Kills in all, and how many of them must come while the log holds pages of an open transaction.
const KILLS: u32 = 50;
const INSIDE: u32 = 20;
const SEED: u64 = 50;

/// Moments and texts (`SplitMix64`, Steele et al. 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A moment within a span of time, evenly.
    fn within(&mut self, span: Duration) -> Duration {
        span.mul_f64((self.next() >> 40) as f64 / (1u64 << 24) as f64)
    }
}

/// 18 MB of nodes with texts that have nothing in common: more than the 16 MB of pages that an
/// import holds in memory, so that it writes uncommitted pages long before its end.
fn large() -> String {
    let mut random = Random(SEED);
    let mut text = String::from(r#"{"graph":{"edges":[],"nodes":["#);
    for n in 0..4500 {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(text, r#"{comma}{{"id":"n{n}","kinds":["User"],"properties":{{"note":""#);
        for _ in 0..250 {
            let _ = write!(text, "{:016x}", random.next());
        }
        text += r#""}}"#;
    }
    text + "]}}"
}

/// What the write-ahead log of a workspace holds.
#[derive(Debug, PartialEq)]
enum Log {
    Empty,
    /// Pages after the last commit: a transaction was open.
    Open,
    Committed,
}

/// Read the log as its format says (<https://sqlite.org/fileformat2.html#walformat>): 32 bytes of
/// header, then frames of 24 bytes and a page; a frame that ends a transaction names the size of
/// the database, the others say 0. Frames of an earlier log bear another salt.
fn log(workspace: &Path) -> Log {
    let bytes = std::fs::read(workspace.with_extension("atlas-wal")).unwrap_or_default();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    if bytes.len() < 32 {
        return Log::Empty;
    }
    let frame = 24 + number(8) as usize;
    let frames = (32..).step_by(frame).take_while(|at| at + frame <= bytes.len());
    let of_this_log = frames.take_while(|at| bytes[at + 8..at + 16] == bytes[16..24]);
    match of_this_log.last() {
        None => Log::Empty,
        Some(at) if number(at + 4) == 0 => Log::Open,
        Some(_) => Log::Committed,
    }
}

/// Wait until the log has grown beyond its header, or the process has ended.
fn until_it_writes(child: &mut Child, workspace: &Path) {
    let log = workspace.with_extension("atlas-wal");
    while log.metadata().map_or(0, |m| m.len()) <= 32 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(500));
    }
}

fn start(atlas: &Atlas, input: &Path) -> Child {
    atlas.command("import").arg(input).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Ids of the revisions of a workspace that passes its own check, and its counts.
fn held(atlas: &Atlas) -> (Vec<Value>, Value) {
    let info = atlas.json("info", ["--check"]);
    let ids = info["revisions"].as_array().unwrap().iter().map(|r| r["id"].clone()).collect();
    (ids, info["counts"].clone())
}

/// Every third kill comes at any moment of an import, the others at any moment from the first
/// uncommitted page on. How long that lasts is learned: a kill that came too late makes the span
/// shorter, and when the kills left are all needed they come at once.
#[test]
fn a_killed_import_is_there_whole_or_not_at_all() {
    let atlas = Atlas::new();
    let (small, large) = (atlas.file("small.json", shared_graph()), atlas.file("large.json", large()));
    atlas.import(&[&small]);
    let before = held(&atlas);
    let pristine = std::fs::read(atlas.workspace()).unwrap();

    let started = Instant::now();
    let mut child = start(&atlas, &large);
    until_it_writes(&mut child, &atlas.workspace());
    let reading = started.elapsed();
    assert!(child.wait().unwrap().success(), "undisturbed, the import is done");
    let whole = started.elapsed();
    let after = held(&atlas);
    assert_ne!(before, after, "the import adds something");

    let mut random = Random(SEED);
    let mut span = whole.saturating_sub(reading);
    let (mut early, mut inside, mut late) = (0, 0, 0);
    let victim = Atlas::new();
    for n in 0..KILLS {
        for suffix in ["atlas-wal", "atlas-shm"] {
            let _ = std::fs::remove_file(victim.workspace().with_extension(suffix));
        }
        std::fs::write(victim.workspace(), &pristine).unwrap();
        let mut child = start(&victim, &large);
        let missing = INSIDE.saturating_sub(inside);
        if n % 3 == 0 && missing < KILLS - n {
            std::thread::sleep(random.within(whole));
        } else {
            until_it_writes(&mut child, &victim.workspace());
            let wait = if missing < KILLS - n { random.within(span) } else { Duration::ZERO };
            std::thread::sleep(wait);
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let log = log(&victim.workspace());
        let now = held(&victim);
        match log {
            Log::Open => {
                assert_eq!(now, before, "kill {n}: what was not committed is not there");
                inside += 1;
            }
            _ if now == after => {
                late += 1;
                if n % 3 != 0 {
                    span = span.mul_f64(0.7);
                }
            }
            _ => {
                assert_eq!(now, before, "kill {n}: half an import");
                assert_ne!(log, Log::Committed, "kill {n}: what was committed is there");
                early += 1;
            }
        }
    }
    // Past the capture of the test harness: the figure belongs in the log of every run.
    let _ = writeln!(
        std::io::stderr(),
        "{KILLS} kills of an import: {early} before its first page was written, {inside} inside the transaction, {late} after its commit"
    );
    assert!(inside >= INSIDE, "of {KILLS} kills only {inside} came inside the transaction");
}

#[test]
fn the_log_says_whether_a_transaction_was_open() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w.atlas");
    let write = |sizes: &[(u32, u64)]| {
        let mut bytes = vec![0; 32];
        bytes[8..12].copy_from_slice(&512u32.to_be_bytes());
        bytes[16..24].copy_from_slice(&7u64.to_be_bytes());
        for &(size, salt) in sizes {
            bytes.extend(1u32.to_be_bytes().into_iter().chain(size.to_be_bytes()).chain(salt.to_be_bytes()));
            bytes.resize(bytes.len() + 8 + 512, 0);
        }
        std::fs::write(workspace.with_extension("atlas-wal"), bytes).unwrap();
    };
    assert_eq!(log(&workspace), Log::Empty, "no log");
    write(&[]);
    assert_eq!(log(&workspace), Log::Empty, "only the header");
    write(&[(0, 7), (0, 7)]);
    assert_eq!(log(&workspace), Log::Open, "pages without a commit");
    write(&[(0, 7), (9, 7)]);
    assert_eq!(log(&workspace), Log::Committed, "the last page ends the transaction");
    write(&[(9, 7), (0, 7)]);
    assert_eq!(log(&workspace), Log::Open, "another transaction after a commit");
    write(&[(9, 7), (0, 6)]);
    assert_eq!(log(&workspace), Log::Committed, "pages of an earlier log do not count");
}

#[test]
fn a_second_writer_waits_or_says_why_it_cannot() {
    let atlas = Atlas::new();
    let (small, large) = (atlas.file("small.json", shared_graph()), atlas.file("large.json", large()));
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
