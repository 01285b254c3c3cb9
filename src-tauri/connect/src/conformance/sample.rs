//! The smallest connector that passes: its service keeps its items in memory and answers in pages of three.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::json;
use stint_core::{
    incoming::{Batch, Coverage, Cursor, WorkItem},
    secret::ExposeSecret,
};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{bearer_token, path},
};

use super::{FakeService, SECRET, connector_tests};
use crate::{
    connector::{Connector, Descriptor, Hosts, Identity, Manners, SignIn, Site, TokenForm, WorkSource},
    error::Result,
    http::Reply,
    session::Session,
};

const PAGE: usize = 3;

static DESCRIPTOR: Descriptor = Descriptor {
    id: "sample",
    name: "Sample",
    icon: "sample.svg",
    summary: "Items to try things with",
    hosts: Hosts {
        standard: Some("https://sample.example.org"),
        regions: &[],
        is_self_hosted: true,
        takes_path: false,
    },
    sites: &[Site { name: "api", standard: "https://api.sample.example.org", below: "", apart: &[] }],
    sign_in: &[SignIn::Token(TokenForm { name: "token", page: "", steps: &[], looks: "", user: None })],
    scopes: &[],
    manners: Manners { poll_every: Duration::from_secs(60), requests: 60, per: Duration::from_secs(3_600) },
    grants_page: "/",
    what_stays: "Nothing stays.",
};

struct Sample;

#[derive(Deserialize)]
struct Me {
    id: u64,
    name: String,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<WorkItem>,
    next: Option<String>,
    seen: u64,
}

async fn get(session: &Session, path: &str) -> Result<Reply> {
    let api = session.sites.at("api")?;
    let request = api.get(path)?.bearer_auth(session.secret.expose_secret());
    api.send(request).await?.accepted(session.now)
}

#[async_trait]
impl Connector for Sample {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    async fn identify(&self, session: &Session) -> Result<Identity> {
        let me: Me = get(session, "/me").await?.json()?;
        Ok(Identity { remote_id: me.id.to_string(), name: me.name, scopes: None, expires_at: None })
    }

    fn work(&self) -> Option<&dyn WorkSource> {
        Some(self)
    }
}

#[async_trait]
impl WorkSource for Sample {
    async fn fetch(&self, session: &Session, cursor: Option<&Cursor>) -> Result<Batch<WorkItem>> {
        let mut next = Some(format!("/items?from={}", cursor.map_or("0", |cursor| cursor.0.as_str())));
        let (mut items, mut seen) = (Vec::new(), 0);
        while let Some(path) = next {
            let page: Page = get(session, &path).await?.json()?;
            items.extend(page.items);
            (next, seen) = (page.next, page.seen);
        }
        let coverage = if cursor.is_some() { Coverage::Partial } else { Coverage::Complete };
        Ok(Batch { items, cursor: Some(Cursor(seen.to_string())), coverage, not_before: None })
    }
}

#[derive(Clone, Default)]
struct FakeSample(Arc<Mutex<Vec<WorkItem>>>);

impl FakeSample {
    fn page(&self, request: &Request) -> ResponseTemplate {
        let items = self.0.lock().unwrap();
        let from = request.url.query_pairs().find(|(key, _)| key == "from").unwrap().1.parse::<usize>().unwrap();
        let page: Vec<_> = items.iter().skip(from).take(PAGE).collect();
        let seen = from + page.len();
        let next = (seen < items.len()).then(|| format!("/items?from={seen}"));
        ResponseTemplate::new(200).set_body_json(json!({ "items": page, "next": next, "seen": seen }))
    }
}

impl FakeService for FakeSample {
    fn connector(&self) -> Box<dyn Connector> {
        Box::new(Sample)
    }

    fn add(&self, item: WorkItem) {
        self.0.lock().unwrap().push(item);
    }

    async fn answer_on(&self, server: &MockServer) {
        let me = ResponseTemplate::new(200).set_body_json(json!({ "id": 7, "name": "somebody" }));
        Mock::given(path("/me")).and(bearer_token(SECRET)).respond_with(me).mount(server).await;
        let fake = self.clone();
        let items = move |request: &Request| fake.page(request);
        Mock::given(path("/items")).and(bearer_token(SECRET)).respond_with(items).mount(server).await;
    }
}

connector_tests!(sample_conforms, FakeSample);
