//! People, their departments and groups, and what the groups give.

use atlas_model::Lifecycle;

use super::departments::{DEPARTMENTS, Department, PROJECTS, SEASONAL};
use super::ledger::{Draft, File};
use super::{Organisation, names, slug};

/// A person, for the parts of the sample that need one.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) id: String,
    /// Index in [`DEPARTMENTS`]; `None` for seasonal hands.
    pub(super) department: Option<usize>,
    /// Ids of the duty groups the person has.
    pub(super) duties: Vec<String>,
}

const EVERYONE: &str = "group/all-staff";

pub(super) fn write(org: &mut Organisation) {
    group(org, EVERYONE, "All Staff");
    for (level, system) in [("read", "sys/intranet"), ("write", "sys/mail"), ("write", "sys/expenses")] {
        org.ledger.grant(File::Applications, EVERYONE, "Grants", level, system);
    }
    for (index, department) in DEPARTMENTS.iter().enumerate() {
        groups_of(org, department);
        people_of(org, index, department);
    }
    for _ in 0..SEASONAL {
        let name = org.names.next();
        person(org, &name, None, "Seasonal hand", true);
    }
    for &(name, departments, members, share) in PROJECTS {
        let id = format!("group/project-{}", slug(name));
        group(org, &id, &format!("Project {name}"));
        org.ledger.grant(File::Applications, &id, "Grants", "write", share);
        let candidates: Vec<String> = org
            .people
            .iter()
            .filter(|p| p.department.is_some_and(|d| departments.contains(&d)))
            .map(|p| p.id.clone())
            .collect();
        for at in org.dice.some(members, candidates.len()) {
            org.ledger.relation(File::Directory, &candidates[at], "MemberOf", &id);
        }
    }
}

fn groups_of(org: &mut Organisation, department: &Department) {
    let id = format!("group/{}", department.code);
    group(org, &id, department.name);
    for (level, system) in department.grants {
        org.ledger.grant(File::Applications, &id, "Grants", level, system);
    }
    for duty in department.duties {
        let id = format!("group/{}", slug(duty.name));
        group(org, &id, duty.name);
        for (level, system) in duty.grants {
            org.ledger.grant(File::Applications, &id, "Grants", level, system);
        }
    }
}

fn people_of(org: &mut Organisation, index: usize, department: &Department) {
    let first = org.people.len();
    for n in 0..department.people {
        let name = org.names.next();
        let title = if n == 0 { format!("Head of {}", department.name) } else { department.name.to_owned() };
        let enabled = n == 0 || !org.dice.percent(3);
        person(org, &name, Some(index), &title, enabled);
    }
    for duty in department.duties {
        let holders = org.dice.some(department.people * duty.share / 100, department.people);
        for at in holders {
            join(org, first + at, &format!("group/{}", slug(duty.name)));
        }
    }
    let head = org.people[first].id.clone();
    for at in first + 1..org.people.len() {
        org.ledger.relation(File::People, &org.people[at].id, "ReportsTo", &head);
    }
}

/// Write a person and return the position among the people.
pub(super) fn person(
    org: &mut Organisation,
    name: &str,
    department: Option<usize>,
    title: &str,
    enabled: bool,
) -> usize {
    let id = names::address(name);
    let place = department.map_or("Seasonal", |d| DEPARTMENTS[d].name);
    let mfa = org.dice.percent(88);
    let mut draft = Draft::identity("User", Lifecycle::Human, &id, name)
        .enabled(enabled)
        .with("department", place)
        .with("title", title)
        .flag("mfa", mfa);
    if org.dice.percent(70) {
        let day = org.dice.recent_day(if enabled { 40 } else { 300 });
        draft = draft.with("lastlogon", &day);
    }
    org.ledger.node(File::People, draft);
    org.ledger.relation(File::Directory, &id, "MemberOf", EVERYONE);
    if let Some(d) = department {
        org.ledger.relation(File::Directory, &id, "MemberOf", &format!("group/{}", DEPARTMENTS[d].code));
    }
    org.people.push(Person { id, department, duties: Vec::new() });
    org.people.len() - 1
}

/// Make a person a member of a duty group.
pub(super) fn join(org: &mut Organisation, person: usize, group: &str) {
    org.ledger.relation(File::Directory, &org.people[person].id, "MemberOf", group);
    org.people[person].duties.push(group.to_owned());
}

/// Write a group of the directory.
pub(super) fn group(org: &mut Organisation, id: &str, name: &str) {
    org.ledger.node(File::Directory, Draft::entitlement("Group", id, name));
}

impl Organisation {
    /// Ids of the people who have a duty, in the order in which they were hired.
    pub(super) fn with_duty(&self, group: &str) -> Vec<String> {
        self.people.iter().filter(|p| p.duties.iter().any(|d| d == group)).map(|p| p.id.clone()).collect()
    }
}
