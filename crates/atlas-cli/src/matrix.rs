//! An access matrix as text: one character a cell, columns numbered, their names below.

use atlas_session::dto::{MatrixAnswer, MatrixColumn};

use crate::table::{cells, table};
use crate::text::inert;

/// Held by half or more, by some, by under a quarter; missing; nothing.
const SIGNS: &str = "# half or more   + some   ! under a quarter   o missing, most others hold it   . not held";

pub(crate) fn text(answer: &MatrixAnswer) -> String {
    let mut out = format!("{}: {}\n", inert(&answer.label), inert(&answer.sentence));
    if answer.columns.is_empty() {
        return out + "They hold nothing beyond what nearly everyone has: there is nothing to compare.\n";
    }
    out += &format!("{SIGNS}\n\n");
    let usual = answer.usual as usize;
    let parted = |line: &str| -> String {
        let (a, b): (String, String) = (line.chars().take(usual).collect(), line.chars().skip(usual).collect());
        if a.is_empty() || b.is_empty() { a + &b } else { format!("{a}  {b}") }
    };
    let mut rows =
        vec![vec!["member".to_owned(), "score".to_owned(), parted(&numbers(answer.columns.len())), String::new()]];
    for (row, held) in answer.rows.iter().zip(&answer.held) {
        let sign = |(at, column): (u32, &MatrixColumn)| match held.binary_search(&at) {
            Ok(_) if column.held == "usual" => '#',
            Ok(_) if column.held == "some" => '+',
            Ok(_) => '!',
            Err(_) if column.missed => 'o',
            Err(_) => '.',
        };
        let line: String = (0u32..).zip(&answer.columns).map(sign).collect();
        let score = row.score.filter(|_| row.finding).map_or_else(String::new, |s| format!("{s:.2}"));
        let exposed = if row.exposed { "reaches a crown jewel" } else { "" };
        rows.push(vec![row.name.clone(), score, parted(&line), exposed.to_owned()]);
    }
    out += &table(&rows, &[1]);
    out += "\n";
    let mut key = vec![cells(["column", "held by", "what"])];
    for (at, column) in answer.columns.iter().enumerate() {
        let names: Vec<&str> = column.grants.iter().map(|g| g.name.as_str()).collect();
        key.push(vec![(at + 1).to_string(), format!("{} of {}", column.holders, answer.rows.len()), names.join(", ")]);
    }
    out + &table(&key, &[0, 1])
}

/// The last digit of each number from 1: enough to count along a line.
fn numbers(columns: usize) -> String {
    (1..=columns).filter_map(|n| char::from_digit(u32::try_from(n % 10).ok()?, 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use atlas_session::dto::{MatrixGrant, MatrixRow};

    #[test]
    fn each_sign_says_what_the_cell_is_and_a_name_can_do_nothing() {
        let column = |held: &str, holders, missed| MatrixColumn {
            grants: vec![MatrixGrant { id: "t".into(), name: format!("{held}\u{1b}[2J") }],
            holders,
            held: held.into(),
            missed,
        };
        let row = |name: &str, finding| MatrixRow {
            id: name.into(),
            name: name.into(),
            lane: "human".into(),
            shape: "circle".into(),
            exposed: finding,
            score: Some(0.5),
            finding,
        };
        let answer = MatrixAnswer {
            group: "g".into(),
            label: "etcd".into(),
            sentence: "two people".into(),
            selected: None,
            base: Vec::new(),
            rows: vec![row("ann", true), row("bob", false)],
            columns: vec![column("usual", 8, true), column("some", 3, false), column("rare", 1, false)],
            usual: 1,
            held: vec![vec![1, 2], vec![0]],
        };
        let text = text(&answer);
        assert!(text.contains("ann      0.50  o  +!  reaches a crown jewel"), "{text}");
        assert!(text.contains("bob            #  .."), "{text}");
        assert!(!text.contains('\u{1b}'), "no escape reaches the terminal");
    }
}
