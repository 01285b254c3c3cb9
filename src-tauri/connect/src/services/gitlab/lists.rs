//! The lists of what is assigned to the person, whose review is theirs, and what they opened.

use jiff::Timestamp;
use stint_core::work::{Kind, Why};

use super::{asking, map, wire::Subject};
use crate::{
    error::{Error, Result},
    services::work::{self, How, Question, Read, Round},
};

/// The most items a page can have.
pub(super) const A_PAGE: u32 = 100;

/// <https://docs.gitlab.com/api/merge_requests/#list-merge-requests>: without a scope it would be what the person opened.
pub(super) async fn ask(round: &mut Round<'_>, question: Question, how: How) -> Result<()> {
    let (path, kind, why) = match question {
        Question::Issues => ("/issues?scope=assigned_to_me", Kind::Issue, Why::Assigned),
        Question::Pulls => ("/merge_requests?scope=assigned_to_me", Kind::PullRequest, Why::Assigned),
        Question::Reviews => ("/merge_requests?scope=reviews_for_me", Kind::PullRequest, Why::ReviewRequested),
        Question::Own | Question::Mentions | Question::Follow(_) | Question::Inbox => {
            ("/merge_requests?scope=created_by_me", Kind::PullRequest, Why::Authored)
        }
    };
    let rest = rest(round, question, how);
    let read = match read(round, &format!("{path}{rest}"), kind, why).await {
        // Instances that do not know this scope know the reviewer.
        Err(Error::Refused { .. }) if question == Question::Reviews => {
            let path = format!("/merge_requests?scope=all&reviewer_id={}{rest}", round.me);
            read(round, &path, kind, why).await
        }
        other => other,
    };
    let (read, newest) = read?;
    round.note(question, how, &read, newest);
    Ok(())
}

/// The issues of a followed project (<https://docs.gitlab.com/api/issues/#list-project-issues>).
pub(super) async fn ask_follow(round: &mut Round<'_>, at: usize, how: How) -> Result<()> {
    let (question, follow) = (Question::Follow(at), &round.asked.follows[at]);
    if !map::is_place(&follow.place) {
        return Err(Error::Refused { why: "a project is named by its whole path, such as group/app".to_owned() });
    }
    let label = follow.label.as_deref().map(|label| format!("&labels={}", work::segment(label)));
    let rest = rest(round, question, how);
    let path = format!("{}/issues?scope=all{rest}{}", asking::project(&follow.place), label.unwrap_or_default());
    let (read, newest) = read(round, &path, Kind::Issue, Why::Followed).await.map_err(hidden)?;
    round.note(question, how, &read, newest);
    Ok(())
}

/// How much of a list: what is open, or what changed since, closed or not.
fn rest(round: &mut Round<'_>, question: Question, how: How) -> String {
    let per_page = round.per_page(question, A_PAGE);
    match round.since(question, how) {
        Some(since) => format!("&state=all&updated_after={since}&per_page={per_page}"),
        None => format!("&state=opened&per_page={per_page}"),
    }
}

/// Reads a list of subjects that are there for one reason; when the newest of them changed.
async fn read(round: &mut Round<'_>, path: &str, kind: Kind, why: Why) -> Result<(Read, Option<Timestamp>)> {
    let (mut newest, mut are_placed) = (None, true);
    let take = |round: &mut Round<'_>, subject: Subject| {
        newest = newest.max(subject.updated_at());
        match map::item(kind, &subject, round.me) {
            Some(mut item) => {
                item.whys.insert(why);
                round.take(item);
            }
            None => are_placed = false,
        }
        true
    };
    let read = round.read(path, None, take).await?;
    Ok((Read { is_whole: read.is_whole && are_placed, ..read }, newest))
}

/// A project that is gone looks like one that is hidden.
fn hidden(error: Error) -> Error {
    if !matches!(&error, Error::Refused { why } if why.starts_with("it answered 40")) {
        return error;
    }
    Error::Refused { why: format!("there is no such project, {}", work::OR_HIDDEN) }
}
