//! [`Mapping`]: a TOML file that says which columns mean what, for headers that explain nothing.

use atlas_model::glob_matches;
use serde::Deserialize;
use toml::Spanned;

use super::header::{Columns, Role, Table};
use crate::toml_error::{TomlError, TomlText};

/// Which columns of which tables mean what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    tables: Vec<TableMap>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    table: Vec<Spanned<TableMap>>,
}

/// The columns of the tables whose names match `file`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableMap {
    #[serde(default = "any")]
    file: String,
    from: Option<String>,
    to: Option<String>,
    id: Option<String>,
    name: Option<String>,
    kind: Option<String>,
    kind_is: Option<String>,
    level: Option<String>,
    attrs: Option<String>,
    class: Option<String>,
    lifecycle: Option<String>,
    tier: Option<String>,
    from_kind: Option<String>,
    to_kind: Option<String>,
}

fn any() -> String {
    "*".to_owned()
}

impl Mapping {
    /// How a mapping file looks, for people whose headers fit nothing.
    pub const EXAMPLE: &'static str = "\
[[table]]
file = \"grants*.csv\"   # which files; leave it out for all
from = \"user\"          # column of who holds the access
to = \"app\"             # column of what is gained
kind_is = \"HasAccess\"  # or kind = \"COLUMN\"
level = \"role\"
from_kind = \"User\"     # what the ends are, where no other file says it
to_kind = \"App\"

[[table]]
file = \"users.csv\"
id = \"user\"
name = \"full_name\"
kind_is = \"User\"
";

    /// Read a mapping; `file` names it in errors.
    ///
    /// # Errors
    /// Where the text is no TOML, names an unknown key, or a table has neither `from` and `to` nor `id`.
    pub fn parse(file: &str, text: &str) -> Result<Self, TomlError> {
        let toml = TomlText { file, text };
        let parsed: File = toml::from_str(text).map_err(|e| {
            toml.parse_error(&e, "write [[table]] with from and to, or id, each naming a column, and perhaps kind, kind_is, level, name, attrs, class, lifecycle, tier, from_kind, to_kind, file")
        })?;
        for table in &parsed.table {
            let map = table.get_ref();
            if (map.from.is_some() && map.to.is_some()) == map.id.is_some() {
                return Err(toml.error(
                    table.span().start,
                    "the table is neither one of relations nor one of nodes".to_owned(),
                    "name the columns of both ends with from and to, or the column of the id with id".to_owned(),
                ));
            }
        }
        Ok(Self { tables: parsed.table.into_iter().map(Spanned::into_inner).collect() })
    }

    /// What the columns of a file mean; `None` where no table of the mapping is for it.
    ///
    /// # Errors
    /// The columns that the mapping names and the header lacks.
    pub(crate) fn columns(&self, file: &str, header: &[String]) -> Option<Result<Columns, Vec<String>>> {
        let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let map = self.tables.iter().find(|t| glob_matches(&t.file, base) || glob_matches(&t.file, file))?;
        let table = if map.id.is_some() { Table::Nodes } else { Table::Relations };
        let mut roles = vec![Role::Property; header.len()];
        let mut missing = Vec::new();
        for (role, column) in map.roles() {
            let Some(column) = column else { continue };
            let at = header.iter().position(|name| name.trim().eq_ignore_ascii_case(column.trim()));
            match at {
                Some(at) => roles[at] = role,
                None => missing.push(column.clone()),
            }
        }
        if !missing.is_empty() {
            return Some(Err(missing));
        }
        let mut columns = Columns::new(table, roles, header);
        columns.kind_is.clone_from(&map.kind_is);
        columns.from_kind.clone_from(&map.from_kind);
        columns.to_kind.clone_from(&map.to_kind);
        Some(Ok(columns))
    }
}

impl TableMap {
    fn roles(&self) -> [(Role, &Option<String>); 10] {
        [
            (Role::From, &self.from),
            (Role::To, &self.to),
            (Role::Id, &self.id),
            (Role::Name, &self.name),
            (Role::Kind, &self.kind),
            (Role::Level, &self.level),
            (Role::Attrs, &self.attrs),
            (Role::Class, &self.class),
            (Role::Lifecycle, &self.lifecycle),
            (Role::Tier, &self.tier),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_mapping() {
        let mapping = Mapping::parse("m.toml", Mapping::EXAMPLE).unwrap();
        let header = ["user", "app", "role", "since"].map(str::to_owned);
        let columns = mapping.columns("in/grants-1.csv", &header).unwrap().unwrap();
        assert_eq!(columns.table, Table::Relations);
        assert_eq!(
            columns.roles,
            [Role::From, Role::To, Role::Level, Role::Property],
            "columns that the mapping does not name are properties"
        );
        assert_eq!(columns.kind_is.as_deref(), Some("HasAccess"));
        assert_eq!(
            mapping.columns("users.csv", &header).unwrap().unwrap_err(),
            ["full_name"],
            "a column that is not there is named"
        );
        assert!(mapping.columns("other.csv", &header).is_none(), "no table is for it");
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let line = |text: &str| Mapping::parse("m.toml", text).unwrap_err().line;
        assert_eq!(line("[[table]]\nfrom = \"a\"\nto = \"b\"\ncolour = 1\n"), 4, "an unknown key");
        assert_eq!(line("\n[[table]]\nfrom = \"a\"\n"), 2, "one end is not enough");
        assert_eq!(line("[[table]]\nfrom = \"a\"\nto = \"b\"\nid = \"c\"\n"), 1, "nodes or relations, not both");
        let said = Mapping::parse("m.toml", "x").unwrap_err().to_string();
        assert!(said.starts_with("m.toml, line 1: "), "{said}");
    }
}
