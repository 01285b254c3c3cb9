//! Accounts: one sign-in at one service each; their credentials lie in the vault.

use jiff::Timestamp;
use rusqlite::{
    OptionalExtension, Params, Row, named_params,
    types::{FromSqlError, Type},
};
use stint_core::{
    account::{Account, Health},
    ids::AccountId,
};

use crate::{
    Conn, Tx,
    error::Result,
    value::{At, Id, Json, Word},
};

const COLUMNS: &str = "id, service, origin, remote_id, name, way, granted, expires_at, is_renewed, connected_at,
    checked_at, last_used_at, health, health_until, last_error, allowance";

/// Writes an account, new or changed.
pub fn put(tx: &Tx<'_>, account: &Account) -> Result<()> {
    let sql = format!(
        "INSERT INTO account ({COLUMNS})
         VALUES (:id, :service, :origin, :remote_id, :name, :way, :granted, :expires_at, :is_renewed, :connected_at,
           :checked_at, :last_used_at, :health, :health_until, :last_error, :allowance)
         ON CONFLICT (id) DO UPDATE SET service = excluded.service, origin = excluded.origin,
           remote_id = excluded.remote_id, name = excluded.name, way = excluded.way, granted = excluded.granted,
           expires_at = excluded.expires_at, is_renewed = excluded.is_renewed, connected_at = excluded.connected_at,
           checked_at = excluded.checked_at, last_used_at = excluded.last_used_at, health = excluded.health,
           health_until = excluded.health_until, last_error = excluded.last_error, allowance = excluded.allowance"
    );
    let (health, until) = words_of(account.health);
    tx.prepare_cached(&sql)?.execute(named_params! {
        ":id": Id(account.id.0),
        ":service": account.service,
        ":origin": account.origin,
        ":remote_id": account.remote_id,
        ":name": account.name,
        ":way": Word(account.way),
        ":granted": account.granted.as_ref().map(serde_json::to_string).transpose()?,
        ":expires_at": account.expires_at.map(At),
        ":is_renewed": account.is_renewed,
        ":connected_at": At(account.connected_at),
        ":checked_at": account.checked_at.map(At),
        ":last_used_at": account.last_used_at.map(At),
        ":health": health,
        ":health_until": until.map(At),
        ":last_error": account.last_error,
        ":allowance": account.allowance.as_ref().map(serde_json::to_string).transpose()?,
    })?;
    Ok(())
}

/// Removes an account; what happened to it stays in the history.
pub fn remove(tx: &Tx<'_>, id: AccountId) -> Result<()> {
    tx.prepare_cached("DELETE FROM account WHERE id = ?1")?.execute([Id(id.0)])?;
    Ok(())
}

/// The account of this id.
pub fn get(conn: &Conn, id: AccountId) -> Result<Option<Account>> {
    one(conn, "WHERE id = ?1", [Id(id.0)])
}

/// The account of a person as the service names them; a service knows each person once.
pub fn by_remote(conn: &Conn, service: &str, origin: &str, remote_id: &str) -> Result<Option<Account>> {
    one(conn, "WHERE service = ?1 AND origin = ?2 AND remote_id = ?3", [service, origin, remote_id])
}

/// All accounts, oldest first.
pub fn list(conn: &Conn) -> Result<Vec<Account>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM account ORDER BY connected_at, id"))?;
    let accounts = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(accounts)
}

fn one(conn: &Conn, rest: &str, params: impl Params) -> Result<Option<Account>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM account {rest}"))?;
    Ok(statement.query_row(params, read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Account> {
    let at = |column| row.get::<_, Option<At>>(column).map(|at| at.map(|at| at.0));
    Ok(Account {
        id: AccountId(row.get::<_, Id>(0)?.0),
        service: row.get(1)?,
        origin: row.get(2)?,
        remote_id: row.get(3)?,
        name: row.get(4)?,
        way: row.get::<_, Word<_>>(5)?.0,
        granted: row.get::<_, Option<Json<_>>>(6)?.map(|granted| granted.0),
        expires_at: at(7)?,
        is_renewed: row.get(8)?,
        connected_at: row.get::<_, At>(9)?.0,
        checked_at: at(10)?,
        last_used_at: at(11)?,
        health: health(&row.get::<_, String>(12)?, at(13)?)?,
        last_error: row.get(14)?,
        allowance: row.get::<_, Option<Json<_>>>(15)?.map(|allowance| allowance.0),
    })
}

const fn words_of(health: Health) -> (&'static str, Option<Timestamp>) {
    match health {
        Health::Fine => ("fine", None),
        Health::Waiting { until } => ("waiting", Some(until)),
        Health::NeedsSignIn => ("needs_sign_in", None),
        Health::Suspended => ("suspended", None),
        Health::Locked => ("locked", None),
        Health::Failing { until } => ("failing", Some(until)),
    }
}

fn health(word: &str, until: Option<Timestamp>) -> rusqlite::Result<Health> {
    match (word, until) {
        ("fine", _) => Ok(Health::Fine),
        ("waiting", Some(until)) => Ok(Health::Waiting { until }),
        ("needs_sign_in", _) => Ok(Health::NeedsSignIn),
        ("suspended", _) => Ok(Health::Suspended),
        ("locked", _) => Ok(Health::Locked),
        ("failing", Some(until)) => Ok(Health::Failing { until }),
        (other, _) => {
            let unknown = FromSqlError::Other(format!("“{other}” is not known here").into());
            Err(rusqlite::Error::FromSqlConversionFailure(12, Type::Text, Box::new(unknown)))
        }
    }
}
