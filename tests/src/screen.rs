//! What stands on the display: windows of the program under test, and whether they are painted.

use std::{collections::BTreeSet, time::Duration};

use anyhow::{Context, Result};
use stint_api::{
    client::Client,
    command::{OpenWindow, Place},
};
use tokio::time::interval;
use x11rb::{
    connection::Connection as _,
    protocol::xproto::{
        Atom, AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConfigureWindowAux, ConnectionExt as _,
        EventMask, ImageFormat, MapState, Window,
    },
    rust_connection::RustConnection,
};

use crate::{desktop::Desktop, wait};

/// The window's program, and those of its web view.
pub const WINDOW: &[&str] = &["stint-window", "WebKitNetworkProcess", "WebKitWebProcess", "WebKitGPUProcess"];

/// A look at the display of a desktop.
pub struct Screen {
    connection: RustConnection,
    root: Window,
    delete: Atom,
    protocols: Atom,
}

impl Screen {
    /// Connects to the display.
    pub fn of(desktop: &Desktop) -> Result<Self> {
        let (connection, number) = x11rb::connect(Some(&desktop.display()))?;
        let root = connection.setup().roots.get(number).context("a display has a screen")?.root;
        let atom = |name: &[u8]| -> Result<Atom> { Ok(connection.intern_atom(false, name)?.reply()?.atom) };
        let news = ChangeWindowAttributesAux::new().event_mask(EventMask::SUBSTRUCTURE_NOTIFY);
        connection.change_window_attributes(root, &news)?;
        let (delete, protocols) = (atom(b"WM_DELETE_WINDOW")?, atom(b"WM_PROTOCOLS")?);
        Ok(Self { connection, root, delete, protocols })
    }

    /// Waits until a window of the program can be seen and shows more than a few colours.
    ///
    /// Windows are looked for only when the screen says that some came or went, so that waiting costs next to nothing.
    pub async fn painted(&self) -> Result<Window> {
        let mut is_news = true;
        let mut found = Vec::new();
        wait::until("a painted window", async || {
            is_news |= self.has_news();
            if is_news {
                found = self.windows().ok()?;
                is_news = false;
            }
            found.iter().copied().find(|window| self.is_painted(*window).unwrap_or(false))
        })
        .await
    }

    /// Waits until the program's window looks the same for almost half a second, and names it.
    pub async fn still(&self) -> Result<Window> {
        let window = self.painted().await?;
        self.settled(window).await?;
        Ok(window)
    }

    /// Waits until a window looks the same for almost half a second.
    pub async fn settled(&self, window: Window) -> Result<()> {
        let mut looks = interval(Duration::from_millis(150));
        let mut same = 0;
        let mut last = Vec::new();
        while same < 3 {
            looks.tick().await;
            let look = self.picture(window, u16::MAX)?;
            same = if look == last { same + 1 } else { 0 };
            last = look;
        }
        Ok(())
    }

    /// Opens a window at this place and waits until it is painted.
    pub async fn open(&self, client: &Client, place: Place) -> Result<Window> {
        self.open_at(client, OpenWindow::at(place)).await
    }

    /// Opens a window at this spot and waits until it is painted.
    pub async fn open_at(&self, client: &Client, spot: OpenWindow) -> Result<Window> {
        client.call(spot).await?;
        self.painted().await
    }

    /// Asks all windows to close and waits until their program has ended.
    pub async fn close(&self, desktop: &Desktop) -> Result<()> {
        self.close_all()?;
        let is_gone = async || WINDOW.iter().all(|name| desktop.processes_of(name).is_empty()).then_some(());
        wait::until("the window's program and its web view end", is_gone).await
    }

    /// Paints the background of the whole screen.
    pub fn paint_background(&self, colour: u32) -> Result<()> {
        let attributes = ChangeWindowAttributesAux::new().background_pixel(colour);
        self.connection.change_window_attributes(self.root, &attributes)?;
        self.connection.clear_area(false, self.root, 0, 0, 0, 0)?;
        Ok(self.connection.flush()?)
    }

