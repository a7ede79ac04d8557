//! What the columns of a table mean.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    From,
    To,
    Kind,
    Level,
    Attrs,
    Id,
    Name,
    Class,
    Lifecycle,
    Tier,
    /// Anything else.
    Property,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Table {
    Nodes,
    Relations,
}

/// The columns of a table, settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) table: Table,
    /// One per column.
    pub(crate) roles: Vec<Role>,
    /// One per column, as written.
    pub(crate) names: Vec<String>,
    /// The kind of every row that has no kind of its own.
    pub(crate) kind_is: Option<String>,
    /// The kind of every node that a relation starts from, where the mapping says so.
    pub(crate) from_kind: Option<String>,
    /// The kind of every node that a relation leads to, where the mapping says so.
    pub(crate) to_kind: Option<String>,
}

/// Header words and what they mean; the first word of a row that is there wins (semantics §20).
const WORDS: &[(Role, &[&str])] = &[
    (Role::From, &["source", "src", "from", "start"]),
    (Role::To, &["target", "dst", "to", "end"]),
    (Role::Kind, &["kind", "type", "relation", "label"]),
    (Role::Level, &["level", "permission", "role"]),
    (Role::Attrs, &["attrs", "attrs_json", "properties"]),
    (Role::Id, &["id"]),
    (Role::Name, &["name"]),
    (Role::Class, &["class"]),
    (Role::Lifecycle, &["lifecycle"]),
    (Role::Tier, &["tier"]),
];

/// Roles that mean something in a table of relations; the others are properties there.
const OF_RELATIONS: &[Role] = &[Role::From, Role::To, Role::Kind, Role::Level, Role::Attrs];
/// Roles that mean something in a table of nodes.
const OF_NODES: &[Role] = &[Role::Id, Role::Kind, Role::Name, Role::Attrs, Role::Class, Role::Lifecycle, Role::Tier];

/// The words for a role, for a message.
pub(crate) fn words(role: Role) -> String {
    let row = WORDS.iter().find(|(r, _)| *r == role);
    row.map(|(_, words)| words.join("|")).unwrap_or_default()
}

impl Columns {
    /// What a header means; `None` if it names neither two ends nor an id.
    pub(crate) fn fit(header: &[String]) -> Option<Self> {
        let at = |role: Role| {
            let words = WORDS.iter().find(|(r, _)| *r == role)?.1;
            words.iter().find_map(|word| header.iter().position(|name| name.trim().eq_ignore_ascii_case(word)))
        };
        let table = if at(Role::From).is_some() && at(Role::To).is_some() {
            Table::Relations
        } else if at(Role::Id).is_some() {
            Table::Nodes
        } else {
            return None;
        };
        let known = match table {
            Table::Relations => OF_RELATIONS,
            Table::Nodes => OF_NODES,
        };
        let mut roles = vec![Role::Property; header.len()];
        for &role in known {
            if let Some(column) = at(role) {
                roles[column] = role;
            }
        }
        Some(Self::new(table, roles, header))
    }

    pub(crate) fn new(table: Table, roles: Vec<Role>, header: &[String]) -> Self {
        Self { table, roles, names: distinct(header), kind_is: None, from_kind: None, to_kind: None }
    }

    /// The column of a role.
    pub(crate) fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|r| *r == role)
    }
}

/// Column names for properties: blank and repeated ones become `column 3`, `name (3)`.
fn distinct(header: &[String]) -> Vec<String> {
    let mut taken = std::collections::BTreeSet::new();
    let mut names = Vec::with_capacity(header.len());
    for (i, name) in header.iter().enumerate() {
        let base = match name.trim() {
            "" => format!("column {}", i + 1),
            name => name.to_owned(),
        };
        let mut name = base.clone();
        if !taken.insert(name.clone()) {
            // The position is distinct among all columns; the loop ends even where names look like it.
            name = format!("{base} ({})", i + 1);
            while !taken.insert(name.clone()) {
                name.push('\'');
            }
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(header: &str) -> Option<(Table, Vec<Role>)> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        Columns::fit(&header).map(|c| (c.table, c.roles))
    }

    #[test]
    fn headers_are_known_by_their_words() {
        use Role::{Attrs, From, Id, Kind, Level, Name, Property, Tier, To};
        let relations = |roles: &[Role]| Some((Table::Relations, roles.to_vec()));
        assert_eq!(fit("Source,TARGET,kind,attrs"), relations(&[From, To, Kind, Attrs]));
        assert_eq!(fit("dst,src,role,note"), relations(&[To, From, Level, Property]));
        assert_eq!(
            fit("src,dst,kind,type,id,tier"),
            relations(&[From, To, Kind, Property, Property, Property]),
            "the second word for kind, and what only nodes have, are properties"
        );
        assert_eq!(
            fit("id,label,name,role,tier"),
            Some((Table::Nodes, vec![Id, Kind, Name, Property, Tier])),
            "a node has no level"
        );
        assert_eq!(fit("node,community"), None, "two unknown words are no graph");
        assert_eq!(fit("source,weight"), None, "one end is not enough");
    }

    #[test]
    fn names_of_properties_are_distinct() {
        let header = ["x", "", "x"].map(str::to_owned);
        assert_eq!(distinct(&header), ["x", "column 2", "x (3)"]);
    }
}
