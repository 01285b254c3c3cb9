//! Repositories, labels and milestones as REST shows them, with the addresses that nobody follows but every client may expect.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    model::{Repository, RepositoryId, User},
    shapes::{Shapes, extend},
};

/// Addresses of a repository, below its own.
const LINKS: [(&str, &str); 36] = [
    ("archive_url", "/{archive_format}{/ref}"),
    ("assignees_url", "/assignees{/user}"),
    ("blobs_url", "/git/blobs{/sha}"),
    ("branches_url", "/branches{/branch}"),
    ("collaborators_url", "/collaborators{/collaborator}"),
    ("comments_url", "/comments{/number}"),
    ("commits_url", "/commits{/sha}"),
    ("compare_url", "/compare/{base}...{head}"),
    ("contents_url", "/contents/{+path}"),
    ("contributors_url", "/contributors"),
    ("deployments_url", "/deployments"),
    ("downloads_url", "/downloads"),
    ("events_url", "/events"),
    ("forks_url", "/forks"),
    ("git_commits_url", "/git/commits{/sha}"),
    ("git_refs_url", "/git/refs{/sha}"),
    ("git_tags_url", "/git/tags{/sha}"),
    ("hooks_url", "/hooks"),
    ("issue_comment_url", "/issues/comments{/number}"),
    ("issue_events_url", "/issues/events{/number}"),
    ("issues_url", "/issues{/number}"),
    ("keys_url", "/keys{/key_id}"),
    ("labels_url", "/labels{/name}"),
    ("languages_url", "/languages"),
    ("merges_url", "/merges"),
    ("milestones_url", "/milestones{/number}"),
    ("notifications_url", "/notifications{?since,all,participating}"),
    ("pulls_url", "/pulls{/number}"),
    ("releases_url", "/releases{/id}"),
    ("stargazers_url", "/stargazers"),
    ("statuses_url", "/statuses/{sha}"),
    ("subscribers_url", "/subscribers"),
    ("subscription_url", "/subscription"),
    ("tags_url", "/tags"),
    ("teams_url", "/teams"),
    ("trees_url", "/git/trees{/sha}"),
];

/// Addresses of a person, below their own.
const OF_USERS: [(&str, &str); 9] = [
    ("events_url", "/events{/privacy}"),
    ("followers_url", "/followers"),
    ("following_url", "/following{/other_user}"),
    ("gists_url", "/gists{/gist_id}"),
    ("organizations_url", "/orgs"),
    ("received_events_url", "/received_events"),
    ("repos_url", "/repos"),
    ("starred_url", "/starred{/owner}{/repo}"),
    ("subscriptions_url", "/subscriptions"),
];

impl Shapes<'_> {
    /// As threads show it.
    pub(super) fn minimal_repository(&self, id: RepositoryId) -> Option<Value> {
        self.state.repositories.iter().find(|known| known.id == id).map(|known| self.repository(known))
    }

    /// As issues and the repository itself show it.
    pub(super) fn full_repository(&self, id: RepositoryId) -> Option<Value> {
        let known = self.state.repositories.iter().find(|known| known.id == id)?;
        let mut shape = self.repository(known);
        let html = format!("{}/{}", self.web(), known.full_name);
        let open = self.state.here().filter(|(_, item)| item.repository == id && !item.is_closed).count();
        let more = json!({
            "clone_url": format!("{html}.git"), "git_url": format!("{html}.git"), "ssh_url": format!("{html}.git"), "svn_url": html,
            "mirror_url": null, "homepage": null, "language": null, "license": null, "default_branch": "main",
            "forks": 0, "forks_count": 0, "stargazers_count": 0, "watchers": 0, "watchers_count": 0, "size": 1,
            "open_issues": open, "open_issues_count": open, "network_count": 0, "subscribers_count": 0,
            "has_issues": true, "has_projects": true, "has_wiki": true, "has_pages": false, "has_discussions": false,
            "has_downloads": true, "archived": known.is_archived, "disabled": false, "topics": [],
            "visibility": if known.is_private { "private" } else { "public" },
            "pushed_at": known.created_at, "created_at": known.created_at, "updated_at": known.created_at,
        });
        extend(&mut shape, more);
        Some(shape)
    }

    fn repository(&self, known: &Repository) -> Value {
        let url = format!("{}/repos/{}", self.api(), known.full_name);
        let (owner, name) = known.full_name.split_once('/').unwrap_or_default();
        let mut shape = json!({
            "id": known.id, "node_id": known.node_id, "name": name, "full_name": known.full_name,
            "private": known.is_private, "owner": self.owner(owner), "html_url": format!("{}/{}", self.web(), known.full_name),
            "description": null, "fork": false, "url": url,
        });
        for (field, below) in LINKS {
            shape[field] = format!("{url}{below}").into();
        }
        shape
    }

    /// Organisations are shown as people are; their ids are of no interest here.
    pub(super) fn owner(&self, login: &str) -> Value {
        let known = self.state.users.iter().find(|user| user.login == login).cloned();
        let id = organisation_id(login);
        let owner = known.unwrap_or_else(|| User { id, login: login.to_owned(), node_id: format!("O_kgDO{id:08}") });
        let mut shape = self.user(&owner);
        if owner.node_id.starts_with("O_") {
            shape["type"] = "Organization".into();
        }
        shape
    }
}

pub(super) fn organisation_id(login: &str) -> u64 {
    login.bytes().fold(7_000, |sum, byte| sum * 31 % 1_000_003 + u64::from(byte))
}

pub(super) fn user_links(api: &str, web: &str, user: &User) -> Value {
    let url = format!("{api}/users/{}", user.login);
    let mut shape = json!({
        "login": user.login, "id": user.id, "node_id": user.node_id, "avatar_url": format!("{web}/avatars/u/{}", user.id),
        "gravatar_id": "", "url": url, "html_url": format!("{web}/{}", user.login), "type": "User", "site_admin": false,
    });
    for (field, below) in OF_USERS {
        shape[field] = format!("{url}{below}").into();
    }
    shape
}

pub(super) fn labels(repository: &str, names: &[String]) -> Vec<Value> {
    let label = |name: &String| {
        let id = name.bytes().fold(9_000_u64, |sum, byte| sum * 31 % 1_000_003 + u64::from(byte));
        json!({
            "id": id, "node_id": format!("LA_kwDO{id:08}"), "url": format!("{repository}/labels/{}", id),
            "name": name, "color": "d73a4a", "default": false, "description": null,
        })
    };
    names.iter().map(label).collect()
}

pub(super) fn milestone(repository: &str, page: &str, title: &str, at: Timestamp) -> Value {
    let url = format!("{repository}/milestones/1");
    json!({
        "id": 1_002_604, "node_id": "MI_kwDO01002604", "number": 1, "title": title, "description": null, "state": "open",
        "url": url, "html_url": page, "labels_url": format!("{url}/labels"), "creator": null,
        "open_issues": 1, "closed_issues": 0, "created_at": at, "updated_at": at, "closed_at": null, "due_on": null,
    })
}
