//! What a page may not do, should a stranger ever speak through it.

use anyhow::{Result, ensure};
use serde_json::json;
use stint_tests::{Desktop, Stint, Window};

#[tokio::test]
async fn a_page_reaches_nothing_but_its_own_commands() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let _stint = Stint::start(&desktop).await?;
    let window = Window::open(&desktop, &[]).await?;
    window.see("//section[@aria-label='Timer']").await?;
    let invoke = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then(() => done('granted'), (error) => done(String(error)));";
    for (command, request) in [
        ("plugin:event|emit", json!({ "event": "changed", "payload": { "topic": "timer" } })),
        ("plugin:window|close", json!({ "label": "main" })),
        ("plugin:shell|open", json!({ "path": "/etc/passwd" })),
        ("plugin:fs|read_file", json!({ "path": "/etc/passwd" })),
    ] {
        let answer: String = window.ask(invoke, vec![json!(command), request]).await?;
        ensure!(answer != "granted", "{command} was granted");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_loads_nothing_from_elsewhere_and_runs_no_text() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let _stint = Stint::start(&desktop).await?;
    let window = Window::open(&desktop, &[]).await?;
    window.see("//section[@aria-label='Timer']").await?;
    let fetch = "
        const done = arguments[arguments.length - 1];
        fetch('http://127.0.0.1:9/').then(() => done('granted'), (error) => done(String(error)));";
    ensure!(window.ask::<String>(fetch, Vec::new()).await? != "granted", "the page reached the network");
    let inline = "
        const done = arguments[arguments.length - 1];
        document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective), { once: true });
        const script = document.createElement('script');
        script.textContent = 'window.wasRun = true';
        document.head.append(script);
        if (window.wasRun) done('run');";
    ensure!(window.ask::<String>(inline, Vec::new()).await?.starts_with("script-src"), "a text was run as a script");
    let before = window.page.current_url().await?;
    window
        .page
        .execute("location.href = 'https://example.org/'; window.open('https://example.org/');", Vec::new())
        .await?;
    window.see("//section[@aria-label='Timer']").await?;
    ensure!(window.page.current_url().await? == before, "the page went elsewhere");
    ensure!(window.page.windows().await?.len() == 1, "another window was opened");
    Ok(())
}
