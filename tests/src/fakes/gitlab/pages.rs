//! A page of a list (<https://docs.gitlab.com/api/rest/#pagination>).

use serde_json::Value;

use crate::fakes::spoken::{Answer, Asked};

const USUAL: usize = 20;
const LONGEST: usize = 100;
const MOST_COUNTED: usize = 10_000;

/// The page that was asked for, with the ways to the others; how many there are may be left out.
pub(super) fn page<T>(asked: &Asked, all: Vec<T>, hides_totals: bool, shape: impl Fn(T) -> Value) -> Answer {
    let number = |name: &str| asked.query(name).and_then(|value| value.parse().ok()).filter(|number| *number > 0);
    let (page, per_page) = (number("page").unwrap_or(1), number("per_page").unwrap_or(USUAL).min(LONGEST));
    let total = all.len();
    let pages = total.div_ceil(per_page).max(1);
    let shown: Vec<Value> = all.into_iter().skip((page - 1) * per_page).take(per_page).map(shape).collect();
    let next = (page < pages).then_some(page + 1);
    let previous = (page > 1).then_some(page - 1);
    let hides_totals = hides_totals || total > MOST_COUNTED;
    let last = (!hides_totals).then_some(pages);
    let ways = [("prev", previous), ("next", next), ("first", Some(1)), ("last", last)];
    let ways = ways.into_iter().filter_map(|(name, to)| Some(way(asked, name, to?, per_page)));
    let said = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let answer = Answer::json(200, &Value::Array(shown))
        .with("Link", ways.collect::<Vec<_>>().join(", "))
        .with("x-page", page)
        .with("x-per-page", per_page)
        .with("x-prev-page", said(previous))
        .with("x-next-page", said(next));
    if hides_totals { answer } else { answer.with("x-total", total).with("x-total-pages", pages) }
}

fn way(asked: &Asked, name: &str, page: usize, per_page: usize) -> String {
    let mut url = asked.url.clone();
    let pairs = asked.url.query_pairs().into_owned();
    let kept: Vec<(String, String)> = pairs.filter(|(key, _)| key != "page" && key != "per_page").collect();
    url.query_pairs_mut().clear().extend_pairs(kept);
    url.query_pairs_mut().append_pair("page", &page.to_string()).append_pair("per_page", &per_page.to_string());
    format!("<{url}>; rel=\"{name}\"")
}
