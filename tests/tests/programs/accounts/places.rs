//! Where a service may lie: private hosts with the person's leave alone, forbidden ones never.

use std::net::TcpListener;

use anyhow::{Result, ensure};
use stint_tests::asked;

use super::{Desk, TOKEN};

fn connect<'a>(host: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["accounts", "connect", "gitlab", "--token-stdin", "--host", host], more].concat()
}

#[tokio::test]
async fn a_private_host_is_asked_about_by_its_address_and_not_spoken_to_before() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let host = listener.local_addr()?.to_string();
    let said = asked::refused(&desk.desktop, &connect(&host, &[]), TOKEN.as_bytes())?;
    ensure!(
        said.contains("private network") && said.contains("127.0.0.1") && said.contains("--allow-private"),
        "{said}"
    );
    ensure!(listener.accept().is_err(), "it was spoken to without leave");
    // With leave it is spoken to: over TLS, which nobody answers here with a certificate.
    let child = std::thread::spawn(move || -> Result<()> {
        listener.set_nonblocking(false)?;
        let (mut stream, _) = listener.accept()?;
        let mut first = [0];
        std::io::Read::read_exact(&mut stream, &mut first)?;
        ensure!(first == [0x16], "that is no TLS: {first:?}");
        Ok(())
    });
    let said = asked::refused(&desk.desktop, &connect(&host, &["--allow-private"]), TOKEN.as_bytes())?;
    ensure!(said.contains("cannot be reached") && said.contains("Nothing was stored."), "{said}");
    child.join().map_err(|_| anyhow::anyhow!("nobody spoke to it"))??;
    desk.nothing_is_stored()
}

#[tokio::test]
async fn places_where_no_service_lies_are_refused_with_or_without_leave() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    for host in [
        "169.254.169.254",
        "[fd00:ec2::254]",
        "metadata.google.internal",
        "0.0.0.0",
        "224.0.0.1",
        "http://git.example.org",
        "git.example.org/..",
        "mona@git.example.org",
        "git.example.org\r\nX-Injected: 1",
    ] {
        let said = asked::refused(&desk.desktop, &connect(host, &["--allow-private"]), TOKEN.as_bytes())?;
        ensure!(said.contains("Nothing was stored."), "{host}: {said}");
    }
    ensure!(desk.gitlab.asked() == 0, "the made-up GitLab was asked");
    desk.nothing_is_stored()
}

#[tokio::test]
async fn a_moved_service_says_where_it_lies() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    let doctor = desk.granted(&["doctor"])?;
    ensure!(doctor.contains(&desk.gitlab.host()), "doctor does not say where GitLab was moved to:\n{doctor}");
    Ok(())
}
