//! Brings a database to the current format, one numbered step after the other, each of them whole or not at all.

use std::collections::BTreeSet;

use rusqlite::TransactionBehavior;

use crate::{
    Conn,
    error::{Error, Result},
};

/// The steps of history; appended to, never edited. The format of a file is the number of steps it has taken.
const STEPS: &[&str] = &[
    include_str!("../migrations/0001_the_first_tables.sql"),
    include_str!("../migrations/0002_accounts.sql"),
    include_str!("../migrations/0003_work.sql"),
    include_str!("../migrations/0004_unseen_follows.sql"),
];

/// The latest format.
#[expect(clippy::cast_possible_truncation, reason = "a handful of steps")]
pub(crate) const FORMAT: u32 = STEPS.len() as u32;

/// Marks the file as Stint's, `Stnt`.
pub(crate) const APPLICATION_ID: i32 = 0x5374_6e74;

/// Takes the steps that are still to be taken.
pub(crate) fn run(conn: &mut Conn) -> Result<()> {
    take(conn, STEPS)
}

fn take(conn: &mut Conn, steps: &[&str]) -> Result<()> {
    let taken = usize::try_from(format(conn)?).unwrap_or(usize::MAX);
    for (number, step) in (1_u32..).zip(steps).skip(taken) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(step)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.commit()?;
    }
    Ok(())
}

/// The format of the file; 0 for an empty one.
pub(crate) fn format(conn: &Conn) -> Result<u32> {
    Ok(conn.query_one("PRAGMA user_version", [], |row| row.get(0))?)
}

/// The mark of the program that made the file; 0 for none.
pub(crate) fn application_id(conn: &Conn) -> Result<i32> {
    Ok(conn.query_one("PRAGMA application_id", [], |row| row.get(0))?)
}

/// Every table, index and trigger as it was declared.
pub(crate) fn schema(conn: &Conn) -> Result<BTreeSet<(String, String)>> {
    let mut statement = conn.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema")?;
    let schema = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(schema)
}

/// Refuses a database that lacks what the steps it has taken declare; what somebody added to it does no harm.
pub(crate) fn check_schema(conn: &Conn) -> Result<()> {
    let mut pattern = Conn::open_in_memory()?;
    let taken = usize::try_from(format(conn)?).unwrap_or(usize::MAX);
    take(&mut pattern, STEPS.get(..taken).unwrap_or(STEPS))?;
    let declared = schema(conn)?;
    match schema(&pattern)?.difference(&declared).next() {
        Some((name, _)) => Err(Error::Corrupt(format!("the declaration of “{name}” is not as it should be"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{format, schema, take};
    use crate::Conn;

    #[test]
    fn a_step_that_fails_half_way_leaves_the_step_before() {
        let mut conn = Conn::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x) STRICT;", "CREATE TABLE a (x INT) STRICT; CREATE TABLE b (y INT) STRICT;"];
        assert!(take(&mut conn, &steps).is_err());
        assert_eq!(format(&conn).unwrap(), 0);
        let steps = ["CREATE TABLE a (x INT) STRICT;", "CREATE TABLE b (y INT) STRICT; CREATE TABLE a (x INT) STRICT;"];
        assert!(take(&mut conn, &steps).is_err());
        assert_eq!((format(&conn).unwrap(), schema(&conn).unwrap().len()), (1, 1));
        let steps = [steps[0], "CREATE TABLE b (y INT) STRICT;"];
        take(&mut conn, &steps).unwrap();
        take(&mut conn, &steps).unwrap();
        assert_eq!((format(&conn).unwrap(), schema(&conn).unwrap().len()), (2, 2));
    }
}
