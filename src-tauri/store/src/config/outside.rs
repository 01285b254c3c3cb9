//! What the settings file says of the outside world: where services lie, own OAuth apps, where secrets are kept.

use std::collections::BTreeMap;

use toml_edit::{Document, DocumentMut, Item, Table};

use super::{line_at, put};

const ENDPOINTS: &str = "endpoints";
const OAUTH: &str = "oauth";
const VAULT: &str = "vault";

/// The names of the top level that are read here.
pub(super) const KEYS: [&str; 3] = [ENDPOINTS, OAUTH, VAULT];

/// Where secrets may be kept.
const VAULTS: [&str; 3] = ["keyring", "file", "memory"];

/// What the file says of the outside world.
#[derive(Clone, Debug, Default)]
pub(super) struct Outside {
    /// Origins by service.
    pub endpoints: BTreeMap<String, String>,
    /// Client ids by service, or by service and origin.
    pub oauth_apps: BTreeMap<String, String>,
    /// Where secrets are kept.
    pub vault: Option<String>,
}

/// Reads what is right, and names what is not.
pub(super) fn read(document: &Document<&str>, text: &str, problems: &mut Vec<(usize, String)>) -> Outside {
    let mut problem = |item: &Item, name: &str, expected: &str| {
        let line = line_at(text, item.span().map_or(0, |span| span.start));
        problems.push((line, format!("line {line}, {name}: {expected} is expected; it is passed over")));
    };
    let mut table = |name: &str, expected: &str, fit: fn(&str) -> Option<String>| {
        let mut values = BTreeMap::new();
        let Some(item) = document.get(name) else { return values };
        let Some(table) = item.as_table_like() else {
            problem(item, name, &format!("a table [{name}]"));
            return values;
        };
        for (key, item) in table.iter() {
            match item.as_str().and_then(fit) {
                Some(value) => drop(values.insert(key.to_owned(), value)),
                None => problem(item, &format!("{name}.{key}"), expected),
            }
        }
        values
    };
    let endpoints = table(ENDPOINTS, "an origin such as \"https://git.example.org:8443\"", origin);
    let oauth_apps = table(OAUTH, "the client id of an OAuth app", client_id);
    let vault = document.get(VAULT);
    let known = vault.and_then(Item::as_str).filter(|word| VAULTS.contains(word)).map(str::to_owned);
    if let (Some(item), None) = (vault, &known) {
        problem(item, VAULT, "\"keyring\", \"file\" or \"memory\"");
    }
    Outside { endpoints, oauth_apps, vault: known }
}

/// Sets a client id, or takes it away.
pub(super) fn set_oauth_app(document: &mut DocumentMut, key: &str, id: Option<&str>) -> Result<(), String> {
    if id.is_some_and(|id| client_id(id).is_none()) {
        return Err("a client id is one word".to_owned());
    }
    if id.is_none() && !document.contains_key(OAUTH) {
        return Ok(());
    }
    let table = document.entry(OAUTH).or_insert_with(|| Item::Table(Table::new()));
    let table = table.as_table_like_mut().ok_or("oauth is no table")?;
    match id {
        Some(id) => put(table, key, id.into()),
        None => drop(table.remove(key)),
    }
    Ok(())
}

/// Sets where secrets are kept.
pub(super) fn set_vault(document: &mut DocumentMut, kind: &str) -> Result<(), String> {
    if !VAULTS.contains(&kind) {
        return Err(format!("“{kind}” is no place for secrets"));
    }
    put(document.as_table_mut(), VAULT, kind.into());
    Ok(())
}

/// An origin as far as its shape goes; whether Stint may go there is decided by the one who goes.
fn origin(text: &str) -> Option<String> {
    let origin = text.strip_suffix('/').unwrap_or(text);
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"))?;
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"/\\?#@".contains(c);
    (!host.is_empty() && host.chars().all(is_plain)).then(|| origin.to_owned())
}

fn client_id(text: &str) -> Option<String> {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control();
    (!text.is_empty() && text.len() <= 500 && text.chars().all(is_plain)).then(|| text.to_owned())
}
