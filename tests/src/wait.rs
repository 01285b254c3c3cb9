//! Waits for what happens elsewhere: asks again, soon at first, until it has happened or too long has passed.

use std::time::Duration;

use anyhow::{Context, Result};
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

const PAUSE: Duration = Duration::from_millis(2);

/// Asks until there is an answer; `what` completes “… did not happen: ”.
pub async fn until<T>(what: &str, ask: impl AsyncFnMut() -> Option<T>) -> Result<T> {
    until_within(PATIENCE, what, ask).await
}

/// Like [`until`], with a patience of one's own.
pub async fn until_within<T>(patience: Duration, what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> Result<T> {
    let mut ticks = interval(PAUSE);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let answered = async {
        loop {
            ticks.tick().await;
            if let Some(answer) = ask().await {
                return answer;
            }
        }
    };
    timeout(patience, answered).await.with_context(|| format!("waited {patience:?} for this: {what}"))
}
