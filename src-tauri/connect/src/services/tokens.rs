//! What a token is, judged by its first letters alone; never by its length, which services change.

use stint_core::secret::{ExposeSecret, Secret};

/// How tokens of each service begin, and what to tell whoever pastes one elsewhere.
const BEGINNINGS: &[(&str, &[&str], &str)] = &[
    ("github", &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"], "This is a GitHub token."),
    ("gitlab", &["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "gloas-", "glft-"], "This is a GitLab token."),
    ("slack", &["xoxp-", "xoxb-", "xoxe", "xoxs-", "xoxc-", "xoxd-", "xapp-"], "This is a Slack token."),
    ("google", &["ya29.", "GOCSPX-", "AIza", "1//"], "This is a secret of Google."),
];

/// What a token is instead of one of `service`, whose own tokens of another kind begin as `others` says.
pub(super) fn mistaken(token: &Secret, service: &str, others: &[(&str, &'static str)]) -> Option<&'static str> {
    let token = token.expose_secret();
    let is_foreign = |(owner, beginnings, _): &&(&str, &[&str], _)| {
        *owner != service && beginnings.iter().any(|beginning| token.starts_with(beginning))
    };
    let own = others.iter().find(|(beginning, _)| token.starts_with(beginning));
    own.map(|(_, what)| *what).or_else(|| BEGINNINGS.iter().find(is_foreign).map(|(.., what)| *what))
}
