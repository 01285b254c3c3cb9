//! The pages of tasks in the browser: their own, and those that their descriptions lead to.

use jiff::Timestamp;
use stint_api::command::{OpenTaskLink, OpenTaskPage};
use stint_store::table;

use super::{Done, Handle};
use crate::{
    Engine, Output,
    fault::{Fault, Result},
    markdown,
    page::Page,
    resolve,
};

impl Handle for OpenTaskPage {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let task = resolve::task(engine.conn()?, &self.task)?;
        let url = task.url.ok_or_else(|| Fault::refused("This task has no address.", "Edit it to give it one."))?;
        opened(&url)
    }
}

impl Handle for OpenTaskLink {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let task = resolve::task(engine.conn()?, &self.task)?;
        let body = table::work::of_task(engine.conn()?, task.id)?.and_then(|work| work.item.body).unwrap_or_default();
        let links = markdown::read(&body).links;
        let stale = || Fault::refused("The description changed meanwhile.", "Look at it again.");
        let link = usize::try_from(self.link).ok().and_then(|at| links.into_iter().nth(at)).ok_or_else(stale)?;
        opened(&link)
    }
}

/// Only the web is opened, whatever a service wrote.
fn opened(url: &str) -> Result<Done> {
    if !markdown::is_web(url) {
        return Err(Fault::refused("This is not a web address.", "Nothing was opened."));
    }
    let page = Page::new(url);
    Ok(Done::said(format!("Opened {}", page.shown()), vec![Output::OpenPage(page)]))
}
