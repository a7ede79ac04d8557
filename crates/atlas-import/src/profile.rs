//! A [`Profile`] of kinds as TOML, for people: `atlas kinds --profile FILE`.
//!
//! ```toml
//! [nodes.Robot]
//! class = "identity"
//! lifecycle = "stable"
//!
//! [relations.Opens]
//! class = "grant"
//! walk = "along"          # no, along, against
//! likelihood = 0.9        # 0 < p <= 1
//!
//! [relations.Opens.levels.viewer]
//! walk = "no"
//! ```

use std::collections::BTreeMap;
use std::fmt::Write;

use atlas_model::{Lifecycle, NodeClass, NodeRule, Profile, RelationClass, RelationRule, Walk};
use serde::Deserialize;
use toml::Spanned;

use crate::toml_error::{TomlError, TomlText};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    nodes: BTreeMap<String, NodeEntry>,
    #[serde(default)]
    relations: BTreeMap<String, RelationEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NodeEntry {
    class: Option<Spanned<String>>,
    lifecycle: Option<Spanned<String>>,
    tier: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationEntry {
    class: Option<Spanned<String>>,
    walk: Option<Spanned<String>>,
    likelihood: Option<Spanned<f64>>,
    #[serde(default)]
    levels: BTreeMap<String, LevelEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelEntry {
    class: Option<Spanned<String>>,
    walk: Option<Spanned<String>>,
    likelihood: Option<Spanned<f64>>,
}

/// Read a profile; `file` names it in errors. Rules come sorted by kind, the rule for all levels before those of one level.
///
/// # Errors
/// Where the text is no TOML, has an unknown key, or a value that is none of the words.
pub fn parse(file: &str, text: &str) -> Result<Profile, TomlError> {
    let toml = TomlText { file, text };
    let file: File = toml::from_str(text).map_err(|e| {
        toml.parse_error(
            &e,
            "write [nodes.KIND] with class, lifecycle, tier and [relations.KIND] with class, walk, likelihood, levels",
        )
    })?;
    let reader = Reader { toml };
    let mut profile = Profile::default();
    for (kind, entry) in &file.nodes {
        profile.nodes.push(NodeRule {
            kind: kind.as_str().into(),
            class: reader.word(entry.class.as_ref(), NodeClass::from_word, words(NodeClass::ALL, NodeClass::word))?,
            lifecycle: reader.word(
                entry.lifecycle.as_ref(),
                Lifecycle::from_word,
                words(Lifecycle::ALL, Lifecycle::word),
            )?,
            tier: reader.tier(entry.tier.as_ref())?,
        });
    }
    for (kind, entry) in &file.relations {
        let is_stated = entry.class.is_some() || entry.walk.is_some() || entry.likelihood.is_some();
        if is_stated || entry.levels.is_empty() {
            profile.relations.push(RelationRule {
                kind: kind.as_str().into(),
                level: None,
                class: reader.relation_class(entry.class.as_ref())?,
                walk: reader.walk(entry.walk.as_ref())?,
                likelihood: reader.likelihood(entry.likelihood.as_ref())?,
            });
        }
        for (level, entry) in &entry.levels {
            profile.relations.push(RelationRule {
                kind: kind.as_str().into(),
                level: Some(level.as_str().into()),
                class: reader.relation_class(entry.class.as_ref())?,
                walk: reader.walk(entry.walk.as_ref())?,
                likelihood: reader.likelihood(entry.likelihood.as_ref())?,
            });
        }
    }
    Ok(profile)
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> String {
    let words: Vec<&str> = all.iter().map(|t| word(*t)).collect();
    words.join(", ")
}

struct Reader<'t> {
    toml: TomlText<'t>,
}

impl Reader<'_> {
    fn error<T>(&self, value: &Spanned<T>, reason: String, remedy: String) -> TomlError {
        self.toml.error(value.span().start, reason, remedy)
    }

    fn word<T>(
        &self,
        value: Option<&Spanned<String>>,
        from_word: impl Fn(&str) -> Option<T>,
        words: String,
    ) -> Result<Option<T>, TomlError> {
        let Some(value) = value else { return Ok(None) };
        from_word(value.get_ref()).map(Some).ok_or_else(|| {
            self.error(value, format!("{:?} is not a word for this", value.get_ref()), format!("use one of {words}"))
        })
    }

    fn relation_class(&self, value: Option<&Spanned<String>>) -> Result<Option<RelationClass>, TomlError> {
        let all = words(RelationClass::ALL, RelationClass::word);
        self.word(value, RelationClass::from_word, all)
    }

    fn walk(&self, value: Option<&Spanned<String>>) -> Result<Option<Walk>, TomlError> {
        self.word(value, Walk::from_word, words(Walk::ALL, Walk::word))
    }

    fn tier(&self, value: Option<&Spanned<i64>>) -> Result<Option<u8>, TomlError> {
        let Some(value) = value else { return Ok(None) };
        match u8::try_from(*value.get_ref()) {
            Ok(tier) if tier <= 3 => Ok(Some(tier)),
            _ => Err(self.error(value, format!("{} is not a tier", value.get_ref()), "use 0, 1, 2 or 3".to_owned())),
        }
    }

    fn likelihood(&self, value: Option<&Spanned<f64>>) -> Result<Option<f64>, TomlError> {
        let Some(value) = value else { return Ok(None) };
        let p = *value.get_ref();
        if p > 0.0 && p <= 1.0 {
            return Ok(Some(p));
        }
        Err(self.error(value, format!("{p} is not a likelihood"), "use a number above 0 and at most 1".to_owned()))
    }
}

/// Write a profile so that [`parse`] reads the same rules. Of several rules for one kind
/// and level the later wins, value by value.
#[must_use]
pub fn to_toml(profile: &Profile) -> String {
    let mut nodes: BTreeMap<&str, NodeRule> = BTreeMap::new();
    for rule in &profile.nodes {
        let merged = nodes.entry(&rule.kind).or_default();
        merged.class = rule.class.or(merged.class);
        merged.lifecycle = rule.lifecycle.or(merged.lifecycle);
        merged.tier = rule.tier.or(merged.tier);
    }
    let mut relations: BTreeMap<(&str, Option<&str>), RelationRule> = BTreeMap::new();
    for rule in &profile.relations {
        let merged = relations.entry((&rule.kind, rule.level.as_deref())).or_default();
        merged.class = rule.class.or(merged.class);
        merged.walk = rule.walk.or(merged.walk);
        merged.likelihood = rule.likelihood.or(merged.likelihood);
    }
    let mut text = String::new();
    for (kind, rule) in &nodes {
        heading(&mut text, &["nodes", kind]);
        line(&mut text, "class", rule.class.map(|c| quoted(c.word())));
        line(&mut text, "lifecycle", rule.lifecycle.map(|l| quoted(l.word())));
        line(&mut text, "tier", rule.tier.map(|t| t.to_string()));
    }
    for ((kind, level), rule) in &relations {
        match level {
            None => heading(&mut text, &["relations", kind]),
            Some(level) => heading(&mut text, &["relations", kind, "levels", level]),
        }
        line(&mut text, "class", rule.class.map(|c| quoted(c.word())));
        line(&mut text, "walk", rule.walk.map(|w| quoted(w.word())));
        line(&mut text, "likelihood", rule.likelihood.map(|p| format!("{p:?}")));
    }
    text
}

fn heading(text: &mut String, path: &[&str]) {
    if !text.is_empty() {
        text.push('\n');
    }
    let keys: Vec<String> = path.iter().map(|key| key_text(key)).collect();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "[{}]", keys.join("."));
}

