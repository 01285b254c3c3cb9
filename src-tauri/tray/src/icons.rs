//! The tray icon's forms, embedded as PNG and decoded when they are drawn.

use stint_engine::TrayIcon;

/// What lies behind the icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// Light, as the menu bar of a Mac, which recolours the icon itself.
    #[cfg_attr(all(target_os = "linux", not(test)), expect(dead_code, reason = "no Linux panel is known to be light"))]
    Light,
    /// Dark, as the top bar of GNOME.
    Dark,
    /// Nobody tells.
    Unknown,
}

/// A decoded picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green, blue, alpha, row by row.
    pub rgba: Vec<u8>,
}

macro_rules! form {
    ($name:literal) => {
        [
            include_bytes!(concat!("../../../icons/tray-", $name, "-22.png")),
            include_bytes!(concat!("../../../icons/tray-", $name, "-24.png")),
            include_bytes!(concat!("../../../icons/tray-", $name, "-48.png")),
        ]
    };
}

/// The icon in every size there is, smallest first.
pub(crate) fn pictures(icon: TrayIcon, panel: Panel) -> Vec<Picture> {
    let files: [&[u8]; 3] = match (icon, panel) {
        (TrayIcon::Running, Panel::Light) => form!("running-light"),
        (TrayIcon::Running, Panel::Dark) => form!("running-dark"),
        (TrayIcon::Running, Panel::Unknown) => form!("running-any"),
        (TrayIcon::Stopped, Panel::Light) => form!("stopped-light"),
        (TrayIcon::Stopped, Panel::Dark) => form!("stopped-dark"),
        (TrayIcon::Stopped, Panel::Unknown) => form!("stopped-any"),
    };
    files.into_iter().filter_map(decode).collect()
}

/// A damaged file gives nothing; the files are embedded, and a test reads each.
fn decode(file: &[u8]) -> Option<Picture> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().ok()?;
    let mut rgba = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut rgba).ok()?;
    let is_rgba = frame.color_type == png::ColorType::Rgba && frame.bit_depth == png::BitDepth::Eight;
    is_rgba.then_some(Picture { width: frame.width, height: frame.height, rgba })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_there_in_every_size() {
        for icon in [TrayIcon::Running, TrayIcon::Stopped] {
            for panel in [Panel::Light, Panel::Dark, Panel::Unknown] {
                let pictures = pictures(icon, panel);
                let sizes: Vec<_> = pictures.iter().map(|picture| (picture.width, picture.height)).collect();
                assert_eq!(sizes, [(22, 22), (24, 24), (48, 48)]);
                assert!(
                    pictures.iter().all(|picture| picture.rgba.len() == (picture.width * picture.height * 4) as usize)
                );
            }
        }
    }

    #[test]
    fn running_and_stopped_differ_at_the_smallest_size() {
        for panel in [Panel::Light, Panel::Dark, Panel::Unknown] {
            assert_ne!(pictures(TrayIcon::Running, panel)[0], pictures(TrayIcon::Stopped, panel)[0]);
        }
    }
}
