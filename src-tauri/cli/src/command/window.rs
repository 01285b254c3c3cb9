//! `stint window`: shows the window.

use stint_api::command::OpenWindow;

use crate::{args::Form, desk::Desk, failure::Failure};

/// Show the window
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint window
  stint window --place accounts --section github")]
pub(crate) struct Window {
    /// What to show
    #[arg(long, value_enum, default_value = "main")]
    place: Place,
    /// Which part of it, such as github of the accounts
    #[arg(long, value_name = "NAME")]
    section: Option<String>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Place {
    /// The window as it was left
    Main,
    /// The day
    Today,
    /// The tasks
    Tasks,
    /// What you were told
    Feed,
    /// The settings
    Settings,
    /// The accounts
    Accounts,
    /// What is told, and when it is quiet
    Notifications,
    /// Where data lies, backups and exports
    Data,
}

impl Window {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        desk.order(OpenWindow { place: place(self.place), section: self.section }, self.form).await
    }
}

const fn place(place: Place) -> stint_api::command::Place {
    match place {
        Place::Main => stint_api::command::Place::Main,
        Place::Today => stint_api::command::Place::Today,
        Place::Tasks => stint_api::command::Place::Tasks,
        Place::Feed => stint_api::command::Place::Feed,
        Place::Settings => stint_api::command::Place::Settings,
        Place::Accounts => stint_api::command::Place::Accounts,
        Place::Notifications => stint_api::command::Place::Notifications,
        Place::Data => stint_api::command::Place::Data,
    }
}
