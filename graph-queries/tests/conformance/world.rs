//! Worlds: the pages under `worlds/`, read into facts and cases, and written back with other answers.
//!
//! ````text
//! # Title                                   and a story
//! ```facts
//! {"source": "hr"}                          what follows is stated by it; "namespace": its ids are its own
//! {"node": "ann", "kinds": ["User"]}        also name, class, lifecycle, tier, enabled, properties
//! {"from": "ann", "kind": "MemberOf", "to": "ops"}    also level, traversable, properties
//! ```
//! ### What the case shows
//! `who-can-reach {"node": ":vault"}`
//!
//! | node | name | ...                      cells are JSON; or "no rows"; or "refused: ..."
//! ````

use std::path::PathBuf;

use atlas_model::{
    End, Hints, KindBook, Lifecycle, NodeClass, NodeFact, Place, Profile, RelationFact, Section, SourceHeader,
};
use graph_queries::catalogue::{KindLists, Parameters, question, seen_kinds};
use graph_queries::{Cell, ImportStamp, Mode, Store, Table, open};
use serde_json::Value;
use tempfile::TempDir;

const FENCE: &str = "```";

pub(crate) struct World {
    pub(crate) name: String,
    path: PathBuf,
    /// The page up to the first case.
    head: String,
    facts: Vec<Value>,
    pub(crate) cases: Vec<Case>,
}

pub(crate) struct Case {
    pub(crate) title: String,
    /// Id of the question and what is given, as JSON.
    pub(crate) asked: String,
    /// The answer as it is written.
    pub(crate) expected: String,
}

/// What a question gives: a table, or a refusal in words.
pub(crate) struct Answer(pub(crate) Result<Table, String>);

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds"))
}

/// The lists of kinds of a revision, as the product makes them.
pub(crate) fn lists(store: &dyn Store, revision: u32) -> KindLists {
    let seen = seen_kinds(store, revision, &()).unwrap();
    let book = KindBook::resolve(&Profile::default(), &Profile::default(), &seen);
    KindLists::of(&book, seen.levels.keys().map(|(_, level)| &**level))
}

impl World {
    /// All worlds, by the name of their page.
    pub(crate) fn all() -> Vec<Self> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        paths.into_iter().map(Self::read).collect()
    }

    /// Facts without a page.
    pub(crate) fn of(facts: Vec<Value>) -> Self {
        Self { name: "drawn".into(), path: PathBuf::new(), head: String::new(), facts, cases: Vec::new() }
    }

    fn read(path: PathBuf) -> Self {
        let page = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut parts = page.split("\n### ");
        let head = parts.next().unwrap().to_owned();
        let facts = head.split(FENCE).nth(1).and_then(|f| f.strip_prefix("facts\n"));
        let facts = facts.unwrap_or_else(|| panic!("{name} has facts"));
        let read = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}: {line}: {e}"));
        let facts = facts.lines().filter(|l| !l.trim().is_empty()).map(read).collect();
        let case = |part: &str| {
            let (title, rest) = part.split_once("\n\n").unwrap_or_else(|| panic!("{name}: {part:?} asks nothing"));
            let (asked, expected) = rest.split_once('\n').unwrap_or((rest, ""));
            let asked = asked.trim().trim_matches('`').to_owned();
            Case { title: title.to_owned(), asked, expected: expected.trim().to_owned() }
        };
        let cases = parts.map(case).collect();
        Self { name, path, head, facts, cases }
    }

    /// Write the page with the answers of the cases.
    pub(crate) fn write(&self) {
        let mut page = self.head.trim_end().to_owned();
        for case in &self.cases {
            page += &format!("\n\n### {}\n\n`{}`\n\n{}", case.title, case.asked, case.expected);
        }
        page.push('\n');
        std::fs::write(&self.path, page).unwrap();
    }

    /// The facts in a new workspace file; the newest revision.
    pub(crate) fn embedded(&self, folder: &TempDir) -> (Box<dyn Store>, u32) {
        let mut store = open(&folder.path().join("w.atlas"), Mode::Create).unwrap();
        let mut revision = 0;
        // Each source is an import of its own, so that the first one has precedence.
        for source in self.facts.chunk_by(|_, next| next.get("source").is_none()) {
            revision = import(&mut *store, source);
        }
        (store, revision)
    }
}

