//! Findings written into a database: off until the user switches it on for that connection.
//!
//! The switch is kept in the companion workspace of this machine. Every switch, write and undo goes
//! into its audit log, before anything is sent.

mod marks;

use graph_queries::neo4j::Address;
use graph_queries::neo4j::write_back::{PREFIX, WriteBack};
use graph_queries::{Store, StoreError};

use crate::connections;
use crate::dto::{AppError, Code, WriteBackAnswer, clip};
use crate::foreign::own_map;
use crate::import::thousands;
use crate::job::StoreWatch;
use crate::remote::{address_in, companion};
use crate::session::now;
use crate::{Job, Session};

/// The setting of a companion that says so.
const ALLOWED: &str = "write-back";
const ON: &str = "on";

/// Whether findings may be written into the database that a store stands for.
pub(crate) fn is_allowed(store: &dyn Store) -> Result<bool, AppError> {
    Ok(store.setting(ALLOWED)?.as_deref() == Some(ON))
}

impl Session {
    /// Whether findings may be written into this database from this machine.
    ///
    /// # Errors
    /// Usage for a workspace file, which has no database.
    pub fn write_back_allowed(&self) -> Result<WriteBackAnswer, AppError> {
        let address = self.database()?;
        let allowed = is_allowed(&**self.store())?;
        let word = if allowed { "may" } else { "may not" };
        Ok(answer(&address, allowed, format!("Findings {word} be written into {address} from this machine.")))
    }

    /// Allow or forbid it, which goes into the audit log. What stands in the database stays as it is.
    ///
    /// # Errors
    /// As [`Self::write_back_allowed`]; not writable.
    pub fn allow_write_back(&self, allow: bool) -> Result<WriteBackAnswer, AppError> {
        let address = self.database()?;
        if is_allowed(&**self.store())? != allow {
            self.note(&address, if allow { "allowWriteBack" } else { "forbidWriteBack" })?;
            self.store().set_setting(ALLOWED, allow.then_some(ON))?;
        }
        self.write_back_allowed()
    }

    /// Write clusters, outliers, exposure and escalation paths as properties whose names begin with
    /// `atlas_wb_`, on nodes and relations that are there; nothing else is touched. A write that broke
    /// off is continued by the next one.
    ///
    /// # Errors
    /// Usage where it is not allowed; store; cancelled.
    pub fn write_back(&self, job: &Job) -> Result<WriteBackAnswer, AppError> {
        let (address, connection) = self.connection()?;
        let marks = self.marks(job)?;
        self.note(&address, "writeBack")?;
        let done = connection.write(&marks, &StoreWatch(job)).map_err(stopped)?;
        let sentence = format!(
            "{address} carries findings on {} nodes and {} relations ({PREFIX}*); {} were written to{}.",
            thousands(clip(done.nodes)),
            thousands(clip(done.relations)),
            thousands(clip(done.changed)),
            if done.missing > 0 { format!(", {} are no longer there", done.missing) } else { String::new() },
        );
        Ok(WriteBackAnswer {
            nodes: clip(done.nodes),
            relations: clip(done.relations),
            changed: clip(done.changed),
            missing: clip(done.missing),
            ..answer(&address, true, sentence)
        })
    }

    /// Take every property of ours away; the database is then as if nothing had been written.
    ///
    /// # Errors
    /// As [`Self::write_back`].
    pub fn undo_write_back(&self, job: &Job) -> Result<WriteBackAnswer, AppError> {
        let (address, connection) = self.connection()?;
        self.note(&address, "undoWriteBack")?;
        let done = connection.undo(&StoreWatch(job)).map_err(stopped)?;
        let sentence = format!(
            "{address}: findings were taken away from {} nodes and {} relations; none are left.",
            thousands(clip(done.nodes)),
            thousands(clip(done.relations)),
        );
        Ok(WriteBackAnswer { changed: clip(done.nodes + done.relations), ..answer(&address, true, sentence) })
    }

    /// The address of the database that is open.
    fn database(&self) -> Result<String, AppError> {
        let address = address_in(self.path()).ok_or_else(|| {
            let what = format!("{} is a workspace, not a database", self.path().display());
            AppError::new(Code::Usage, what, "Findings stand in it anyway; name a database with -a bolt://...")
        })?;
        Ok(Address::parse(address)?.to_string())
    }

    /// A connection that may write, where the user allows it.
    fn connection(&self) -> Result<(String, WriteBack), AppError> {
        let address = self.database()?;
        if !is_allowed(&**self.store())? {
            let what = format!("findings may not be written into {address} from this machine");
            return Err(AppError::new(Code::Usage, what, "Allow it once with `atlas write-back --allow`."));
        }
        let parsed = Address::parse(&address)?;
        let map = own_map(companion(&parsed, graph_queries::Mode::Read)?.as_deref())?;
        Ok((address, WriteBack::open(&parsed, &connections::credentials(&parsed), map)?))
    }

    fn note(&self, address: &str, act: &str) -> Result<(), AppError> {
        // serde_json writes object keys in their order, so the text is canonical.
        let record = serde_json::json!({
            "act": act,
            "at": now(),
            "database": address,
            "revision": self.revision_id()?,
            "version": env!("CARGO_PKG_VERSION"),
        });
        self.store().append_log(&[&record.to_string()])?;
        Ok(())
    }
}

fn answer(address: &str, allowed: bool, sentence: String) -> WriteBackAnswer {
    WriteBackAnswer { address: address.into(), allowed, nodes: 0, relations: 0, changed: 0, missing: 0, sentence }
}

fn stopped(error: StoreError) -> AppError {
    match error {
        StoreError::Cancelled => AppError::new(
            Code::Cancelled,
            "cancelled; a part of the findings stands in the database",
            "Write again, which continues, or undo.",
        ),
        other => other.into(),
    }
}
