//! The listener among strangers: none of them is taken for the browser, and none keeps it out.

use std::{io::Write, time::Duration};

use reqwest::Url;
use tokio::{io::AsyncWriteExt, net::TcpStream, task::JoinSet};

use super::{
    place::{OAUTH, SERVICE, app, now, scopes, sites},
    server::{Server, fields},
    visitor::{go, head, host, say},
};
use crate::oauth::browser::{self, Browser};

/// Long enough for what comes at once, short for what never comes.
const SHORT: Duration = Duration::from_millis(300);

async fn begin(server: &Server) -> (Browser, Url) {
    let browser =
        browser::begin(&SERVICE, None, &OAUTH, &sites(&server.origin()), &app(), &scopes(), now()).await.unwrap();
    let back = server.approve(&browser.url);
    (browser.hurried(Duration::from_secs(60), SHORT), back)
}

/// Requests like the right one, each wrong in one way.
fn nearly_right(back: &Url) -> Vec<String> {
    let (right, asked, host) = (head(back), fields(back.query().unwrap()), host(back.as_str()));
    let (code, state) = (&asked["code"], &asked["state"]);
    let query = |query: &str| right.replace(back.query().unwrap(), query);
    let field = |field: &str| right.replace("\r\n\r\n", &format!("\r\n{field}\r\n\r\n"));
    let named = |name: &str| right.replace(&format!("Host: {host}"), &format!("Host: {name}"));
    vec![
        // O3, O10
        query(&format!("code={code}")),
        query(&format!("code={code}&state=")),
        query(&format!("code={code}&state={state}0")),
        query(&format!("code={code}&state={}", state.to_uppercase())),
        query(&format!("code={code}&state={}", state.chars().rev().collect::<String>())),
        query("error=access_denied"),
        query("error=access_denied&state=guessed"),
        query(&format!("state={state}")),
        // O11
        query(&format!("code={code}&code={code}&state={state}")),
        query(&format!("code={code}&state={state}&state={state}")),
        query(&format!("code={code}&state={state}&iss=a&iss=b")),
        query(&format!("code={code}&error=access_denied&state={state}")),
        named("localhost"),
        named("evil.example.org"),
        named(&format!("evil.example.org:{}", back.port().unwrap())),
        named("127.0.0.1"),
        right.replace("Host:", "X-Host:"),
        field(&format!("Host: {host}")),
        field("Origin: https://evil.example.org"),
        field("Origin: null"),
        field(&format!("Origin: http://{host}")),
        right.replacen("GET", "POST", 1),
        right.replacen("GET", "OPTIONS", 1),
        right.replacen("GET", "HEAD", 1),
        right.replacen("GET ", &format!("GET http://{host}"), 1),
        // O6
        right.replacen("/gitlab", "/github", 1),
        right.replacen("/gitlab", "/", 1),
        right.replacen("/gitlab", "//gitlab", 1),
        right.replacen("/gitlab", "/gitlab/", 1),
        right.replacen("/gitlab", "/%67itlab", 1),
        right.replacen("/gitlab", "/x/../gitlab", 1),
        "GET /favicon.ico HTTP/1.1\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1} hello, TLS\r\n\r\n".to_owned(),
        "hello\r\n\r\n".to_owned(),
    ]
}

#[tokio::test]
async fn what_is_nearly_right_is_turned_away_and_the_right_one_still_works() {
    let server = Server::start().await;
    let (browser, back) = begin(&server).await;
    let host = host(&browser.redirect);
    let finished = tokio::spawn(browser.finish(now));
    for junk in nearly_right(&back) {
        let answer = say(&host, junk.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{junk}\n{answer}"); // O10
        assert!(answer.ends_with("\r\n\r\n") && answer.contains("no-store"), "{answer}");
    }
    assert!(server.asked("/oauth/token").await.is_empty());
    assert!(go(&back).await.starts_with("HTTP/1.1 200 OK"));
    finished.await.unwrap().unwrap();
    // Replayed, it finds nobody.
    assert_eq!(go(&back).await, "");
    assert_eq!(server.asked("/oauth/token").await.len(), 1);
}

#[tokio::test]
async fn five_hundred_at_once_heads_without_end_and_slow_senders_keep_nobody_out() {
    let server = Server::start().await;
    let (browser, back) = begin(&server).await;
    let host = host(&browser.redirect);
    let finished = tokio::spawn(browser.finish(now));
    // They say a little and never more.
    let mut slow = Vec::new();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(&host).await.unwrap();
        stream.write_all(b"GET /gitlab?code=").await.unwrap();
        slow.push(stream);
    }
    let junk = nearly_right(&back);
    let mut crowd = JoinSet::new();
    for nth in 0..500 {
        let (host, junk) = (host.clone(), junk[nth % junk.len()].clone());
        crowd.spawn(async move { say(&host, junk.as_bytes()).await });
    }
    for _ in 0..4 {
        let (host, long) = (host.clone(), format!("GET /gitlab HTTP/1.1\r\nX: {}", "x".repeat(1 << 20)));
        crowd.spawn(async move { say(&host, long.as_bytes()).await });
    }
    for answer in crowd.join_all().await {
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400 "), "{answer}"); // O9, O10
    }
    assert!(go(&back).await.starts_with("HTTP/1.1 200 OK"));
    finished.await.unwrap().unwrap();
    assert_eq!(server.asked("/oauth/token").await.len(), 1);
    drop(slow);
}

#[tokio::test]
async fn the_right_one_comes_through_in_the_middle_of_a_crowd_of_slow_senders() {
    let server = Server::start().await;
    let (browser, back) = begin(&server).await;
    let host = host(&browser.redirect);
    let finished = tokio::spawn(browser.finish(now));
    let hold = |_| std::net::TcpStream::connect(&host).and_then(|mut it| it.write_all(b"GET /").map(|()| it)).unwrap();
    let before: Vec<_> = (0..150).map(hold).collect();
    let (page, after) = tokio::join!(go(&back), async { (0..150).map(hold).collect::<Vec<_>>() });
    assert!(page.starts_with("HTTP/1.1 200 OK")); // O9
    finished.await.unwrap().unwrap();
    drop((before, after));
}

#[tokio::test]
async fn a_slow_sender_is_let_go() {
    let server = Server::start().await;
    let (browser, back) = begin(&server).await;
    let host = host(&browser.redirect);
    let finished = tokio::spawn(browser.finish(now));
    // Answered by nothing but the end of the connection.
    assert_eq!(say(&host, b"GET /gitlab?code=").await, ""); // O9
    assert!(go(&back).await.starts_with("HTTP/1.1 200 OK"));
    finished.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_browser_that_does_not_wait_for_the_page_has_brought_the_code_all_the_same() {
    let server = Server::start().await;
    let (browser, back) = begin(&server).await;
    let mut stream = TcpStream::connect(host(&browser.redirect)).await.unwrap();
    stream.write_all(head(&back).as_bytes()).await.unwrap();
    drop(stream);
    browser.finish(now).await.unwrap();
}
