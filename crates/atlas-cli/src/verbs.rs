//! Each verb: words in, one call into the session, an answer out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use atlas_session::dto::{
    AppError, Code, ExportRequest, IssueRow, MatrixView, PartOfGraph, PathRequest, TriedCut, ViewSpec,
};
use atlas_session::{Access, ExposureRequest, ImportRequest, Job, Session, use_map};
use serde::Serialize;

use crate::args::{Atlas, Cli, On, PathArgs, Terms, Verb};
use crate::part::Part;
use crate::{kept, questions, text};

/// What a verb answers.
pub(crate) struct Outcome {
    verb: &'static str,
    revision: Option<String>,
    partial: Option<PartOfGraph>,
    config: serde_json::Value,
    answer: serde_json::Value,
    /// For people.
    pub(crate) text: String,
    /// For stderr.
    pub(crate) issues: Vec<IssueRow>,
    /// Something was lost or refused: exit 1.
    pub(crate) lost: bool,
}

impl Outcome {
    /// An answer about the newest revision.
    pub(crate) fn new<A: Serialize>(
        verb: &'static str,
        session: &Session,
        config: serde_json::Value,
        answer: &A,
        text: String,
    ) -> Result<Self, AppError> {
        let partial = session.partial();
        let text = partial.iter().fold(text, |text, p| format!("{}\n{text}", text::inert(&p.sentence)));
        let outcome = Self::without_workspace(verb, config, answer, text)?;
        Ok(Self { revision: session.revision_id()?, partial, ..outcome })
    }

    /// An answer that is about no revision.
    pub(crate) fn without_workspace<A: Serialize>(
        verb: &'static str,
        config: serde_json::Value,
        answer: &A,
        text: String,
    ) -> Result<Self, AppError> {
        let answer = serde_json::to_value(answer).map_err(|e| AppError::new(Code::Internal, e.to_string(), ""))?;
        Ok(Self { verb, revision: None, partial: None, config, answer, text, issues: Vec::new(), lost: false })
    }

    /// The document of `--json` (design §5).
    pub(crate) fn json(&self) -> String {
        let mut document = serde_json::Map::new();
        if let serde_json::Value::Object(answer) = &self.answer {
            document.extend(answer.clone());
        }
        document.insert("schema".into(), format!("atlas.{}/1", self.verb).into());
        document.entry("revision").or_insert_with(|| self.revision.clone().into());
        let mut config = self.config.clone();
        if let (Some(partial), Some(config)) = (&self.partial, config.as_object_mut()) {
            config.insert("scope".into(), serde_json::json!(partial.scope));
        }
        document.insert("config".into(), config);
        document.insert("partial".into(), serde_json::json!(self.partial));
        let mut text = serde_json::to_string_pretty(&serde_json::Value::Object(document)).unwrap_or_default();
        text.push('\n');
        text
    }
}

pub(crate) type Answer = Result<Outcome, AppError>;

