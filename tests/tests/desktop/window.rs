//! The window, used with a pointer.

use anyhow::{Context, Result, ensure};
use fantoccini::{
    Locator,
    actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
    key::Key,
};
use stint_api::{client::Client, command::Place, question::GetDay, view::EntryView};
use stint_tests::{Desktop, Stint, Window, ledger, screen::Screen, wait};

use crate::afternoon;

const TIMER: &str = "//section[@aria-label='Timer']";

#[tokio::test]
async fn a_timer_is_started_edited_and_stopped_and_the_stop_undone() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let _stint = Stint::start(&desktop).await?;
    let window = Window::open(&desktop, &[]).await?;
    let field = window.see("//input[@aria-label='Start something']").await?;
    field.send_keys("Fix the login #deep").await?;
    field.send_keys(&Key::Enter.to_string()).await?;
    window.click(&format!("{TIMER}//button[contains(., 'Fix the login')]")).await?;
    let description = window.see("//form//label[contains(., 'Description')]//input").await?;
    description.clear().await?;
    description.send_keys("Mend the login").await?;
    window.click("//form//button[text()='Save']").await?;
    window.see(&format!("{TIMER}//button[contains(., 'Mend the login')]")).await?;
    window.miss("//form").await?;
    window.click(&format!("{TIMER}//button[@aria-label='Stop']")).await?;
    window.see(&format!("{TIMER}//*[text()='Nothing runs']")).await?;
    ensure!(ledger::running(&desktop.database()?)?.is_none(), "the file says it runs still");
    window.page.find(Locator::Css("body")).await?.send_keys(&format!("{}z", Key::Control)).await?;
    window.see(&format!("{TIMER}//button[contains(., 'Mend the login')]")).await?;
    ensure!(ledger::running(&desktop.database()?)?.as_deref() == Some("Mend the login"), "the file was not told");
    Ok(())
}

#[tokio::test]
async fn an_edge_is_dragged_and_the_drag_undone() -> Result<()> {
    let (desktop, stint) = afternoon(Desktop::whole().await?).await?;
    let window = Window::open(&desktop, &[]).await?;
    let before = entry(&stint.client(), "Retry budget for webhooks").await?;
    let edge = window.see("//*[@aria-label='Timeline']//button[starts-with(@aria-label, 'Retry budget')]").await?;
    let edge = edge.find(Locator::Css(".edge.end")).await?;
    drag(&window, &edge, 15.0).await?;
    let client = stint.client();
    let after = wait::until("the entry ends later", async || {
        entry(&client, "Retry budget for webhooks").await.ok().filter(|entry| entry.ended_at > before.ended_at)
    });
    let after = after.await?;
    ensure!(after.started_at == before.started_at, "the other edge moved");
    window.see("//*[@role='status' or @role='alert'][.//button[text()='Undo']]").await?;
    window.click("//button[text()='Undo']").await?;
    wait::until("the entry ends as before", async || {
        entry(&client, "Retry budget for webhooks").await.ok().filter(|entry| *entry == before)
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn a_gap_is_filled_and_the_entry_deleted() -> Result<()> {
    let (desktop, stint) = afternoon(Desktop::whole().await?).await?;
    let window = Window::open(&desktop, &[]).await?;
    window.click("//ol//button[starts-with(@aria-label, 'Fill')]").await?;
    let description = window.see("//form//label[contains(., 'Description')]//input").await?;
    description.send_keys("Lunch with the team").await?;
    window.click("//form//button[text()='Add']").await?;
    window.see("//ol//button[contains(@aria-label, 'Lunch with the team')]").await?;
    ensure!(entry(&stint.client(), "Lunch with the team").await?.seconds == 45 * 60, "it fills the gap");
    window.point_at("//ol//button[contains(@aria-label, 'Lunch with the team')]").await?;
    window.click("//ol//button[@aria-label='More about “Lunch with the team”']").await?;
    window.click("//*[@role='menuitem'][text()='Delete']").await?;
    window.miss("//ol//button[contains(@aria-label, 'Lunch with the team')]").await?;
    ensure!(entry(&stint.client(), "Lunch with the team").await.is_err(), "it is there still");
    Ok(())
}

#[tokio::test]
async fn a_task_is_started_from_its_row() -> Result<()> {
    let (desktop, _stint) = afternoon(Desktop::whole().await?).await?;
    let window = Window::open(&desktop, &["--place", "tasks"]).await?;
    window.point_at("//button[@data-opens][contains(., 'Rotate the signing keys')]").await?;
    window.click("//button[@aria-label='Start “Rotate the signing keys”']").await?;
    window.see(&format!("{TIMER}//button[contains(., 'Rotate the signing keys')]")).await?;
    Ok(())
}

#[tokio::test]
async fn a_window_comes_back_as_large_as_it_was_and_where_it_was() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let (stint, screen) = (Stint::start(&desktop).await?, Screen::of(&desktop)?);
    let client = stint.client();
    let mut window = screen.open(&client, Place::Main).await?;
    screen.put(window, (200, 90, 520, 610))?;
    let area = wait::until("the window is larger", async || {
        screen.area(window).ok().filter(|(_, _, width, height)| (*width, *height) == (520, 610))
    })
    .await?;
    for _ in 0..3 {
        screen.settled(window).await?;
        screen.close(&desktop).await?;
        window = screen.open(&client, Place::Main).await?;
        let now = screen.area(window)?;
        ensure!(now == area, "it was {area:?} and is {now:?}");
    }
    Ok(())
}

#[tokio::test]
async fn the_window_stays_and_comes_back_when_the_engine_is_killed() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let stint = Stint::start(&desktop).await?;
    let window = Window::open(&desktop, &[]).await?;
    window.see(&format!("{TIMER}//*[text()='Nothing runs']")).await?;
    stint.kill()?;
    // The window starts the engine again by itself.
    let client = stint_tests::stint::connect(&desktop).await?;
    client
        .call(stint_api::command::StartTimer { description: Some("After the fall".to_owned()), ..Default::default() })
        .await?;
    window.see(&format!("{TIMER}//button[contains(., 'After the fall')]")).await?;
    Ok(())
}

async fn entry(client: &Client, title: &str) -> Result<EntryView> {
    let day = client.call(GetDay::default()).await?;
    day.entries.into_iter().find(|entry| entry.title == title).with_context(|| format!("no “{title}” today"))
}

async fn drag(window: &Window, element: &Element, right: f64) -> Result<()> {
    let by = |x| PointerAction::MoveBy { duration: None, x, y: 0.0 };
    let actions = MouseActions::new("mouse".to_owned())
        .then(PointerAction::MoveToElement { element: element.clone(), duration: None, x: 0.0, y: 0.0 })
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(by(right / 2.0))
        .then(by(right / 2.0))
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    Ok(window.page.perform_actions(actions).await?)
}
