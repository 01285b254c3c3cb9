//! The made-up Gitea: what it shows of what people do, and to whom.

use anyhow::Result;
use serde_json::{Value, json};
use stint_tests::fakes::{faults::Fault, gitea::Gitea};

use crate::asking::{Came, ask};

const TOKEN: &str = "9fcb1158165773dd010fca5f0cf7174316c3e37d";

fn start() -> Result<Gitea> {
    let gitea = Gitea::start()?;
    gitea.make_token(TOKEN, &["read:user", "read:issue", "read:repository", "write:notification"]);
    Ok(gitea)
}

fn asked(gitea: &Gitea, method: &str, path: &str) -> Result<Came> {
    let url = format!("{}/api/v1/{path}", gitea.origin());
    ask(method, &url, &[("authorization", &format!("token {TOKEN}"))], "")
}

fn titles(came: &Came) -> Result<Vec<String>> {
    let all = came.json()?;
    Ok(all.as_array().into_iter().flatten().filter_map(|it| it["title"].as_str().map(str::to_owned)).collect())
}

#[test]
fn searches_narrow_down_to_people_and_leave_out_what_is_closed() -> Result<()> {
    let gitea = start()?;
    {
        let world = &mut gitea.state().world;
        let assigned = world.open_issue("acme/api", "It breaks", "hubot");
        world.assign(assigned, "mona", "hubot");
        let done = world.open_issue("acme/api", "It broke", "hubot");
        world.assign(done, "mona", "hubot");
        world.close(done, "hubot");
        let review = world.open_pull("acme/web", "Mend it", "hubot");
        world.request_review(review, "mona", "hubot");
        world.open_pull("acme/web", "WIP: Mine", "mona");
        let named = world.open_issue("acme/web", "Somebody should know", "hubot");
        world.mention(named, "mona", "octocat");
    }
    let search = |query: &str| titles(&asked(&gitea, "GET", &format!("repos/issues/search?{query}"))?);
    assert_eq!(search("type=issues&assigned=true")?, ["It breaks"]);
    assert_eq!(search("type=issues&assigned=true&state=closed")?, ["It broke"]);
    assert_eq!(search("type=pulls&review_requested=true")?, ["Mend it"]);
    assert_eq!(search("type=pulls&created=true")?, ["WIP: Mine"]);
    assert_eq!(search("mentioned=true")?, ["Somebody should know"]);
    Ok(())
}

#[test]
fn every_page_leads_to_the_next_and_says_how_many_there_are() -> Result<()> {
    let gitea = start()?;
    for _ in 0..120 {
        gitea.state().world.open_issue("acme/api", "It breaks", "hubot");
    }
    let mut url = format!("{}/api/v1/repos/acme/api/issues?state=open&limit=500", gitea.origin());
    let mut seen = Vec::new();
    loop {
        let came = ask("GET", &url, &[("authorization", &format!("token {TOKEN}"))], "")?;
        assert_eq!(came.header("x-total-count"), "120");
        seen.extend(came.json()?.as_array().into_iter().flatten().map(|issue| issue["number"].clone()));
        // The ways are parted by a comma alone.
        let next = came.header("link").split(',').find(|way| way.ends_with("rel=\"next\"")).map(str::to_owned);
        let Some(next) = next else { break };
        url = next.trim_start_matches('<').split('>').next().unwrap_or_default().to_owned();
    }
    assert_eq!(seen, (1..=120).rev().map(Value::from).collect::<Vec<_>>());
    assert_eq!(gitea.asked(), 3);
    Ok(())
}

#[test]
fn a_notification_is_read_once_and_unread_again_when_others_go_on() -> Result<()> {
    let gitea = start()?;
    let issue = gitea.state().world.open_issue("acme/api", "It breaks", "mona");
    let unread = || -> Result<usize> {
        let came = asked(&gitea, "GET", "notifications?status-types=unread&all=false")?;
        Ok(came.json()?.as_array().map_or(0, Vec::len))
    };
    gitea.state().world.comment(issue, "mona");
    assert_eq!(unread()?, 0);
    gitea.state().world.comment(issue, "hubot");
    assert_eq!(unread()?, 1);
    assert_eq!(asked(&gitea, "PATCH", "notifications/threads/1?to-status=read")?.status, 205);
    assert_eq!(unread()?, 0);
    gitea.state().world.comment(issue, "hubot");
    assert_eq!(unread()?, 1);
    assert_eq!(asked(&gitea, "PATCH", "notifications/threads/2?to-status=read")?.status, 404);
    Ok(())
}

#[test]
fn a_pull_request_shows_its_reviews_its_checks_and_that_it_is_merged() -> Result<()> {
    let gitea = start()?;
    let pull = gitea.state().world.open_pull("acme/api", "Mend it", "mona");
    gitea.state().world.request_review(pull, "octocat", "mona");
    let alone = asked(&gitea, "GET", "repos/acme/api/pulls/1")?.json()?;
    assert_eq!(alone["requested_reviewers"][0]["login"], json!("octocat"));
    assert_ne!(alone["id"], json!(pull));
    gitea.state().world.review(pull, "APPROVED", "octocat");
    gitea.state().world.edit(pull, |subject| {
        subject.pull.get_or_insert_default().status = Some("failure".to_owned());
    });
    let reviews = asked(&gitea, "GET", "repos/acme/api/pulls/1/reviews")?.json()?;
    assert_eq!(reviews[0]["state"], json!("APPROVED"));
    let commit = alone["head"]["sha"].as_str().unwrap_or_default().to_owned();
    let status = asked(&gitea, "GET", &format!("repos/acme/api/commits/{commit}/status"))?.json()?;
    assert_eq!(status["state"], json!("failure"));
    gitea.state().world.merge(pull, "hubot");
    let issue = asked(&gitea, "GET", "repos/acme/api/issues/1")?.json()?;
    assert_eq!((&issue["state"], &issue["pull_request"]["merged"]), (&json!("closed"), &json!(true)));
    Ok(())
}

#[test]
fn it_refuses_strangers_shows_the_way_to_what_moved_and_nothing_that_is_private() -> Result<()> {
    let gitea = start()?;
    gitea.state().world.open_issue("acme/old", "It breaks", "hubot");
    gitea.state().world.move_repository("acme/old", "acme/api");
    let moved = asked(&gitea, "GET", "repos/acme/old/issues/1?x=y")?;
    assert_eq!((moved.status, moved.header("location")), (307, "/api/v1/repos/acme/api/issues/1?x=y"));
    gitea.state().world.make_private("acme/api");
    assert_eq!(asked(&gitea, "GET", "repos/acme/api")?.status, 404);
    assert_eq!(titles(&asked(&gitea, "GET", "repos/issues/search")?)?.len(), 0);
    let user = format!("{}/api/v1/user", gitea.origin());
    assert_eq!(ask("GET", &user, &[("authorization", "token 0123")], "")?.status, 401);
    gitea.make_token("little", &["read:user"]);
    let search = format!("{}/api/v1/repos/issues/search", gitea.origin());
    assert_eq!(ask("GET", &search, &[("authorization", "token little")], "")?.status, 403);
    gitea.state().faults.once("/api/v1/user", Fault::Status(503));
    assert_eq!(asked(&gitea, "GET", "user")?.status, 503);
    assert_eq!(asked(&gitea, "GET", "user")?.status, 200);
    Ok(())
}
