//! Random sequences of everything a person can do to entries, beside a model that only paints minutes.

use jiff::{SignedDuration, Timestamp};
use proptest::{prelude::*, sample::Index};
use stint_core::{
    correct::{self, Named},
    edit::Plan,
    entry::TimeEntry,
    gap::{self, Cause, Choice, Gap},
    refusal::Result,
    timer,
};

use crate::{
    model,
    sample::{id, running},
    world::World,
};

/// One thing a person, or the machine, does; times are minutes before now.
#[derive(Clone, Debug)]
pub enum Step {
    Wait(i64),
    SetClockBack(i64),
    Start(i64),
    Stop(i64),
    Discard,
    Add { ago: i64, lasts: i64 },
    Edit { which: Index, start_by: i64, end_by: i64 },
    Split { which: Index, after: i64 },
    Merge { which: Index },
    Delete { which: Index },
    Answer { choice: Choice, seen: i64, back: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    let which = || any::<Index>();
    let choice = prop_oneof![Just(Choice::Keep), Just(Choice::StopThere), Just(Choice::Split), Just(Choice::Discard)];
    prop_oneof![
        4 => (1..90_i64).prop_map(Step::Wait),
        4 => (0..60_i64).prop_map(Step::Start),
        2 => (0..40_i64).prop_map(Step::Stop),
        1 => Just(Step::Discard),
        3 => (0..400_i64, -5..200_i64).prop_map(|(ago, lasts)| Step::Add { ago, lasts }),
        4 => (which(), -90..90_i64, -90..90_i64)
            .prop_map(|(which, start_by, end_by)| Step::Edit { which, start_by, end_by }),
        2 => (which(), 0..60_i64).prop_map(|(which, after)| Step::Split { which, after }),
        2 => which().prop_map(|which| Step::Merge { which }),
        1 => which().prop_map(|which| Step::Delete { which }),
        1 => (choice, 0..90_i64, 0..90_i64).prop_map(|(choice, seen, back)| Step::Answer { choice, seen, back }),
    ]
}

fn step_with_clock_changes() -> impl Strategy<Value = Step> {
    prop_oneof![8 => step(), 1 => (1..200_i64).prop_map(Step::SetClockBack)]
}

pub fn moved(at: Timestamp, minutes: i64) -> Timestamp {
    at + SignedDuration::from_mins(minutes)
}

/// The plan of a step; none where there is nothing it could be done to.
fn plan(step: &Step, world: &World, fresh: &mut dyn FnMut() -> stint_core::ids::EntryId) -> Option<Result<Plan>> {
    let entries = world.in_order();
    let pick = |which: &Index| (!entries.is_empty()).then(|| entries[which.index(entries.len())].clone());
    let now = world.now;
    Some(match step {
        Step::Wait(_) | Step::SetClockBack(_) => return None,
        Step::Start(ago) => {
            let words = if ago % 3 == 0 { "x" } else { "y" };
            let new = TimeEntry { id: fresh(), started_at: world.ago(*ago), ..running(0, words, "9:00") };
            let mut others = world.touching(new.started_at, None, new.id);
            others.retain(|other| !other.is_running());
            timer::start(new, world.running(), &others, now, fresh)
        }
        Step::Stop(ago) => timer::stop(world.running()?, (*ago > 0).then(|| world.ago(*ago)), now),
        Step::Discard => Ok(timer::discard(world.running()?)),
        Step::Add { ago, lasts } => {
            let started_at = world.ago(*ago);
            let ended_at = Some(moved(started_at, *lasts));
            let new = TimeEntry { id: fresh(), started_at, ended_at, ..running(0, "x", "9:00") };
            correct::write(
                None,
                new.clone(),
                &world.touching(started_at, ended_at, new.id),
                Named::default(),
                now,
                fresh,
            )
        }
        Step::Edit { which, start_by, end_by } => {
            let before = pick(which)?;
            let started_at = moved(before.started_at, *start_by);
            let ended_at = before.ended_at.map(|end| moved(end, *end_by));
            let others = world.touching(started_at, ended_at, before.id);
            let after = TimeEntry { started_at, ended_at, ..before.clone() };
            correct::write(Some(before), after, &others, Named::default(), now, fresh)
        }
        Step::Split { which, after } => {
            let entry = pick(which)?;
            let at = moved(entry.started_at, *after);
            correct::split(entry, at, now, fresh())
        }
        Step::Merge { which } => {
            let place = which.index(entries.len().max(1));
            correct::merge(entries.get(place)?.clone(), entries.get(place + 1)?.clone())
        }
        Step::Delete { which } => Ok(correct::delete(pick(which)?)),
        Step::Answer { choice, seen, back } => {
            let back_at = world.ago(*back);
            let gap = Gap { cause: Cause::Slept, last_seen_at: moved(back_at, -seen), back_at };
            gap::answer(world.running()?, &gap, *choice, now, fresh()).transpose()?
        }
    })
}

fn clock_after(step: &Step, now: Timestamp) -> Timestamp {
    if let Step::Wait(minutes) = step {
        return moved(now, *minutes);
    }
    if let Step::SetClockBack(minutes) = step { moved(now, -minutes) } else { now }
}

/// Does the steps one after the other; `each` sees the world before a step, the step where it was granted, and the world after it.
fn live(steps: &[Step], mut each: impl FnMut(&[TimeEntry], Option<&Step>, &World)) -> World {
    let mut world = World::new();
    let mut number = 0;
    let mut fresh = || {
        number += 1;
        id(number)
    };
    for step in steps {
        let before = world.in_order();
        world.now = clock_after(step, world.now);
        let granted = match plan(step, &world, &mut fresh) {
            Some(Ok(plan)) => {
                world.commit(plan.edits);
                Some(step)
            }
            Some(Err(_)) | None => None,
        };
        each(&before, granted, &world);
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn entries_stay_sound_whatever_is_done_and_all_of_it_can_be_undone(
        steps in prop::collection::vec(step_with_clock_changes(), 1..60)
    ) {
        live(&steps, |_, _, _| {}).undo_and_redo_everything();
    }

    #[test]
    fn every_minute_is_counted_once_as_the_model_paints_it(steps in prop::collection::vec(step(), 1..60)) {
        live(&steps, |before, step, world| {
            let expected = model::painted(before, step, world.now);
            let after = world.in_order();
            assert_eq!(model::minutes(&after, world.now), expected, "after {step:?} on {before:?}");
            assert_eq!(i64::try_from(expected.len()).unwrap(), world.total_minutes());
        });
    }
}
