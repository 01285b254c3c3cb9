//! People, issues and threads as REST shows them: <https://github.com/github/rest-api-description>

use serde_json::{Map, Value, json};

use super::{
    model::{Item, Pull, RepositoryId, Subject, Thread, User, UserId},
    repository_shapes::{labels, milestone, user_links},
    state::State,
};
use crate::fakes::spoken::Asked;

/// Shapes things for one request: addresses are the client's.
#[derive(Clone, Copy)]
pub(super) struct Shapes<'a> {
    pub(super) state: &'a State,
    pub(super) asked: &'a Asked,
}

impl<'a> Shapes<'a> {
    pub(super) fn of(state: &'a State, asked: &'a Asked) -> Self {
        Self { state, asked }
    }

    /// Where the API lies.
    pub(super) fn api(&self) -> String {
        format!("{}/api/v3", self.asked.origin())
    }

    /// Where pages lie.
    pub(super) fn web(&self) -> String {
        self.asked.origin()
    }

    /// Whoever asks.
    pub(super) fn me(&self, user: &User) -> Value {
        let mut shape = self.user(user);
        let more = json!({
            "name": "Mona Lisa", "company": null, "blog": "", "location": null, "email": null, "hireable": null, "bio": null,
            "public_repos": 2, "public_gists": 0, "followers": 1, "following": 1,
            "created_at": "2020-01-01T00:00:00Z", "updated_at": "2020-01-01T00:00:00Z",
        });
        extend(&mut shape, more);
        shape
    }

    pub(super) fn user(&self, user: &User) -> Value {
        user_links(&self.api(), &self.web(), user)
    }

    /// `null` where the account was deleted.
    pub(super) fn somebody(&self, id: Option<UserId>) -> Value {
        id.and_then(|id| self.state.person(id)).map_or(Value::Null, |user| self.user(user))
    }

    fn everybody(&self, ids: &[UserId]) -> Vec<Value> {
        ids.iter().map(|id| self.somebody(Some(*id))).collect()
    }

