//! A million entries over ten years, asked and exported through the real program.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use stint_api::{
    Hello,
    client::Client,
    command::{Export, ExportFormat},
    question::{Complete, GetDay, GetTotals, ListJobs},
    view::{JobState, JobView},
};
use stint_tests::{Desktop, Stint, watcher};
use tokio::time::Instant;

use crate::row::{Row, milliseconds, percentile, spread};

const FILL: &str = "
    WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 999999)
    INSERT INTO entry (id, description, started_at, ended_at, zone)
    SELECT randomblob(16), 'Work on part ' || (n * 7919 % 3000) || ' of the whole',
        unixepoch('now', '-10 years') * 1000 + n * 315360, unixepoch('now', '-10 years') * 1000 + n * 315360 + 300000, 'UTC'
    FROM number";

/// Fills a file, then asks as the window does.
pub async fn measure() -> Result<Vec<Row>> {
    let desktop = Desktop::without_display()?;
    let _host = watcher::offer_tray(&desktop).await?;
    Stint::start(&desktop).await?.kill()?;
    Connection::open(desktop.database()?)?.execute(FILL, [])?;
    let stint = Stint::start(&desktop).await?;
    let client = stint.client();
    let day = asked(&client, 200, async || drop(client.call(GetDay::default()).await)).await?;
    let line = async || drop(client.call(Complete { text: "part 29".to_owned(), limit: None }).await);
    let completion = asked(&client, 200, line).await?;
    let month = totals(&client, "-01-01", "-01-31").await?;
    let year = totals(&client, "-01-01", "-12-31").await?;
    let (export, during) = export(&desktop, &client).await?;
    Ok(vec![
        Row { what: "1,000,000 entries: Today, asked over the socket", bound: "5 ms", measured: day },
        Row { what: "The same: a completion", bound: "10 ms", measured: completion },
        Row { what: "The same: totals of a month", bound: "20 ms", measured: month },
        Row { what: "The same: totals of a year", bound: "100 ms", measured: year },
        Row { what: "The same: export of all as JSON, with progress", bound: "10 s", measured: export },
        Row { what: "Today, asked again and again during that export", bound: "never stutters", measured: during },
    ])
}

async fn asked(_client: &Client, times: usize, ask: impl AsyncFn()) -> Result<String> {
    let mut took = Vec::new();
    for _ in 0..times {
        took.push(stopped(&ask).await);
    }
    spread(&mut took)
}

async fn stopped(ask: &impl AsyncFn()) -> Duration {
    let before = Instant::now();
    ask().await;
    before.elapsed()
}

async fn totals(client: &Client, from: &str, to: &str) -> Result<String> {
    #[expect(clippy::disallowed_methods, reason = "a year of the ten that were filled")]
    let year = jiff::Zoned::now().year() - 3;
    let question = GetTotals { from: format!("{year}{from}"), to: format!("{year}{to}") };
    ensure!(client.call(question.clone()).await?.total_seconds > 0, "nothing was summed");
    asked(client, 30, async || drop(client.call(question.clone()).await)).await
}

async fn export(desktop: &Desktop, client: &Client) -> Result<(String, String)> {
    let watching = Client::connect_as(&desktop.folders()?.socket(), Hello::of("measure").watching()).await?;
    let mut events = watching.events().await?;
    let path = Some(desktop.path().join("all.json").display().to_string());
    let before = Instant::now();
    let receipt = client.call(Export { format: ExportFormat::Json, path }).await?;
    let job = receipt.job.context("an export is a job")?;
    let mut pauses = Vec::new();
    let mut steps = std::collections::BTreeSet::new();
    let state = loop {
        pauses.push(stopped(&async || drop(client.call(GetDay::default()).await)).await);
        let jobs = client.call(ListJobs {}).await?;
        let found: JobView = jobs.into_iter().find(|found| found.id == job).context("the job is listed")?;
        steps.insert(found.progress.to_bits());
        if found.state != JobState::Running {
            break found;
        }
    };
    let took = before.elapsed();
    ensure!(state.state == JobState::Done, "the export ended badly: {}", state.message);
    events.next().await.context("nothing was told of the export")?;
    let pause = format!(
        "p99 {}, longest {}",
        milliseconds(percentile(&mut pauses, 0.99)?),
        milliseconds(percentile(&mut pauses, 1.0)?)
    );
    Ok((format!("{:.1} s, {} steps of progress seen", took.as_secs_f64(), steps.len()), pause))
}
