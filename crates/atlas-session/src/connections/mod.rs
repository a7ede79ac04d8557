//! Known Neo4j databases: remembered on this machine without their passwords, tested before they
//! are opened.
//!
//! ```text
//!   stored      the list, beside the companion workspaces
//!   keychain    passwords that the operating system keeps
//!   passwords   where the password of an address comes from
//! ```

mod keychain;
mod passwords;
mod stored;

use std::path::PathBuf;

use graph_queries::neo4j::{Address, Credentials, Holds, Neo4j, Survey};

use crate::dto::{AppError, ConnectionRequest, ConnectionRow, ConnectionTest, ConnectionsAnswer, clip};
use crate::import::thousands;
use crate::{Job, visible};
use passwords::Typed;
use stored::Stored;

/// Certificate (PEM) of the authority that signed the server's.
const AUTHORITY: &str = "ATLAS_NEO4J_CA";

/// Known databases, last used first.
///
/// # Errors
/// Where the list cannot be read.
pub fn list() -> Result<ConnectionsAnswer, AppError> {
    Ok(ConnectionsAnswer { connections: stored::read()?.iter().map(row).collect(), sentence: String::new() })
}

/// Whether a password of this address is known, here or to the keychain.
///
/// # Errors
/// Where the address does not read.
pub fn knows_password(address: &str) -> Result<bool, AppError> {
    let address = Address::parse(address)?;
    Ok(!passwords::of(&address, stored::find(&address).is_some_and(|c| c.keychain)).is_empty())
}

/// Remember a database, and its password where that is asked. Where no keychain answers the
/// password is known to this process only, and the sentence says so.
///
/// # Errors
/// Where the address does not read, or the list cannot be written.
pub fn add(request: &ConnectionRequest) -> Result<ConnectionsAnswer, AppError> {
    let address = Address::parse(&request.address)?;
    type_in(&address, request);
    let sentence = remember(&address, request)?;
    Ok(ConnectionsAnswer { sentence, ..list()? })
}

/// Work with a database as it was named and typed in. Where the work succeeds the database is
/// remembered, and the sentence says how; where it fails everything known is as before.
///
/// # Errors
/// Those of the work, and as for [`add`].
pub fn using<T>(
    request: &ConnectionRequest,
    work: impl FnOnce(&str) -> Result<T, AppError>,
) -> Result<(T, String), AppError> {
    let address = Address::parse(&request.address)?;
    let before = passwords::typed(&address);
    type_in(&address, request);
    match work(&address.to_string()) {
        Ok(done) => Ok((done, remember(&address, request)?)),
        Err(e) => {
            passwords::set_typed(&address, before);
            Err(e)
        }
    }
}

/// What is typed now holds for this process, beside what was typed before.
fn type_in(address: &Address, request: &ConnectionRequest) {
    let before = passwords::typed(address).unwrap_or_default();
    let password = request.password.clone().or(before.password);
    passwords::set_typed(address, Some(Typed { password, authority: given(request.authority.as_ref()) }));
}

/// Put a database into the list; how that went, as a sentence.
fn remember(address: &Address, request: &ConnectionRequest) -> Result<String, AppError> {
    let mut keychain = stored::find(address).is_some_and(|c| c.keychain);
    let mut sentence = format!("{address} is remembered.");
    if request.keep {
        let password = passwords::of(address, keychain);
        let kept = if password.is_empty() {
            Err("no password is known that the keychain could keep.".to_owned())
        } else {
            keychain::keep(address, &password)
        };
        match kept {
            Ok(()) => {
                keychain = true;
                sentence = format!("{address} is remembered, its password in the keychain.");
            }
            Err(why) => sentence = format!("{address} is remembered, but {why}"),
        }
    } else if keychain && request.password.is_some() {
        // Another password is used now and was not to be kept: the old one would be wrong.
        sentence = forgotten(address, sentence);
        keychain = false;
    }
    let (name, authority) = (given(request.name.as_ref()), given(request.authority.as_ref()));
    stored::put(Stored { address: address.to_string(), name, authority, keychain })?;
    Ok(sentence)
}

