//! `/notifications`: <https://docs.github.com/en/rest/activity/notifications>

use jiff::{Timestamp, fmt::rfc2822};
use serde_json::Value;

use super::{
    answers::{error, invalid, not_found},
    faults::not_accessible,
    lists::{Page, flag},
    model::{Subject, Thread},
    rest::{Caller, http_date},
    shapes::Shapes,
    state::State,
};
use crate::fakes::spoken::{Answer, Asked};

/// Reasons of threads that somebody takes no part in.
const ONLOOKERS: [&str; 2] = ["subscribed", "ci_activity"];

/// Threads, newest first; 304 means only that there is no newer one than the client saw.
pub(super) fn list(state: &State, asked: &Asked, caller: Caller) -> Answer {
    if let Some(refused) = refused(caller) {
        return refused;
    }
    let (Ok(all), Ok(participating)) = (flag(asked, "all"), flag(asked, "participating")) else {
        return invalid("Notification", "all");
    };
    let mut threads: Vec<&Thread> = state.threads.iter().filter(|thread| is_listed(state, caller, thread)).collect();
    threads.retain(|it| (all || it.is_unread) && !(participating && ONLOOKERS.contains(&it.reason.as_str())));
    for (name, keeps) in [("since", at_or_after as fn(_, _) -> bool), ("before", before)] {
        let Some(text) = asked.query(name) else { continue };
        let Ok(limit) = text.parse::<Timestamp>() else { return invalid("Notification", name) };
        threads.retain(|thread| keeps(thread.updated_at, limit));
    }
    threads.sort_by_key(|thread| std::cmp::Reverse((thread.updated_at, thread.id)));
    let newest = threads.first().map(|thread| thread.updated_at);
    let shapes = Shapes::of(state, asked);
    let answer = if is_unchanged(asked, newest) {
        Answer::empty(304)
    } else {
        let page = Page::of(asked, 50);
        let shown: Vec<Value> = page.cut(&threads).iter().filter_map(|thread| shapes.thread(thread)).collect();
        page.linked(
            &format!("{}/api/v3/notifications", asked.origin()),
            threads.len(),
            Answer::json(200, &shown.into()),
        )
    };
    let answer = answer.with("X-Poll-Interval", state.poll_interval);
    answer.with("Last-Modified", http_date(newest.unwrap_or(Timestamp::UNIX_EPOCH)))
}

fn at_or_after(at: Timestamp, limit: Timestamp) -> bool {
    at >= limit
}

fn before(at: Timestamp, limit: Timestamp) -> bool {
    at < limit
}

fn is_listed(state: &State, caller: Caller, thread: &Thread) -> bool {
    let (Subject::Item(item) | Subject::Checks(item)) = thread.subject;
    thread.user == caller.user && !thread.is_done && state.is_visible(caller, state.item(item).repository)
}

fn is_unchanged(asked: &Asked, newest: Option<Timestamp>) -> bool {
    let since = asked.header("if-modified-since");
    let since = rfc2822::DateTimeParser::new().parse_timestamp(since).ok();
    since.is_some_and(|since| newest.is_none_or(|newest| newest <= since))
}

fn refused(caller: Caller) -> Option<Answer> {
    if caller.is_fine_grained() {
        return Some(not_accessible());
    }
    let may = caller.has("notifications") || caller.has("repo");
    (!may).then(|| {
        error(403, "Missing the 'notifications' scope.").with("X-Accepted-OAuth-Scopes", "notifications, repo")
    })
}

/// Marks a thread as read, or takes it off the list.
pub(super) fn mark(state: &mut State, caller: Caller, id: &str, is_done: bool) -> Answer {
    if let Some(refused) = refused(caller) {
        return refused;
    }
    let now = state.now();
    let mine = state.threads.iter_mut().find(|thread| thread.user == caller.user && thread.id.to_string() == id);
    let Some(thread) = mine else { return not_found() };
    (thread.is_unread, thread.last_read_at) = (false, Some(now));
    thread.is_done |= is_done;
    Answer::empty(if is_done { 204 } else { 205 })
}
