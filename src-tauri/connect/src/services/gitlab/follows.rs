//! The issues of followed projects.

use stint_core::work::{Kind, Why};

use super::{
    asking,
    due::{How, Question},
    map,
    round::Round,
};
use crate::error::{Error, Result};

impl Round<'_> {
    /// <https://docs.gitlab.com/api/issues/#list-project-issues>
    pub(super) async fn ask_follow(&mut self, at: usize, how: How) -> Result<()> {
        let (question, follow) = (Question::Follow(at), &self.asked.follows[at]);
        if !map::is_place(&follow.place) {
            return Err(Error::Refused { why: "a project is named by its whole path, such as group/app".to_owned() });
        }
        let label = follow.label.as_deref().map(|label| format!("&labels={}", asking::value(label)));
        let rest = self.rest(question, how);
        let path = format!("{}/issues?scope=all{rest}{}", asking::project(&follow.place), label.unwrap_or_default());
        let (read, newest) = self.read_list(&path, Kind::Issue, Why::Followed).await.map_err(hidden)?;
        self.note(question, how, &read, newest);
        Ok(())
    }
}

/// A project that is gone looks like one that is hidden.
fn hidden(error: Error) -> Error {
    match error {
        Error::Refused { why } if why.starts_with("it answered 40") => {
            Error::Refused { why: "there is no such project, or you may not see it".to_owned() }
        }
        other => other,
    }
}
