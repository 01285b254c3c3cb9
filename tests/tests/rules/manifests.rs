//! What a crate may import, read from its manifest.

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result, ensure};
use stint_tests::programs::root;
use toml_edit::DocumentMut;

/// Each crate of ours with those of ours that it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("api", &[]),
    ("store", &["stint-core"]),
    ("connect", &["stint-core"]),
    ("engine", &["stint-core", "stint-store", "stint-connect", "stint-api"]),
    ("tray", &["stint-core", "stint-store", "stint-engine", "stint-api"]),
    ("cli", &["stint-api"]),
    ("window", &["stint-api"]),
];

/// Each outside crate that only some of ours may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("tauri", &["window"]),
    ("tauri-specta", &["window"]),
    ("tauri-plugin-deep-link", &["window"]),
    ("tauri-plugin-window-state", &["window"]),
    ("gtk", &["window"]),
    ("webkit2gtk", &["window"]),
    ("ksni", &["tray"]),
    ("tray-icon", &["tray"]),
    ("notify-rust", &["tray"]),
    ("rusqlite", &["store"]),
    ("keyring-core", &["store"]),
    ("zbus-secret-service-keyring-store", &["store"]),
    ("apple-native-keyring-store", &["store"]),
    ("windows-native-keyring-store", &["store"]),
    ("argon2", &["store"]),
    ("chacha20poly1305", &["store"]),
    ("oauth2", &["connect"]),
    ("reqwest", &["connect"]),
    ("clap", &["cli"]),
    ("toml_edit", &["store"]),
];

#[test]
fn a_crate_imports_only_what_lies_below_it() -> Result<()> {
    for (name, allowed) in MAY_IMPORT {
        for found in dependencies(name)?.iter().filter(|found| found.starts_with("stint-")) {
            ensure!(allowed.contains(&found.as_str()), "{name} imports {found}");
        }
    }
    Ok(())
}

#[test]
fn every_crate_has_its_place_in_the_rule() -> Result<()> {
    for entry in fs::read_dir(root().join("src-tauri"))? {
        let folder = entry?.path();
        let name = folder.file_name().and_then(|name| name.to_str()).context("a folder has a name")?.to_owned();
        if folder.join("Cargo.toml").is_file() {
            ensure!(MAY_IMPORT.iter().any(|(known, _)| *known == name), "{name} has no place in the rule");
        }
    }
    Ok(())
}

#[test]
fn only_one_crate_names_what_it_wraps() -> Result<()> {
    for (outside, owners) in ONLY_IN {
        for (name, _) in MAY_IMPORT.iter().filter(|(name, _)| !owners.contains(name)) {
            ensure!(!dependencies(name)?.contains(*outside), "{name} names {outside}");
        }
    }
    Ok(())
}

#[test]
fn core_does_no_input_and_no_output() -> Result<()> {
    let found = dependencies("core")?;
    for outside in ["tokio", "rustix", "reqwest", "rusqlite", "directories", "tempfile"] {
        ensure!(!found.contains(outside), "core names {outside}");
    }
    Ok(())
}

#[test]
fn a_secret_has_no_way_to_be_written_as_json() -> Result<()> {
    let manifest: DocumentMut = fs::read_to_string(root().join("Cargo.toml"))?.parse()?;
    let secrecy = manifest["workspace"]["dependencies"].get("secrecy").context("secrets have a crate")?;
    ensure!(secrecy.is_str(), "secrecy is built with features: {secrecy}");
    for (name, _) in MAY_IMPORT {
        let file = root().join("src-tauri").join(name).join("Cargo.toml");
        let manifest: DocumentMut = fs::read_to_string(&file)?.parse()?;
        for table in ["dependencies", "dev-dependencies"] {
            let wish = manifest.get(table).and_then(|table| table.get("secrecy"));
            ensure!(wish.is_none_or(|wish| wish.get("features").is_none()), "{name} wants features of secrecy");
        }
    }
    Ok(())
}

#[test]
fn nothing_that_is_shipped_has_an_engine_whose_clock_is_set_by_hand() -> Result<()> {
    for (name, _) in MAY_IMPORT {
        let file = root().join("src-tauri").join(name).join("Cargo.toml");
        let manifest: DocumentMut = fs::read_to_string(&file)?.parse()?;
        let engine = manifest.get("dependencies").and_then(|table| table.get("stint-engine"));
        ensure!(engine.is_none_or(|engine| engine.get("features").is_none()), "{name} wants features of the engine");
    }
    Ok(())
}

fn dependencies(name: &str) -> Result<BTreeSet<String>> {
    let file = root().join("src-tauri").join(name).join("Cargo.toml");
    let manifest: DocumentMut = fs::read_to_string(&file).with_context(|| file.display().to_string())?.parse()?;
    let mut found = BTreeSet::new();
    let own = manifest.get("dependencies").into_iter();
    let of_platforms = manifest.get("target").and_then(|item| item.as_table_like()).into_iter();
    let of_platforms = of_platforms.flat_map(|table| table.iter().filter_map(|(_, item)| item.get("dependencies")));
    for table in own.chain(of_platforms).filter_map(|item| item.as_table_like()) {
        found.extend(table.iter().map(|(key, _)| key.to_owned()));
    }
    Ok(found)
}
