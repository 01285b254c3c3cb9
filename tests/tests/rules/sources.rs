//! What a source may name, read from the sources.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use stint_tests::programs::root;

#[test]
fn only_the_edges_read_environment_and_arguments() -> Result<()> {
    let edges = ["src-tauri/tray/", "src-tauri/window/", "src-tauri/cli/", "src-tauri/bin/"];
    let names = ["env::var", "env::args", "env::current_dir", "env::home_dir", "env::temp_dir"];
    for (path, text) in sources("src-tauri", "rs")? {
        let is_edge = edges.iter().any(|edge| path.starts_with(edge));
        let found = names.iter().find(|name| own_code(&text).contains(*name));
        ensure!(is_edge || found.is_none(), "{path} names {}", found.unwrap_or(&""));
    }
    Ok(())
}

#[test]
fn only_the_host_folder_of_the_page_knows_tauri() -> Result<()> {
    let mut sources_of_page = sources("ui/src", "ts")?;
    sources_of_page.extend(sources("ui/src", "svelte")?);
    ensure!(!sources_of_page.is_empty(), "the page has no sources");
    for (path, text) in sources_of_page {
        ensure!(path.starts_with("ui/src/host/") || !text.contains("@tauri-apps"), "{path} imports from @tauri-apps");
    }
    Ok(())
}

#[test]
fn the_root_package_names_tauri_only_in_the_program_of_the_window() -> Result<()> {
    for (path, text) in sources("src-tauri/bin", "rs")? {
        ensure!(path.ends_with("stint-window.rs") || !text.contains("tauri::"), "{path} names tauri");
    }
    Ok(())
}

#[test]
fn no_service_imports_another() -> Result<()> {
    let folder = "src-tauri/connect/src/services";
    if !root().join(folder).is_dir() {
        return Ok(());
    }
    for (path, text) in sources(folder, "rs")? {
        let own = path[folder.len() + 1..].split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        let named = text.split("services::").skip(1).map(|rest| rest.split(':').next().unwrap_or_default());
        let others: Vec<&str> = named.filter(|name| *name != own).collect();
        ensure!(others.is_empty(), "{path} imports {others:?}");
    }
    Ok(())
}

#[test]
fn no_test_sleeps() -> Result<()> {
    let word = ["sle", "ep("].concat();
    for folder in ["src-tauri", "tests", "xtask"] {
        for (path, text) in sources(folder, "rs")? {
            let is_all_test = path.contains("/tests/") || path.starts_with("tests/");
            let tests = if is_all_test { text.as_str() } else { &text[own_code(&text).len()..] };
            ensure!(!tests.contains(&word), "a test in {path} sleeps");
        }
    }
    Ok(())
}

#[test]
fn every_module_opens_with_a_sentence() -> Result<()> {
    for folder in ["src-tauri", "tests", "xtask"] {
        for (path, text) in sources(folder, "rs")? {
            ensure!(text.starts_with("//! "), "{path} does not say what it is");
        }
    }
    Ok(())
}

/// A source without its tests.
pub(crate) fn own_code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// The sources in a folder, each with its path from the root.
pub(crate) fn sources(folder: &str, ending: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    add(&root().join(folder), ending, &mut found)?;
    let named = |path: PathBuf| -> Result<(String, String)> {
        let text = fs::read_to_string(&path)?;
        Ok((path.strip_prefix(root())?.display().to_string(), text))
    };
    found.into_iter().map(named).collect()
}

fn add(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            add(&path, ending, found)?;
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    Ok(())
}
