//! What the driver and the server say when they refuse, as sentences with a cause and a remedy.

use neo4rs::{Error, Neo4jErrorKind};

use super::address::Address;
use crate::StoreError;

/// When it happened; an early end means something else before the first answer than after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Opening,
    Working,
}

const AGAIN: &str = "try again; what was written is kept and nothing is written twice";

/// An error about an address.
pub(super) fn remote(address: &Address, what: impl Into<Box<str>>, remedy: impl Into<Box<str>>) -> StoreError {
    StoreError::Remote { address: address.to_string().into(), what: what.into(), remedy: remedy.into() }
}

/// The error in words.
pub(super) fn translate(address: &Address, stage: Stage, error: &Error) -> StoreError {
    let (what, remedy) = match error {
        Error::IOError { detail } => io(address, stage, detail),
        Error::ConnectionTimedOut => match stage {
            Stage::Opening => {
                ("it does not answer in time".into(), "check the address, the network and firewalls".into())
            }
            Stage::Working => (
                "a question took longer than the connection waits, or the network is gone".into(),
                "ask for less at once, or try again".into(),
            ),
        },
        Error::ProtocolMismatch(_) => (
            "what answers there does not speak Bolt; 7474 and 7473 are the ports of the browser".into(),
            "use the Bolt port, usually 7687".into(),
        ),
        Error::UnsupportedVersion(..) => {
            ("the server is too old: it does not speak Bolt 4.4".into(), "update it to Neo4j 5.26 or newer".into())
        }
        Error::AuthenticationError(said) => sign_in(address, said),
        Error::InvalidDnsName(name) => (format!("{name:?} is no name of a machine"), "correct the address".into()),
        Error::Neo4j(e) => server(address, e.code(), e.message(), e.kind()),
        Error::ConnectionError | Error::IncompleteBoltExchange => ("the connection broke off".into(), AGAIN.into()),
        other => (format!("the driver says: {other}"), "try again".into()),
    };
    remote(address, what, remedy)
}

fn io(address: &Address, stage: Stage, detail: &std::io::Error) -> (String, String) {
    use std::io::ErrorKind;
    let said = detail.to_string();
    let lower = said.to_lowercase();
    let certificate = lower.contains("certificate");
    if certificate && (lower.contains("notvalidforname") || lower.contains("not valid for name")) {
        return (
            format!("its certificate is for another name than {}", address.host),
            "use the name that stands in the certificate".into(),
        );
    }
    if certificate && lower.contains("expired") {
        return ("its certificate has expired".into(), "have it renewed".into());
    }
    if certificate {
        return (
            format!("its certificate is not signed by an authority that is known here ({said})"),
            "name the authority's certificate with ATLAS_NEO4J_CA=FILE, or use +ssc to trust any certificate".into(),
        );
    }
    match (detail.kind(), stage) {
        (ErrorKind::ConnectionRefused, _) => (
            format!("nothing listens on {}:{}", address.host, address.port),
            "start the server, or correct the address".into(),
        ),
        (
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::InvalidData,
            Stage::Opening,
        ) if address.encrypts() => (
            format!("it does not answer with TLS ({said})"),
            format!(
                "use {}://, or turn encryption on at the server",
                address.scheme.split('+').next().unwrap_or("bolt")
            ),
        ),
        (ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe, Stage::Opening) => (
            "it hangs up on an unencrypted connection; probably it asks for TLS".into(),
            format!("use {}+s://", address.scheme),
        ),
        (
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::BrokenPipe
            | ErrorKind::ConnectionAborted,
            _,
        ) => ("the connection broke off".into(), AGAIN.into()),
        _ if lower.contains("lookup") || lower.contains("not known") => {
            (format!("no machine is called {:?}", address.host), "correct the address".into())
        }
        _ => (said, "check the address and the network".into()),
    }
}

fn sign_in(address: &Address, said: &str) -> (String, String) {
    if said.contains("too many times") {
        return (
            "the server refuses sign-ins for a while after several wrong passwords".into(),
            "wait a minute, then use the right one".into(),
        );
    }
    (
        format!("the server does not let {} in: {}", address.user, said.trim_end_matches('.')),
        "set ATLAS_NEO4J_PASSWORD to the password of that user".into(),
    )
}

fn server(address: &Address, code: &str, message: &str, kind: Neo4jErrorKind) -> (String, String) {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let database = address.database.as_deref().unwrap_or("the default one");
    match code.strip_prefix("Neo.").unwrap_or(code) {
        "ClientError.Database.DatabaseNotFound" => (
            format!("the server has no database called {database}"),
            "list them with SHOW DATABASES, or create it".into(),
        ),
        "ClientError.Security.Unauthorized" => sign_in(address, message),
        "ClientError.Security.CredentialsExpired" => (
            "the password must be changed before it can be used".into(),
            "change it once in Neo4j Browser or cypher-shell".into(),
        ),
        "ClientError.Security.Forbidden" => (
            format!("{} may not do this in {database}: {message}", address.user),
            "ask for the role `publisher`, and once for `architect` to create the indexes".into(),
        ),
        "ClientError.Statement.AccessMode" => {
            ("the connection is open for reading only, and this would write".into(), "ask without writing".into())
        }
        code if code.contains("TransactionTimedOut") => {
            ("the time that the question may take is over".into(), "narrow it, or give it more time".into())
        }
        code if code.contains("MemoryPoolOutOfMemory") || code.contains("OutOfMemory") => (
            "the server has too little memory for this".into(),
            "give it more (server.memory.heap.max_size), or ask for less".into(),
        ),
        _ if kind == Neo4jErrorKind::Transient => (format!("the server is busy: {message}"), AGAIN.into()),
        _ => (format!("the server says: {message} ({code})"), "look into the server's log".into()),
    }
}

/// Whether the server has undone the transaction and would take it again.
pub(super) fn is_transient(error: &Error) -> bool {
    matches!(error, Error::Neo4j(e) if e.kind() == Neo4jErrorKind::Transient)
}
