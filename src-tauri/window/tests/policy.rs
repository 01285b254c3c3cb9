//! What the page is allowed is what was decided, no more.

#![expect(clippy::unwrap_used, reason = "a test ends where its files cannot be read")]

use std::path::Path;

use serde_json::Value;

fn read(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn security() -> Value {
    read("tauri.conf.json")["app"]["security"].clone()
}

#[test]
fn the_page_loads_nothing_but_itself() {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                  connect-src ipc: http://ipc.localhost; frame-src 'none'; object-src 'none'; base-uri 'none'; \
                  form-action 'none'";
    assert_eq!(security()["csp"], policy);
}

#[test]
fn the_page_cannot_bend_what_tauri_puts_into_it() {
    let app = read("tauri.conf.json")["app"].clone();
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["security"]["freezePrototype"], true);
    assert_eq!(app["security"]["assetProtocol"]["enable"], false);
    assert_eq!(app["security"]["dangerousDisableAssetCspModification"], false);
    assert_eq!(app["security"]["capabilities"], serde_json::json!(["window"]));
}

#[test]
fn a_page_may_hear_events_and_call_our_commands_and_nothing_else() {
    let capability = read("src-tauri/capabilities/window.json");
    let granted: Vec<_> = capability["permissions"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
    let ours = stint_window::NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-")));
    let core = ["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned);
    assert_eq!(granted, core.into_iter().chain(ours).collect::<Vec<_>>());
    assert_eq!(capability["windows"], serde_json::json!(["main", "settings"]));
    assert!(granted.iter().all(|permission| !permission.contains("deep-link")), "links are none of a page's business");
    assert!(!stint_window::NAMES.contains(&"open_url"));
    assert_eq!(capability.get("remote"), None);
    assert_eq!(std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../capabilities")).unwrap().count(), 1);
}

/// A link comes from outside, through the command line; a page has no part in it.
const NOT_FOR_A_PAGE: &str = "OpenUrl";

#[test]
fn every_request_of_the_api_has_its_command() {
    let sources = ["../api/src/command.rs", "../api/src/question.rs"];
    let text: String =
        sources.map(|file| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()).concat();
    let list = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/list.rs")).unwrap();
    let requests: Vec<_> =
        text.lines().filter_map(|line| line.split_once("\" -> ")?.0.trim().split_once(" \"")).collect();
    assert!(requests.len() > 30, "the requests were not found in the sources");
    for (request, _) in requests.into_iter().filter(|(request, _)| *request != NOT_FOR_A_PAGE) {
        assert!(list.contains(&format!("                {request} ")), "{request} is missing in list.rs");
    }
}
