//! The part of GitHub's schema that is answered; a judge compares it with the whole.

/// A field: its name, its type as the schema writes it, and its arguments.
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its type, with brackets and exclamation marks.
    pub kind: &'static str,
    /// The arguments that are looked at, apart by blanks.
    pub arguments: &'static str,
}

const fn plain(name: &'static str, kind: &'static str) -> Field {
    Field { name, kind, arguments: "" }
}

const fn with(name: &'static str, kind: &'static str, arguments: &'static str) -> Field {
    Field { name, kind, arguments }
}

/// Every object and interface.
pub const TYPES: &[(&str, &[Field])] = &[
    ("Query", QUERY),
    ("Repository", REPOSITORY),
    ("Issue", ISSUE),
    ("PullRequest", PULL_REQUEST),
    (
        "RateLimit",
        &[
            plain("cost", "Int!"),
            plain("limit", "Int!"),
            plain("remaining", "Int!"),
            plain("used", "Int!"),
            plain("nodeCount", "Int!"),
            plain("resetAt", "DateTime!"),
        ],
    ),
    (
        "PageInfo",
        &[
            plain("hasNextPage", "Boolean!"),
            plain("hasPreviousPage", "Boolean!"),
            plain("startCursor", "String"),
            plain("endCursor", "String"),
        ],
    ),
    ("Node", &[plain("id", "ID!")]),
    ("Actor", &[plain("login", "String!"), plain("url", "URI!")]),
    ("RepositoryOwner", &[plain("id", "ID!"), plain("login", "String!")]),
    ("User", &[plain("id", "ID!"), plain("login", "String!"), plain("url", "URI!"), plain("databaseId", "Int")]),
    ("Organization", &[plain("id", "ID!"), plain("login", "String!"), plain("url", "URI!")]),
    ("Bot", &[plain("id", "ID!"), plain("login", "String!")]),
    ("Mannequin", &[plain("id", "ID!"), plain("login", "String!")]),
    ("Team", &[plain("id", "ID!"), plain("name", "String!"), plain("slug", "String!")]),
    ("Label", &[plain("name", "String!"), plain("color", "String!")]),
    ("Milestone", &[plain("title", "String!")]),
    ("IssueComment", &[plain("author", "Actor"), plain("body", "String!"), plain("createdAt", "DateTime!")]),
    (
        "PullRequestReview",
        &[
            plain("author", "Actor"),
            plain("state", "PullRequestReviewState!"),
            plain("createdAt", "DateTime!"),
            plain("submittedAt", "DateTime"),
        ],
    ),
    ("ReviewRequest", &[plain("requestedReviewer", "RequestedReviewer")]),
    ("PullRequestCommit", &[plain("commit", "Commit!")]),
    ("Commit", &[plain("oid", "GitObjectID!"), plain("statusCheckRollup", "StatusCheckRollup")]),
    ("StatusCheckRollup", &[plain("state", "StatusState!")]),
    ("AssignedEvent", &[plain("actor", "Actor"), plain("assignee", "Assignee"), plain("createdAt", "DateTime!")]),
    ("UnassignedEvent", &[plain("actor", "Actor"), plain("assignee", "Assignee"), plain("createdAt", "DateTime!")]),
    (
        "ReviewRequestedEvent",
        &[plain("actor", "Actor"), plain("requestedReviewer", "RequestedReviewer"), plain("createdAt", "DateTime!")],
    ),
    ("MentionedEvent", EVENT),
    ("ClosedEvent", EVENT),
    ("ReopenedEvent", EVENT),
    ("MergedEvent", EVENT),
    (
        "SearchResultItemConnection",
        &[plain("issueCount", "Int!"), plain("nodes", "[SearchResultItem]"), plain("pageInfo", "PageInfo!")],
    ),
    ("IssueConnection", &[plain("totalCount", "Int!"), plain("nodes", "[Issue]"), plain("pageInfo", "PageInfo!")]),
    ("LabelConnection", &[plain("totalCount", "Int!"), plain("nodes", "[Label]"), plain("pageInfo", "PageInfo!")]),
    ("UserConnection", &[plain("totalCount", "Int!"), plain("nodes", "[User]"), plain("pageInfo", "PageInfo!")]),
    (
        "IssueCommentConnection",
        &[plain("totalCount", "Int!"), plain("nodes", "[IssueComment]"), plain("pageInfo", "PageInfo!")],
    ),
    (
        "PullRequestReviewConnection",
        &[plain("totalCount", "Int!"), plain("nodes", "[PullRequestReview]"), plain("pageInfo", "PageInfo!")],
    ),
    (
        "ReviewRequestConnection",
        &[plain("totalCount", "Int!"), plain("nodes", "[ReviewRequest]"), plain("pageInfo", "PageInfo!")],
    ),
    (
        "PullRequestCommitConnection",
        &[plain("totalCount", "Int!"), plain("nodes", "[PullRequestCommit]"), plain("pageInfo", "PageInfo!")],
    ),
    (
        "IssueTimelineItemsConnection",
        &[plain("totalCount", "Int!"), plain("nodes", "[IssueTimelineItems]"), plain("pageInfo", "PageInfo!")],
    ),
    (
        "PullRequestTimelineItemsConnection",
        &[plain("totalCount", "Int!"), plain("nodes", "[PullRequestTimelineItems]"), plain("pageInfo", "PageInfo!")],
    ),
];

