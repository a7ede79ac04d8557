//! [`Address`]: where a Neo4j is and who asks, as people write it on the command line.

use std::fmt;

use crate::StoreError;

const SCHEMES: [&str; 6] = ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"];
/// Port of Bolt where an address names none.
const PORT: u16 = 7687;

/// `bolt://USER@HOST:7687/DATABASE`. Without a database the server's default one is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `bolt` or `neo4j`, with `+s` for TLS that is verified and `+ssc` for TLS that is not.
    pub scheme: Box<str>,
    /// Who asks.
    pub user: Box<str>,
    /// Name or number of the machine.
    pub host: Box<str>,
    /// Port of Bolt.
    pub port: u16,
    /// Which database of the server.
    pub database: Option<Box<str>>,
}

/// Whether a workspace is named by an address and not by a path.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| SCHEMES.contains(&scheme))
}

impl Address {
    /// Read an address.
    ///
    /// # Errors
    /// [`StoreError::Remote`] where it does not read, or holds a password, which must not stand in
    /// command lines and histories.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let wrong = |shown: &str, what: &str| StoreError::Remote {
            address: shown.into(),
            what: what.into(),
            remedy: "write it as bolt://USER@HOST:7687/DATABASE".into(),
        };
        let Some((scheme, rest)) = text.split_once("://").filter(|(scheme, _)| SCHEMES.contains(scheme)) else {
            return Err(wrong(text, "this is no address of a Neo4j"));
        };
        let (place, database) = match rest.split_once('/') {
            Some((place, database)) => (place, Some(database).filter(|d| !d.is_empty())),
            None => (rest, None),
        };
        let (user, place) = place.rsplit_once('@').unwrap_or(("neo4j", place));
        if let Some((user, _)) = user.split_once(':') {
            return Err(StoreError::Remote {
                address: format!("{scheme}://{user}@{place}").into(),
                what: "the address holds a password, which histories and logs would keep".into(),
                remedy: "take it out and set ATLAS_NEO4J_PASSWORD".into(),
            });
        }
        let (host, port) = split(place);
        let port = match port {
            None => PORT,
            Some(port) => port.parse().map_err(|_| wrong(text, &format!("{port:?} is no port")))?,
        };
        if host.is_empty() || user.is_empty() {
            return Err(wrong(text, "it names no host, or no user before the @"));
        }
        if database.is_some_and(|d| !d.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))) {
            return Err(wrong(text, "names of databases hold letters, digits, dots and dashes only"));
        }
        Ok(Self {
            scheme: scheme.into(),
            user: user.into(),
            host: host.into(),
            port,
            database: database.map(Into::into),
        })
    }

    /// Whether the scheme asks for encryption.
    #[must_use]
    pub fn encrypts(&self) -> bool {
        self.scheme.contains('+')
    }

    /// Whether the server's certificate is verified.
    pub(super) fn verifies(&self) -> bool {
        self.scheme.ends_with("+s")
    }

    /// Whether the server that is named may name another one.
    pub(super) fn routes(&self) -> bool {
        self.scheme.starts_with("neo4j")
    }

    /// Another place with the same scheme, user and database; `None` where it does not read.
    pub(super) fn at(&self, place: &str) -> Option<Self> {
        let (host, port) = split(place);
        let port = port.map_or(Some(PORT), |p| p.parse().ok())?;
        (!host.is_empty()).then(|| Self { host: host.into(), port, ..self.clone() })
    }

    /// `HOST:PORT`.
    pub(super) fn place(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.to_string() };
        format!("{host}:{}", self.port)
    }

    /// The database, for a sentence.
    pub(super) fn database_words(&self) -> &str {
        self.database.as_deref().unwrap_or("the default database")
    }

    /// The address for the driver: no user, no database.
    pub(super) fn endpoint(&self) -> String {
        format!("{}://{}", self.scheme, self.place())
    }
}

/// Host and port of `HOST:PORT`, `HOST`, `[HOST]:PORT` or `[HOST]`.
fn split(place: &str) -> (&str, Option<&str>) {
    match place.strip_prefix('[').and_then(|p| p.split_once(']')) {
        Some((host, port)) => (host, port.strip_prefix(':')),
        None => place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port))),
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}@{}", self.scheme, self.user, self.place())?;
        self.database.as_ref().map_or(Ok(()), |database| write!(f, "/{database}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_and_writes() {
        for (text, shown) in [
            ("bolt://ann@db.corp:7690/graph", "bolt://ann@db.corp:7690/graph"),
            ("neo4j+s://db.corp", "neo4j+s://neo4j@db.corp:7687"),
            ("bolt://[::1]:7000", "bolt://neo4j@[::1]:7000"),
            ("bolt://ann@corp@db", "bolt://ann@corp@db:7687"),
        ] {
            assert_eq!(Address::parse(text).unwrap().to_string(), shown, "{text}");
        }
        assert!(!is_address("C:\\graphs\\x.atlas") && !is_address("http://x"), "paths and other schemes are none");
    }

    #[test]
    fn what_does_not_read_is_refused_in_words_and_a_password_is_never_shown() {
        for text in ["bolt://", "bolt://@h", "bolt://h:port", "http://h", "bolt://h/a`b"] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
        let said = Address::parse("bolt://ann:secret@h/db").unwrap_err().to_string();
        assert!(said.contains("ATLAS_NEO4J_PASSWORD") && !said.contains("secret"), "{said}");
    }
}
