//! The words of the command line. `--help` is written to be learnt from.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use crate::connection::Connection;
pub(crate) use crate::flags::{Names, On, PathArgs, Terms};
use crate::kept::View;
use crate::part::Part;
use crate::review::Review;
use crate::story::Story;

const AFTER: &str = "\
SELECT is key=value[,key=value]... with keys id, name (glob with * and ?), kind, class, tier, lane,
lifecycle, cluster, prop.X. All terms of one SELECT must hold; a repeated flag means \"or\".

A first tour:
  atlas sample harbour -a harbour.atlas                    a made-up organisation to try things on
  atlas exposure -a harbour.atlas                          who can reach the crown jewels
  atlas outliers -a harbour.atlas --lane machine           whose access does not fit, and why
  atlas paths -a harbour.atlas --to tier=0 --k 3           the three shortest ways in
  atlas export -a harbour.atlas --out map.svg              the access map

Exit codes: 0 done, 1 done but something was lost or refused, 2 wrong usage, 3 input unusable,
4 store not reachable, 130 cancelled.";

/// See who can reach what, and why that is wrong.
#[derive(Debug, Parser)]
#[command(name = "atlas", version, after_help = AFTER, max_term_width = 100)]
pub(crate) struct Cli {
    /// Print one JSON document on stdout instead of text for people.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Any issue, also a tolerated oddity, makes the exit code 1.
    #[arg(long, global = true)]
    pub(crate) strict: bool,
    /// Print no progress.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Atlas {
    /// The workspace: a file NAME.atlas, or a Neo4j as bolt://USER@HOST:7687/DATABASE (also neo4j, and
    /// +s or +ssc for TLS) with the password in ATLAS_NEO4J_PASSWORD.
    #[arg(short = 'a', long = "atlas", value_name = "WORKSPACE")]
    pub(crate) atlas: Option<PathBuf>,
    /// A map of the labels of a database that another tool filled, where it is not recognised by
    /// itself; remembered for that database. `none` goes back to what the program knows.
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Read files into a new revision of a workspace.
    ///
    /// PATH may be a file, a folder, a zip, a gz or zst file, or - for standard input. A file that
    /// cannot be read whole costs only the broken part; what was lost is named. Importing a source
    /// again replaces its facts.
    Import {
        #[command(flatten)]
        atlas: Atlas,
        /// Files, folders, archives, or -.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Name of the source (default: what the file declares, else its folder or stem).
        #[arg(long)]
        source: Option<String>,
        /// Format (default: sniffed): opengraph, csv.
        #[arg(long)]
        format: Option<String>,
        /// Which column is what: a TOML file, for tables with headers of their own.
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
        /// A name for the revision.
        #[arg(long)]
        label: Option<String>,
        /// The date of the data, for example 2026-11-01.
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    /// Revisions, counts, issues, and what is missing.
    Info {
        #[command(flatten)]
        part: Part,
        /// Verify the integrity of the workspace; exit 3 where it is broken.
        #[arg(long)]
        check: bool,
    },
    /// Search nodes.
    Nodes {
        #[command(flatten)]
        part: Part,
        /// Which; any of them (default: all).
        #[arg(value_name = "SELECT")]
        select: Vec<String>,
    },
    /// One node with its relations and their evidence.
    Show {
        #[command(flatten)]
        part: Part,
        /// Native id, or a SELECT that names one node.
        id: String,
    },
    /// Ask a question of the catalogue: who holds what, what nobody answers for, and more.
    ///
    /// Without ID it lists the questions. They are answered from stated facts, by a workspace file
    /// and a Neo4j alike, without reading all of the graph into memory where the database can do it.
    Ask {
        #[command(flatten)]
        atlas: Atlas,
        /// Which question (default: list them).
        id: Option<String>,
        /// What it takes: nodes by their ids, several values with commas between them or as JSON.
        #[arg(value_name = "NAME=VALUE")]
        given: Vec<String>,
    },
    /// How to get from here to there, each step explained.
    Paths {
        #[command(flatten)]
        part: Part,
        #[command(flatten)]
        path: PathArgs,
        /// Let the Neo4j find shortest ways itself, without reading the graph; ends by id, name or kind.
        #[arg(long, conflicts_with = "scope")]
        in_database: bool,
        /// Seconds that the database may take.
        #[arg(long, value_name = "SECONDS", default_value_t = 30.0, requires = "in_database")]
        time_limit: f64,
    },
    /// Who can reach each target (default: every tier-0 node).
    Exposure {
        #[command(flatten)]
        part: Part,
        #[arg(long, value_name = "SELECT")]
        to: Vec<String>,
        #[command(flatten)]
        terms: Terms,
    },
    /// What an identity can reach.
    Blast {
        #[command(flatten)]
        part: Part,
        #[arg(long, value_name = "SELECT", required = true)]
        from: Vec<String>,
        #[command(flatten)]
        terms: Terms,
    },
    /// The nodes and steps whose removal cuts most exposure, exactly, and a minimum cut.
    Chokepoints {
        #[command(flatten)]
        part: Part,
        #[arg(long, value_name = "SELECT")]
        from: Vec<String>,
        #[arg(long, value_name = "SELECT")]
        to: Vec<String>,
        /// How many of each to list.
        #[arg(long, default_value_t = 20)]
        top: u32,
        #[command(flatten)]
        terms: Terms,
    },
    /// The worst ways to tier 0, one story for everyone who comes in by the same last step.
    Escalations {
        #[command(flatten)]
        part: Part,
        /// How many stories.
        #[arg(long, default_value_t = 3)]
        top: u32,
    },
    /// Exposure before and after something is taken away. Changes nothing.
    Whatif {
        #[command(flatten)]
        part: Part,
        /// FROM->TO, a node id, or a relation kind.
        #[arg(long, value_name = "EDGE|NODE|KIND", required = true)]
        remove: Vec<String>,
    },
    /// Groups of identities with similar access.
    Clusters {
        #[command(flatten)]
        part: Part,
        /// What is grouped: identities by access, or all nodes by relations.
        #[arg(long, value_enum, default_value = "access")]
        on: On,
        /// Plain Leiden at this resolution, one level.
        #[arg(long)]
        resolution: Option<f64>,
        /// Seed of every random choice.
        #[arg(long, default_value_t = 1)]
        seed: u32,
    },
    /// Identities whose access does not fit, with reasons.
    Outliers {
        #[command(flatten)]
        part: Part,
        /// human, machine or unknown (default: all, apart).
        #[arg(long)]
        lane: Option<String>,
    },
    /// Who of a group holds what: members against entitlements, rare and missing ones marked.
    Matrix {
        #[command(flatten)]
        part: Part,
        /// Id or name of the group, as `atlas clusters` lists them (default: those that --select is
        /// compared with).
        #[arg(required_unless_present = "select")]
        group: Option<String>,
        /// An identity whose columns come first.
        #[arg(long, value_name = "ID")]
        select: Option<String>,
    },
    /// Crown jewels and other tiers: list, set or clear.
    Tier {
        #[command(flatten)]
        part: Part,
        /// Set tier N of what SELECT names.
        #[arg(long, num_args = 2, value_names = ["N", "SELECT"], conflicts_with = "clear")]
        set: Option<Vec<String>>,
        /// Clear the tier set by hand.
        #[arg(long, value_name = "SELECT")]
        clear: Option<String>,
        /// Why; kept beside the tier.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// What every kind seen means and how that is known; change it with a profile.
    Kinds {
        #[command(flatten)]
        part: Part,
        /// A TOML profile; it is kept in the workspace.
        #[arg(long, value_name = "FILE")]
        profile: Option<PathBuf>,
    },
    /// The review queue, decisions and their log.
    Review {
        #[command(subcommand)]
        act: Review,
    },
    /// Saved views.
    View {
        #[command(subcommand)]
        act: View,
    },
    /// Stories: slides of views with captions that follow the data or are frozen.
    Story {
        #[command(subcommand)]
        act: Story,
    },
    /// Write the map, paths, tables or the whole graph to a file.
    ///
    /// The ending of --out says the format: svg, png, pdf, html, pptx for pictures; csv, json for
    /// tables; graphml or json for the graph. A story is one pdf, html or pptx, or a zip of svg or png.
    Export {
        #[command(flatten)]
        part: Part,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        /// A saved view.
        #[arg(long, conflicts_with_all = ["paths", "clusters", "graph"])]
        view: Option<String>,
        /// A story: all its slides.
        #[arg(long, value_name = "NAME", conflicts_with_all = ["view", "paths", "matrix", "clusters", "graph"])]
        story: Option<String>,
        /// The merged drawing (or table) of paths; takes the flags of `atlas paths`.
        #[arg(long, conflicts_with_all = ["clusters", "graph"])]
        paths: bool,
        /// A group: its country beside its access matrix.
        #[arg(long, value_name = "GROUP", conflicts_with_all = ["view", "paths", "clusters", "graph"])]
        matrix: Option<String>,
        /// The table of groups (csv, json).
        #[arg(long, conflicts_with = "graph")]
        clusters: bool,
        /// The whole graph: OpenGraph (json) or GraphML.
        #[arg(long)]
        graph: bool,
        /// light or dark.
        #[arg(long, default_value = "light")]
        theme: String,
        /// Pixels of a png for each unit of the map.
        #[arg(long, value_name = "PIXELS", default_value_t = 2.0)]
        scale: f64,
        #[command(flatten)]
        names: Names,
        #[command(flatten)]
        path: PathArgs,
    },
    /// Write an evidence pack: a zip with a report (PDF/A), tables, views, the audit log and a manifest.
    Pack {
        #[command(flatten)]
        part: Part,
        /// The zip to write.
        #[arg(long)]
        out: PathBuf,
        /// Its views are the slides of this story (default: the map, the worst paths, the outliers).
        #[arg(long, value_name = "NAME")]
        story: Option<String>,
        /// Title of the report.
        #[arg(long, default_value = "")]
        title: String,
        /// What the pack is about, in your words: the scope that the report states.
        #[arg(long, value_name = "TEXT", default_value = "")]
        about: String,
        /// light or dark, for the pictures beside the report.
        #[arg(long, default_value = "light")]
        theme: String,
        #[command(flatten)]
        names: Names,
    },
    /// Check an evidence pack against its manifest and its log; exit 3 where anything was changed.
    Verify {
        /// The zip.
        pack: PathBuf,
    },
    /// What changed between two revisions.
    Diff {
        #[command(flatten)]
        atlas: Atlas,
        /// Number or id of the earlier revision.
        from: String,
        /// Number or id of the later one.
        to: String,
    },
    /// Put the newest revision of a workspace into a Neo4j, in the place of what stands there.
    ///
    /// Only what differs is written. A push that was cut off is continued by the next one; until
    /// then nobody can open the database.
    Push {
        #[command(flatten)]
        atlas: Atlas,
        /// bolt://USER@HOST:7687/DATABASE; the password stands in ATLAS_NEO4J_PASSWORD.
        address: String,
    },
    /// Read what stands in a Neo4j into a new revision of a workspace.
    Pull {
        #[command(flatten)]
        atlas: Atlas,
        /// bolt://USER@HOST:7687/DATABASE; the password stands in ATLAS_NEO4J_PASSWORD.
        address: String,
    },
    /// Write findings into a database as properties `atlas_wb_*`, or take them away.
    ///
    /// Off until it is allowed for that database on this machine. Only properties of that prefix are
    /// touched; no node or relation is made or taken away. Without a flag it writes.
    WriteBack(crate::database::WriteBack),
    /// Neo4j databases that this machine knows, and a test of one.
    Connection {
        #[command(subcommand)]
        act: Connection,
    },
    /// Write a seeded, made-up organisation.
    Sample {
        /// Its name.
        name: String,
        #[command(flatten)]
        atlas: Atlas,
        #[arg(long, default_value_t = 7)]
        seed: u32,
    },
    /// Print a completion script for a shell.
    Completions { shell: clap_complete::Shell },
}
