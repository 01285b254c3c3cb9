//! Rows to test with.

use std::{fs, ops::ControlFlow, path::Path};

use jiff::Timestamp;
use rusqlite::types::Value;
use stint_core::{
    account::{Account, Health, Way},
    entry::TimeEntry,
    feed::FeedItem,
    ids::{AccountId, EntryId, FeedId, ProjectId, TaskId},
    notice,
    project::{Colour, Project},
    task::{Priority, Status, Task},
    work::{Kind, Reach, State, Why, Work, WorkItem},
};
use stint_store::{Conn, Error, Store, table};
use uuid::Uuid;

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Noon of a Friday.
pub fn now() -> Timestamp {
    at("2026-11-20T12:00:00Z")
}

/// A moment of that Friday, `"09:30"`.
pub fn today(clock: &str) -> Timestamp {
    at(&format!("2026-11-20T{clock}:00Z"))
}

pub fn entry(number: u128, description: &str, from: &str, to: &str) -> TimeEntry {
    TimeEntry {
        id: EntryId(Uuid::from_u128(number)),
        description: description.to_owned(),
        task: None,
        project: None,
        started_at: today(from),
        ended_at: (!to.is_empty()).then(|| today(to)),
        zone: "Europe/Berlin".to_owned(),
        tags: ["deep".to_owned()].into(),
        is_billable: false,
    }
}

pub fn account(number: u128, name: &str) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(number)),
        service: "github".to_owned(),
        origin: "https://github.com".to_owned(),
        remote_id: number.to_string(),
        name: name.to_owned(),
        way: Way::Device,
        granted: None,
        expires_at: None,
        is_renewed: false,
        connected_at: now(),
        checked_at: None,
        last_used_at: None,
        health: Health::Fine,
        last_error: None,
        allowance: None,
    }
}

pub fn project(number: u128, name: &str) -> Project {
    Project {
        id: ProjectId(Uuid::from_u128(number)),
        name: name.to_owned(),
        colour: Colour::Teal,
        client: Some("Fjord".to_owned()),
        is_billable: true,
        is_archived: false,
        created_at: at("2026-11-01T08:00:00Z"),
    }
}

pub fn task(number: u128, title: &str) -> Task {
    Task {
        id: TaskId(Uuid::from_u128(number)),
        title: title.to_owned(),
        project: None,
        priority: Priority::Medium,
        status: Status::Todo,
        reference: None,
        url: None,
        created_at: at("2026-11-02T08:00:00Z"),
        done_at: None,
    }
}

/// An open issue that is assigned, with the task of the same number; nobody watches it.
pub fn work(number: u128) -> Work {
    Work {
        service: "github".to_owned(),
        origin: "https://github.com".to_owned(),
        account: None,
        item: WorkItem {
            remote_id: format!("I_{number}"),
            kind: Kind::Issue,
            place: "acme/api".to_owned(),
            reference: format!("acme/api#{number}"),
            title: "Fix the login".to_owned(),
            url: format!("https://github.com/acme/api/issues/{number}"),
            state: State::Open,
            whys: [Why::Assigned].into(),
            labels: vec![],
            author: None,
            milestone: None,
            body: None,
            updated_at: None,
            review: None,
            checks: None,
            replied_at: None,
            mentioned_at: None,
            is_own_doing: false,
            thread: None,
            extra: String::new(),
        },
        task: Some(TaskId(Uuid::from_u128(number))),
        title_given: "Fix the login".to_owned(),
        project_given: None,
        priority_given: Priority::Low,
        reach: Reach::Here,
        looked_up_at: None,
    }
}

/// An unread notice of a minute of that Friday's morning, told already.
pub fn feed_item(minute: u8) -> FeedItem {
    FeedItem {
        id: FeedId(Uuid::from_u128(minute.into())),
        key: format!("github|https://github.com|I_{minute}|assigned"),
        kind: notice::Kind::Assigned,
        at: today(&format!("09:{minute:02}")),
        service: "github".to_owned(),
        origin: "https://github.com".to_owned(),
        account: None,
        remote_id: format!("I_{minute}"),
        task: None,
        entry: None,
        place: "acme/api".to_owned(),
        reference: format!("acme/api#{minute}"),
        title: "Fix the login".to_owned(),
        thread: None,
        is_read: false,
        is_told: true,
        snooze: None,
    }
}

/// Puts entries into a store.
pub fn put(store: &mut Store, entries: &[TimeEntry]) {
    write(store, |tx| entries.iter().try_for_each(|entry| table::entry::put(tx, entry)));
}

