//! Work that waits: the list, the feed, the page of a task, the card of a connector, notifications and what is told.

mod notification;
mod world;

use std::fs;

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rusqlite::Connection;
use stint_api::{
    client::Client,
    command::{
        AddEntry, AddProject, EditTask, EntryForm, Follow, MarkRead, OpenWindow, Place, ProjectForm, RefreshTask,
        SetPlaceRule, StartTimer, StatusName, SyncNow, TaskForm,
    },
    question::{GetAccounts, GetTaskDetail, ListFeed, ListJobs, ListTasks},
    view::{AccountView, JobState},
};
use stint_tests::{
    Desktop, Stint, accounts,
    fakes::{
        clock::Clock,
        github::{self, GitHub},
        gitlab::{self, GitLab},
    },
    keyring,
    notifications::Notifications,
    wait, watcher,
};

use crate::{THEMES, set, view, view_at};

const GITHUB_TOKEN: &str = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";
const GITLAB_TOKEN: &str = "glpat-of_mona";

const PROJECTS: &[(&str, &str)] = &[("api", "blue"), ("platform", "teal"), ("web", "amber")];

/// Minutes after midnight, and what was worked on.
const ENTRIES: &[(i64, i64, &str)] =
    &[(545, 640, "acme/api#42"), (660, 725, "acme/web#318"), (770, 832, "acme/platform/deploy#77")];

/// Takes all of them from one afternoon.
pub async fn take(zone: &str) -> Result<()> {
    let (github, gitlab) = (GitHub::of_today(), GitLab::start()?);
    let mut desktop = laid_out(zone, &github, &gitlab).await?;
    let _tray = watcher::offer_tray(&desktop).await?;
    // Else what is told would lie over the window.
    let unseen = Notifications::serve(&desktop).await?;
    let stint = Stint::start(&desktop).await?;
    furnish(&desktop, &stint.client(), &github, &gitlab).await?;
    stint.kill()?;
    #[expect(clippy::disallowed_methods, reason = "the day of the picture is today")]
    let now = Timestamp::now();
    spread(&Connection::open(desktop.database()?)?)?;
    let stint = Stint::start(&desktop).await?;
    let client = stint.client();
    let midnight = now.to_zoned(TimeZone::get(zone)?).start_of_day()?.timestamp();
    let task = worked(&client, midnight).await?;
    for (theme, suffix) in THEMES {
        set(&client, *theme).await?;
        view(&desktop, &client, Place::Tasks, &format!("work-{suffix}")).await?;
        view(&desktop, &client, Place::Feed, &format!("feed-{suffix}")).await?;
        let page = OpenWindow { place: Place::Tasks, section: Some(task.clone()) };
        view_at(&desktop, &client, page, &format!("task-{suffix}")).await?;
        view(&desktop, &client, Place::Accounts, &format!("connector-{suffix}")).await?;
        view(&desktop, &client, Place::Notifications, &format!("notifications-{suffix}")).await?;
    }
    drop(unseen);
    for (nth, (_, suffix)) in (0..).zip(THEMES) {
        notification::serve(&mut desktop, suffix).await?;
        world::one_more(&github, 71 + nth);
        sync(&client).await?;
        notification::take(&desktop, suffix).await?;
    }
    Ok(())
}

async fn laid_out(zone: &str, github: &GitHub, gitlab: &GitLab) -> Result<Desktop> {
    let mut desktop = Desktop::bare()?;
    desktop.start("openbox", &["--sm-disable"])?;
    desktop.set("TZ", zone);
    desktop.start_keyring()?;
    keyring::is_up(&desktop).await?.close().await?;
    gitlab.state().world.clock = Clock::real();
    github.make_token(GITHUB_TOKEN, "notifications, repo");
    gitlab.make_token(GITLAB_TOKEN, &["read_user", "read_api"]);
    let (hub, lab) = (github.origin(), gitlab.origin());
    let apps = format!("github = \"{}\"\ngitlab = \"{}\"\n", github::CLIENT_ID, gitlab::CLIENT_ID);
    let file = desktop.folders()?.config_file();
    fs::create_dir_all(file.parent().context("it lies in a folder")?)?;
    fs::write(file, format!("[endpoints]\ngithub = \"{hub}\"\ngitlab = \"{lab}\"\n\n[oauth]\n{apps}"))?;
    Ok(desktop)
}

