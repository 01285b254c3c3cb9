//! What people do at a forge, whichever it is, and what stands there in the end.

mod github;
mod gitlab;

pub use self::{github::AtGitHub, gitlab::AtGitLab};

/// What was asked of a service in an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// Requests of REST.
    pub requests: u32,
    /// Those that cost something.
    pub charged: u32,
    /// What GraphQL cost.
    pub points: u32,
}

/// An issue or a pull request as it stands at the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// `acme/api#42`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Whether it is neither closed nor merged.
    pub is_open: bool,
    /// Whether it waits for mona: assigned, her review asked for, her own pull request, a mention.
    pub is_hers: bool,
    /// Whether it is an issue.
    pub is_issue: bool,
    /// By name, in order.
    pub labels: Vec<String>,
}

/// A made-up forge at which hubot and octocat work, and mona is assigned things.
pub trait Forge {
    /// Names an issue or a pull request.
    type Item: Copy;

    /// Names it as connectors are named.
    const SERVICE: &'static str;

    /// Where it lies.
    fn origin(&self) -> String;
    /// Makes a token of mona's that may read everything she sees.
    fn token(&self) -> &'static str;
    /// hubot opens an issue.
    fn open(&self, place: &str, title: &str) -> Self::Item;
    /// Somebody opens a pull request.
    fn propose(&self, place: &str, title: &str, by: &str) -> Self::Item;
    /// hubot gives it to mona.
    fn assign(&self, item: Self::Item);
    /// hubot takes it from her.
    fn unassign(&self, item: Self::Item);
    /// octocat says something.
    fn comment(&self, item: Self::Item);
    /// octocat asks mona something.
    fn mention(&self, item: Self::Item);
    /// Gives it one more label.
    fn label(&self, item: Self::Item, label: &str);
    /// Gives it another title.
    fn retitle(&self, item: Self::Item, title: &str);
    /// hubot closes it.
    fn close(&self, item: Self::Item);
    /// hubot opens it again.
    fn reopen(&self, item: Self::Item);
    /// mona's review is asked for.
    fn request_review(&self, item: Self::Item);
    /// octocat approves.
    fn approve(&self, item: Self::Item);
    /// hubot merges.
    fn merge(&self, item: Self::Item);
    /// mona reads all she was told.
    fn read_all(&self);
    /// What stands there now.
    fn standing(&self) -> Vec<Standing>;
    /// What it was asked, hour by hour.
    fn hours(&self) -> Vec<Hour>;
}
