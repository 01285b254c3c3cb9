//! Answers of the made-up GitLab that its judge does not ask for.

use anyhow::Result;
use serde_json::json;
use stint_tests::fakes::{
    faults::Fault,
    gitlab::{GitLab, subject::Key},
};

use crate::asking::{Came, ask};

fn start() -> Result<(GitLab, Key)> {
    let gitlab = GitLab::start()?;
    gitlab.make_token("glpat-reader", &["read_api"]);
    let issue = gitlab.state().world.open_issue("acme/api", "It breaks", "hubot");
    gitlab.state().world.assign(issue, "mona", "hubot");
    Ok((gitlab, issue))
}

fn asked(gitlab: &GitLab, path: &str) -> Result<Came> {
    ask("GET", &format!("{}/api/v4/{path}", gitlab.origin()), &[("private-token", "glpat-reader")], "")
}

#[test]
fn whoever_asks_too_often_waits_for_the_next_minute() -> Result<()> {
    let (gitlab, _) = start()?;
    gitlab.state().rate.limit = 2;
    let first = asked(&gitlab, "user")?;
    assert_eq!((first.status, first.header("ratelimit-limit"), first.header("ratelimit-remaining")), (200, "2", "1"));
    assert_eq!(asked(&gitlab, "user")?.status, 200);
    let refused = asked(&gitlab, "user")?;
    assert_eq!((refused.status, refused.body.as_slice()), (429, b"Retry later\n".as_slice()));
    let wait: i64 = refused.header("retry-after").parse()?;
    gitlab.state().world.clock.pass(jiff::SignedDuration::from_secs(wait));
    assert_eq!(asked(&gitlab, "user")?.status, 200);
    Ok(())
}

#[test]
fn totals_are_left_out_where_there_are_too_many() -> Result<()> {
    let (gitlab, _) = start()?;
    assert_eq!(asked(&gitlab, "issues?scope=all")?.header("x-total"), "1");
    for _ in 0..10_000 {
        let issue = gitlab.state().world.open_issue("acme/api", "Another", "hubot");
        gitlab.state().world.assign(issue, "mona", "hubot");
    }
    let many = asked(&gitlab, "issues?scope=all&per_page=100")?;
    assert!(!many.headers.contains_key("x-total") && many.link("last").is_none());
    assert_eq!((many.header("x-next-page"), many.link("next").is_some()), ("2", true));
    Ok(())
}

#[test]
fn the_old_path_of_a_project_leads_to_its_id_with_everything_behind() -> Result<()> {
    let (gitlab, _) = start()?;
    gitlab.state().world.move_project("acme/api", "acme/tools/api");
    let moved = asked(&gitlab, "projects/acme%2Fapi/issues?iids[]=1")?;
    let there = format!("{}/api/v4/projects/1/issues?iids[]=1", gitlab.origin());
    assert_eq!((moved.status, moved.header("location")), (301, there.as_str()));
    Ok(())
}

#[test]
fn what_is_deleted_or_made_private_is_not_found() -> Result<()> {
    let (gitlab, issue) = start()?;
    assert_eq!(asked(&gitlab, "projects/1/issues/1")?.status, 200);
    gitlab.state().world.delete(issue);
    assert_eq!(asked(&gitlab, "projects/1/issues/1")?.status, 404);
    gitlab.state().world.make_private("acme/api");
    assert_eq!(asked(&gitlab, "projects/1")?.status, 404);
    assert_eq!(asked(&gitlab, "todos")?.json()?, json!([]));
    Ok(())
}

#[test]
fn spoiled_answers_are_the_right_ones_but_for_what_is_spoiled() -> Result<()> {
    let (gitlab, _) = start()?;
    let spoiled = |fault| {
        gitlab.state().faults.once("/api/v4/issues", fault);
        asked(&gitlab, "issues?scope=assigned_to_me")
    };
    let unknown = &spoiled(Fault::UnknownWords)?.json()?[0];
    assert_eq!((&unknown["state"], &unknown["author"]["username"]), (&json!("unheard_of"), &json!("hubot")));
    let nobody = &spoiled(Fault::NobodyThere)?.json()?[0];
    assert_eq!((&nobody["author"], &nobody["assignees"], &nobody["iid"]), (&json!(null), &json!(null), &json!(1)));
    let missing = &spoiled(Fault::FieldsMissing)?.json()?[0];
    assert!(missing.get("labels").is_none() && missing["title"] == "It breaks");
    let whole = asked(&gitlab, "issues?scope=assigned_to_me")?;
    assert!(whole.is_whole());
    Ok(())
}
