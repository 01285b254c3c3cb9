//! What stands on the display: windows of the program under test, and whether they are painted.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use x11rb::{
    connection::Connection as _,
    protocol::xproto::{
        Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat, MapState, Window,
    },
    rust_connection::RustConnection,
};

use crate::{desktop::Desktop, wait};

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
        let (delete, protocols) = (atom(b"WM_DELETE_WINDOW")?, atom(b"WM_PROTOCOLS")?);
        Ok(Self { connection, root, delete, protocols })
    }

    /// Waits until a window of the program can be seen and shows more than one colour.
    pub async fn painted(&self) -> Result<Window> {
        wait::until("a painted window", async || {
            let windows = self.windows().ok()?;
            windows.into_iter().find(|window| self.is_painted(*window).unwrap_or(false))
        })
        .await
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
        self.look_below(self.root, &mut found)?;
        Ok(found)
    }

    fn look_below(&self, window: Window, found: &mut Vec<Window>) -> Result<()> {
        for child in self.connection.query_tree(window)?.reply()?.children {
            // A window may go while it is looked at.
            if self.is_ours(child).unwrap_or(false) {
                found.push(child);
            } else {
                self.look_below(child, found).ok();
            }
        }
        Ok(())
    }

    fn is_ours(&self, window: Window) -> Result<bool> {
        let class = self.connection.get_property(false, window, AtomEnum::WM_CLASS, AtomEnum::STRING, 0, 64)?;
        let class = String::from_utf8_lossy(&class.reply()?.value).to_lowercase();
        let state = self.connection.get_window_attributes(window)?.reply()?.map_state;
        Ok(class.contains("stint") && state == MapState::VIEWABLE)
    }

    fn is_painted(&self, window: Window) -> Result<bool> {
        let size = self.connection.get_geometry(window)?.reply()?;
        // A band across the upper part, where the timer stands in every view.
        let height = size.height.min(120);
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, window, 0, 0, size.width, height, !0)?.reply()?;
        let colours: BTreeSet<&[u8]> = image.data.chunks(4).collect();
        Ok(size.width > 100 && colours.len() > 8)
    }
}