fn import(store: &mut dyn Store, facts: &[Value]) -> u32 {
    let stamp = ImportStamp { at: "2026-01-02T03:04:05Z".into(), ..ImportStamp::default() };
    let mut intake = store.begin(&stamp, &()).unwrap();
    let name = facts[0]["source"].as_str().unwrap();
    let file = intake.file(&format!("{name}.json"));
    let namespace = facts[0]["namespace"].as_str().unwrap_or_default();
    intake.source(&SourceHeader { source: name.into(), namespace: namespace.into(), folds_case: false });
    for (record, fact) in (0..).zip(&facts[1..]) {
        let text = |key: &str| fact[key].as_str();
        let place = |section| Place { file, section, record, line: record + 1 };
        let properties = fact.get("properties").map_or("{}".to_owned(), Value::to_string);
        if let Some(id) = text("node") {
            let kinds: Vec<&str> = fact["kinds"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
            let hints = Hints {
                class: text("class").map(|c| NodeClass::from_word(c).unwrap()),
                lifecycle: text("lifecycle").map(|l| Lifecycle::from_word(l).unwrap()),
                tier: fact["tier"].as_u64().map(|t| u8::try_from(t).unwrap()),
                enabled: fact["enabled"].as_bool(),
            };
            let place = place(Section::Nodes);
            intake.node(&NodeFact { id, name: text("name"), kinds: &kinds, hints, properties: &properties, place });
        } else {
            intake.relation(&RelationFact {
                from: End::Id(text("from").unwrap()),
                to: End::Id(text("to").unwrap()),
                kind: text("kind").unwrap(),
                level: text("level"),
                traversable: fact["traversable"].as_bool(),
                properties: &properties,
                place: place(Section::Edges),
            });
        }
    }
    intake.commit().unwrap().revision.number
}

impl Case {
    /// Id of the question.
    pub(crate) fn id(&self) -> &str {
        self.asked.split(' ').next().unwrap_or_default()
    }

    /// What is given to it.
    pub(crate) fn given(&self) -> Parameters {
        let given = self.asked.split_once(' ').map_or("{}", |(_, given)| given);
        let given: Value = serde_json::from_str(given).unwrap_or_else(|e| panic!("{}: {e}", self.asked));
        given.as_object().unwrap().iter().fold(Parameters::default(), |all, (name, value)| all.with(name, cell(value)))
    }

    pub(crate) fn ask(&self, store: &dyn Store, revision: u32, lists: &KindLists) -> Answer {
        let ask = || {
            let question = question(self.id())?;
            store.ask(revision, question, &self.given().lists(question, lists), &())
        };
        Answer(ask().map_err(|e| e.to_string()))
    }
}

/// A cell that is written as JSON.
pub(crate) fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Bool(flag) => Cell::Bool(*flag),
        Value::Number(number) => number.as_i64().map_or_else(|| Cell::Float(number.as_f64().unwrap()), Cell::Integer),
        Value::String(text) => Cell::Text(text.as_str().into()),
        Value::Array(items) => Cell::List(items.iter().map(cell).collect()),
        Value::Object(_) => panic!("no question takes or gives {value}"),
    }
}

fn json(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Bool(flag) => (*flag).into(),
        Cell::Integer(number) => (*number).into(),
        Cell::Text(text) => (**text).into(),
        Cell::List(items) => items.iter().map(json).collect::<Vec<_>>().into(),
        other => panic!("no question gives {other:?}"),
    }
}

impl Answer {
    /// As a page has it.
    pub(crate) fn written(&self) -> String {
        let table = match &self.0 {
            Err(refusal) => return format!("refused: {refusal}"),
            Ok(table) if table.rows.is_empty() => return "no rows".into(),
            Ok(table) => table,
        };
        let cells = |row: &Vec<Cell>| -> Vec<String> {
            row.iter().map(|c| json(c).to_string().replace('|', "\\u007c")).collect()
        };
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let head: Vec<String> = table.columns.iter().map(|c| c.to_string()).collect();
        let mut lines = vec![line(&head), line(&vec!["---".to_owned(); head.len()])];
        lines.extend(table.rows.iter().map(|row| line(&cells(row))));
        lines.join("\n")
    }

    /// From a page.
    pub(crate) fn read(text: &str) -> Self {
        if let Some(refusal) = text.strip_prefix("refused: ") {
            return Self(Err(refusal.to_owned()));
        }
        if text == "no rows" {
            return Self(Ok(Table::default()));
        }
        let split = |line: &str| -> Vec<String> {
            let inside = line.trim_start_matches("| ").trim_end_matches(" |");
            inside.split(" | ").map(str::to_owned).collect()
        };
        let mut lines = text.lines();
        let columns = split(lines.next().unwrap_or_default()).into_iter().map(Into::into).collect();
        let row = |line: &str| split(line).iter().map(|c| cell(&serde_json::from_str(c).unwrap())).collect();
        Self(Ok(Table { columns, rows: lines.skip(1).map(row).collect() }))
    }
}
