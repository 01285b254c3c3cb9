//! A working day: a hundred issues assigned to mona, two hundred in repositories that she follows, and people at work.

use anyhow::{Result, ensure};
use jiff::SignedDuration;
use stint_api::{
    command::{Follow, StatusName},
    view::TaskView,
};

use super::{Forge, Hand, Hour, MONDAY, Scene, Standing};
use crate::dice::Dice;

/// How much people do in each hour of a day: nothing at night, most around eleven and three.
pub type Pace = [u64; 24];
/// An ordinary day of one person's work: 50 changes that concern them.
pub const ORDINARY: Pace = [0, 0, 0, 0, 0, 0, 1, 2, 4, 5, 5, 5, 2, 4, 5, 5, 5, 3, 2, 1, 1, 0, 0, 0];
/// A day four times as busy.
pub const STORMY: Pace = [0, 0, 0, 0, 0, 0, 2, 6, 14, 20, 24, 20, 8, 16, 22, 24, 18, 10, 4, 2, 1, 1, 0, 0];
/// How long after the last deed everything has arrived.
const AFTERWARDS: SignedDuration = SignedDuration::from_mins(40);
/// How many issues are assigned to her at a time.
const MOST_ASSIGNED: usize = 100;
const OWN: [&str; 2] = ["acme/api", "acme/web"];
const FOLLOWED: [&str; 4] = ["acme/docs", "acme/infra", "acme/design", "acme/tools"];
const LABELS: [&str; 4] = ["bug", "enhancement", "critical", "question"];

/// What a day came to.
pub struct Day {
    /// What was asked of the service in each of its 24 hours, the first reading in the first of them.
    pub hours: Vec<Hour>,
    /// What the list of tasks does not say as the service does, in the end.
    pub differences: Vec<String>,
    /// How many tasks there were in the end.
    pub tasks: usize,
}

impl Day {
    /// The most of something in any hour.
    pub fn most(&self, of: impl Fn(&Hour) -> u32) -> u32 {
        self.hours.iter().map(of).max().unwrap_or_default()
    }

    /// The most of something in any hour but the first, in which everything is read for the first time.
    pub fn most_later(&self, of: impl Fn(&Hour) -> u32) -> u32 {
        self.hours.iter().skip(1).map(of).max().unwrap_or_default()
    }
}

/// What there is at the forge.
struct Stock<I> {
    assigned: Vec<I>,
    closed: Vec<I>,
    followed: Vec<I>,
    pulls: Vec<I>,
    forum: Vec<I>,
    opened: u32,
}

/// Lets a day pass at a forge that goes by the hand, which stands at [`MONDAY`].
pub async fn day<F: Forge>(forge: &F, hand: &Hand, pace: &Pace, seed: u64) -> Result<Day> {
    ensure!(hand.now() == MONDAY, "the day begins on Monday");
    let mut dice = Dice::new(seed);
    let mut stock = stocked(forge, hand);
    let mut scene = Scene::start(hand, &[(F::SERVICE, &forge.origin())]).await?;
    scene.settle_in(F::SERVICE, forge.token()).await?;
    for place in FOLLOWED {
        let follow = Follow { place: place.to_owned(), service: Some(F::SERVICE.to_owned()), ..Follow::default() };
        scene.rehearsal.command(&follow).await?;
    }
    for second in moments(pace, &mut dice) {
        scene.pass_until(MONDAY + SignedDuration::from_secs(second)).await;
        stock.do_something(forge, &mut dice);
    }
    scene.pass_until(MONDAY + SignedDuration::from_hours(24)).await;
    let mut hours = forge.hours();
    hours.truncate(24);
    scene.pass(AFTERWARDS).await;
    let tasks = scene.tasks()?.into_values().collect::<Vec<_>>();
    let differences = differences(&forge.standing(), &tasks);
    Ok(Day { hours, differences, tasks: tasks.len() })
}

/// When something is done, in seconds after the start of the day, in order.
fn moments(pace: &Pace, dice: &mut Dice) -> Vec<i64> {
    let mut all = Vec::new();
    for (hour, deeds) in (0..).zip(*pace) {
        all.extend((0..deeds).map(|_| hour * 3_600 + i64::try_from(dice.below(3_600)).unwrap_or_default()));
    }
    all.sort_unstable();
    all
}

