//! One window program for each person: a second one hands over what it was asked for.

use std::{
    fs::{File, TryLockError},
    io,
};

use stint_api::{client::Client, command::OpenWindow, folders::Folders};

/// Whether this is the only window program; the claim ends when it is dropped.
#[derive(Debug)]
pub enum Claim {
    /// It is, or nobody can tell.
    Alone(Option<File>),
    /// Another one is open.
    Taken,
}

/// Claims to be the only one.
pub fn claim(folders: &Folders) -> Claim {
    let Ok(file) = open(folders) else { return Claim::Alone(None) };
    match file.try_lock() {
        Ok(()) => Claim::Alone(Some(file)),
        Err(TryLockError::WouldBlock) => Claim::Taken,
        Err(TryLockError::Error(_)) => Claim::Alone(None),
    }
}

/// Asks the engine to show a place in the window that is open.
///
/// # Errors
/// What the engine says, for a person.
pub async fn hand_over(folders: &Folders, wanted: OpenWindow) -> Result<(), String> {
    let client = Client::connect(&folders.socket(), "window").await.map_err(|error| error.message)?;
    client.call(wanted).await.map(drop).map_err(|error| error.message)
}

fn open(folders: &Folders) -> io::Result<File> {
    let mut folder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.recursive(true).create(&folders.runtime)?;
    File::options().create(true).truncate(false).write(true).open(folders.runtime.join("window.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_claim_fails_until_the_first_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let runtime = folder.path().join("run/stint");
        let folders = Folders { data: "/d".into(), config: "/c".into(), runtime, downloads: "/dl".into() };
        let first = claim(&folders);
        assert!(matches!(first, Claim::Alone(Some(_))));
        assert!(matches!(claim(&folders), Claim::Taken));
        drop(first);
        assert!(matches!(claim(&folders), Claim::Alone(Some(_))));
    }
}
