//! Starting with the desktop session: one file in the folder where the desktop looks for what to start.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::edge::QUIETLY;

/// The file that makes Stint start at login.
#[derive(Clone, Debug)]
pub(crate) struct Autostart {
    file: Option<PathBuf>,
    program: PathBuf,
}

impl Autostart {
    /// For a program and the folder that the desktop reads; no folder where Stint does not know how.
    pub(crate) fn new(folder: Option<&Path>, program: &Path) -> Self {
        let name = if cfg!(target_os = "macos") { "app.stint.plist" } else { "stint.desktop" };
        Self { file: folder.map(|folder| folder.join(name)), program: program.to_owned() }
    }

    /// Writes the file or removes it; the error is a sentence.
    pub(crate) fn set(&self, wanted: bool) -> Result<(), String> {
        let Some(file) = &self.file else {
            return if wanted { Err(UNKNOWN.to_owned()) } else { Ok(()) };
        };
        let done = if wanted { self.write(file) } else { remove(file) };
        done.map_err(|error| format!("{} could not be changed: {error}.", file.display()))
    }

    fn write(&self, file: &Path) -> io::Result<()> {
        let program = self.program.to_str().ok_or_else(|| io::Error::other("Stint's own path is not plain text"))?;
        let wanted = if cfg!(target_os = "macos") { launch_agent(program) } else { desktop_entry(program) };
        // What stands already is left alone: the session may watch the folder.
        if fs::read_to_string(file).is_ok_and(|present| present == wanted) {
            return Ok(());
        }
        fs::create_dir_all(file.parent().unwrap_or(file))?;
        let fresh = file.with_extension("new");
        fs::write(&fresh, wanted)?;
        fs::rename(&fresh, file)
    }
}

const UNKNOWN: &str =
    "Stint cannot set this up here. Put a shortcut to it into the folder of programs that start with the session.";

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn desktop_entry(program: &str) -> String {
    format!(
        "[Desktop Entry]\nType=Application\nName=Stint\nComment=A timer in the tray\nExec={} {QUIETLY}\n\
         Icon=stint\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
        quoted(program)
    )
}

/// Quoted as the desktop entry specification wants it: for the command line, then for the string, then `%`.
fn quoted(program: &str) -> String {
    let mut word = String::from("\"");
    for letter in program.chars() {
        match letter {
            '"' | '`' | '$' => word.extend(["\\\\", letter.encode_utf8(&mut [0; 4])]),
            '\\' => word.push_str("\\\\\\\\"),
            '%' => word.push_str("%%"),
            plain => word.push(plain),
        }
    }
    word + "\""
}

fn launch_agent(program: &str) -> String {
    let program = program.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n\
         <key>Label</key><string>app.stint</string>\n<key>RunAtLoad</key><true/>\n\
         <key>ProgramArguments</key><array><string>{program}</string><string>{QUIETLY}</string></array>\n\
         </dict></plist>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_starts_this_program_quietly() {
        assert_eq!(
            desktop_entry("/usr/bin/stint").lines().find(|line| line.starts_with("Exec")),
            Some("Exec=\"/usr/bin/stint\" --background")
        );
    }

    #[test]
    fn an_odd_path_is_quoted_as_the_specification_wants() {
        assert_eq!(quoted("/my apps/50% \"$HOME\""), r#""/my apps/50%% \\"\\$HOME\\"""#);
        assert_eq!(quoted(r"/back\slash"), r#""/back\\\\slash""#);
        assert!(launch_agent("/a & <b>").contains("<string>/a &amp; &lt;b></string>"));
    }

    #[test]
    fn switching_on_and_off_leaves_nothing_behind() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("config/autostart");
        let autostart = Autostart::new(Some(&folder), Path::new("/usr/bin/stint"));
        autostart.set(false).unwrap();
        autostart.set(true).unwrap();
        autostart.set(true).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        autostart.set(false).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a file");
        fs::write(&folder, "").unwrap();
        let error = Autostart::new(Some(&folder), Path::new("/usr/bin/stint")).set(true).unwrap_err();
        assert!(error.contains("a file"), "{error}");
        assert_eq!(Autostart::new(None, Path::new("/x")).set(false), Ok(()));
        assert_eq!(Autostart::new(None, Path::new("/x")).set(true), Err(UNKNOWN.to_owned()));
    }
}
