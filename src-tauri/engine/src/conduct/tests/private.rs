//! Hosts that lead to a private network: asked about once, allowed exactly, or left alone.

use stint_core::account::{Allowance, Way};

use super::*;
use crate::conduct::Stage;

const HOST: &str = "https://127.0.0.1:9";

fn begin(bench: &mut Bench, origin: &str, known: Vec<Account>) {
    let wish = SignIn { origin: origin.to_owned(), is_moved: false, known, ..bench.wish(Way::Token) };
    bench.paste("smp_1", wish);
}

async fn asked(bench: &mut Bench) -> Vec<String> {
    loop {
        let Told::Stage { stage, .. } = bench.told().await else { panic!("it ended") };
        if let Stage::AskingPrivate { addresses } = stage {
            return addresses;
        }
    }
}

#[tokio::test]
async fn a_private_address_is_asked_about_and_left_alone_without_leave() {
    let mut bench = Bench::new().await;
    begin(&mut bench, HOST, Vec::new());
    assert_eq!(asked(&mut bench).await, ["127.0.0.1"]);
    bench.conduct.perform(Errand::Answer { attempt: "one".to_owned(), is_allowed: false });
    let (message, hint) = bench.failed().await;
    assert_eq!(message, "127.0.0.1:9 lies at 127.0.0.1, which you did not allow.");
    assert!(hint.ends_with("Nothing was stored."));
}

#[tokio::test]
async fn a_private_address_that_is_allowed_is_spoken_to() {
    let mut bench = Bench::new().await;
    begin(&mut bench, HOST, Vec::new());
    asked(&mut bench).await;
    bench.conduct.perform(Errand::Answer { attempt: "one".to_owned(), is_allowed: true });
    let (message, _) = bench.failed().await;
    assert!(message.starts_with("127.0.0.1:9 cannot be reached:"), "nobody listens there, but it was tried: {message}");
}

#[tokio::test]
async fn an_address_allowed_before_is_not_asked_about_again() {
    let mut bench = Bench::new().await;
    let allowance =
        |port| Some(Allowance { host: "127.0.0.1".to_owned(), port, addresses: vec!["127.0.0.1".parse().unwrap()] });
    let known = |port, bench: &Bench| Account { allowance: allowance(port), ..bench.account(Way::Token) };
    let same = known(9, &bench);
    begin(&mut bench, HOST, vec![same]);
    assert!(bench.failed().await.0.starts_with("127.0.0.1:9 cannot be reached:"));
    let other_port = known(10, &bench);
    begin(&mut bench, HOST, vec![other_port]);
    assert_eq!(asked(&mut bench).await, ["127.0.0.1"]);
}

#[tokio::test]
async fn no_question_is_asked_about_a_metadata_server() {
    let mut bench = Bench::new().await;
    begin(&mut bench, "https://169.254.169.254", Vec::new());
    assert!(bench.failed().await.0.contains("leads to an address where no service lies"));
}

#[tokio::test]
async fn a_question_that_is_not_answered_ends_with_the_sign_in() {
    let mut bench = Bench::new().await;
    begin(&mut bench, HOST, Vec::new());
    asked(&mut bench).await;
    assert!(bench.waits.lock().unwrap().contains(&Duration::from_secs(300)));
    bench.run_out.notify_one();
    assert_eq!(bench.failed().await.0, "Nobody said whether 127.0.0.1:9 may be asked at 127.0.0.1.");
}
