//! Names as people say them: "Everyone", not `TESTLAB.LOCAL-S-1-1-0`; "Domain Admins", not
//! `DOMAIN ADMINS@TESTLAB.LOCAL`. The raw name stays in the tooltip.

use std::collections::BTreeMap;

/// Well-known principals of Windows by the end of their security id.
/// Source: Microsoft, "Security identifiers", well-known SIDs.
const WELL_KNOWN: [(&str, &str); 10] = [
    ("S-1-1-0", "Everyone"),
    ("S-1-5-4", "Interactive"),
    ("S-1-5-7", "Anonymous"),
    ("S-1-5-9", "Enterprise Domain Controllers"),
    ("S-1-5-11", "Authenticated Users"),
    ("S-1-5-18", "Local System"),
    ("S-1-5-32-544", "Administrators"),
    ("S-1-5-32-545", "Users"),
    ("S-1-5-32-555", "Remote Desktop Users"),
    ("S-1-5-32-580", "Remote Management Users"),
];

/// One name as it is said; names that follow no known convention stay as they are.
#[must_use]
pub fn spoken(name: &str) -> Box<str> {
    for (sid, said) in WELL_KNOWN {
        let rest = name.strip_suffix(sid);
        if rest.is_some_and(|r| r.is_empty() || r.ends_with('-')) {
            return said.into();
        }
    }
    // Collectors of Active Directory write everything in capitals and append the domain.
    if name.chars().any(char::is_lowercase) {
        return name.into();
    }
    let domain = |d: &str| d.contains('.') && d.chars().all(|c| c.is_alphanumeric() || ".-".contains(c));
    let local = match (name.split_once('@'), name.split_once('.')) {
        (Some((local, d)), _) if domain(d) => local,
        (None, Some((host, d))) if domain(d) && host.chars().all(|c| c.is_alphanumeric() || c == '-') => host,
        _ => return name.into(),
    };
    if local.is_empty() { name.into() } else { title_case(local).into() }
}

/// "DOMAIN ADMINS" as "Domain Admins".
fn title_case(text: &str) -> String {
    let mut begins = true;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphanumeric();
    }
    out
}

/// Names of one picture as they are said; where two would become the same, both stay whole.
#[must_use]
pub fn all_spoken(names: &[&str]) -> Vec<Box<str>> {
    let said: Vec<Box<str>> = names.iter().map(|n| spoken(n)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &said {
        *counts.entry(name).or_default() += 1;
    }
    let alone = |said: &str| counts.get(said).is_some_and(|&n| n == 1);
    let pick = |(raw, said): (&&str, &str)| if alone(said) { said.into() } else { (*raw).into() };
    names.iter().zip(said.iter().map(|s| &**s)).map(pick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_said_as_people_say_them() {
        for (raw, said) in [
            ("TESTLAB.LOCAL-S-1-1-0", "Everyone"),
            ("S-1-5-11", "Authenticated Users"),
            ("DOMAIN ADMINS@TESTLAB.LOCAL", "Domain Admins"),
            ("WIN10.TESTLAB.LOCAL", "Win10"),
            ("TESTGMSA$@TESTLAB.LOCAL", "Testgmsa$"),
            ("ada@example.org", "ada@example.org"),
            ("kubernetes/k8s.io", "kubernetes/k8s.io"),
            ("PRIMARY", "PRIMARY"),
            ("(TESTLAB.LOCAL) S-1-5-21-1", "(TESTLAB.LOCAL) S-1-5-21-1"),
            ("@A.B", "@A.B"),
        ] {
            assert_eq!(&*spoken(raw), said, "{raw}");
        }
    }

    #[test]
    fn two_that_would_sound_alike_stay_whole() {
        let raw = ["DOMAIN ADMINS@A.LOCAL", "DOMAIN ADMINS@B.LOCAL", "GUEST@A.LOCAL"];
        let said = all_spoken(&raw);
        assert_eq!(&*said[0], raw[0], "two domains have the group");
        assert_eq!(&*said[1], raw[1], "two domains have the group");
        assert_eq!(&*said[2], "Guest", "nobody else is called so");
    }
}
