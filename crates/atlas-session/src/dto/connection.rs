//! Known databases: what is remembered of them, and what a test of one finds.

records! {
    /// A database that this machine knows.
    ConnectionRow {
        /// Address without the password.
        address: String,
        /// A name by the user.
        name: Option<String>,
        /// Certificate (PEM) of the authority that signed the server's.
        authority: Option<String>,
        /// Whether the keychain holds its password.
        in_keychain: bool,
    }
    /// Known databases.
    ConnectionsAnswer {
        /// Last used first.
        connections: Vec<ConnectionRow>,
        /// What was done, and what could not be.
        sentence: String,
    }
    /// What a test of a connection finds.
    ConnectionTest {
        /// Address without the password.
        address: String,
        /// Version of the server.
        version: String,
        /// Its edition.
        edition: String,
        /// ours, part, nothing, tool, others.
        holds: String,
        /// Nodes that stand there.
        nodes: f64,
        /// Whether what is sent can be read on the way.
        encrypted: bool,
        /// Whether the certificate was verified.
        verified: bool,
        /// How long one question and its answer take.
        milliseconds: f64,
        /// What answers and what it holds.
        sentence: String,
        /// What to mind; empty where there is nothing.
        warning: String,
    }
}

records! {
    /// A database that was opened.
    Opened {
        /// What stands in it.
        workspace: super::Workspace,
        /// How it is remembered.
        sentence: String,
    }
    /// A push, and how its target is remembered.
    Pushed {
        /// What it did.
        answer: super::PushAnswer,
        /// How the database is remembered.
        remembered: String,
    }
    /// A pull, and how its source is remembered.
    Pulled {
        /// What it did.
        answer: super::ImportAnswer,
        /// How the database is remembered.
        remembered: String,
    }
}

/// A database as a person names it. Its password goes to the server and, where asked, to the
/// keychain; it is written nowhere else, not even by `Debug`.
#[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionRequest {
    /// Address without a password.
    pub address: String,
    /// A name by the user.
    pub name: Option<String>,
    /// Certificate (PEM) of the authority that signed the server's.
    pub authority: Option<String>,
    /// The password; null: the one that is known.
    pub password: Option<String>,
    /// Whether to keep the password in the keychain.
    pub keep: bool,
}

impl std::fmt::Debug for ConnectionRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectionRequest")
            .field("address", &self.address)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}
