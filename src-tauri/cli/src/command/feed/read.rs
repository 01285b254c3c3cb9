//! `stint feed read`: marks notices as read, here and where wished at the service.

use stint_api::{client::Client, command::MarkRead, question::ListFeed};

use crate::{args::Form, desk::Desk, failure::Failure};

/// The most notices that are looked through for a reference.
const MOST: u32 = super::MOST;

/// Mark notices as read
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint feed read acme/api#42 acme/web!7
  stint feed read --place acme/api
  stint feed read --all")]
pub(super) struct Read {
    /// Which ones, by the ids of --json, or all about something, such as acme/api#42
    #[arg(value_name = "ID", required_unless_present_any = ["all", "place"])]
    notices: Vec<String>,
    /// All of a repository, such as acme/api
    #[arg(long, value_name = "OWNER/NAME")]
    place: Option<String>,
    /// All of them
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    form: Form,
}

impl Read {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let mut notices = Vec::new();
        for named in self.notices {
            // An id holds none of these, a reference holds one.
            if named.contains(['#', '!', '/']) {
                notices.extend(about(&engine, &named).await?);
            } else {
                notices.push(named);
            }
        }
        let receipt =
            engine.call(MarkRead { notices, place: self.place, all: self.all, ..MarkRead::default() }).await?;
        desk.said(self.form, &receipt)
    }
}

/// The unread notices with that reference, or one that ends so: `#42`.
async fn about(engine: &Client, named: &str) -> Result<Vec<String>, Failure> {
    let page = ListFeed { text: named.to_owned(), only_unread: true, offset: 0, limit: Some(MOST) };
    let named = named.to_lowercase();
    let is_meant = |reference: &str| {
        let reference = reference.to_lowercase();
        reference == named || named.starts_with(['#', '!']) && reference.ends_with(&named)
    };
    let found = engine.call(page).await?.notices.into_iter().filter(|notice| is_meant(&notice.reference));
    let ids: Vec<_> = found.map(|notice| notice.id).collect();
    if ids.is_empty() {
        let hint = "See `stint feed --unread`. Nothing was changed.";
        return Err(Failure::unnamed(format!("Nothing about {named} is unread."), hint));
    }
    Ok(ids)
}
