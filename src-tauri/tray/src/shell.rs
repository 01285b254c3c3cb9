//! The desktop as the engine's loop sees it: every call leaves a word for somebody else and returns.

use stint_api::command::OpenWindow;
use stint_engine::{Facts, Notice, Page, Shell, TrayMenu};
use tokio::sync::{mpsc::UnboundedSender, watch};

use crate::{autostart::Autostart, browser, desktop, doctor, edge::Surroundings, launch::Launcher, notify::Word};

/// The desktop that this program runs on.
pub(crate) struct Desktop {
    /// What the tray draws from.
    pub menu: watch::Sender<Option<TrayMenu>>,
    /// What the notifier is told.
    pub notices: UnboundedSender<Word>,
    /// What starts the window.
    pub launcher: Launcher,
    /// What makes Stint start at login.
    pub autostart: Autostart,
    /// How this program was started.
    pub surroundings: Surroundings,
}

impl Desktop {
    fn tell(&self, word: Word) {
        if self.notices.send(word).is_err() {
            tracing::debug!("the notifier has ended");
        }
    }
}

impl Shell for Desktop {
    fn draw(&mut self, menu: &TrayMenu) {
        self.menu.send_if_modified(|drawn| {
            let is_new = drawn.as_ref() != Some(menu);
            if is_new {
                *drawn = Some(menu.clone());
            }
            is_new
        });
    }

    fn notify(&mut self, notice: Notice) {
        self.tell(Word::Show(notice));
    }

    fn withdraw(&mut self, key: &str) {
        self.tell(Word::Withdraw(key.to_owned()));
    }

    fn open_window(&mut self, spot: &OpenWindow) {
        if let Err(why) = self.launcher.start(spot) {
            tracing::warn!(why, "no window");
            self.tell(Word::Show(no_window(why)));
        }
    }

    fn open_page(&mut self, page: &Page) -> Result<(), String> {
        let (notices, shown) = (self.notices.clone(), page.shown().to_owned());
        browser::open(
            page.as_str(),
            |page| open::commands(page),
            move || {
                notices.send(Word::Show(no_browser(&shown))).ok();
            },
        )
    }

    fn start_at_login(&mut self, wanted: bool) -> Result<(), String> {
        self.autostart.set(wanted)
    }

    fn facts(&self) -> Facts {
        let surroundings = self.surroundings.clone();
        Box::pin(async move { doctor::sections(&desktop::look(&surroundings).await, &surroundings.folders) })
    }
}

fn no_window(why: String) -> Notice {
    Notice {
        key: "window".to_owned(),
        title: "The window did not open".to_owned(),
        body: format!("{why} The timer goes on. Reinstall Stint so that both programs lie side by side."),
        actions: Vec::new(),
        default: None,
    }
}

fn no_browser(page: &str) -> Notice {
    Notice {
        key: "browser".to_owned(),
        title: "The browser did not open".to_owned(),
        body: format!(
            "Stint wanted to open {page} in it. Choose a default browser in the system's settings, then try again."
        ),
        actions: Vec::new(),
        default: None,
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeMap,
        path::{Path, PathBuf},
    };

    use super::*;
    use crate::launch::ActivationToken;
    use stint_api::{command::Place, folders::Folders};
    use stint_engine::TrayIcon;
    use tokio::sync::mpsc;

    fn desktop() -> (Desktop, watch::Receiver<Option<TrayMenu>>, mpsc::UnboundedReceiver<Word>) {
        let (menu, drawn) = watch::channel(None);
        let (notices, told) = mpsc::unbounded_channel();
        let none = PathBuf::from("/nowhere");
        let surroundings = Surroundings {
            folders: Folders {
                data: none.clone(),
                config: none.clone(),
                runtime: none.clone(),
                downloads: none.clone(),
            },
            program: none.clone(),
            window: none.clone(),
            window_lacks: Vec::new(),
            autostart: None,
            is_quiet: true,
            session: None,
            desktop: None,
            services: BTreeMap::new(),
        };
        let launcher = Launcher::new(none, Vec::new(), ActivationToken::default());
        let autostart = Autostart::new(None, Path::new("/nowhere"));
        (Desktop { menu, notices, launcher, autostart, surroundings }, drawn, told)
    }

    fn menu(title: &str) -> TrayMenu {
        TrayMenu { icon: TrayIcon::Running, title: title.to_owned(), tooltip: String::new(), entries: Vec::new() }
    }

    #[test]
    fn the_tray_is_drawn_anew_only_when_the_menu_differs() {
        let (mut desktop, mut drawn, _told) = desktop();
        desktop.draw(&menu("0:01"));
        assert!(drawn.has_changed().unwrap());
        drawn.mark_unchanged();
        desktop.draw(&menu("0:01"));
        assert!(!drawn.has_changed().unwrap());
        desktop.draw(&menu("0:02"));
        assert!(drawn.has_changed().unwrap());
    }

    #[tokio::test]
    async fn a_window_that_cannot_start_is_told() {
        let (mut desktop, _drawn, mut told) = desktop();
        desktop.open_window(&OpenWindow::at(Place::Main));
        let Ok(Word::Show(notice)) = told.try_recv() else { panic!("a notice") };
        assert!(notice.body.contains("/nowhere"), "{}", notice.body);
    }
}
