//! Flags that several verbs share.

use clap::{Args, ValueEnum};

#[derive(Clone, Debug, Args)]
pub(crate) struct Terms {
    /// Relation kinds that may not be used.
    #[arg(long, visible_alias = "avoid-kind", value_name = "KIND")]
    pub(crate) without: Vec<String>,
    /// Steps of this status count: verified, possible, unknown, blocked (default: verified and possible).
    #[arg(long, value_name = "STATUS")]
    pub(crate) accept: Vec<String>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct PathArgs {
    /// Where paths may start (default: every identity).
    #[arg(long, value_name = "SELECT")]
    pub(crate) from: Vec<String>,
    /// Where paths may end (default: tier=0).
    #[arg(long, value_name = "SELECT")]
    pub(crate) to: Vec<String>,
    /// Way-points, in this order.
    #[arg(long, value_name = "SELECT")]
    pub(crate) via: Vec<String>,
    /// How many paths in the whole answer.
    #[arg(long, default_value_t = 10)]
    pub(crate) k: u32,
    /// Count all shortest paths and list the first k of them.
    #[arg(long)]
    pub(crate) all_shortest: bool,
    /// Longest path, in steps.
    #[arg(long, default_value_t = 12)]
    pub(crate) max_steps: u32,
    /// Order by likelihood instead of by number of steps.
    #[arg(long)]
    pub(crate) weighted: bool,
    /// Nodes that no path may pass.
    #[arg(long, value_name = "SELECT")]
    pub(crate) avoid: Vec<String>,
    /// Steps to do without, to see who still gets there.
    #[arg(long = "cut", value_name = "FROM->TO", value_parser = step)]
    pub(crate) cuts: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) terms: Terms,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Names {
    /// Write pseudonyms in the place of all names and ids: "Person 017".
    #[arg(long)]
    pub(crate) pseudonyms: bool,
    /// Make the pseudonyms from this text: with the same one, exports of one revision match.
    #[arg(long, value_name = "TEXT", requires = "pseudonyms")]
    pub(crate) pseudonym_key: Option<String>,
}

/// A step by the ids of its ends.
fn step(text: &str) -> Result<(String, String), String> {
    let (from, to) = text.split_once("->").ok_or("write FROM->TO with the ids of both ends")?;
    Ok((from.trim().to_owned(), to.trim().to_owned()))
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum On {
    Access,
    Graph,
}
