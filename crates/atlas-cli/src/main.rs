//! The `atlas` command: the same verbs as the window, without one.
//!
//! A verb is one call into the session; this crate reads words, prints answers and chooses the
//! exit code. Text from files is made inert before it meets a terminal ([`text::inert`]).

mod args;
mod connection;
mod database;
mod files;
mod flags;
mod kept;
mod matrix;
mod part;
mod progress;
mod questions;
mod review;
mod review_text;
mod story;
mod table;
mod text;
mod verbs;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Verb};
use verbs::Outcome;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Verb::Completions { shell } = cli.verb {
        clap_complete::generate(shell, &mut Cli::command(), "atlas", &mut std::io::stdout());
        return ExitCode::SUCCESS;
    }
    let job = progress::job(cli.quiet);
    let outcome = verbs::run(&cli, &job);
    progress::clear(cli.quiet);
    match outcome {
        Ok(outcome) => finish(&cli, &outcome),
        Err(error) => {
            say(&format!("atlas: {}", text::inert(&error.message)));
            if !error.remedy.is_empty() {
                say(&format!("       {}", text::inert(&error.remedy)));
            }
            ExitCode::from(error.code.exit())
        }
    }
}

fn finish(cli: &Cli, outcome: &Outcome) -> ExitCode {
    for issue in &outcome.issues {
        say(&text::issue(issue));
    }
    let printed = if cli.json { outcome.json() } else { outcome.text.clone() };
    let mut stdout = std::io::stdout().lock();
    let written = stdout
        .write_all(printed.as_bytes())
        .and_then(|()| if printed.ends_with('\n') { Ok(()) } else { stdout.write_all(b"\n") });
    if written.and_then(|()| stdout.flush()).is_err() {
        return ExitCode::from(4);
    }
    let strict = cli.strict && !outcome.issues.is_empty();
    ExitCode::from(u8::from(outcome.lost || strict))
}

/// One line on stderr; a closed stderr is not an error.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
