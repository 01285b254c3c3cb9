//! How far each account is with its work, and what of it the person wants; both go with the account.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, named_params};
use stint_core::{ids::AccountId, incoming::Cursor, work::Options};

use crate::{
    Conn, Tx,
    error::Result,
    value::{At, Id, Json},
};

/// How far an account is with its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkSync {
    /// The account.
    pub account: AccountId,
    /// Where its connector left off; none: from the beginning.
    pub cursor: Option<Cursor>,
    /// What of it becomes tasks.
    pub options: Options,
    /// Whether the person let it rest.
    pub is_paused: bool,
    /// When all of it was read first; none before, and until then nothing is told.
    pub first_synced_at: Option<Timestamp>,
    /// When it was read last.
    pub synced_at: Option<Timestamp>,
    /// Whether the latest fetch did what it should.
    pub is_fine: bool,
    /// What there is to say of the latest fetch; empty for nothing.
    pub message: String,
}

impl WorkSync {
    /// Of an account that was never asked.
    #[must_use]
    pub fn new(account: AccountId) -> Self {
        Self {
            account,
            cursor: None,
            options: Options::default(),
            is_paused: false,
            first_synced_at: None,
            synced_at: None,
            is_fine: true,
            message: String::new(),
        }
    }
}

/// How far an account is; one that was never asked is at the beginning.
pub fn get(conn: &Conn, account: AccountId) -> Result<WorkSync> {
    let mut statement = conn.prepare_cached(
        "SELECT account, cursor, options, is_paused, first_synced_at, synced_at, is_fine, message
         FROM work_sync WHERE account = ?1",
    )?;
    let kept = statement.query_row([Id(account.0)], read).optional()?;
    Ok(kept.unwrap_or_else(|| WorkSync::new(account)))
}

/// Writes how far an account is; the commit fails where it is gone.
pub fn put(tx: &Tx<'_>, sync: &WorkSync) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO work_sync (account, cursor, options, is_paused, first_synced_at, synced_at, is_fine, message)
         VALUES (:account, :cursor, :options, :is_paused, :first_synced_at, :synced_at, :is_fine, :message)
         ON CONFLICT (account) DO UPDATE SET cursor = excluded.cursor, options = excluded.options,
           is_paused = excluded.is_paused, first_synced_at = excluded.first_synced_at,
           synced_at = excluded.synced_at, is_fine = excluded.is_fine, message = excluded.message",
    )?;
    statement.execute(named_params! {
        ":account": Id(sync.account.0),
        ":cursor": sync.cursor.as_ref().map(|cursor| &cursor.0),
        ":options": Json(&sync.options),
        ":is_paused": sync.is_paused,
        ":first_synced_at": sync.first_synced_at.map(At),
        ":synced_at": sync.synced_at.map(At),
        ":is_fine": sync.is_fine,
        ":message": sync.message,
    })?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<WorkSync> {
    let at = |column| row.get::<_, Option<At>>(column).map(|at| at.map(|at| at.0));
    Ok(WorkSync {
        account: AccountId(row.get::<_, Id>(0)?.0),
        cursor: row.get::<_, Option<String>>(1)?.map(Cursor),
        options: row.get::<_, Json<_>>(2)?.0,
        is_paused: row.get(3)?,
        first_synced_at: at(4)?,
        synced_at: at(5)?,
        is_fine: row.get(6)?,
        message: row.get(7)?,
    })
}
