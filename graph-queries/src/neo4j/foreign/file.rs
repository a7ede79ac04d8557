//! Reads a [`SchemaMap`] from TOML, as the project ships them and as users write their own.
//!
//! Names of labels and properties end up in questions to the server, so they are held to letters that
//! cannot end a quoted name.

use std::collections::BTreeMap;

use atlas_model::{Lifecycle, NodeClass, NodeRule, RelationClass, RelationRule, Walk};
use serde::Deserialize;
use toml::Spanned;

use super::map::{EnabledRule, NodeMap, Probe, RelationMap, SchemaMap, TierRule, TypeRule, Words};

/// Why a map could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}; {remedy}")]
pub struct MapError {
    /// The file as the caller named it.
    pub file: Box<str>,
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub reason: Box<str>,
    /// What to do.
    pub remedy: Box<str>,
}

type Text = Spanned<String>;
type Texts = Vec<Spanned<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Text,
    title: Text,
    #[serde(default)]
    source: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    namespace: String,
    recognise: BTreeMap<String, Texts>,
    nodes: Nodes,
    #[serde(default)]
    relations: Relations,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nodes {
    id: Spanned<Texts>,
    #[serde(default)]
    name: Texts,
    #[serde(default)]
    used: Texts,
    #[serde(default)]
    stamps: Texts,
    #[serde(default)]
    markers: Texts,
    #[serde(default)]
    leave_out: Texts,
    #[serde(default)]
    kinds: Texts,
    #[serde(default)]
    kind: BTreeMap<String, Kind>,
    #[serde(default)]
    enabled: Vec<Enabled>,
    #[serde(default)]
    tier0: Vec<Spanned<Tier0>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    r#as: Option<Text>,
    class: Option<Text>,
    lifecycle: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Enabled {
    #[serde(default)]
    labels: Texts,
    property: Text,
    #[serde(default)]
    enabled_when: Texts,
    #[serde(default)]
    disabled_when: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tier0 {
    label: Option<Text>,
    property: Option<Text>,
    holds: Option<Text>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Relations {
    #[serde(default)]
    stamps: Texts,
    #[serde(default)]
    leave_out: Texts,
    unlisted: Option<Text>,
    #[serde(default)]
    kinds: Texts,
    #[serde(default)]
    map: Vec<Type>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Type {
    r#type: Text,
    #[serde(default)]
    from: Texts,
    #[serde(default)]
    to: Texts,
    r#as: Option<Text>,
    #[serde(default)]
    reverse: bool,
    level: Option<Text>,
    level_from: Option<Text>,
    walk: Option<bool>,
    class: Option<Text>,
}

/// Read a map; `file` names it in errors.
///
/// # Errors
/// Where the text is no TOML, has an unknown key or word, or a name that no question may hold.
pub fn parse(file: &str, text: &str) -> Result<SchemaMap, MapError> {
    let reader = Reader { file, text };
    let read: File = toml::from_str(text).map_err(|e| {
        let at = e.span().map_or(0, |span| span.start);
        reader.error(at, e.message().replace('\n', "; "), "see docs/guide/neo4j.md for what a map holds")
    })?;
    let mut map = SchemaMap {
        name: reader.name(&read.name)?,
        title: reader.name(&read.title)?,
        source: read.source.into(),
        version: read.version.into(),
        namespace: read.namespace.into(),
        ..SchemaMap::default()
    };
    for probes in read.recognise.values().filter(|p| !p.is_empty()) {
        map.recognise.push(probes.iter().map(|p| reader.probe(p)).collect::<Result<_, _>>()?);
    }
    if map.recognise.is_empty() {
        return Err(reader.error(
            0,
            "nothing says how the database is recognised",
            "write [recognise] any = [\"Label\"]",
        ));
    }
    reader.nodes(read.nodes, &mut map)?;
    reader.relations(read.relations, &mut map)?;
    Ok(map)
}

struct Reader<'t> {
    file: &'t str,
    text: &'t str,
}

impl Reader<'_> {
    fn error(&self, at: usize, reason: impl Into<Box<str>>, remedy: impl Into<Box<str>>) -> MapError {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        MapError { file: self.file.into(), line, reason: reason.into(), remedy: remedy.into() }
    }

    /// A name that can stand in a question.
    fn name(&self, text: &Text) -> Result<Box<str>, MapError> {
        let name = text.get_ref();
        let plain = !name.is_empty() && !name.chars().any(|c| c == '`' || c == '\\' || c.is_control());
        if plain {
            return Ok(name.as_str().into());
        }
        let remedy = "names are not empty and hold no backticks, backslashes or control characters";
        Err(self.error(text.span().start, format!("{name:?} is no name"), remedy))
    }

    fn names(&self, texts: &Texts) -> Result<Vec<Box<str>>, MapError> {
        texts.iter().map(|t| self.name(t)).collect()
    }

    fn some(&self, text: Option<&Text>) -> Result<Option<Box<str>>, MapError> {
        text.map(|t| self.name(t)).transpose()
    }

    fn probe(&self, text: &Text) -> Result<Probe, MapError> {
        let name = self.name(text)?;
        Ok(match name.split_once('.') {
            Some((label, property)) => Probe { label: label.into(), property: Some(property.into()) },
            None => Probe { label: name, property: None },
        })
    }

    /// The value that a word stands for.
    fn word<T: Copy>(
        &self,
        text: Option<&Text>,
        from_word: impl Fn(&str) -> Option<T>,
        all: &[T],
        word_of: impl Fn(T) -> &'static str,
    ) -> Result<Option<T>, MapError> {
        let Some(text) = text else { return Ok(None) };
        from_word(text.get_ref()).map(Some).ok_or_else(|| {
            let words: Vec<&str> = all.iter().map(|t| word_of(*t)).collect();
            let remedy = format!("use one of {}", words.join(", "));
            self.error(text.span().start, format!("{:?} is not a word for this", text.get_ref()), remedy)
        })
    }

    fn nodes(&self, nodes: Nodes, map: &mut SchemaMap) -> Result<(), MapError> {
        if nodes.id.get_ref().is_empty() {
            return Err(self.error(nodes.id.span().start, "no property is the id", "name one or more"));
        }
        let mut read = NodeMap {
            ids: self.names(nodes.id.get_ref())?,
            names: self.names(&nodes.name)?,
            used: self.names(&nodes.used)?,
            stamps: self.names(&nodes.stamps)?,
            markers: Words(self.names(&nodes.markers)?),
            left_out: Words(self.names(&nodes.leave_out)?),
            ..NodeMap::default()
        };
        for kind in self.names(&nodes.kinds)? {
            read.kinds.insert(kind.clone(), kind);
        }
        for (label, entry) in &nodes.kind {
            let kind = self.some(entry.r#as.as_ref())?.unwrap_or_else(|| label.as_str().into());
            let rule = NodeRule {
                class: self.word(entry.class.as_ref(), NodeClass::from_word, NodeClass::ALL, NodeClass::word)?,
                lifecycle: self.word(
                    entry.lifecycle.as_ref(),
                    Lifecycle::from_word,
                    Lifecycle::ALL,
                    Lifecycle::word,
                )?,
                tier: None,
                kind: kind.clone(),
            };
            if rule.class.is_some() || rule.lifecycle.is_some() {
                map.profile.nodes.push(rule);
            }
            read.kinds.insert(label.as_str().into(), kind);
        }
        for rule in &nodes.enabled {
            let lower = |texts: &Texts| texts.iter().map(|t| t.get_ref().to_lowercase().into()).collect::<Vec<_>>();
            let (mut enabled_when, mut disabled_when) = (lower(&rule.enabled_when), lower(&rule.disabled_when));
            if enabled_when.is_empty() && disabled_when.is_empty() {
                (enabled_when, disabled_when) = (vec!["true".into()], vec!["false".into()]);
            }
            let (labels, property) = (self.names(&rule.labels)?, self.name(&rule.property)?);
            read.enabled.push(EnabledRule { labels, property, enabled_when, disabled_when });
        }
        for rule in &nodes.tier0 {
            let Tier0 { label, property, holds } = rule.get_ref();
            read.tier0.push(match (label, property, holds) {
                (Some(label), None, None) => TierRule::Label(self.name(label)?),
                (None, Some(property), Some(word)) => {
                    TierRule::Holds { property: self.name(property)?, word: word.get_ref().to_lowercase().into() }
                }
                _ => {
                    let remedy = "write label = \"...\", or property = \"...\" and holds = \"...\"";
                    return Err(self.error(rule.span().start, "this does not say what is tier 0", remedy));
                }
            });
        }
        map.nodes = read;
        Ok(())
    }

    fn relations(&self, relations: Relations, map: &mut SchemaMap) -> Result<(), MapError> {
        let mut read = RelationMap {
            stamps: self.names(&relations.stamps)?,
            left_out: Words(self.names(&relations.leave_out)?),
            ..RelationMap::default()
        };
        read.unlisted_is_structure = match relations.unlisted.as_ref().map(|t| (t.get_ref().as_str(), t.span())) {
            None | Some(("look-up", _)) => false,
            Some(("structure", _)) => true,
            Some((_, span)) => {
                return Err(self.error(
                    span.start,
                    "this does not say what unlisted types are",
                    "use look-up or structure",
                ));
            }
        };
        for kind in self.names(&relations.kinds)? {
            let rule = TypeRule { kind: kind.clone(), ..TypeRule::default() };
            read.types.insert(kind, vec![rule]);
        }
        for entry in &relations.map {
            let from_type = self.name(&entry.r#type)?;
            let kind = self.some(entry.r#as.as_ref())?.unwrap_or_else(|| from_type.clone());
            let class =
                self.word(entry.class.as_ref(), RelationClass::from_word, RelationClass::ALL, RelationClass::word)?;
            if class.is_some() {
                let walk = (entry.walk == Some(false)).then_some(Walk::No);
                map.profile.relations.push(RelationRule { kind: kind.clone(), class, walk, ..RelationRule::default() });
            }
            read.types.entry(from_type).or_default().push(TypeRule {
                from: self.names(&entry.from)?,
                to: self.names(&entry.to)?,
                kind,
                reverse: entry.reverse,
                level: entry.level.as_ref().map(|t| t.get_ref().as_str().into()),
                level_from: self.some(entry.level_from.as_ref())?,
                walk: entry.walk,
            });
        }
        map.relations = read;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "name = \"a\"\ntitle = \"A\"\n[recognise]\nany = [\"X\"]\n[nodes]\nid = [\"id\"]\n";

    fn error(more: &str) -> String {
        parse("a.toml", &format!("{SMALL}{more}")).unwrap_err().to_string()
    }

    #[test]
    fn what_does_not_read_is_named_with_its_line() {
        assert!(parse("a.toml", SMALL).is_ok(), "this is all that must be said");
        for (more, line, word) in [
            ("colour = 1\n", "line 7", "colour"),
            ("[nodes.kind]\nX = { class = \"thing\" }\n", "line 8", "container"),
            ("[[nodes.tier0]]\nproperty = \"p\"\n", "line 7", "tier 0"),
            ("[relations]\nunlisted = \"maybe\"\n", "line 8", "structure"),
            ("[relations]\nkinds = [\"a`) DETACH DELETE n //\"]\n", "line 8", "backticks"),
            ("[relations]\nkinds = [\"\\\\u0060\"]\n", "line 8", "backslashes"),
        ] {
            let said = error(more);
            assert!(said.contains("a.toml") && said.contains(line) && said.contains(word), "{more:?}: {said}");
        }
        let nothing = SMALL.replace("any = [\"X\"]", "any = []");
        assert!(parse("a.toml", &nothing).unwrap_err().to_string().contains("recognised"), "would fit every database");
    }
}
