//! The lists of what is assigned to the person, whose review is theirs, and what they opened.

use jiff::{SignedDuration, Timestamp};
use stint_core::work::{Kind, Why};

use super::{
    due::{How, Question},
    map,
    round::{Read, Round},
    wire::Subject,
};
use crate::error::{Error, Result};

/// A list of changes begins this much before the last one that was seen, for a replica may lag.
const OVERLAP: SignedDuration = SignedDuration::from_mins(1);

impl Round<'_> {
    /// <https://docs.gitlab.com/api/merge_requests/#list-merge-requests>: without a scope it would be what the person opened.
    pub(super) async fn ask_list(&mut self, question: Question, how: How) -> Result<()> {
        let (path, kind, why) = match question {
            Question::AssignedIssues => ("/issues?scope=assigned_to_me", Kind::Issue, Why::Assigned),
            Question::AssignedMerges => ("/merge_requests?scope=assigned_to_me", Kind::PullRequest, Why::Assigned),
            Question::Reviews => ("/merge_requests?scope=reviews_for_me", Kind::PullRequest, Why::ReviewRequested),
            _ => ("/merge_requests?scope=created_by_me", Kind::PullRequest, Why::Authored),
        };
        let rest = self.rest(question, how);
        let read = match self.read_list(&format!("{path}{rest}"), kind, why).await {
            // Instances that do not know this scope know the reviewer.
            Err(Error::Refused { .. }) if question == Question::Reviews => {
                let path = format!("/merge_requests?scope=all&reviewer_id={}{rest}", self.me);
                self.read_list(&path, kind, why).await
            }
            other => other,
        };
        let (read, newest) = read?;
        self.note(question, how, &read, newest);
        Ok(())
    }

    /// How much of a list: what is open, or what changed since, closed or not.
    pub(super) fn rest(&mut self, question: Question, how: How) -> String {
        let per_page = self.per_page(question);
        let since = self.beat(question).since.and_then(|since| since.checked_sub(OVERLAP).ok());
        match (how, since) {
            (How::Light, Some(since)) => format!("&state=all&updated_after={since}&per_page={per_page}"),
            _ => format!("&state=opened&per_page={per_page}"),
        }
    }

    /// Reads a list of subjects that are there for one reason; when the newest of them changed.
    pub(super) async fn read_list(&mut self, path: &str, kind: Kind, why: Why) -> Result<(Read, Option<Timestamp>)> {
        let (mut newest, mut are_placed) = (None, true);
        let take = |round: &mut Self, subject: Subject| {
            newest = newest.max(subject.updated_at);
            match map::item(kind, &subject, round.me) {
                Some(mut item) => {
                    item.whys.insert(why);
                    round.take(item);
                }
                None => are_placed = false,
            }
            true
        };
        let read = self.read(path, None, take).await?;
        Ok((Read { is_whole: read.is_whole && are_placed, ..read }, newest))
    }

    /// Remembers how a list was read.
    pub(super) fn note(&mut self, question: Question, how: How, read: &Read, newest: Option<Timestamp>) {
        let now = self.asked.now;
        let beat = self.beat(question);
        beat.since = beat.since.max(newest);
        if how == How::Whole {
            (beat.whole_at, beat.pages) = (Some(now), read.pages);
            if read.is_whole {
                self.whole.push(question);
            }
        }
    }
}
