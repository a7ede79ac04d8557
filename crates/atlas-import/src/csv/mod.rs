//! Tables: one of nodes, one of relations, or both; delimiters and headers are sniffed (semantics §20).

mod dialect;
mod header;
mod mapping;
mod records;
mod rows;

pub(crate) use dialect::{Look, look};
pub(crate) use header::{Columns, Role, Table, words};
pub use mapping::Mapping;
pub(crate) use rows::{Ends, read};

/// What to do about a header that explains nothing.
pub(crate) const MAPPING_REMEDY: &str = "\
Rename the columns, or describe them in a mapping file of lines such as [[table]], from = \"COLUMN\", \
to = \"COLUMN\", kind_is = \"HasAccess\", level = \"COLUMN\"; for a table of nodes [[table]], \
id = \"COLUMN\", name = \"COLUMN\", kind_is = \"User\".";

/// Whether a name says that the file is a table.
pub(crate) fn is_table_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    [".csv", ".tsv", ".tab", ".psv"].iter().any(|ending| name.ends_with(ending))
}