    fn full_name(&self, id: RepositoryId) -> &'a str {
        self.state.repositories.iter().find(|known| known.id == id).map_or("", |known| known.full_name.as_str())
    }

    /// As lists of one repository and the issue itself show it; a pull request is one, too.
    pub(super) fn issue(&self, item: &Item) -> Value {
        let name = self.full_name(item.repository);
        let (repository, kind) =
            (format!("{}/repos/{name}", self.api()), if item.pull.is_some() { "pull" } else { "issues" });
        let (url, html) =
            (format!("{repository}/issues/{}", item.number), format!("{}/{name}/{kind}/{}", self.web(), item.number));
        let mut shape = json!({
            "id": item.id, "node_id": item.node_id, "number": item.number, "title": item.title, "body": item.body,
            "url": url, "html_url": html, "repository_url": repository,
            "labels_url": format!("{url}/labels{{/name}}"), "comments_url": format!("{url}/comments"),
            "events_url": format!("{url}/events"), "timeline_url": format!("{url}/timeline"),
            "user": self.somebody(item.author), "author_association": "MEMBER",
            "labels": labels(&repository, &item.labels),
            "state": if item.is_closed { "closed" } else { "open" }, "state_reason": item.state_reason,
            "locked": false, "active_lock_reason": null,
            "assignee": self.somebody(item.assignees.first().copied()), "assignees": self.everybody(&item.assignees),
            "milestone": item.milestone.as_deref().map(|title| milestone(&repository, &html, title, item.created_at)),
            "comments": item.comments.len(),
            "created_at": item.created_at, "updated_at": item.updated_at, "closed_at": item.closed_at, "closed_by": null,
            "reactions": reactions(&url), "performed_via_github_app": null,
        });
        if let Some(pull) = &item.pull {
            let url = format!("{repository}/pulls/{}", item.number);
            let links = json!({
                "url": url, "html_url": html, "diff_url": format!("{html}.diff"), "patch_url": format!("{html}.patch"),
                "merged_at": pull.merged_at,
            });
            extend(&mut shape, json!({ "pull_request": links, "draft": pull.is_draft }));
        }
        shape
    }

    /// As lists of everywhere show it, with where it lies.
    pub(super) fn issue_of(&self, item: &Item, repository: Option<Value>) -> Value {
        let mut shape = self.issue(item);
        extend(&mut shape, json!({ "repository": repository }));
        shape
    }

    /// As the pull request itself.
    pub(super) fn pull(&self, item: &Item) -> Option<Value> {
        let pull = item.pull.as_ref()?;
        let mut shape = self.issue(item);
        let fields = shape.as_object_mut()?;
        // What only issues have.
        for name in
            ["repository_url", "labels_url", "events_url", "timeline_url", "state_reason", "pull_request", "closed_by"]
        {
            fields.remove(name);
        }
        fields.remove("reactions");
        fields.remove("performed_via_github_app");
        extend(&mut shape, self.pull_fields(item, pull));
        Some(shape)
    }

    fn pull_fields(&self, item: &Item, pull: &Pull) -> Value {
        let name = self.full_name(item.repository);
        let repository = format!("{}/repos/{name}", self.api());
        let (url, issue) =
            (format!("{repository}/pulls/{}", item.number), format!("{repository}/issues/{}", item.number));
        let html = format!("{}/{name}/pull/{}", self.web(), item.number);
        let (sha, comment) = (format!("{:040x}", item.id), format!("{repository}/pulls/comments{{/number}}"));
        let link = |href: &str| json!({ "href": href });
        json!({
            "url": url, "issue_url": issue, "diff_url": format!("{html}.diff"), "patch_url": format!("{html}.patch"),
            "commits_url": format!("{url}/commits"), "review_comments_url": format!("{url}/comments"),
            "review_comment_url": comment, "statuses_url": format!("{repository}/statuses/{sha}"),
            "head": self.branch(item.repository, "topic", &sha), "base": self.branch(item.repository, "main", &sha),
            "_links": {
                "self": link(&url), "html": link(&html), "issue": link(&issue), "comments": link(&format!("{issue}/comments")),
                "review_comments": link(&format!("{url}/comments")), "review_comment": link(&comment),
                "commits": link(&format!("{url}/commits")), "statuses": link(&format!("{repository}/statuses/{sha}")),
            },
            "requested_reviewers": self.everybody(&pull.reviewers), "requested_teams": [],
            "draft": pull.is_draft, "merged": pull.merged_at.is_some(), "merged_at": pull.merged_at,
            "merged_by": self.somebody(pull.merged_by), "merge_commit_sha": pull.merged_at.map(|_| &sha),
            "mergeable": null, "rebaseable": null, "mergeable_state": "unknown", "auto_merge": null,
            "maintainer_can_modify": false, "review_comments": 0, "commits": 1, "additions": 1, "deletions": 1, "changed_files": 1,
        })
    }

    fn branch(&self, repository: RepositoryId, name: &str, sha: &str) -> Value {
        let owner = self.full_name(repository).split('/').next().unwrap_or_default();
        json!({
            "label": format!("{owner}:{name}"), "ref": name, "sha": sha,
            "user": self.owner(owner), "repo": self.full_repository(repository),
        })
    }

    /// A thread of notifications.
    pub(super) fn thread(&self, thread: &Thread) -> Option<Value> {
        let (Subject::Item(id) | Subject::Checks(id)) = thread.subject;
        let item = self.state.item(id);
        let api = self.api();
        let repository = format!("{api}/repos/{}", self.full_name(item.repository));
        let subject = match thread.subject {
            Subject::Item(_) => {
                let (kind, name) = if item.pull.is_some() { ("PullRequest", "pulls") } else { ("Issue", "issues") };
                let url = format!("{repository}/{name}/{}", item.number);
                json!({ "title": item.title, "url": url, "latest_comment_url": url, "type": kind })
            }
            Subject::Checks(_) => {
                let title = "CI workflow run failed for topic branch";
                json!({ "title": title, "url": null, "latest_comment_url": null, "type": "CheckSuite" })
            }
        };
        let url = format!("{api}/notifications/threads/{}", thread.id);
        Some(json!({
            "id": thread.id.to_string(), "unread": thread.is_unread, "reason": thread.reason,
            "updated_at": thread.updated_at, "last_read_at": thread.last_read_at, "subject": subject,
            "repository": self.minimal_repository(item.repository)?,
            "url": url, "subscription_url": format!("{url}/subscription"),
        }))
    }
}

/// Adds fields to an object.
pub(super) fn extend(shape: &mut Value, more: Value) {
    if let (Value::Object(fields), Value::Object(more)) = (shape, more) {
        fields.extend::<Map<_, _>>(more);
    }
}

fn reactions(url: &str) -> Value {
    json!({
        "url": format!("{url}/reactions"), "total_count": 0, "+1": 0, "-1": 0, "laugh": 0, "hooray": 0, "confused": 0,
        "heart": 0, "rocket": 0, "eyes": 0,
    })
}
