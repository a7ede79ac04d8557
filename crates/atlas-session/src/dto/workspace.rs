//! A workspace: revisions, counts, issues, what is missing.

use super::ByLane;
use std::collections::BTreeMap;

records! {
    /// Counts.
    Counts {
        /// Nodes, placeholders included.
        nodes: u32,
        /// Distinct relations.
        relations: u32,
        /// Edges made by rules.
        derived: u32,
        /// Nodes that no file describes.
        placeholders: u32,
        /// Issues of all imports in force.
        issues: u32,
    }
    /// One revision.
    Revision {
        /// Content hash.
        id: String,
        /// Number, from 1.
        number: u32,
        /// When it was made, RFC 3339.
        at: String,
        /// The source that was imported.
        source: String,
        /// A name by the user.
        label: Option<String>,
        /// The date of the data.
        as_of: Option<String>,
        /// Nodes in it.
        nodes: u32,
        /// Relations in it.
        relations: u32,
        /// Relations that appeared.
        added: u32,
        /// Relations that disappeared.
        removed: u32,
    }
    /// An input that is missing and what cannot be concluded without it.
    MissingInput {
        /// What.
        input: String,
        /// What it weakens.
        weakens: String,
        /// The source that lacks it.
        source: String,
    }
    /// One issue of an import.
    IssueRow {
        /// note, loss, fatal.
        severity: String,
        /// File.
        file: String,
        /// Line, record or range.
        r#where: String,
        /// Why.
        reason: String,
        /// What to do.
        remedy: String,
    }
    /// A source and its size.
    SourceRow {
        /// Name.
        name: String,
        /// Relations it states.
        relations: u32,
        /// Its newest revision.
        revision: u32,
    }
    /// What `info` answers.
    InfoAnswer {
        /// Counts.
        counts: Counts,
        /// Node kind -> nodes.
        node_kinds: BTreeMap<String, u32>,
        /// Relation kind -> relations.
        relation_kinds: BTreeMap<String, u32>,
        /// What is missing.
        missing_inputs: Vec<MissingInput>,
        /// Issues of the imports in force.
        issues: Vec<IssueRow>,
        /// Revisions, oldest first.
        revisions: Vec<Revision>,
        /// Sources by name.
        sources: Vec<SourceRow>,
        /// Identities by lane.
        lanes: ByLane,
        /// The database of another tool that this was read from; null for a workspace of our own.
        database: Option<super::DatabaseRow>,
    }
    /// What the window shows of an open workspace.
    Workspace {
        /// File name without folder.
        name: String,
        /// Full path.
        path: String,
        /// Newest revision; null in an empty workspace.
        revision: Option<Revision>,
        /// How many revisions.
        revisions: u32,
        /// Counts.
        counts: Counts,
        /// Sources by name.
        sources: Vec<SourceRow>,
        /// Identities by lane.
        lanes: ByLane,
        /// Nodes of tier 0.
        tier0: u32,
        /// What is missing.
        missing: Vec<MissingInput>,
        /// That only a part is looked at; null: all of it.
        partial: Option<super::PartOfGraph>,
    }
    /// What an import did.
    ImportAnswer {
        /// The new revision, or the one in force where nothing changed.
        revision: String,
        /// Sources that were imported.
        sources: Vec<String>,
        /// Whether an earlier import of the source was replaced.
        replaced: bool,
        /// Records read.
        records: u32,
        /// Relations that were stated more than once.
        repeated: u32,
        /// Nodes that appeared.
        nodes_added: u32,
        /// Nodes that disappeared.
        nodes_removed: u32,
        /// Relations that appeared.
        relations_added: u32,
        /// Relations that disappeared.
        relations_removed: u32,
        /// Counts after it.
        counts: Counts,
        /// Ends that point outside the files.
        outside: u32,
        /// Files that were passed over.
        skipped: Vec<String>,
        /// Issues.
        issues: Vec<IssueRow>,
        /// Whether a record, member or range was lost.
        lost: bool,
        /// The closing sentence.
        sentence: String,
    }
    /// A relation by its four parts.
    RelationKey {
        /// From.
        from: String,
        /// To.
        to: String,
        /// Kind.
        kind: String,
        /// Level.
        level: Option<String>,
    }
    /// Nodes of a diff.
    NodeDiff {
        /// Ids that appeared.
        added: Vec<String>,
        /// Ids that disappeared.
        removed: Vec<String>,
        /// Ids whose facts changed.
        changed: Vec<String>,
    }
    /// Relations of a diff.
    RelationDiff {
        /// Appeared.
        added: Vec<RelationKey>,
        /// Disappeared.
        removed: Vec<RelationKey>,
    }
    /// What changed between two revisions.
    DiffAnswer {
        /// The earlier.
        from: Revision,
        /// The later.
        to: Revision,
        /// Nodes.
        nodes: NodeDiff,
        /// Relations.
        relations: RelationDiff,
    }
    /// A tier and why.
    TierRow {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// 0..=3.
        tier: u32,
        /// hand, stated, rule.
        by: String,
        /// Why.
        reason: String,
    }
    /// All tiers.
    TiersAnswer {
        /// Tier by tier, then by id.
        tiers: Vec<TierRow>,
        /// Candidates where there is no tier 0.
        proposals: Vec<super::Proposal>,
    }
    /// A saved view.
    ViewRow {
        /// Name.
        name: String,
        /// What it shows.
        view: super::ViewSpec,
    }
    /// Saved views.
    ViewsAnswer {
        /// By name.
        views: Vec<ViewRow>,
    }
    /// Start-up state of the window.
    Start {
        /// Recent workspaces, newest first.
        recent: Vec<String>,
        /// The workspace that is open.
        open: Option<Workspace>,
        /// Remembered settings.
        settings: BTreeMap<String, String>,
    }
}
