//! Every command ends with the same number for the same kind of ending.

use std::{collections::BTreeSet, io, pin::Pin};

use clap::CommandFactory;
use stint_api::{
    Code, command,
    question::{self, ListJobs},
    view::{AccountsPage, AttemptView, JobState, JobView, Receipt, SignInStage, TaskDetail, TaskPage, TaskView},
};

use super::{accounts, desk::Fake, views::did};
use crate::{args::Cli, desk::Ends, exit::Exit};

/// A line for each command that there is.
const LINES: [&str; 46] = [
    "start Fix the login",
    "switch Review",
    "stop",
    "toggle",
    "continue",
    "discard",
    "status",
    "today",
    "log",
    "undo",
    "undo --list",
    "redo",
    "gap",
    "gap keep",
    "tasks",
    "tasks list",
    "tasks add Tidy up",
    "tasks show acme/api#42",
    "feed",
    "feed list",
    "feed read --all",
    "focus",
    "focus 25",
    "sync",
    "follow",
    "follow list",
    "follow add acme/api",
    "follow remove acme/api",
    "projects",
    "projects list",
    "projects add api",
    "accounts",
    "accounts list",
    "accounts connect github --device",
    "accounts rotate github --device",
    "accounts check github",
    "accounts pause github",
    "accounts resume github",
    "accounts log",
    "accounts requests",
    "vault",
    "export csv",
    "window",
    "doctor",
    "open-url stint://x",
    "quit",
];

/// Those that end otherwise than the rest, or that no engine is asked for: each says why.
const OTHERS: [&str; 4] = [
    // It waits for an account that goes: see the tests of accounts.
    "accounts revoke github",
    // They wait for a place that is another than before: see the tests of the vault.
    "vault use memory",
    "vault unlock",
    // It asks nobody.
    "completions bash",
];

