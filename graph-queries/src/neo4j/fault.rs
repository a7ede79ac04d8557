//! What the driver and the server say when they refuse, as sentences with a cause and a remedy.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use neo4rs::{Error, Neo4jClientErrorKind, Neo4jErrorKind};

use super::address::Address;
use crate::StoreError;

/// When it happened; an early end means something else before the first answer than after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage<'a> {
    /// With the certificate of the authority that is trusted, where one was given.
    Opening(Option<&'a Path>),
    Working,
}

const AGAIN: &str = "try again; what was written is kept and nothing is written twice";
const CORRECT: &str = "correct the address";
/// The window and the command line give it in different ways.
const PASSWORD: &str =
    "give the password of that user in the dialog, which can keep it in the keychain, or in ATLAS_NEO4J_PASSWORD";

/// An error about an address.
pub(super) fn remote(address: &Address, what: impl Into<Box<str>>, remedy: impl Into<Box<str>>) -> StoreError {
    StoreError::Remote { address: address.to_string().into(), what: what.into(), remedy: remedy.into() }
}

/// A question that was ended because it took too long.
pub(super) fn out_of_time(address: &Address, limit: Option<Duration>) -> StoreError {
    let what = match limit {
        Some(limit) => format!("the question was ended after {} s, the time that it may take", limit.as_secs_f32()),
        None => "the question was ended: the time that the server lets one take is over".to_owned(),
    };
    remote(address, what, "ask for less, or give it more time")
}

