//! What GitHub's REST interface writes, as far as it is needed; every field may be missing, null or odd.

use serde::Deserialize;

use crate::services::work::{lenient, lenient_list};

/// An issue or a pull request: <https://docs.github.com/en/rest/issues/issues#list-issues-assigned-to-the-authenticated-user>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Issue {
    #[serde(deserialize_with = "lenient")]
    pub node_id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub number: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    pub title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub html_url: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub state: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub draft: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    pub body: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub updated_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub user: Option<Login>,
    #[serde(deserialize_with = "lenient_list")]
    pub assignees: Vec<Option<Login>>,
    #[serde(deserialize_with = "lenient_list")]
    pub labels: Vec<Option<Label>>,
    #[serde(deserialize_with = "lenient")]
    pub milestone: Option<Milestone>,
    #[serde(deserialize_with = "lenient")]
    pub pull_request: Option<PullRequest>,
    #[serde(deserialize_with = "lenient")]
    pub repository: Option<Repository>,
    #[serde(deserialize_with = "lenient")]
    pub repository_url: Option<String>,
}

/// A person.
#[derive(Debug, Default, Deserialize)]
pub(in super::super) struct Login {
    pub login: String,
}

/// A label is an object, and was a string once.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(in super::super) enum Label {
    Name(String),
    Named { name: String },
}

/// A milestone.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Milestone {
    pub title: String,
}

/// What an issue has that is a pull request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct PullRequest {
    #[serde(deserialize_with = "lenient")]
    pub merged_at: Option<String>,
}

/// A repository.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Repository {
    #[serde(deserialize_with = "lenient")]
    pub node_id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub full_name: Option<String>,
}

/// A notification: <https://docs.github.com/en/rest/activity/notifications#list-notifications-for-the-authenticated-user>.
///
/// Its `reason` is no more than a hint: a later one overwrites it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Thread {
    #[serde(deserialize_with = "lenient")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub reason: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub updated_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub subject: Option<Subject>,
}

/// What a notification is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Subject {
    #[serde(deserialize_with = "lenient")]
    pub url: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient")]
    pub kind: Option<String>,
}

impl Label {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Name(name) | Self::Named { name } => name,
        }
    }
}

impl Issue {
    /// The full path of its repository.
    pub fn place(&self) -> Option<&str> {
        let named = self.repository.as_ref().and_then(|it| it.full_name.as_deref());
        named.or_else(|| self.repository_url.as_deref()?.split_once("/repos/").map(|(_, place)| place))
    }
}

impl Subject {
    /// The repository, and the number of the issue or the pull request; none where it is about something else.
    pub fn names(&self) -> Option<(&str, &str, u32)> {
        if !matches!(self.kind.as_deref()?, "Issue" | "PullRequest") {
            return None;
        }
        let (_, path) = self.url.as_deref()?.split_once("/repos/")?;
        let [owner, name, "issues" | "pulls", number] = path.split('/').collect::<Vec<_>>()[..] else { return None };
        Some((owner, name, number.parse().ok().filter(|it| i32::try_from(*it).is_ok())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_is_not_about_an_issue_or_a_pull_request_names_nothing() {
        let url = Some("https://api.github.com/repos/acme/api/pulls/7");
        let table = [
            (Some("PullRequest"), url, Some(("acme", "api", 7))),
            (Some("Issue"), Some("https://git.acme.example/api/v3/repos/acme/api/issues/7"), Some(("acme", "api", 7))),
            (Some("Release"), Some("https://api.github.com/repos/acme/api/releases/7"), None),
            (Some("CheckSuite"), None, None),
            (Some("Discussion"), url, None),
            (Some("Issue"), None, None),
            (None, url, None),
            (Some("Issue"), Some("https://api.github.com/repos/acme/api/issues/99999999999"), None),
            (Some("Issue"), Some("https://api.github.com/repos/acme/api/issues/7/comments"), None),
        ];
        for (kind, url, expected) in table {
            let subject = Subject { kind: kind.map(str::to_owned), url: url.map(str::to_owned) };
            assert_eq!(subject.names(), expected, "{kind:?} {url:?}");
        }
    }

    #[test]
    fn an_issue_of_odd_fields_is_still_an_issue() {
        let odd = r#"{"node_id": "I_1", "number": 7, "user": null, "labels": [{"name": "bug"}, "old", {"name": null}, 7],
            "state": 7, "assignees": null, "milestone": "soon", "pull_request": [], "draft": "yes",
            "repository_url": "https://api.github.com/repos/acme/api"}"#;
        let issue: Issue = serde_json::from_str(odd).unwrap();
        let labels: Vec<_> = issue.labels.iter().flatten().map(Label::name).collect();
        assert_eq!((issue.place(), labels), (Some("acme/api"), vec!["bug", "old"]));
        assert!(issue.user.is_none() && issue.state.is_none() && issue.milestone.is_none());
    }
}
