//! Sentences about a relation, from the templates of the table.
//!
//! A template names `{from}`, `{to}`, `{kind}` (the kind's plain words), `{name}` (the kind as written) and
//! `{level}`. It is filled in one pass, so that a node named `{to}` stays a name.

use super::name::plain;

/// What fills a template.
#[derive(Clone, Copy)]
pub(super) struct Filling<'a> {
    /// The kind as written.
    pub kind: &'a str,
    /// The level, if the relation has one.
    pub level: Option<&'a str>,
    /// Name of the holder.
    pub from: &'a str,
    /// Name of what is gained.
    pub to: &'a str,
}

/// Fill a template. Without a level the word before which it stands is enough (`has {level} access` is
/// `has access`); a level that the template does not ask for follows in brackets.
pub(super) fn fill(template: &str, with: Filling<'_>) -> String {
    let mut out = String::with_capacity(template.len() + with.from.len() + with.to.len());
    let mut rest = template;
    let mut level_said = false;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(len) = rest[open..].find('}') else { break };
        let close = open + len;
        let mut next = close + 1;
        match &rest[open + 1..close] {
            "from" => out.push_str(with.from),
            "to" => out.push_str(with.to),
            "name" => out.push_str(with.kind),
            "kind" => out.push_str(&plain(with.kind)),
            "level" => match with.level {
                Some(level) => {
                    out.push_str(level);
                    level_said = true;
                }
                None if rest[next..].starts_with(' ') => next += 1,
                None => {}
            },
            other => {
                out.push('{');
                out.push_str(other);
                out.push('}');
            }
        }
        rest = &rest[next..];
    }
    out.push_str(rest);
    if let (Some(level), false) = (with.level, level_said) {
        let end = out.len() - usize::from(out.ends_with('.'));
        out.insert_str(end, &format!(" ({level})"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_never_templates() {
        let with = Filling { kind: "MemberOf", level: None, from: "{to}", to: "{level}" };
        assert_eq!(fill("{from} is a member of {to}.", with), "{to} is a member of {level}.");
    }

    #[test]
    fn a_level_is_always_said_once() {
        let with = Filling { kind: "RepoPermission", level: Some("write"), from: "a", to: "b" };
        assert_eq!(fill("{from} has {level} access to {to}.", with), "a has write access to b.");
        assert_eq!(fill("{from} holds {to}.", with), "a holds b (write).", "also where no template asks");
        let without = Filling { level: None, ..with };
        assert_eq!(fill("{from} has {level} access to {to}.", without), "a has access to b.");
    }
}
