//! The keychain of the operating system. Where none answers, a sentence says so.

use graph_queries::neo4j::Address;
use keyring::{Entry, Error};

use super::passwords::account;

/// Under which name entries stand in the keychain.
const SERVICE: &str = "access-atlas";

/// Keep a password.
pub(super) fn keep(address: &Address, password: &str) -> Result<(), String> {
    let password = password.to_owned();
    ask(address, move |entry| entry.set_password(&password))
}

/// The password, where the keychain has one.
pub(super) fn find(address: &Address) -> Result<Option<String>, String> {
    ask(address, |entry| match entry.get_password() {
        Err(Error::NoEntry) => Ok(None),
        other => other.map(Some),
    })
}

/// Take a password out; one that is not there is no error.
pub(super) fn forget(address: &Address) -> Result<(), String> {
    ask(address, |entry| match entry.delete_credential() {
        Err(Error::NoEntry) => Ok(()),
        other => other,
    })
}

/// Ask on a thread of its own: the keychain waits for its answers, which work of the window must not.
fn ask<T: Send + 'static>(
    address: &Address,
    ask: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
) -> Result<T, String> {
    let account = account(address);
    let asked = std::thread::spawn(move || Entry::new(SERVICE, &account).and_then(|entry| ask(&entry)));
    let answer = asked.join().map_err(|_| "the keychain failed; the password lives for this run only.".to_owned())?;
    answer.map_err(|e| {
        let why = match e {
            Error::NoStorageAccess(_) => "the keychain is locked or refuses",
            Error::PlatformFailure(_) => "no keychain answers here",
            _ => "the keychain does not take this password",
        };
        format!(
            "{why} ({}); the password lives for this run only. Unlock or start one (under Linux a Secret Service \
             such as gnome-keyring), or set ATLAS_NEO4J_PASSWORD.",
            reason(&e)
        )
    })
}

/// The first line of what the system says.
fn reason(error: &Error) -> String {
    let said = match error {
        Error::PlatformFailure(inner) | Error::NoStorageAccess(inner) => inner.to_string(),
        other => other.to_string(),
    };
    crate::visible(said.lines().next().unwrap_or_default())
}
