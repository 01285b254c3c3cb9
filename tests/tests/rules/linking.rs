//! What the built programs are linked to.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use stint_tests::programs;

#[test]
fn the_tray_program_links_neither_gtk_nor_webkit() -> Result<()> {
    let libraries = linked(&programs::stint()?)?;
    ensure!(libraries.iter().any(|name| name.starts_with("libc.so")), "the list was not understood: {libraries:?}");
    for unwanted in ["gtk", "gdk", "webkit", "javascriptcore", "glib", "soup", "sqlite", "ssl"] {
        let found = libraries.iter().find(|name| name.contains(unwanted));
        ensure!(found.is_none(), "stint links {found:?}");
    }
    Ok(())
}

#[test]
fn the_program_of_the_window_links_the_web_view() -> Result<()> {
    let libraries = linked(&programs::stint_window()?)?;
    ensure!(libraries.iter().any(|name| name.contains("webkit2gtk-4.1")), "stint-window links {libraries:?}");
    Ok(())
}

fn linked(program: &Path) -> Result<Vec<String>> {
    let output = Command::new("readelf").arg("-d").arg(program).output().context("could not start readelf")?;
    let text = String::from_utf8(output.stdout)?;
    let names = text.lines().filter(|line| line.contains("(NEEDED)")).filter_map(|line| line.split(['[', ']']).nth(1));
    Ok(names.map(str::to_owned).collect())
}
