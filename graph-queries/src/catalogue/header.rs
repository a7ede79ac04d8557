//! Reads the header of a `.cypher` file.
//!
//! ```text
//! // id: who-can-reach
//! // title: Who can reach a node
//! // why: One paragraph; lines that begin with
//! //   two more spaces go on with it.
//! // parameters:
//! //   node (node, required): The node that is reached.
//! //   steps (count, 12): Longest way, in steps.
//! //   along (texts, from kinds): Relation kinds that are walked as written.
//! // columns:
//! //   node (node): Who reaches it.
//! // order: distance, node
//! // kinds: membership, grant, control
//! ```
//!
//! Every field must stand, in this order; `none` is a list of nothing. A default is JSON.

use serde_json::Value;

use super::lists::KindLists;
use super::question::{Column, ColumnKind, Order, Parameter, ParameterKind, Preset, Question};
use crate::Cell;

const FIELDS: [&str; 7] = ["id", "title", "why", "parameters", "columns", "order", "kinds"];

/// One field: its name, the text on its line and the entries below.
type Field<'t> = (&'t str, String, Vec<&'t str>);

/// Read a file.
///
/// # Errors
/// A sentence that says which line is malformed, and how.
pub(super) fn read(cypher: &'static str) -> Result<Question, String> {
    let fields = fields(cypher)?;
    let names: Vec<&str> = fields.iter().map(|f| f.0).collect();
    if names != FIELDS {
        return Err(format!("the fields of the header are {names:?} and must be {FIELDS:?}"));
    }
    let text = |at: usize| -> Result<Box<str>, String> {
        let (name, text, entries) = &fields[at];
        let all = entries.iter().fold(text.clone(), |all, line| format!("{all} {}", line.trim()));
        let all = all.trim();
        if all.is_empty() { Err(format!("the field {name} is empty")) } else { Ok(all.into()) }
    };
    let words = |at: usize| -> Result<Vec<Box<str>>, String> {
        let text = text(at)?;
        Ok(if &*text == "none" { Vec::new() } else { text.split(',').map(|w| w.trim().into()).collect() })
    };
    let question = Question {
        id: text(0)?,
        title: text(1)?,
        why: text(2)?,
        parameters: entries(&fields[3])?.iter().map(|e| parameter(e)).collect::<Result<_, _>>()?,
        columns: entries(&fields[4])?.iter().map(|e| column(e)).collect::<Result<_, _>>()?,
        order: words(5)?.iter().map(|w| order(w)).collect(),
        kinds: words(6)?,
        cypher,
    };
    for Order { column, .. } in &question.order {
        if !question.columns.iter().any(|c| c.name == *column) {
            return Err(format!("rows are ordered by {column:?}, which is no column"));
        }
    }
    Ok(question)
}

fn fields(cypher: &str) -> Result<Vec<Field<'_>>, String> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    for line in cypher.lines().map_while(|l| l.strip_prefix("//")) {
        if let Some(more) = line.strip_prefix("   ") {
            let (_, _, entries) = fields.last_mut().ok_or_else(|| format!("{line:?} belongs to no field"))?;
            entries.push(more);
            continue;
        }
        let (name, text) = line.split_once(':').ok_or_else(|| format!("{line:?} is no field"))?;
        fields.push((name.trim(), text.trim().to_owned(), Vec::new()));
    }
    Ok(fields)
}

/// The entries of a field; a line that begins with two more spaces goes on with the one before.
fn entries(field: &Field<'_>) -> Result<Vec<String>, String> {
    let (name, text, lines) = field;
    let mut entries: Vec<String> = Vec::new();
    for line in lines {
        match entries.last_mut().filter(|_| line.starts_with("  ")) {
            Some(entry) => {
                entry.push(' ');
                entry.push_str(line.trim());
            }
            None => entries.push(line.trim().to_owned()),
        }
    }
    match (text.as_str(), entries.is_empty()) {
        ("", false) | ("none", true) => Ok(entries),
        _ => Err(format!("the field {name} has neither entries nor the word none")),
    }
}