    /// Puts the pointer where it points at nothing.
    pub fn put_pointer_aside(&self) -> Result<()> {
        self.connection.warp_pointer(x11rb::NONE, self.root, 0, 0, 0, 0, 2, 600)?;
        Ok(self.connection.flush()?)
    }

    /// Waits for a visible window of this class that is no mere speck.
    pub async fn find(&self, class: &str) -> Result<Window> {
        wait::until(&format!("a window of {class}"), async || {
            let mut found = Vec::new();
            self.look_below(self.root, class, &mut found).ok()?;
            found
                .into_iter()
                .find(|window| self.area(*window).is_ok_and(|(_, _, width, height)| width > 60 && height > 20))
        })
        .await
    }

    /// Left, top, width and height of a window on the screen.
    pub fn area(&self, window: Window) -> Result<(i32, i32, i32, i32)> {
        let size = self.connection.get_geometry(window)?.reply()?;
        let corner = self.connection.translate_coordinates(window, self.root, 0, 0)?.reply()?;
        Ok((corner.dst_x.into(), corner.dst_y.into(), size.width.into(), size.height.into()))
    }

    /// Asks the desktop to put a window there and make it that large.
    pub fn put(&self, window: Window, (x, y, width, height): (i32, i32, u32, u32)) -> Result<()> {
        let values = ConfigureWindowAux::new().x(x).y(y).width(width).height(height);
        self.connection.configure_window(window, &values)?;
        Ok(self.connection.flush()?)
    }

    /// Asks every window of the program to close, as its close button does.
    pub fn close_all(&self) -> Result<()> {
        for window in self.windows()? {
            let event = ClientMessageEvent::new(32, window, self.protocols, [self.delete, 0, 0, 0, 0]);
            self.connection.send_event(false, window, EventMask::NO_EVENT, event)?;
        }
        Ok(self.connection.flush()?)
    }

    /// The windows of the program that can be seen.
    pub fn windows(&self) -> Result<Vec<Window>> {
        let mut found = Vec::new();
        self.look_below(self.root, "stint", &mut found)?;
        Ok(found)
    }

    fn has_news(&self) -> bool {
        let events = std::iter::from_fn(|| self.connection.poll_for_event().ok().flatten());
        events.count() > 0
    }

    fn look_below(&self, window: Window, class: &str, found: &mut Vec<Window>) -> Result<()> {
        for child in self.connection.query_tree(window)?.reply()?.children {
            // A window may go while it is looked at.
            if self.is_visible(child, class).unwrap_or(false) {
                found.push(child);
            } else {
                self.look_below(child, class, found).ok();
            }
        }
        Ok(())
    }

    fn is_visible(&self, window: Window, class: &str) -> Result<bool> {
        let found = self.connection.get_property(false, window, AtomEnum::WM_CLASS, AtomEnum::STRING, 0, 64)?;
        let found = String::from_utf8_lossy(&found.reply()?.value).to_lowercase();
        let state = self.connection.get_window_attributes(window)?.reply()?.map_state;
        Ok(found.contains(class) && state == MapState::VIEWABLE)
    }

    fn is_painted(&self, window: Window) -> Result<bool> {
        // A band across the upper part, where the timer stands in every view.
        let data = self.picture(window, 80)?;
        let colours: BTreeSet<&[u8]> = data.chunks(4).collect();
        Ok(self.area(window)?.2 > 100 && colours.len() > 8)
    }

    fn picture(&self, window: Window, height: u16) -> Result<Vec<u8>> {
        let size = self.connection.get_geometry(window)?.reply()?;
        let height = size.height.min(height);
        Ok(self.connection.get_image(ImageFormat::Z_PIXMAP, window, 0, 0, size.width, height, !0)?.reply()?.data)
    }
}
