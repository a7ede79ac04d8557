//! Thousands of damaged files: always an answer, never a panic, and what is whole is read.

use super::{file, run};
use crate::Options;

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % below.max(1) as u64).unwrap_or(0)
    }

    /// Change, insert, remove, repeat or cut a few bytes.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.roll(4) {
            if bytes.is_empty() {
                return;
            }
            let at = self.roll(bytes.len());
            let marks = b"{}[]\",:\\\n\r\0 ;\t'0truenfals\xff\xfe\xc3PK";
            let mark = marks[self.roll(marks.len())];
            match self.roll(7) {
                0 => bytes[at] = mark,
                1 => bytes.insert(at, mark),
                2 => drop(bytes.remove(at)),
                3 => bytes[at] ^= 1 << self.roll(8),
                4 => {
                    let end = (at + self.roll(60)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    let to = self.roll(bytes.len());
                    bytes.splice(to..to, part);
                }
                5 => {
                    let end = (at + self.roll(60)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    if self.roll(8) == 0 {
                        bytes.truncate(at);
                    }
                }
            }
        }
    }
}

fn mutate(name: &str, good: &[u8], seed: u64) {
    let mut dice = Dice(seed);
    for round in 0..2_000 {
        let mut bytes = good.to_vec();
        dice.damage(&mut bytes);
        let (report, inventory) = run([file(name, &bytes)], &Options::default());
        let silent = inventory.issues.is_empty();
        assert!(
            !(silent && report.is_fatal()),
            "round {round}: nothing was read and nothing was said about {:?}",
            String::from_utf8_lossy(&bytes)
        );
        for properties in inventory.nodes.iter().map(|n| &n.properties) {
            assert!(
                serde_json::from_str::<serde_json::Value>(properties).is_ok_and(|v| v.is_object()),
                "round {round}: properties are always a JSON object: {properties}"
            );
        }
        let again = run([file(name, &bytes)], &Options::default());
        assert_eq!(again, (report, inventory), "round {round}: the same bytes, the same answer");
    }
}

#[test]
fn damaged_payloads_always_get_an_answer() {
    let good = r#"{"metadata":{"source_kind":"S"},"graph":{"nodes":[
        {"id":"a","kinds":["User","Base"],"properties":{"name":"Änne \"x\"","tier":0,"list":[1,2],"enabled":true}},
        {"id":"b","kinds":["Role"],"properties":null}, {"id":"c","kinds":[]}],"edges":[
        {"kind":"MemberOf","start":{"value":"a","match_by":"id"},"end":{"value":"b"},"properties":{"level":"admin"}},
        {"kind":"Has","start":{"match_by":"name","value":"c","kind":"User"},
         "end":{"match_by":"property","property_matchers":[{"key":"k","operator":"equals","value":1.5}]}}]}}"#;
    mutate("x.json", good.as_bytes(), 7);
}

#[test]
fn damaged_tables_always_get_an_answer() {
    let good = "source,target,kind,attrs,note\n\
                a,b,MemberOf,\"{\"\"level\"\": \"\"write\"\"}\",\"two\nlines\"\n\
                b,c,Grants,,\"say \"\"hi\"\"\"\n\"d,d\",\"é\",K,{},x\n";
    mutate("x.csv", good.as_bytes(), 11);
    mutate("x.nodes.csv", "id;kind;name;tier\n1;User;Änne;0\n2;\"R;x\";;x\n".as_bytes(), 13);
}

#[test]
fn damaged_archives_always_get_an_answer() {
    use std::io::Write;
    let text = r#"{"graph":{"nodes":[{"id":"a","kinds":["U"]}],"edges":[]}}"#;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.json", "b.csv"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(if name == "a.json" { text.as_bytes() } else { b"src,dst\na,b\n" }).unwrap();
    }
    mutate("x.zip", &zip.finish().unwrap().into_inner(), 17);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    mutate("x.gz", &gz.finish().unwrap(), 19);
    mutate("x.zst", &zstd::encode_all(text.as_bytes(), 1).unwrap(), 23);
}

/// A record that is damaged inside its own bytes costs at most itself.
#[test]
fn damage_inside_one_record_keeps_the_others() {
    let record =
        |i: usize| format!(r#"{{"id":"n{i}","kinds":["User"],"properties":{{"name":"x{i}","list":["a","b"]}}}}"#);
    let mut dice = Dice(29);
    let mut kept = 0;
    for round in 0..2_000 {
        let mut middle = record(1).into_bytes();
        let at = 1 + dice.roll(middle.len() - 2);
        let marks = b"{}[]\",:\\x";
        let mark = marks[dice.roll(marks.len())];
        if dice.roll(2) == 0 {
            middle[at] = mark;
        } else {
            middle.insert(at, mark);
        }
        let mut bytes = format!(r#"{{"graph":{{"nodes":[{},"#, record(0)).into_bytes();
        bytes.extend(&middle);
        bytes.extend(format!(r#",{},{}],"edges":[]}}}}"#, record(2), record(3)).bytes());
        let (_, inventory) = run([file("x.json", &bytes)], &Options::default());
        let ids: Vec<&str> = inventory.nodes.iter().map(|n| &*n.id).collect();
        assert!(ids.contains(&"n0"), "round {round}: what came before is read");
        assert!(
            ids.contains(&"n3"),
            "round {round}: reading goes on behind it: {ids:?} of {}",
            String::from_utf8_lossy(&bytes)
        );
        kept += usize::from(ids.contains(&"n2"));
    }
    assert_eq!(kept, 2_000, "the very next record is read too");
}
