//! What the person does about a timer that started by itself: takes it back, once or for good.

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{NeverStart, UndoStart},
};
use stint_core::{entry::TimeEntry, feed::FeedItem, notice::Kind, timer, work::PlaceRule};
use stint_store::table;

use super::{Done, Handle, changed, rule_of};
use crate::{
    Engine,
    fault::{Fault, Result},
};

impl Handle for UndoStart {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let item = engine.started(&self.notice)?;
        let running = engine.still_running(&item)?.ok_or_else(|| {
            Fault::refused("This timer does not run any more.", "Its entry can be deleted among those of the day.")
        })?;
        let read = read(&item);
        let mut done = engine.commit_with(timer::discard(running), None, now, |tx| table::feed::put(tx, &read))?;
        done.outputs.extend(changed(&[Topic::Feed]));
        done.outputs.extend(engine.shown.read(&[item.id]));
        Ok(done)
    }
}

impl Handle for NeverStart {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let item = engine.started(&self.notice)?;
        let (read, rule) = (read(&item), never(&item, rule_of(engine.conn()?, &item)?));
        let write = |tx: &stint_store::Tx| {
            table::place_rule::put(tx, &rule)?;
            table::feed::put(tx, &read)
        };
        let label = format!("No timer starts for {} by itself any more", item.place);
        // A timer that was kept stays: what is said now is said of those to come.
        let mut done = match engine.still_running(&item)?.filter(|_| !item.is_read) {
            Some(running) => {
                let mut done = engine.commit_with(timer::discard(running), None, now, write)?;
                done.receipt.consequences.push(std::mem::replace(&mut done.receipt.label, label) + ".");
                done
            }
            None => {
                engine.keep(write)?;
                Done::said(label, Vec::new())
            }
        };
        done.outputs.extend(changed(&[Topic::Feed, Topic::Accounts]));
        done.outputs.extend(engine.shown.read(&[item.id]));
        Ok(done)
    }
}

impl Engine {
    /// The receipt of a timer that started by itself.
    fn started(&self, notice: &str) -> Result<FeedItem> {
        let item = self.notice_of(notice)?;
        if item.kind != Kind::Started {
            return Err(Fault::refused(
                "This notice tells of no timer that started by itself.",
                "Nothing was changed.",
            ));
        }
        Ok(item)
    }

    /// The timer that it tells of, where that very one still runs.
    fn still_running(&self, item: &FeedItem) -> Result<Option<TimeEntry>> {
        Ok(table::entry::running(self.conn()?)?.filter(|entry| Some(entry.id) == item.entry))
    }
}

fn read(item: &FeedItem) -> FeedItem {
    FeedItem { is_read: true, is_told: true, ..item.clone() }
}

/// A rule of this repository alone, where an organisation's held until now.
fn never(item: &FeedItem, held: Option<PlaceRule>) -> PlaceRule {
    let (project, muted) = held.map(|rule| (rule.project, rule.muted)).unwrap_or_default();
    PlaceRule {
        service: item.service.clone(),
        origin: item.origin.clone(),
        place: item.place.clone(),
        project,
        starts_timer: false,
        muted,
    }
}
