//! What is needed to sign in, and the driver's configuration made of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use neo4rs::{Config, ConfigBuilder};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::address::Address;
use super::fault::{Stage, remote, translate};
use crate::StoreError;

/// Rows that one request brings; one may hold all relations of a node.
const FETCH: usize = 2_000;
/// How long one message of an answer may take.
const LONG_PATIENCE: Duration = Duration::from_secs(300);
/// Connections that one driver keeps.
const CONNECTIONS: usize = 4;

/// What is needed to sign in beside the address.
#[derive(Clone, Default)]
pub struct Credentials {
    /// The user's password.
    pub password: String,
    /// Certificate (PEM) of the authority that signed the server's, where the system does not know it.
    pub authority: Option<PathBuf>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("authority", &self.authority).finish_non_exhaustive()
    }
}

/// The configuration of a driver for this address.
pub(super) fn config(address: &Address, credentials: &Credentials) -> Result<Config, StoreError> {
    let mut config = ConfigBuilder::default()
        .uri(address.endpoint())
        .user(&*address.user)
        .password(&*credentials.password)
        .fetch_size(FETCH)
        .max_connections(CONNECTIONS)
        .connection_timeout(LONG_PATIENCE);
    if let Some(database) = &address.database {
        config = config.db(&**database);
    }
    // Only `+s` verifies: a certificate given with another scheme must not turn encryption on or off.
    if let (Some(file), true) = (&credentials.authority, address.verifies()) {
        check_authority(address, file)?;
        config = config.with_client_certificate(file);
    }
    config.build().map_err(|e| translate(address, Stage::Opening(None), &e))
}

/// The driver passes over what is no certificate and then trusts nobody, which would read as a
/// server that nobody vouches for.
fn check_authority(address: &Address, file: &Path) -> Result<(), StoreError> {
    let wrong =
        |what: String| remote(address, what, "let ATLAS_NEO4J_CA name the certificate of the authority, as PEM");
    let shown = file.display();
    let bytes =
        std::fs::read(file).map_err(|e| wrong(format!("the authority's certificate {shown} cannot be read: {e}")))?;
    let certificates = CertificateDer::pem_slice_iter(&bytes).flatten();
    match RootCertStore::empty().add_parsable_certificates(certificates) {
        (0, _) => Err(wrong(format!("the file {shown} holds no certificate"))),
        _ => Ok(()),
    }
}
