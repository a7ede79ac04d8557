//! Whether a pack is what it was: every sum, no file too many or too few, the chain of the log.
//!
//! A pack may come from anybody. It is read in memory within limits: what is larger, names files
//! outside of itself, or names one twice is refused before anything of it is believed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use atlas_analysis::Pace as _;
use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::manifest::{NAME, SCHEMA, sum};
use crate::dto::{AppError, Code, PackVerdict, clip};
use crate::{Job, Session};

/// Bytes that all files of a pack may have together, and how many there may be.
const MOST_BYTES: u64 = 2 << 30;
const MOST_FILES: usize = 10_000;
/// The end of a zip without a comment: signature, disks, counts, directory.
const END: usize = 22;

impl Session {
    /// Check a pack against its manifest. Needs no workspace.
    ///
    /// # Errors
    /// Input where the file cannot be read or is no pack at all; cancelled.
    pub fn verify_pack(path: &Path, job: &Job) -> Result<PackVerdict, AppError> {
        let unusable = |why: String| {
            let remedy = "Name a zip that `atlas pack` wrote.";
            AppError::new(Code::Input, format!("{} is no evidence pack: {why}", path.display()), remedy)
        };
        let mut file = File::open(path).map_err(|e| unusable(e.to_string()))?;
        let promised = entries_promised(&mut file).map_err(unusable)?;
        let mut zip = ZipArchive::new(file).map_err(|e| unusable(e.to_string()))?;
        let mut problems = Vec::new();
        if zip.len() != promised || zip.offset() != 0 {
            problems.push("the archive holds a name twice or bytes that no file owns".to_owned());
        }
        let files = contents(&mut zip, job).map_err(|stop| match stop {
            Stop::Cancelled => atlas_analysis::Cancelled.into(),
            Stop::Refused(why) => unusable(why),
        })?;
        let Some(manifest) = files.get(NAME) else { return Err(unusable(format!("it has no {NAME}"))) };
        let document: Value = serde_json::from_slice(manifest).map_err(|e| unusable(format!("{NAME}: {e}")))?;
        if document["schema"] != SCHEMA {
            return Err(unusable(format!("{NAME} is not of the schema {SCHEMA}")));
        }
        compare(&document, &files, &mut problems);
        chain(&document, files.get("audit_log.jsonl").map_or(&[][..], |b| b), &mut problems);
        Ok(verdict(path, &document, manifest, files.len(), problems))
    }
}

fn verdict(path: &Path, document: &Value, manifest: &[u8], files: usize, problems: Vec<String>) -> PackVerdict {
    let name = path.display();
    let created = document["created"].as_str().unwrap_or("an unknown time");
    let sentence = match problems.len() {
        0 => format!(
            "{name} is whole: {files} files, made {created}, SHA-256 of its manifest {}. Compare that sum with the one \
             that was told when the pack was made.",
            sum(manifest)
        ),
        1 => format!("{name} is damaged: {}.", problems[0]),
        n => format!("{name} is damaged in {n} places, first: {}.", problems[0]),
    };
    PackVerdict { ok: problems.is_empty(), files: clip(files), problems, sentence }
}

enum Stop {
    Cancelled,
    Refused(String),
}

/// How many entries the end of the archive says there are. A reader that keeps entries by name would
/// not notice one that stands there twice.
fn entries_promised(file: &mut File) -> Result<usize, String> {
    let length = file.seek(SeekFrom::End(0)).map_err(|e| e.to_string())?;
    let Some(start) = length.checked_sub(END as u64) else { return Err("it is too short".to_owned()) };
    let mut end = [0; END];
    file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut end)).map_err(|e| e.to_string())?;
    file.seek(SeekFrom::Start(0)).map_err(|e| e.to_string())?;
    if end[..4] != *b"PK\x05\x06" {
        return Err("it does not end as a zip of ours does".to_owned());
    }
    Ok(usize::from(u16::from_le_bytes([end[10], end[11]])))
}

