//! Opening: who may, how long to wait, and how a new file comes to be.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::Embedded;
use super::fault::{Fault, Outcome};
use super::schema::{self, with_suffix};
use crate::{Mode, Store, StoreError};

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of pages held in memory; what does not fit is spilled, so that an import of any size stays bounded.
const CACHE_KIB: i64 = 16 * 1024;

/// Open a workspace.
///
/// # Errors
/// As [`StoreError`] says; a file that is no workspace, is newer or damaged is not touched.
pub fn open(path: &Path, mode: Mode) -> Result<Box<dyn Store>, StoreError> {
    if mode == Mode::Create && is_vacant(path) {
        create(path).map_err(|f| f.at(path))?;
    }
    schema::judge(path)?;
    let connection = connect(path, mode != Mode::Read).map_err(|f| f.at(path))?;
    Ok(Box::new(Embedded { connection, path: path.into(), writable: mode != Mode::Read }))
}

/// A workspace without a name, which is gone when it is closed. What does not fit into memory lies in
/// a temporary file of SQLite's, which has no name either and nobody else can open.
pub(crate) fn private() -> Result<Box<dyn Store>, StoreError> {
    let path = Path::new("");
    let open = || {
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let flags = flags | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = Connection::open_with_flags(path, flags)?;
        schema::create(&mut connection)?;
        connection.pragma_update(None, "cache_size", -4 * CACHE_KIB)?;
        connection.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok::<_, Fault>(connection)
    };
    let connection = open().map_err(|f| f.at(path))?;
    Ok(Box::new(Embedded { connection, path: path.into(), writable: true }))
}

/// Whether there is nothing that could be lost: no file, or one without a byte.
fn is_vacant(path: &Path) -> bool {
    path.metadata().map_or_else(|e| e.kind() == std::io::ErrorKind::NotFound, |m| m.is_file() && m.len() == 0)
}

fn connect(path: &Path, writable: bool) -> Outcome<Connection> {
    let base = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = if writable {
        Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_WRITE)?
    } else {
        connect_to_read(path, base)?
    };
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    if writable {
        connection.pragma_update(None, "synchronous", "FULL")?;
    } else {
        connection.pragma_update(None, "query_only", true)?;
    }
    connection.set_prepared_statement_cache_capacity(64);
    schema::verify_tables(&connection)?;
    Ok(connection)
}

/// A reader may write the companions of the file, so that the last one to leave tidies them away;
/// facts it cannot write. Where the folder cannot be written and no write-ahead log stands beside
/// the file, nobody can be writing either and the file is read alone.
fn connect_to_read(path: &Path, flags: OpenFlags) -> Outcome<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let usable = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0));
    let Err(error) = usable else { return Ok(connection) };
    let alone =
        matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly))
            && !with_suffix(path, "-wal").exists();
    match immutable_address(path).filter(|_| alone) {
        None => Err(error.into()),
        Some(address) => {
            let flags = flags | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Ok(Connection::open_with_flags(address, flags)?)
        }
    }
}

fn immutable_address(path: &Path) -> Option<String> {
    let mut address = String::from("file:");
    for byte in path.to_str()?.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02x}")),
        }
    }
    address.push_str("?immutable=1");
    Some(address)
}

/// Make a whole, empty workspace beside the path, then give it its name: at no moment does a
/// half-made file stand there.
fn create(path: &Path) -> Outcome<()> {
    let draft: PathBuf = with_suffix(path, &format!(".new-{}", std::process::id()));
    let made = (|| {
        let mut connection =
            Connection::open_with_flags(&draft, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        schema::create(&mut connection)?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        connection.close().map_err(|(_, e)| e)?;
        let io = |e: std::io::Error| StoreError::Io { path: path.into(), reason: e.to_string().into() };
        if path.exists() {
            // A file without a byte, or one that another process made meanwhile, which is then kept.
            if is_vacant(path) {
                std::fs::rename(&draft, path).map_err(io)?
            }
        } else if let Err(e) = std::fs::hard_link(&draft, path)
            && e.kind() != std::io::ErrorKind::AlreadyExists
        {
            // A file system without links.
            std::fs::rename(&draft, path).map_err(io)?;
        }
        Ok::<_, Fault>(())
    })();
    for suffix in ["", "-wal", "-shm", "-journal"] {
        // Gone already unless something failed on the way.
        let _ = std::fs::remove_file(with_suffix(&draft, suffix));
    }
    made
}
