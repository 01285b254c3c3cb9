//! What the loop does for the engine: draw, tell, begin threads, take their results back in.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::Timestamp;
use stint_api::{
    ApiError, Event,
    command::OpenWindow,
    view::{DoctorSection, DoctorView, JobId, JobState, ProblemView},
};
use tokio::{sync::mpsc, task};

use super::{
    answer, interrupted,
    opening::{Opening, Way},
    tell,
};
use crate::{
    Door, Engine, Input, Job, Output, Page, Shell,
    answer::Look,
    conduct::Conduct,
    door::Reply,
    errand::Errand,
    jobs::{self, Ending},
    routes::AskedAside,
};

/// The hands of the loop.
pub(super) struct Doing<S> {
    shell: S,
    pub door: Door,
    inputs: mpsc::UnboundedSender<Input>,
    opening: Opening,
    cancels: BTreeMap<JobId, Arc<AtomicBool>>,
    conduct: Conduct,
}

impl<S: Shell> Doing<S> {
    /// Hands that have done nothing yet; `inputs` leads back into the engine.
    pub fn new(shell: S, door: Door, inputs: mpsc::UnboundedSender<Input>, conduct: Conduct) -> Self {
        Self { shell, door, inputs, opening: Opening::default(), cancels: BTreeMap::new(), conduct }
    }

    /// Does one thing.
    pub fn perform(&mut self, output: Output, engine: &Engine, now: Timestamp) {
        match output {
            Output::Changed(topic) => tell(&self.door, Event::Changed { topic }),
            Output::Tray(menu) => self.shell.draw(&menu),
            Output::Notify(notice) => self.shell.notify(notice),
            Output::Withdraw(key) => self.shell.withdraw(&key),
            Output::Show(spot) => self.show(spot, now),
            Output::StartAtLogin(wanted) => self.start_at_login(wanted),
            Output::Run(id, job) => self.run(id, job, engine, now),
            Output::Cancel(id) => drop(self.cancels.get(&id).map(|flag| flag.store(true, Ordering::Relaxed))),
            Output::Errand(errand) => {
                self.conduct.set_moved(engine.everything_moved());
                self.conduct.perform(errand);
            }
            Output::OpenPage(page) => self.open_page(&page),
            Output::Deliver(effect) => {
                self.conduct.set_moved(engine.everything_moved());
                // One that is gone meanwhile needs no telling, and one that cannot be read now is due again.
                if let Ok(Some(delivery)) = engine.delivery(effect) {
                    self.conduct.deliver(delivery);
                }
            }
            Output::Quit => self.door.end.cancel(),
            Output::Granted(_) | Output::WakeAt(_) => {}
        }
    }

    /// Says good-bye to clients and ends what is under way.
    pub fn end(&mut self) {
        self.conduct.end();
        for flag in self.cancels.values() {
            flag.store(true, Ordering::Relaxed);
        }
        tell(&self.door, Event::Ended);
    }

    /// Does what is still done after [`Self::end`]; whether something was begun that is to be waited for.
    pub fn perform_last(&mut self, output: &Output) -> bool {
        if let Output::Notify(notice) = output {
            self.shell.notify(notice.clone());
        } else if let Output::Withdraw(key) = output {
            self.shell.withdraw(key);
        } else if let Output::Errand(Errand::Forget(account)) = output {
            self.conduct.forget(*account);
            return true;
        }
        false
    }

    /// Waits, after [`Self::end`], until no new credentials are on their way that would be lost by ending the program.
    pub fn secured(&self) -> impl Future<Output = ()> + 'static {
        self.conduct.secured()
    }

    /// Waits, after [`Self::end`], until all that was begun for accounts has come to its end.
    pub fn settled(&self) -> impl Future<Output = ()> + 'static {
        self.conduct.settled()
    }

    /// Hears how many windows are connected, and shows what is still to be shown.
    pub fn windows_changed(&mut self, open: usize, now: Timestamp) {
        if let Some(spot) = self.opening.counted(open, now) {
            self.show(spot, now);
        }
    }

    /// Answers a question over many rows on a thread of its own.
    pub fn ask_aside(&mut self, engine: &Engine, now: Timestamp, ask: AskedAside, reply: Reply) {
        let reader = match engine.borrow_reader() {
            Ok(reader) => reader,
            Err(error) => return answer(reply, Err(error.into())),
        };
        let (zone, settings) = (engine.zone.clone(), engine.settings().clone());
        task::spawn_blocking(move || {
            let answered = ask(&Look { conn: reader.conn(), now, zone, settings });
            reader.give_back();
            answer(reply, answered);
        });
    }

    /// Gathers what `stint doctor` prints: the desktop's facts, then the engine's.
    pub fn examine(&self, own: Vec<DoctorSection>, reply: Reply) {
        let facts = self.shell.facts();
        task::spawn(async move {
            let sections = [facts.await, own].concat();
            answer(reply, serde_json::to_value(DoctorView { sections }).map_err(|_| interrupted()));
        });
    }

    fn show(&mut self, spot: OpenWindow, now: Timestamp) {
        match self.opening.way(&spot, now) {
            Way::Tell => tell(&self.door, Event::Show { place: spot.place, section: spot.section }),
            Way::Start => self.shell.open_window(&spot),
            Way::Wait => {}
        }
    }

    fn open_page(&mut self, page: &Page) {
        let message = self.shell.open_page(page).err().unwrap_or_default();
        let problem = ProblemView { kind: "browser".to_owned(), message, ..ProblemView::default() };
        self.feed(Input::Desktop { problem });
    }

    fn start_at_login(&mut self, wanted: bool) {
        let message = self.shell.start_at_login(wanted).err().unwrap_or_default();
        let problem = ProblemView { kind: "autostart".to_owned(), message, ..ProblemView::default() };
        self.feed(Input::Desktop { problem });
    }

    fn run(&mut self, id: JobId, job: Job, engine: &Engine, now: Timestamp) {
        let reader = match engine.conn().and_then(|_| engine.open_reader()) {
            Ok(reader) => reader,
            Err(fault) => {
                let ApiError { message, .. } = fault.into();
                return self.feed(Input::Ended { job: id, ending: failed(message) });
            }
        };
        let (flag, inputs) = (Arc::new(AtomicBool::new(false)), self.inputs.clone());
        self.cancels.insert(id, Arc::clone(&flag));
        task::spawn_blocking(move || {
            let mut tell = |progress| drop(inputs.send(Input::Progressed { job: id, progress }));
            let ending = jobs::perform(&job, &reader, now, &flag, &mut tell);
            // The loop may have ended meanwhile.
            inputs.send(Input::Ended { job: id, ending }).ok();
        });
    }

    fn feed(&self, input: Input) {
        // The receiver lives as long as the loop that calls this.
        self.inputs.send(input).ok();
    }
}

fn failed(message: String) -> Ending {
    Ending { state: JobState::Failed, message, file: None }
}
