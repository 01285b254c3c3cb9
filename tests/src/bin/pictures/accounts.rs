//! The page of accounts: empty, connected, one that needs the person, a code to type.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use stint_api::{
    command::{BeginSignIn, Place},
    question::GetAccounts,
    view::{SignInStage, WayKind},
};
use stint_core::account::{Account, AccountChange, Health, Way};
use stint_store::{Store, table};
use stint_tests::{
    Desktop, Stint,
    fakes::github::{CLIENT_ID, GitHub},
    keyring,
    peer::{self, Person},
    wait,
};

use crate::{THEMES, set, view};

/// Takes all of them, each on a desktop of its own.
pub async fn take(zone: &str) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the day of the picture is today")]
    let now = Timestamp::now();
    let desktop = laid_out(zone).await?;
    pictures(&desktop, &Stint::start(&desktop).await?, "empty").await?;
    let all = [github(now)?, gitlab(now)?, clockify(now)?];
    let desktop = laid_out(zone).await?;
    pictures(&desktop, &with(&desktop, &all, now).await?, "connected").await?;
    let [github, gitlab, clockify] = all;
    let ended = Account {
        expires_at: Some(ago(now, 48)),
        health: Health::NeedsSignIn,
        last_error: Some("The service no longer accepts the credentials.".to_owned()),
        ..gitlab
    };
    let desktop = laid_out(zone).await?;
    pictures(&desktop, &with(&desktop, &[github, ended, clockify], now).await?, "needs-sign-in").await?;
    code(zone).await
}

/// A code is asked for at a GitHub that is made up.
async fn code(zone: &str) -> Result<()> {
    let (mut desktop, github) = (laid_out(zone).await?, GitHub::start().await);
    peer::sit_down(&mut desktop, Person::Leaves)?;
    let (place, app) = (github.origin(), CLIENT_ID);
    let moved = format!("[endpoints]\ngithub = \"{place}\"\n\n[oauth]\ngithub = \"{app}\"\n");
    write(&desktop.folders()?.config_file(), &moved)?;
    // What moves while it waits would never be still.
    let gtk = desktop.path().join("home/.config/gtk-3.0/settings.ini");
    write(&gtk, "[Settings]\ngtk-enable-animations=0\n")?;
    let stint = Stint::start(&desktop).await?;
    let (attempt, service) = ("picture".to_owned(), "github".to_owned());
    stint.client().call(BeginSignIn { attempt, service, way: WayKind::Device, ..BeginSignIn::default() }).await?;
    wait::until("a code is shown", async || {
        let attempts = stint.client().call(GetAccounts {}).await.ok()?.attempts;
        attempts.iter().any(|attempt| attempt.stage == SignInStage::ShowingCode).then_some(())
    })
    .await?;
    pictures(&desktop, &stint, "code").await
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(file.parent().context("it lies in a folder")?)?;
    Ok(fs::write(file, text)?)
}

async fn laid_out(zone: &str) -> Result<Desktop> {
    let mut desktop = Desktop::whole().await?;
    desktop.set("TZ", zone);
    desktop.start_keyring()?;
    keyring::is_up(&desktop).await?.close().await?;
    Ok(desktop)
}

/// Both themes of the page, from a window that is opened anew.
async fn pictures(desktop: &Desktop, stint: &Stint, name: &str) -> Result<()> {
    for (theme, suffix) in THEMES {
        set(&stint.client(), *theme).await?;
        view(desktop, &stint.client(), Place::Accounts, &format!("accounts-{name}-{suffix}")).await?;
    }
    Ok(())
}

/// A program that has known these accounts for weeks.
async fn with(desktop: &Desktop, accounts: &[Account], now: Timestamp) -> Result<Stint> {
    Stint::start(desktop).await?.kill()?;
    let mut store = Store::open(&desktop.database()?, now)?.store;
    store.write(|tx| {
        for account in accounts {
            table::account::put(tx, account)?;
            table::account_change::push(tx, &change(account))?;
        }
        Ok::<(), stint_store::Error>(())
    })?;
    drop(store);
    Stint::start(desktop).await
}

fn github(now: Timestamp) -> Result<Account> {
    let granted = ["notifications"];
    account("0195f3a0-0000-7000-8000-000000000001", ("github", "https://github.com"), Way::Device, &granted, now)
}

fn gitlab(now: Timestamp) -> Result<Account> {
    account(
        "0195f3a0-0000-7000-8000-000000000002",
        ("gitlab", "https://git.acme.example"),
        Way::Token,
        &["read_user", "read_api"],
        now,
    )
}

fn clockify(now: Timestamp) -> Result<Account> {
    account("0195f3a0-0000-7000-8000-000000000003", ("clockify", "https://clockify.me"), Way::Token, &[], now)
}

fn account(id: &str, place: (&str, &str), way: Way, granted: &[&str], now: Timestamp) -> Result<Account> {
    Ok(Account {
        id: id.parse()?,
        service: place.0.to_owned(),
        origin: place.1.to_owned(),
        remote_id: "583231".to_owned(),
        name: "mona".to_owned(),
        way,
        granted: (!granted.is_empty()).then(|| granted.iter().map(|&scope| scope.to_owned()).collect()),
        expires_at: None,
        is_renewed: way != Way::Token,
        connected_at: ago(now, 600),
        checked_at: Some(now),
        last_used_at: Some(now),
        health: Health::Fine,
        last_error: None,
        allowance: None,
    })
}

fn change(account: &Account) -> AccountChange {
    let by = if account.way == Way::Token { "you, with a token" } else { "you, with a code" };
    AccountChange {
        at: account.connected_at,
        service: account.service.clone(),
        origin: account.origin.clone(),
        name: account.name.clone(),
        what: "Connected".to_owned(),
        by: by.to_owned(),
    }
}

fn ago(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now)
}
