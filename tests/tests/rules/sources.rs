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
        let uses = text.split("services::").skip(1).map(|rest| rest.split(';').next().unwrap_or_default());
        let words = uses.flat_map(|used| used.split(|it: char| !it.is_alphanumeric()));
        // What several of them share lies beside them.
        let others: Vec<&str> = words
            .filter(|it| *it != own && *it != "work" && root().join(folder).join(it).is_dir() && !it.is_empty())
            .collect();
        ensure!(others.is_empty(), "{path} imports {others:?}");
    }
    Ok(())
}

#[test]
fn the_engine_names_no_service() -> Result<()> {
    let folder = root().join("src-tauri/connect/src/services");
    let names = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    let folders = names.iter().filter(|path| path.is_dir()).filter_map(|path| path.file_name()?.to_str());
    // The generic one is called as the hosts of examples are, and what several share is none.
    let services: Vec<&str> = folders.filter(|name| !matches!(*name, "git" | "work")).collect();
    ensure!(services.contains(&"github") && services.len() > 5, "the services are elsewhere: {services:?}");
    for (path, text) in sources("src-tauri/engine/src", "rs")?.into_iter().filter(|(path, _)| !is_test(path)) {
        let code = own_code(&text).lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            let words = line.split(|it: char| !it.is_alphanumeric()).map(str::to_lowercase);
            let named = words.into_iter().find(|word| services.contains(&word.as_str()));
            ensure!(named.is_none(), "{path} names {}: {}", named.unwrap_or_default(), line.trim());
        }
    }
    Ok(())
}

#[test]
fn only_core_says_what_a_secret_is_and_nobody_prints_one() -> Result<()> {
    for (path, text) in sources("src-tauri", "rs")?.into_iter().filter(|(path, _)| !is_test(path)) {
        let shown = own_code(&text).lines().filter(|line| line.contains("expose_secret()"));
        let printers = ["format!(", "println!", "tracing::", "debug!(", "info!(", "warn!(", "error!(", "panic!("];
        for line in shown {
            let printer = printers.iter().find(|printer| line.contains(*printer));
            ensure!(printer.is_none(), "{path} prints a secret: {}", line.trim());
        }
    }
    Ok(())
}

#[test]
fn no_test_sleeps() -> Result<()> {
    let word = ["sle", "ep("].concat();
    for folder in ["src-tauri", "tests", "xtask"] {
        for (path, text) in sources(folder, "rs")? {
            let tests = if is_test(&path) { text.as_str() } else { own_tests(&text) };
            // `with_sleep(` gives a program something else to wait with.
            let mut calls = tests.match_indices(&word).map(|(at, _)| tests[..at].chars().next_back());
            let sleeps = calls.any(|before| before.is_none_or(|it| !it.is_alphanumeric() && it != '_'));
            ensure!(!sleeps, "a test in {path} sleeps");
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
    &text[..text.len() - own_tests(text).len()]
}

/// The tests in a source, which stand at its end; a line that only names a file of tests holds none.
fn own_tests(text: &str) -> &str {
    let marks = text.match_indices("#[cfg(test)]").map(|(at, _)| &text[at..]);
    let names_a_file = |rest: &str| rest.lines().nth(1).is_some_and(|line| line.trim_end().ends_with(';'));
    marks.into_iter().find(|rest| !names_a_file(rest)).unwrap_or_default()
}

/// Whether a source is for tests alone.
fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.starts_with("tests/")
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
