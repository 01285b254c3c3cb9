//! The feed: what happened, told once and kept to be read.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Params, Row, named_params};
use stint_core::{
    feed::FeedItem,
    ids::{AccountId, EntryId, FeedId, TaskId},
};

use super::entry::text;
use crate::{
    Conn, Tx,
    error::Result,
    value::{At, Id, Json, Word},
    words::Wanted,
};

pub(crate) const COLUMNS: &str =
    "id, key, kind, at, service, origin, account, remote_id, task, entry, place, reference,
    title, thread, is_read, is_told, snooze";

/// Adds what happened; `false`, and nothing is written, where its key was told before.
pub fn push(tx: &Tx<'_>, item: &FeedItem) -> Result<bool> {
    Ok(write(tx, item, "ON CONFLICT (key) DO NOTHING")? > 0)
}

/// Writes what became of an item that is there: read, told, put off.
pub fn put(tx: &Tx<'_>, item: &FeedItem) -> Result<()> {
    let update = "ON CONFLICT (id) DO UPDATE SET key = excluded.key, kind = excluded.kind, at = excluded.at,
        service = excluded.service, origin = excluded.origin, account = excluded.account,
        remote_id = excluded.remote_id, task = excluded.task, entry = excluded.entry, place = excluded.place,
        reference = excluded.reference, title = excluded.title, thread = excluded.thread,
        is_read = excluded.is_read, is_told = excluded.is_told, snooze = excluded.snooze";
    write(tx, item, update).map(drop)
}

/// The item of this id.
pub fn get(conn: &Conn, id: FeedId) -> Result<Option<FeedItem>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM feed WHERE id = ?1"))?;
    Ok(statement.query_row([Id(id.0)], read).optional()?)
}

/// One page of what happened, latest first: what holds each of `words` in its title, reference or repository; and how
/// many there are in all.
pub fn page(conn: &Conn, words: &str, only_unread: bool, offset: u32, limit: u32) -> Result<(Vec<FeedItem>, u32)> {
    // Not one condition with a flag: only a plain one lets SQLite take the index of what is unread.
    let of = if only_unread { "feed WHERE is_read = 0" } else { "feed" };
    let wanted = Wanted::new(words);
    if wanted.is_anything() {
        let mut count = conn.prepare_cached(&format!("SELECT count(*) FROM {of}"))?;
        let total = count.query_one([], |row| row.get(0))?;
        let mut statement =
            conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {of} ORDER BY at DESC, id DESC LIMIT ?1 OFFSET ?2"))?;
        return Ok((statement.query_map([limit, offset], read)?.collect::<rusqlite::Result<_>>()?, total));
    }
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {of} ORDER BY at DESC, id DESC"))?;
    let mut rows = statement.query([])?;
    let shown = offset..offset.saturating_add(limit);
    let (mut items, mut total) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        if wanted.are_in(&[text(row, 10)?, text(row, 11)?, text(row, 12)?]) {
            if shown.contains(&total) {
                items.push(read(row)?);
            }
            total += 1;
        }
    }
    Ok((items, total))
}

/// How many are unread.
pub fn unread(conn: &Conn) -> Result<u32> {
    Ok(conn.prepare_cached("SELECT count(*) FROM feed WHERE is_read = 0")?.query_one([], |row| row.get(0))?)
}

/// What the desktop still has to be told, earliest first.
pub fn untold(conn: &Conn) -> Result<Vec<FeedItem>> {
    many(conn, "is_told = 0")
}

/// What is put off, earliest first.
pub fn snoozed(conn: &Conn) -> Result<Vec<FeedItem>> {
    many(conn, "snooze IS NOT NULL")
}

/// What is unread of a repository, wherever one of that name lies or only at `origin`, earliest first.
pub fn unread_of_place(conn: &Conn, place: &str, origin: Option<&str>) -> Result<Vec<FeedId>> {
    ids(conn, "AND place = ?1 AND (?2 IS NULL OR origin = ?2)", (place, origin))
}

/// All that is unread, earliest first.
pub fn all_unread(conn: &Conn) -> Result<Vec<FeedId>> {
    ids(conn, "", [])
}

/// Removes what was read and happened before `before`, unless it is put off; what is unread stays.
pub fn prune(tx: &Tx<'_>, before: Timestamp) -> Result<()> {
    tx.prepare_cached("DELETE FROM feed WHERE at < ?1 AND is_read = 1 AND snooze IS NULL")?.execute([At(before)])?;
    Ok(())
}

fn write(tx: &Tx<'_>, item: &FeedItem, on_conflict: &str) -> Result<usize> {
    let mut statement = tx.prepare_cached(&format!(
        "INSERT INTO feed ({COLUMNS})
         VALUES (:id, :key, :kind, :at, :service, :origin, :account, :remote_id, :task, :entry, :place, :reference,
           :title, :thread, :is_read, :is_told, :snooze) {on_conflict}"
    ))?;
    Ok(statement.execute(named_params! {
        ":id": Id(item.id.0),
        ":key": item.key,
        ":kind": Word(item.kind),
        ":at": At(item.at),
        ":service": item.service,
        ":origin": item.origin,
        ":account": item.account.map(|account| Id(account.0)),
        ":remote_id": item.remote_id,
        ":task": item.task.map(|task| Id(task.0)),
        ":entry": item.entry.map(|entry| Id(entry.0)),
        ":place": item.place,
        ":reference": item.reference,
        ":title": item.title,
        ":thread": item.thread,
        ":is_read": item.is_read,
        ":is_told": item.is_told,
        ":snooze": item.snooze.as_ref().map(Json),
    })?)
}

fn many(conn: &Conn, condition: &str) -> Result<Vec<FeedItem>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM feed WHERE {condition} ORDER BY at, id"))?;
    let items = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(items)
}

fn ids(conn: &Conn, condition: &str, params: impl Params) -> Result<Vec<FeedId>> {
    let sql = format!("SELECT id FROM feed WHERE is_read = 0 {condition} ORDER BY at, id");
    let mut statement = conn.prepare_cached(&sql)?;
    let ids = statement.query_map(params, |row| Ok(FeedId(row.get::<_, Id>(0)?.0)))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The item in the columns, which are `COLUMNS`.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<FeedItem> {
    Ok(FeedItem {
        id: FeedId(row.get::<_, Id>(0)?.0),
        key: row.get(1)?,
        kind: row.get::<_, Word<_>>(2)?.0,
        at: row.get::<_, At>(3)?.0,
        service: row.get(4)?,
        origin: row.get(5)?,
        account: row.get::<_, Option<Id>>(6)?.map(|id| AccountId(id.0)),
        remote_id: row.get(7)?,
        task: row.get::<_, Option<Id>>(8)?.map(|id| TaskId(id.0)),
        entry: row.get::<_, Option<Id>>(9)?.map(|id| EntryId(id.0)),
        place: row.get(10)?,
        reference: row.get(11)?,
        title: row.get(12)?,
        thread: row.get(13)?,
        is_read: row.get(14)?,
        is_told: row.get(15)?,
        snooze: row.get::<_, Option<Json<_>>>(16)?.map(|snooze| snooze.0),
    })
}
