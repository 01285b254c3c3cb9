//! Any sequence of commands on a real data file: entries never overlap, undo takes all of it back, redo makes it again.

use jiff::{SignedDuration, Timestamp};
use stint_api::{ApiError, command::*, view::Receipt};
use stint_core::{entry::TimeEntry, project::Project, task::Task};
use stint_store::table;

use super::{Bench, minutes};
use crate::{Output, handle::Handle};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one_of<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        let count = u64::try_from(of.len()).unwrap();
        (count > 0).then(|| of[usize::try_from(self.up_to(count)).unwrap()].clone())
    }
}

#[derive(Debug, PartialEq)]
struct Rows(Vec<TimeEntry>, Vec<Task>, Vec<Project>);

fn rows(bench: &Bench) -> Rows {
    let conn = bench.engine.conn().unwrap();
    let mut entries = table::entry::touching(conn, Timestamp::MIN, None).unwrap();
    entries.sort_by_key(|entry| entry.id);
    let every = table::task::Filter { with_done: true, with_off_list: true, ..Default::default() };
    let mut tasks = table::task::page(conn, &every, 0, 1_000).unwrap().0;
    tasks.sort_by_key(|task| task.id);
    Rows(entries, tasks, table::project::list(conn, true).unwrap())
}

fn try_to<C: Handle + 'static>(bench: &mut Bench, command: C) -> Result<Receipt, ApiError> {
    let outputs = bench.engine.handle(command.into(), bench.now)?;
    let granted =
        outputs.into_iter().find_map(|output| if let Output::Granted(receipt) = output { Some(receipt) } else { None });
    Ok(granted.unwrap())
}

fn act(bench: &mut Bench, dice: &mut Dice) -> Result<Receipt, ApiError> {
    let Rows(entries, tasks, projects) = rows(bench);
    let id = |id: Option<String>| id.unwrap_or_default();
    let entry = dice.one_of(&entries);
    let entry_id = id(entry.as_ref().map(|entry| entry.id.to_string()));
    let task = dice.one_of(&tasks).map(|task| task.id.to_string());
    let project = dice.one_of(&projects).map(|project| project.id.to_string());
    let back = |dice: &mut Dice, sides| bench.now - minutes(i64::try_from(dice.up_to(sides)).unwrap());
    let (one, other) = (back(dice, 300), back(dice, 300));
    let (from, to) = (one.min(other).to_string(), one.max(other).to_string());
    let word = ["a", "b", "c"][usize::try_from(dice.up_to(3)).unwrap()].to_owned();
    let form = EntryForm {
        description: word.clone(),
        task: task.clone(),
        project: project.clone(),
        started_at: from.clone(),
        ended_at: (dice.up_to(4) > 0).then_some(to),
        ..EntryForm::default()
    };
    let with = if dice.up_to(2) == 0 { Neighbour::Previous } else { Neighbour::Next };
    let sometimes = |dice: &mut Dice| (dice.up_to(2) == 0).then(|| from.clone());
    match dice.up_to(17) {
        0..=2 => {
            let started_at = sometimes(dice);
            try_to(bench, StartTimer { task, project, description: Some(word), started_at, ..StartTimer::default() })
        }
        3 => try_to(bench, StopTimer { ended_at: sometimes(dice) }),
        4 => try_to(bench, ContinueEntry { entry: entry.map(|entry| entry.id.to_string()) }),
        5 => try_to(bench, DiscardTimer {}),
        6 => try_to(bench, AddEntry { entry: form }),
        7 | 8 => try_to(bench, EditEntry { id: entry_id, entry: form }),
        9 => try_to(bench, SplitEntry { id: entry_id, at: from }),
        10 => try_to(bench, MergeEntry { id: entry_id, with }),
        11 => try_to(bench, DeleteEntry { id: entry_id }),
        12 => try_to(bench, AddTask { task: TaskForm { title: word, project, ..TaskForm::default() } }),
        13 => try_to(bench, DeleteTask { id: id(task) }),
        14 => try_to(bench, AddProject { project: ProjectForm { name: word, ..ProjectForm::default() } }),
        15 => try_to(bench, DeleteProject { id: id(project) }),
        _ => try_to(bench, Undo {}),
    }
}

fn check(bench: &Bench, said: &str) {
    let findings =
        stint_store::check::integrity(bench.engine.conn().unwrap(), &mut |_, _| std::ops::ControlFlow::Continue(()));
    assert_eq!(findings.unwrap(), Vec::<String>::new(), "{said}");
}

#[test]
fn whatever_is_done_can_be_undone_and_done_again() {
    for seed in 0..10 {
        let (mut bench, mut dice) = (Bench::new(), Dice(seed));
        let mut done = vec![rows(&bench)];
        for step in 0..60 {
            bench.now += SignedDuration::from_secs(i64::try_from(dice.up_to(1_200)).unwrap());
            let before = rows(&bench);
            match act(&mut bench, &mut dice) {
                Ok(receipt) => check(&bench, &format!("seed {seed}, step {step}: {}", receipt.label)),
                Err(error) => assert_eq!(rows(&bench), before, "seed {seed}, step {step}: {error}"),
            }
            done.push(rows(&bench));
        }
        while try_to(&mut bench, Redo {}).is_ok() {}
        let last = rows(&bench);
        done.push(rows(&bench));
        while try_to(&mut bench, Undo {}).is_ok() {
            let now = rows(&bench);
            assert!(done.contains(&now), "seed {seed}: undo led to where nobody was");
        }
        assert_eq!(rows(&bench), done[0], "seed {seed}");
        while try_to(&mut bench, Redo {}).is_ok() {}
        assert_eq!(rows(&bench), last, "seed {seed}");
        check(&bench, "after redo");
    }
}