/// The error in words.
pub(super) fn translate(address: &Address, stage: Stage<'_>, error: &Error) -> StoreError {
    let (what, remedy) = match error {
        Error::IOError { detail } => io(address, stage, detail),
        Error::ConnectionTimedOut => match stage {
            Stage::Opening(_) => {
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
        Error::UrlParseError(_) | Error::InvalidDnsName(_) => {
            (format!("{:?} is no name of a machine", address.host), CORRECT.into())
        }
        Error::Neo4j(e) => server(address, e.code(), e.message(), e.kind()),
        Error::ConnectionError | Error::IncompleteBoltExchange => ("the connection broke off".into(), AGAIN.into()),
        Error::UnknownMessage(_) | Error::UnexpectedMessage(_) | Error::InvalidTypeMarker(_) => {
            (format!("what it answers is no Bolt ({error})"), "check that a Neo4j listens there".into())
        }
        other => (format!("the driver says: {other}"), "try again".into()),
    };
    remote(address, what, remedy)
}

fn io(address: &Address, stage: Stage<'_>, detail: &std::io::Error) -> (String, String) {
    let said = detail.to_string();
    let lower = said.to_lowercase();
    if lower.contains("certificate") {
        return certificate(address, stage, &said, &lower);
    }
    let machine = ["lookup", "not known", "no such host"];
    match (detail.kind(), stage) {
        (ErrorKind::ConnectionRefused, _) => {
            (format!("nothing listens on {}", address.place()), "start the server, or correct the address".into())
        }
        (
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::InvalidData,
            Stage::Opening(_),
        ) if address.encrypts() => (
            format!("it does not answer with TLS ({said})"),
            format!(
                "use {}://, or turn encryption on at the server",
                address.scheme.split('+').next().unwrap_or("bolt")
            ),
        ),
        (ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe, Stage::Opening(_)) => (
            "it hangs up on an unencrypted connection; probably it asks for TLS".into(),
            format!("use {}+s://, or check that a Neo4j listens there", address.scheme),
        ),
        (
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::BrokenPipe
            | ErrorKind::ConnectionAborted
            | ErrorKind::NotConnected,
            _,
        ) => ("the connection broke off".into(), AGAIN.into()),
        _ if machine.iter().any(|words| lower.contains(words)) => {
            (format!("no machine is called {:?}", address.host), CORRECT.into())
        }
        _ => (said, "check the address and the network".into()),
    }
}

/// What is wrong between the server's certificate and what is trusted here.
fn certificate(address: &Address, stage: Stage<'_>, said: &str, lower: &str) -> (String, String) {
    if lower.contains("received fatal alert") {
        return (
            format!("it refuses the encryption ({said}); probably it wants a certificate of its clients"),
            "set client_auth=NONE in the server's dbms.ssl.policy.bolt".into(),
        );
    }
    if lower.contains("notvalidforname") || lower.contains("not valid for name") {
        return (
            format!("its certificate is for another name than {}", address.host),
            "use the name that stands in the certificate".into(),
        );
    }
    if lower.contains("expired") {
        return ("its certificate has expired".into(), "have it renewed".into());
    }
    if lower.contains("causedasendentity") {
        return (
            "its certificate is that of an authority, which may only sign others".into(),
            "have one made for the server, or use +ssc to trust any certificate".into(),
        );
    }
    match stage {
        Stage::Opening(Some(file)) => (
            format!("its certificate is not signed by the authority in {}", file.display()),
            "let ATLAS_NEO4J_CA name the authority that signed it".into(),
        ),
        _ => (
            format!("its certificate is not signed by an authority that is known here ({said})"),
            "name the authority's certificate with ATLAS_NEO4J_CA=FILE, or use +ssc to trust any certificate".into(),
        ),
    }
}

/// The server says the same of a wrong user and a wrong password, so that nobody can try names.
fn sign_in(address: &Address, said: &str) -> (String, String) {
    if said.contains("too many times") {
        return (
            format!("the server refuses {} for a while, after several wrong passwords", address.user),
            "wait a minute, then use the right one".into(),
        );
    }
    if said.contains("unauthorized") || said.contains("authentication failure") {
        return (
            format!("the server does not let {} in: that user or that password is wrong", address.user),
            PASSWORD.into(),
        );
    }
    (format!("the server does not let {} in: {}", address.user, said.trim_end_matches('.')), PASSWORD.into())
}

fn server(address: &Address, code: &str, message: &str, kind: Neo4jErrorKind) -> (String, String) {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let database = address.database_words();
    match code.strip_prefix("Neo.").unwrap_or(code) {
        "ClientError.Database.DatabaseNotFound" => (
            format!("the server has no database called {database}"),
            "list them with SHOW DATABASES, or create it".into(),
        ),
        "ClientError.Security.Unauthorized" => sign_in(address, message),
        "ClientError.Security.AuthenticationRateLimit" => sign_in(address, "too many times"),
        "ClientError.Security.CredentialsExpired" => (
            format!("the password of {} must be changed before it can be used", address.user),
            "change it once in Neo4j Browser or cypher-shell".into(),
        ),
        "ClientError.Security.Forbidden" => (
            format!("{} may not do this in {database}: {message}", address.user),
            "ask for the role `publisher`, and once for `architect` to create the indexes".into(),
        ),
        "ClientError.General.ForbiddenOnReadOnlyDatabase" | "ClientError.General.WriteOnReadOnlyAccessDatabase" => (
            format!("{database} is set to be read only at the server"),
            "take it out of server.databases.read_only there, or push into another database".into(),
        ),
        "ClientError.Cluster.NotALeader" => (
            format!("another server of the cluster writes {database} now"),
            if address.routes() {
                AGAIN.into()
            } else {
                "name the cluster with neo4j://, which asks who writes".into()
            },
        ),
        "ClientError.Statement.AccessMode" => {
            ("the connection is open for reading only, and this would write".into(), "ask without writing".into())
        }
        code if code.contains("TransactionTimedOut") => {
            ("the time that the question may take is over".into(), "ask for less, or give it more time".into())
        }
        code if code.contains("MemoryPoolOutOfMemory") || code.contains("OutOfMemory") => (
            "the server has too little memory for this".into(),
            "give it more (server.memory.heap.max_size), or ask for less".into(),
        ),
        code if code.ends_with("DatabaseUnavailable") => (
            format!("{database} is not running at the server, or is just starting"),
            "look with SHOW DATABASES and into the server's log, then try again".into(),
        ),
        _ if kind == Neo4jErrorKind::Transient || code.ends_with("Transaction.Terminated") => {
            (format!("the server is busy, or about to stop: {message}"), AGAIN.into())
        }
        _ => (format!("the server says: {message} ({code})"), "look into the server's log".into()),
    }
}

/// Whether the server has undone the transaction and would take it again.
pub(super) fn is_transient(error: &Error) -> bool {
    matches!(error, Error::Neo4j(e) if e.kind() == Neo4jErrorKind::Transient)
}

/// Whether another server of the cluster may have to be asked, or the one that is gone.
pub(super) fn is_astray(error: &Error) -> bool {
    match error {
        Error::Neo4j(e) => e.kind() == Neo4jErrorKind::Client(Neo4jClientErrorKind::SessionExpired),
        Error::IOError { .. } | Error::ConnectionTimedOut | Error::ConnectionError => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(address: &str, stage: Stage<'_>, detail: &str) -> String {
        let error = Error::IOError { detail: std::io::Error::new(ErrorKind::InvalidData, detail.to_owned()) };
        translate(&Address::parse(address).unwrap(), stage, &error).to_string()
    }

    /// Certificates that a test server cannot easily have; the words are those of rustls.
    #[test]
    fn certificates_that_are_wrong_in_rarer_ways_are_told_apart() {
        let said = |detail: &str| said("bolt+s://h", Stage::Opening(None), detail);
        for (detail, words) in [
            ("invalid peer certificate: Expired", "has expired; have it renewed"),
            ("invalid peer certificate: certificate expired: verification time 1 (UNIX)", "has expired"),
            ("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", "that of an authority"),
            ("received fatal alert: CertificateRequired", "wants a certificate of its clients"),
        ] {
            assert!(said(detail).contains(words), "{detail}: {}", said(detail));
        }
    }

    #[test]
    fn a_machine_that_is_not_known_is_named_on_every_system() {
        for detail in [
            "failed to lookup address information: Name or service not known",
            "failed to lookup address information: nodename nor servname provided, or not known",
            "No such host is known. (os error 11001)",
        ] {
            let error = Error::IOError { detail: std::io::Error::other(detail) };
            let said = translate(&Address::parse("bolt://nosuch").unwrap(), Stage::Working, &error).to_string();
            assert!(said.contains("no machine is called \"nosuch\"; correct the address"), "{said}");
        }
    }
}
