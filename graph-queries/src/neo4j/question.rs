//! Questions of the catalogue, asked as their files stand: everything that is given travels as a parameter.

use neo4rs::{BoltList, BoltNull, BoltType, Query, Row};

use super::link::{Link, bolt};
use super::rows::unreadable;
use super::said::damaged;
use crate::catalogue::{Column, ColumnKind, Question, Settled};
use crate::{Cell, StoreError, Table, Watch};

/// Ask. The server enforces that nothing is written.
pub(super) fn ask(link: &Link, question: &Question, settled: &Settled, watch: &dyn Watch) -> Result<Table, StoreError> {
    let body: &'static str = question.body();
    let mut query = Query::new(body.into());
    for (name, value) in settled.iter() {
        query = query.param(name, parameter(value)?);
    }
    let columns: Vec<Box<str>> = question.columns.iter().map(|c| c.name.clone()).collect();
    let mut rows = Vec::new();
    link.read(query, watch, |row| {
        if row.keys().len() != columns.len() {
            return Err(damaged(format!("the question {} answers other columns than it states", question.id)));
        }
        rows.push(question.columns.iter().map(|column| cell(&row, column)).collect::<Result<_, _>>()?);
        Ok(())
    })?;
    Ok(Table { columns, rows })
}

fn parameter(value: &Cell) -> Result<BoltType, StoreError> {
    Ok(match value {
        Cell::Null => BoltType::Null(BoltNull),
        Cell::Bool(flag) => bolt(*flag),
        Cell::Integer(number) => bolt(*number),
        Cell::Float(number) => bolt(*number),
        Cell::Text(text) => bolt(&**text),
        Cell::List(items) => BoltType::List(BoltList { value: items.iter().map(parameter).collect::<Result<_, _>>()? }),
        Cell::Map(_) | Cell::Node { .. } | Cell::Relation { .. } => {
            return Err(damaged("a parameter has a value that none can have"));
        }
    })
}

/// The cell of a column, of the type that the header states.
fn cell(row: &Row, column: &Column) -> Result<Cell, StoreError> {
    let name = &*column.name;
    let text = |text: String| Cell::Text(text.into());
    let read = match column.kind {
        ColumnKind::Node | ColumnKind::Text => row.get::<Option<String>>(name).map(|v| v.map(text)),
        ColumnKind::Nodes | ColumnKind::Texts => row
            .get::<Option<Vec<String>>>(name)
            .map(|v| v.map(|items| Cell::List(items.into_iter().map(text).collect()))),
        ColumnKind::Count => row.get::<Option<i64>>(name).map(|v| v.map(Cell::Integer)),
        ColumnKind::Flag => row.get::<Option<bool>>(name).map(|v| v.map(Cell::Bool)),
    };
    Ok(read.map_err(|e| unreadable(&e))?.unwrap_or(Cell::Null))
}
