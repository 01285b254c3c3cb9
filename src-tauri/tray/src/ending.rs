//! How the system asks this program to end.

/// Waits until the system or the person at the terminal asks for the end.
#[cfg(unix)]
pub(crate) async fn asked() -> &'static str {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = (SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup());
    let (Ok(mut term), Ok(mut int), Ok(mut hup)) = (signal(kinds.0), signal(kinds.1), signal(kinds.2)) else {
        tracing::warn!("signals end Stint at once, without saying goodbye");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => "SIGTERM",
        _ = int.recv() => "SIGINT",
        _ = hup.recv() => "SIGHUP",
    }
}

/// Waits until the person at the terminal asks for the end.
#[cfg(not(unix))]
pub(crate) async fn asked() -> &'static str {
    match tokio::signal::ctrl_c().await {
        Ok(()) => "Ctrl+C",
        Err(_) => std::future::pending().await,
    }
}

/// Leaves the terminal's session, so that closing the terminal does not end Stint.
pub(crate) fn outlive_terminal() {
    #[cfg(unix)]
    if let Err(error) = rustix::process::setsid() {
        tracing::debug!(%error, "Stint leads a session already");
    }
}
