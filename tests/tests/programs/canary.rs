//! A secret in every credential, and its whole journey: it lies in the keyring, goes to its service, and nowhere else.

mod journey;

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result, ensure};
use journey::{Journey, Secrets};
use rustix::process::{Pid, Signal, kill_process};
use stint_tests::{
    canary::{Canary, found_in_bytes, found_in_files, found_in_processes},
    keyring,
    stint::said,
    transcript::{Kind, Transcript},
    wait,
};

#[tokio::test]
async fn no_secret_gets_out_on_its_whole_journey() -> Result<()> {
    let journey = Journey::begin().await?;
    let secrets = &journey.secrets;
    journey.connect().await?;
    let held = keyring::contents(&journey.desktop)?;
    for canary in [&secrets.pasted, &secrets.refresh, &secrets.client_secret, &secrets.slack] {
        ensure!(held.contains(canary.text()), "{} never came to the keyring: the test is too weak", canary.text());
    }
    let mut found = found_in_processes(&secrets.all(), &journey.desktop);
    journey.work()?;
    journey.fail_and_renew()?;
    journey.change_and_look()?;
    found.extend(found_in_processes(&secrets.all(), &journey.desktop));
    journey.move_to_a_file()?;
    journey.back_up().await?;
    found.extend(found_in_files(&secrets.all(), journey.desktop.path())?);
    journey.revoke()?;
    crash(&journey).await?;
    everything_is_there(&journey)?;
    found.extend(found_in_files(&secrets.all(), journey.desktop.path())?);
    found.extend(sent(&journey)?);
    found.sort();
    found.dedup();
    ensure!(found.is_empty(), "secrets got out:\n{}", found.join("\n"));
    Ok(())
}

/// What is searched is what such a home holds.
fn everything_is_there(journey: &Journey) -> Result<()> {
    let folders = journey.desktop.folders()?;
    let home = journey.desktop.path();
    let files = [folders.database(), folders.config_file(), home.join("export.json"), home.join("export.csv")];
    let missing: Vec<_> = files.iter().filter(|file| !file.is_file()).collect();
    ensure!(missing.is_empty(), "{missing:?} is not there: the test is too weak");
    ensure!(fs::read_dir(folders.backups())?.next().is_some(), "there is no backup: the test is too weak");
    ensure!(said(&journey.desktop).contains("TRACE"), "little was logged: the test is too weak");
    Ok(())
}

/// Ends it in a way that would leave a core dump.
async fn crash(journey: &Journey) -> Result<()> {
    for id in journey.desktop.processes_of("stint") {
        let id = i32::try_from(id).ok().and_then(Pid::from_raw).context("it has an id")?;
        kill_process(id, Signal::ABORT)?;
    }
    wait::until("it has ended", async || journey.desktop.processes_of("stint").is_empty().then_some(())).await
}

/// What went over sockets of this computer: the local API and its socket for secrets, the bus.
fn sent(journey: &Journey) -> Result<Vec<String>> {
    let transcript = Transcript::read(&journey.transcript)?;
    let local = transcript.bytes(Kind::Local);
    let has = |word: &str| local.windows(word.len()).any(|part| part == word.as_bytes());
    ensure!(has("beginSignIn"), "the transcript holds no request");
    // Where secrets do belong, the same search finds them.
    let secrets = journey.secrets.all();
    for (kind, canary) in [(Kind::Network, &secrets[0]), (Kind::Pipe, &secrets[0])] {
        ensure!(
            canary.found_in(&transcript.bytes(kind)).is_some(),
            "nothing is found in {kind:?}: the test is too weak"
        );
    }
    Ok(found_in_bytes(&secrets, &local, "traffic of the local API"))
}

#[test]
fn every_secret_is_a_canary_of_its_own() {
    let all = Secrets::new().all();
    let texts: BTreeSet<&str> = all.iter().map(Canary::text).collect();
    assert_eq!(texts.len(), all.len());
}
