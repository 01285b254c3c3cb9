//! The environment in which the window's program holds least memory; whoever starts it sets this.

use std::ffi::OsString;

/// The variable by which it is known that this environment was set.
pub const MARK: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// The variable and value that leave the window's own process without a graphics driver: a list of drivers that holds none.
pub const NO_DRIVER: (&str, &str) = ("__EGL_VENDOR_LIBRARY_FILENAMES", "/dev/null");

/// WebKit shows blank windows with some graphics drivers, and starts slower, with this renderer; and machine code made
/// of scripts while they run costs 10 MB, is a favourite way in, and a page this small needs none.
/// One heap holds less air than one a thread, and nothing here reads files of other machines.
const ALWAYS: [(&str, &str); 4] =
    [(MARK, "1"), ("JSC_useJIT", "0"), ("MALLOC_ARENA_MAX", "1"), ("GIO_USE_VFS", "local")];

/// The web process draws; the other one only shows what it drew, so a driver is 24 MB for nothing where software stands in for a card.
const ON_X11: [(&str, &str); 2] = [("GDK_GL", "disable"), NO_DRIVER];

/// What an environment lacks; a variable that is set already is somebody's wish.
#[must_use]
pub fn lacking(env: &dyn Fn(&str) -> Option<OsString>) -> Vec<(&'static str, &'static str)> {
    let on_x11: &[_] = if env("WAYLAND_DISPLAY").is_none() { &ON_X11 } else { &[] };
    ALWAYS.iter().chain(on_x11).copied().filter(|(name, _)| env(name).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &[&str]) -> Vec<&'static str> {
        let env = |name: &str| set.contains(&name).then(|| "1".into());
        lacking(&env).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn what_is_set_already_is_left_alone() {
        assert_eq!(names(&[]), [MARK, "JSC_useJIT", "MALLOC_ARENA_MAX", "GIO_USE_VFS", "GDK_GL", NO_DRIVER.0]);
        assert_eq!(names(&[MARK, "GDK_GL"]), ["JSC_useJIT", "MALLOC_ARENA_MAX", "GIO_USE_VFS", NO_DRIVER.0]);
    }

    #[test]
    fn on_wayland_the_driver_stays() {
        assert_eq!(names(&["WAYLAND_DISPLAY"]), [MARK, "JSC_useJIT", "MALLOC_ARENA_MAX", "GIO_USE_VFS"]);
    }
}
