//! [`Scope`]: which part of a revision is frozen, where all of it is too much.
//!
//! A scope is written like a SELECT: `kind=Group,kind=User`, `platform=github`, `around=ID,steps=2`.
//! Values of one key are alternatives, different keys must all hold, and of several scopes any. A
//! relation is within where both of its ends are; the others are counted and never followed, so what
//! a scope leaves out is unknown.

use std::collections::BTreeSet;
use std::fmt;

use atlas_graph::SnapshotBuilder;

/// Steps of a neighbourhood where none are named.
const STEPS: u32 = 2;
/// More steps than this hold nearly everything anyway, and every one costs a round.
const MOST_STEPS: u32 = 12;
const KEYS: [&str; 6] = ["kind", "platform", "namespace", "source", "around", "steps"];

/// Nodes for which all keys that are named hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Any of the node's kinds, as written in the files.
    pub kinds: BTreeSet<Box<str>>,
    /// Families of platforms that one of its kinds belongs to ([`atlas_model::platform_of`]).
    pub platforms: BTreeSet<Box<str>>,
    /// Namespace of its key; empty for globally unique ids.
    pub namespaces: BTreeSet<Box<str>>,
    /// A source that describes it; for a node that none describes the first one that names it.
    pub sources: BTreeSet<Box<str>>,
    /// Native ids, or `namespace:id`, of the nodes in the middle.
    pub around: BTreeSet<Box<str>>,
    /// Most steps from one of them, over relations of any kind and in either direction, through
    /// whatever nodes; 0 where there is no middle.
    pub steps: u32,
}

/// Nodes that are in any of the parts. Without parts it holds nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    parts: BTreeSet<Part>,
}

/// A part of a revision.
#[derive(Debug)]
pub struct Scoped {
    /// The nodes within and the relations between them.
    pub builder: SnapshotBuilder,
    /// Nodes within.
    pub nodes: u32,
    /// Relations within.
    pub relations: u32,
    /// Relations with one end within and one outside.
    pub border: u64,
}

/// Why a scope does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeError {
    text: Box<str>,
    what: Box<str>,
}

impl fmt::Display for ScopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot read the scope {:?}: {}; write key=value[,key=value]... with keys {}",
            self.text,
            self.what,
            KEYS.join(", ")
        )
    }
}

impl std::error::Error for ScopeError {}

impl Part {
    /// Read one part.
    ///
    /// # Errors
    /// Where it does not begin with a known `key=`, a platform is none, or steps have no middle.
    pub fn parse(text: &str) -> Result<Self, ScopeError> {
        let wrong = |what: String| ScopeError { text: text.into(), what: what.into() };
        let mut starts = vec![0];
        starts.extend(text.match_indices(',').map(|(at, _)| at + 1).filter(|&at| known_key(&text[at..]).is_some()));
        let mut part = Self::default();
        let mut steps = None;
        for (n, &start) in starts.iter().enumerate() {
            let end = starts.get(n + 1).map_or(text.len(), |&next| next - 1);
            let (key, value) = known_key(&text[start..end]).ok_or_else(|| wrong("it names no key".into()))?;
            let values = match key {
                "kind" => &mut part.kinds,
                "platform" => &mut part.platforms,
                "namespace" => &mut part.namespaces,
                "source" => &mut part.sources,
                "around" => &mut part.around,
                _ => {
                    let number = value.parse().ok().filter(|n| *n <= MOST_STEPS);
                    let none = || wrong(format!("{value:?} is no number of steps from 0 to {MOST_STEPS}"));
                    steps = Some(number.ok_or_else(none)?);
                    continue;
                }
            };
            if key == "platform" && !atlas_model::platforms().any(|p| p == value) {
                let known: Vec<&str> = atlas_model::platforms().collect();
                return Err(wrong(format!("{value:?} is no platform, they are {}", known.join(", "))));
            }
            values.insert(value.into());
        }
        if part.around.is_empty() && steps.is_some() {
            return Err(wrong("steps lead nowhere without around=ID".into()));
        }
        part.steps = if part.around.is_empty() { 0 } else { steps.unwrap_or(STEPS) };
        Ok(part)
    }

    /// Whether the keys hold that need no other node. `sources` are those that say something about it.
    pub(crate) fn holds(&self, kinds: &[&str], namespace: &str, sources: &[&str]) -> bool {
        let any = |of: &BTreeSet<Box<str>>, among: &[&str]| of.is_empty() || among.iter().any(|w| of.contains(*w));
        any(&self.kinds, kinds)
            && (self.platforms.is_empty()
                || kinds.iter().filter_map(|k| atlas_model::platform_of(k)).any(|p| self.platforms.contains(p)))
            && any(&self.namespaces, &[namespace])
            && any(&self.sources, sources)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [
            ("kind", &self.kinds),
            ("platform", &self.platforms),
            ("namespace", &self.namespaces),
            ("source", &self.sources),
            ("around", &self.around),
        ];
        let mut terms: Vec<String> =
            named.iter().flat_map(|(key, values)| values.iter().map(move |v| format!("{key}={v}"))).collect();
        if !self.around.is_empty() {
            terms.push(format!("steps={}", self.steps));
        }
        f.write_str(&terms.join(","))
    }
}

impl Scope {
    /// Read a scope; several texts mean "or".
    ///
    /// # Errors
    /// As [`Part::parse`].
    pub fn parse<S: AsRef<str>>(texts: &[S]) -> Result<Self, ScopeError> {
        let parts = texts.iter().map(|t| Part::parse(t.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { parts })
    }

    /// Its parts, in a fixed order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter()
    }

    /// Its texts, one for each part; equal scopes have equal texts.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.parts.iter().map(Part::to_string).collect()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts().join(" or "))
    }
}

/// The key that a term begins with, and its value.
fn known_key(term: &str) -> Option<(&str, &str)> {
    let (key, value) = term.split_once('=')?;
    KEYS.contains(&key.trim()).then_some((key.trim(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_reads_and_writes_in_one_form() {
        for (texts, written) in [
            (vec!["kind=User,kind=Group"], "kind=Group,kind=User"),
            (vec!["around=CN=A,OU=B"], "around=CN=A,OU=B,steps=2"),
            (vec!["steps=0,around=x"], "around=x,steps=0"),
            (vec!["namespace="], "namespace="),
            (vec!["source=b", "source=a", "source=b"], "source=a or source=b"),
        ] {
            let scope = Scope::parse(&texts).unwrap();
            assert_eq!(scope.to_string(), written, "{texts:?}");
            assert_eq!(Scope::parse(&scope.texts()).unwrap(), scope, "what is written reads back");
        }
    }

    #[test]
    fn what_does_not_read_says_why() {
        for (text, why) in [
            ("colour=red", "names no key"),
            ("", "names no key"),
            ("platform=moon", "is no platform, they are agents"),
            ("kind=User,steps=2", "without around=ID"),
            ("around=x,steps=99", "no number of steps"),
        ] {
            let said = Part::parse(text).unwrap_err().to_string();
            assert!(said.contains(why), "{text}: {said}");
        }
    }

    #[test]
    fn values_of_a_key_are_alternatives_and_keys_must_all_hold() {
        let part = Part::parse("kind=User,kind=Group,source=hr").unwrap();
        assert!(part.holds(&["Person", "User"], "", &["ad", "hr"]));
        assert!(!part.holds(&["User"], "", &["ad"]), "of another source");
        assert!(!part.holds(&["Host"], "", &["hr"]), "of another kind");
        assert!(Part::parse("platform=github").unwrap().holds(&["GH_Team"], "", &[]));
    }
}
