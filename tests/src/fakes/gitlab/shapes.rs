//! GitLab's JSON (<https://docs.gitlab.com/api/issues/>, <https://docs.gitlab.com/api/todos/>), without what says nothing.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    subject::{Kind, Note, Review, State, Subject},
    world::{Project, Todo, World},
};

/// What addresses in an answer begin with, and what they lead to.
pub(super) struct Shapes<'a> {
    pub world: &'a World,
    pub origin: &'a str,
}

/// The id of somebody, for ever.
pub(super) fn id_of(name: &str) -> u64 {
    name.bytes().map(u64::from).sum()
}

impl Shapes<'_> {
    pub(super) fn user(&self, name: &str) -> Value {
        let web_url = format!("{}/{name}", self.origin);
        json!({
            "id": id_of(name), "username": name, "public_email": "", "name": full_name(name), "state": "active",
            "locked": false, "avatar_url": null, "web_url": web_url,
        })
    }

    /// Whoever asks, with more of them.
    pub(super) fn me(&self, name: &str) -> Value {
        let more = json!({ "bot": false, "created_at": time(Timestamp::UNIX_EPOCH), "bio": "", "external": false,
            "email": format!("{name}@example.org"), "two_factor_enabled": true, "can_create_project": true });
        joined(self.user(name), more)
    }

    fn someone(&self, name: Option<&String>) -> Value {
        name.map_or(Value::Null, |name| self.user(name))
    }

    fn people(&self, names: &[String]) -> Vec<Value> {
        names.iter().map(|name| self.user(name)).collect()
    }

    pub(super) fn project(&self, project: &Project) -> Value {
        let (namespace, _) = project.path.rsplit_once('/').unwrap_or_default();
        let more = json!({
            "web_url": format!("{}/{}", self.origin, project.path), "default_branch": "main", "visibility": "private",
            "archived": false, "issues_enabled": true, "merge_requests_enabled": true, "star_count": 0,
            "namespace": { "id": id_of(namespace), "name": namespace, "path": namespace, "kind": "group",
                "full_path": namespace },
        });
        joined(brief(project), more)
    }

    pub(super) fn subject(&self, subject: &Subject) -> Value {
        let more = match subject.key.kind {
            Kind::Issue => issue(subject),
            Kind::MergeRequest => self.merge_request(subject),
        };
        joined(self.common(subject), more)
    }

    fn common(&self, subject: &Subject) -> Value {
        let project = &self.world.projects[&subject.project];
        let short = format!("{}{}", subject.key.kind.mark(), subject.iid);
        let said = subject.notes.iter().filter(|note| !note.is_system).count();
        let milestone = subject.milestone.as_ref().map(|title| {
            json!({ "id": id_of(title), "iid": 1, "project_id": subject.project, "title": title, "state": "active",
                "due_date": null })
        });
        json!({
            "id": subject.key.id, "iid": subject.iid, "project_id": subject.project, "title": subject.title,
            "description": subject.description, "state": subject.state.name(),
            "created_at": time(subject.created_at), "updated_at": time(subject.updated_at),
            "closed_at": subject.closed.as_ref().map(|(at, _)| time(*at)),
            "closed_by": self.someone(subject.closed.as_ref().map(|(_, by)| by)),
            "labels": subject.labels, "milestone": milestone,
            "assignees": self.people(&subject.assignees), "assignee": self.someone(subject.assignees.first()),
            "author": self.someone(subject.author.as_ref()),
            "user_notes_count": said, "upvotes": 0, "downvotes": 0, "discussion_locked": null,
            "web_url": self.web_url(subject), "imported": false, "imported_from": "none",
            "references": { "short": short, "relative": short, "full": format!("{}{short}", project.path) },
            "task_completion_status": { "count": 0, "completed_count": 0 },
        })
    }

    fn merge_request(&self, subject: &Subject) -> Value {
        let merge = &subject.merge;
        let reviewers: Vec<Value> = merge.reviewers.iter().map(|(name, _)| self.user(name)).collect();
        let merged_by = self.someone(merge.merged.as_ref().map(|(_, by)| by));
        json!({
            "draft": subject.is_draft(), "work_in_progress": subject.is_draft(), "reviewers": reviewers,
            "merged_at": merge.merged.as_ref().map(|(at, _)| time(*at)), "merged_by": merged_by, "merge_user": merged_by,
            "merge_status": "can_be_merged", "detailed_merge_status": merge_status(subject), "has_conflicts": false,
            "source_branch": format!("branch-{}", subject.iid), "target_branch": "main",
            "source_project_id": subject.project, "target_project_id": subject.project,
            "sha": format!("{:040x}", subject.key.id), "merge_commit_sha": null, "squash": false,
            "merge_when_pipeline_succeeds": false, "blocking_discussions_resolved": true,
        })
    }

    /// What a merge request shows only when it is asked for alone.
    pub(super) fn merge_request_alone(&self, subject: &Subject) -> Value {
        let pipeline = subject.merge.pipeline.as_ref().map(|status| {
            json!({ "id": 1_000 + subject.key.id, "iid": subject.iid, "project_id": subject.project, "status": status,
                "source": "merge_request_event", "ref": format!("branch-{}", subject.iid),
                "sha": format!("{:040x}", subject.key.id) })
        });
        let more = json!({ "head_pipeline": pipeline, "pipeline": pipeline, "subscribed": true, "changes_count": "1",
            "user": { "can_merge": true }, "merge_error": null });
        joined(self.subject(subject), more)
    }

    /// <https://docs.gitlab.com/api/merge_request_approvals/>
    pub(super) fn approvals(&self, subject: &Subject, me: &str) -> Value {
        let by = |(name, at): &(String, Timestamp)| json!({ "user": self.user(name), "approved_at": time(*at) });
        let approvals = &subject.merge.approvals;
        json!({
            "id": subject.key.id, "iid": subject.iid, "project_id": subject.project, "title": subject.title,
            "state": subject.state.name(), "merge_status": "can_be_merged",
            "approved": !approvals.is_empty(), "approvals_required": 0, "approvals_left": 0,
            "approved_by": approvals.iter().map(by).collect::<Vec<_>>(),
            "user_has_approved": approvals.iter().any(|(name, _)| name == me), "user_can_approve": true,
        })
    }

    pub(super) fn reviewers(&self, subject: &Subject) -> Vec<Value> {
        let created_at = time(subject.created_at);
        let shown = |(name, review): &(String, Review)| json!({ "user": self.user(name), "state": review.name(), "created_at": created_at });
        subject.merge.reviewers.iter().map(shown).collect()
    }

    pub(super) fn note(&self, note: &Note, subject: &Subject) -> Value {
        json!({
            "id": note.id, "type": null, "body": note.body, "author": self.user(&note.author), "system": note.is_system,
            "created_at": time(note.at), "updated_at": time(note.at), "noteable_id": subject.key.id,
            "noteable_iid": subject.iid, "noteable_type": subject.key.kind.name(), "project_id": subject.project,
            "resolvable": false, "confidential": false, "internal": false,
        })
    }

    pub(super) fn todo(&self, todo: &Todo) -> Value {
        let target = self.world.subject(todo.target);
        let anchor = todo.note.map(|id| format!("#note_{id}")).unwrap_or_default();
        json!({
            "id": todo.id, "project": brief(&self.world.projects[&target.project]), "author": self.user(&todo.author),
            "action_name": todo.action, "target_type": todo.target.kind.name(), "target": self.subject(target),
            "target_url": format!("{}{anchor}", self.web_url(target)), "body": todo.body,
            "state": if todo.is_done { "done" } else { "pending" },
            "created_at": time(todo.created_at), "updated_at": time(todo.updated_at),
        })
    }

    fn web_url(&self, subject: &Subject) -> String {
        let path = &self.world.projects[&subject.project].path;
        format!("{}/{path}/-/{}/{}", self.origin, subject.key.kind.path(), subject.iid)
    }
}

