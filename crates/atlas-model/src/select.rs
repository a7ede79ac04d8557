//! SELECT: how a person names a set of nodes on the command line and in an address.
//!
//! `key=value[,key=value]...`: all terms must hold. It splits at a comma only before a known
//! `key=`, and a value is everything after the first `=` (semantics §23).

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// `id`, `name`, `kind`, `class`, `tier`, `lane`, `lifecycle`, `cluster`, or the property of `prop.X`.
    pub key: Box<str>,
    /// The property name of `prop.X`, else `None`.
    pub property: Option<Box<str>>,
    /// The value as written.
    pub value: Box<str>,
}

/// All of its terms must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Select {
    /// The terms in the order written.
    pub terms: Vec<Term>,
}

/// Why a SELECT could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectError {
    /// What was written.
    pub text: Box<str>,
}

impl std::fmt::Display for SelectError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "cannot read {:?}: write key=value[,key=value]... with keys {}, prop.X",
            self.text,
            Select::KEYS.join(", ")
        )
    }
}

impl std::error::Error for SelectError {}

impl Select {
    /// The keys that a term may have, beside `prop.X`.
    pub const KEYS: &'static [&'static str] = &["id", "name", "kind", "class", "tier", "lane", "lifecycle", "cluster"];

    /// Read a SELECT.
    ///
    /// # Errors
    /// Where the text does not begin with a known `key=`.
    pub fn parse(text: &str) -> Result<Self, SelectError> {
        let mut starts: Vec<usize> = vec![0];
        starts.extend(text.match_indices(',').map(|(i, _)| i + 1).filter(|&i| known_key(&text[i..]).is_some()));
        let mut terms = Vec::with_capacity(starts.len());
        for (n, &start) in starts.iter().enumerate() {
            let end = starts.get(n + 1).map_or(text.len(), |&next| next - 1);
            let part = &text[start..end];
            let key = known_key(part).ok_or_else(|| SelectError { text: text.into() })?;
            let value = &part[key.len() + 1..];
            let property = key.trim().strip_prefix("prop.").map(Into::into);
            let key = if property.is_some() { "prop" } else { key.trim() };
            terms.push(Term { key: key.into(), property, value: value.into() });
        }
        Ok(Self { terms })
    }
}

/// The known key a term begins with, as written.
fn known_key(part: &str) -> Option<&str> {
    let (key, _) = part.split_once('=')?;
    let bare = key.trim();
    let known = Select::KEYS.contains(&bare) || bare.strip_prefix("prop.").is_some_and(|p| !p.is_empty());
    known.then_some(key)
}

/// Whether `text` matches a glob of `*` and `?`, ignoring case. O(len(text) * stars).
#[must_use]
pub fn glob_matches(pattern: &str, text: &str) -> bool {
    let p: Vec<char> = pattern.to_lowercase().chars().collect();
    let t: Vec<char> = text.to_lowercase().chars().collect();
    let (mut i, mut j, mut star, mut mark) = (0, 0, None, 0);
    while j < t.len() {
        match p.get(i) {
            Some('*') => {
                star = Some(i);
                mark = j;
                i += 1;
            }
            Some(&c) if c == '?' || c == t[j] => {
                i += 1;
                j += 1;
            }
            _ => match star {
                Some(s) => {
                    i = s + 1;
                    mark += 1;
                    j = mark;
                }
                None => return false,
            },
        }
    }
    p[i..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_splits_only_before_a_known_key() {
        let s = Select::parse("id=CN=A,OU=B,kind=User,prop.dept=x=y").unwrap();
        let got: Vec<_> = s.terms.iter().map(|t| (&*t.key, &*t.value)).collect();
        assert_eq!(got, [("id", "CN=A,OU=B"), ("kind", "User"), ("prop", "x=y")], "values keep commas and equal signs");
        assert!(Select::parse("colour=red").is_err(), "unknown keys are an error, not an empty answer");
        assert!(Select::parse("").is_err(), "nothing selects nothing");
    }

    #[test]
    fn globs_match_whole_names_without_case() {
        assert!(glob_matches("*ADMIN*", "Domain Admins"));
        assert!(glob_matches("d?main*", "DOMAIN ADMINS"));
        assert!(!glob_matches("admin", "Domain Admins"), "a glob without stars is the whole name");
    }
}
