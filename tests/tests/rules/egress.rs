//! There is one way out: one crate that speaks HTTP, one module that makes its client, one that looks names up.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result, ensure};
use stint_tests::programs::root;
use toml_edit::{DocumentMut, TableLike};

use crate::sources::{own_code, sources};

/// What speaks HTTP as a client, with the manifests that may name it: the tests drive a window on this machine.
const SPEAKERS: &[(&str, &[&str])] = &[
    ("attohttpc", &[]),
    ("awc", &[]),
    ("curl", &[]),
    ("fantoccini", &["tests"]),
    ("http_req", &[]),
    ("hyper", &[]),
    ("hyper-util", &["tests"]),
    ("isahc", &[]),
    ("minreq", &[]),
    ("octocrab", &[]),
    ("reqwest", &["src-tauri/connect"]),
    ("surf", &[]),
    ("tauri-plugin-http", &[]),
    ("ureq", &[]),
];

/// The module that makes the client.
const MAKER: &str = "src-tauri/connect/src/http/client.rs";

/// The modules that may hold what it made.
const HOLDERS: [&str; 3] = [MAKER, "src-tauri/connect/src/http.rs", "src-tauri/connect/src/egress.rs"];

/// The module that looks names up.
const RESOLVER: &str = "src-tauri/connect/src/http/resolver.rs";

#[test]
fn only_one_crate_speaks_http() -> Result<()> {
    for package in packages()? {
        let named = dependencies(&package)?;
        for (speaker, owners) in SPEAKERS {
            ensure!(owners.contains(&package.as_str()) || !named.contains(*speaker), "{package} names {speaker}");
        }
    }
    Ok(())
}

#[test]
fn only_one_module_makes_http_clients() -> Result<()> {
    for (path, text) in sources_of_ours()? {
        let code = if path.starts_with("src-tauri/connect/") { text.as_str() } else { own_code(&text) };
        let is_outside = code.contains("reqwest") && !HOLDERS.contains(&path.as_str());
        let found = words(code).find(|word| matches!(*word, "Client" | "ClientBuilder" | "blocking"));
        ensure!(!is_outside || found.is_none(), "{path} names a client of reqwest");
        let makers = ["reqwest::get(", "Client::builder(", "Client::new(", "Client::default("];
        let makes = code.contains("reqwest") && makers.iter().any(|maker| code.contains(maker));
        ensure!(path == MAKER || !makes, "{path} makes a client of its own");
    }
    let maker = fs::read_to_string(root().join(MAKER))?;
    ensure!(maker.matches("Client::builder(").count() == 1, "the one client is made once");
    Ok(())
}

#[test]
fn every_client_keeps_to_the_rules_of_the_way_out() -> Result<()> {
    let maker = fs::read_to_string(root().join(MAKER))?;
    let kept = [
        ".https_only(",
        "Policy::none()",
        ".no_proxy()",
        ".referer(false)",
        ".connect_timeout(",
        ".timeout(",
        ".dns_resolver(",
    ];
    for rule in kept {
        ensure!(maker.contains(rule), "the client is made without {rule}");
    }
    let features = reqwest_features()?;
    for unwanted in ["cookies", "gzip", "brotli", "zstd", "deflate", "socks", "system-proxy", "blocking", "default-tls"]
    {
        ensure!(!features.contains(unwanted), "reqwest is built with {unwanted}");
    }
    Ok(())
}

#[test]
fn only_one_module_looks_names_up_and_none_connects_by_hand() -> Result<()> {
    let names = ["lookup_host", "to_socket_addrs", "ToSocketAddrs", "TcpStream::connect", "UdpSocket", ".connect(("];
    for (path, text) in sources("src-tauri", "rs")? {
        let is_test = path.contains("/tests/") || path.ends_with("/tests.rs");
        let found = names.iter().find(|name| own_code(&text).contains(*name));
        ensure!(is_test || path == RESOLVER || found.is_none(), "{path} names {}", found.unwrap_or(&""));
    }
    Ok(())
}

fn sources_of_ours() -> Result<Vec<(String, String)>> {
    let mut all = sources("src-tauri", "rs")?;
    all.extend(sources("xtask", "rs")?);
    all.extend(sources("tests/src", "rs")?);
    Ok(all)
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|it: char| !it.is_alphanumeric() && it != '_')
}

/// The folder of every package of the workspace; empty for the root itself.
fn packages() -> Result<BTreeSet<String>> {
    let manifest = read("")?;
    let members = manifest["workspace"]["members"].as_array().context("the workspace has members")?;
    let members = members.iter().filter_map(|member| member.as_str().map(str::to_owned));
    Ok(members.chain([String::new()]).collect())
}

/// Whatever a package depends on: to run, to build, for tests, on one platform, under another name.
fn dependencies(package: &str) -> Result<BTreeSet<String>> {
    let manifest = read(package)?;
    let mut found = BTreeSet::new();
    collect(manifest.as_table(), &mut found);
    for (_, platform) in
        manifest.get("target").and_then(|target| target.as_table_like()).into_iter().flat_map(TableLike::iter)
    {
        platform.as_table_like().into_iter().for_each(|table| collect(table, &mut found));
    }
    Ok(found)
}

fn collect(table: &dyn TableLike, found: &mut BTreeSet<String>) {
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for (key, wish) in table.get(kind).and_then(|item| item.as_table_like()).into_iter().flat_map(TableLike::iter) {
            let real = wish.as_table_like().and_then(|wish| wish.get("package")).and_then(|name| name.as_str());
            found.insert(real.unwrap_or(key).to_owned());
        }
    }
}

fn reqwest_features() -> Result<BTreeSet<String>> {
    let manifest = read("")?;
    let reqwest = &manifest["workspace"]["dependencies"]["reqwest"];
    ensure!(reqwest["default-features"].as_bool() == Some(false), "reqwest is built with its default features");
    let features = reqwest["features"].as_array().context("reqwest has features")?;
    Ok(features.iter().filter_map(|feature| feature.as_str().map(str::to_owned)).collect())
}

fn read(package: &str) -> Result<DocumentMut> {
    let file = root().join(Path::new(package)).join("Cargo.toml");
    Ok(fs::read_to_string(&file).with_context(|| file.display().to_string())?.parse()?)
}
