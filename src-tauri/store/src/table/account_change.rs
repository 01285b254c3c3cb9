//! The history of accounts: connected, rotated, suspended, revoked, and by what; it holds no secret.

use rusqlite::params;
pub use stint_core::account::AccountChange;

use crate::{Conn, Tx, error::Result, value::At};

/// Writes down what happened.
pub fn push(tx: &Tx<'_>, change: &AccountChange) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO account_change (at, service, origin, name, what, by_what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let AccountChange { at, service, origin, name, what, by } = change;
    statement.execute(params![At(*at), service, origin, name, what, by])?;
    Ok(())
}

/// What happened, latest first.
pub fn list(conn: &Conn, limit: u32) -> Result<Vec<AccountChange>> {
    let mut statement = conn.prepare_cached(
        "SELECT at, service, origin, name, what, by_what FROM account_change ORDER BY id DESC LIMIT ?1",
    )?;
    let changes = statement.query_map([limit], |row| {
        Ok(AccountChange {
            at: row.get::<_, At>(0)?.0,
            service: row.get(1)?,
            origin: row.get(2)?,
            name: row.get(3)?,
            what: row.get(4)?,
            by: row.get(5)?,
        })
    })?;
    Ok(changes.collect::<rusqlite::Result<_>>()?)
}
