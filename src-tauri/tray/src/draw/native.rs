//! The tray on macOS and Windows: drawn by tray-icon in the main thread's event loop; the program runs beside it.

use std::{
    process::ExitCode,
    sync::{Mutex, PoisonError},
    thread,
};

use stint_api::{
    Request,
    command::{OpenWindow, Place},
};
use stint_engine::{MenuEntry, TrayMenu};
use tao::{
    event::{Event, StartCause},
    event_loop::{ControlFlow, EventLoopBuilder, EventLoopProxy},
    platform::run_return::EventLoopExtRunReturn,
};
use tokio::sync::mpsc::UnboundedSender;
use tray_icon::{
    Icon, MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent,
    menu::{IsMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu},
};

use super::Canvas;
use crate::icons::{self, Panel};

/// What the event loop is told.
enum Told {
    Draw(TrayMenu, UnboundedSender<Request>),
    Clicked(String),
    LeftClicked,
    End,
}

/// The way to the event loop, which stands on another thread.
static EVENT_LOOP: Mutex<Option<EventLoopProxy<Told>>> = Mutex::new(None);

/// Runs the program on a thread of its own and the event loop on this one, until the program ends.
pub(crate) fn start(program: impl FnOnce() -> ExitCode + Send + 'static) -> ExitCode {
    let mut event_loop = EventLoopBuilder::<Told>::with_user_event().build();
    #[cfg(target_os = "macos")]
    tao::platform::macos::EventLoopExtMacOS::set_activation_policy(
        &mut event_loop,
        tao::platform::macos::ActivationPolicy::Accessory,
    );
    *EVENT_LOOP.lock().unwrap_or_else(PoisonError::into_inner) = Some(event_loop.create_proxy());
    MenuEvent::set_event_handler(Some(|event: MenuEvent| tell(Told::Clicked(event.id.0))));
    TrayIconEvent::set_event_handler(Some(|event| {
        if matches!(event, TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }) {
            tell(Told::LeftClicked);
        }
    }));
    let program = thread::spawn(move || {
        let code = program();
        tell(Told::End);
        code
    });
    let mut drawn = Drawn::default();
    event_loop.run_return(|event, _, flow| {
        *flow = ControlFlow::Wait;
        match event {
            Event::UserEvent(Told::End) => *flow = ControlFlow::Exit,
            Event::UserEvent(told) => drawn.hear(told),
            Event::NewEvents(StartCause::Init) | _ => {}
        }
    });
    program.join().unwrap_or(ExitCode::FAILURE)
}

/// Hands each new menu to the event loop until there is none any more.
pub(crate) async fn draw(mut canvas: Canvas) -> Result<(), String> {
    while let Some(menu) = canvas.next().await {
        tell(Told::Draw(menu, canvas.clicks.clone()));
    }
    Ok(())
}

fn tell(told: Told) {
    let proxy = EVENT_LOOP.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if proxy.is_none_or(|proxy| proxy.send_event(told).is_err()) {
        tracing::debug!("the event loop has ended");
    }
}

/// What stands in the tray; the number of a line in `requests` is its menu id.
#[derive(Default)]
struct Drawn {
    icon: Option<TrayIcon>,
    requests: Vec<Request>,
    clicks: Option<UnboundedSender<Request>>,
}

impl Drawn {
    fn hear(&mut self, told: Told) {
        let request = match told {
            Told::Draw(menu, clicks) => {
                self.clicks = Some(clicks);
                return self.redraw(&menu).unwrap_or_else(|why| tracing::warn!(why, "no tray icon"));
            }
            Told::Clicked(id) => id.parse().ok().and_then(|number: usize| self.requests.get(number).cloned()),
            Told::LeftClicked => Some(Request::of(&OpenWindow::at(Place::Main))),
            Told::End => None,
        };
        if let (Some(request), Some(clicks)) = (request, &self.clicks) {
            clicks.send(request).ok();
        }
    }

    fn redraw(&mut self, menu: &TrayMenu) -> Result<(), String> {
        self.requests.clear();
        let lines = Menu::new();
        for entry in &menu.entries {
            lines.append(&*self.line(entry)?).map_err(|error| error.to_string())?;
        }
        let icon = match self.icon.take() {
            Some(icon) => icon,
            None => TrayIconBuilder::new()
                .with_menu_on_left_click(cfg!(target_os = "macos"))
                .build()
                .map_err(|error| error.to_string())?,
        };
        icon.set_menu(Some(Box::new(lines)));
        icon.set_tooltip(Some(&menu.tooltip)).map_err(|error| error.to_string())?;
        icon.set_title(Some(&menu.title));
        // A Mac recolours a template icon itself.
        icon.set_icon_as_template(cfg!(target_os = "macos"));
        icon.set_icon(picture(menu)).map_err(|error| error.to_string())?;
        self.icon = Some(icon);
        Ok(())
    }

    fn line(&mut self, entry: &MenuEntry) -> Result<Box<dyn IsMenuItem>, String> {
        Ok(match entry {
            MenuEntry::Separator => Box::new(PredefinedMenuItem::separator()),
            MenuEntry::Item { label, request } => {
                let id = self.requests.len().to_string();
                self.requests.extend(request.clone());
                Box::new(MenuItem::with_id(id, literal(label), request.is_some(), None))
            }
            MenuEntry::Submenu { label, entries } => {
                let submenu = Submenu::new(literal(label), true);
                for entry in entries {
                    submenu.append(&*self.line(entry)?).map_err(|error| error.to_string())?;
                }
                Box::new(submenu)
            }
        })
    }
}

/// A single ampersand would mark the next letter as a shortcut.
fn literal(label: &str) -> String {
    label.replace('&', "&&")
}

fn picture(menu: &TrayMenu) -> Option<Icon> {
    let panel = if cfg!(target_os = "macos") { Panel::Light } else { Panel::Unknown };
    let picture = icons::pictures(menu.icon, panel).pop()?;
    Icon::from_rgba(picture.rgba, picture.width, picture.height).ok()
}
