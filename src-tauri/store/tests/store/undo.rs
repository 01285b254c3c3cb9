//! Any sequence of plans, taken back, leaves every table as it was; done again, as it became.

use proptest::{collection::vec, prelude::*};
use stint_core::{
    edit::{Change, Edit, reversed},
    entry::TimeEntry,
    task::Task,
};
use stint_store::{Store, apply, table};

use crate::sample::{assert_sound, dump, entry, project, task, write};

/// One wish for a row out of a few: which table, which row, whether it goes, and two dice for what it holds.
#[derive(Clone, Copy, Debug)]
struct Wish {
    table: u8,
    row: u8,
    goes: bool,
    dice: (u8, u8),
}

fn wish() -> impl Strategy<Value = Wish> {
    (0..6_u8, 0..4_u8, any::<bool>(), (any::<u8>(), any::<u8>())).prop_map(|(table, row, goes, dice)| Wish {
        table,
        row,
        goes,
        dice,
    })
}

fn some_entry(wish: Wish) -> TimeEntry {
    let (hour, words) = wish.dice;
    let hour = hour % 20;
    let end = if hour == 7 { String::new() } else { format!("{:02}:30", hour + u8::from(words.is_multiple_of(2))) };
    let words_of = ["", "Fix the login", "Review", "Write the tests"];
    TimeEntry {
        project: (words.is_multiple_of(3)).then(|| project(u128::from(words % 4), "").id),
        task: (words.is_multiple_of(5)).then(|| task(u128::from(words % 4), "").id),
        tags: if words.is_multiple_of(7) { ["later".to_owned()].into() } else { ["deep".to_owned()].into() },
        ..entry(u128::from(wish.row), words_of[usize::from(words % 4)], &format!("{hour:02}:00"), &end)
    }
}

fn edit(store: &Store, wish: Wish) -> Edit {
    let keep = |goes: bool| !goes;
    match wish.table {
        0 => {
            let row = project(u128::from(wish.row), ["a", "b", "c"][usize::from(wish.dice.0 % 3)]);
            let before = table::project::get(store.read(), row.id).unwrap();
            Edit::Project(Change { before, after: keep(wish.goes).then_some(row) })
        }
        1 => {
            let of = (wish.dice.1.is_multiple_of(2)).then(|| project(u128::from(wish.dice.1 % 4), "").id);
            let row = Task { project: of, ..task(u128::from(wish.row), ["x y", "z"][usize::from(wish.dice.0 % 2)]) };
            let before = table::task::get(store.read(), row.id).unwrap();
            Edit::Task(Change { before, after: keep(wish.goes).then_some(row) })
        }
        _ => {
            let row = some_entry(wish);
            let before = table::entry::get(store.read(), row.id).unwrap();
            Edit::Entry(Change { before, after: keep(wish.goes).then_some(row) })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_and_redo_restore_every_table(wishes in vec(vec(wish(), 1..3), 1..30)) {
        let mut store = Store::in_memory().unwrap();
        let mut states = vec![dump(store.read())];
        let mut done = Vec::new();
        for wishes in wishes {
            let edits: Vec<Edit> = wishes.into_iter().map(|wish| edit(&store, wish)).collect();
            match store.write(|tx| apply::edits(tx, &edits)) {
                Ok(()) => {
                    done.push(edits);
                    states.push(dump(store.read()));
                }
                Err(_) => prop_assert_eq!(&dump(store.read()), states.last().unwrap()),
            }
        }
        for (edits, before) in done.iter().zip(&states).rev() {
            write(&mut store, |tx| apply::edits(tx, &reversed(edits.clone())));
            prop_assert_eq!(&dump(store.read()), before);
        }
        for (edits, after) in done.iter().zip(&states[1..]) {
            write(&mut store, |tx| apply::edits(tx, edits));
            prop_assert_eq!(&dump(store.read()), after);
        }
        write(&mut store, |tx| Ok(tx.execute_batch(
            "INSERT INTO phrase_words (phrase_words, rank) VALUES ('integrity-check', 1)")?));
    }
}

#[test]
fn a_day_is_sound() {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, crate::sample::fill_day);
    assert_sound(&mut store);
}
