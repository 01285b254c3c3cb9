//! What the program was started with.

use std::ffi::OsString;

use stint_api::command::{OpenWindow, Place};

/// What to do.
#[derive(Debug, PartialEq)]
pub enum Asked {
    /// Show this.
    Show(OpenWindow),
    /// Pass this link on to the command line; it is neither shown nor read here.
    Follow(OsString),
    /// Say this and end well.
    Say(String),
    /// Say this and end with a complaint.
    Complain(String),
}

const USAGE: &str = "stint-window [--place main|today|tasks|feed|settings|accounts|notifications|data] [--section NAME]\n\nThe window of Stint. Start it with `stint window`.";

/// Reads the arguments after the program's name.
pub fn read(args: &[OsString]) -> Asked {
    // Before anything else: a link may carry what nobody else shall read, not even in a complaint.
    if let Some(link) = args.iter().find(|word| is_link(&word.to_string_lossy())) {
        return Asked::Follow(link.clone());
    }
    let words: Vec<_> = args.iter().map(|word| word.to_string_lossy()).collect();
    let parts: Vec<&str> = words.iter().flat_map(|word| parts(word)).collect();
    match parts[..] {
        [] => Asked::Show(OpenWindow::at(Place::Main)),
        ["--place", name] => show(name, None),
        ["--place", name, "--section", section] | ["--section", section, "--place", name] => show(name, Some(section)),
        ["--help" | "-h"] => Asked::Say(USAGE.to_owned()),
        ["--version" | "-V"] => Asked::Say(format!("stint-window {}", env!("CARGO_PKG_VERSION"))),
        _ => Asked::Complain(format!("Not understood: {}\n\n{USAGE}", words.join(" "))),
    }
}

fn is_link(word: &str) -> bool {
    word.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("stint"))
}

/// `--place=tasks` is `--place tasks`.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    match word.split_once('=') {
        Some((option, value)) if option.starts_with("--") => [Some(option), Some(value)],
        _ => [Some(word), None],
    }
    .into_iter()
    .flatten()
}

fn show(name: &str, section: Option<&str>) -> Asked {
    let place = match name {
        "main" => Place::Main,
        "today" => Place::Today,
        "tasks" => Place::Tasks,
        "feed" => Place::Feed,
        "settings" => Place::Settings,
        "accounts" => Place::Accounts,
        "notifications" => Place::Notifications,
        "data" => Place::Data,
        _ => return Asked::Complain(format!("There is no place called {name}.\n\n{USAGE}")),
    };
    Asked::Show(OpenWindow { place, section: section.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str]) -> Asked {
        read(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    fn shows(place: Place) -> Asked {
        Asked::Show(OpenWindow::at(place))
    }

    #[test]
    fn a_place_can_be_named_in_both_forms() {
        assert_eq!(asked(&[]), shows(Place::Main));
        assert_eq!(asked(&["--place", "tasks"]), shows(Place::Tasks));
        assert_eq!(asked(&["--place=data"]), shows(Place::Data));
        assert_eq!(asked(&["--place", "feed"]), shows(Place::Feed));
        assert_eq!(asked(&["--place=notifications"]), shows(Place::Notifications));
    }

    #[test]
    fn a_section_goes_with_its_place() {
        let github = || Asked::Show(OpenWindow { place: Place::Accounts, section: Some("github".to_owned()) });
        assert_eq!(asked(&["--place", "accounts", "--section", "github"]), github());
        assert_eq!(asked(&["--section=github", "--place=accounts"]), github());
    }

    #[test]
    fn a_link_is_passed_on_whatever_stands_beside_it() {
        for words in
            [&["stint://oauth/slack?code=canary"][..], &["STINT://x"], &["--place", "stint:x"], &["a", "stint:"]]
        {
            assert!(matches!(asked(words), Asked::Follow(_)), "{words:?}");
        }
        assert!(matches!(asked(&["stints://x"]), Asked::Complain(_)));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        assert!(matches!(asked(&["--place", "moon"]), Asked::Complain(words) if words.contains("moon")));
        assert!(matches!(asked(&["--place"]), Asked::Complain(_)));
    }
}
