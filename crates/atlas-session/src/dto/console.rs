//! A question in Cypher and its answer.

records! {
    /// A value of a `$name` in a question.
    ConsoleValue {
        /// The name, without the sign.
        name: String,
        /// The value, as JSON.
        json: String,
    }
    /// A question in Cypher with its limits.
    ConsoleRequest {
        /// Cypher that reads.
        text: String,
        /// Values of its `$names`.
        parameters: Vec<ConsoleValue>,
        /// Most rows to bring.
        rows: u32,
        /// Longest time it may take, in seconds.
        seconds: u32,
    }
    /// One value of an answer.
    ConsoleCell {
        /// nothing, truth, number, text, list, map, node, relation.
        is: String,
        /// As Cypher writes it, without what Access Atlas keeps for itself.
        text: String,
        /// What a table has room for where that is less: names of nodes, kinds of relations.
        brief: Option<String>,
        /// Native id of a node that the map knows; of a relation, the one it starts at.
        id: Option<String>,
        /// Native id of the node that a relation ends at.
        to: Option<String>,
    }
    /// The answer to a question.
    ConsoleAnswer {
        /// Names of the columns.
        columns: Vec<String>,
        /// Rows, each with as many cells.
        rows: Vec<Vec<ConsoleCell>>,
        /// Rows of the whole answer, as far as they were counted.
        counted: u32,
        /// Whether that is all of them.
        whole: bool,
        /// How long it took.
        milliseconds: f64,
        /// Nodes that can be drawn.
        drawable: u32,
        /// "12 of 12 rows shown, 34 ms."
        sentence: String,
    }
}
