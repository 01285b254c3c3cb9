//! Tells the person something: one notification a key, replaced rather than piled up.
//!
//! While one is open a task waits for its answer on the bus; nothing wakes up in between.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use stint_api::{Request, view::ProblemView};
use stint_engine::{Door, Notice};
use tokio::{
    sync::{
        mpsc::{UnboundedReceiver, UnboundedSender},
        oneshot,
    },
    task::{AbortHandle, JoinSet},
};
use tokio_util::sync::CancellationToken;

#[cfg(not(target_os = "linux"))]
mod native;
mod words;
#[cfg(target_os = "linux")]
mod xdg;
#[cfg(not(target_os = "linux"))]
use native::{Toast, show};
#[cfg(target_os = "linux")]
use xdg::{Toast, show};

/// 128 pixels square, PNG.
const ICON: &[u8] = include_bytes!("../../../icons/128x128.png");

/// The most notifications at once: each holds a connection, and a bus has 256 for all programs of a person.
const MOST: usize = 24;

/// What the notifier is told.
#[derive(Debug)]
pub(crate) enum Word {
    /// Shows a notice, in place of an earlier one with the same key.
    Show(Notice),
    /// Takes the notice with this key back.
    Withdraw(String),
}

/// Shows notices and passes their answers on.
pub(crate) struct Notifier {
    door: Door,
    clicks: UnboundedSender<Request>,
    icon: PathBuf,
    open: BTreeMap<String, Open>,
    watching: JoinSet<Answer>,
    /// How many were shown since the start.
    count: u64,
    is_failing: bool,
}

/// A notification on the screen.
struct Open {
    id: u32,
    /// How many were shown before it.
    nth: u64,
    watch: AbortHandle,
    withdraw: oneshot::Sender<()>,
}

/// What became of a notification.
struct Answer {
    key: String,
    id: u32,
    request: Option<Request>,
}

impl Notifier {
    /// For the door that hears of trouble, the way that clicks go, and a folder to leave the icon in.
    pub(crate) fn new(door: Door, clicks: UnboundedSender<Request>, runtime: &Path) -> Self {
        let icon = runtime.join("stint.png");
        Self { door, clicks, icon, open: BTreeMap::new(), watching: JoinSet::new(), count: 0, is_failing: false }
    }

    /// Does as it is told until `end`, then takes everything back: nobody would hear the buttons.
    pub(crate) async fn run(mut self, mut words: UnboundedReceiver<Word>, end: CancellationToken) {
        loop {
            tokio::select! {
                () = end.cancelled() => break,
                Some(word) = words.recv() => match word {
                    Word::Show(notice) => self.show(notice).await,
                    Word::Withdraw(key) => self.withdraw(&key),
                },
                Some(Ok(answer)) = self.watching.join_next() => self.hear(answer),
            }
        }
        for (_, open) in std::mem::take(&mut self.open) {
            open.withdraw.send(()).ok();
        }
        while self.watching.join_next().await.is_some() {}
    }

    async fn show(&mut self, notice: Notice) {
        let earlier = self.open.remove(&notice.key);
        let icon = self.icon();
        match show(&notice, icon, earlier.as_ref().map(|open| open.id)).await {
            Ok(toast) => {
                self.recovered();
                self.watch(notice, toast);
            }
            Err(why) => self.failed(&why),
        }
        // Only now: the earlier one's connection may have to live until it is replaced.
        if let Some(earlier) = earlier {
            earlier.watch.abort();
        }
    }

    /// A file, for a theme knows the icon by name only where a package put it there.
    fn icon(&self) -> Option<&str> {
        if !self.icon.exists() && fs::write(&self.icon, ICON).is_err() {
            return None;
        }
        self.icon.to_str()
    }

    fn watch(&mut self, notice: Notice, toast: Toast) {
        let (withdraw, withdrawn) = oneshot::channel();
        let (key, id) = (notice.key.clone(), toast.id());
        let watch = self.watching.spawn(answer(notice, toast, withdrawn));
        self.open.insert(key, Open { id, nth: self.count, watch, withdraw });
        self.count += 1;
        if let Some(oldest) = too_old(self.open.iter().map(|(key, open)| (key.as_str(), open.nth))) {
            self.withdraw(&oldest);
        }
    }