/// Opens what there is on Monday in the weeks before, an hour apart, and lets mona read what she was told of it.
fn stocked<F: Forge>(forge: &F, hand: &Hand) -> Stock<F::Item> {
    hand.set(MONDAY - SignedDuration::from_hours(24 * 28));
    let in_places = |places: &[&str], count: usize| {
        let open = |number: usize| {
            hand.set(hand.now() + SignedDuration::from_hours(1));
            forge.open(places[number % places.len()], &format!("Issue {number}"))
        };
        (0..count).map(open).collect::<Vec<_>>()
    };
    let assigned = in_places(&OWN, MOST_ASSIGNED);
    assigned.iter().for_each(|item| forge.assign(*item));
    let asked: Vec<_> = (0..5).map(|number| forge.propose(OWN[0], &format!("Change {number}"), "octocat")).collect();
    asked.iter().for_each(|item| forge.request_review(*item));
    let pulls = (0..5).map(|number| forge.propose(OWN[1], &format!("My change {number}"), "mona")).collect();
    let (followed, forum) = (in_places(&FOLLOWED, 200), in_places(&["acme/forum"], 10));
    forge.read_all();
    hand.set(MONDAY);
    Stock { assigned, closed: Vec::new(), followed, pulls, forum, opened: 0 }
}

impl<I: Copy> Stock<I> {
    fn do_something<F: Forge<Item = I>>(&mut self, forge: &F, dice: &mut Dice) {
        match dice.below(100) {
            0..30 => forge.comment(one_of(&self.assigned, dice)),
            30..42 => forge.label(one_of(&self.assigned, dice), LABELS[index(dice, LABELS.len())]),
            42..45 => forge.retitle(one_of(&self.assigned, dice), &format!("Another title {}", dice.below(1_000))),
            45..53 => {
                let item = taken(&mut self.assigned, dice);
                forge.close(item);
                self.closed.push(item);
            }
            53..61 if self.assigned.len() < MOST_ASSIGNED => {
                let item = self.opened(forge, OWN[index(dice, OWN.len())]);
                forge.assign(item);
                self.assigned.push(item);
            }
            61..64 => forge.unassign(taken(&mut self.assigned, dice)),
            64..67 if !self.closed.is_empty() && self.assigned.len() < MOST_ASSIGNED => {
                let item = taken(&mut self.closed, dice);
                forge.reopen(item);
                self.assigned.push(item);
            }
            67..77 => forge.comment(one_of(&self.followed, dice)),
            77..84 => {
                let item = self.opened(forge, FOLLOWED[index(dice, FOLLOWED.len())]);
                self.followed.push(item);
            }
            84..91 => forge.close(taken(&mut self.followed, dice)),
            91..94 => forge.mention(one_of(&self.forum, dice)),
            94..97 => forge.approve(one_of(&self.pulls, dice)),
            97..98 if self.pulls.len() > 1 => forge.merge(taken(&mut self.pulls, dice)),
            _ => forge.comment(one_of(&self.pulls, dice)),
        }
    }

    fn opened<F: Forge<Item = I>>(&mut self, forge: &F, place: &str) -> I {
        self.opened += 1;
        forge.open(place, &format!("New issue {}", self.opened))
    }
}

fn index(dice: &mut Dice, length: usize) -> usize {
    let length = u64::try_from(length).unwrap_or(1).max(1);
    usize::try_from(dice.below(length)).unwrap_or_default()
}

fn one_of<I: Copy>(items: &[I], dice: &mut Dice) -> I {
    items[index(dice, items.len())]
}

fn taken<I: Copy>(items: &mut Vec<I>, dice: &mut Dice) -> I {
    items.swap_remove(index(dice, items.len()))
}

/// Where the list of tasks says otherwise than the service.
fn differences(standing: &[Standing], tasks: &[TaskView]) -> Vec<String> {
    let is_followed = |it: &Standing| it.is_issue && FOLLOWED.iter().any(|place| it.reference.starts_with(place));
    let mut found = Vec::new();
    for it in standing {
        let task = tasks.iter().find(|task| task.reference.as_deref() == Some(&it.reference));
        let is_wanted = it.is_hers || is_followed(it);
        match task {
            None if is_wanted && it.is_open => found.push(format!("{} is missing", it.reference)),
            Some(task) if is_wanted => found.extend(difference(it, task)),
            Some(task) if task.status != StatusName::Done => found.push(format!("{} is not hers", it.reference)),
            None | Some(_) => {}
        }
    }
    let is_there = |task: &TaskView| standing.iter().any(|it| task.reference.as_deref() == Some(&it.reference));
    found.extend(tasks.iter().filter(|task| !is_there(task)).map(|task| format!("{:?} is not there", task.reference)));
    found
}

fn difference(it: &Standing, task: &TaskView) -> Option<String> {
    let mut labels = task.work.as_ref().map(|work| work.labels.clone()).unwrap_or_default();
    labels.sort();
    let is_open = task.status != StatusName::Done;
    let is_same = task.title == it.title && is_open == it.is_open && labels == it.labels;
    (!is_same).then(|| format!("{it:?} is shown as {:?}, {:?}, {labels:?}", task.title, task.status))
}
