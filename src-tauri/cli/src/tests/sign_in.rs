//! Signing in from the command line, each way to its end.

use insta::assert_snapshot;
use stint_api::{
    command::{AnswerSignIn, BeginSignIn, CancelSignIn},
    question::GetAccounts,
    view::{AccountsPage, AttemptView, SignInStage},
};

use super::{accounts::page, desk::Fake, views::did};

/// What the command line calls its attempt here.
const ATTEMPT: &str = "cli-7-1795184160000000000";

fn at(stage: SignInStage, message: &str) -> AttemptView {
    AttemptView {
        id: ATTEMPT.into(),
        stage,
        message: message.into(),
        host: "github.com".into(),
        ..AttemptView::default()
    }
}

fn with(attempt: AttemptView) -> AccountsPage {
    AccountsPage { attempts: vec![attempt], ..page() }
}

fn begun() -> Fake {
    Fake::engine()
        .answer::<BeginSignIn>(did("Signing in at GitHub"))
        .answer::<CancelSignIn>(did("Ended the sign-in"))
        .answer::<GetAccounts>(page())
}

pub(super) fn done() -> AccountsPage {
    with(AttemptView { connected: Some("one".into()), ..at(SignInStage::Done, "GitHub is connected as mona.") })
}

fn code() -> AttemptView {
    AttemptView {
        user_code: "WDJB-MJHT".into(),
        page: "github.com/login/device".into(),
        ..at(SignInStage::ShowingCode, "Type this code at github.com/login/device.")
    }
}

