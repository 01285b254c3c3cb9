//! `stint feed`: what the person was told, latest first.

mod read;

use stint_api::{
    question::ListFeed,
    view::{FeedPage, FeedView},
};

use crate::{
    args::{Form, up_to},
    desk::Desk,
    failure::Failure,
    show::{
        paint::Ink,
        shortened,
        table::{Cell, Table},
        time::Here,
    },
};

/// The most notices that the engine lists at once.
const MOST: u32 = 1_000;

/// List what you were told, latest first; or mark it as read
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  stint feed --unread
  stint feed login loop
  stint feed read acme/api#42"
)]
pub(crate) struct Feed {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Read(read::Read),
    /// List notices, as `stint feed` alone does
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    /// Only notices whose title or reference holds these words
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Only those that were not read
    #[arg(long)]
    unread: bool,
    /// How many notices at most
    #[arg(long, value_name = "COUNT", default_value_t = 100, value_parser = up_to(MOST))]
    limit: u32,
    #[command(flatten)]
    form: Form,
}

impl Feed {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        match self.change.unwrap_or(Change::List(self.list)) {
            Change::Read(args) => args.run(desk).await,
            Change::List(list) => list.run(desk).await,
        }
    }
}

impl List {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let (only_unread, limit) = (self.unread, Some(self.limit));
        let page = desk.ask(ListFeed { text: self.words.join(" "), only_unread, offset: 0, limit }).await?;
        let is_filtered = only_unread || !self.words.is_empty();
        let here = desk.here();
        desk.print(self.form, &page, |page, out, paint| {
            if let Some(words) = quiet(page, here) {
                writeln!(out, "{words}\n")?;
            }
            table(page, is_filtered, here).write(out, paint)
        })
    }
}

/// Why nothing is told at the moment, where that is so.
pub(super) fn quiet(page: &FeedPage, here: Here<'_>) -> Option<String> {
    match &page.focus_until {
        Some(until) => Some(format!("Focus until {}: nothing is told before then.", here.clock(until))),
        None => page.is_quiet.then(|| "Quiet hours: nothing is told now.".to_owned()),
    }
}

fn table(page: &FeedPage, is_filtered: bool, here: Here<'_>) -> Table {
    let mut table = Table::or(match (page.has_source, is_filtered) {
        (false, _) => {
            "No account brings notices. Connect one with `stint accounts connect` and github, gitlab or gitea."
        }
        (true, true) => "No notices were found.",
        (true, false) => "Nothing was told yet.",
    });
    if page.notices.is_empty() {
        return table;
    }
    page.notices.iter().for_each(|notice| table.row(row(notice, here)));
    let shown = u32::try_from(page.notices.len()).unwrap_or(u32::MAX);
    let more = match page.total.saturating_sub(shown) {
        0 => String::new(),
        more if shown < MOST => format!("{more} more: raise --limit, or narrow the list with words. "),
        more => format!("{more} more: narrow the list with words. "),
    };
    table.text(Cell::default());
    table.text(Cell::new(format!("{more}{} unread.", page.unread)));
    table
}

fn row(notice: &FeedView, here: Here<'_>) -> [Cell; 6] {
    let ink = if notice.is_read { Ink::Faint } else { Ink::Plain };
    [
        Cell::new(if notice.is_read { "" } else { "•" }).ink(Ink::Running),
        Cell::new(here.clock(&notice.at)).ink(Ink::Faint).right(),
        Cell::new(&notice.label).ink(ink),
        Cell::new(&notice.reference).ink(Ink::Faint),
        Cell::new(shortened(&notice.title)).ink(ink),
        Cell::new(notice.snoozed.clone().unwrap_or_default()).ink(Ink::Faint),
    ]
}
