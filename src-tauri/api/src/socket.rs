//! The Unix-domain socket: bound where only its owner can open it, and opened only when it is the owner's.

use std::{
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::{
        fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt},
        net::UnixStream as BlockingStream,
    },
    path::{Path, PathBuf},
};

use tokio::net::{UnixListener, UnixStream, unix};

// The names under which the rest of the crate knows this transport; a named pipe would bear the same.
pub(crate) type Stream = UnixStream;
pub(crate) type Reader = unix::OwnedReadHalf;
pub(crate) type Writer = unix::OwnedWriteHalf;

/// The socket while it is listened on; its file goes when this is dropped.
#[derive(Debug)]
pub struct Listener {
    listener: UnixListener,
    path: PathBuf,
    inode: u64,
}

/// Listens on `path`, making its folder (0700) and replacing the file of a server that is gone, never of one that lives.
///
/// `AddrInUse` means that a server lives there. The caller holds the lock of the data folder, so that no two replace at once.
pub fn bind(path: &Path) -> io::Result<Listener> {
    prepare_folder(path)?;
    clear_stale(path)?;
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o600))?;
    let inode = fs::symlink_metadata(path)?.ino();
    Ok(Listener { listener, path: path.to_owned(), inode })
}

impl Listener {
    /// The next client of this person; anybody else is sent away without a word.
    pub(crate) async fn accept(&self) -> io::Result<Stream> {
        loop {
            let (stream, _) = self.listener.accept().await?;
            match check_peer(&stream) {
                Ok(()) => return Ok(stream),
                Err(error) => tracing::warn!(%error, "a client was sent away"),
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let is_ours = fs::symlink_metadata(&self.path).is_ok_and(|file| file.ino() == self.inode);
        if is_ours && let Err(error) = fs::remove_file(&self.path) {
            tracing::debug!(%error, "the socket file stays");
        }
    }
}

/// Connects to the server at `path`, which must be this person's own.
pub(crate) async fn connect(path: &Path) -> io::Result<Stream> {
    let stream = UnixStream::connect(path).await?;
    check_peer(&stream)?;
    Ok(stream)
}

fn check_peer(stream: &Stream) -> io::Result<()> {
    is_same_person(stream.peer_cred()?.uid(), rustix::process::geteuid().as_raw())
}

fn is_same_person(peer: u32, own: u32) -> io::Result<()> {
    if peer == own {
        return Ok(());
    }
    let words = format!("the other end belongs to user {peer}, this program to user {own}");
    Err(io::Error::new(io::ErrorKind::PermissionDenied, words))
}

fn prepare_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let found = fs::metadata(folder)?;
    let own = rustix::process::geteuid().as_raw();
    if found.uid() != own || found.mode() & 0o022 != 0 {
        let words = format!("others can write to {}; make it yours alone with chmod 700", folder.display());
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, words));
    }
    Ok(())
}

fn clear_stale(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(file) if !file.file_type().is_socket() => {
            let words = format!("{} is in the way and is not a socket", path.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, words));
        }
        Ok(_) => {}
    }
    match BlockingStream::connect(path) {
        Ok(_) => Err(io::Error::new(io::ErrorKind::AddrInUse, "Stint already runs")),
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        // A full backlog, for one: somebody lives there.
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[tokio::test]
    async fn folder_and_socket_open_to_their_owner_only() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("run/stint/stint.sock");
        let _listener = bind(&path).unwrap();
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(mode(&path), 0o600);
    }

    #[tokio::test]
    async fn the_file_of_a_dead_server_is_replaced() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("stint.sock");
        drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
        assert!(path.exists());
        let _listener = bind(&path).unwrap();
        connect(&path).await.unwrap();
    }

    #[tokio::test]
    async fn a_live_server_is_never_replaced() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("stint.sock");
        let _first = bind(&path).unwrap();
        assert_eq!(bind(&path).unwrap_err().kind(), io::ErrorKind::AddrInUse);
        connect(&path).await.unwrap();
    }

    #[tokio::test]
    async fn a_file_that_is_no_socket_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("stint.sock");
        fs::write(&path, "dear diary").unwrap();
        assert_eq!(bind(&path).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "dear diary");
    }

    #[tokio::test]
    async fn a_folder_that_others_write_to_is_refused() {
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), Permissions::from_mode(0o777)).unwrap();
        let error = bind(&home.path().join("stint.sock")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
    }

    #[tokio::test]
    async fn the_socket_file_goes_with_its_listener_and_not_with_an_older_one() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("stint.sock");
        let first = bind(&path).unwrap();
        fs::rename(&path, home.path().join("aside")).unwrap();
        let second = bind(&path).unwrap();
        drop(first);
        assert!(path.exists());
        drop(second);
        assert!(!path.exists());
    }

    #[test]
    fn a_peer_of_another_user_is_refused_even_root() {
        assert!(is_same_person(1000, 1000).is_ok());
        for (peer, own) in [(1001, 1000), (0, 1000), (1000, 0)] {
            let error = is_same_person(peer, own).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        }
    }
}
