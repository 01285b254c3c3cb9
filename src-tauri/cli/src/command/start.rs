//! `stint start`: starts the timer.

use stint_api::command::{StartFromText, StartTimer};

use crate::{args::Form, desk::Desk, failure::Failure, when};

/// Start the timer, ending the running one
///
/// Words say what is done, @project and #tag where it belongs; 42, #42 or acme/api#42 names a task. Quote words with #, for a shell reads the rest as
/// a comment.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint start Fix the login @api \"#deep\"
  stint start 42
  stint start Review --at 20m")]
pub(crate) struct Start {
    /// What you do, such as: Fix the login @api #deep
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    began: Began,
    #[command(flatten)]
    form: Form,
}

/// When the timer began, where that is not now.
#[derive(Debug, clap::Args)]
pub(crate) struct Began {
    /// When it began: 13:30, 20m (ago), or a date with a time
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// With --at: remove entries that it then covers from end to end
    #[arg(long, requires = "at")]
    pub(crate) over: bool,
}

impl Start {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let started_at = instant(self.began.at.as_deref(), desk)?;
        if self.words.is_empty() {
            let unnamed = StartTimer { started_at, may_remove: self.began.over, ..StartTimer::default() };
            return desk.order(unnamed, self.form).await;
        }
        desk.order(StartFromText { text: line(&self.words), started_at, may_remove: self.began.over }, self.form).await
    }
}

/// The instant that `--at` means, for the wire.
pub(crate) fn instant(at: Option<&str>, desk: &Desk<'_>) -> Result<Option<String>, Failure> {
    let read = |typed| when::instant(typed, desk.around.now, &desk.around.zone);
    Ok(at.map(read).transpose()?.map(|instant| instant.to_string()))
}

/// The words as one line; a number alone names a task.
pub(crate) fn line(words: &[String]) -> String {
    match words {
        [number] if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => format!("#{number}"),
        words => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn only_a_number_alone_names_a_task() {
        let lines = [(vec!["42"], "#42"), (vec!["#42"], "#42"), (vec!["42", "bugs"], "42 bugs"), (vec![""], "")];
        for (words, expected) in lines {
            assert_eq!(line(&words.into_iter().map(String::from).collect::<Vec<_>>()), expected);
        }
    }
}
