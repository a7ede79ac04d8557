//! Questions of the catalogue and their answers.

/// One cell of an answer.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(untagged)]
pub enum AskCell {
    /// Nothing is known.
    Null,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(u32),
    /// A text, or the id of a node.
    Text(String),
    /// Texts, or ids of nodes.
    Texts(Vec<String>),
}

records! {
    /// Something that a question takes.
    AskParameter {
        /// Name.
        name: String,
        /// node, nodes, text, text or null, texts, count, steps, day.
        kind: String,
        /// Whether it must be given.
        required: bool,
        /// What stands for it where it is not given, as one would type it; empty for nothing.
        default: String,
        /// What it means.
        meaning: String,
    }
    /// A question.
    AskQuestion {
        /// By which it is asked.
        id: String,
        /// What it asks.
        title: String,
        /// Why one asks it, and how its answer is meant.
        why: String,
        /// What it takes; lists of kinds come from the kinds of the workspace and are left out.
        parameters: Vec<AskParameter>,
    }
    /// All questions.
    QuestionsAnswer {
        /// In the order of the guide.
        questions: Vec<AskQuestion>,
    }
    /// A column of an answer.
    AskColumn {
        /// Name.
        name: String,
        /// node, nodes, text, texts, count, flag.
        kind: String,
        /// What it means.
        meaning: String,
    }
    /// An answer.
    AskAnswer {
        /// The question.
        question: String,
        /// What it asks.
        title: String,
        /// Its columns.
        columns: Vec<AskColumn>,
        /// Its rows, in the order that the guide states; a cell for each column.
        rows: Vec<Vec<AskCell>>,
    }
}
