//! The tray on Linux: a StatusNotifierItem, drawn by ksni.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use ksni::{Handle, Icon, MenuItem, OfflineReason, ToolTip, TrayMethods, menu::StandardItem, menu::SubMenu};
use stint_api::{
    Request,
    command::{OpenWindow, Place},
};
use stint_engine::{MenuEntry, TrayIcon, TrayMenu};
use tokio::sync::{Notify, mpsc::UnboundedSender};

use super::Canvas;
use crate::{
    bus::Bus,
    icons::{self, Panel, Picture},
    launch::ActivationToken,
};

/// Runs the program; on Linux the tray needs no thread of its own.
pub(crate) fn start<T>(program: impl FnOnce() -> T) -> T {
    program()
}

/// Draws each new menu until there is none any more; the error is a sentence.
pub(crate) async fn draw(mut canvas: Canvas) -> Result<(), String> {
    let Some(menu) = canvas.next().await else { return Ok(()) };
    let handle = show(&canvas, &menu).await?;
    while let Some(menu) = canvas.next().await {
        if handle.update(|item| item.redraw(menu)).await.is_none() {
            return Err("The session bus went away, and the tray icon with it.".to_owned());
        }
    }
    handle.shutdown().await;
    Ok(())
}

/// Registers the item; once more where a panel came after ksni looked for one and before it listened for one.
async fn show(canvas: &Canvas, menu: &TrayMenu) -> Result<Handle<Item>, String> {
    loop {
        let is_missed = Arc::new(AtomicBool::new(false));
        let item = Item {
            panel: panel(canvas.desktop.as_deref()),
            pixmaps: Vec::new(),
            menu: menu.clone(),
            clicks: canvas.clicks.clone(),
            token: canvas.token.clone(),
            arrived: Arc::clone(&canvas.arrived),
            is_missed: Arc::clone(&is_missed),
        };
        // Available is assumed, for a panel that starts after us; `desktop::tray_host` knows the truth.
        let drawn = item.dressed().assume_sni_available(true).spawn().await;
        let handle = drawn.map_err(|error| format!("The tray icon could not be drawn: {error}."))?;
        if !is_missed.load(Ordering::Relaxed) || !is_there().await {
            return Ok(handle);
        }
        handle.shutdown().await;
    }
}

async fn is_there() -> bool {
    match Bus::connect().await {
        Some(bus) => bus.has_owner("org.kde.StatusNotifierWatcher").await,
        None => false,
    }
}

/// GNOME's top bar is dark in either theme; no other desktop tells the colour of its panel.
fn panel(desktop: Option<&str>) -> Panel {
    let is_gnome = desktop.is_some_and(|names| names.split(':').any(|name| matches!(name, "GNOME" | "Unity")));
    if is_gnome { Panel::Dark } else { Panel::Unknown }
}

/// What is drawn now.
struct Item {
    menu: TrayMenu,
    panel: Panel,
    pixmaps: Vec<Icon>,
    clicks: UnboundedSender<Request>,
    token: ActivationToken,
    arrived: Arc<Notify>,
    is_missed: Arc<AtomicBool>,
}

impl Item {
    fn dressed(mut self) -> Self {
        self.pixmaps = pixmaps(self.menu.icon, self.panel);
        self
    }

    fn redraw(&mut self, menu: TrayMenu) {
        let is_same_icon = self.menu.icon == menu.icon;
        self.menu = menu;
        if !is_same_icon {
            self.pixmaps = pixmaps(self.menu.icon, self.panel);
        }
    }

    fn ask(&self, request: Request) {
        self.token.keep(ksni::current_xdg_activation_token());
        if self.clicks.send(request).is_err() {
            tracing::debug!("a click came after the end");
        }
    }
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "stint".to_owned()
    }

    fn title(&self) -> String {
        if self.menu.title.is_empty() { "Stint".to_owned() } else { format!("Stint {}", self.menu.title) }
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        self.pixmaps.clone()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: "Stint".to_owned(), description: markup(&self.menu.tooltip), ..ToolTip::default() }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        self.ask(Request::of(&OpenWindow::at(Place::Main)));
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        items(&self.menu.entries)
    }

    fn watcher_offline(&self, _reason: OfflineReason) -> bool {
        self.is_missed.store(true, Ordering::Relaxed);
        true
    }

    fn watcher_online(&self) {
        self.is_missed.store(false, Ordering::Relaxed);
        self.arrived.notify_one();
    }
}

fn items(entries: &[MenuEntry]) -> Vec<MenuItem<Item>> {
    entries.iter().map(item).collect()
}

