//! The help as a reader meets it.

use clap::{CommandFactory, Parser};

use super::desk::Fake;
use crate::args::Cli;

/// Every command, those with commands below them included.
fn all() -> Vec<clap::Command> {
    let mut found = vec![Cli::command()];
    let mut seen = 0;
    while seen < found.len() {
        let below: Vec<_> = found[seen].get_subcommands().cloned().collect();
        found.extend(below);
        seen += 1;
    }
    found
}

/// The words of a line as a shell reads it, what goes to or comes from a file or another program left out.
fn words(line: &str) -> Vec<String> {
    let line = line.split([' ', '\n']).take_while(|word| !["<", ">", "|"].contains(word)).collect::<Vec<_>>().join(" ");
    let quoted = line.split('"').enumerate();
    let parts = quoted.flat_map(|(nth, part)| match nth % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    parts.collect()
}

#[test]
fn examples_are_understood() {
    let mut count = 0;
    for command in all() {
        let Some(more) = command.get_after_help() else { continue };
        for line in more.to_string().lines().filter_map(|line| line.strip_prefix("  stint ")) {
            let parsed = Cli::try_parse_from(std::iter::once("stint".to_owned()).chain(words(line)));
            assert!(parsed.is_ok(), "{line}: {parsed:?}");
            let is_its = line.split(' ').any(|word| word == command.get_name());
            assert!(is_its, "{line} is no example of {}", command.get_name());
            count += 1;
        }
    }
    assert!(count > 30, "{count} examples");
}

#[test]
fn every_word_of_the_command_line_says_what_it_is() {
    for command in all() {
        assert!(command.get_about().is_some(), "{}", command.get_name());
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty() && !help.ends_with('.'), "{} {}: {help}", command.get_name(), arg.get_id());
        }
    }
}

#[test]
fn what_prints_data_takes_json() {
    let silent = ["stint", "open-url", "completions"];
    for command in all().iter().filter(|command| !silent.contains(&command.get_name())) {
        let has_json = command.get_arguments().any(|arg| arg.get_long() == Some("json"));
        let asks_below = command.has_subcommands() && command.is_subcommand_required_set();
        assert!(has_json || asks_below, "{}", command.get_name());
    }
}

#[tokio::test]
async fn completions_hold_every_command_and_option() {
    let fake = Fake::absent();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = fake.run(&format!("completions {shell}")).await.out;
        for command in all() {
            assert!(script.contains(command.get_name()), "{shell} does not complete {}", command.get_name());
            for long in command.get_arguments().filter_map(|arg| arg.get_long()) {
                assert!(script.contains(long), "{shell} does not complete --{long} of {}", command.get_name());
            }
        }
    }
}

#[tokio::test]
async fn a_limit_that_the_engine_does_not_know_is_a_mistake_everywhere() {
    let fake = Fake::absent();
    for (line, most) in
        [("tasks", 1_000), ("feed", 1_000), ("log", 5_000), ("accounts log", 1_000), ("accounts requests", 1_000)]
    {
        for limit in [0, most + 1] {
            let outcome = fake.run(&format!("{line} --limit {limit}")).await;
            assert!(outcome.code == 2 && outcome.err.contains(&format!("1..={most}")), "{outcome}");
        }
    }
}