/// `name (inside): meaning`.
fn split(entry: &str) -> Result<(&str, &str, Box<str>), String> {
    let wrong = || format!("{entry:?} does not read as `name (type): meaning`");
    let (name, rest) = entry.split_once(" (").ok_or_else(wrong)?;
    let (inside, meaning) = rest.split_once("): ").ok_or_else(wrong)?;
    Ok((name, inside, meaning.trim().into()))
}

fn word_in<T: Copy>(words: &[(&str, T)], word: &str) -> Result<T, String> {
    let known: Vec<&str> = words.iter().map(|w| w.0).collect();
    let found = words.iter().find(|w| w.0 == word).map(|w| w.1);
    found.ok_or_else(|| format!("{word:?} is no type; there are {}", known.join(", ")))
}

fn parameter(entry: &str) -> Result<Parameter, String> {
    let (name, inside, meaning) = split(entry)?;
    let (kind, preset) =
        inside.split_once(", ").ok_or_else(|| format!("the parameter {name} has no default and is not required"))?;
    let kind = word_in(&ParameterKind::ALL, kind)?;
    let default = match preset {
        "required" => Preset::Required,
        "from kinds" if KindLists::NAMES.contains(&name) => Preset::Kinds,
        "from kinds" => return Err(format!("no list of kinds is called {name}")),
        json => {
            let value: Value = serde_json::from_str(json).map_err(|e| format!("the default of {name}: {e}"))?;
            let cell = cell(&value).ok_or_else(|| format!("the default of {name} is no value of a parameter"))?;
            Preset::Value(super::given::expect(kind, &cell).map_err(|what| format!("the default of {name} {what}"))?)
        }
    };
    Ok(Parameter { name: name.into(), kind, default, meaning })
}

fn order(words: &str) -> Order {
    match words.strip_suffix(" descending") {
        Some(column) => Order { column: column.into(), descending: true },
        None => Order { column: words.into(), descending: false },
    }
}

fn column(entry: &str) -> Result<Column, String> {
    let (name, kind, meaning) = split(entry)?;
    Ok(Column { name: name.into(), kind: word_in(&ColumnKind::ALL, kind)?, meaning })
}

/// A JSON value that a parameter may have.
fn cell(value: &Value) -> Option<Cell> {
    Some(match value {
        Value::Null => Cell::Null,
        Value::String(text) => Cell::Text(text.as_str().into()),
        Value::Number(number) => Cell::Integer(number.as_i64()?),
        Value::Array(items) => Cell::List(items.iter().map(cell).collect::<Option<_>>()?),
        Value::Bool(_) | Value::Object(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "// id: a\n// title: T\n// why: W\n//   and more\n// parameters:\n\
        //   node (node, required): A node.\n//   steps (count, 3): So many,\n//     at most.\n\
        // columns:\n//   node (node): It.\n// order: node\n// kinds: none\nRETURN 1\n";

    #[test]
    fn a_whole_header_reads() {
        let question = read(WHOLE).unwrap();
        assert_eq!((&*question.id, &*question.why), ("a", "W and more"), "a field goes on below");
        assert_eq!(question.parameters[1].default, Preset::Value(Cell::Integer(3)), "defaults are JSON");
        assert_eq!(&*question.parameters[1].meaning, "So many, at most.", "an entry goes on below");
        assert_eq!(question.body(), "RETURN 1", "the header is not the question");
    }

    #[test]
    fn each_malformed_header_says_what_is_wrong() {
        for (from, to, says) in [
            ("// why: W\n//   and more\n", "", "fields of the header"),
            ("// id: a", "// id:", "id is empty"),
            ("(node, required)", "(nod, required)", "\"nod\" is no type"),
            ("(node, required)", "(node)", "no default"),
            ("(count, 3)", "(count, x)", "default of steps"),
            ("(count, 3)", "(count, \"3\")", "default of steps must be a whole number"),
            ("(count, 3)", "(texts, from kinds)", "no list of kinds is called steps"),
            ("(node): It.", "It.", "does not read as"),
            ("// order: node", "// order: nod", "is no column"),
            ("// kinds: none", "// kinds", "is no field"),
        ] {
            let broken: &'static str = Box::leak(WHOLE.replacen(from, to, 1).into_boxed_str());
            let said = read(broken).unwrap_err();
            assert!(said.contains(says), "{from:?} -> {to:?}: {said}");
        }
    }
}
