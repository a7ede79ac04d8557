//! `atlas connection`: known databases. A password is typed without echo or read from standard
//! input; it never stands among the words of the command.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

use atlas_session::Job;
use atlas_session::connections;
use atlas_session::dto::{AppError, Code, ConnectionRequest, ConnectionsAnswer};
use clap::Subcommand;

use crate::table::{cells, table};
use crate::text::inert;
use crate::verbs::{Answer, Outcome};

/// Run one of them.
pub(crate) fn run(act: &Connection, job: &Job) -> Answer {
    match act {
        Connection::List => {
            let answer = connections::list()?;
            let text = listed(&answer);
            Outcome::without_workspace("connection.list", serde_json::json!({}), &answer, text)
        }
        Connection::Add { address, name, ca, keychain } => {
            let request = ConnectionRequest {
                address: address.clone(),
                name: name.clone(),
                authority: ca.as_ref().map(|file| file.display().to_string()),
                password: keychain.then(|| password(address)).transpose()?,
                keep: *keychain,
            };
            let answer = connections::add(&request)?;
            let config = serde_json::json!({ "address": address, "keychain": keychain });
            let mut outcome = Outcome::without_workspace("connection.add", config, &answer, inert(&answer.sentence))?;
            // Remembered, but without what was asked for.
            outcome.lost = *keychain && !answer.connections.first().is_some_and(|c| c.in_keychain);
            Ok(outcome)
        }
        Connection::Test { address, ca, ask } => {
            let unknown = !*ask && !connections::knows_password(address)? && std::io::stdin().is_terminal();
            let request = ConnectionRequest {
                address: address.clone(),
                authority: ca.as_ref().map(|file| file.display().to_string()),
                password: (*ask || unknown).then(|| password(address)).transpose()?,
                ..ConnectionRequest::default()
            };
            let answer = connections::test(&request, job)?;
            let warning = if answer.warning.is_empty() { String::new() } else { format!("\n{}", answer.warning) };
            let text = inert(&answer.sentence) + &warning;
            Outcome::without_workspace("connection.test", serde_json::json!({ "address": address }), &answer, text)
        }
        Connection::Forget { address } => {
            let answer = connections::forget(address)?;
            let text = inert(&answer.sentence);
            Outcome::without_workspace("connection.forget", serde_json::json!({ "address": address }), &answer, text)
        }
    }
}

fn listed(answer: &ConnectionsAnswer) -> String {
    if answer.connections.is_empty() {
        return "No database is remembered. Add one with `atlas connection add ADDRESS`.".to_owned();
    }
    let mut rows = vec![cells(["address", "name", "password", "certificate of"])];
    rows.extend(answer.connections.iter().map(|c| {
        let password = if c.in_keychain { "in the keychain" } else { "not kept" };
        vec![
            c.address.clone(),
            c.name.clone().unwrap_or_default(),
            password.to_owned(),
            c.authority.clone().unwrap_or_default(),
        ]
    }));
    table(&rows, &[])
}

/// From the terminal without echo, else the first line of standard input.
fn password(address: &str) -> Result<String, AppError> {
    let failed = |e: std::io::Error| {
        let remedy = "Type it at a terminal, or write it as one line to standard input.";
        AppError::new(Code::Usage, format!("no password could be read: {e}"), remedy)
    };
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("Password for {}: ", inert(address))).map_err(failed);
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(failed(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)));
    }
    Ok(password.to_owned())
}

#[derive(Debug, Subcommand)]
pub(crate) enum Connection {
    /// Known databases, last used first.
    List,
    /// Remember a database.
    Add {
        /// bolt://USER@HOST:7687/DATABASE, without a password.
        address: String,
        /// What to call it.
        #[arg(long)]
        name: Option<String>,
        /// Certificate (PEM) of the authority that signed the server's.
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
        /// Ask for the password, without echo or as the first line of standard input, and keep it in
        /// the keychain of this machine.
        #[arg(long)]
        keychain: bool,
    },
    /// Connect and say what answers, how safely, and what the database holds. Writes nothing.
    Test {
        /// bolt://USER@HOST:7687/DATABASE.
        address: String,
        /// Certificate (PEM) of the authority that signed the server's.
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
        /// Ask for the password even where one is known.
        #[arg(long)]
        ask: bool,
    },
    /// Forget a database, and its password in the keychain.
    Forget {
        /// Its address as `atlas connection list` shows it.
        address: String,
    },
}
