//! [`Parameters`]: what is given to a question, checked against what it takes.

use std::collections::BTreeMap;

use super::lists::KindLists;
use super::question::{MOST_STEPS, ParameterKind, Preset, Question};
use crate::{Cell, StoreError};

/// Values by the names of the parameters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameters(BTreeMap<Box<str>, Cell>);

impl Parameters {
    /// Give a value; the last one counts.
    #[must_use]
    pub fn with(mut self, name: &str, value: Cell) -> Self {
        self.0.insert(name.into(), value);
        self
    }

    /// Give a text.
    #[must_use]
    pub fn text(self, name: &str, value: &str) -> Self {
        self.with(name, Cell::Text(value.into()))
    }

    /// Give texts.
    #[must_use]
    pub fn texts<'t>(self, name: &str, values: impl IntoIterator<Item = &'t str>) -> Self {
        self.with(name, Cell::List(values.into_iter().map(|v| Cell::Text(v.into())).collect()))
    }

    /// Give the lists that a question takes from kinds, where nothing else was given.
    #[must_use]
    pub fn lists(mut self, question: &Question, lists: &KindLists) -> Self {
        for parameter in question.parameters.iter().filter(|p| p.default == Preset::Kinds) {
            if !self.0.contains_key(&parameter.name) {
                self = self.texts(&parameter.name, lists.get(&parameter.name).iter().map(|k| &**k));
            }
        }
        self
    }

    /// Names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Cell)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// Every parameter of a question with its value, each of the right type. Lists of kinds that are
    /// not given are those of the tables.
    ///
    /// # Errors
    /// [`StoreError::Question`] where one is unknown, missing or of another type.
    pub(crate) fn settle(&self, question: &Question) -> Result<Settled, StoreError> {
        let refuse = |what: String, remedy: String| StoreError::Question { what: what.into(), remedy: remedy.into() };
        let names = || question.parameters.iter().map(|p| &*p.name).collect::<Vec<_>>().join(", ");
        if let Some(name) = self.0.keys().find(|name| question.parameter(name).is_none()) {
            let takes = if question.parameters.is_empty() { "nothing".to_owned() } else { names() };
            return Err(refuse(
                format!("the question {} has no parameter {name:?}", question.id),
                format!("it takes {takes}"),
            ));
        }
        let mut settled = BTreeMap::new();
        for parameter in &question.parameters {
            let name = &parameter.name;
            let value = match (self.0.get(name), &parameter.default) {
                (Some(given), _) => expect(parameter.kind, given)
                    .map_err(|what| refuse(format!("{name} {what}"), format!("{name}: {}", parameter.meaning)))?,
                (None, Preset::Value(value)) => value.clone(),
                (None, Preset::Kinds) => {
                    Cell::List(KindLists::of_tables().get(name).iter().map(|k| Cell::Text(k.clone())).collect())
                }
                (None, Preset::Required) => {
                    return Err(refuse(
                        format!("the question {} needs {name}", question.id),
                        format!("give {name}=...: {}", parameter.meaning),
                    ));
                }
            };
            settled.insert(name.clone(), value);
        }
        Ok(Settled(settled))
    }
}

/// A value of the type of a parameter, or what it must be.
pub(super) fn expect(kind: ParameterKind, value: &Cell) -> Result<Cell, &'static str> {
    let all_texts = |items: &[Cell]| items.iter().all(|i| matches!(i, Cell::Text(_)));
    let fits = match (kind, value) {
        (ParameterKind::Node | ParameterKind::Text | ParameterKind::Perhaps, Cell::Text(_))
        | (ParameterKind::Perhaps, Cell::Null) => true,
        (ParameterKind::Nodes | ParameterKind::Texts, Cell::List(items)) => all_texts(items),
        (ParameterKind::Count, Cell::Integer(n)) => (0..=i64::from(u32::MAX)).contains(n),
        (ParameterKind::Steps, Cell::Integer(n)) => (0..=i64::from(MOST_STEPS)).contains(n),
        (ParameterKind::Day, Cell::Text(text)) => super::day::number(text).is_some(),
        _ => false,
    };
    if fits {
        return Ok(value.clone());
    }
    Err(match kind {
        ParameterKind::Node | ParameterKind::Text => "must be a text",
        ParameterKind::Perhaps => "must be a text or null",
        ParameterKind::Nodes | ParameterKind::Texts => "must be a list of texts",
        ParameterKind::Count => "must be a whole number from 0",
        ParameterKind::Steps => "must be a whole number from 0 to 1000",
        ParameterKind::Day => "must be a day such as 2026-11-01",
    })
}

/// The value of every parameter of one question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settled(BTreeMap<Box<str>, Cell>);

impl Settled {
    /// Names and values, by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Cell)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// A text; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.perhaps(name).unwrap_or_default()
    }

    /// A text that need not be there.
    pub(crate) fn perhaps(&self, name: &str) -> Option<&str> {
        match self.0.get(name) {
            Some(Cell::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A number.
    pub(crate) fn count(&self, name: &str) -> usize {
        match self.0.get(name) {
            Some(Cell::Integer(n)) => usize::try_from(*n).unwrap_or(0),
            _ => 0,
        }
    }

    /// Texts, in their order.
    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Cell::List(items)) => {
                items.iter().filter_map(|i| if let Cell::Text(text) = i { Some(&**text) } else { None }).collect()
            }
            _ => Vec::new(),
        }
    }
}
