//! Questions of the catalogue, asked of the store without freezing a revision.

use std::collections::BTreeSet;

use atlas_import::profile;
use atlas_model::{KindBook, NodeKey, Profile};
use graph_queries::catalogue::{
    self, ColumnKind, KindLists, ParameterKind, Parameters, Preset, Question, key_of, key_text, seen_kinds,
};
use graph_queries::{Cell, Store, Table, Watch};

use crate::dto::{AppError, AskAnswer, AskCell, AskColumn, AskParameter, AskQuestion, Code, QuestionsAnswer, clip};
use crate::job::StoreWatch;
use crate::{Job, Session};

impl Session {
    /// Every question that [`Self::ask`] answers.
    #[must_use]
    pub fn questions(&self) -> QuestionsAnswer {
        let parameters =
            |q: &Question| q.parameters.iter().filter(|p| p.default != Preset::Kinds).map(parameter).collect();
        let questions = catalogue::questions().iter().map(|q| AskQuestion {
            id: q.id.to_string(),
            title: q.title.to_string(),
            why: q.why.to_string(),
            parameters: parameters(q),
        });
        QuestionsAnswer { questions: questions.collect() }
    }

    /// Answer a question about the newest revision. Each of `given` is NAME=VALUE: nodes by their ids,
    /// several values as JSON or with commas between them.
    ///
    /// # Errors
    /// Usage where there is no such question, or it is not asked as it must be; not found where no
    /// node, or more than one, has an id that was given.
    pub fn ask(&self, id: &str, given: &[String], job: &Job) -> Result<AskAnswer, AppError> {
        let question = catalogue::question(id)?;
        let revision = self.newest()?.number;
        let (store, watch) = (self.store(), StoreWatch(job));
        let asking = Asking { store: &**store, revision, watch: &watch };
        let mut parameters = Parameters::default();
        for text in given {
            let (name, value) = text.split_once('=').ok_or_else(|| {
                AppError::new(Code::Usage, format!("{text:?} gives no value"), "Give parameters as NAME=VALUE.")
            })?;
            // A name that the question does not have is refused with those that it has.
            let kind = question.parameter(name).map_or(ParameterKind::Text, |p| p.kind);
            parameters = parameters.with(name, asking.value(name, kind, value)?);
        }
        if question.parameters.iter().any(|p| p.default == Preset::Kinds) {
            parameters = parameters.lists(question, &asking.lists()?);
        }
        let table = asking.store.ask(revision, question, &parameters, &watch)?;
        asking.answer(question, table)
    }
}

fn parameter(parameter: &catalogue::Parameter) -> AskParameter {
    AskParameter {
        name: parameter.name.to_string(),
        kind: parameter.kind.word().into(),
        required: parameter.default == Preset::Required,
        default: if let Preset::Value(value) = &parameter.default { typed(value) } else { String::new() },
        meaning: parameter.meaning.to_string(),
    }
}

/// A value as one would type it, see [`Asking::value`].
fn typed(value: &Cell) -> String {
    match value {
        Cell::Text(text) => text.to_string(),
        Cell::Integer(number) => number.to_string(),
        Cell::List(items) => items.iter().map(typed).collect::<Vec<_>>().join(", "),
        Cell::Bool(_) | Cell::Null | Cell::Float(_) | Cell::Map(_) | Cell::Node { .. } | Cell::Relation { .. } => {
            String::new()
        }
    }
}

/// One revision of one store.
struct Asking<'a> {
    store: &'a dyn Store,
    revision: u32,
    watch: &'a dyn Watch,
}