fn item(entry: &MenuEntry) -> MenuItem<Item> {
    match entry {
        MenuEntry::Separator => MenuItem::Separator,
        MenuEntry::Item { label, request } => {
            let asked = request.clone();
            MenuItem::Standard(StandardItem {
                label: literal(label),
                enabled: request.is_some(),
                activate: Box::new(move |item: &mut Item| asked.iter().for_each(|request| item.ask(request.clone()))),
                ..StandardItem::default()
            })
        }
        MenuEntry::Submenu { label, entries } => {
            MenuItem::SubMenu(SubMenu { label: literal(label), submenu: items(entries), ..SubMenu::default() })
        }
    }
}

/// A single underscore would mark the next letter as a shortcut.
fn literal(label: &str) -> String {
    label.replace('_', "__")
}

/// Tool tips are markup by specification.
fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn pixmaps(icon: TrayIcon, panel: Panel) -> Vec<Icon> {
    icons::pictures(icon, panel).into_iter().map(pixmap).collect()
}

/// From red, green, blue, alpha to alpha first.
fn pixmap(picture: Picture) -> Icon {
    let Picture { width, height, rgba: mut data } = picture;
    for pixel in data.chunks_exact_mut(4) {
        pixel.rotate_right(1);
    }
    Icon { width: width.cast_signed(), height: height.cast_signed(), data }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ksni::Tray;
    use stint_api::command::{Quit, StopTimer};
    use tokio::sync::mpsc;

    fn shown(menu: TrayMenu) -> (Item, mpsc::UnboundedReceiver<Request>) {
        let (clicks, clicked) = mpsc::unbounded_channel();
        let (token, arrived) = (ActivationToken::default(), Arc::new(Notify::new()));
        let is_missed = Arc::default();
        let item = Item { menu, panel: Panel::Unknown, pixmaps: Vec::new(), clicks, token, arrived, is_missed };
        (item.dressed(), clicked)
    }

    fn menu(entries: Vec<MenuEntry>) -> TrayMenu {
        TrayMenu { icon: TrayIcon::Running, title: "1:24".to_owned(), tooltip: "a < b & c".to_owned(), entries }
    }

    fn line(label: &str, request: Option<Request>) -> MenuEntry {
        MenuEntry::Item { label: label.to_owned(), request }
    }

    #[test]
    fn labels_are_shown_as_they_are_written() {
        let (item, _clicked) = shown(menu(vec![line("fix snake_case", None)]));
        let [MenuItem::Standard(drawn)] = &item.menu()[..] else { panic!("one line") };
        assert_eq!(drawn.label, "fix snake__case");
        assert_eq!(item.tool_tip().description, "a &lt; b &amp; c");
    }

    #[test]
    fn what_asks_for_nothing_is_greyed() {
        let (item, _clicked) =
            shown(menu(vec![line("Tasks", None), line("Stop", Some(Request::of(&StopTimer::default())))]));
        let [MenuItem::Standard(greyed), MenuItem::Standard(live)] = &item.menu()[..] else { panic!("two lines") };
        assert!(!greyed.enabled && live.enabled);
    }

    #[test]
    fn a_click_in_a_submenu_asks_for_what_the_line_carries() {
        let asked = Request::of(&Quit {});
        let entries = vec![
            MenuEntry::Separator,
            MenuEntry::Submenu { label: "More".to_owned(), entries: vec![line("Quit", Some(asked.clone()))] },
        ];
        let (mut item, mut clicked) = shown(menu(entries));
        let items = item.menu();
        let [MenuItem::Separator, MenuItem::SubMenu(more)] = &items[..] else { panic!("a line and a submenu") };
        let [MenuItem::Standard(quit)] = &more.submenu[..] else { panic!("one line") };
        (quit.activate)(&mut item);
        assert_eq!(clicked.try_recv(), Ok(asked));
    }

    #[test]
    fn a_left_click_opens_the_window() {
        let (mut item, mut clicked) = shown(menu(Vec::new()));
        item.activate(0, 0);
        assert_eq!(clicked.try_recv(), Ok(Request::of(&OpenWindow::at(Place::Main))));
    }

    #[test]
    fn the_icon_changes_with_the_timer_and_is_alpha_first() {
        let (mut item, _clicked) = shown(menu(Vec::new()));
        let running = item.icon_pixmap();
        let middle = (24 * 48 + 24) * 4;
        assert_eq!((running[2].data[0], running[2].data[middle]), (0, 255));
        item.redraw(TrayMenu { icon: TrayIcon::Stopped, title: String::new(), ..item.menu.clone() });
        assert_ne!(running[0].data, item.icon_pixmap()[0].data);
        assert_eq!(item.title(), "Stint");
    }

    #[test]
    fn only_a_panel_that_is_known_to_be_dark_gets_the_dark_form() {
        assert_eq!(panel(Some("ubuntu:GNOME")), Panel::Dark);
        assert_eq!(panel(Some("KDE")), Panel::Unknown);
        assert_eq!(panel(None), Panel::Unknown);
    }
}
