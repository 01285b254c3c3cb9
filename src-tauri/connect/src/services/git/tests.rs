//! The connector against a fake of a Git host.

use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, basic_auth, header, path, query_param},
};

use super::*;
use crate::{
    conformance::{FakeService, SECRET, session, sign_in_tests},
    connector::Hosts,
};

#[derive(Default)]
struct FakeGit;

fn advertisement() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(b"001e# service=git-upload-pack\n0000000eversion 2\n0000", ADVERTISEMENT)
}

impl FakeService for FakeGit {
    fn connector(&self) -> Box<dyn Connector> {
        Box::new(Git)
    }

    async fn answer_on(&self, server: &MockServer) {
        let asked = Mock::given(path("/acme/api.git/info/refs")).and(query_param("service", "git-upload-pack"));
        let asked = asked.and(header("Git-Protocol", "version=2")).and(basic_auth("mona", SECRET));
        asked.respond_with(advertisement()).mount(server).await;
        let shut = ResponseTemplate::new(401).insert_header("WWW-Authenticate", r#"Basic realm="Git""#);
        Mock::given(any()).respond_with(shut).with_priority(9).mount(server).await;
    }
}

sign_in_tests!(git_conforms, FakeGit);

async fn refusal(change: impl FnOnce(Session) -> Session, answer: Option<ResponseTemplate>) -> Error {
    let server = MockServer::start().await;
    FakeGit.answer_on(&server).await;
    if let Some(answer) = answer {
        Mock::given(any()).respond_with(answer).with_priority(1).mount(&server).await;
    }
    Git.identify(&change(session(&Git, &server.uri()))).await.unwrap_err()
}

#[tokio::test]
async fn an_account_is_a_name_and_the_repository_it_was_checked_on() {
    let server = MockServer::start().await;
    FakeGit.answer_on(&server).await;
    let identity = Git.identify(&session(&Git, &server.uri())).await.unwrap();
    assert_eq!((identity.remote_id.as_str(), identity.name.as_str()), ("mona@acme/api.git", "mona (acme/api.git)"));
}

#[tokio::test]
async fn a_wrong_name_or_token_is_refused_by_the_host() {
    let error = refusal(|session| Session { user: Some("octocat".to_owned()), ..session }, None).await;
    assert!(matches!(error, Error::SignInAgain), "{error:?}");
}

#[tokio::test]
async fn what_proves_nothing_is_refused_in_words() {
    let unnamed = refusal(|session| Session { user: Some(String::new()), ..session }, None).await;
    let nowhere = refusal(|session| Session { path: None, ..session }, None).await;
    let public = refusal(|session| session, Some(advertisement())).await;
    let missing = refusal(|session| session, Some(ResponseTemplate::new(404))).await;
    let marked = refusal(|session| Session { path: Some("/a.git?b".to_owned()), ..session }, None).await;
    let table = [
        (marked, "neither ? nor #"),
        (unnamed, "a user name and the address"),
        (nowhere, "a user name and the address"),
        (public, "everybody may read this repository"),
        (missing, "there is no such repository"),
    ];
    for (error, expected) in table {
        assert!(error.to_string().contains(expected), "{error} is not about: {expected}");
    }
}

#[tokio::test]
async fn no_path_leads_away_from_the_host() {
    for path in ["//evil.example.org/app.git", r"/\evil.example.org/app.git"] {
        let error = refusal(|session| Session { path: Some(path.to_owned()), ..session }, None).await;
        assert!(matches!(error, Error::Refused { .. } | Error::SignInAgain), "{path}: {error:?}");
    }
}

#[test]
fn the_form_takes_the_address_of_a_repository() {
    let Hosts { takes_path, .. } = DESCRIPTOR.hosts;
    assert!(
        takes_path
            && DESCRIPTOR.hosts.part("https://git.example.org/a.git") == ("https://git.example.org", Some("/a.git"))
    );
}

#[tokio::test]
async fn an_account_is_signed_in_again_by_what_its_identity_tells() {
    let server = MockServer::start().await;
    FakeGit.answer_on(&server).await;
    let session = session(&Git, &server.uri());
    let known = Git.identify(&session).await.unwrap();
    let recalled = Git.recall(&known.remote_id).unwrap();
    assert_eq!((Some(recalled.user), Some(recalled.path)), (session.user, session.path));
    for (remote_id, user, path) in [
        ("mona@team/app.git", "mona", "/team/app.git"),
        ("mona@example.org@team/app.git", "mona@example.org", "/team/app.git"),
        ("mona@app.git", "mona", "/app.git"),
        ("mona@~mona/a@b", "mona", "/~mona/a@b"),
    ] {
        let expected = Recalled { user: user.to_owned(), path: path.to_owned() };
        assert_eq!(Git.recall(remote_id), Some(expected), "{remote_id}");
    }
    assert_eq!(Git.recall("7"), None);
}