/// A text that says something.
fn given(text: Option<&String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

/// Forget a database and its password.
///
/// # Errors
/// Where the list cannot be written.
pub fn forget(address: &str) -> Result<ConnectionsAnswer, AppError> {
    let address = Address::parse(address)?;
    passwords::set_typed(&address, None);
    let mut sentence = format!("{address} is forgotten.");
    if stored::find(&address).is_some_and(|c| c.keychain) {
        sentence = forgotten(&address, sentence);
    }
    stored::take(&address)?;
    Ok(ConnectionsAnswer { sentence, ..list()? })
}

/// Take a password out of the keychain; what could not be taken is said.
fn forgotten(address: &Address, sentence: String) -> String {
    match keychain::forget(address) {
        Ok(()) => sentence,
        Err(why) => format!("{sentence} Its password may still be in the keychain: {why}"),
    }
}

/// Connect and say what answers and what it holds. Nothing is written or remembered.
///
/// # Errors
/// The cause in words, with what to do about it.
pub fn test(request: &ConnectionRequest, _job: &Job) -> Result<ConnectionTest, AppError> {
    let address = Address::parse(&request.address)?;
    let mut credentials = credentials(&address);
    if let Some(password) = &request.password {
        credentials.password.clone_from(password);
    }
    if let Some(authority) = given(request.authority.as_ref()) {
        credentials.authority = Some(PathBuf::from(authority));
    }
    let survey = Neo4j::visit(&address, &credentials)?.survey()?;
    Ok(found(&address, &survey))
}

/// What signs in at an address: its password, and the authority that is remembered or named.
pub(crate) fn credentials(address: &Address) -> Credentials {
    let stored = stored::find(address);
    let password = passwords::of(address, stored.as_ref().is_some_and(|c| c.keychain));
    let typed = passwords::typed(address).map(|t| t.authority);
    let authority = typed.unwrap_or_else(|| stored.and_then(|c| c.authority)).map(PathBuf::from);
    let authority = authority.or_else(|| std::env::var_os(AUTHORITY).map(PathBuf::from));
    Credentials { password, authority }
}

/// A database was opened: where it is known it is the last used.
pub(crate) fn used(address: &Address) {
    if let Some(stored) = stored::find(address)
        && let Err(e) = stored::put(stored)
    {
        tracing::warn!("the list of databases could not be written: {e}");
    }
}

/// What people call the database at an address.
pub(crate) fn called(address: &Address) -> String {
    stored::find(address).and_then(|c| c.name).unwrap_or_else(|| {
        address.database.as_ref().map_or_else(|| address.host.to_string(), |name| format!("{name} on {}", address.host))
    })
}

fn row(stored: &Stored) -> ConnectionRow {
    ConnectionRow {
        address: stored.address.clone(),
        name: stored.name.clone(),
        authority: stored.authority.clone(),
        in_keychain: stored.keychain,
    }
}

fn found(address: &Address, survey: &Survey) -> ConnectionTest {
    let (holds, nodes, what) = match &survey.holds {
        Holds::Nothing if !survey.takes_pushes => {
            let what = "The database is empty, and its server is too old for a push (5.26 or newer is needed).";
            ("nothing", 0.0, what.to_owned())
        }
        Holds::Nothing => ("nothing", 0.0, "The database is empty: push a workspace into it.".to_owned()),
        Holds::Part => {
            let what = "A load is under way or broke off: wait for it, or push again.";
            ("part", 0.0, what.to_owned())
        }
        Holds::Ours(revision) => {
            let nodes = f64::from(revision.nodes);
            let label = revision.label.as_deref().map(|l| format!(" ({})", visible(l))).unwrap_or_default();
            let what = format!(
                "It holds revision {} of Access Atlas{label}: {} nodes, {} relations.",
                revision.number,
                thousands(revision.nodes),
                thousands(revision.relations)
            );
            ("ours", nodes, what)
        }
        Holds::Tool { title, nodes } => {
            let what = format!("It holds {} nodes of {title}, and opens read-only.", thousands(clip(*nodes)));
            ("tool", f64::from(clip(*nodes)), what)
        }
        Holds::Others { nodes, labels } => {
            let labels: Vec<String> = labels.iter().map(|l| visible(l)).collect();
            let what = format!(
                "It holds {} nodes of something else ({}). A push would stand beside them.",
                thousands(clip(*nodes)),
                labels.join(", ")
            );
            ("others", f64::from(clip(*nodes)), what)
        }
    };
    let encrypted = address.encrypts();
    let verified = address.scheme.ends_with("+s");
    let warning = if !encrypted && !is_loopback(&address.host) {
        "Not encrypted: the password and all data can be read on the way. Choose encryption."
    } else if encrypted && !verified {
        "Encrypted, but the certificate is not verified: somebody in between could pose as the server."
    } else {
        ""
    };
    let milliseconds = survey.latency.as_secs_f64() * 1000.0;
    let safety = match (encrypted, verified) {
        (false, _) => "not encrypted",
        (true, false) => "encrypted, not verified",
        (true, true) => "encrypted and verified",
    };
    ConnectionTest {
        address: address.to_string(),
        version: survey.version.to_string(),
        edition: survey.edition.to_string(),
        holds: holds.into(),
        nodes,
        encrypted,
        verified,
        milliseconds,
        sentence: format!(
            "Neo4j {} {} answers in {milliseconds:.0} ms, {safety}. {what}",
            visible(&survey.version),
            visible(&survey.edition)
        ),
        warning: warning.into(),
    }
}

/// Whether a name means this machine, so that nothing leaves it.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tested(address: &str) -> ConnectionTest {
        let survey = Survey {
            version: "5.26.30".into(),
            edition: "community".into(),
            takes_pushes: true,
            holds: Holds::Others { nodes: 1200, labels: vec!["User\u{202e}".into()] },
            latency: std::time::Duration::from_micros(2400),
        };
        found(&Address::parse(address).unwrap(), &survey)
    }

    #[test]
    fn plain_is_warned_of_unless_nothing_leaves_the_machine() {
        for (address, warns) in [
            ("bolt://127.0.0.1", false),
            ("bolt://localhost", false),
            ("bolt://[::1]", false),
            ("bolt://graph.corp", true),
            ("neo4j://10.0.0.1", true),
            ("bolt+ssc://graph.corp", true),
            ("bolt+s://graph.corp", false),
            ("bolt://127.0.0.1.evil.org", true),
        ] {
            assert_eq!(!tested(address).warning.is_empty(), warns, "{address}");
        }
    }

    #[test]
    fn what_was_found_is_one_sentence_and_hostile_labels_are_inert() {
        let found = tested("bolt://localhost");
        assert!(
            found.sentence.starts_with("Neo4j 5.26.30 community answers in 2 ms, not encrypted. "),
            "{}",
            found.sentence
        );
        assert!(found.sentence.contains("1,200 nodes of something else"), "{}", found.sentence);
        assert!(!found.sentence.contains('\u{202e}'), "a label cannot turn the line round");
    }

    #[test]
    fn a_request_never_shows_its_password() {
        let request = ConnectionRequest { password: Some("hush".into()), ..ConnectionRequest::default() };
        assert!(!format!("{request:?}").contains("hush"), "logs and errors print with Debug");
    }
}
