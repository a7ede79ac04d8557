//! [`Table`]: the answer to a question of the catalogue or of a console, column by column.
//!
//! One type for every database, so that a conformance suite can hold their answers equal.

/// Rows under named columns; every row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<Box<str>>,
    /// The rows, in the order of the question.
    pub rows: Vec<Vec<Cell>>,
}

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// A text.
    Text(Box<str>),
    /// Values in their order.
    List(Vec<Cell>),
    /// Values by name, sorted by name.
    Map(Vec<(Box<str>, Cell)>),
    /// A node that a console was given.
    Node {
        /// The database's own number of it, good inside this answer only.
        number: i64,
        /// Its labels, sorted.
        labels: Vec<Box<str>>,
        /// Its properties, sorted by name.
        properties: Vec<(Box<str>, Cell)>,
    },
    /// A relation that a console was given.
    Relation {
        /// The database's own number of it, good inside this answer only.
        number: i64,
        /// Number of the node it starts at.
        from: i64,
        /// Number of the node it ends at.
        to: i64,
        /// Its type.
        kind: Box<str>,
        /// Its properties, sorted by name.
        properties: Vec<(Box<str>, Cell)>,
    },
}
