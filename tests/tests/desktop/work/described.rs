//! The page of a task whose description means harm: nothing of it runs, nothing of it is fetched.

use std::sync::Arc;

use anyhow::{Result, ensure};
use stint_tests::{
    Window,
    fakes::{server::Server, spoken::Answer},
    peer, wait,
};

use super::{Work, row};

const TITLE: &str = "Fix the login redirect loop";
const LINK: &str = "https://example.org/log?line=42";

/// Tells of whatever the page was kept from doing.
const WATCH: &str = "
    window.kept = [];
    document.addEventListener('securitypolicyviolation', (event) => window.kept.push(event.blockedURI));
    document.title = 'as it was';";

#[tokio::test]
async fn a_description_runs_nothing_fetches_nothing_and_its_links_open_in_the_browser() -> Result<()> {
    let tracker = Server::start(0, Arc::new(|_| Answer::of(200, "text/javascript", "document.title = 'run'")))?;
    let work = Work::connected().await?;
    let item = work.assigns("acme/api", 42, TITLE);
    work.github.state().item_mut(item).body = Some(harmful(&format!("http://{}", tracker.address())));
    work.sync().await?;
    let window = work.window("tasks").await?;
    window.page.execute(WATCH, Vec::new()).await?;
    window.click(&row(TITLE, "//button[@data-opens]")).await?;
    window.see("//section[@aria-label='Description']//*[contains(., 'What was seen')]").await?;
    window.see("//section[@aria-label='Description']//*[contains(., 'Image:')]").await?;
    let found = "arguments[0](['script', 'img', 'iframe', 'object', 'style', 'link', 'form', 'video', 'a', '[onclick]', '[onerror]']
        .filter((what) => document.querySelector(`article ${what}`) !== null))";
    let foreign: Vec<String> = window.ask(found, Vec::new()).await?;
    ensure!(foreign.is_empty(), "the description brought {foreign:?}");
    every_link_is_clicked(&window).await?;
    let page = wait::until("the link is opened", async || peer::opened(&work.desk.desktop).pop()).await?;
    ensure!(page == LINK, "opened {page}");
    ensure!(window.page.title().await? == "as it was", "something ran");
    let kept: Vec<String> = window.ask("arguments[0](window.kept)", Vec::new()).await?;
    ensure!(kept.is_empty(), "the page tried to reach {kept:?}");
    ensure!(tracker.asked() == 0, "somebody asked the tracker");
    Ok(())
}

#[tokio::test]
async fn a_title_that_means_harm_is_only_read() -> Result<()> {
    let mut work = Work::connected().await?;
    let title = "<img src=x onerror=document.title='run'> \u{202e}gnihsif \u{1f3a3} <b>&amp;";
    work.assigns("acme/api", 42, title);
    work.sync().await?;
    let told = work.desk.told.next().await?;
    ensure!(!told.body.contains('\u{202e}') && told.body.contains("gnihsif"), "{told:?}");
    let window = work.window("tasks").await?;
    window.see(&row("onerror", "//*[contains(., '<b>&amp;')]")).await?;
    ensure!(window.page.title().await? == "Stint", "something ran");
    Ok(())
}

fn harmful(tracker: &str) -> String {
    format!(
        "## What was seen\n\n\
         <script src=\"{tracker}/run.js\"></script><script>document.title = 'run'</script>\n\n\
         <img src=\"{tracker}/pixel.png\" onerror=\"document.title = 'run'\">\n\n\
         ![a chart]({tracker}/chart.png) and **bold** words\n\n\
         [Click here](javascript:document.title='run') or [there](data:text/html,<script>1</script>)\n\n\
         <iframe src=\"{tracker}/frame\"></iframe><object data=\"{tracker}/o\"></object>\n\n\
         <style>@import url('{tracker}/style.css');</style><link rel=\"preload\" href=\"{tracker}/p\">\n\n\
         <form action=\"{tracker}/form\"><button onclick=\"document.title = 'run'\">Go</button></form>\n\n\
         See [the log]({LINK})\n"
    )
}

/// Each link that is there; the one of the image leads to the tracker, which only a browser would ask.
async fn every_link_is_clicked(window: &Window) -> Result<()> {
    window.click("//section[@aria-label='Description']//button[contains(., 'the log')]").await?;
    for words in ["Click here", "there"] {
        window.miss(&format!("//section[@aria-label='Description']//button[normalize-space()='{words}']")).await?;
    }
    Ok(())
}