fn issue(subject: &Subject) -> Value {
    json!({
        "type": "ISSUE", "issue_type": "issue", "confidential": false, "due_date": null, "weight": null,
        "severity": "UNKNOWN", "merge_requests_count": 0, "has_tasks": false, "moved_to_id": subject.moved_to,
    })
}

fn brief(project: &Project) -> Value {
    let name = project.path.rsplit('/').next().unwrap_or_default();
    json!({
        "id": project.id, "description": "", "name": name, "name_with_namespace": project.path.replace('/', " / "),
        "path": name, "path_with_namespace": project.path, "created_at": time(project.created_at),
    })
}

/// <https://docs.gitlab.com/api/merge_requests/#merge-status>
fn merge_status(subject: &Subject) -> &'static str {
    let asks_for_changes = subject.merge.reviewers.iter().any(|(_, review)| *review == Review::RequestedChanges);
    match (subject.state, subject.merge.pipeline.as_deref()) {
        (State::Closed | State::Merged | State::Locked, _) => "not_open",
        _ if subject.is_draft() => "draft_status",
        _ if asks_for_changes => "requested_changes",
        (State::Opened, Some("running" | "pending" | "created")) => "ci_still_running",
        (State::Opened, Some("failed")) => "ci_must_pass",
        (State::Opened, _) => "mergeable",
    }
}

fn full_name(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(super) fn time(at: Timestamp) -> String {
    format!("{at:.3}")
}

fn joined(mut one: Value, more: Value) -> Value {
    if let (Value::Object(one), Value::Object(more)) = (&mut one, more) {
        one.extend(more);
    }
    one
}
