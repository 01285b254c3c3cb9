//! The line of the timer field, taken apart.

use proptest::prelude::*;
use stint_core::phrase::{Phrase, parse};

fn phrase(words: &str, project: Option<&str>, tags: &[&str], reference: Option<&str>) -> Phrase {
    Phrase {
        words: words.to_owned(),
        project: project.map(str::to_owned),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        reference: reference.map(str::to_owned),
    }
}

#[test]
fn lines_are_taken_apart() {
    let table = [
        ("Fix the login", phrase("Fix the login", None, &[], None)),
        ("", phrase("", None, &[], None)),
        ("  Fix \t it ", phrase("Fix it", None, &[], None)),
        ("Fix @api #deep #Review", phrase("Fix", Some("api"), &["deep", "Review"], None)),
        ("#42", phrase("", None, &[], Some("#42"))),
        ("acme/api#42 @api", phrase("", Some("api"), &[], Some("acme/api#42"))),
        ("group/team/app!318", phrase("", None, &[], Some("group/team/app!318"))),
        ("Review !318", phrase("Review", None, &[], Some("!318"))),
        ("#42 then #43", phrase("then #43", None, &[], Some("#42"))),
        (r#"Plan @"New Client" #deep"#, phrase("Plan", Some("New Client"), &["deep"], None)),
        (r#"@"still  open"#, phrase("", Some("still open"), &[], None)),
        (r#"@"x"y @api"#, phrase(r#"@api"#, Some(r#""x"y"#), &[], None)),
        ("@api @web", phrase("@web", Some("api"), &[], None)),
        ("#deep #deep", phrase("", None, &["deep"], None)),
        (r"\@home \#1 \!2 \n", phrase(r"@home #1 !2 \n", None, &[], None)),
        ("Mail ada@example.org", phrase("Mail ada@example.org", None, &[], None)),
        ("@ # ! #! ## @@x", phrase("@ # ! #! ## @@x", None, &[], None)),
        ("c# f#42x wow!1", phrase("c# f#42x wow!1", None, &[], None)),
        ("https://example.org/a#42", phrase("https://example.org/a#42", None, &[], None)),
        ("@Büro #größe #3d", phrase("", Some("Büro"), &["größe", "3d"], None)),
    ];
    for (line, expected) in table {
        assert_eq!(parse(line), expected, "{line}");
    }
}

/// What a word in the line becomes among the words, where a backslash makes it a plain one.
fn unescaped(word: &str) -> Option<&str> {
    word.strip_prefix('\\').filter(|rest| rest.starts_with(['@', '#', '!']))
}

/// Takes one `word` out of the phrase; false where it is nowhere.
fn take(word: &str, words: &mut Vec<&str>, phrase: &Phrase) -> bool {
    let plain = unescaped(word).unwrap_or(word);
    if let Some(place) = words.iter().position(|it| *it == plain) {
        words.remove(place);
        return true;
    }
    phrase.reference.as_deref() == Some(word)
        || word.strip_prefix('@').is_some_and(|name| phrase.project.as_deref() == Some(name))
        || word.strip_prefix('#').is_some_and(|tag| phrase.tags.contains(tag))
}

proptest! {
    #[test]
    fn no_word_is_ever_lost_and_none_is_made_up(line in r"([@#!\\]{0,2}[a-c/.4-5]{0,3}[@#!]?[4b]{0,2} {0,2}){0,8}|\PC*") {
        // Names in quotes are told apart by the table.
        let line = line.replace('"', "");
        let phrase = parse(&line);
        let mut words: Vec<&str> = phrase.words.split_whitespace().collect();
        // An escaped word stands among the words only; one that looks like it there may be the reference, too.
        let (escaped, other): (Vec<&str>, Vec<&str>) =
            line.split_whitespace().partition(|word| unescaped(word).is_some());
        for word in escaped.into_iter().chain(other) {
            prop_assert!(take(word, &mut words, &phrase), "{word:?} is not in {phrase:?}");
        }
        prop_assert!(words.is_empty(), "{words:?} were made up");
    }
}
