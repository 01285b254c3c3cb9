//! Files beside the database: made for the owner alone, set aside rather than deleted, moved durably.

use std::{
    ffi::OsString,
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

/// The companions of a database file.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// The path with something added to its file name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The folder a file lies in.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A moment as it stands in file names: `20261120T204700Z`.
pub(crate) fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Makes a folder that only its owner can enter; one that stands is left as it is.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes an empty file that only its owner can read; fails where one stands.
pub(crate) fn make_file(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Waits until what was renamed in a folder is on the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened, and renames need no such care.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// How many bytes a file has; none where there is no file.
pub(crate) fn size(file: &Path) -> io::Result<Option<u64>> {
    match fs::metadata(file) {
        Ok(metadata) => Ok(Some(metadata.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The first of `path`, `path-2`, `path-3`… where nothing stands, the number before the `ending`.
pub(crate) fn free_name(path: &Path, ending: &str) -> PathBuf {
    let numbered = (2_u32..).map(|number| with_suffix(path, &format!("-{number}{ending}")));
    let mut names = std::iter::once(with_suffix(path, ending)).chain(numbered);
    names.find(|name| !name.exists()).unwrap_or_else(|| with_suffix(path, ending))
}

/// Renames a database with its companions, whichever of them there are.
pub(crate) fn rename_database(from: &Path, to: &Path) -> io::Result<()> {
    for suffix in ["", COMPANIONS[0], COMPANIONS[1]] {
        match fs::rename(with_suffix(from, suffix), with_suffix(to, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    sync_folder(folder_of(to))
}

/// Copies a file to a new one for the owner alone, on the disk when this returns.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut copy = make_file(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}