const EVENTS: &[&str] = &["AssignedEvent", "UnassignedEvent", "MentionedEvent", "ClosedEvent", "ReopenedEvent"];

const EVENTS_OF_PULLS: &[&str] = &[
    "AssignedEvent",
    "UnassignedEvent",
    "MentionedEvent",
    "ClosedEvent",
    "ReopenedEvent",
    "ReviewRequestedEvent",
    "MergedEvent",
];

/// Every interface and union, with the objects of ours among those it may be.
pub const ABSTRACT: &[(&str, &[&str])] = &[
    ("Node", &["Repository", "Issue", "PullRequest", "User"]),
    ("Actor", &["User", "Organization", "Bot", "Mannequin"]),
    ("RepositoryOwner", &["User", "Organization"]),
    ("Assignee", &["User", "Organization", "Bot", "Mannequin"]),
    ("RequestedReviewer", &["User", "Team", "Bot", "Mannequin"]),
    ("IssueOrPullRequest", &["Issue", "PullRequest"]),
    ("SearchResultItem", &["Issue", "PullRequest", "Repository", "User", "Organization"]),
    ("IssueTimelineItems", EVENTS),
    ("PullRequestTimelineItems", EVENTS_OF_PULLS),
];

const QUERY: &[Field] = &[
    plain("viewer", "User!"),
    plain("rateLimit", "RateLimit"),
    with("search", "SearchResultItemConnection!", "type query first last after before"),
    with("nodes", "[Node]!", "ids"),
    with("node", "Node", "id"),
    with("repository", "Repository", "owner name followRenames"),
];

const REPOSITORY: &[Field] = &[
    plain("id", "ID!"),
    plain("databaseId", "Int"),
    plain("name", "String!"),
    plain("nameWithOwner", "String!"),
    plain("owner", "RepositoryOwner!"),
    plain("url", "URI!"),
    plain("isPrivate", "Boolean!"),
    plain("isArchived", "Boolean!"),
    with("issues", "IssueConnection!", "first last after before states labels orderBy filterBy"),
    with("issue", "Issue", "number"),
    with("pullRequest", "PullRequest", "number"),
    with("issueOrPullRequest", "IssueOrPullRequest", "number"),
];

const ISSUE: &[Field] = &[
    plain("id", "ID!"),
    plain("fullDatabaseId", "BigInt"),
    plain("number", "Int!"),
    plain("title", "String!"),
    plain("body", "String!"),
    plain("url", "URI!"),
    plain("state", "IssueState!"),
    with("stateReason", "IssueStateReason", "enableDuplicate"),
    plain("closed", "Boolean!"),
    plain("createdAt", "DateTime!"),
    plain("updatedAt", "DateTime!"),
    plain("closedAt", "DateTime"),
    plain("author", "Actor"),
    plain("milestone", "Milestone"),
    plain("repository", "Repository!"),
    with("labels", "LabelConnection", "first last after before"),
    with("assignees", "UserConnection!", "first last after before"),
    with("comments", "IssueCommentConnection!", "first last after before"),
    with("timelineItems", "IssueTimelineItemsConnection!", "first last after before itemTypes"),
];

const PULL_REQUEST: &[Field] = &[
    plain("id", "ID!"),
    plain("fullDatabaseId", "BigInt"),
    plain("number", "Int!"),
    plain("title", "String!"),
    plain("body", "String!"),
    plain("url", "URI!"),
    plain("state", "PullRequestState!"),
    plain("closed", "Boolean!"),
    plain("isDraft", "Boolean!"),
    plain("merged", "Boolean!"),
    plain("mergedAt", "DateTime"),
    plain("mergedBy", "Actor"),
    plain("createdAt", "DateTime!"),
    plain("updatedAt", "DateTime!"),
    plain("closedAt", "DateTime"),
    plain("author", "Actor"),
    plain("milestone", "Milestone"),
    plain("repository", "Repository!"),
    plain("reviewDecision", "PullRequestReviewDecision"),
    plain("statusCheckRollup", "StatusCheckRollup"),
    with("labels", "LabelConnection", "first last after before"),
    with("assignees", "UserConnection!", "first last after before"),
    with("comments", "IssueCommentConnection!", "first last after before"),
    with("commits", "PullRequestCommitConnection!", "first last after before"),
    with("reviews", "PullRequestReviewConnection", "first last after before states"),
    with("latestReviews", "PullRequestReviewConnection", "first last after before"),
    with("latestOpinionatedReviews", "PullRequestReviewConnection", "first last after before"),
    with("reviewRequests", "ReviewRequestConnection", "first last after before"),
    with("timelineItems", "PullRequestTimelineItemsConnection!", "first last after before itemTypes"),
];

const EVENT: &[Field] = &[plain("actor", "Actor"), plain("createdAt", "DateTime!")];

/// The fields of a type; unions have none.
pub(super) fn fields(kind: &str) -> Option<&'static [Field]> {
    let known = TYPES.iter().find(|(name, _)| *name == kind).map(|(_, fields)| *fields);
    known.or_else(|| ABSTRACT.iter().any(|(name, _)| *name == kind).then_some(&[]))
}

/// The name in a type, without brackets and exclamation marks.
pub(super) fn bare(kind: &str) -> &str {
    kind.trim_matches(['[', ']', '!'])
}

/// Whether an object of this type answers to a name.
pub(super) fn is(object: &str, name: &str) -> bool {
    object == name || ABSTRACT.iter().any(|(known, members)| *known == name && members.contains(&object))
}
