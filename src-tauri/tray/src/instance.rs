//! One Stint per data folder: an operating system lock, which no crash can leave behind.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::Path,
    time::Duration,
};

use stint_api::{
    client::Client,
    command::{OpenWindow, Place},
    folders::Folders,
};
use tokio::time;

/// How this start stands to the others.
#[derive(Debug)]
pub(crate) enum Seat {
    /// The first one here; the lock is held until this is dropped.
    Taken(#[expect(dead_code, reason = "held for its lock")] File),
    /// Another one runs.
    Occupied,
    /// The folder cannot be written, so nobody can lock it, and nobody can change it either.
    Unguarded(io::Error),
}

/// Takes the data folder for this program alone, making the folder where there is none.
pub(crate) fn take(folders: &Folders) -> Seat {
    let file = match prepare(&folders.data).and_then(|()| open(&folders.lock())) {
        Ok(file) => file,
        Err(error) => return Seat::Unguarded(error),
    };
    match file.try_lock() {
        Ok(()) => Seat::Taken(signed(file)),
        Err(TryLockError::WouldBlock) => Seat::Occupied,
        Err(TryLockError::Error(error)) => Seat::Unguarded(error),
    }
}

fn prepare(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// In a folder that became read-only the old lock file still locks.
fn open(lock: &Path) -> io::Result<File> {
    let writable = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(lock);
    writable.or_else(|error| File::open(lock).map_err(|_| error))
}

/// Leaves the process id for whoever looks; nothing reads it.
fn signed(mut file: File) -> File {
    let written = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
    if let Err(error) = written {
        tracing::debug!(%error, "the lock is held but bears no process id");
    }
    file
}

/// How long a first start may take until it answers.
const PATIENCE: Duration = Duration::from_secs(3);
const BETWEEN: Duration = Duration::from_millis(100);

/// Becomes the one Stint here, or brings the one that runs to the front: then there is no seat.
///
/// One that is just ending holds the lock a moment longer, so both are tried in turn. The error is for the person.
pub(crate) async fn sit_or_hand_over(folders: &Folders, is_quiet: bool) -> Result<Option<Seat>, String> {
    let socket = folders.socket();
    let trying = async {
        loop {
            match take(folders) {
                Seat::Occupied => {}
                seat @ (Seat::Taken(_) | Seat::Unguarded(_)) => return Ok(Some(seat)),
            }
            match call(&socket, is_quiet).await {
                Ok(()) => return Ok(None),
                Err(error) if error.code == stint_api::Code::NotRunning => time::sleep(BETWEEN).await,
                Err(error) => return Err(format!("Stint already runs, but refused to open: {error}")),
            }
        }
    };
    time::timeout(PATIENCE, trying).await.unwrap_or_else(|_| {
        Err(format!(
            "Another Stint holds the data folder, but nobody answers on {}.\n\
             Nothing was changed. End that process (its number stands in the file `lock`), or check STINT_RUNTIME_DIR.",
            socket.display()
        ))
    })
}

/// Brings the Stint that listens on `socket` to the front.
pub(crate) async fn hand_over(socket: &Path, is_quiet: bool) -> Result<(), String> {
    call(socket, is_quiet).await.map_err(|error| format!("Stint already runs, but refused to open: {error}"))
}

async fn call(socket: &Path, is_quiet: bool) -> stint_api::Result<()> {
    let client = Client::connect(socket, "tray").await?;
    if !is_quiet {
        client.call(OpenWindow::at(Place::Main)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(data: &Path) -> Folders {
        Folders { data: data.to_owned(), config: data.to_owned(), runtime: data.to_owned(), downloads: data.to_owned() }
    }

    #[test]
    fn the_second_finds_the_seat_occupied_until_the_first_is_gone() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(&home.path().join("data"));
        let first = take(&folders);
        assert!(matches!(first, Seat::Taken(_)));
        assert!(matches!(take(&folders), Seat::Occupied));
        drop(first);
        assert!(matches!(take(&folders), Seat::Taken(_)));
    }

    #[test]
    fn the_lock_file_bears_the_process_id_alone() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(home.path());
        fs::write(folders.lock(), "a much longer line from before\n").unwrap();
        let _seat = take(&folders);
        assert_eq!(fs::read_to_string(folders.lock()).unwrap(), format!("{}\n", std::process::id()));
    }

    #[test]
    #[cfg(unix)]
    fn a_new_data_folder_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folders = folders(&home.path().join("new"));
        let _seat = take(&folders);
        assert_eq!(fs::metadata(&folders.data).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_no_reason_to_give_up() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(take(&folders(&file.join("data"))), Seat::Unguarded(_)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_holder_is_named_with_its_socket() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(home.path());
        let _first = take(&folders);
        let error = sit_or_hand_over(&folders, false).await.unwrap_err();
        assert!(error.contains("stint.sock"), "{error}");
    }

    #[tokio::test(start_paused = true)]
    async fn where_the_first_is_just_ending_the_second_takes_its_seat() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(home.path());
        let first = take(&folders);
        let ending = async {
            tokio::task::yield_now().await;
            drop(first);
        };
        let (seat, ()) = tokio::join!(sit_or_hand_over(&folders, false), ending);
        assert!(matches!(seat, Ok(Some(Seat::Taken(_)))), "{seat:?}");
    }
}
