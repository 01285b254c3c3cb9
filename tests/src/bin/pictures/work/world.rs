//! What waits for mona: issues, reviews and pull requests of a made-up company.

use stint_tests::fakes::{github::GitHub, gitlab::GitLab};

/// Which project the tasks of a repository belong to, and at which service it lies.
pub const PLACES: &[(&str, (&str, &str))] =
    &[("api", ("github", "acme/api")), ("platform", ("gitlab", "acme/platform")), ("web", ("github", "acme/web"))];

/// The repository that is followed, and by which label.
pub const FOLLOWED: (&str, &str) = ("acme/handbook", "help wanted");

const DESCRIPTION: &str = "\
Whoever comes from `/settings` without a session is sent to `/login`, and from there back to `/settings`, **before the cookie is written**. \
The browser gives up after twenty rounds.

### What to do

- [x] Reproduce it with a test
- [x] Write the cookie before the redirect
- [ ] Keep the place in the address, not in the session

```
302 GET /settings  → /login?to=/settings
302 GET /login     → /settings
302 GET /settings  → /login?to=/settings
```

Seen first in [the log of Tuesday](https://example.org/log/2811).
";

/// What waited before the person connected anything: it is told to nobody.
pub fn of_old(github: &GitHub, gitlab: &GitLab) {
    let mut hub = github.state();
    for (repository, number, title, labels) in [
        ("acme/api", 57, "Page through long answers", &["enhancement"][..]),
        ("acme/api", 61, "Say what changed in the release notes", &["documentation"]),
    ] {
        let issue = hub.open_issue(repository, "octocat", title);
        hub.item_mut(issue).number = number;
        hub.label(issue, labels);
        hub.assign(issue, "mona", "octocat");
    }
    let followed = hub.open_issue("acme/handbook", "octocat", "Write down how we review");
    hub.label(followed, &["help wanted"]);
    let pull = hub.open_pull("acme/web", "mona", "Remember the filter of the list");
    hub.item_mut(pull).number = 311;
    hub.set_checks(pull, "SUCCESS");
    hub.set_draft(pull, true);
    let mut lab = gitlab.state();
    let issue = lab.world.open_issue("acme/platform/deploy", "Move the backups to the new store", "octocat");
    lab.world.edit(issue, |it| it.iid = 64);
    lab.world.assign(issue, "mona", "octocat");
}

/// What came over the day.
pub fn of_today(github: &GitHub, gitlab: &GitLab) {
    let mut hub = github.state();
    let login = hub.open_issue("acme/api", "octocat", "Fix the login redirect loop");
    hub.item_mut(login).number = 42;
    hub.item_mut(login).body = Some(DESCRIPTION.to_owned());
    hub.label(login, &["bug", "sign-in", "needs a test"]);
    hub.plan_for(login, Some("4.2"));
    hub.assign(login, "mona", "octocat");
    let pull = hub.open_pull("acme/web", "mona", "Draw the timeline without a canvas");
    hub.item_mut(pull).number = 318;
    hub.label(pull, &["bug"]);
    hub.set_checks(pull, "SUCCESS");
    let asked = hub.open_pull("acme/api", "octocat", "Retry budget for webhooks");
    hub.item_mut(asked).number = 68;
    hub.label(asked, &["enhancement"]);
    hub.set_checks(asked, "SUCCESS");
    hub.request_review(asked, "mona", "octocat");
    let mut lab = gitlab.state();
    let keys = lab.world.open_issue("acme/platform/deploy", "Rotate the signing keys", "octocat");
    lab.world.edit(keys, |it| it.iid = 77);
    lab.world.label(keys, "critical", "octocat");
    lab.world.assign(keys, "mona", "octocat");
    let merge = lab.world.open_merge_request("acme/platform/deploy", "Measure the cold start", "octocat");
    lab.world.edit(merge, |it| it.iid = 31);
    lab.world.set_pipeline(merge, "success");
    lab.world.request_review(merge, "mona", "octocat");
}

/// What came just now.
pub fn of_this_hour(github: &GitHub, gitlab: &GitLab) {
    let mut hub = github.state();
    let mine = hub.here().find(|(_, it)| it.number == 318).map(|(id, _)| id);
    if let Some(mine) = mine {
        hub.review(mine, "octocat", "CHANGES_REQUESTED");
        hub.set_checks(mine, "FAILURE");
    }
    let talk = hub.open_issue("acme/web", "octocat", "Which columns does the export need?");
    hub.item_mut(talk).number = 305;
    hub.mention(talk, "mona", "octocat");
    let mut lab = gitlab.state();
    let issue = lab.world.open_issue("acme/platform/deploy", "Say where the backups lie", "hubot");
    lab.world.edit(issue, |it| it.iid = 80);
    lab.world.assign(issue, "mona", "hubot");
}

/// One more, to be told.
pub fn one_more(github: &GitHub, number: u64) {
    let mut hub = github.state();
    let issue = hub.open_issue("acme/api", "octocat", "Keep the sign-in across a restart of the browser");
    hub.item_mut(issue).number = number;
    hub.label(issue, &["bug"]);
    hub.assign(issue, "mona", "octocat");
}
