//! Where the password of an address comes from: what was typed into this process, else the keychain
//! where it was given one, else the environment.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use graph_queries::neo4j::Address;

use super::keychain;

/// The password of whatever address has none of its own.
const VARIABLE: &str = "ATLAS_NEO4J_PASSWORD";

/// What was typed for a server.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub(super) password: Option<String>,
    /// Certificate (PEM) of the authority that signed the server's.
    pub(super) authority: Option<String>,
}

/// Typed into this process, by [`account`]; gone with it.
static TYPED: Mutex<BTreeMap<String, Typed>> = Mutex::new(BTreeMap::new());

fn all_typed() -> MutexGuard<'static, BTreeMap<String, Typed>> {
    TYPED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Who signs in where: databases of one server share a password, other schemes do not change it.
pub(super) fn account(address: &Address) -> String {
    format!("{}@{}:{}", address.user, address.host, address.port)
}

/// The password, empty where none is known. Only a keychain that was given one is asked.
pub(super) fn of(address: &Address, in_keychain: bool) -> String {
    if let Some(password) = typed(address).and_then(|t| t.password) {
        return password;
    }
    if in_keychain {
        match keychain::find(address) {
            Ok(Some(password)) => return password,
            Ok(None) => {}
            Err(why) => tracing::warn!("the password of {address} is not used: {why}"),
        }
    }
    std::env::var(VARIABLE).unwrap_or_default()
}

/// What was typed for the server of an address.
pub(super) fn typed(address: &Address) -> Option<Typed> {
    all_typed().get(&account(address)).cloned()
}

/// Keep it as long as this process lives; `None` forgets it.
pub(super) fn set_typed(address: &Address, typed: Option<Typed>) {
    match typed {
        Some(typed) => all_typed().insert(account(address), typed),
        None => all_typed().remove(&account(address)),
    };
}