#[test]
fn no_command_is_missing_here() {
    let mut all = BTreeSet::new();
    commands(&Cli::command(), "", &mut all);
    let has_line = |name: &String| LINES.iter().chain(&OTHERS).any(|line| format!("{line} ").starts_with(name));
    let missing: Vec<_> = all.iter().filter(|name| !has_line(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The names of all commands with those above them, a space behind each.
fn commands(of: &clap::Command, above: &str, all: &mut BTreeSet<String>) {
    for command in of.get_subcommands() {
        let name = format!("{above}{} ", command.get_name());
        commands(command, &name, all);
        all.insert(name);
    }
}

#[tokio::test]
async fn without_an_engine_each_says_that_it_cannot_be_reached() {
    let fake = Fake::absent();
    for line in LINES.iter().chain(&OTHERS) {
        let outcome = fake.run(&format!("--no-start {line}")).await;
        let exit = match *line {
            "quit" | "completions bash" => Exit::Done,
            _ => Exit::Unreachable,
        };
        assert_eq!(outcome.code, exit.code(), "{line}: {outcome}");
        assert!(exit == Exit::Done || outcome.err.contains("not running") || *line == "doctor", "{line}: {outcome}");
    }
}

#[tokio::test]
async fn what_the_engine_refuses_ends_by_the_code_of_the_refusal() {
    let codes = [
        (Code::Refused, Exit::Failed),
        (Code::NotFound, Exit::Failed),
        (Code::Internal, Exit::Failed),
        (Code::Storage, Exit::Storage),
        (Code::Version, Exit::Unreachable),
        (Code::NotRunning, Exit::Unreachable),
    ];
    for (code, exit) in codes {
        let fake = Fake::refusing(code);
        for line in LINES.iter().chain(&OTHERS) {
            let exit = match (*line, code) {
                ("completions bash", _) | ("quit", Code::NotRunning) => Exit::Done,
                // Whoever made a link learns nothing of what became of it.
                ("open-url stint://x", Code::Refused | Code::NotFound) => Exit::Done,
                _ => exit,
            };
            let outcome = fake.run(line).await;
            assert_eq!(outcome.code, exit.code(), "{line} {code:?}: {outcome}");
            assert_eq!(outcome.err == "No.\n", exit != Exit::Done && *line != "doctor", "{line} {code:?}: {outcome}");
        }
    }
}

#[tokio::test]
async fn a_line_that_is_not_understood_reaches_nobody() {
    let fake = Fake::absent();
    for line in LINES.iter().chain(&OTHERS).filter(|line| !line.starts_with("open-url")) {
        let outcome = fake.run(&format!("{line} --no-such-option")).await;
        assert_eq!(outcome.code, Exit::Usage.code(), "{line}: {outcome}");
        assert!(outcome.err.contains("--no-such-option"), "{line}: {outcome}");
    }
}

#[tokio::test]
async fn what_is_done_and_what_has_nothing_to_show_ends_well() {
    let fake = willing();
    for line in LINES {
        let outcome = fake.run(line).await;
        assert!(outcome.code == Exit::Done.code() && outcome.err.is_empty(), "{line}: {outcome}");
    }
}

#[tokio::test]
async fn help_ends_well_for_each() {
    let fake = Fake::absent();
    for line in LINES.iter().chain(&OTHERS).filter(|line| !line.starts_with("open-url")) {
        let outcome = fake.run(&format!("{line} --help")).await;
        assert!(outcome.code == Exit::Done.code() && outcome.out.contains("Usage: stint"), "{line}: {outcome}");
    }
}

#[tokio::test]
async fn what_cannot_be_written_is_a_failure_even_at_the_last_moment() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, words: &[u8]) -> io::Result<usize> {
            Ok(words.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }
    let (fake, never) = (willing(), || -> Pin<Box<dyn Future<Output = ()>>> { Box::pin(std::future::pending()) });
    for line in ["status", "--help"] {
        let mut err = Vec::new();
        let ends = Ends { input: &mut io::empty(), out: &mut Full, err: &mut err, interrupt: &never };
        assert_eq!(crate::perform(vec![line.into()], &fake.around, ends).await, Exit::Failed, "{line}");
        assert!(String::from_utf8(err).unwrap().starts_with("The output could not be written"), "{line}");
    }
}

/// An engine that does all of it.
fn willing() -> Fake {
    let stage = SignInStage::Done;
    let attempt = AttemptView { id: "cli-7-1795184160000000000".into(), stage, ..AttemptView::default() };
    let accounts = AccountsPage { attempts: vec![attempt], ..accounts::page() };
    let task = TaskView { id: "id".into(), reference: Some("acme/api#42".into()), ..TaskView::default() };
    let long = || Receipt { job: Some(7), ..did("Begun") };
    let job = JobView { id: 7, state: JobState::Done, ..JobView::default() };
    Fake::engine()
        .answer::<question::GetTimer>(Default::default())
        .answer::<question::GetDay>(Default::default())
        .answer::<question::ListEntries>(Default::default())
        .answer::<question::ListChanges>(Vec::new())
        .answer::<question::ListTasks>(TaskPage { tasks: vec![task], total: 1 })
        .answer::<question::GetTaskDetail>(TaskDetail::default())
        .answer::<question::ListFeed>(Default::default())
        .answer::<question::ListFollows>(Vec::new())
        .answer::<question::ListProjects>(Vec::new())
        .answer::<question::GetAccounts>(accounts)
        .answer::<question::ListAccountChanges>(Vec::new())
        .answer::<question::ListRequests>(Default::default())
        .answer::<question::GetDoctor>(Default::default())
        .answer::<ListJobs>(vec![job])
        .answer::<command::SyncNow>(long())
        .answer::<command::Export>(long())
        .answer::<command::StartFromText>(did("Started"))
        .answer::<command::StopTimer>(did("Stopped"))
        .answer::<command::ContinueEntry>(did("Started"))
        .answer::<command::DiscardTimer>(did("Removed"))
        .answer::<command::Undo>(did("Took back"))
        .answer::<command::Redo>(did("Made again"))
        .answer::<command::AnswerGap>(did("Kept"))
        .answer::<command::AddTask>(did("Added"))
        .answer::<command::AddProject>(did("Added"))
        .answer::<command::MarkRead>(did("Read"))
        .answer::<command::SetFocus>(did("Focus"))
        .answer::<command::Follow>(did("Follows"))
        .answer::<command::Unfollow>(did("Follows no more"))
        .answer::<command::BeginSignIn>(did("Signing in"))
        .answer::<command::CancelSignIn>(did("Put away"))
        .answer::<command::CheckAccount>(did("Checking"))
        .answer::<command::PauseAccount>(did("Rests"))
        .answer::<command::OpenWindow>(did("Opened"))
        .answer::<command::OpenUrl>(did("Went on"))
        .answer::<command::Quit>(did("Ends"))
}
