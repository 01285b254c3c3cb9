//! Faults happen where they were asked for, as often as they were asked for.

use std::{io::Read, net::TcpStream, time::Duration};

use anyhow::{Result, ensure};
use serde_json::Value;
use stint_tests::fakes::github::Fault;

use super::{fresh, get};

#[tokio::test]
async fn each_refusal_has_its_status_and_its_headers() -> Result<()> {
    let github = fresh().await;
    for (fault, status, header, words) in [
        (Fault::BadCredentials, 401, "", "Bad credentials"),
        (Fault::SsoRequired, 403, "x-github-sso", "SAML"),
        (Fault::SecondaryLimit(Some(30)), 403, "retry-after", "secondary rate limit"),
        (Fault::SecondaryLimit(None), 403, "", "secondary rate limit"),
        (Fault::TooMany(7), 429, "retry-after", "Too many"),
        (Fault::Exhausted, 403, "x-ratelimit-reset", "rate limit exceeded"),
        (Fault::NotAccessible, 403, "x-accepted-github-permissions", "not accessible"),
        (Fault::UnknownVersion, 400, "", "not a supported version"),
        (Fault::Unprocessable, 422, "", "Validation Failed"),
        (Fault::Broken(502), 502, "", "Unicorn"),
        (Fault::Html, 200, "", "Sign in to use this network"),
        (Fault::Elsewhere("http://elsewhere.example.org/user".to_owned()), 301, "location", "Moved"),
        (Fault::SsoPartial("21,22"), 200, "x-github-sso", "mona"),
    ] {
        github.state().fail_once("/api/v3/user", fault.clone());
        let came = get(&github, "/user", &[])?;
        let said = String::from_utf8_lossy(&came.body).into_owned();
        ensure!(came.status == status && said.contains(words), "{fault:?}: {} {said}", came.status);
        ensure!(header.is_empty() || came.headers.contains_key(header), "{fault:?}: {:?}", came.headers);
        ensure!(get(&github, "/user", &[])?.status == 200, "{fault:?} happened twice");
    }
    Ok(())
}

#[tokio::test]
async fn a_fault_stays_below_its_path_until_it_is_healed() -> Result<()> {
    let github = fresh().await;
    github.state().fail("/api/v3/issues", Fault::Broken(503));
    for _ in 0..3 {
        ensure!(get(&github, "/issues", &[])?.status == 503 && get(&github, "/user", &[])?.status == 200);
    }
    github.state().heal();
    ensure!(get(&github, "/issues", &[])?.status == 200);
    Ok(())
}

#[tokio::test]
async fn bodies_are_cut_closed_swollen_or_never_there() -> Result<()> {
    let github = fresh().await;
    let path = "/api/v3/user";
    github.state().fail_once(path, Fault::CutBody);
    ensure!(!get(&github, "/user", &[])?.is_whole(), "the body is whole");
    github.state().fail_once(path, Fault::CutJson);
    let cut = get(&github, "/user", &[])?;
    ensure!(cut.is_whole() && cut.json().is_err(), "{cut:?}");
    github.state().fail_once(path, Fault::Closed);
    ensure!(get(&github, "/user", &[]).is_err(), "something came");
    github.state().fail_once(path, Fault::Huge);
    ensure!(get(&github, "/user", &[])?.body.len() > 30_000_000);
    github.state().fail_once(path, Fault::Never);
    let host = github.origin().replace("http://", "");
    let mut waiting = TcpStream::connect(&host)?;
    std::io::Write::write_all(&mut waiting, format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n").as_bytes())?;
    waiting.set_read_timeout(Some(Duration::from_millis(200)))?;
    ensure!(waiting.read(&mut [0]).is_err(), "something came");
    Ok(())
}

#[tokio::test]
async fn values_are_unheard_of_null_or_missing_on_demand() -> Result<()> {
    let github = fresh().await;
    github.state().open_issue("acme/api", "hubot", "Slow");
    let path = "/api/v3/repos/acme/api/issues/1";
    let one = || -> Result<Value> { get(&github, "/repos/acme/api/issues/1", &[])?.json() };
    github.state().fail_once(path, Fault::unknown_enums());
    ensure!(one()?["state"] == "BRAND_NEW");
    github.state().fail_once(path, Fault::null_users());
    ensure!(one()?["user"].is_null());
    github.state().fail_once(path, Fault::missing(&["labels", "milestone"]));
    ensure!(one()?.get("labels").is_none());
    github.state().skew = jiff::SignedDuration::from_hours(-3);
    let came = get(&github, "/user", &[])?;
    ensure!(came.header("date") == "Mon, 17 Nov 2031 06:00:01 GMT", "{:?}", came.headers);
    Ok(())
}
