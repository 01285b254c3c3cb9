//! What the program was started with.

use std::ffi::OsString;

use stint_api::command::Place;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// Show this.
    Show(Place),
    /// Say this and end well.
    Say(String),
    /// Say this and end with a complaint.
    Complain(String),
}

const USAGE: &str =
    "stint-window [--place main|today|tasks|settings|data]\n\nThe window of Stint. Start it with `stint window`.";

/// Reads the arguments after the program's name.
pub fn read(args: &[OsString]) -> Asked {
    let words: Vec<_> = args.iter().map(|word| word.to_string_lossy()).collect();
    match words.iter().map(AsRef::as_ref).collect::<Vec<&str>>()[..] {
        [] => Asked::Show(Place::Main),
        ["--place", name] => place(name),
        ["--help" | "-h"] => Asked::Say(USAGE.to_owned()),
        ["--version" | "-V"] => Asked::Say(format!("stint-window {}", env!("CARGO_PKG_VERSION"))),
        [word] if word.starts_with("--place=") => place(&word["--place=".len()..]),
        _ => Asked::Complain(format!("Not understood: {}\n\n{USAGE}", words.join(" "))),
    }
}

fn place(name: &str) -> Asked {
    match name {
        "main" => Asked::Show(Place::Main),
        "today" => Asked::Show(Place::Today),
        "tasks" => Asked::Show(Place::Tasks),
        "settings" => Asked::Show(Place::Settings),
        "accounts" => Asked::Show(Place::Accounts),
        "data" => Asked::Show(Place::Data),
        _ => Asked::Complain(format!("There is no place called {name}.\n\n{USAGE}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str]) -> Asked {
        read(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_place_can_be_named_in_both_forms() {
        assert_eq!(asked(&[]), Asked::Show(Place::Main));
        assert_eq!(asked(&["--place", "tasks"]), Asked::Show(Place::Tasks));
        assert_eq!(asked(&["--place=data"]), Asked::Show(Place::Data));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        assert!(matches!(asked(&["--place", "moon"]), Asked::Complain(words) if words.contains("moon")));
        assert!(matches!(asked(&["--place"]), Asked::Complain(_)));
    }
}
