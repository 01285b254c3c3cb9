//! Connecting an account as a client of the engine does.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use stint_api::{
    client::Client,
    command::BeginSignIn,
    handover,
    question::GetAccounts,
    view::{SignInStage, WayKind},
};

use crate::{home::Home, wait};

/// Connects a service with a token, and waits until that is done.
pub async fn connect(home: &Home, client: &Client, service: &str, token: &str) -> Result<()> {
    connect_over(&home.folders()?.hand_socket(), client, service, token).await
}

/// The same, the token handed over at `hand_socket`.
pub async fn connect_over(hand_socket: &Path, client: &Client, service: &str, token: &str) -> Result<()> {
    let ticket = handover::hand_over(hand_socket, token.as_bytes()).await?;
    let attempt = format!("tests-{service}");
    let sign_in = BeginSignIn {
        attempt: attempt.clone(),
        service: service.to_owned(),
        way: WayKind::Token,
        ticket: Some(ticket),
        ..BeginSignIn::default()
    };
    client.call(sign_in).await.with_context(|| format!("{service} takes no token"))?;
    let ended = wait::until("the sign-in ends", async || {
        let attempts = client.call(GetAccounts {}).await.ok()?.attempts;
        let attempt = attempts.into_iter().find(|it| it.id == attempt)?;
        matches!(attempt.stage, SignInStage::Done | SignInStage::Failed).then_some(attempt)
    });
    let ended = ended.await?;
    ensure!(ended.stage == SignInStage::Done, "{service} was not connected: {ended:?}");
    Ok(())
}