/// Run the verb.
pub(crate) fn run(cli: &Cli, job: &Job) -> Answer {
    match &cli.verb {
        Verb::Import { atlas, paths, source, format, mapping, label, as_of } => {
            let request = ImportRequest {
                paths: paths.clone(),
                source: source.clone(),
                format: format.clone(),
                mapping: mapping.clone(),
                label: label.clone(),
                as_of: as_of.clone(),
            };
            import(&path(atlas)?, &request, job)
        }
        Verb::Push { atlas, address } => {
            let session = open(atlas)?;
            let answer = session.push(address, job)?;
            let text = answer.sentence.clone();
            Outcome::new("push", &session, serde_json::json!({}), &answer, text)
        }
        Verb::Pull { atlas, address } => {
            let path = workspace(atlas)?;
            if let Some(schema) = &atlas.schema {
                use_map(Path::new(address), schema)?;
            }
            let session = Session::open(&path, Access::Create)?;
            let answer = session.pull(address, job)?;
            let mut outcome = Outcome::new(
                "pull",
                &session,
                serde_json::json!({ "from": address }),
                &answer,
                answer.sentence.clone(),
            )?;
            outcome.issues = answer.issues;
            Ok(outcome)
        }
        Verb::WriteBack(args) => args.run(&path(&args.atlas)?, job),
        Verb::Connection { act } => crate::connection::run(act, job),
        Verb::Sample { name, atlas, seed } => {
            let session = Session::open(&path(atlas)?, Access::Create)?;
            let answer = session.sample(name, *seed, job)?;
            let text = answer.sentence.clone();
            Outcome::new("sample", &session, serde_json::json!({ "name": name, "seed": seed }), &answer, text)
        }
        Verb::Info { part, check } => {
            let session = part.open(Access::Read)?;
            if *check {
                session.check()?;
            }
            let answer = session.info()?;
            let text = text::info(&answer, *check);
            Outcome::new("info", &session, serde_json::json!({ "check": check }), &answer, text)
        }
        Verb::Nodes { part, select } => {
            let session = part.open(Access::Read)?;
            let answer = session.nodes(select, job)?;
            let text = text::nodes(&answer.nodes);
            Outcome::new("nodes", &session, serde_json::json!({ "select": select }), &answer, text)
        }
        Verb::Show { part, id } => {
            let session = part.open(Access::Read)?;
            let answer = session.show(id, job)?;
            let text = text::show(&answer);
            Outcome::new("show", &session, serde_json::json!({ "id": id }), &answer, text)
        }
        Verb::Ask { atlas, id, given } => questions::ask(&open(atlas)?, id.as_deref(), given, job),
        Verb::Paths { part, path, in_database, time_limit } => {
            let session = part.open(Access::Read)?;
            let request = path_request(path);
            let mut config = config(&request);
            let answer = if *in_database {
                config["inDatabase"] = true.into();
                session.paths_in_database(&request, seconds(*time_limit)?, job)?
            } else {
                session.paths(&request, job)?
            };
            Outcome::new("paths", &session, config, &answer, text::paths(&answer))
        }
        Verb::Escalations { part, top } => {
            let session = part.open(Access::Read)?;
            let answer = session.escalations(*top, job)?;
            let text = text::escalations(&answer, least(&session));
            Outcome::new("escalations", &session, serde_json::json!({ "top": top }), &answer, text)
        }
        Verb::Exposure { part, to, terms } => {
            let session = part.open(Access::Read)?;
            let request = exposure_request(to, terms);
            let answer = session.exposure(&request, job)?;
            let text = text::exposure(&answer, least(&session));
            Outcome::new("exposure", &session, config(&request), &answer, text)
        }
        Verb::Blast { part, from, terms } => {
            let session = part.open(Access::Read)?;
            let request = exposure_request(from, terms);
            let answer = session.blast(&request, job)?;
            let text = text::blast(&answer, least(&session));
            Outcome::new(
                "blast",
                &session,
                serde_json::json!({ "from": from, "without": terms.without, "accept": terms.accept }),
                &answer,
                text,
            )
        }
        Verb::Chokepoints { part, from, to, top, terms } => {
            let session = part.open(Access::Read)?;
            let request = PathRequest {
                from: from.clone(),
                to: to.clone(),
                without: terms.without.clone(),
                accept: terms.accept.clone(),
                k: *top,
                ..PathRequest::default()
            };
            let answer = session.choke_points(&request, job)?;
            let text = text::choke_points(&answer, least(&session));
            let config = serde_json::json!({ "from": from, "to": to, "top": top, "without": terms.without, "accept": terms.accept });
            Outcome::new("chokepoints", &session, config, &answer, text)
        }
        Verb::Whatif { part, remove } => {
            let session = part.open(Access::Read)?;
            let answer = session.what_if(remove, job)?;
            let text = text::what_if(&answer, least(&session));
            Outcome::new("whatif", &session, serde_json::json!({ "remove": remove }), &answer, text)
        }
        Verb::Clusters { part, on, resolution, seed } => {
            let session = part.open(Access::Read)?;
            let on_graph = matches!(on, On::Graph);
            let answer = session.clusters(on_graph, *resolution, *seed, job)?;
            let text = text::clusters(&answer, least(&session));
            let config = serde_json::json!({ "on": if on_graph { "graph" } else { "access" }, "resolution": resolution, "seed": seed });
            Outcome::new("clusters", &session, config, &answer, text)
        }
        Verb::Outliers { part, lane } => {
            let session = part.open(Access::Read)?;
            let answer = session.outliers(lane.as_deref(), job)?;
            let text = text::outliers(&answer, least(&session));
            let config = serde_json::json!({ "lane": lane });
            Outcome::new("outliers", &session, config, &answer, text)
        }
        Verb::Matrix { part, group, select } => {
            let session = part.open(Access::Read)?;
            let answer = session.matrix(group.as_deref().unwrap_or_default(), select.as_deref(), job)?;
            let text = crate::matrix::text(&answer);
            Outcome::new("matrix", &session, serde_json::json!({ "group": group, "select": select }), &answer, text)
        }
        Verb::Tier { part, set, clear, reason } => tier(part, set.as_deref(), clear.as_deref(), reason, job),
        Verb::Kinds { part, profile } => {
            let access = if profile.is_some() { Access::Write } else { Access::Read };
            let session = part.open(access)?;
            if let Some(file) = profile {
                session.set_profile(file)?;
            }
            let answer = session.kinds(job)?;
            let text = text::kinds(&answer);
            Outcome::new("kinds", &session, serde_json::json!({ "profile": profile.is_some() }), &answer, text)
        }
        Verb::Review { act } => kept::review(act, job),
        Verb::View { act } => kept::view(act),
        Verb::Export { part, out, view, paths, matrix, clusters, graph, theme, path } => {
            let session = part.open(Access::Read)?;
            let spec = match (view, matrix) {
                (Some(name), _) => session.view(name)?,
                (_, Some(group)) => ViewSpec::Matrix(MatrixView { group: group.clone(), selected: None }),
                _ if *paths => ViewSpec::Paths(path_request(path)),
                _ => ViewSpec::default(),
            };
            let format = out.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
            let request = ExportRequest { view: spec, format, theme: theme.clone(), out: out.display().to_string() };
            let answer = if *graph {
                session.export_graph(&request, job)?
            } else if *clusters {
                session.export_clusters(&request, job)?
            } else {
                session.export(&request, job)?
            };
            let text = answer.sentence.clone();
            Outcome::new("export", &session, serde_json::json!({ "theme": theme }), &answer, text)
        }
        Verb::Diff { atlas, from, to } => {
            let session = open(atlas)?;
            let answer = session.diff(from, to)?;
            let text = text::diff(&answer);
            Outcome::new("diff", &session, serde_json::json!({ "from": from, "to": to }), &answer, text)
        }
        Verb::Completions { .. } => Err(AppError::new(Code::Usage, "completions are printed without a workspace", "")),
    }
}

