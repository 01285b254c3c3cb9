//! What every connector that brings work must bear: text of strangers, pages that lead away, answers without end.

use stint_core::work::Why;
use tokio::{io::AsyncWriteExt, net::TcpListener};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

use super::{
    FakeService, Issue,
    checks::{errors_at, start},
    work::{all_known, asked, fetch, here, issue, look_up},
};

pub(crate) async fn titles_are_one_clean_line<F: FakeService>() {
    let (fake, server) = start::<F>(0).await;
    let titles = ["exe.\u{202E}gpj\n\u{2066}\u{0}x", "🚀 עברית 👩‍💻", &"long ".repeat(64 << 10)];
    for (number, title) in titles.into_iter().enumerate() {
        fake.add(Issue { title: title.to_owned(), ..issue(number) });
    }
    let mut items = fetch(&fake, &server, &asked(None, &[])).await.unwrap().batch.items;
    items.sort_by(|a, b| a.reference.cmp(&b.reference));
    let [turned, emoji, long] = &items[..] else { panic!("{} items", items.len()) };
    assert_eq!((turned.title.as_str(), emoji.title.as_str()), ("exe.gpj x", titles[1]));
    assert!(long.title.chars().count() <= 500, "{}", long.title);
}

pub(crate) async fn a_long_body_is_cut<F: FakeService>() {
    let (fake, server) = start::<F>(0).await;
    fake.add(Issue { body: "€".repeat(64 << 10), ..issue(0) });
    fake.add(issue(1));
    let items = fetch(&fake, &server, &asked(None, &[])).await.unwrap().batch.items;
    for (known, found) in all_known(&items).iter().zip(look_up(&fake, &server, &all_known(&items)).await) {
        let body = here(&found).and_then(|it| it.body.as_deref()).unwrap();
        assert!(!body.is_empty() && body.len() <= 64 << 10, "{}: {} bytes", known.reference, body.len());
    }
}

pub(crate) async fn a_page_of_another_origin_is_not_asked_for<F: FakeService>() {
    let (fake, server) = start::<F>(50).await;
    let elsewhere = MockServer::start().await;
    fake.lead_astray(&elsewhere.uri());
    // Whether it says so as a warning or as an error, the way there is never taken.
    if let Ok(batch) = fetch(&fake, &server, &asked(None, &[])).await {
        assert!(!batch.complete.contains(&Why::Assigned));
        assert!(batch.warning.is_some());
    }
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}

pub(crate) async fn a_page_that_is_missing_completes_nothing<F: FakeService>() {
    let (fake, server) = start::<F>(50).await;
    // Nobody listens there.
    fake.lead_astray(&format!("{}/nowhere", server.uri()));
    if let Ok(batch) = fetch(&fake, &server, &asked(None, &[])).await {
        assert!(!batch.complete.contains(&Why::Assigned));
        assert!(batch.warning.is_some());
    }
}

pub(crate) async fn a_body_without_end_and_one_that_breaks_off_are_no_answer<F: FakeService>() {
    let server = MockServer::start().await;
    let endless = |_: &Request| ResponseTemplate::new(200).set_body_raw(vec![b' '; 30 << 20], "application/json");
    Mock::given(any()).respond_with(endless).mount(&server).await;
    assert!(!errors_at::<F>(&server.uri()).await.is_empty());
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4096\r\n\r\n[{\"id\": ";
    assert!(!errors_at::<F>(&breaking_off(head).await).await.is_empty());
}

pub(crate) async fn a_look_up_of_nothing_asks_nothing<F: FakeService>() {
    let (fake, server) = start::<F>(1).await;
    assert_eq!(look_up(&fake, &server, &[]).await, []);
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

/// The origin of a server that says this much and hangs up.
async fn breaking_off(head: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            drop(stream.write_all(head.as_bytes()).await);
        }
    });
    origin
}
