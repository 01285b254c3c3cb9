//! How every connection to the database is set up.

use std::time::Duration;

use rusqlite::config::DbConfig;

use crate::{
    Conn,
    error::{Error, Result},
};

/// The first SQLite that does not lose a WAL file to two connections: 3.51.3.
const OLDEST_SOUND_SQLITE: i32 = 3_051_003;

/// How long to wait for another connection's write.
const PATIENCE: Duration = Duration::from_secs(1);

/// Sets a fresh connection up; the file is not touched.
pub(crate) fn prepare(conn: &Conn) -> Result<()> {
    if rusqlite::version_number() < OLDEST_SOUND_SQLITE {
        return Err(Error::Failed(format!("SQLite {} can damage the file; 3.51.3 is needed", rusqlite::version())));
    }
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(48);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA cache_size = -1024;")?;
    Ok(())
}

/// Makes commits durable and lets readers read meanwhile; only for the writer of a file known to be ours.
pub(crate) fn make_durable(conn: &Conn) -> Result<()> {
    let mode: String = conn.query_one("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::Failed(format!("the write-ahead log is not available here ({mode})")));
    }
    // macOS: fsync alone leaves the data in the drive's cache.
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
         PRAGMA journal_size_limit = 4194304;",
    )?;
    Ok(())
}
