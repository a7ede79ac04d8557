//! `atlas ask`: the questions of the catalogue, and the table of an answer.

use atlas_session::dto::{AppError, AskAnswer, AskCell, QuestionsAnswer};
use atlas_session::{Job, Session};

use crate::table::{cells, table};
use crate::verbs::Outcome;

/// List the questions, or ask one.
pub(crate) fn ask(session: &Session, id: Option<&str>, given: &[String], job: &Job) -> Result<Outcome, AppError> {
    let Some(id) = id else {
        let answer = session.questions();
        let text = list(&answer);
        return Outcome::new("ask.list", session, serde_json::json!({}), &answer, text);
    };
    let answer = session.ask(id, given, job)?;
    let text = rows(&answer);
    Outcome::new("ask", session, serde_json::json!({ "given": given }), &answer, text)
}

fn list(answer: &QuestionsAnswer) -> String {
    let mut rows = vec![cells(["question", "tells", "takes"])];
    for q in &answer.questions {
        let takes: Vec<String> = q
            .parameters
            .iter()
            .map(|p| if p.required { format!("{}=", p.name) } else { format!("[{}=]", p.name) })
            .collect();
        rows.push(vec![q.id.clone(), q.title.clone(), takes.join(" ")]);
    }
    table(&rows, &[])
}

fn rows(answer: &AskAnswer) -> String {
    let mut rows = vec![answer.columns.iter().map(|c| c.name.clone()).collect::<Vec<String>>()];
    rows.extend(answer.rows.iter().map(|row| row.iter().map(cell).collect()));
    let numbers: Vec<usize> =
        answer.columns.iter().enumerate().filter(|(_, c)| c.kind == "count").map(|(at, _)| at).collect();
    let n = answer.rows.len();
    format!("{}: {n} {}\n\n{}", answer.title, if n == 1 { "row" } else { "rows" }, table(&rows, &numbers))
}

fn cell(cell: &AskCell) -> String {
    match cell {
        AskCell::Null => String::new(),
        AskCell::Flag(true) => "yes".into(),
        AskCell::Flag(false) => "no".into(),
        AskCell::Count(n) => n.to_string(),
        AskCell::Text(text) => text.clone(),
        AskCell::Texts(texts) => texts.join(", "),
    }
}
