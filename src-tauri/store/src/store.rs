//! The store: the one writer of the database, and its readers.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use jiff::Timestamp;
use rusqlite::{OpenFlags, TransactionBehavior};

use crate::{
    Conn, Tx, connection,
    error::{Error, Result},
    migrate,
    open::{self, Opened},
};

/// The database with its one writing connection.
#[derive(Debug)]
pub struct Store {
    conn: Conn,
    place: Place,
}

/// Where the database lies.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    File(PathBuf),
    /// A database in memory that other connections of this process find by this address.
    Memory(String),
}

impl Store {
    /// Opens the database, or makes it; `now` names what is set aside and what is backed up.
    ///
    /// A damaged file is renamed and the newest good backup of the folder `backups` beside it takes its place; a file
    /// of an older format is backed up there and migrated. One of a newer format is left untouched: [`Error::Newer`].
    pub fn open(file: &Path, now: Timestamp) -> Result<Opened> {
        open::open(file, now)
    }

    /// A fresh database that is gone with this value and its readers.
    pub fn in_memory() -> Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let address = format!("file:/stint-{}?vfs=memdb", NEXT.fetch_add(1, Ordering::Relaxed));
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_URI;
        let mut conn = Conn::open_with_flags(&address, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection::prepare(&conn)?;
        migrate::run(&mut conn)?;
        Ok(Self { conn, place: Place::Memory(address) })
    }

    pub(crate) fn of(conn: Conn, file: &Path) -> Self {
        Self { conn, place: Place::File(file.to_owned()) }
    }

    /// The connection, to read from.
    #[must_use]
    pub fn read(&self) -> &Conn {
        &self.conn
    }

    /// Runs `f` in a transaction: committed, and safe on the disk, where it is `Ok`; taken back where it is `Err`.
    pub fn write<T, E: From<Error>>(
        &mut self,
        f: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        let done = f(&tx)?;
        tx.commit().map_err(Error::from)?;
        Ok(done)
    }

    /// A connection of its own that cannot write, for long reads on another thread.
    pub fn reader(&self) -> Result<Reader> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = match &self.place {
            Place::File(file) => Conn::open_with_flags(file, flags)?,
            Place::Memory(address) => Conn::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)?,
        };
        connection::prepare(&conn)?;
        Ok(Reader(conn))
    }

    /// The file, unless all is in memory.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::File(file) => Some(file),
            Place::Memory(_) => None,
        }
    }
}

/// A connection that cannot write; it may move to another thread.
#[derive(Debug)]
pub struct Reader(Conn);

impl Deref for Reader {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.0
    }
}
