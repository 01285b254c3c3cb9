//! What a made-up service holds, and how it says so in pages of three.

use std::collections::BTreeMap;

use serde_json::Value;
use wiremock::{Request, ResponseTemplate};

use crate::conformance::{Fate, Issue};

/// How many a page holds, whatever was asked for.
const A_PAGE: usize = 3;

/// What a made-up service holds.
#[derive(Default)]
pub(in crate::services) struct Held {
    pub issues: BTreeMap<usize, (Issue, Option<Fate>)>,
    pub has_odd: bool,
    /// Where it answers.
    pub origin: String,
    /// Where links lead instead.
    pub astray: Option<String>,
}

impl Held {
    /// Those that are open and the person's.
    pub fn open(&self) -> Vec<&Issue> {
        self.issues.values().filter(|(_, fate)| fate.is_none()).map(|(issue, _)| issue).collect()
    }

    /// A page of a list, with a link to the next one.
    pub fn page(&self, request: &Request, all: Vec<Value>) -> ResponseTemplate {
        let asked = request.url.query_pairs().find(|(key, _)| key == "page");
        let page: usize = asked.map_or(1, |(_, page)| page.parse().unwrap());
        let has_next = page * A_PAGE < all.len();
        let shown: Vec<Value> = all.into_iter().skip((page - 1) * A_PAGE).take(A_PAGE).collect();
        let answer = ResponseTemplate::new(200).set_body_json(shown);
        if !has_next {
            return answer;
        }
        let mut next = request.url.clone();
        let kept: Vec<_> = next.query_pairs().into_owned().filter(|(key, _)| key != "page").collect();
        next.query_pairs_mut().clear().extend_pairs(kept).append_pair("page", &(page + 1).to_string());
        let origin = self.astray.as_ref().unwrap_or(&self.origin);
        let next = format!("{origin}{}?{}", next.path(), next.query().unwrap_or_default());
        answer.insert_header("Link", format!("<{next}>; rel=\"next\"").as_str())
    }

    /// One issue; 404 where it is gone or hidden.
    pub fn one(&self, request: &Request, shown: impl Fn(&Issue, Option<Fate>) -> Value) -> ResponseTemplate {
        let number: usize = request.url.path().rsplit('/').next().unwrap().parse().unwrap();
        match self.issues.get(&number) {
            None | Some((_, Some(Fate::Deleted | Fate::Hidden))) => ResponseTemplate::new(404),
            Some((issue, fate)) => ResponseTemplate::new(200).set_body_json(shown(issue, *fate)),
        }
    }
}