impl Asking<'_> {
    /// What the kinds of the revision mean, as lists.
    fn lists(&self) -> Result<KindLists, AppError> {
        let by_hand = match self.store.profile_text()? {
            Some(text) => {
                profile::parse("profile", &text).map_err(|e| AppError::new(Code::Input, e.to_string(), ""))?
            }
            None => Profile::default(),
        };
        let seen = seen_kinds(self.store, self.revision, self.watch)?;
        let book = KindBook::resolve(&by_hand, &self.store.file_profile()?, &seen);
        Ok(KindLists::of(&book, seen.levels.keys().map(|(_, level)| &**level)))
    }

    /// A value as it was typed.
    fn value(&self, name: &str, kind: ParameterKind, text: &str) -> Result<Cell, AppError> {
        Ok(match kind {
            ParameterKind::Node => self.node(text)?,
            ParameterKind::Nodes => Cell::List(several(text).iter().map(|id| self.node(id)).collect::<Result<_, _>>()?),
            ParameterKind::Texts => Cell::List(several(text).into_iter().map(|t| Cell::Text(t.into())).collect()),
            ParameterKind::Text | ParameterKind::Perhaps | ParameterKind::Day => Cell::Text(text.into()),
            ParameterKind::Count | ParameterKind::Steps => Cell::Integer(text.parse().map_err(|_| {
                AppError::new(Code::Usage, format!("{name} must be a whole number from 0, not {text:?}"), "")
            })?),
        })
    }

    /// Keys of the nodes with these native ids.
    fn keys(&self, ids: impl IntoIterator<Item = String>) -> Result<Vec<NodeKey>, AppError> {
        let ids: BTreeSet<String> = ids.into_iter().collect();
        let given = Parameters::default().texts("ids", ids.iter().map(String::as_str));
        let table = self.store.ask(self.revision, catalogue::question("by-id")?, &given, self.watch)?;
        Ok(table.rows.iter().filter_map(|row| row.get(1)).filter_map(key_in).collect())
    }

    /// The key of the node that an id means: the native id, else `namespace:id`.
    fn node(&self, text: &str) -> Result<Cell, AppError> {
        let tails = text.match_indices(':').map(|(at, _)| text[at + 1..].to_owned());
        let keys = self.keys(std::iter::once(text.to_owned()).chain(tails))?;
        let exact: Vec<&NodeKey> = keys.iter().filter(|k| *k.id == *text).collect();
        let qualified =
            |k: &&NodeKey| text.strip_suffix(&*k.id).and_then(|t| t.strip_suffix(':')) == Some(&*k.namespace);
        let found = if exact.is_empty() { keys.iter().filter(qualified).collect() } else { exact };
        match found.as_slice() {
            [key] => Ok(Cell::Text(key_text(key).into())),
            [] => Err(AppError::new(
                Code::NotFound,
                format!("no node has the id {text:?}"),
                "`atlas ask -a WORKSPACE search text=PART` finds nodes by a part of their id or name.",
            )),
            several => {
                let names: Vec<String> = several.iter().map(|k| format!("{}:{}", k.namespace, k.id)).collect();
                let what = format!("{} nodes have the id {text:?}", several.len());
                Err(AppError::new(Code::NotFound, what, format!("Name one of them as {}.", names.join(", "))))
            }
        }
    }

    /// The answer with ids in the place of keys.
    fn answer(&self, question: &Question, table: Table) -> Result<AskAnswer, AppError> {
        let is_key = |kind: ColumnKind| matches!(kind, ColumnKind::Node | ColumnKind::Nodes);
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for row in &table.rows {
            for (_, cell) in question.columns.iter().zip(row).filter(|(c, _)| is_key(c.kind)) {
                let one = [cell.clone()];
                let cells = if let Cell::List(items) = cell { items } else { &one[..] };
                ids.extend(cells.iter().filter_map(key_in).map(|k| k.id.to_string()));
            }
        }
        let mut seen = BTreeSet::new();
        let keys = if ids.is_empty() { Vec::new() } else { self.keys(ids)? };
        let clashing: BTreeSet<Box<str>> =
            keys.into_iter().filter_map(|k| (!seen.insert(k.id.clone())).then_some(k.id)).collect();
        let shown = |text: &str| match key_of(text) {
            Some(key) if clashing.contains(&key.id) && !key.namespace.is_empty() => {
                format!("{}:{}", key.namespace, key.id)
            }
            Some(key) => key.id.into(),
            None => text.to_owned(),
        };
        let rows = table.rows.iter().map(|row| {
            let cells = question.columns.iter().zip(row);
            cells
                .map(|(column, cell)| ask_cell(cell, |t| if is_key(column.kind) { shown(t) } else { t.to_owned() }))
                .collect()
        });
        Ok(AskAnswer {
            question: question.id.to_string(),
            title: question.title.to_string(),
            rows: rows.collect(),
            columns: question
                .columns
                .iter()
                .map(|c| AskColumn {
                    name: c.name.to_string(),
                    kind: c.kind.word().into(),
                    meaning: c.meaning.to_string(),
                })
                .collect(),
        })
    }
}

fn key_in(cell: &Cell) -> Option<NodeKey> {
    if let Cell::Text(text) = cell { key_of(text) } else { None }
}

/// Values of one text: JSON, or with commas between them.
fn several(text: &str) -> Vec<String> {
    match serde_json::from_str::<Vec<String>>(text) {
        Ok(values) => values,
        Err(_) if text.is_empty() => Vec::new(),
        Err(_) => text.split(',').map(|part| part.trim().to_owned()).collect(),
    }
}

/// A cell as answers write it; what no question gives is nothing.
fn ask_cell(cell: &Cell, shown: impl Fn(&str) -> String) -> AskCell {
    match cell {
        Cell::Bool(flag) => AskCell::Flag(*flag),
        Cell::Integer(number) => AskCell::Count(clip(*number)),
        Cell::Text(text) => AskCell::Text(shown(text)),
        Cell::List(items) => AskCell::Texts(
            items.iter().filter_map(|i| if let Cell::Text(text) = i { Some(shown(text)) } else { None }).collect(),
        ),
        Cell::Null | Cell::Float(_) | Cell::Map(_) | Cell::Node { .. } | Cell::Relation { .. } => AskCell::Null,
    }
}
