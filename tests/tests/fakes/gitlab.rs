//! The made-up GitLab: what it does when people do something, and what python-gitlab says to it.

mod answers;

use anyhow::{Context, Result, ensure};
use stint_tests::{
    fakes::{
        faults::Fault,
        gitlab::{
            GitLab,
            subject::{Key, State},
            world::World,
        },
    },
    python,
};

#[test]
fn python_gitlab_finds_what_it_knows_of_gitlab() -> Result<()> {
    let gitlab = GitLab::start()?;
    gitlab.make_token("glpat-reader", &["read_api"]);
    gitlab.make_token("glpat-writer", &["api"]);
    let review = fill(&mut gitlab.state().world)?;
    spoil(&gitlab);
    python::run("gitlab_client.py", &[&gitlab.origin(), "glpat-reader", "glpat-writer"])?;
    ensure!(gitlab.state().world.pending("mona", review).count() == 0, "the to-do item is not done");
    ensure!(gitlab.state().tally.busiest_hour() == u32::try_from(gitlab.asked())?, "some were not counted");
    Ok(())
}

/// 250 issues and a merge request that wait for mona, and a project that she does not see.
fn fill(world: &mut World) -> Result<Key> {
    world.project("acme/old");
    world.move_project("acme/old", "acme/tools/api");
    let issues: Vec<Key> =
        (1..=250).map(|number| world.open_issue("acme/tools/api", &format!("Issue {number}"), "hubot")).collect();
    for issue in &issues {
        world.assign(*issue, "mona", "hubot");
    }
    world.label(issues[0], "bug", "hubot");
    world.comment(issues[0], "It happens again.", "hubot");
    let review = world.open_merge_request("acme/tools/api", "Mend it", "hubot");
    world.request_review(review, "octocat", "hubot");
    world.approve(review, "octocat");
    world.request_review(review, "mona", "hubot");
    world.set_pipeline(review, "failed");
    let secret = world.open_issue("acme/secret", "Not for everybody", "hubot");
    world.assign(secret, "mona", "hubot");
    world.make_private("acme/secret");
    world.pending("mona", review).next().context("nobody asked for the review")?;
    Ok(review)
}

fn spoil(gitlab: &GitLab) {
    let mut state = gitlab.state();
    for status in [401, 403, 404, 410, 500, 502, 503] {
        state.faults.always(&format!("/api/v4/faults/{status}"), Fault::Status(status));
    }
    state.faults.always("/api/v4/faults/429", Fault::TooMany(7));
    state.faults.always("/api/v4/faults/page", Fault::Page);
    state.faults.always("/api/v4/faults/huge", Fault::Huge);
    state.faults.always("/api/v4/faults/closes", Fault::Closes);
    state.faults.always("/api/v4/faults/away", Fault::StaysAway);
    state.faults.always("/api/v4/faults/elsewhere", Fault::Elsewhere("https://example.org".to_owned()));
    state.faults.once("/api/v4/projects/1/issues/3", Fault::TooMany(1));
    state.faults.always("/api/v4/personal_access_tokens", Fault::BreaksOff);
}

fn actions(world: &World, owner: &str) -> Vec<&'static str> {
    world.todos.iter().filter(|todo| todo.owner == owner && !todo.is_done).map(|todo| todo.action).collect()
}

#[test]
fn a_target_has_one_to_do_item_at_a_time_and_acting_on_it_settles_that() {
    let mut world = World::default();
    let issue = world.open_issue("acme/api", "It breaks", "hubot");
    world.assign(issue, "mona", "hubot");
    world.mention(issue, "mona", "octocat");
    assert_eq!(actions(&world, "mona"), ["assigned"]);
    world.comment(issue, "I look at it.", "mona");
    assert!(actions(&world, "mona").is_empty());
    world.address(issue, "mona", "octocat");
    assert_eq!(actions(&world, "mona"), ["directly_addressed"]);
    world.close(issue, "mona");
    assert!(actions(&world, "mona").is_empty());
    world.reopen(issue, "hubot");
    world.mention(issue, "mona", "octocat");
    assert_eq!(actions(&world, "mona"), ["mentioned"]);
}

#[test]
fn reviews_and_failures_are_to_do_items_of_those_they_wait_for() {
    let mut world = World::default();
    let request = world.open_merge_request("acme/api", "Draft: Mend it", "mona");
    world.request_review(request, "octocat", "mona");
    assert_eq!(actions(&world, "octocat"), ["review_requested"]);
    let before = world.subject(request).updated_at;
    world.set_pipeline(request, "failed");
    assert_eq!((actions(&world, "mona"), world.subject(request).updated_at), (vec!["build_failed"], before));
    world.comment(request, "Mended.", "mona");
    world.request_changes(request, "octocat");
    assert_eq!((actions(&world, "mona"), actions(&world, "octocat").len()), (vec!["review_submitted"], 0));
    world.merge(request, "mona");
    assert_eq!((world.subject(request).state, actions(&world, "mona").len()), (State::Merged, 0));
}

#[test]
fn an_issue_that_moves_goes_on_under_another_id() {
    let mut world = World::default();
    let issue = world.open_issue("acme/api", "It breaks", "hubot");
    world.assign(issue, "mona", "hubot");
    let moved = world.move_issue(issue, "acme/web", "hubot");
    assert_eq!(world.subject(issue).state, State::Closed);
    assert_eq!(world.subject(issue).moved_to, Some(moved.id));
    assert_eq!(world.reference(moved), "acme/web#1");
    assert_eq!(world.subject(moved).assignees, ["mona"]);
    assert_eq!(world.pending("mona", moved).count(), 1);
}

#[test]
fn what_is_deleted_or_private_leaves_no_to_do_item() {
    let mut world = World::default();
    let deleted = world.open_issue("acme/api", "It breaks", "hubot");
    let hidden = world.open_issue("acme/web", "It breaks there", "hubot");
    world.assign(deleted, "mona", "hubot");
    world.assign(hidden, "mona", "hubot");
    world.delete(deleted);
    world.make_private("acme/web");
    world.mention(hidden, "mona", "hubot");
    assert!(actions(&world, "mona").is_empty());
}
