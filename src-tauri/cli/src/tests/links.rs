//! `stint://` links, and places in the window.

use insta::assert_snapshot;
use stint_api::{
    ApiError, Code,
    command::{OpenUrl, OpenWindow},
};

use super::{desk::Fake, views::did};

#[tokio::test]
async fn a_link_is_handed_over_and_nothing_is_said() {
    let fake = Fake::engine().answer::<OpenUrl>(did("Went on with the sign-in"));
    let link = "stint://oauth/slack?code=canary&state=1";
    assert_snapshot!(fake.run_words(&["open-url", link]).await, @"[exit 0]");
    assert_snapshot!(fake.heard(), @r#"openUrl {"ticket":"…"}"#);
    assert_eq!(fake.taken(), [link]);
}

#[tokio::test]
async fn links_that_are_none_are_dropped_before_anybody_is_asked() {
    let fake = Fake::absent();
    let long = format!("stint://oauth/slack?code={}", "x".repeat(2048));
    for words in [
        &["open-url", "https://example.org/"][..],
        &["open-url", "STINT://oauth/slack"],
        &["open-url", "--version"],
        &["open-url", "stint://a", "stint://b"],
        &["open-url", ""],
        &["open-url", &long],
    ] {
        assert_eq!(fake.run_words(words).await.to_string(), "[exit 0]", "{words:?}");
    }
}

#[tokio::test]
async fn a_link_that_the_engine_refuses_is_dropped_without_a_word() {
    let fake = Fake::engine().refuse::<OpenUrl>(ApiError::new(Code::Refused, "No."));
    assert_eq!(fake.run("open-url stint://x").await.to_string(), "[exit 0]");
}

#[tokio::test]
async fn the_window_opens_at_a_section() {
    let fake = Fake::engine().answer::<OpenWindow>(did("Opened the window"));
    assert_eq!(fake.run("window --place accounts --section github").await.code, 0);
    assert_snapshot!(fake.heard(), @r#"openWindow {"place":"accounts","section":"github"}"#);
}
