//! The members of a zip: from its list, or, where the list is missing, by reading through it.

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

use super::{BOMB, DAMAGED, Refusal};
use crate::options::Limits;

/// A member of a zip.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its position in the list, or in the file where there is no list.
    pub(crate) index: usize,
    pub(crate) name: String,
    /// Why it is not read.
    pub(crate) refusal: Option<Refusal>,
}

/// The members of a zip that are files.
#[derive(Clone, Debug)]
pub(crate) struct Members {
    pub(crate) list: Vec<Member>,
    /// What is wrong with the zip itself.
    pub(crate) damage: Option<Refusal>,
}

/// The members as the zip lists them.
pub(super) fn listed<R: Read + Seek>(zip: &mut ZipArchive<R>, limits: &Limits) -> Result<Members, Refusal> {
    if zip.len() > limits.members {
        return Err(Refusal::new(format!("it has {} members, more than {}", zip.len(), limits.members), BOMB));
    }
    let mut list = Vec::new();
    for index in 0..zip.len() {
        let name = zip.name_for_index(index).unwrap_or("?").to_owned();
        match zip.by_index_raw(index) {
            Ok(file) if file.is_dir() => {}
            Ok(file) => list.push(Member { index, name, refusal: refusal(&file, limits) }),
            Err(e) => list.push(Member { index, name, refusal: Some(unreadable(&e)) }),
        }
    }
    Ok(Members { list, damage: None })
}

/// The members of a zip whose list is missing, found from the start up to the damage. O(bytes).
///
/// # Errors
/// `damage`, where not even one is found.
pub(super) fn found(bytes: &mut impl Read, limits: &Limits, damage: Refusal) -> Result<Members, Refusal> {
    let mut list = Vec::new();
    for index in 0..limits.members {
        match read_zipfile_from_stream(bytes) {
            Ok(Some(file)) if file.is_dir() => {}
            Ok(Some(file)) => {
                list.push(Member { index, name: file.name().to_owned(), refusal: refusal(&file, limits) });
            }
            Ok(None) | Err(_) => break,
        }
    }
    if list.is_empty() {
        return Err(damage);
    }
    Ok(Members { list, damage: Some(damage) })
}

/// Member number `index` of a zip whose list is missing.
pub(super) fn nth<R: Read>(bytes: &mut R, index: usize) -> Result<ZipFile<'_, R>, Refusal> {
    for _ in 0..index {
        read_zipfile_from_stream(bytes).map_err(|e| unreadable(&e))?;
    }
    let file = read_zipfile_from_stream(bytes).map_err(|e| unreadable(&e))?;
    file.ok_or_else(|| Refusal::new("it is not where it was", DAMAGED))
}

/// Why a member is not read, as far as its entry tells.
fn refusal<R: Read>(file: &ZipFile<'_, R>, limits: &Limits) -> Option<Refusal> {
    let name = file.name();
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    let leads_out = name.starts_with(['/', '\\'])
        || is_drive
        || name.split(['/', '\\']).any(|part| part == "..")
        || name.contains('\0');
    if leads_out {
        return Some(Refusal::new(
            "its name leads out of the archive",
            "Do not trust this archive; pack it again with plain names.",
        ));
    }
    if file.is_symlink() {
        return Some(Refusal::new("it is a link, not a file", "Put the file itself into the archive."));
    }
    if file.encrypted() {
        return Some(Refusal::new("it is encrypted", "Unpack it with its password and import what is inside."));
    }
    let (size, packed) = (file.size(), file.compressed_size());
    if size > limits.unpacked_bytes && size / limits.ratio > packed {
        return Some(Refusal::new(format!("it would unpack from {packed} to {size} bytes"), BOMB));
    }
    None
}

pub(super) fn unreadable(e: &ZipError) -> Refusal {
    match e {
        ZipError::UnsupportedArchive(why) => Refusal::new(
            format!("it is packed in a way that is not read: {why}"),
            "Pack it with the usual method (deflate) and without a password.",
        ),
        e => Refusal::new(format!("it is damaged: {e}"), DAMAGED),
    }
}
