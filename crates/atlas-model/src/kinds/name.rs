//! Reading the name of a kind: its words, the form in which spellings are compared, its plural.

use std::borrow::Cow;

/// The form in which spellings of one kind are equal: letters and digits, lower case.
/// `MEMBER_OF`, `member-of` and `MemberOf` fold to `memberof`.
pub(super) fn fold(kind: &str) -> String {
    kind.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a kind's name in lower case: split at anything that is no letter or digit, and where
/// CamelCase begins a word. `AZServicePrincipal` is `az service principal`, `K8sPod` is `k8s pod`.
pub(super) fn words(kind: &str) -> Vec<String> {
    parts(kind).iter().map(|w| w.to_lowercase()).collect()
}

/// The same words as they are written.
fn parts(kind: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in kind.split(|c: char| !c.is_alphanumeric()) {
        let chars: Vec<char> = part.chars().collect();
        let mut word = String::new();
        for (i, &c) in chars.iter().enumerate() {
            let after_lower = i > 0 && !chars[i - 1].is_uppercase();
            let before_lower = chars.get(i + 1).is_some_and(|n| n.is_lowercase());
            if c.is_uppercase() && !word.is_empty() && (after_lower || before_lower) {
                words.push(std::mem::take(&mut word));
            }
            word.push(c);
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// Short prefixes that name a platform and say nothing about what the thing is.
const PLATFORMS: &[&str] = &[
    "ad", "aws", "az", "azure", "entra", "gcp", "gh", "gitlab", "gl", "github", "google", "iam", "jamf", "k8s", "kube",
    "mssql", "okta", "sccm", "sf", "snow",
];

/// A kind as a person would write it in a sentence: its words without the platform's prefix.
/// The kind itself where it has no words.
pub(super) fn plain(kind: &str) -> Cow<'_, str> {
    let all = words(kind);
    let kept = match all.split_first() {
        Some((first, rest)) if !rest.is_empty() && PLATFORMS.contains(&first.as_str()) => rest,
        _ => &all,
    };
    if kept.is_empty() { Cow::Borrowed(kind) } else { Cow::Owned(kept.join(" ")) }
}

/// A kind of relation in a few words, for a line on a picture: `GH_HasRole` is "has role",
/// `ExecuteDCOM` is "execute DCOM". The kind itself where it has no words.
#[must_use]
pub fn describe_relation(kind: &str) -> Cow<'_, str> {
    let shouted = !kind.chars().any(char::is_lowercase);
    let all = parts(kind);
    let kept = match all.split_first() {
        Some((first, rest)) if !rest.is_empty() && PLATFORMS.contains(&first.to_lowercase().as_str()) => rest,
        _ => &all,
    };
    let short_form = |w: &str| w.chars().count() > 1 && !w.chars().any(char::is_lowercase);
    let said: Vec<String> =
        kept.iter().map(|w| if short_form(w) && !shouted { w.clone() } else { w.to_lowercase() }).collect();
    if said.is_empty() { Cow::Borrowed(kind) } else { Cow::Owned(said.join(" ")) }
}

/// The English plural of the last word. Regular forms only; the table states the others.
pub(super) fn plural(one: &str) -> String {
    let ends = |tail: &str| one.ends_with(tail);
    let consonant_y = ends("y") && !["ay", "ey", "oy", "uy"].iter().any(|t| ends(t));
    if consonant_y {
        format!("{}ies", &one[..one.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|t| ends(t)) {
        format!("{one}es")
    } else {
        format!("{one}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_into_their_words() {
        for (kind, want) in [
            ("AZServicePrincipal", "az service principal"),
            ("GH_TeamRole", "gh team role"),
            ("K8sPod", "k8s pod"),
            ("OIDCProvider", "oidc provider"),
            ("can_read-secret", "can read secret"),
            ("", ""),
        ] {
            assert_eq!(words(kind).join(" "), want, "{kind}");
        }
    }

    #[test]
    fn relations_are_said_in_their_words() {
        for (kind, want) in [
            ("GH_HasRole", "has role"),
            ("ExecuteDCOM", "execute DCOM"),
            ("CanRDP", "can RDP"),
            ("MEMBER_OF", "member of"),
            ("HasSIDHistory", "has SID history"),
            ("***", "***"),
        ] {
            assert_eq!(describe_relation(kind), want, "{kind}");
        }
    }

    #[test]
    fn spellings_of_one_kind_fold_to_one_form() {
        assert_eq!(fold("MEMBER_OF"), fold("MemberOf"), "snake and camel case are one kind");
        assert_ne!(fold("OrgMember"), fold("OrgAdmin"), "different words stay apart");
    }

    #[test]
    fn plain_words_leave_the_platform_out() {
        assert_eq!(plain("GH_RepoRole"), "repo role", "the prefix says nothing about the thing");
        assert_eq!(plain("GH"), "gh", "a prefix alone is all there is to say");
        assert_eq!(plain("***"), "***", "a kind without words is shown as it is");
        assert_eq!(plural("policy"), "policies", "consonant and y");
        assert_eq!(plural("key"), "keys", "vowel and y");
        assert_eq!(plural("branch"), "branches", "a hiss takes es");
    }
}
