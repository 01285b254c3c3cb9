//! A secret that is nowhere else, and the search for it in whatever form it may have got out.

mod pages;

use std::{
    fs,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use memchr::memmem::Finder;

use crate::home::Home;

/// A secret that is nowhere else.
#[derive(Clone)]
pub struct Canary {
    text: String,
    forms: Vec<(&'static str, Finder<'static>)>,
}

impl Canary {
    /// One that is called by what it stands for, such as `refreshtoken`; letters and digits only, so that no encoding of URLs or JSON hides it.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self::of(&format!("canary{name}9Q4ZxT7mKpLw2V"))
    }

    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let forms = [("as it is", bytes.to_vec()), ("backwards", bytes.iter().rev().copied().collect())];
        let forms = forms.into_iter().chain(base64_forms(bytes)).chain(spelled(bytes)).chain(wide(bytes));
        let forms = forms.map(|(name, form)| (name, Finder::new(&form).into_owned())).collect();
        Self { text: text.to_owned(), forms }
    }

    /// The secret itself.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The form in which it occurs somewhere, if it does.
    #[must_use]
    pub fn found_in(&self, bytes: &[u8]) -> Option<&'static str> {
        self.forms.iter().find(|(_, form)| form.find(bytes).is_some()).map(|(name, _)| *name)
    }
}

/// Where any of them lies in a folder, names of files included: each place with the form.
pub fn found_in_files(canaries: &[Canary], folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in files(folder)? {
        let mut bytes = path.as_os_str().as_encoded_bytes().to_vec();
        // Files go while they are looked for.
        bytes.extend(fs::read(&path).unwrap_or_default());
        found.extend(found_in_bytes(canaries, &bytes, &path.display().to_string()));
    }
    Ok(found)
}

/// Where any of them lies in some bytes: the place with the form.
#[must_use]
pub fn found_in_bytes(canaries: &[Canary], bytes: &[u8], place: &str) -> Vec<String> {
    let told = |canary: &Canary| Some(format!("{} in {place}, {}", canary.text, canary.found_in(bytes)?));
    canaries.iter().filter_map(told).collect()
}

/// Where any of them lies in the environment or the arguments of the processes of a home.
pub fn found_in_processes(canaries: &[Canary], home: &Home) -> Vec<String> {
    let read = |id: u32| {
        ["environ", "cmdline"].map(|name| (format!("/proc/{id}/{name}"), fs::read(format!("/proc/{id}/{name}"))))
    };
    let all = home.processes().into_iter().flat_map(read);
    all.flat_map(|(place, bytes)| found_in_bytes(canaries, &bytes.unwrap_or_default(), &place)).collect()
}

/// Where any of them lies in the memory of a process that lets itself be read.
pub fn found_in_memory(canaries: &[Canary], id: u32) -> Result<Vec<String>> {
    let memory = fs::File::open(format!("/proc/{id}/mem")).context("the memory cannot be read")?;
    let (mut found, mut bytes) = (Vec::new(), Vec::new());
    for range in pages::written(id)? {
        bytes.resize(usize::try_from(range.end - range.start)?, 0);
        // It may have been given back meanwhile.
        let Ok(length) = memory.read_at(&mut bytes, range.start) else { continue };
        found.extend(found_in_bytes(canaries, &bytes[..length], &format!("the memory of {id} at {:#x}", range.start)));
    }
    Ok(found)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()? {
            kind if kind.is_dir() => found.extend(files(&entry.path())?),
            kind if kind.is_file() => found.push(entry.path()),
            // Sockets and links hold nothing.
            _ => {}
        }
    }
    Ok(found)
}

/// Base64 differs by where the secret begins; what depends on its neighbours is left out.
fn base64_forms(bytes: &[u8]) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let aligned = |before: usize| {
        let text = BASE64_STANDARD_NO_PAD.encode([&vec![b' '; before][..], bytes].concat());
        let last = if (before + bytes.len()).is_multiple_of(3) { text.len() } else { text.len() - 1 };
        ("in base64", text.as_bytes()[(before * 4).div_ceil(3)..last].to_vec())
    };
    (0..3).map(aligned).collect::<Vec<_>>().into_iter()
}

fn spelled(bytes: &[u8]) -> [(&'static str, Vec<u8>); 4] {
    let each = |spell: &dyn Fn(&u8) -> String| bytes.iter().map(spell).collect::<String>().into_bytes();
    [
        ("in hex", each(&|byte| format!("{byte:02x}"))),
        ("in upper hex", each(&|byte| format!("{byte:02X}"))),
        ("URL-encoded", each(&|byte| format!("%{byte:02X}"))),
        ("URL-encoded in small letters", each(&|byte| format!("%{byte:02x}"))),
    ]
}

/// UTF-16 of either kind, and a list of numbers as `{:?}` prints bytes.
fn wide(bytes: &[u8]) -> [(&'static str, Vec<u8>); 2] {
    let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
    let mut wide: Vec<u8> = bytes.iter().flat_map(|byte| [*byte, 0]).collect();
    wide.pop();
    [("in UTF-16", wide), ("as a list of numbers", numbers.join(", ").into_bytes())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planted_on_purpose_is_found_in_every_form() -> Result<()> {
        let canary = Canary::new("planted");
        let text = canary.text().to_owned();
        let encoded: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let hex: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
        let utf16 = |of: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(of).collect::<Vec<u8>>();
        let mut planted = vec![
            format!("2026-03-02 WARN token={text} refused\n").into_bytes(),
            format!("{{\"url\":\"/?q={encoded}\"}}").into_bytes(),
            format!("{hex}00").into_bytes(),
            format!("{:?}", text.as_bytes()).into_bytes(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
        ];
        planted.extend(
            ["", "x", "xy", "user:"]
                .map(|before| BASE64_STANDARD_NO_PAD.encode(format!("{before}{text}&rest")).into_bytes()),
        );
        let folder = tempfile::tempdir()?;
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep)?;
        for bytes in planted {
            fs::write(deep.join("stint.log"), [&[0xff; 70_000][..], &bytes, b"\0after"].concat())?;
            let found = found_in_files(std::slice::from_ref(&canary), folder.path())?;
            assert_eq!(found.len(), 1, "not found: {}", String::from_utf8_lossy(&bytes));
        }
        fs::write(deep.join("stint.log"), "nothing of the kind")?;
        assert_eq!(found_in_files(&[canary], folder.path())?, Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn what_is_planted_in_a_process_is_found_in_its_memory_and_its_environment() -> Result<()> {
        let canary = Canary::new("remembered");
        let home = Home::new()?;
        let mut sleeper = home.command("cat");
        let mut child = sleeper.env("LEAK", canary.text()).stdin(std::process::Stdio::piped()).spawn()?;
        let canaries = [canary];
        // It has its environment once it runs the program.
        while fs::read(format!("/proc/{}/cmdline", child.id()))? != b"cat\0" {}
        let (processes, memory) = (found_in_processes(&canaries, &home), found_in_memory(&canaries, child.id()));
        child.kill()?;
        child.wait()?;
        assert!(processes.iter().any(|place| place.contains("environ")), "{processes:?}");
        assert!(!memory?.is_empty());
        Ok(())
    }
}
