//! The words of a notice as a notification bears them: clean and short, whoever wrote them.

use stint_core::text;
use stint_engine::Notice;

/// The longest title; servers show one line of it.
const LONGEST_TITLE: usize = 120;
/// The longest body; servers show a few lines of it, and some place whatever they are given.
const LONGEST_BODY: usize = 400;

/// One short line.
pub(super) fn title(notice: &Notice) -> String {
    text::shortened(&text::title(&notice.title), LONGEST_TITLE)
}

/// A few lines.
pub(super) fn body(notice: &Notice) -> String {
    let lines: Vec<_> = notice.body.lines().map(text::title).collect();
    text::shortened(&lines.join("\n"), LONGEST_BODY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(title: &str, body: &str) -> Notice {
        let (key, title, body) = ("feed:1".to_owned(), title.to_owned(), body.to_owned());
        Notice { key, title, body, actions: Vec::new(), default: None }
    }

    #[test]
    fn emoji_and_words_from_right_to_left_stay_as_they_are() {
        for words in ["Fix the login 🔁 for 👩‍👩‍👧", "إصلاح تسجيل الدخول", "תיקון הכניסה #42"]
        {
            let notice = notice(words, words);
            assert_eq!((title(&notice).as_str(), body(&notice).as_str()), (words, words));
        }
    }

    #[test]
    fn what_turns_the_order_of_words_or_is_no_letter_goes() {
        let notice = notice("Assigned \u{202e}to\nyou\u{7}", "one\u{2066} line\r\nand \u{1b}[2Janother");
        assert_eq!(title(&notice), "Assigned to you");
        assert_eq!(body(&notice), "one line\nand [2Janother");
    }

    #[test]
    fn long_words_are_cut_between_two_characters_that_a_person_sees() {
        let family = "👩‍👩‍👧";
        let notice = notice(&family.repeat(1_000), &"word ".repeat(1_000));
        let title = title(&notice);
        assert!(title.chars().count() <= LONGEST_TITLE, "{title}");
        assert_eq!(title.strip_suffix('…').map(|kept| kept.replace(family, "")).as_deref(), Some(""));
        let body = body(&notice);
        assert!(body.chars().count() <= LONGEST_BODY && body.ends_with("word…"), "{body}");
    }
}
