//! Stint on the person's own screen beside a made-up GitHub: each line of the input makes something happen there.

use std::{
    fs,
    io::{BufRead as _, Write as _},
    process::{Child, Command},
};

use anyhow::{Context, Result};
use stint_api::{
    client::Client,
    command::{OpenWindow, Place, Quit, SyncNow},
    folders::Folders,
};
use stint_tests::{
    accounts,
    fakes::github::{GitHub, ItemId, State},
    programs, wait,
};

const TOKEN: &str = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

const HELP: &str = "\
Stint runs beside a made-up GitHub; nothing of yours is touched, and all of it is gone at the end.
  issue TITLE     an issue of acme/api is assigned to you
  review TITLE    you are asked to review a pull request
  mention NUMBER  somebody mentions you there
  fail NUMBER     the checks of a pull request fail
  close NUMBER    an issue is closed
  merge NUMBER    a pull request is merged
  quit            ends both";

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let github = GitHub::of_today();
    github.make_token(TOKEN, "repo, read:org, notifications, user:email");
    of_old(&github);
    let folder = tempfile::tempdir()?;
    let folders = folders(folder.path());
    fs::create_dir_all(&folders.config)?;
    fs::write(folders.config_file(), format!("vault = \"memory\"\n\n[endpoints]\ngithub = \"{}\"\n", github.origin()))?;
    let mut stint = start(&folders)?;
    let client = runtime.block_on(connect(&folders)).inspect_err(|_| drop(stint.kill()))?;
    say(HELP)?;
    for line in std::io::stdin().lock().lines() {
        match line?.trim() {
            "quit" => break,
            line => match happens(&github, line) {
                Ok(()) => runtime.block_on(sync(&client))?,
                Err(why) => say(&format!("{why:#}\n{HELP}"))?,
            },
        }
    }
    // Asked to, both programs end; a window whose engine was killed would start another.
    runtime.block_on(client.call(Quit {}))?;
    stint.wait()?;
    Ok(())
}

fn folders(root: &std::path::Path) -> Folders {
    let [data, config, runtime, downloads] = ["data", "config", "run", "downloads"].map(|name| root.join(name));
    Folders { data, config, runtime, downloads }
}

fn start(folders: &Folders) -> Result<Child> {
    let mut command = Command::new(programs::stint()?);
    command.env("STINT_DATA_DIR", &folders.data).env("STINT_CONFIG_DIR", &folders.config);
    // What the web view and the desktop's registers of programs keep goes with the rest.
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env(name, folders.data.join(name));
    }
    command.env("STINT_RUNTIME_DIR", &folders.runtime).arg("--background").spawn().context("could not start stint")
}

/// Waits until it answers, connects mona's account and shows her tasks.
async fn connect(folders: &Folders) -> Result<Client> {
    let client =
        wait::until("stint answers", async || Client::connect(&folders.socket(), "rehearse").await.ok()).await?;
    accounts::connect_over(&folders.hand_socket(), &client, "github", TOKEN).await?;
    client.call(OpenWindow::at(Place::Tasks)).await?;
    Ok(client)
}

/// What waits already.
fn of_old(github: &GitHub) {
    let mut hub = github.state();
    for (number, title) in [(42, "Fix the login redirect loop"), (57, "Page through long answers")] {
        let issue = hub.open_issue("acme/api", "octocat", title);
        hub.item_mut(issue).number = number;
        hub.assign(issue, "mona", "octocat");
    }
}

type Doing = fn(&mut State, &str) -> Result<()>;

const DOINGS: [(&str, Doing); 6] = [
    ("issue", |hub, title| {
        let issue = hub.open_issue("acme/api", "octocat", title);
        hub.assign(issue, "mona", "octocat");
        Ok(())
    }),
    ("review", |hub, title| {
        let pull = hub.open_pull("acme/api", "octocat", title);
        hub.request_review(pull, "mona", "octocat");
        Ok(())
    }),
    ("mention", |hub, number| numbered(hub, number).map(|item| hub.mention(item, "mona", "octocat"))),
    ("fail", |hub, number| numbered(hub, number).map(|item| hub.set_checks(item, "FAILURE"))),
    ("close", |hub, number| numbered(hub, number).map(|item| hub.close(item, "octocat"))),
    ("merge", |hub, number| numbered(hub, number).map(|item| hub.merge(item, "octocat"))),
];

/// Makes happen what a line says.
fn happens(github: &GitHub, line: &str) -> Result<()> {
    let (what, of) = line.split_once(' ').unwrap_or((line, ""));
    let doing = DOINGS.iter().find(|(name, _)| *name == what && !of.is_empty());
    let (_, doing) = doing.with_context(|| format!("“{line}” is nothing that happens."))?;
    doing(&mut github.state(), of)
}

fn numbered(hub: &State, number: &str) -> Result<ItemId> {
    let number = number.trim_start_matches('#').parse::<u64>().context("A number is meant, such as 42.")?;
    let found = hub.here().find(|(_, item)| item.number == number).map(|(id, _)| id);
    found.with_context(|| format!("There is no #{number}."))
}

/// Has Stint ask at once; else it asks within the minute.
async fn sync(client: &Client) -> Result<()> {
    match client.call(SyncNow::default()).await {
        Ok(_) => say("Done; Stint asks for it now."),
        Err(error) => say(&format!("Done; Stint hears of it within a minute. ({})", error.message)),
    }
}

fn say(words: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout(), "{words}")?)
}
