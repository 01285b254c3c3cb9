//! `cargo xtask bench`: measures the release build and writes docs/benchmarks.md.

use std::{fs, process::Command};

use anyhow::{Context, Result};

use crate::{dist, process, setup, workspace};

/// Measures everything; takes about a quarter of an hour, most of it compiling.
pub fn run() -> Result<()> {
    setup::test()?;
    let packages = dist::bundle()?;
    process::run(workspace::cargo().args(["build", "--release", "--package", "stint", "--bins"]))?;
    let programs = rows(&mut measuring())?;
    let curve = rows(measuring().args(["--", "curve"]))?;
    let store = rows(workspace::cargo().args(["bench", "--package", "stint-store"]))?;
    let sizes = packages.iter().map(|file| dist::row(file)).collect::<Result<String>>()?;
    let file = workspace::root().join("docs/benchmarks.md");
    fs::write(&file, page(&machine()?, &(programs + &sizes), &curve, &store))?;
    process::say(&format!("written: {}", file.display()));
    Ok(())
}

fn measuring() -> Command {
    let mut command = workspace::cargo();
    command.args(["run", "--release", "--package", "stint-tests", "--bin", "measure"]);
    command
}

/// The lines of a Markdown table that a program prints.
fn rows(command: &mut Command) -> Result<String> {
    let printed = process::output(command)?;
    Ok(printed.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect())
}

fn page(machine: &str, programs: &str, curve: &str, store: &str) -> String {
    format!(
        "# Benchmarks

Written by `cargo xtask bench`, which measures the release build on a desktop of its own (Xvfb, openbox, xfce4-panel, a private session bus).
The machine: {machine}. Figures differ from machine to machine; the bounds are what must hold.

## The programs

Each row is measured by `cargo run --release -p stint-tests --bin measure`; the sizes by `cargo xtask dist`.

| what | bound | measured |
| --- | --- | --- |
{programs}
PSS counts each shared page by the share. All our processes: `stint`, `stint-window` and the processes of its web view.

## A service that is down for a day

A made-up GitHub closes every connection for 24 simulated hours; each try is one moment, of three requests at most.

| try | minutes after it went down | minutes after the try before |
| ---: | ---: | ---: |
{curve}
## The store alone

1,000,000 entries over ten years, in the process: `cargo bench -p stint-store`.

{store}"
    )
}

/// Cores, memory and system, without a name or a path.
fn machine() -> Result<String> {
    let cores = std::thread::available_parallelism().context("could not count the cores")?;
    let memory = fs::read_to_string("/proc/meminfo")?;
    let kibibytes: u64 = field(&memory, "MemTotal:").trim_end_matches(" kB").trim().parse()?;
    let system = fs::read_to_string("/etc/os-release")?;
    let name = field(&system, "PRETTY_NAME=").trim_matches('"');
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let kernel: Vec<&str> = kernel.trim().split(['.', '-']).take(2).collect();
    Ok(format!(
        "{cores} cores, {} GiB of memory, {name}, Linux {}, no GPU",
        kibibytes.div_ceil(1024 * 1024),
        kernel.join(".")
    ))
}

fn field<'a>(text: &'a str, name: &str) -> &'a str {
    text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim()
}
