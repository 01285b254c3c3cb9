//! `stint follow remove`: asks what becomes of tasks without time on them, where somebody can be asked.

use std::io;

use stint_api::{
    command::{Unfollow, UnfollowedTasks},
    question::ListFollows,
    view::FollowView,
};

use crate::{args::Form, command::accounts::known, desk::Desk, failure::Failure, show::plain};

/// The longest answer that is read.
const LONGEST: usize = 100;

/// Follow a repository no more
#[derive(Debug, clap::Args)]
pub(super) struct Remove {
    /// The repository, such as acme/api, or its address
    #[arg(value_name = "OWNER/NAME")]
    place: String,
    /// The account it is read with, such as mona@github.com, where several follow it
    #[arg(long)]
    account: Option<String>,
    /// Delete the tasks that came from it alone and have no time on them; `stint undo` brings them back
    #[arg(long, conflicts_with = "keep_tasks")]
    delete_tasks: bool,
    /// Keep them; this is so where nobody can be asked
    #[arg(long)]
    keep_tasks: bool,
    #[command(flatten)]
    form: Form,
}

impl Remove {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let account = known::id(&engine, self.account.as_deref()).await?;
        let goes = if self.delete_tasks || self.keep_tasks || !desk.around.can_ask {
            self.delete_tasks
        } else {
            let mut follows = engine.call(ListFollows {}).await?;
            follows.retain(|it| is_meant(it, &self.place) && account.as_ref().is_none_or(|id| *id == it.account));
            match follows.as_slice() {
                // None or several: the engine says so better.
                [only] if only.idle_tasks > 0 => ask(only, desk)?,
                _ => false,
            }
        };
        let tasks = if goes { UnfollowedTasks::Delete } else { UnfollowedTasks::Keep };
        let receipt = engine.call(Unfollow { place: self.place, account, tasks }).await?;
        desk.said(self.form, &receipt)
    }
}

/// Whether `typed` is its path, or its address.
fn is_meant(follow: &FollowView, typed: &str) -> bool {
    let typed = typed.trim().trim_end_matches('/').to_lowercase();
    let typed = typed.strip_suffix(".git").unwrap_or(&typed);
    let path = typed.split_once("://").and_then(|(_, rest)| Some(rest.split_once('/')?.1)).unwrap_or(typed);
    path == follow.place.to_lowercase()
}

/// Whether the tasks go; they stay unless the answer is yes.
fn ask(follow: &FollowView, desk: &mut Desk<'_>) -> io::Result<bool> {
    let place = plain(&follow.place);
    let question = match follow.idle_tasks {
        1 => format!("1 task came from {place} alone and has no time on it. Delete it? [y/N] "),
        count => format!("{count} tasks came from {place} alone and have no time on them. Delete them? [y/N] "),
    };
    write!(desk.err, "{question}")?;
    desk.err.flush()?;
    let mut answer = Vec::new();
    let mut letter = [0];
    while answer.len() < LONGEST && desk.input.read(&mut letter)? == 1 && letter != *b"\n" {
        answer.push(letter[0]);
    }
    let answer = String::from_utf8_lossy(&answer).trim().to_lowercase();
    Ok(matches!(answer.as_str(), "y" | "yes"))
}
