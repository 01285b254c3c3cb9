//! The process that runs the page: no secret ever comes into its memory.

use anyhow::{Result, ensure};
use stint_api::view::AccountState;
use stint_tests::{
    canary::{Canary, found_in_memory},
    fakes::{
        github::GitHub,
        gitlab::{CLIENT_ID, GitLab, Grants},
    },
    peer::Person,
    wait,
};

use super::{
    Desk, accounts, button, card,
    tokens::{copy, paste},
};

#[tokio::test]
async fn no_secret_comes_into_the_memory_of_the_page() -> Result<()> {
    let desk = Desk::with(Person::Agrees).await?;
    let [pasted, access, refresh, code] = ["pasted", "access", "refresh", "code"].map(Canary::new);
    let (github, gitlab) = (GitHub::start().await, GitLab::start()?);
    let token = format!("ghp_{}", pasted.text());
    github.make_token(&token, "notifications, repo");
    let [access_text, refresh_text, code_text] = [&access, &refresh, &code].map(|it| it.text().to_owned());
    gitlab.state().grants = Grants { access: access_text, refresh: refresh_text, code: code_text, ..Grants::default() };
    desk.configure(&[("github", &github.origin(), ""), ("gitlab", &gitlab.origin(), CLIENT_ID)])?;
    let (stint, window) = desk.open().await?;
    window.click(&card("gitlab", "//button[@aria-label='Connect GitLab']")).await?;
    window.click(&button("gitlab", "Sign in with the browser")).await?;
    window.see(&card("gitlab", "//*[contains(., 'GitLab is connected as mona.')]")).await?;
    window.click(&card("github", "//button[@aria-label='Connect GitHub']")).await?;
    let copied = copy(&desk, &token).await?;
    paste(&desk, &window, token.len()).await?;
    window.see(&card("github", "//*[contains(., 'GitHub is connected as mona.')]")).await?;
    drop(copied);
    let all = accounts(&stint.client()).await?;
    ensure!(all.len() == 2 && all.iter().all(|it| it.state == AccountState::Connected), "{all:?}");
    // What a page does hold is found.
    let planted = Canary::new("planted");
    let plant = "window.planted = [arguments[0]]; document.title = arguments[0]; arguments[1](true)";
    let is_planted: bool = window.ask(plant, vec![planted.text().into()]).await?;
    ensure!(is_planted, "the page took nothing");
    let pages = desk.desktop.processes_of("WebKitWebProcess");
    ensure!(!pages.is_empty(), "no process runs the page");
    let search = |canary: &Canary| -> Result<Vec<String>> {
        let found = pages.iter().map(|id| found_in_memory(std::slice::from_ref(canary), *id));
        Ok(found.collect::<Result<Vec<_>>>()?.concat())
    };
    wait::until("the planted one is found", async || search(&planted).ok().filter(|found| !found.is_empty())).await?;
    for canary in [pasted, access, refresh, code] {
        let found = search(&canary)?;
        ensure!(found.is_empty(), "the page holds it: {found:?}");
    }
    Ok(())
}
