//! Refusals, mistakes, and engines that cannot be reached.

use std::pin::Pin;

use insta::assert_snapshot;
use stint_api::{
    ApiError, Code, Hello,
    command::StopTimer,
    question::{GetDay, GetTimer},
};

use super::{
    desk::Fake,
    views::{day, timer},
};
use crate::{desk::Ends, reach};

#[tokio::test]
async fn a_refusal_has_its_words_its_hint_and_its_exit_code() {
    let refusal = |code, message: &str, hint: &str| ApiError::new(code, message).hint(hint);
    let fake = Fake::engine()
        .refuse::<StopTimer>(refusal(Code::Refused, "No timer is running.", "Start one with `stint start`."))
        .refuse::<GetDay>(refusal(Code::Storage, "The disk is full. Nothing was lost.", "Make room."));
    assert_snapshot!(fake.run("stop").await, @"
    [stderr]
    No timer is running.
    Hint: Start one with `stint start`.
    [exit 1]
    ");
    assert_snapshot!(fake.run("today").await, @"
    [stderr]
    The disk is full. Nothing was lost.
    Hint: Make room.
    [exit 4]
    ");
}

#[tokio::test]
async fn mistakes_on_the_command_line_reach_no_engine() {
    let fake = Fake::absent();
    assert_snapshot!(fake.run("stop --at soon").await, @"
    [stderr]
    “soon” is no time that Stint understands.
    Hint: Use a time of day (13:30), how long ago (20m, 1h30m), or a date with a time (2026-11-20 13:30).
    [exit 2]
    ");
    assert_snapshot!(fake.run("stop --at 18:00").await, @"
    [stderr]
    18:00 today lies in the future.
    Hint: Where an earlier day is meant, name it, too: --at '2026-11-19 18:00'.
    [exit 2]
    ");
    assert_snapshot!(fake.run("log --from 20.11.").await, @"
    [stderr]
    “20.11.” is no day that Stint understands.
    Hint: Use 2026-11-20, today or yesterday.
    [exit 2]
    ");
    assert_snapshot!(fake.run("strat").await, @"
    [stderr]
    error: unrecognized subcommand 'strat'

      tip: some similar subcommands exist: 'status', 'start'

    Usage: stint [OPTIONS] <COMMAND>

    For more information, try '--help'.
    [exit 2]
    ");
    assert_snapshot!(fake.run("switch").await, @"
    [stderr]
    error: the following required arguments were not provided:
      <WORDS>...

    Usage: stint switch <WORDS>...

    For more information, try '--help'.
    [exit 2]
    ");
}

#[tokio::test]
async fn help_lists_the_commands_and_exit_codes() {
    let fake = Fake::absent();
    assert_snapshot!(fake.run("--help").await, @"
    A timer in the tray for people who write code

    Usage: stint [OPTIONS] <COMMAND>

    Commands:
      start        Start the timer, ending the running one
      switch       Start something else and say what that ended
      stop         Stop the timer
      toggle       Stop the timer, or go on with the latest entry where none runs
      continue     Start the latest entry again
      discard      Remove the running timer as if it had never been started
      status       Show what runs, in one line
      today        List the entries of a day with the gaps between them
      log          List entries of many days, latest first
      undo         Take the latest change back
      redo         Make the change again that was last taken back
      gap          Show or answer the question about time that Stint did not see
      tasks        List tasks; show one, or add one
      feed         List what you were told, latest first; or mark it as read
      focus        Tell nothing while you concentrate; one notice follows that says what happened
      sync         Read issues and pull requests that wait for you, now
      follow       List the repositories you follow; follow one, or no more
      projects     List projects, or add one
      accounts     List the connected accounts; connect, check, pause, rotate or revoke one
      vault        Show where secrets are kept; choose another place, or unlock it
      export       Write everything into a file
      window       Show the window
      doctor       Print what this desktop supports, where files lie, and versions; never a secret
      open-url     Take a stint:// link, as the desktop does
      quit         End Stint and its windows; a running timer goes on
      completions  Print completions for a shell
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version

    Options of every command:
          --no-start  Fail where Stint does not run, instead of starting it

    Exit codes:
      0  done, or nothing to do or to show: `stint status` says so where no timer runs
      1  not done, or not all of it; what happened and what was kept is said
      2  the command line was not understood; nothing was changed
      3  Stint cannot be reached
      4  the data file cannot be read or written

    Without a command, `stint` is the timer in the tray.
    [exit 0]
    ");
    assert_eq!(fake.run("--version").await.out, format!("stint {}\n", stint_api::VERSION));
}

#[tokio::test]
async fn without_an_engine_and_without_leave_to_start_one_it_says_so() {
    assert_snapshot!(Fake::absent().run("--no-start status").await, @"
    [stderr]
    Stint is not running.
    Hint: Start it with `stint`, or look at `stint doctor`.
    [exit 3]
    ");
}

#[tokio::test]
async fn an_engine_that_cannot_be_started_is_reported_with_the_reason() {
    let mut fake = Fake::absent();
    fake.around.program = Some("/nowhere/stint".into());
    assert_snapshot!(fake.run("status").await, @"
    [stderr]
    Stint was not running and could not be started: No such file or directory (os error 2).
    Hint: Run `stint` in a terminal to see why, or look at `stint doctor`.
    [exit 3]
    ");
    fake.around.program = Some("/bin/false".into());
    assert_snapshot!(fake.run("status").await, @"
    [stderr]
    Stint was not running and could not be started: it ended with exit status: 1.
    Hint: Run `stint` in a terminal to see why, or look at `stint doctor`.
    [exit 3]
    ");
}

#[tokio::test]
async fn an_engine_is_started_and_waited_for() {
    let fake = Fake::absent().answer::<GetTimer>(timer(None));
    let path = fake.around.folders.as_ref().unwrap().socket();
    let start = || {
        fake.open();
        Ok(Box::pin(std::future::pending()) as reach::Ending)
    };
    let client = reach::connect(&path, &Hello::of("cli"), Some(&start)).await.unwrap();
    assert_eq!(client.call(GetTimer {}).await.unwrap(), timer(None));
}

#[tokio::test(start_paused = true)]
async fn an_engine_that_never_answers_is_given_up_after_five_seconds() {
    let fake = Fake::absent();
    let path = fake.around.folders.as_ref().unwrap().socket();
    let start = || Ok(Box::pin(std::future::pending()) as reach::Ending);
    let error = reach::connect(&path, &Hello::of("cli"), Some(&start)).await.unwrap_err();
    assert_eq!(error.code, Code::NotRunning);
    assert!(error.message.ends_with("within 5 seconds."), "{error}");
}

#[tokio::test]
async fn a_reader_that_goes_in_the_middle_is_no_failure() {
    struct Gone;
    impl std::io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let fake = Fake::engine().answer::<GetDay>(day());
    let mut err = Vec::new();
    let never = || -> Pin<Box<dyn Future<Output = ()>>> { Box::pin(std::future::pending()) };
    let ends = Ends { input: &mut std::io::empty(), out: &mut Gone, err: &mut err, interrupt: &never };
    let code = crate::perform(vec!["today".into()], &fake.around, ends).await;
    assert_eq!((code, err.as_slice()), (crate::exit::Exit::Done, &b""[..]));
}
