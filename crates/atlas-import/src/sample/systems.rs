//! What is protected: business systems, shares, repositories, data, and which of them are crown jewels.

use std::collections::BTreeSet;

use super::Organisation;
use super::departments::{DEPARTMENTS, PROJECTS};
use super::ledger::{Draft, File};
use super::words;

/// What every person of the organisation uses.
const COMMON: &[&str] = &["sys/intranet", "sys/mail", "sys/expenses"];

/// Reached by no department's own groups.
const APART: &[(&str, &str)] = &[("vault/backup", "Backup vault"), ("bucket/public-timetables", "Public timetables")];

/// Systems whose loss stops the port or empties its accounts.
const CROWN: &[&str] = &["db/payroll", "sys/crane-control-network", "key/release-signing", "vault/backup"];

pub(super) fn write(org: &mut Organisation) {
    let by_department = DEPARTMENTS.iter().flat_map(|d| d.grants.iter().chain(d.duties.iter().flat_map(|u| u.grants)));
    let mut ids: BTreeSet<&str> = by_department.map(|&(_, system)| system).collect();
    ids.extend(PROJECTS.iter().map(|&(_, _, _, share)| share));
    ids.extend(COMMON);
    for id in ids {
        resource(org, id, &words(id));
    }
    for (id, name) in APART {
        resource(org, id, name);
    }
}

/// Write one resource; its kind stands in the first part of its id.
pub(super) fn resource(org: &mut Organisation, id: &str, name: &str) {
    let draft = match id.split('/').next() {
        Some("db") => Draft::resource("Database", id, &format!("{name} database")),
        Some("share") => Draft::resource("FileShare", id, &format!("{name} share")),
        Some("repo") => Draft::resource("Repo", id, name),
        Some("bucket") => Draft::resource("S3Bucket", id, name),
        Some("vault") => Draft::resource("BackupVault", id, name),
        Some("key") => Draft::credential("Key", id, &format!("{name} key")).with("rotated", "2024-03-11"),
        _ => Draft::resource("System", id, name),
    };
    let draft = if CROWN.contains(&id) { draft.crown() } else { draft };
    org.ledger.node(File::Applications, draft);
}
