//! The documents say what is there.

use std::fs;

use anyhow::{Context, Result, ensure};
use stint_tests::programs::root;

#[test]
fn documents_stay_short() -> Result<()> {
    for (path, limit) in [("CONTRIBUTING.md", 60), ("docs/architecture.md", 150)] {
        let lines = fs::read_to_string(root().join(path))?.lines().count();
        ensure!(lines <= limit, "{path} has {lines} lines, more than {limit}");
    }
    Ok(())
}

#[test]
fn every_file_that_the_readme_points_at_is_there() -> Result<()> {
    let text = fs::read_to_string(root().join("README.md"))?;
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pictures = text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for path in links.chain(pictures).filter(|path| !path.starts_with("http")) {
        let is_there =
            path.strip_prefix('#').map_or_else(|| root().join(path).exists(), |name| has_heading(&text, name));
        ensure!(is_there, "README.md points at {path}, which is not there");
    }
    Ok(())
}

/// Whether a heading has this name in addresses.
fn has_heading(text: &str, name: &str) -> bool {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-")).any(|slug| slug == name)
}

#[test]
fn ci_runs_the_test_command_of_the_readme() -> Result<()> {
    let script = fs::read_to_string(root().join(".ci/run"))?;
    let last = script.lines().last().context(".ci/run is empty")?;
    let readme = fs::read_to_string(root().join("README.md"))?;
    ensure!(last == "cargo xtask test" && readme.contains(&format!("\n{last} ")), "CI runs `{last}`");
    Ok(())
}
