//! Gitea's JSON (<https://docs.gitea.com/api/>), without what says nothing.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::world::{Pull, Repository, Subject, Thread, World};

/// What addresses in an answer begin with, and what they lead to.
pub(super) struct Shapes<'a> {
    pub world: &'a World,
    pub origin: &'a str,
}

impl Shapes<'_> {
    pub(super) fn user(&self, name: &str) -> Value {
        let id = name.bytes().map(u64::from).sum::<u64>();
        json!({
            "id": id, "login": name, "login_name": "", "source_id": 0, "full_name": "", "username": name,
            "email": format!("{name}@noreply.example.org"), "avatar_url": "", "html_url": format!("{}/{name}", self.origin),
            "is_admin": false, "active": true, "restricted": false, "visibility": "public",
        })
    }

    /// Nobody, where there is none: Gitea writes null for an empty list too.
    fn people(&self, names: &[String]) -> Value {
        let shown: Vec<Value> = names.iter().map(|name| self.user(name)).collect();
        if shown.is_empty() { Value::Null } else { Value::Array(shown) }
    }

    pub(super) fn repository(&self, repository: &Repository) -> Value {
        let (owner, name) = repository.path.split_once('/').unwrap_or_default();
        json!({
            "id": repository.id, "owner": self.user(owner), "name": name, "full_name": repository.path,
            "description": "", "private": false, "fork": false, "archived": false, "default_branch": "main",
            "html_url": format!("{}/{}", self.origin, repository.path), "url": self.api(&repository.path),
            "has_issues": true, "has_pull_requests": true,
            "permissions": { "admin": false, "push": true, "pull": true },
        })
    }

    /// As lists of issues show it, pull requests among them.
    pub(super) fn issue(&self, subject: &Subject) -> Value {
        let repository = self.place(subject);
        let (owner, name) = repository.path.split_once('/').unwrap_or_default();
        let pull = subject.pull.as_ref().map(|pull| {
            json!({ "merged": pull.merged.is_some(), "merged_at": pull.merged.as_ref().map(|(at, _)| time(*at)),
                "draft": is_draft(subject), "html_url": self.html_url(subject) })
        });
        let more = json!({
            "id": subject.id, "url": self.api(&format!("{}/issues/{}", repository.path, subject.number)),
            "pull_request": pull, "original_author": "", "ref": "",
            "repository": { "id": repository.id, "name": name, "owner": owner, "full_name": repository.path },
        });
        joined(self.common(subject), more)
    }

    /// A pull request alone has an id of its own, which is not the one in lists.
    pub(super) fn pull(&self, subject: &Subject, pull: &Pull) -> Value {
        let merged_by = pull.merged.as_ref().map(|(_, by)| self.user(by));
        let branch =
            |name: &str, sha: String| json!({ "label": name, "ref": name, "sha": sha, "repo_id": subject.repository });
        let more = json!({
            "id": subject.id + 9_000, "url": self.html_url(subject), "draft": is_draft(subject),
            "requested_reviewers": self.people(&pull.reviewers), "mergeable": subject.is_open,
            "merged": pull.merged.is_some(), "merged_at": pull.merged.as_ref().map(|(at, _)| time(*at)),
            "merged_by": merged_by, "base": branch("main", format!("{:040x}", 1)),
            "head": branch(&format!("branch-{}", subject.number), sha(subject)),
        });
        joined(self.common(subject), more)
    }

    fn common(&self, subject: &Subject) -> Value {
        let label =
            |(at, name): (usize, &String)| json!({ "id": at + 1, "name": name, "color": "ee0701", "description": "" });
        let author = subject.author.as_ref().map(|name| self.user(name));
        json!({
            "number": subject.number, "title": subject.title, "body": subject.body, "user": author,
            "state": if subject.is_open { "open" } else { "closed" }, "is_locked": false,
            "labels": subject.labels.iter().enumerate().map(label).collect::<Vec<_>>(), "milestone": null,
            "assignee": subject.assignees.first().map(|name| self.user(name)),
            "assignees": self.people(&subject.assignees), "comments": subject.comments,
            "html_url": self.html_url(subject), "created_at": time(subject.created_at),
            "updated_at": time(subject.updated_at), "closed_at": subject.closed_at.map(time), "due_date": null,
        })
    }

    pub(super) fn reviews(&self, pull: &Pull) -> Vec<Value> {
        let asked = pull.reviewers.iter().map(|name| json!({ "user": self.user(name), "state": "REQUEST_REVIEW" }));
        let given = pull.reviews.iter().enumerate().map(|(at, (name, how, when))| {
            json!({ "id": at + 1, "user": self.user(name), "state": how, "body": "", "submitted_at": time(*when),
                "stale": false, "official": true, "dismissed": false })
        });
        given.chain(asked).collect()
    }

    pub(super) fn thread(&self, thread: &Thread) -> Value {
        let subject = &self.world.subjects[&thread.subject];
        let repository = self.place(subject);
        let state = if subject.is_merged() {
            "merged"
        } else if subject.is_open {
            "open"
        } else {
            "closed"
        };
        json!({
            "id": thread.id, "unread": thread.is_unread, "pinned": false, "updated_at": time(thread.updated_at),
            "url": format!("{}/api/v1/notifications/threads/{}", self.origin, thread.id),
            "repository": self.repository(repository),
            "subject": {
                "title": subject.title, "type": if subject.pull.is_some() { "Pull" } else { "Issue" }, "state": state,
                "url": self.api(&format!("{}/issues/{}", repository.path, subject.number)),
                "html_url": self.html_url(subject), "latest_comment_url": "", "latest_comment_html_url": "",
            },
        })
    }

    fn place(&self, subject: &Subject) -> &Repository {
        &self.world.repositories[&subject.repository]
    }

    fn html_url(&self, subject: &Subject) -> String {
        let kind = if subject.pull.is_some() { "pulls" } else { "issues" };
        format!("{}/{}/{kind}/{}", self.origin, self.place(subject).path, subject.number)
    }

    fn api(&self, path: &str) -> String {
        format!("{}/api/v1/repos/{path}", self.origin)
    }
}

/// What the head of a pull request is called.
pub(super) fn sha(subject: &Subject) -> String {
    format!("{:040x}", subject.id)
}

fn is_draft(subject: &Subject) -> bool {
    subject.title.starts_with("WIP:")
}

/// Whole seconds, as Gitea keeps them.
fn time(at: Timestamp) -> String {
    format!("{at:.0}")
}

fn joined(mut one: Value, more: Value) -> Value {
    if let (Value::Object(one), Value::Object(more)) = (&mut one, more) {
        one.extend(more);
    }
    one
}
