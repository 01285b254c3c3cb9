//! Sign-ins that are ended, or meet something else than the service: nothing is left behind and no secret is said.

use stint_core::account::Way;
use tokio::task;
use wiremock::{Mock, ResponseTemplate, matchers::path};

use super::*;
use crate::conduct::Stage;

const FRESH: AccountId = AccountId(Uuid::from_u128(1));

async fn until_checking(bench: &mut Bench) {
    while !matches!(bench.told().await, Told::Stage { stage: Stage::Checking, .. }) {}
}

/// Answers on a path otherwise than the service does.
async fn instead(bench: &Bench, at: &str, reply: ResponseTemplate) {
    Mock::given(path(at)).respond_with(reply).with_priority(1).mount(&bench.service.server).await;
}

#[tokio::test]
async fn whenever_a_sign_in_is_ended_it_is_connected_or_nothing_is_left() {
    let mut bench = Bench::new().await;
    bench.service.know("smp_1");
    let mut ended_well = 0;
    for turns in 0..150 {
        bench.paste("smp_1", bench.wish(Way::Token));
        for _ in 0..turns * 3 {
            task::yield_now().await;
        }
        bench.conduct.perform(Errand::Cancel { attempt: "one".to_owned() });
        bench.conduct.vital.close();
        bench.conduct.vital.wait().await;
        let mut is_connected = false;
        while let Ok(Input::Accounts(told)) = bench.inputs.try_recv() {
            assert!(!matches!(told, Told::Failed { .. }), "{told:?}");
            is_connected |= matches!(told, Told::Connected { .. });
        }
        assert_eq!(bench.stored(FRESH).is_some(), is_connected, "after {turns} turns");
        bench.vault.remove(&FRESH.vault_item()).unwrap();
        ended_well += u32::from(is_connected);
    }
    assert!((1..150).contains(&ended_well), "some are ended in time, others not: {ended_well}");
}

#[tokio::test]
async fn a_grant_of_a_sign_in_that_is_ended_is_given_back() {
    let mut bench = Bench::new().await;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(3_600));
    instead(&bench, "/me", slow).await;
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Device))));
    until_checking(&mut bench).await;
    bench.conduct.end();
    bench.conduct.settled().await;
    assert!(bench.service.state().revoked.contains("access-1"));
    assert_eq!(bench.stored(FRESH), None);
    assert!(bench.inputs.try_recv().is_err());
}

#[tokio::test]
async fn a_network_that_wants_to_be_signed_in_to_is_not_taken_for_the_service() {
    let mut bench = Bench::new().await;
    let portal = ResponseTemplate::new(200).set_body_raw("<html>Welcome, guest!</html>", "text/html");
    instead(&bench, "/me", portal).await;
    bench.paste("smp_1", bench.wish(Way::Token));
    let (message, _) = bench.failed().await;
    assert!(message.contains("cannot be reached"), "{message}");
    assert_eq!(bench.stored(FRESH), None);
}

#[tokio::test]
async fn an_own_app_whose_secret_is_gone_is_not_tried_without() {
    let mut bench = Bench::new().await;
    let app = OwnOrBuiltIn {
        client_id: "mine".to_owned(),
        built_in_secret: None,
        secret_item: Some("app:sample".to_owned()),
    };
    let wish = SignIn { app: Some(app), ..bench.wish(Way::Browser) };
    bench.conduct.perform(Errand::SignIn(Box::new(wish)));
    assert_eq!(bench.failed().await.0, "The secret of your OAuth app is not in the vault.");
}

#[tokio::test]
async fn a_service_nobody_knows_is_refused_in_words() {
    let mut bench = Bench::new().await;
    let wish = SignIn { service: "gone".to_owned(), ..bench.wish(Way::Token) };
    bench.paste("smp_1", wish);
    assert!(bench.failed().await.0.contains("does not know the service"));
}

#[tokio::test]
async fn nothing_that_is_told_holds_a_secret() {
    let mut bench = Bench::new().await;
    let canary = "smp_c4n4ry";
    let mut all = String::new();
    let echo = ResponseTemplate::new(422).set_body_string(format!("{{\"message\": \"bad token {canary}\"}}"));
    for is_known in [false, true] {
        if is_known {
            bench.service.know(canary);
        }
        bench.paste(canary, bench.wish(Way::Token));
        all += &format!("{:?}", bench.ended().await);
    }
    instead(&bench, "/me", echo).await;
    bench.paste(canary, bench.wish(Way::Token));
    all += &format!("{:?}", bench.ended().await);
    bench.paste(&format!("{canary} {canary}"), bench.wish(Way::Token));
    all += &format!("{:?}", bench.ended().await);
    let account = Account { id: FRESH, ..bench.account(Way::Token) };
    bench.conduct.perform(Errand::Revoke(Box::new(account)));
    all += &format!("{:?}", bench.ended().await);
    assert!(all.contains("Connected") && all.contains("Revoked") && !all.contains("c4n4ry"), "{all}");
}

#[tokio::test]
async fn a_grant_that_comes_though_the_sign_in_was_ended_is_given_back() {
    let mut bench = Bench::new().await;
    let (began, begun) = std::sync::mpsc::channel();
    let (go_on, gone) = std::sync::mpsc::channel::<()>();
    bench.service.state().when_granting = Some(Box::new(move || {
        began.send(()).unwrap();
        gone.recv().unwrap();
    }));
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Device))));
    task::spawn_blocking(move || begun.recv().unwrap()).await.unwrap();
    bench.conduct.perform(Errand::Cancel { attempt: "one".to_owned() });
    go_on.send(()).unwrap();
    bench.conduct.end();
    bench.conduct.settled().await;
    assert!(bench.service.state().revoked.contains("access-1"));
    assert_eq!(bench.stored(FRESH), None);
}

#[tokio::test]
async fn a_code_that_nobody_types_is_not_asked_about_after_the_sign_in_was_ended() {
    let mut bench = Bench::new().await;
    *bench.short.lock().unwrap() = Duration::ZERO;
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Device))));
    while !matches!(bench.told().await, Told::Stage { stage: Stage::ShowingCode { .. }, .. }) {}
    bench.conduct.perform(Errand::Cancel { attempt: "one".to_owned() });
    bench.conduct.end();
    bench.conduct.settled().await;
    bench.run_out.notify_waiters();
    assert_eq!(bench.service.count_of("/token").await, 0);
}
