//! Neo4j: a workspace that is an address, and push and pull between one and a file.

use std::path::{Path, PathBuf};

use atlas_import::Report;
use graph_queries::neo4j::{Address, Neo4j, Opening, is_address};
use graph_queries::{ImportStamp, Mode, Store, StoreError, copy_into};

use crate::connections;
use crate::dto::{AppError, Code, ImportAnswer, PushAnswer, clip};
use crate::foreign::own_map;
use crate::import::thousands;
use crate::info::counts;
use crate::job::StoreWatch;
use crate::session::now;
use crate::{Job, Session};

/// The address that a path of the command line really is.
pub(crate) fn address_in(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| is_address(text))
}

/// Connect to a graph of ours or to the database of a known tool, with what people add in a companion
/// workspace of this machine.
pub(crate) fn open(address: &str, mode: Mode) -> Result<Box<dyn Store>, AppError> {
    let address = Address::parse(address)?;
    let companion = companion(&address, mode)?;
    let map = own_map(companion.as_deref())?;
    let credentials = connections::credentials(&address);
    let opened = graph_queries::neo4j::open(&address, Opening { credentials, companion, map, now: now().into() })?;
    connections::used(&address);
    Ok(opened)
}

/// The workspace of this machine in which people's additions to a database are kept. Where it is only
/// read and there is none, none is made.
pub(crate) fn companion(address: &Address, mode: Mode) -> Result<Option<Box<dyn Store>>, AppError> {
    Ok(match (companion_path(address), mode) {
        (Some(path), Mode::Read) if path.exists() => Some(graph_queries::open(&path, Mode::Read)?),
        (_, Mode::Read) | (None, _) => None,
        (Some(path), _) => {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(|e| {
                    let what = format!("the folder {} cannot be made: {e}", folder.display());
                    AppError::new(Code::Write, what, "Tiers, views and decisions about a database are kept there.")
                })?;
            }
            Some(graph_queries::open(&path, Mode::Create)?)
        }
    })
}

/// A connection of its own, for questions that must not wait for those of the workspace.
pub(crate) fn open_beside(address: &str) -> Result<Neo4j, AppError> {
    let address = Address::parse(address)?;
    Ok(Neo4j::visit(&address, &connections::credentials(&address))?)
}

/// Where what belongs to databases is kept: `access-atlas/neo4j` among the data of the user; `None`
/// where there is no such place.
pub(crate) fn home() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
    let data = data.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")))?;
    Some(data.join("access-atlas/neo4j"))
}

/// `HOST_PORT_DATABASE.atlas` there.
fn companion_path(address: &Address) -> Option<PathBuf> {
    let database = address.database.as_deref().unwrap_or("default");
    let name: String = format!("{}_{}_{database}", address.host, address.port)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' })
        .collect();
    Some(home()?.join(format!("{name}.atlas")))
}

impl Session {
    /// Put the newest revision into a Neo4j, in the place of what stands there.
    ///
    /// # Errors
    /// Where the workspace is empty, the database refuses, or the job was cancelled; the next push
    /// then continues where this one stopped.
    pub fn push(&self, address: &str, job: &Job) -> Result<PushAnswer, AppError> {
        let revision = self.newest()?;
        let remote = open_beside(address)?;
        if let Some(tool) = remote.holder()? {
            let what = format!("{}: {tool} has filled this database", remote.address());
            return Err(AppError::new(Code::Store, what, "Push into a database of its own; this one can be opened."));
        }
        let pushed = remote.push(&**self.store(), revision.number, &StoreWatch(job)).map_err(|e| match e {
            StoreError::Cancelled => AppError::new(
                Code::Cancelled,
                "cancelled; the database holds a part, which nobody can open",
                "Push again; it continues where it stopped.",
            ),
            other => other.into(),
        })?;
        let mut answer = PushAnswer {
            address: remote.address().to_string(),
            revision: pushed.revision.to_string(),
            unchanged: pushed.unchanged,
            nodes_made: clip(pushed.nodes_made),
            nodes_rewritten: clip(pushed.nodes_rewritten),
            nodes_gone: clip(pushed.nodes_gone),
            relations_made: clip(pushed.relations_made),
            relations_gone: clip(pushed.relations_gone),
            sentence: String::new(),
        };
        answer.sentence = sentence(&answer);
        Ok(answer)
    }

    /// Read all sources of a Neo4j into a new revision, as an import of them would.
    ///
    /// # Errors
    /// Where the database holds no revision of ours, or as for an import; the workspace is then as it was.
    pub fn pull(&self, address: &str, job: &Job) -> Result<ImportAnswer, AppError> {
        let remote = open(address, Mode::Read)?;
        remote.prepare(&StoreWatch(job))?;
        let newest = remote.revisions()?.pop().ok_or_else(|| {
            let what = format!("{address}: no revision of Access Atlas stands in it");
            AppError::new(Code::Store, what, "Push a workspace into it with `atlas push`.")
        })?;
        let stamp = ImportStamp { at: now().into(), label: newest.label, as_of: newest.as_of, in_order: true };
        let outcome = copy_into(&*remote, newest.number, &mut **self.store(), &stamp, &StoreWatch(job))?;
        self.forget();
        let counts = counts(&self.store().counts(outcome.revision.number)?);
        Ok(crate::import::answer(&Report::default(), &outcome, counts))
    }
}

fn sentence(answer: &PushAnswer) -> String {
    if answer.unchanged {
        return format!("{} holds this revision already.", answer.address);
    }
    let part = |n: u32, what: &str| (n > 0).then(|| format!("{} {what}", thousands(n)));
    let parts: Vec<String> = [
        part(answer.nodes_made, "nodes made"),
        part(answer.nodes_rewritten, "written anew"),
        part(answer.nodes_gone, "taken away"),
        part(answer.relations_made, "relations made"),
        part(answer.relations_gone, "relations taken away"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let did = if parts.is_empty() { "nothing to write".to_owned() } else { parts.join(", ") };
    format!("{} now holds revision {}: {did}.", answer.address, answer.revision)
}
