//! Following repositories: from now on, otherwise, no more.

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{Follow, Unfollow, UnfollowedTasks},
};
use stint_core::{
    account::Account,
    edit::Plan,
    task, text,
    work::{self, Why, Work},
};
use stint_store::{Tx, table};

use super::{Done, Handle, changed};
use crate::{
    Engine,
    fault::{Fault, Result},
    resolve, speak,
};

/// The longest path of a repository.
const LONGEST_PLACE: usize = 200;
/// Why a reading ends that began before.
const OTHERWISE: &str = "What is followed changed; it is read again.";

impl Handle for Follow {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let place = tidy(&self.place)?;
        let account = engine.account_to_follow_with(self.account.as_deref(), self.service.as_deref())?;
        let conn = engine.conn()?;
        let project = self.project.as_deref().map(|id| resolve::project(conn, id)).transpose()?;
        let label = text::optional("label", self.label.as_deref())?;
        let before = following(engine, &account, &place)?;
        let follow = work::Follow {
            account: account.id,
            // One that cannot be seen is looked for once more.
            followed_at: before.as_ref().filter(|it| it.problem.is_none()).map_or(now, |before| before.followed_at),
            // Another label brings other issues: all of them are read once more.
            synced_at: before.as_ref().filter(|before| before.label == label).and_then(|before| before.synced_at),
            place: before.as_ref().map_or(place, |before| before.place.clone()),
            project: project.map(|project| project.id),
            problem: before.as_ref().and_then(|before| before.problem.clone()),
            label,
        };
        engine.keep(|tx| table::follow::put(tx, &follow))?;
        let mut outputs = changed(&[Topic::Accounts, Topic::Tasks]);
        if follow.synced_at.is_none() || follow.problem.is_some() {
            outputs.extend(engine.stop_reading(account.id, OTHERWISE));
            engine.read_next(account.id, now);
        }
        let verb = if before.is_some() { "Follows otherwise:" } else { "Follows" };
        let mut done = Done::said(format!("{verb} {}", follow.place), outputs);
        if before.is_none() {
            done.receipt.consequences.push(match engine.resting(&account)? {
                Some(rest) => format!("Nothing of it is read yet, for its account is not asked. {}", rest.words()),
                None => "Its open issues become tasks as soon as they are read.".to_owned(),
            });
        }
        Ok(done)
    }
}

impl Handle for Unfollow {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let place = tidy(&self.place)?;
        let follow = engine.followed(&place, self.account.as_deref())?;
        let conn = engine.conn()?;
        let idle = table::work::idle_of_follow(conn, follow.account, &follow.place)?;
        let mut works = table::work::open_of(conn, follow.account)?;
        works.retain(|work| {
            work.item.place.eq_ignore_ascii_case(&follow.place) && work.item.whys.contains(&Why::Followed)
        });
        let goes = self.tasks == UnfollowedTasks::Delete;
        let is_going = |work: &Work| goes && work.task.is_some_and(|task| idle.contains(&task));
        let mut edits = Vec::new();
        if goes {
            for id in &idle {
                edits.extend(
                    table::task::get(conn, *id)?.map(|it| task::delete(it, Vec::new()).edits).unwrap_or_default(),
                );
            }
        }
        let count = edits.len();
        let write = |tx: &Tx| {
            table::follow::remove(tx, follow.account, &follow.place)?;
            works.iter().try_for_each(|work| {
                if is_going(work) {
                    return table::work::remove(tx, &work.service, &work.origin, &work.item.remote_id);
                }
                table::work::put(tx, &let_go(work))
            })
        };
        let label = match count {
            0 => format!("Follows {} no more", follow.place),
            1 => format!("Follows {} no more; deleted 1 task without time on it", follow.place),
            count => format!("Follows {} no more; deleted {count} tasks without time on them", follow.place),
        };
        let mut done = if edits.is_empty() {
            engine.keep(write)?;
            Done::said(label, Vec::new())
        } else {
            engine.commit_with(Plan { label, edits }, None, now, write)?
        };
        // It still brings what was followed when it began.
        done.outputs.extend(engine.stop_reading(follow.account, OTHERWISE));
        engine.read_next(follow.account, now);
        done.outputs.extend(changed(&[Topic::Accounts, Topic::Tasks]));
        Ok(done)
    }
}

impl Engine {
    /// The account that a repository is to be read with.
    fn account_to_follow_with(&self, account: Option<&str>, service: Option<&str>) -> Result<Account> {
        match self.accounts_meant(account, service)?.as_slice() {
            [only] => Ok(only.clone()),
            many => {
                let names: Vec<_> = many.iter().map(|it| format!("{} at {}", it.name, it.service)).collect();
                let message = format!("Several accounts could read it: {}.", names.join(", "));
                Err(Fault::refused(message, "Say which one, in a terminal by --service or --account."))
            }
        }
    }

    fn followed(&self, place: &str, account: Option<&str>) -> Result<work::Follow> {
        let account = account.map(|id| self.account(id)).transpose()?;
        let mut follows = table::follow::list(self.conn()?)?;
        follows.retain(|it| {
            it.place.eq_ignore_ascii_case(place) && account.as_ref().is_none_or(|account| account.id == it.account)
        });
        match <[work::Follow; 1]>::try_from(follows) {
            Ok([only]) => Ok(only),
            Err(none) if none.is_empty() => {
                Err(Fault::refused(format!("{place} is not followed."), "`stint follow list` shows what is."))
            }
            Err(_) => Err(Fault::refused(format!("{place} is followed with several accounts."), "Say with which one.")),
        }
    }
}

fn following(engine: &Engine, account: &Account, place: &str) -> Result<Option<work::Follow>> {
    let follows = table::follow::of(engine.conn()?, account.id)?;
    Ok(follows.into_iter().find(|it| it.place.eq_ignore_ascii_case(place)))
}

/// What is kept of an item whose repository is followed no more: what waits for another reason goes on, all else stays as it is.
fn let_go(work: &Work) -> Work {
    let mut work = work.clone();
    if work.item.whys.len() > 1 {
        work.item.whys.remove(&Why::Followed);
    } else {
        work.account = None;
    }
    work
}

/// Whether a part of a path is one that services give: letters, digits, `-`, `_` and `.`.
pub(super) fn is_plain(part: &str) -> bool {
    !part.is_empty() && part != "." && part != ".." && part.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

/// The path of a repository in what was typed: `acme/api`, or its address.
fn tidy(typed: &str) -> Result<String> {
    let typed = typed.trim();
    let path = match typed.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => typed,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let is_path = path.contains('/') && path.split('/').all(is_plain) && path.len() <= LONGEST_PLACE;
    if is_path {
        return Ok(path.to_owned());
    }
    let message = format!("“{}” is no repository.", speak::shorten(typed, 60));
    Err(Fault::refused(message, "Write owner/name, as in acme/api. Nothing was changed."))
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_repository_is_found_in_its_path_and_in_its_address() {
        for typed in
            ["acme/api", " acme/api/ ", "https://github.com/acme/api", "https://git.acme.example:8443/acme/api.git?x=1"]
        {
            assert_eq!(tidy(typed).unwrap(), "acme/api", "{typed}");
        }
        assert_eq!(tidy("group/team/app").unwrap(), "group/team/app");
        for typed in ["", "acme", "acme/../api", "acme/api hub", "acme//api", "https://github.com/", "a/%2e"] {
            assert!(tidy(typed).is_err(), "{typed}");
        }
    }
}