#[tokio::test]
async fn a_token_from_the_input_is_handed_over_and_never_shown() {
    let mut fake =
        begun().answer::<GetAccounts>(with(at(SignInStage::Checking, "Asking."))).answer::<GetAccounts>(done());
    fake.input = b"ghp_canary\n".to_vec();
    let outcome = fake.run("accounts connect github --token-stdin --with repo --with notifications").await;
    assert_snapshot!(outcome, @"
    GitHub is connected as mona.
      Not granted: notifications (your notifications).
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    beginSignIn {"attempt":"cli-7-1795184160000000000","scopes":["repo","notifications"],"service":"github","ticket":"…","way":"token"}
    getAccounts {}
    getAccounts {}
    cancelSignIn {"attempt":"cli-7-1795184160000000000"}
    "#);
    assert_eq!(fake.taken(), ["ghp_canary"]);
}

#[tokio::test]
async fn a_token_that_is_none_reaches_nobody() {
    let mut fake = Fake::absent();
    assert_snapshot!(fake.run("accounts connect github --token-stdin").await, @"
    [stderr]
    The input is empty.
    Hint: Give it as the input, such as from a file: < FILE.
    [exit 2]
    ");
    fake.input = b"canary\xff".to_vec();
    assert_snapshot!(fake.run("accounts connect github --token-stdin").await, @"
    [stderr]
    A token is text, and the input is not.
    Hint: Nothing was stored.
    [exit 2]
    ");
}

#[tokio::test]
async fn a_code_is_shown_alone_on_its_line() {
    let fake = begun()
        .answer::<GetAccounts>(with(at(SignInStage::Starting, "Asking github.com.")))
        .answer::<GetAccounts>(with(code()))
        .answer::<GetAccounts>(with(code()))
        .answer::<GetAccounts>(done());
    assert_snapshot!(fake.run("accounts connect GitHub").await, @"
    Type this code at github.com/login/device.

        WDJB-MJHT

    Waiting until it was typed. Ctrl+C ends the sign-in.
    GitHub is connected as mona.
      Not granted: notifications (your notifications).
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    beginSignIn {"attempt":"cli-7-1795184160000000000","service":"github","way":"device"}
    getAccounts {}
    getAccounts {}
    getAccounts {}
    getAccounts {}
    cancelSignIn {"attempt":"cli-7-1795184160000000000"}
    "#);
}

#[tokio::test]
async fn as_json_each_step_is_a_line() {
    let fake = begun().answer::<GetAccounts>(with(code())).answer::<GetAccounts>(done());
    let outcome = fake.run("accounts connect github --device --json").await;
    let steps: Vec<AttemptView> = outcome.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let stages: Vec<_> = steps.iter().map(|step| step.stage).collect();
    assert_eq!(stages, [SignInStage::ShowingCode, SignInStage::Done]);
    assert_eq!(steps[0].user_code, "WDJB-MJHT");
}

#[tokio::test]
async fn a_sign_in_that_fails_says_why() {
    let failed = AttemptView {
        hint: Some("Make a new one. Nothing was stored.".into()),
        ..at(SignInStage::Failed, "GitHub does not know this token.")
    };
    let mut fake = begun().answer::<GetAccounts>(with(failed));
    fake.input = b"canary".to_vec();
    assert_snapshot!(fake.run("accounts connect github --token-stdin --host github.com").await, @"
    [stderr]
    GitHub does not know this token.
    Hint: Make a new one. Nothing was stored.
    [exit 1]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    beginSignIn {"attempt":"cli-7-1795184160000000000","host":"github.com","service":"github","ticket":"…","way":"token"}
    getAccounts {}
    cancelSignIn {"attempt":"cli-7-1795184160000000000"}
    "#);
}

#[tokio::test]
async fn a_private_address_is_allowed_only_when_the_command_line_says_so() {
    let asking = || {
        let message = "git.acme.example lies on a private network, at 10.0.0.7.";
        with(AttemptView { addresses: vec!["10.0.0.7".into()], ..at(SignInStage::AskingPrivate, message) })
    };
    let fake = begun().answer::<GetAccounts>(asking());
    assert_snapshot!(fake.run("accounts connect gitlab --host git.acme.example --browser").await, @"
    [stderr]
    git.acme.example lies on a private network, at 10.0.0.7.
    Hint: If that is your own server, say so with --allow-private. Nothing was stored.
    [exit 1]
    ");
    let fake =
        begun().answer::<AnswerSignIn>(did("Allowed")).answer::<GetAccounts>(asking()).answer::<GetAccounts>(done());
    let outcome = fake.run("accounts connect gitlab --host git.acme.example --browser --allow-private").await;
    assert_snapshot!(outcome, @"
    GitHub is connected as mona.
      Not granted: notifications (your notifications).
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    beginSignIn {"attempt":"cli-7-1795184160000000000","host":"git.acme.example","service":"gitlab","way":"browser"}
    getAccounts {}
    answerSignIn {"attempt":"cli-7-1795184160000000000","isAllowed":true}
    getAccounts {}
    cancelSignIn {"attempt":"cli-7-1795184160000000000"}
    "#);
}

#[tokio::test]
async fn control_and_c_ends_the_sign_in() {
    let waiting = AttemptView {
        page: "gitlab.com/oauth/authorize".into(),
        ..at(SignInStage::Waiting, "Waiting for your browser.")
    };
    let mut fake = begun().answer::<GetAccounts>(with(waiting));
    fake.is_interrupted = true;
    assert_snapshot!(fake.run("accounts connect gitlab").await, @"
    Waiting for your browser.
      gitlab.com/oauth/authorize
    Ctrl+C ends the sign-in.
    [stderr]
    The sign-in was ended. Nothing was stored.
    [exit 1]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    beginSignIn {"attempt":"cli-7-1795184160000000000","service":"gitlab","way":"browser"}
    getAccounts {}
    cancelSignIn {"attempt":"cli-7-1795184160000000000"}
    "#);
}

#[tokio::test]
async fn a_sign_in_that_was_ended_elsewhere_is_a_failure() {
    assert_snapshot!(begun().run("accounts connect github").await, @"
    [stderr]
    The sign-in was ended elsewhere. Nothing was stored.
    [exit 1]
    ");
}
