//! The commands and their help.

use clap::{Args, Parser, Subcommand, builder::RangedI64ValueParser};

use crate::{
    command::{
        accounts::Accounts, completions::Completions, discard::Discard, doctor::Doctor, export::Export, feed::Feed,
        focus::Focus, follow::Follow, gap::Gap, log::Log, open_url::OpenUrl, projects::Projects, quit::Quit,
        redo::Redo, resume::Continue, start::Start, status::Status, stop::Stop, switch::Switch, sync::Sync,
        tasks::Tasks, today::Today, toggle::Toggle, undo::Undo, vault::Vault, window::Window,
    },
    exit,
};

/// What stands below the commands.
fn more() -> String {
    format!("Exit codes:\n{}\n\nWithout a command, `stint` is the timer in the tray.", exit::table())
}

/// A timer in the tray for people who write code.
#[derive(Debug, Parser)]
#[command(name = "stint", version = stint_api::VERSION, after_help = more(), subcommand_required = true)]
pub(crate) struct Cli {
    /// Fail where Stint does not run, instead of starting it
    #[arg(long, global = true, help_heading = "Options of every command")]
    pub(crate) no_start: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Start(Start),
    Switch(Switch),
    Stop(Stop),
    Toggle(Toggle),
    Continue(Continue),
    Discard(Discard),
    Status(Status),
    Today(Today),
    Log(Log),
    Undo(Undo),
    Redo(Redo),
    Gap(Gap),
    Tasks(Tasks),
    Feed(Feed),
    Focus(Focus),
    Sync(Sync),
    Follow(Follow),
    Projects(Projects),
    Accounts(Accounts),
    Vault(Vault),
    Export(Export),
    Window(Window),
    Doctor(Doctor),
    OpenUrl(OpenUrl),
    Quit(Quit),
    Completions(Completions),
}

/// Reads how many rows at most, `most` of which the engine lists at once.
pub(crate) fn up_to(most: u32) -> RangedI64ValueParser<u32> {
    RangedI64ValueParser::new().range(1..=i64::from(most))
}

/// How to print.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Form {
    /// Print JSON, as the local API gives it
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_commands_are_well_formed() {
        Cli::command().debug_assert();
    }
}