    fn withdraw(&mut self, key: &str) {
        if let Some(open) = self.open.remove(key) {
            open.withdraw.send(()).ok();
        }
    }

    fn hear(&mut self, answer: Answer) {
        if self.open.get(&answer.key).is_some_and(|open| open.id == answer.id) {
            self.open.remove(&answer.key);
        }
        if let Some(request) = answer.request {
            self.clicks.send(request).ok();
        }
    }

    /// Said once, until one gets through again.
    fn failed(&mut self, why: &str) {
        tracing::warn!(why, "a notification could not be shown");
        if !std::mem::replace(&mut self.is_failing, true) {
            self.door.problem(problem(
                "This desktop shows no notifications, so Stint asks and tells in its window and menu only.",
            ));
        }
    }

    fn recovered(&mut self) {
        if std::mem::replace(&mut self.is_failing, false) {
            self.door.problem(problem(""));
        }
    }
}

/// The key of the one that was shown first, where there are too many.
fn too_old<'a>(open: impl Iterator<Item = (&'a str, u64)> + Clone) -> Option<String> {
    let first = open.clone().min_by_key(|(_, nth)| *nth);
    first.filter(|_| open.count() > MOST).map(|(key, _)| key.to_owned())
}

/// Without a message it takes the earlier one back.
fn problem(message: &str) -> ProblemView {
    ProblemView {
        kind: "notifications".to_owned(),
        message: message.to_owned(),
        hint: Some("Install or start a notification server, such as dunst or xfce4-notifyd.".to_owned()),
        blocks_writing: false,
    }
}

/// Waits until the notification is answered, closed or withdrawn.
async fn answer(notice: Notice, toast: Toast, withdrawn: oneshot::Receiver<()>) -> Answer {
    let id = toast.id();
    let choice = tokio::select! {
        choice = toast.answer() => choice,
        _ = withdrawn => {
            toast.close().await;
            None
        }
    };
    let request = choice.and_then(|choice| chosen(&notice, &choice));
    Answer { key: notice.key, id, request }
}

/// The word for a click on the notification itself.
const DEFAULT: &str = "default";

/// What a click asks for: buttons are numbered, the notification itself is `default`.
fn chosen(notice: &Notice, choice: &str) -> Option<Request> {
    if choice == DEFAULT {
        return notice.default.clone();
    }
    let number: usize = choice.parse().ok()?;
    notice.actions.get(number).map(|action| action.request.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use stint_api::command::{AnswerGap, GapChoice, OpenWindow};
    use stint_engine::NoticeAction;

    #[test]
    fn one_too_many_takes_the_oldest_down() {
        let keys: Vec<_> = (0..=MOST).map(|nth| format!("feed:{}", MOST - nth)).collect();
        let open: Vec<_> = keys.iter().map(String::as_str).zip(10..).collect();
        assert_eq!(too_old(open.iter().copied()).as_deref(), Some(keys[0].as_str()));
        assert_eq!(too_old(open[1..].iter().copied()), None);
    }

    #[test]
    fn a_click_asks_for_what_its_button_says() {
        let keep = Request::of(&AnswerGap { choice: GapChoice::Keep });
        let open = Request::of(&OpenWindow::default());
        let notice = Notice {
            key: "gap".to_owned(),
            title: "Away".to_owned(),
            body: String::new(),
            actions: vec![NoticeAction { label: "Keep going".to_owned(), request: keep.clone() }],
            default: Some(open.clone()),
        };
        assert_eq!(chosen(&notice, "0"), Some(keep));
        assert_eq!(chosen(&notice, DEFAULT), Some(open));
        assert_eq!(chosen(&notice, "1"), None);
        assert_eq!(chosen(&notice, "__closed"), None);
    }
}