fn line(text: &mut String, key: &str, value: Option<String>) {
    if let Some(value) = value {
        let _ = writeln!(text, "{key} = {value}");
    }
}

fn key_text(key: &str) -> String {
    let is_bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// A TOML basic string; it escapes as JSON does, and DEL too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_the_same() {
        let profile = Profile {
            nodes: vec![NodeRule {
                kind: "Röbot \"x\"\n\u{7f}".into(),
                class: Some(NodeClass::Identity),
                lifecycle: Some(Lifecycle::Stable),
                tier: Some(0),
            }],
            relations: vec![
                RelationRule {
                    kind: "Opens".into(),
                    level: None,
                    class: Some(RelationClass::CredentialUse),
                    walk: Some(Walk::Along),
                    likelihood: Some(1.0),
                },
                RelationRule {
                    kind: "Opens".into(),
                    level: Some("read.only".into()),
                    class: None,
                    walk: Some(Walk::No),
                    likelihood: None,
                },
            ],
        };
        let text = to_toml(&profile);
        assert_eq!(parse("p.toml", &text).unwrap(), profile, "{text}");
        assert_eq!(to_toml(&Profile::default()), "");
    }

    #[test]
    fn mistakes_name_their_line_and_what_to_write() {
        let check = |text: &str, line: usize, word: &str| {
            let e = parse("p.toml", text).unwrap_err();
            assert_eq!(e.line, line, "{e}");
            assert!(e.to_string().contains(word), "{e}");
        };
        check("[nodes.A]\n\nclass = \"person\"\n", 3, "identity, entitlement");
        check("[relations.B]\nwalk = \"up\"\n", 2, "no, along, against");
        check("[nodes.A]\ntier = 4\n", 2, "0, 1, 2 or 3");
        check("[relations.B.levels.x]\nlikelihood = 0.0\n", 2, "above 0");
        check("[nodes.A]\ncolour = 1\n", 2, "colour");
        check("[nodes.A\n", 1, "");
    }
}
