//! Putting a notice off: it is read until then, and then told anew.

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{Snooze, SnoozeUntil},
};
use stint_core::{
    feed::{self, FeedItem, PutOff, is_due, may_snooze},
    notice::Kind,
    work::Work,
};
use stint_store::table;

use super::{Done, Handle, changed, due::work_of, words};
use crate::{
    Engine, Output,
    fault::{Fault, Result},
};

impl Handle for Snooze {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let item = engine.notice_of(&self.notice)?;
        let work = work_of(engine.conn()?, &item)?;
        let put_off = put_off(self.until);
        if !may_snooze(item.kind, work.as_ref()).contains(&put_off) {
            return Err(refusal(item.kind, put_off));
        }
        let snooze = match (put_off.snooze(engine.settings(), &engine.zone.rules, now), &work) {
            // By the clock of the service, which this computer's need not agree with.
            (feed::Snooze::Reply { since }, Some(work)) => {
                let known = work.item.replied_at.or(work.item.updated_at);
                feed::Snooze::Reply { since: known.unwrap_or(since) }
            }
            (other, _) => other,
        };
        let label = format!("Put off {} {}", item.reference, words::until(&snooze, &engine.zone.rules, now));
        let id = item.id;
        let item = FeedItem { is_read: true, is_told: true, snooze: Some(snooze), ..item };
        engine.keep(|tx| table::feed::put(tx, &item))?;
        let mut outputs = changed(&[Topic::Feed]);
        outputs.extend(engine.shown.read(&[id]));
        Ok(Done::said(label, outputs))
    }
}

impl Engine {
    /// Work changed: notices that do not hold any more are taken back, and those that waited for it are told anew.
    pub(crate) fn awaken(&mut self, changed: &[Work], now: Timestamp) -> Result<Vec<Output>> {
        let mut outputs = self.shown.over(changed);
        let is_of = |item: &FeedItem, work: &&Work| {
            item.remote_id == work.item.remote_id && item.service == work.service && item.origin == work.origin
        };
        let mut due = table::feed::snoozed(self.conn()?)?;
        due.retain(|item| {
            let work = changed.iter().find(|work| is_of(item, work));
            work.is_some() && item.snooze.as_ref().is_some_and(|snooze| is_due(snooze, work, now))
        });
        outputs.extend(self.wake_up(due, now)?);
        Ok(outputs)
    }

    /// What was put off is unread again and told anew.
    pub(super) fn wake_up(&mut self, due: Vec<FeedItem>, now: Timestamp) -> Result<Vec<Output>> {
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let anew = |item| FeedItem { kind: Kind::Due, at: now, is_read: false, is_told: false, snooze: None, ..item };
        let due: Vec<_> = due.into_iter().map(anew).collect();
        self.keep(|tx| due.iter().try_for_each(|item| table::feed::put(tx, item)))?;
        self.say(due, now)
    }
}

const fn put_off(until: SnoozeUntil) -> PutOff {
    match until {
        SnoozeUntil::Hour => PutOff::Hour,
        SnoozeUntil::Tomorrow => PutOff::Tomorrow,
        SnoozeUntil::Reply => PutOff::Reply,
        SnoozeUntil::Checks => PutOff::Checks,
        SnoozeUntil::Merge => PutOff::Merge,
    }
}

fn refusal(kind: Kind, put_off: PutOff) -> Fault {
    let message = match put_off {
        _ if kind == Kind::Started => "A receipt for a timer cannot be put off.",
        PutOff::Hour | PutOff::Tomorrow => "This notice cannot be put off.",
        PutOff::Reply => "Nobody would see a reply: it is closed, or no account watches it any more.",
        PutOff::Checks => "None of its checks is running.",
        PutOff::Merge => "It is no open pull request.",
    };
    Fault::refused(message, "Put it off by time, or mark it as read. Nothing was changed.")
}
