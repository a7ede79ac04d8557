//! The directory's own estate: domain, units, computers, who administers them, who is signed in.

use atlas_model::Lifecycle;

use super::departments::DEPARTMENTS;
use super::ledger::{Draft, File};
use super::{Organisation, staff};

pub(super) const DOMAIN: &str = "domain/meridian-harbor.example";
const FRONT: &str = "unit/front-office";
const BACK: &str = "unit/back-office";
const SERVERS: &str = "unit/servers";
const COMPUTERS: &str = "group/domain-computers";

/// Duties whose holders work on hardened devices: nobody's session is kept there.
const HARDENED: &[&str] = &[
    "group/payroll-officers",
    "group/crane-control-engineers",
    "group/release-managers",
    "group/website-maintainers",
    "group/knowledge-editors",
    "group/building-controls",
];

pub(super) fn write(org: &mut Organisation) {
    let domain = Draft::container("Domain", DOMAIN, "MERIDIAN-HARBOR").crown();
    org.ledger.node(File::Directory, domain);
    for (id, name) in [(FRONT, "Front Office"), (BACK, "Back Office"), (SERVERS, "Servers")] {
        org.ledger.node(File::Directory, Draft::container("OU", id, name));
        org.ledger.relation(File::Directory, DOMAIN, "Contains", id);
    }
    for (id, name) in [
        (COMPUTERS, "Domain Computers"),
        ("group/front-office-devices", "Front Office Devices"),
        ("group/back-office-devices", "Back Office Devices"),
        ("group/member-servers", "Member Servers"),
        ("group/patch-window", "Patch Window"),
        ("group/wireless-certificates", "Wireless Certificates"),
        ("group/backup-operators", "Backup Operators"),
    ] {
        staff::group(org, id, name);
    }
    for (id, name) in [("group/domain-admins", "Domain Admins"), ("group/domain-controllers", "Domain Controllers")] {
        org.ledger.node(File::Directory, Draft::entitlement("Group", id, name).crown());
        org.ledger.relation(File::Directory, id, "GenericAll", DOMAIN);
    }
    for person in org.with_duty("group/server-operators").into_iter().take(4) {
        org.ledger.relation(File::Directory, &person, "MemberOf", "group/domain-admins");
    }
    for person in org.with_duty("group/backup-schedulers").into_iter().rev().take(3) {
        org.ledger.relation(File::Directory, &person, "MemberOf", "group/backup-operators");
    }
    org.ledger.grant(File::Applications, "group/backup-operators", "Grants", "admin", "vault/backup");
    workstations(org);
    servers(org);
}

fn workstations(org: &mut Organisation) {
    let people: Vec<_> = org.people.iter().filter(|p| p.department.is_some()).cloned().collect();
    for (n, person) in people.iter().enumerate().filter(|(n, _)| n % 8 < 5) {
        let back = person.department.is_some_and(|d| DEPARTMENTS[d].back_office);
        let (unit, group, word) =
            if back { (BACK, "group/back-office-devices", "BO") } else { (FRONT, "group/front-office-devices", "FO") };
        let name = format!("{word}-{:04}", 1000 + n);
        let id = computer(org, &name, unit, &[COMPUTERS, group, "group/wireless-certificates"], Some(&person.id));
        if !back {
            org.ledger.relation(File::Directory, "group/front-office-device-support", "AdminTo", &id);
        }
        let hardened = person.duties.iter().any(|d| HARDENED.contains(&d.as_str()));
        if !hardened && org.dice.percent(45) {
            org.ledger.relation(File::Directory, &id, "HasSession", &person.id);
        }
    }
}

fn servers(org: &mut Organisation) {
    for n in 0..38 {
        let word = ["APP", "FS", "DB", "PRN"][n % 4];
        let id = computer(
            org,
            &format!("{word}-{:02}", n / 4 + 1),
            SERVERS,
            &[COMPUTERS, "group/member-servers", "group/patch-window"],
            None,
        );
        org.ledger.relation(File::Directory, "group/server-operators", "CanRDP", &id);
    }
    for name in ["DC-01", "DC-02"] {
        computer(org, name, SERVERS, &[COMPUTERS, "group/domain-controllers"], None);
    }
}

/// Write a computer in a unit and groups, perhaps with a person who answers for it; returns its id.
pub(super) fn computer(org: &mut Organisation, name: &str, unit: &str, groups: &[&str], owner: Option<&str>) -> String {
    let id = format!("computer/{name}");
    let mut draft = Draft::identity("Computer", Lifecycle::Stable, &id, name);
    if let Some(owner) = owner {
        draft = draft.with("owner", owner);
    }
    if org.dice.percent(60) {
        let day = org.dice.recent_day(30);
        draft = draft.with("lastlogon", &day);
    }
    org.ledger.node(File::Directory, draft);
    org.ledger.relation(File::Directory, unit, "Contains", &id);
    for group in groups {
        org.ledger.relation(File::Directory, &id, "MemberOf", group);
    }
    id
}