pub fn write<T>(store: &mut Store, f: impl FnOnce(&stint_store::Tx<'_>) -> Result<T, Error>) -> T {
    store.write(f).unwrap()
}

/// A file with a project, two tasks and a day of entries, closed again.
pub fn make_day(file: &Path) {
    let mut store = Store::open(file, now()).unwrap().store;
    write(&mut store, fill_day);
}

pub fn fill_day(tx: &stint_store::Tx<'_>) -> Result<(), Error> {
    table::project::put(tx, &project(1, "API"))?;
    table::task::put(tx, &Task { project: Some(project(1, "").id), ..task(11, "Fix the login") })?;
    table::task::put(tx, &Task { reference: Some("acme/api#42".to_owned()), ..task(12, "Review the migration") })?;
    for hour in 0..9_u128 {
        let mut entry = entry(100 + hour, "Write the tests", &format!("0{hour}:00"), &format!("0{hour}:45"));
        entry.project = (hour % 2 == 0).then(|| project(1, "").id);
        entry.task = (hour % 3 == 0).then(|| task(11, "").id);
        table::entry::put(tx, &entry)?;
    }
    Ok(())
}

/// All tables as text, row numbers left out: what must be as before after an undo.
pub fn dump(conn: &Conn) -> String {
    let queries = [
        "SELECT name, hex(id), colour, client, is_billable, is_archived, created_at FROM project ORDER BY id",
        "SELECT title, hex(id), hex(project), priority, status, reference, url, done_at FROM task ORDER BY id",
        "SELECT hex(e.id), e.description, hex(e.task), hex(e.project), started_at, ended_at, zone, e.tags, is_billable,
           p.description, hex(p.task), hex(p.project)
         FROM entry AS e LEFT JOIN phrase AS p ON p.id = e.phrase ORDER BY e.id",
        "SELECT description, hex(task), hex(project), tags, uses, last_used_at FROM phrase
         ORDER BY description, task, project",
        "SELECT hex(id), service, origin, remote_id, name, way, granted, expires_at, is_renewed, connected_at, checked_at,
           last_used_at, health, health_until, last_error, allowance FROM account ORDER BY id",
        "SELECT at, service, origin, name, what, by_what FROM account_change ORDER BY id",
        "SELECT service, origin, remote_id, hex(account), kind, place, reference, title, url, state, whys, labels, author,
           milestone, updated_at, review, checks, replied_at, mentioned_at, is_own_doing, thread, hex(task),
           title_given, hex(project_given), priority_given, reach, looked_up_at, extra, body
         FROM work ORDER BY service, origin, remote_id",
        "SELECT hex(account), cursor, options, is_paused, first_synced_at, synced_at, is_fine, message FROM work_sync
         ORDER BY account",
        "SELECT hex(account), place, label, hex(project), followed_at, synced_at, problem FROM follow
         ORDER BY account, place",
        "SELECT service, origin, place, hex(project), starts_timer, muted FROM place_rule ORDER BY place",
        "SELECT hex(project), position, label, priority FROM label_rule ORDER BY project, position",
        "SELECT hex(id), key, kind, at, service, origin, hex(account), remote_id, hex(task), hex(entry), place, reference,
           title, thread, is_read, is_told, snooze FROM feed ORDER BY id",
    ];
    queries.map(|sql| rows(conn, sql)).join("\n")
}

pub fn rows(conn: &Conn, sql: &str) -> String {
    let mut statement = conn.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut text = String::new();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            let value: Value = row.get(column).unwrap();
            text.push_str(&match value {
                Value::Null => "-".to_owned(),
                Value::Integer(number) => number.to_string(),
                Value::Real(number) => number.to_string(),
                Value::Text(words) => format!("{words:?}"),
                Value::Blob(bytes) => format!("{bytes:x?}"),
            });
            text.push_str(if column + 1 < columns { "  " } else { "\n" });
        }
    }
    text
}

/// Whether all that Stint promises of its database holds, the words of completion included.
pub fn assert_sound(store: &mut Store) {
    let findings = stint_store::check::integrity(store.read(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(findings, Vec::<String>::new());
    write(store, |tx| {
        tx.execute_batch("INSERT INTO phrase_words (phrase_words, rank) VALUES ('integrity-check', 1)")?;
        Ok(tx.execute_batch("INSERT INTO task_words (task_words, rank) VALUES ('integrity-check', 1)")?)
    });
}

/// The names in a folder that begin with `start`, sorted.
pub fn names(folder: &Path, start: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.filter(|name| name.starts_with(start)).collect();
    names.sort();
    names
}
