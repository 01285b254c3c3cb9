//! Marking as read, and as unread again; the service is told where that is wished and it can be told.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use jiff::Timestamp;
use serde_json::json;
use stint_api::{Topic, command::MarkRead};
use stint_core::{
    feed::FeedItem,
    ids::{AccountId, FeedId, TaskId},
};
use stint_store::table;

use super::{Done, Handle, changed};
use crate::{
    Engine, Output,
    fault::{Fault, Result},
    handle::delivery::MARK_READ,
};

impl Handle for MarkRead {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        if self.is_unread && (self.all || self.place.is_some()) {
            return Err(Fault::refused("Only notices named one by one become unread again.", "Nothing was changed."));
        }
        let items = engine.meant_by(&self)?;
        let label = label(&items, self.is_unread);
        if items.is_empty() {
            return Ok(Done::said(label, Vec::new()));
        }
        let mut outputs = changed(&[Topic::Feed]);
        if self.is_unread {
            let unread = |item| FeedItem { is_read: false, snooze: None, ..item };
            engine.keep(|tx| items.into_iter().map(unread).try_for_each(|item| table::feed::put(tx, &item)))?;
        } else {
            let ids: Vec<_> = items.iter().map(|item| item.id).collect();
            engine.write_read(items, now)?;
            outputs.extend(engine.shown.read(&ids));
            outputs.extend(engine.due_effects(now)?);
        }
        Ok(Done::said(label, outputs))
    }
}

impl Engine {
    /// The notices that are meant and not yet as they shall be.
    fn meant_by(&self, wish: &MarkRead) -> Result<Vec<FeedItem>> {
        let conn = self.conn()?;
        let mut items = Vec::new();
        let mut known = BTreeSet::new();
        for id in &wish.notices {
            let item = self.notice_of(id)?;
            if known.insert(item.id) {
                items.push(item);
            }
        }
        let origin = wish.origin.as_deref();
        let of_place =
            wish.place.as_deref().map(|place| table::feed::unread_of_place(conn, place, origin)).transpose()?;
        let all = if wish.all { table::feed::all_unread(conn)? } else { Vec::new() };
        let more: Vec<FeedId> = of_place.unwrap_or_default().into_iter().chain(all).collect();
        for id in more.into_iter().filter(|id| known.insert(*id)) {
            items.extend(table::feed::get(conn, id)?);
        }
        items.retain(|item| item.is_read == wish.is_unread);
        Ok(items)
    }

    /// Writes that these were read, and in the same breath what services are to be told of it.
    fn write_read(&mut self, items: Vec<FeedItem>, now: Timestamp) -> Result<()> {
        let threads = self.threads_of(&items)?;
        self.keep(|tx| {
            for item in items {
                table::feed::put(tx, &FeedItem { is_read: true, is_told: true, ..item })?;
            }
            for (account, thread) in &threads {
                let payload = json!({ "thread": thread }).to_string();
                table::outbox::enqueue(tx, &account.to_string(), MARK_READ, &payload, Some(thread), now)?;
            }
            Ok(())
        })
    }

    /// Marks as read, here alone, what tells of a task that the person takes up: at the service it may be what keeps it on their list.
    pub(in crate::handle) fn taken_up(&mut self, task: TaskId) -> Result<Vec<Output>> {
        let conn = self.conn()?;
        let mut items = Vec::new();
        for id in table::feed::all_unread(conn)? {
            items.extend(table::feed::get(conn, id)?.filter(|item| item.task == Some(task)));
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<_> = items.iter().map(|item| item.id).collect();
        let read = |item| FeedItem { is_read: true, is_told: true, ..item };
        self.keep(|tx| items.into_iter().map(read).try_for_each(|item| table::feed::put(tx, &item)))?;
        let mut outputs = changed(&[Topic::Feed]);
        outputs.extend(self.shown.read(&ids));
        Ok(outputs)
    }

    /// The notifications at services that these tell of, as far as their accounts may mark them.
    fn threads_of(&self, items: &[FeedItem]) -> Result<BTreeSet<(AccountId, String)>> {
        let mut may = BTreeMap::new();
        let mut threads = BTreeSet::new();
        for item in items {
            let (Some(account), Some(thread)) = (item.account, &item.thread) else { continue };
            let is_told = match may.entry(account) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(unknown) => *unknown.insert(self.marks_read(account, &item.service)?),
            };
            if is_told {
                threads.insert((account, thread.clone()));
            }
        }
        Ok(threads)
    }

    fn marks_read(&self, account: AccountId, service: &str) -> Result<bool> {
        let can = self.accounts.source(service).is_some_and(|source| source.can_mark_read());
        Ok(can && table::work_sync::get(self.conn()?, account)?.options.marks_read)
    }
}

fn label(items: &[FeedItem], is_unread: bool) -> String {
    let how = if is_unread { "unread" } else { "read" };
    match items {
        [] => format!("Nothing to mark as {how}"),
        [only] => format!("Marked {} as {how}", only.reference),
        many => format!("Marked {} notices as {how}", many.len()),
    }
}