/// Every file by its path, unpacked within limits.
fn contents(zip: &mut ZipArchive<File>, job: &Job) -> Result<BTreeMap<String, Vec<u8>>, Stop> {
    if zip.len() > MOST_FILES {
        return Err(Stop::Refused(format!("it names {} files, and {MOST_FILES} are allowed", zip.len())));
    }
    let mut left = MOST_BYTES;
    let mut files = BTreeMap::new();
    for n in 0..zip.len() {
        #[expect(clippy::cast_precision_loss, reason = "a few files")]
        job.progress("checking", n as f32 / zip.len() as f32);
        if job.cancelled() {
            return Err(Stop::Cancelled);
        }
        let entry = zip.by_index(n).map_err(|e| Stop::Refused(e.to_string()))?;
        let path = entry.name().to_owned();
        if !is_plain(&path) {
            return Err(Stop::Refused(format!("it names the file {path:?}, which lies outside of it")));
        }
        let mut bytes = Vec::new();
        // One byte more than is left, to notice what is larger than it says.
        let read = entry.take(left + 1).read_to_end(&mut bytes);
        read.map_err(|e| Stop::Refused(format!("{path} cannot be unpacked: {e}")))?;
        let Some(rest) = left.checked_sub(bytes.len() as u64) else {
            return Err(Stop::Refused(format!("it unpacks to more than {} GiB", MOST_BYTES >> 30)));
        };
        left = rest;
        files.insert(path, bytes);
    }
    Ok(files)
}

/// Whether a path stays within a folder on every system.
fn is_plain(path: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p != "." && p != "..";
    let sign = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    path.chars().all(sign) && path.split('/').all(part)
}

/// Files against the manifest, both ways.
fn compare(document: &Value, files: &BTreeMap<String, Vec<u8>>, problems: &mut Vec<String>) {
    let mut listed = BTreeSet::from([NAME]);
    for row in document["files"].as_array().into_iter().flatten() {
        let Some(path) = row["path"].as_str() else {
            problems.push("the manifest lists a file without a path".to_owned());
            continue;
        };
        if !listed.insert(path) {
            problems.push(format!("the manifest lists {path:?} twice"));
        }
        match files.get(path) {
            None => problems.push(format!("{path:?} is missing")),
            Some(bytes) if row["bytes"].as_u64() != Some(bytes.len() as u64) => {
                problems.push(format!("{path:?} has another size than the manifest says"));
            }
            Some(bytes) if row["sha256"].as_str() != Some(&*sum(bytes)) => {
                problems.push(format!("{path:?} was changed: its sum is another than in the manifest"));
            }
            Some(_) => {}
        }
    }
    for path in files.keys().filter(|p| !listed.contains(p.as_str())) {
        problems.push(format!("{path:?} was added: the manifest does not list it"));
    }
}

/// The log of decisions: each hash follows from the one before, the last is the head of the manifest.
fn chain(document: &Value, log: &[u8], problems: &mut Vec<String>) {
    if document["pseudonyms"] == true {
        // Records bear names, so that a pack under pseudonyms holds only the head of the chain.
        return;
    }
    let text = String::from_utf8_lossy(log);
    let mut hash = [0; 32];
    let mut count = 0_u64;
    for line in text.lines() {
        count += 1;
        let row: Value = serde_json::from_str(line).unwrap_or_default();
        let record = row["record"].as_str().unwrap_or_default();
        hash = Sha256::new().chain_update(hash).chain_update(record).finalize().into();
        if row["number"].as_u64() != Some(count) || row["hash"].as_str() != Some(&*hex(&hash)) {
            problems.push(format!("record {count} of the audit log does not follow from the one before"));
            return;
        }
    }
    let head = if count == 0 { String::new() } else { hex(&hash) };
    if document["log"]["records"].as_u64() != Some(count) || document["log"]["head"].as_str() != Some(&*head) {
        problems.push("the audit log does not end with the head that the manifest names".to_owned());
    }
}

fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|b| format!("{b:02x}")).collect()
}
