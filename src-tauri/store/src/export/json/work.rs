//! Work and what belongs to it, as JSON; the accounts that bring it are left out, their services named.

use rusqlite::Row;
use serde_json::json;
use stint_core::{
    feed::FeedItem,
    ids::ProjectId,
    task::Priority,
    work::{Follow, PlaceRule, Work, WorkItem},
};

use super::List;
use crate::{
    error::Result,
    table::{feed, follow, place_rule, work},
    value::{Id, Word},
};

pub(super) const WORK: List = List {
    name: "work",
    from: "work AS w",
    columns: work::COLUMNS,
    order: "service, origin, remote_id",
    line: work_line,
};

pub(super) const FOLLOWS: List = List {
    name: "follows",
    from: "follow JOIN account AS a ON a.id = follow.account",
    columns:
        "account, place, label, (SELECT id FROM project WHERE id = follow.project), followed_at, synced_at, problem,
        service, origin",
    order: "place, account",
    line: follow_line,
};

pub(super) const PLACE_RULES: List = List {
    name: "placeRules",
    from: "place_rule",
    columns: place_rule::COLUMNS,
    order: "service, origin, place",
    line: place_rule_line,
};

pub(super) const LABEL_RULES: List = List {
    name: "labelRules",
    from: "label_rule",
    columns: "project, label, priority",
    order: "coalesce(project, x''), position",
    line: label_rule_line,
};

pub(super) const FEED: List =
    List { name: "feed", from: "feed", columns: feed::COLUMNS, order: "at, id", line: feed_line };

fn work_line(row: &Row<'_>) -> Result<String> {
    let work = work::read(row)?;
    let Work { service, origin, item, task, title_given, project_given, priority_given, .. } = &work;
    let Work { account: _, reach, looked_up_at, .. } = &work;
    let WorkItem { remote_id, kind, place, reference, title, url, state, whys, labels, author, .. } = item;
    let WorkItem { milestone, body, updated_at, review, checks, replied_at, mentioned_at, .. } = item;
    let WorkItem { is_own_doing, thread, extra, .. } = item;
    let line = json!({
        "service": service, "origin": origin, "remoteId": remote_id, "kind": kind, "place": place,
        "reference": reference, "title": title, "url": url, "state": state, "whys": whys, "labels": labels,
        "author": author, "milestone": milestone, "body": body, "updatedAt": updated_at, "review": review,
        "checks": checks, "repliedAt": replied_at, "mentionedAt": mentioned_at, "isOwnDoing": is_own_doing,
        "thread": thread, "extra": extra, "task": task, "titleGiven": title_given, "projectGiven": project_given,
        "priorityGiven": priority_given, "reach": reach, "lookedUpAt": looked_up_at,
    });
    Ok(line.to_string())
}

fn follow_line(row: &Row<'_>) -> Result<String> {
    let (service, origin): (String, String) = (row.get(7)?, row.get(8)?);
    let Follow { account: _, place, label, project, followed_at, synced_at, problem } = follow::read(row)?;
    let line = json!({
        "service": service, "origin": origin, "place": place, "label": label, "project": project,
        "followedAt": followed_at, "syncedAt": synced_at, "problem": problem,
    });
    Ok(line.to_string())
}

fn place_rule_line(row: &Row<'_>) -> Result<String> {
    let PlaceRule { service, origin, place, project, starts_timer, muted } = place_rule::read(row)?;
    let line = json!({
        "service": service, "origin": origin, "place": place, "project": project, "startsTimer": starts_timer,
        "muted": muted,
    });
    Ok(line.to_string())
}

fn label_rule_line(row: &Row<'_>) -> Result<String> {
    let project = row.get::<_, Option<Id>>(0)?.map(|id| ProjectId(id.0));
    let (label, Word(priority)): (String, Word<Priority>) = (row.get(1)?, row.get(2)?);
    Ok(json!({ "project": project, "label": label, "priority": priority }).to_string())
}

fn feed_line(row: &Row<'_>) -> Result<String> {
    let item = feed::read(row)?;
    let FeedItem { id, key, kind, at, service, origin, account: _, remote_id, task, entry, .. } = &item;
    let FeedItem { place, reference, title, thread, is_read, is_told, snooze, .. } = &item;
    let line = json!({
        "id": id, "key": key, "kind": kind, "at": at, "service": service, "origin": origin, "remoteId": remote_id,
        "task": task, "entry": entry, "place": place, "reference": reference, "title": title, "thread": thread,
        "isRead": is_read, "isTold": is_told, "snooze": snooze,
    });
    Ok(line.to_string())
}
