//! Names of groups for people: what an entitlement is called, without the words that say what kind
//! of access it is.

/// Words at the end of a name that say what may be done or by whom, not where.
const ROLE_WORDS: &[&str] = &[
    "access",
    "admin",
    "administrator",
    "administrators",
    "admins",
    "all",
    "approver",
    "approvers",
    "bots",
    "committers",
    "contributors",
    "dev",
    "developer",
    "developers",
    "devs",
    "editor",
    "editors",
    "full",
    "group",
    "groups",
    "lead",
    "leads",
    "maintainer",
    "maintainers",
    "manager",
    "managers",
    "member",
    "members",
    "milestone",
    "misc",
    "operator",
    "operators",
    "owner",
    "owners",
    "permissions",
    "policy",
    "read",
    "reader",
    "readers",
    "readonly",
    "reviewer",
    "reviewers",
    "reviews",
    "role",
    "roles",
    "rw",
    "ro",
    "team",
    "teams",
    "triage",
    "user",
    "users",
    "viewer",
    "viewers",
    "write",
    "writer",
    "writers",
    "pr",
    "bugs",
    "feature",
    "requests",
    "proposals",
    "test",
    "failures",
    "api",
    "machine",
    "robots",
];
/// Words at the beginning of a name that say what kind of group it is.
const GROUP_WORDS: &[&str] =
    &["app", "grp", "group", "gg", "gs", "role", "rol", "sec", "sg", "sig", "sso", "subproject", "team", "ug", "wg"];

/// The name without path, kind, leading group words and trailing role words. Of a path the last
/// part that says where: `org/app/readers` is "app". Never empty where `name` is not: a name made of
/// such words alone keeps its last part.
#[must_use]
pub(crate) fn clean(name: &str) -> String {
    let whole = bare(name);
    let mut parts = whole.rsplit('/').map(after_colon).filter(|p| !p.trim().is_empty());
    let last = parts.clone().next().unwrap_or(whole);
    parts.find_map(core).unwrap_or(last.trim()).to_owned()
}

/// What is left between group words and role words, separators as they are; `None` where nothing is.
fn core(part: &str) -> Option<&str> {
    let words: Vec<&str> = part.split(separator).filter(|w| !w.is_empty()).collect();
    let is = |list: &[&str], w: &str| list.iter().any(|k| k.eq_ignore_ascii_case(w));
    let mut first = 0;
    while first + 1 < words.len() && is(GROUP_WORDS, words[first]) {
        first += 1;
    }
    let mut end = words.len();
    while end > first && is(ROLE_WORDS, words[end - 1]) {
        end -= 1;
    }
    let at = |w: &str| w.as_ptr() as usize - part.as_ptr() as usize;
    let (from, to) = (words.get(first)?, words[..end].get(first..)?.last()?);
    part.get(at(from)..at(to) + to.len())
}

fn separator(c: char) -> bool {
    matches!(c, '-' | '_' | ' ' | '.')
}

fn after_colon(part: &str) -> &str {
    part.rsplit(':').find(|p| !p.trim().is_empty()).unwrap_or(part)
}

/// The first component of a distinguished name, the account before `@`, or the name.
fn bare(name: &str) -> &str {
    let name = name.trim();
    if let Some((attribute, rest)) = name.split_once('=')
        && (attribute.eq_ignore_ascii_case("cn") || attribute.eq_ignore_ascii_case("ou"))
    {
        return rest.split(',').next().unwrap_or(rest);
    }
    match name.split_once('@') {
        Some((account, _)) if !account.is_empty() => account,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_label_says_where_and_not_what_may_be_done_there() {
        for (name, label) in [
            ("website-milestone-maintainers", "website"),
            ("team:kubernetes/sig-docs-zh-owners", "docs-zh"),
            ("sig-scheduling-misc", "scheduling"),
            ("kubernetes-sigs/kops-admins", "kops"),
            ("test-infra-admins", "test-infra"),
            ("DOMAIN ADMINS@CORP.LOCAL", "DOMAIN"),
            ("CN=GG_Finance_Readers,OU=Groups,DC=corp", "Finance"),
            ("arn:aws:iam::123456789012:role/Billing.ReadOnly", "Billing"),
            ("res-0004711", "res-0004711"),
            ("release-team", "release"),
            ("acme/billing/readers", "billing"),
            ("acme/admins", "acme"),
        ] {
            assert_eq!(clean(name), label, "{name}");
        }
    }

    #[test]
    fn a_name_of_role_words_alone_stays() {
        assert_eq!(clean("admins"), "admins", "nothing else would be left");
        assert_eq!(clean("team-leads"), "team-leads", "nothing else would be left");
        assert_eq!(clean(" - "), "-", "no word at all: the trimmed name");
    }
}
