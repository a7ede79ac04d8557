//! gz, zst and zip; what is damaged, hostile or too large in them.

use std::io::Write;

use zip::write::SimpleFileOptions;

use super::{facts, file, issues, run};
use crate::Options;

const GOOD: &str = r#"{"graph":{"nodes":[{"id":"a","kinds":["U"]},{"id":"b","kinds":["U"]}]}}"#;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn packed_files_are_read_in_place() {
    let zst = zstd::encode_all(GOOD.as_bytes(), 1).unwrap();
    let both = [gz(GOOD.as_bytes()), gz(b" ")].concat();
    for (name, bytes) in [
        ("x.json.gz", gz(GOOD.as_bytes())),
        ("x.json.gz", both),
        ("x.json.zst", zst),
        ("x.zip", zip(&[("d/x.json", GOOD.as_bytes())])),
    ] {
        let (report, inventory) = run([file(name, &bytes)], &Options::default());
        assert_eq!(facts(&inventory), ["a [U]", "b [U]"], "{name}: {:?}", inventory.issues);
        assert_eq!(report.losses + report.unusable, 0, "{name}");
        assert_eq!(&*inventory.sources[0].source, "x", "{name}");
    }
    assert_eq!(
        &*run([file("x.zip", zip(&[("d/x.json", GOOD.as_bytes())]))], &Options::default()).1.files[0],
        "x.zip/d/x.json",
        "a member is named with its archive"
    );
}

#[test]
fn a_cut_stream_keeps_what_was_read() {
    let mut bytes = gz(GOOD.as_bytes());
    bytes.truncate(bytes.len() - 9);
    let (report, inventory) = run([file("x.json.gz", bytes)], &Options::default());
    assert_eq!((report.nodes(), report.losses), (2, 1));
    assert!(issues(&inventory)[0].contains("reading ended early"), "{:?}", inventory.issues);
}

#[test]
fn bad_members_are_named_and_the_others_are_read() {
    let mut bytes = zip(&[
        ("../../evil.json", GOOD.as_bytes()),
        ("/abs.json", GOOD.as_bytes()),
        ("C:\\x.json", GOOD.as_bytes()),
        ("good.json", GOOD.as_bytes()),
        ("inner.zip", &zip(&[("x.json", GOOD.as_bytes())])),
        ("inner.json.gz", &gz(GOOD.as_bytes())),
        ("README.txt", b"hello"),
        ("__MACOSX/x.json", b"junk"),
        ("damaged.json", GOOD.repeat(2).as_bytes()),
    ]);
    // Damage the packed bytes of the last member, which stand behind the last local name.
    let at = bytes.windows(12).position(|w| w == b"damaged.json").unwrap() + 20;
    bytes[at..at + 20].fill(0xFF);
    let (report, inventory) = run([file("z.zip", bytes)], &Options::default());
    assert_eq!(report.nodes(), 2, "{:?}", inventory.issues);
    let named = |name: &str, word: &str| {
        let issue = inventory.issues.iter().find(|i| i.file.ends_with(name));
        assert!(issue.is_some_and(|i| i.reason.contains(word)), "{name}: {:#?}", inventory.issues);
    };
    named("evil.json", "leads out");
    named("abs.json", "leads out");
    named("C:\\x.json", "leads out");
    named("inner.zip", "archive inside");
    named("inner.json.gz", "archive inside");
    named("README.txt", "skipped");
    named("damaged.json", "");
    assert_eq!(report.skipped.len(), 1, "what a file manager left is not worth a word");
}

#[test]
fn what_unpacks_without_end_is_stopped() {
    let spaces = vec![b' '; 4 << 20];
    let text = format!("{}{}", &GOOD[..GOOD.len() - 3], ",");
    let bomb = [text.as_bytes(), &spaces].concat();
    let mut options = Options::default();
    options.limits.unpacked_bytes = 1 << 20;
    let (report, inventory) = run([file("b.json.gz", gz(&bomb))], &options);
    assert_eq!(report.nodes(), 2, "what came before is kept");
    assert!(issues(&inventory)[0].contains("unpacks to far more"), "{:?}", inventory.issues);
    let (report, inventory) = run([file("b.zip", zip(&[("b.json", &bomb)]))], &options);
    assert!(report.is_fatal() && inventory.nodes.is_empty(), "its entry already says so");
    let mut options = Options::default();
    options.limits.total_bytes = 1 << 20;
    let (report, inventory) = run([file("b.json.gz", gz(&bomb))], &options);
    assert_eq!(report.losses, 1, "{:?}", inventory.issues);
    options.limits.members = 1;
    let two = zip(&[("a.json", GOOD.as_bytes()), ("b.json", GOOD.as_bytes())]);
    assert!(run([file("t.zip", two)], &options).0.is_fatal(), "too many members");
}

#[test]
fn what_is_no_archive_is_named() {
    for bytes in [&b"PK\x03\x04garbage"[..], &[0x1F, 0x8B, 8, 0], &[0x28, 0xB5, 0x2F, 0xFD, 1]] {
        let (report, inventory) = run([file("x.bin", bytes)], &Options::default());
        assert!(report.is_fatal(), "{bytes:?}");
        assert_eq!(&*inventory.issues[0].file, "x.bin");
    }
}

#[test]
fn a_cut_archive_is_read_up_to_the_cut() {
    let mut bytes = zip(&[("a.json", GOOD.as_bytes()), ("b.json", GOOD.as_bytes())]);
    let list = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes.truncate(list + 10);
    let (report, inventory) = run([file("z.zip", &bytes)], &Options::default());
    assert_eq!((report.nodes(), report.losses), (4, 1), "{:?}", inventory.issues);
    assert!(issues(&inventory)[0].contains("the archive is damaged"), "{:?}", inventory.issues);
    bytes.truncate(list - 10);
    let (report, inventory) = run([file("z.zip", &bytes)], &Options::default());
    assert!(report.nodes() >= 2 && report.losses >= 2, "the cut member is named too: {:?}", inventory.issues);
    assert!(inventory.issues.iter().any(|i| &*i.file == "z.zip/b.json"), "{:?}", inventory.issues);
}
