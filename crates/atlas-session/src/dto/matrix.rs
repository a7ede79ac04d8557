//! The access matrix of a group.

records! {
    /// A member of the group.
    MatrixRow {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// human, machine, unknown.
        lane: String,
        /// Shape of its mark: circle, square, hexagon, diamond.
        shape: String,
        /// Reaches tier 0.
        exposed: bool,
        /// How little it fits, 0..=1; null where it was not scored.
        score: Option<f64>,
        /// The score makes it a finding.
        finding: bool,
    }
    /// A grant within a column.
    MatrixGrant {
        /// Native id of what is held.
        id: String,
        /// In words: name, and level or how.
        name: String,
    }
    /// Grants that exactly the same members hold.
    MatrixColumn {
        /// The first stands for all; the rest is "+n".
        grants: Vec<MatrixGrant>,
        /// How many members hold them.
        holders: u32,
        /// What a cell of a holder says: usual (half or more hold it), some, rare (under a quarter).
        held: String,
        /// A cell of anybody else says that it is missing: three quarters or more hold it.
        missed: bool,
    }
    /// Members against what they hold beside what nearly everyone has.
    MatrixAnswer {
        /// Id of the group; empty: those that the selected identity is compared with.
        group: String,
        /// Name of the group.
        label: String,
        /// What it is and what it shares, in a sentence.
        sentence: String,
        /// The identity whose columns come first, where it is a member.
        selected: Option<String>,
        /// What nearly everyone of the lane has; in no column.
        base: Vec<String>,
        /// Members, ordered so that blocks show.
        rows: Vec<MatrixRow>,
        /// What at least half hold, then the rest.
        columns: Vec<MatrixColumn>,
        /// How many columns at least half of the members hold.
        usual: u32,
        /// For each row the columns that it holds, ascending.
        held: Vec<Vec<u32>>,
    }
}
