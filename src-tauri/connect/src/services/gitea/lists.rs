//! The lists of what waits for the person, and of the issues of followed repositories.

use stint_core::work::Why;

use super::{
    asking, map,
    wire::{self, Issue},
};
use crate::{
    error::{Error, Result},
    services::work::{self, How, Question, Round},
};

/// The most items a page can have.
pub(super) const A_PAGE: u32 = 50;

/// <https://docs.gitea.com/api/#tag/issue/operation/issueSearchIssues>: without a type, issues and pull requests.
pub(super) async fn ask(round: &mut Round<'_>, question: Question, how: How) -> Result<()> {
    let (filter, why) = match question {
        Question::Reviews => ("review_requested=true&type=pulls", Why::ReviewRequested),
        Question::Own => ("created=true&type=pulls", Why::Authored),
        Question::Mentions => ("mentioned=true", Why::Mentioned),
        Question::Issues | Question::Pulls | Question::Follow(_) | Question::Inbox => ("assigned=true", Why::Assigned),
    };
    let path = format!("/repos/issues/search?{filter}{}", rest(round, question, how));
    read(round, question, how, &path, why).await
}

/// <https://docs.gitea.com/api/#tag/issue/operation/issueListIssues>
pub(super) async fn ask_follow(round: &mut Round<'_>, at: usize, how: How) -> Result<()> {
    let (question, follow) = (Question::Follow(at), &round.asked.follows[at]);
    if !map::is_place(&follow.place) {
        return Err(Error::Refused { why: "a repository is named by its owner and name, such as acme/api".to_owned() });
    }
    let label = follow.label.as_deref().map(|label| format!("&labels={}", work::segment(label)));
    let rest = rest(round, question, how);
    let path = format!("{}/issues?type=issues{rest}{}", asking::repository(&follow.place), label.unwrap_or_default());
    read(round, question, how, &path, Why::Followed).await.map_err(hidden)
}

/// How much of a list: what is open, or what changed since, closed or not.
fn rest(round: &mut Round<'_>, question: Question, how: How) -> String {
    let limit = round.per_page(question, A_PAGE);
    match round.since(question, how) {
        Some(since) => format!("&state=all&since={since:.0}&limit={limit}"),
        None => format!("&state=open&limit={limit}"),
    }
}

async fn read(round: &mut Round<'_>, question: Question, how: How, path: &str, why: Why) -> Result<()> {
    let (mut newest, mut are_placed) = (None, true);
    let take = |round: &mut Round<'_>, issue: Issue| {
        newest = newest.max(wire::at(issue.updated_at.as_deref()));
        match map::item(&issue, round.me) {
            Some(mut item) => {
                item.whys.insert(why);
                round.take(item);
            }
            None => are_placed = false,
        }
        true
    };
    let mut read = round.read(path, None, take).await?;
    read.is_whole &= are_placed;
    round.note(question, how, &read, newest);
    Ok(())
}

/// A repository that is gone looks like one that is hidden.
fn hidden(error: Error) -> Error {
    if !matches!(&error, Error::Refused { why } if why.starts_with("it answered 40")) {
        return error;
    }
    Error::Refused { why: format!("there is no such repository, {}", work::OR_HIDDEN) }
}
