//! [`Question`]: one retrieval question, what it takes and what it answers.

/// A question of the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Short name, by which it is asked.
    pub id: Box<str>,
    /// What it asks, as a line of a list.
    pub title: Box<str>,
    /// Why one asks it, and how its answer is meant.
    pub why: Box<str>,
    /// What it takes, in the order of the file.
    pub parameters: Vec<Parameter>,
    /// What it answers, in the order of the answer.
    pub columns: Vec<Column>,
    /// What rows are ordered by. Null stands before everything.
    pub order: Vec<Order>,
    /// Classes and kinds that its lists are made of.
    pub kinds: Vec<Box<str>>,
    /// The file: Cypher, with the header as comments.
    pub cypher: &'static str,
}

impl Question {
    /// The parameter of a name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| &*p.name == name)
    }

    /// The Cypher without its header.
    #[must_use]
    pub fn body(&self) -> &'static str {
        let comment = |line: &&str| line.starts_with("//") || line.trim().is_empty();
        let head: usize = self.cypher.split_inclusive('\n').take_while(comment).map(str::len).sum();
        self.cypher[head..].trim_end()
    }
}

/// Something a question takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Name, as in `$name`.
    pub name: Box<str>,
    /// What may be given.
    pub kind: ParameterKind,
    /// What stands where nothing is given.
    pub default: Preset,
    /// What it means.
    pub meaning: Box<str>,
}

/// Longest walk that may be asked for; a database takes them one after another.
pub const MOST_STEPS: u32 = 1_000;

/// What may be given for a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// The text of a key, see [`super::key_text`].
    Node,
    /// Texts of keys.
    Nodes,
    /// A text.
    Text,
    /// A text, or nothing.
    Perhaps,
    /// Texts.
    Texts,
    /// A whole number from 0.
    Count,
    /// A number of steps, up to [`MOST_STEPS`].
    Steps,
    /// A day, as 2026-11-01.
    Day,
}

impl ParameterKind {
    pub(super) const ALL: [(&'static str, Self); 8] = [
        ("node", Self::Node),
        ("nodes", Self::Nodes),
        ("text", Self::Text),
        ("text or null", Self::Perhaps),
        ("texts", Self::Texts),
        ("count", Self::Count),
        ("steps", Self::Steps),
        ("day", Self::Day),
    ];

    /// The word for it in headers.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// What stands where nothing is given for a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Preset {
    /// Nothing: it must be given.
    Required,
    /// This value.
    Value(crate::Cell),
    /// The list of [`super::KindLists`] that has the parameter's name.
    Kinds,
}

/// A column that rows are ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its name.
    pub column: Box<str>,
    /// The highest first.
    pub descending: bool,
}

/// Something a question answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name.
    pub name: Box<str>,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// What it means.
    pub meaning: Box<str>,
}

/// What the cells of a column hold; each may also be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// The text of a key, see [`super::key_text`].
    Node,
    /// Texts of keys.
    Nodes,
    /// A text.
    Text,
    /// Texts.
    Texts,
    /// A whole number.
    Count,
    /// Yes or no.
    Flag,
}

impl ColumnKind {
    pub(super) const ALL: [(&'static str, Self); 6] = [
        ("node", Self::Node),
        ("nodes", Self::Nodes),
        ("text", Self::Text),
        ("texts", Self::Texts),
        ("count", Self::Count),
        ("flag", Self::Flag),
    ];

    /// The word for it in headers.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}
