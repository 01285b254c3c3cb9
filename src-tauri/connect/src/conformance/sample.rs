//! The smallest connector that passes: its service keeps its items in memory and answers in pages of three.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use stint_core::{
    incoming::{Batch, Cursor},
    secret::ExposeSecret,
    text,
    work::{Kind, LookedUp, State, Why, WorkBatch, WorkItem},
};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{bearer_token, path, path_regex},
};

use super::{FakeService, Fate, Issue, SECRET, connector_tests};
use crate::{
    connector::{Asked, Connector, Descriptor, Hosts, Identity, Known, Manners, SignIn, Site, TokenForm, WorkSource},
    error::{Error, Result},
    http::Reply,
    session::Session,
};

const PAGE: usize = 3;
const LONGEST_BODY: usize = 10_000;

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
    items: Vec<Option<Line>>,
    next: Option<String>,
}

/// An item, and all that may be missing of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Line {
    number: Option<usize>,
    title: Option<String>,
    body: Option<String>,
    is_closed: bool,
    is_mine: bool,
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
    async fn fetch(&self, session: &Session, asked: &Asked<'_>) -> Result<WorkBatch> {
        let (mut path, mut items, mut warning) = (Some("/items?from=0".to_owned()), Vec::new(), None);
        while let Some(next) = path.take() {
            match get(session, &next).await {
                Ok(reply) => {
                    let page: Page = reply.json()?;
                    items.extend(page.items.iter().flatten().filter_map(item));
                    path = page.next;
                }
                Err(Error::Refused { why }) if !items.is_empty() => warning = Some(why),
                Err(error) => return Err(error),
            }
        }
        let complete = warning.is_none().then_some(Why::Assigned).into_iter().collect();
        let not_before = asked.now.checked_add(SignedDuration::from_secs(60)).ok();
        let batch = Batch { items, cursor: Some(Cursor("seen".to_owned())), not_before };
        Ok(WorkBatch { batch, complete, warning, unseen: BTreeMap::new() })
    }

    async fn look_up(&self, session: &Session, _asked: &Asked<'_>, wanted: &[Known]) -> Result<Vec<LookedUp>> {
        let mut all = Vec::new();
        for known in wanted {
            let api = session.sites.at("api")?;
            let request = api.get(&format!("/items/{}", known.remote_id))?;
            let reply = api.send(request.bearer_auth(session.secret.expose_secret())).await?;
            all.push(match reply.status() {
                404 => LookedUp::OutOfReach,
                410 => LookedUp::Deleted,
                _ => {
                    let line: Line = reply.accepted(session.now)?.json()?;
                    item(&line).map_or(LookedUp::OutOfReach, |item| LookedUp::Here(Box::new(item)))
                }
            });
        }
        Ok(all)
    }
}

fn item(line: &Line) -> Option<WorkItem> {
    let number = line.number?;
    Some(WorkItem {
        remote_id: number.to_string(),
        kind: Kind::Issue,
        place: "acme/api".to_owned(),
        reference: format!("acme/api#{number}"),
        title: text::told(line.title.as_deref().unwrap_or_default()),
        url: format!("https://sample.example.org/{number}"),
        state: if line.is_closed { State::Closed } else { State::Open },
        whys: line.is_mine.then_some(Why::Assigned).into_iter().collect(),
        labels: Vec::new(),
        author: None,
        milestone: None,
        body: line.body.as_deref().map(|body| body.chars().take(LONGEST_BODY).collect()),
        updated_at: None,
        review: None,
        checks: None,
        replied_at: None,
        mentioned_at: None,
        is_own_doing: false,
        thread: None,
        extra: "{}".to_owned(),
    })
}

#[derive(Clone, Default)]
struct FakeSample(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    issues: BTreeMap<usize, (Issue, Option<Fate>)>,
    has_odd: bool,
    astray: String,
}

impl FakeSample {
    fn page(&self, request: &Request) -> ResponseTemplate {
        let held = self.0.lock().unwrap();
        let from = request.url.query_pairs().find(|(key, _)| key == "from").unwrap().1.parse::<usize>().unwrap();
        let open: Vec<_> = held.issues.values().filter(|(_, fate)| fate.is_none()).collect();
        let mut page: Vec<_> = open.iter().skip(from).take(PAGE).map(|(issue, fate)| line(issue, *fate)).collect();
        if held.has_odd {
            page.extend([json!({}), json!(null), json!({ "number": null, "title": null })]);
        }
        let next = (from + PAGE < open.len()).then(|| format!("{}/items?from={}", held.astray, from + PAGE));
        ResponseTemplate::new(200).set_body_json(json!({ "items": page, "next": next }))
    }

    fn one(&self, request: &Request) -> ResponseTemplate {
        let held = self.0.lock().unwrap();
        let number = request.url.path().rsplit('/').next().unwrap().parse::<usize>().unwrap();
        match held.issues.get(&number) {
            Some((_, Some(Fate::Deleted))) => ResponseTemplate::new(410),
            None | Some((_, Some(Fate::Hidden))) => ResponseTemplate::new(404),
            Some((issue, fate)) => ResponseTemplate::new(200).set_body_json(line(issue, *fate)),
        }
    }
}

fn line(issue: &Issue, fate: Option<Fate>) -> Value {
    let (is_closed, is_mine) = (fate == Some(Fate::Closed), fate != Some(Fate::Unassigned));
    let Issue { number, title, body } = issue;
    json!({ "number": number, "title": title, "body": body, "is_closed": is_closed, "is_mine": is_mine })
}

impl FakeService for FakeSample {
    fn connector(&self) -> Box<dyn Connector> {
        Box::new(Sample)
    }

    fn add(&self, issue: Issue) {
        self.0.lock().unwrap().issues.insert(issue.number, (issue, None));
    }

    fn befall(&self, number: usize, fate: Fate) {
        self.0.lock().unwrap().issues.get_mut(&number).unwrap().1 = Some(fate);
    }

    fn add_odd(&self) {
        self.0.lock().unwrap().has_odd = true;
    }

    fn lead_astray(&self, origin: &str) {
        self.0.lock().unwrap().astray = origin.to_owned();
    }

    async fn answer_on(&self, server: &MockServer) {
        let me = ResponseTemplate::new(200).set_body_json(json!({ "id": 7, "name": "mona" }));
        Mock::given(path("/me")).and(bearer_token(SECRET)).respond_with(me).mount(server).await;
        let (fake, other) = (self.clone(), self.clone());
        let items = move |request: &Request| fake.page(request);
        Mock::given(path("/items")).and(bearer_token(SECRET)).respond_with(items).mount(server).await;
        let one = move |request: &Request| other.one(request);
        Mock::given(path_regex("^/items/")).and(bearer_token(SECRET)).respond_with(one).mount(server).await;
    }
}

connector_tests!(sample_conforms, FakeSample);