/// Connects both, says what belongs where, and lets a day of work come in.
async fn furnish(desktop: &Desktop, client: &Client, github: &GitHub, gitlab: &GitLab) -> Result<()> {
    world::of_old(github, gitlab);
    for (service, token) in [("github", GITHUB_TOKEN), ("gitlab", GITLAB_TOKEN)] {
        accounts::connect(desktop, client, service, token).await?;
    }
    let all = wait::until("both were read once", async || {
        let page = client.call(GetAccounts {}).await.ok()?;
        let all: Vec<AccountView> = page.services.into_iter().flat_map(|it| it.accounts).collect();
        let are_read = all.iter().all(|it| it.sync.as_ref().is_some_and(|sync| sync.at.is_some() && !sync.is_running));
        are_read.then_some(all)
    })
    .await?;
    for (name, colour) in PROJECTS {
        let project =
            ProjectForm { name: (*name).to_owned(), colour: Some((*colour).to_owned()), ..ProjectForm::default() };
        let project = client.call(AddProject { project }).await?.id;
        let (service, place) = world::PLACES.iter().find(|it| it.0 == *name).context("it has a place")?.1;
        let account = all.iter().find(|it| it.service == service).context("it is connected")?.id.clone();
        let rule = SetPlaceRule { account, place: place.to_owned(), project, ..SetPlaceRule::default() };
        client.call(rule).await?;
    }
    let (place, label) = world::FOLLOWED;
    let follow = Follow {
        place: place.to_owned(),
        service: Some("github".to_owned()),
        label: Some(label.to_owned()),
        ..Follow::default()
    };
    client.call(follow).await?;
    // A rule is there for what comes after it.
    sync(client).await?;
    world::of_today(github, gitlab);
    sync(client).await?;
    world::of_this_hour(github, gitlab);
    sync(client).await
}

/// Reads everything, and waits until that is done.
async fn sync(client: &Client) -> Result<()> {
    let job = client.call(SyncNow::default()).await?.job.context("a sync is a job")?;
    let ended = wait::until("the sync ends", async || {
        let jobs = client.call(ListJobs {}).await.ok()?;
        jobs.into_iter().find(|it| it.id == job && it.state != JobState::Running)
    });
    let ended = ended.await?;
    ensure!(ended.state == JobState::Done, "{ended:?}");
    Ok(())
}

/// Everything came at once; people see it come over a day.
fn spread(file: &Connection) -> Result<()> {
    let minutes = SignedDuration::from_mins(17).as_millis();
    file.execute_batch(&format!(
        "UPDATE feed SET at = at - {minutes} *
            (SELECT count(*) * (2 + count(*)) / 3 FROM feed AS later WHERE (later.at, later.rowid) > (feed.at, feed.rowid));
         UPDATE work SET updated_at = updated_at - {minutes} * (rowid % 9) * (rowid % 7);"
    ))?;
    Ok(())
}

/// Spends time on some of it, reads some notices, and says which task is shown by itself.
async fn worked(client: &Client, midnight: Timestamp) -> Result<String> {
    let at = |minutes: i64| (midnight + SignedDuration::from_mins(minutes)).to_string();
    for (from, to, reference) in ENTRIES {
        let task = client.call(ListTasks { text: (*reference).to_owned(), ..ListTasks::default() }).await?;
        let task = task.tasks.into_iter().next().with_context(|| format!("there is no {reference}"))?;
        let entry = EntryForm {
            description: task.title,
            project: task.project.map(|it| it.id),
            task: Some(task.id),
            started_at: at(*from),
            ended_at: Some(at(*to)),
            ..EntryForm::default()
        };
        client.call(AddEntry { entry }).await?;
    }
    let shown = client.call(ListTasks { text: "acme/api#42".to_owned(), ..ListTasks::default() }).await?;
    let shown = shown.tasks.into_iter().next().context("there is a task to show")?;
    let form = TaskForm {
        title: shown.title,
        project: shown.project.map(|it| it.id),
        priority: shown.priority,
        status: StatusName::InProgress,
        reference: shown.reference,
        url: shown.url,
    };
    let shown = shown.id;
    client.call(EditTask { id: shown.clone(), task: form }).await?;
    let start = StartTimer { task: Some(shown.clone()), started_at: Some(at(832)), ..StartTimer::default() };
    client.call(start).await?;
    client.call(RefreshTask { task: shown.clone() }).await?;
    wait::until("it is described", async || {
        let detail = client.call(GetTaskDetail { id: shown.clone() }).await.ok()?;
        (detail.is_described && !detail.is_refreshing).then_some(())
    })
    .await?;
    let feed = client.call(ListFeed::default()).await?;
    let notices = feed.notices.iter().skip(4).step_by(2).map(|it| it.id.clone()).collect();
    client.call(MarkRead { notices, ..MarkRead::default() }).await?;
    Ok(shown)
}
