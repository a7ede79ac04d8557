//! Databases of other tools: the user's own map of a schema, and what is told about the reading.

use std::collections::BTreeMap;
use std::path::Path;

use graph_queries::neo4j::Address;
use graph_queries::neo4j::foreign::{SchemaMap, read_map};
use graph_queries::{Mode, Origin, Store};

use crate::dto::{AppError, Code, DatabaseRow};
use crate::remote::{address_in, companion};

/// The setting of a companion that holds the user's own map, as TOML.
const MAP: &str = "schema-map";
/// The word that goes back to the maps of the program.
const NONE: &str = "none";

/// Use a map of the user's own for a database from now on; the word `none` goes back to the maps that
/// come with the program. The map is kept on this machine, beside the tiers and views of the database.
///
/// # Errors
/// Where the path is no address of a database, or the file cannot be read or is no map; the message
/// names the line.
pub fn use_map(database: &Path, file: &Path) -> Result<(), AppError> {
    let address = address_in(database).ok_or_else(|| {
        let what = format!("{} is a workspace, whose kinds no map describes", database.display());
        AppError::new(Code::Usage, what, "Use --schema with the address of a database.")
    })?;
    let text = if file == Path::new(NONE) { None } else { Some(read(file)?) };
    let address = Address::parse(address)?;
    let mut companion = companion(&address, Mode::Create)?.ok_or_else(nowhere)?;
    companion.set_setting(MAP, text.as_deref())?;
    Ok(())
}

fn read(file: &Path) -> Result<String, AppError> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|e| AppError::new(Code::Input, format!("cannot read {name}: {e}"), ""))?;
    read_map(&name, &text).map_err(|e| no_map(&e))?;
    Ok(text)
}

fn no_map(error: &impl std::fmt::Display) -> AppError {
    AppError::new(Code::Input, error.to_string(), "See docs/guide/neo4j.md for what a map looks like.")
}

/// There is no place of this user's for a companion.
pub(crate) fn nowhere() -> AppError {
    let remedy = "Set HOME or XDG_DATA_HOME: what belongs to a database is kept on this machine.";
    AppError::new(Code::Write, "there is no folder for the data of this user", remedy)
}

/// The map that the user has named for a database.
pub(crate) fn own_map(companion: Option<&dyn Store>) -> Result<Option<SchemaMap>, AppError> {
    let text = companion.map(|c| c.setting(MAP)).transpose()?.flatten();
    text.map(|text| read_map("schema map", &text).map_err(|e| no_map(&e))).transpose()
}

/// What is told about a reading.
pub(crate) fn database_row(origin: &Origin, store: &dyn Store) -> Result<DatabaseRow, AppError> {
    let counts = |map: &BTreeMap<Box<str>, u32>| map.iter().map(|(k, n)| (k.to_string(), *n)).collect();
    Ok(DatabaseRow {
        address: origin.address.to_string(),
        schema: origin.schema.to_string(),
        title: origin.title.to_string(),
        version: origin.version.to_string(),
        read_at: origin.read_at.to_string(),
        unlisted_labels: counts(&origin.unlisted_labels),
        unlisted_types: counts(&origin.unlisted_types),
        left_out_labels: counts(&origin.left_out_labels),
        left_out_types: counts(&origin.left_out_types),
        without_id: origin.without_id,
        write_back: crate::write_back::is_allowed(store)?,
    })
}
