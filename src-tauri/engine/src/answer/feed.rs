//! The feed as it is shown.

use jiff::Timestamp;
use stint_api::{
    command::SnoozeUntil,
    question::ListFeed,
    view::{FeedPage, FeedView},
};
use stint_core::{
    feed::{FeedItem, PutOff, may_snooze},
    notice::quiet_until,
};
use stint_store::{Conn, table};

use super::Answer;
use crate::{Engine, engine::Zone, fault::Result, handle::snoozed_words, settings_view::kind_name, speak::rfc3339};

/// How many notices a page holds unless told otherwise.
const PAGE: u32 = 100;

impl Answer for ListFeed {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<FeedPage> {
        let conn = engine.conn()?;
        let limit = self.limit.unwrap_or(PAGE).min(1_000);
        let (items, total) = table::feed::page(conn, &self.text, self.only_unread, self.offset, limit)?;
        let notices = items.iter().map(|item| view(conn, item, &engine.zone, now)).collect::<Result<_>>()?;
        let focus = engine.focus_until(now)?;
        Ok(FeedPage {
            notices,
            total,
            unread: table::feed::unread(conn)?,
            focus_until: focus.map(|until| rfc3339(until, &engine.zone.rules)),
            is_quiet: quiet_until(engine.settings(), None, &engine.zone.rules, now).is_some(),
            has_source: engine.has_source()?,
        })
    }
}

impl Engine {
    /// Whether any account brings work.
    pub(super) fn has_source(&self) -> Result<bool> {
        let accounts = table::account::list(self.conn()?)?;
        Ok(accounts.iter().any(|account| self.accounts.source(&account.service).is_some()))
    }
}

fn view(conn: &Conn, item: &FeedItem, zone: &Zone, now: Timestamp) -> Result<FeedView> {
    let work = table::work::get(conn, &item.service, &item.origin, &item.remote_id)?;
    let task = item.task.map(|id| table::task::get(conn, id)).transpose()?.flatten();
    Ok(FeedView {
        id: item.id.to_string(),
        kind: kind_name(item.kind),
        label: item.kind.label().to_owned(),
        at: rfc3339(item.at, &zone.rules),
        service: item.service.clone(),
        origin: item.origin.clone(),
        place: item.place.clone(),
        reference: item.reference.clone(),
        title: item.title.clone(),
        task: task.map(|task| task.id.to_string()),
        is_read: item.is_read,
        snoozed: item.snooze.as_ref().map(|snooze| snoozed_words(snooze, &zone.rules, now)),
        may_snooze: may_snooze(item.kind, work.as_ref()).into_iter().map(choice).collect(),
    })
}

const fn choice(put_off: PutOff) -> SnoozeUntil {
    match put_off {
        PutOff::Hour => SnoozeUntil::Hour,
        PutOff::Tomorrow => SnoozeUntil::Tomorrow,
        PutOff::Reply => SnoozeUntil::Reply,
        PutOff::Checks => SnoozeUntil::Checks,
        PutOff::Merge => SnoozeUntil::Merge,
    }
}
