//! Grants on the command line: a code typed at the service, the browser, renewals.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use stint_tests::{fakes::gitlab::USER_CODE, keyring, peer, stint};

use super::Desk;

/// Starts to connect GitLab with a code, and reads on until the code is shown.
fn begin(desk: &Desk) -> Result<(Child, BufReader<std::process::ChildStdout>)> {
    let mut command = stint::command_line(&desk.desktop)?;
    command.args(["accounts", "connect", "gitlab", "--device"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let mut out = BufReader::new(child.stdout.take().context("its output is not read")?);
    let mut line = String::new();
    while !line.contains(USER_CODE) {
        line.clear();
        if out.read_line(&mut line)? == 0 {
            bail!("it ended without a code: {:?}", child.wait_with_output()?);
        }
    }
    Ok((child, out))
}

#[tokio::test]
async fn a_code_is_shown_in_the_terminal_typed_at_the_service_and_connects() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    let (mut child, out) = begin(&desk)?;
    desk.nothing_is_stored()?;
    desk.gitlab.state().is_agreed = true;
    let rest: Vec<String> = out.lines().collect::<Result<_, _>>()?;
    ensure!(rest.iter().any(|line| line.contains("GitLab is connected as mona.")), "{rest:?}");
    ensure!(child.wait()?.success(), "it ended as a failure");
    let account = &desk.accounts()?[0];
    ensure!(account["way"] == "device" && account["isRenewed"] == true, "{account}");
    Ok(())
}

#[tokio::test]
async fn whoever_ends_the_sign_in_leaves_nothing_behind() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    let (child, _out) = begin(&desk)?;
    let id = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw).context("it has an id")?;
    rustix::process::kill_process(id, rustix::process::Signal::INT)?;
    let ended = child.wait_with_output()?;
    ensure!(String::from_utf8_lossy(&ended.stderr).contains("Nothing was stored."), "{ended:?}");
    desk.gitlab.state().is_agreed = true;
    desk.nothing_is_stored()
}

#[tokio::test]
async fn the_browser_connects_and_renewals_replace_the_pair() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    // Its life is over at once, so that each use of it needs a new pair.
    desk.gitlab.state().grants.life = 1;
    let said = desk.granted(&["accounts", "connect", "gitlab", "--browser"])?;
    ensure!(said.contains("GitLab is connected as mona."), "{said}");
    ensure!(peer::opened(&desk.desktop).len() == 1, "one page is opened: {:?}", peer::opened(&desk.desktop));
    for _ in 0..3 {
        desk.granted(&["accounts", "check", "gitlab"])?;
    }
    let newest = format!("refresh-{}", desk.gitlab.state().granted);
    let held = keyring::contents(&desk.desktop)?;
    ensure!(held.contains(&newest) && held.matches("secret = ").count() == 1, "{newest} is not held: {held}");
    // A refresh token that is worth nothing any more: the person is asked, and nobody tries again and again.
    desk.gitlab.forget_grants();
    let said = stint_tests::asked::ask(&desk.desktop, &["accounts", "check", "gitlab"], b"")?;
    ensure!(said.code == 1 && said.all().contains("sign in again"), "{said:?}");
    let asked = desk.gitlab.asked();
    ensure!(desk.accounts()?[0]["state"] == "needsSignIn", "{:?}", desk.accounts()?);
    ensure!(desk.gitlab.asked() == asked, "it goes on asking");
    // Rotating the same way brings it back.
    desk.granted(&["accounts", "rotate", "gitlab", "--browser"])?;
    ensure!(desk.accounts()?[0]["state"] == "connected", "{:?}", desk.accounts()?);
    Ok(())
}