fn import(path: &Path, request: &ImportRequest, job: &Job) -> Answer {
    let session = Session::open(path, Access::Create)?;
    let answer = session.import(request, job)?;
    let config = serde_json::json!({ "source": request.source, "format": request.format, "label": request.label, "asOf": request.as_of });
    let mut outcome = Outcome::new("import", &session, config, &answer, answer.sentence.clone())?;
    outcome.lost = answer.lost;
    outcome.issues = answer.issues;
    Ok(outcome)
}

fn tier(part: &Part, set: Option<&[String]>, clear: Option<&str>, reason: &str, job: &Job) -> Answer {
    let access = if set.is_some() || clear.is_some() { Access::Write } else { Access::Read };
    let session = part.open(access)?;
    if let Some([tier, select]) = set {
        let level = tier.parse().ok().filter(|n| *n <= 3);
        let level = level.ok_or_else(|| {
            AppError::new(Code::Usage, format!("{tier:?} is no tier"), "Tiers are 0 (crown jewels) to 3.")
        })?;
        session.set_tier(level, select, reason, job)?;
    }
    if let Some(select) = clear {
        session.clear_tier(select, job)?;
    }
    let answer = session.tiers(job)?;
    let text = text::tiers(&answer);
    Outcome::new("tier", &session, serde_json::json!({ "set": set, "clear": clear }), &answer, text)
}

/// The workspace, with the map of its labels where one is named.
pub(crate) fn path(atlas: &Atlas) -> Result<PathBuf, AppError> {
    let path = workspace(atlas)?;
    if let Some(schema) = &atlas.schema {
        use_map(&path, schema)?;
    }
    Ok(path)
}

pub(crate) fn workspace(atlas: &Atlas) -> Result<PathBuf, AppError> {
    atlas.atlas.clone().ok_or_else(|| {
        AppError::new(
            Code::Input,
            "no workspace is named",
            "Name one with -a NAME.atlas; `atlas sample harbour -a harbour.atlas` makes one to try.",
        )
    })
}

pub(crate) fn open(atlas: &Atlas) -> Result<Session, AppError> {
    Session::open(&path(atlas)?, Access::Read)
}

fn seconds(limit: f64) -> Result<Duration, AppError> {
    Duration::try_from_secs_f64(limit).ok().filter(|d| !d.is_zero()).ok_or_else(|| {
        AppError::new(Code::Usage, format!("{limit} s are no limit of time"), "Name a number of seconds above 0.")
    })
}

/// How a number is begun that may be larger in the whole.
pub(crate) fn least(session: &Session) -> &'static str {
    if session.partial().is_some() { "at least " } else { "" }
}

pub(crate) fn path_request(args: &PathArgs) -> PathRequest {
    PathRequest {
        from: args.from.clone(),
        to: args.to.clone(),
        via: args.via.clone(),
        k: args.k,
        all_shortest: args.all_shortest,
        weighted: args.weighted,
        max_steps: args.max_steps,
        without: args.terms.without.clone(),
        accept: args.terms.accept.clone(),
        avoid: args.avoid.clone(),
        cuts: args.cuts.iter().map(tried).collect(),
        open: Vec::new(),
    }
}

/// FROM->TO as the command line writes a step.
fn tried((from, to): &(String, String)) -> TriedCut {
    TriedCut { from: vec![from.clone()], to: vec![to.clone()] }
}

fn exposure_request(select: &[String], terms: &Terms) -> ExposureRequest {
    ExposureRequest { select: select.to_vec(), without: terms.without.clone(), accept: terms.accept.clone() }
}

pub(crate) fn config<T: Serialize>(request: &T) -> serde_json::Value {
    serde_json::to_value(request).unwrap_or_default()
}
