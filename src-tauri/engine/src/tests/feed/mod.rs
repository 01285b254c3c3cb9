//! The feed: what is shown of it and when, what the person does about it, and timers that start by themselves.

mod hub;
mod pages;
mod quiet;
mod reading;
mod snoozing;
mod starting;
mod telling;

use std::sync::Arc;

use stint_api::{question::ListFeed, view::FeedView};
use stint_connect::connector::Connector;
use stint_core::{
    account::Account,
    feed::FeedItem,
    ids::TaskId,
    notice::Kind,
    settings::Settings,
    task::{Priority, Status, Task},
    work::{self, PlaceRule, Reach, State, Why, Work, WorkItem},
};
use stint_store::{Tx, table};
use uuid::Uuid;

use self::hub::{Hub, ORIGIN};
use super::{Bench, accounts::account};
use crate::{Input, Notice, Output, routes};

fn mona() -> Account {
    Account { service: "hub".to_owned(), origin: ORIGIN.to_owned(), ..account(7, super::clock("08:00")) }
}

/// An engine with mona's account at a service that brings work.
fn bench() -> Bench {
    with_hub(Bench::new())
}

fn with_hub(mut bench: Bench) -> Bench {
    let hub: Box<dyn Connector> = Box::new(Hub);
    bench.engine.accounts.outside.services = Arc::from([hub]);
    bench.write(|tx| table::account::put(tx, &mona()));
    bench
}

/// The issue of this number in acme/api, assigned to mona; its task has the same number.
fn issue(number: u32) -> Work {
    Work {
        service: "hub".to_owned(),
        origin: ORIGIN.to_owned(),
        account: Some(mona().id),
        item: WorkItem {
            remote_id: format!("I_{number}"),
            kind: work::Kind::Issue,
            place: "acme/api".to_owned(),
            reference: format!("acme/api#{number}"),
            title: format!("Fix the login, part {number}"),
            url: format!("{ORIGIN}/acme/api/issues/{number}"),
            state: State::Open,
            whys: [Why::Assigned].into(),
            labels: Vec::new(),
            author: Some("hubot".to_owned()),
            milestone: None,
            body: None,
            updated_at: None,
            review: None,
            checks: None,
            replied_at: None,
            mentioned_at: None,
            is_own_doing: false,
            thread: Some(format!("T_{number}")),
            extra: String::new(),
        },
        task: Some(TaskId(Uuid::from_u128(number.into()))),
        title_given: format!("Fix the login, part {number}"),
        project_given: None,
        priority_given: Priority::Low,
        reach: Reach::Here,
        looked_up_at: None,
    }
}

/// The pull request of this number, where a review of mona's is asked for.
fn request(number: u32) -> Work {
    let issue = issue(number);
    let whys = [Why::ReviewRequested].into();
    Work { item: WorkItem { kind: work::Kind::PullRequest, whys, ..issue.item }, ..issue }
}

fn task_of(work: &Work) -> Task {
    Task {
        id: work.task.unwrap(),
        title: work.item.title.clone(),
        project: None,
        priority: Priority::Low,
        status: Status::Todo,
        reference: Some(work.item.reference.clone()),
        url: None,
        created_at: super::clock("08:00"),
        done_at: None,
    }
}

impl Bench {
    fn write(&mut self, f: impl FnOnce(&Tx) -> Result<(), stint_store::Error>) {
        self.engine.storage.as_mut().unwrap().write(f).unwrap();
    }

    /// Something happened and is written down, as when work was read; nothing is told yet.
    fn written(&mut self, happened: &[(Kind, Work)]) -> Vec<FeedItem> {
        let mut items = Vec::new();
        for (kind, work) in happened {
            items.extend(self.engine.feed_items(&[*kind], work, self.now));
        }
        self.write(|tx| {
            for (_, work) in happened {
                table::task::put(tx, &task_of(work))?;
                table::work::put(tx, work)?;
            }
            items.iter().try_for_each(|item| table::feed::push(tx, item).map(drop))
        });
        items
    }

    /// The same, and it is told.
    fn happens(&mut self, happened: &[(Kind, Work)]) -> Vec<Output> {
        let items = self.written(happened);
        self.engine.tell(items, self.now).unwrap()
    }

    /// The issue is as it was read just now.
    fn changes(&mut self, work: Work) -> Vec<Output> {
        self.write(|tx| table::work::put(tx, &work));
        self.engine.awaken(&[work], self.now).unwrap()
    }

    fn passes(&mut self, time: &str) -> Vec<Output> {
        let reading = self.at(time).reading();
        self.input(Input::Tick { reading })
    }

    /// Presses a button of a notice.
    fn press(&mut self, notice: &Notice, button: &str) -> Vec<Output> {
        let action = notice.actions.iter().find(|action| action.label == button).unwrap();
        let Ok(routes::Routed::Command(command)) = routes::route(action.request.clone()) else { panic!("{button}") };
        self.input(Input::Command(command))
    }

    fn set(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.engine.config.settings);
    }

    fn rule(&mut self, change: impl FnOnce(&mut PlaceRule)) {
        let mut rule = PlaceRule {
            service: "hub".to_owned(),
            origin: ORIGIN.to_owned(),
            place: "acme/api".to_owned(),
            project: None,
            starts_timer: false,
            muted: [].into(),
        };
        change(&mut rule);
        self.write(|tx| table::place_rule::put(tx, &rule));
    }

    fn feed(&mut self) -> Vec<FeedView> {
        self.ask(ListFeed::default()).notices
    }

    /// The only notice of the feed, by its id.
    fn only(&mut self) -> String {
        let feed = self.feed();
        assert_eq!(feed.len(), 1, "{feed:?}");
        feed.into_iter().next().unwrap().id
    }
}

fn notices(outputs: &[Output]) -> Vec<&Notice> {
    outputs.iter().filter_map(|it| if let Output::Notify(notice) = it { Some(notice) } else { None }).collect()
}

fn titles(outputs: &[Output]) -> Vec<&str> {
    notices(outputs).into_iter().map(|notice| notice.title.as_str()).collect()
}

fn withdrawn(outputs: &[Output]) -> Vec<&str> {
    outputs.iter().filter_map(|it| if let Output::Withdraw(key) = it { Some(key.as_str()) } else { None }).collect()
}

/// A notice as a person reads it.
fn drawn(notice: &Notice) -> String {
    let buttons: String = notice.actions.iter().map(|action| format!("[{}] ", action.label)).collect();
    format!("{}\n{}\n{}", notice.title, notice.body, buttons.trim_end())
}
