//! Tasks a page at a time, without those that came from a service and wait no more.

use rusqlite::named_params;
use stint_core::task::Task;

use super::{COLUMNS, ON_LIST, OPEN, ORDER, many, read};
use crate::{Conn, error::Result, table::entry::text, words::Wanted};

/// Which tasks a page is of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Words that title, reference or project contain, each of them.
    pub text: &'a str,
    /// Whether finished ones belong to it.
    pub with_done: bool,
    /// Whether those do that came from a service and wait no more; with words, they always do.
    pub with_off_list: bool,
    /// Only those of this service; `own` for those of none.
    pub service: Option<&'a str>,
}

impl Filter<'_> {
    /// The condition of the rows; `:service` is a parameter of it.
    fn condition(&self) -> String {
        let is_open = if self.with_done { "TRUE" } else { OPEN };
        let is_on_list = if self.with_off_list || !self.text.trim().is_empty() { "TRUE" } else { ON_LIST };
        let of_service = match self.service {
            None => ":service IS NULL",
            Some("own") => ":service = 'own' AND NOT EXISTS (SELECT 1 FROM work WHERE task = t.id)",
            Some(_) => "EXISTS (SELECT 1 FROM work WHERE task = t.id AND service = :service)",
        };
        format!("{is_open} AND {is_on_list} AND {of_service}")
    }
}

/// One page of the tasks that `filter` lets through, in the order to work on them, and how many there are in all.
pub fn page(conn: &Conn, filter: &Filter<'_>, offset: u32, limit: u32) -> Result<(Vec<Task>, u32)> {
    let wanted = Wanted::new(filter.text);
    if wanted.is_anything() {
        return page_of_all(conn, filter, offset, limit);
    }
    let sql = format!(
        "SELECT {COLUMNS}, coalesce(t.reference, ''), coalesce(p.name, '') FROM task AS t
         LEFT JOIN project AS p ON p.id = t.project WHERE {} ORDER BY {ORDER}",
        filter.condition()
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! { ":service": filter.service })?;
    let shown = offset..offset.saturating_add(limit);
    let (mut tasks, mut total) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        if wanted.are_in(&[text(row, 1)?, text(row, 9)?, text(row, 10)?]) {
            if shown.contains(&total) {
                tasks.push(read(row)?);
            }
            total += 1;
        }
    }
    Ok((tasks, total))
}

fn page_of_all(conn: &Conn, filter: &Filter<'_>, offset: u32, limit: u32) -> Result<(Vec<Task>, u32)> {
    let condition = filter.condition();
    let mut count = conn.prepare_cached(&format!("SELECT count(*) FROM task AS t WHERE {condition}"))?;
    let total = count.query_one(named_params! { ":service": filter.service }, |row| row.get(0))?;
    let rest = format!("WHERE {condition} ORDER BY {ORDER} LIMIT :limit OFFSET :offset");
    let page = named_params! { ":service": filter.service, ":limit": limit, ":offset": offset };
    Ok((many(conn, &rest, page)?, total))
}

/// The first open tasks that wait at a service, in the order to work on them.
pub fn assigned(conn: &Conn, limit: u32) -> Result<Vec<Task>> {
    let rest = format!(
        "WHERE {OPEN} AND EXISTS (SELECT 1 FROM work WHERE task = t.id AND whys <> '[]') ORDER BY {ORDER} LIMIT ?1"
    );
    many(conn, &rest, [limit])
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Filter, ORDER};
    use crate::Store;

    #[test]
    fn a_page_is_read_in_order_and_never_sorted() {
        let store = Store::in_memory().unwrap();
        for (with_done, with_off_list) in [(false, false), (false, true), (true, false), (true, true)] {
            for service in [None, Some("own"), Some("github")] {
                let condition = Filter { with_done, with_off_list, service, ..Filter::default() }.condition();
                let sql =
                    format!("EXPLAIN QUERY PLAN SELECT {COLUMNS} FROM task AS t WHERE {condition} ORDER BY {ORDER}");
                let mut statement = store.read().prepare(&sql).unwrap();
                let steps = statement.query_map([(":service", service)].as_slice(), |row| row.get::<_, String>(3));
                let steps: Vec<String> = steps.unwrap().collect::<Result<_, _>>().unwrap();
                assert!(steps[0].contains("USING INDEX task_order"), "{steps:?}");
                assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:?}");
            }
        }
    }
}
