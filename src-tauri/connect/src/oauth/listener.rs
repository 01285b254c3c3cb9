//! Waits on a port of this computer for the browser to come back; junk is turned away and ends nothing.

use std::{
    collections::VecDeque,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    task::{AbortHandle, JoinSet},
    time::{sleep, timeout},
};

use super::{
    SignInError,
    callback::{Code, Expected, Judged},
    head::{self, Head},
    page,
};

/// How many are listened to at once; the one that has waited longest makes room for the next.
const MOST_GUESTS: usize = 64;

/// How many may wait to be let in; a flood of junk shall not fill it.
const QUEUE: u32 = 1_024;

/// How long it rests when the system has no connection to give.
const REST: Duration = Duration::from_millis(100);

/// The port, and what it waits for.
pub(super) struct Listener {
    socket: TcpListener,
    host: String,
    patience: Duration,
}

/// A browser that brought the answer and waits for a page.
type Answer = (TcpStream, Result<Code, SignInError>);

impl Listener {
    /// Opens a port of this computer that no other program listens on (RFC 8252 §7.3 and §8.3); each guest has `patience` to say what it wants.
    pub(super) fn open(patience: Duration) -> Result<Self, SignInError> {
        let open = || {
            // Without SO_REUSEADDR, which tokio's own bind would set.
            let socket = TcpSocket::new_v4()?;
            socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
            let socket = socket.listen(QUEUE)?;
            let host = socket.local_addr()?.to_string();
            Ok(Self { socket, host, patience })
        };
        open().map_err(|error: io::Error| SignInError::NoPort(error))
    }

    /// What a browser calls it: `127.0.0.1:49152`.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// Waits for the answer at `path`, closes the port, and shows the browser a page.
    pub(super) async fn answer(self, path: String, expected: Expected) -> Result<Code, SignInError> {
        let patience = self.patience;
        let (mut browser, answer) = self.receive(path, Arc::new(expected)).await;
        let page = page::of(answer.is_ok());
        // Whether the page arrives changes nothing.
        timeout(patience, say(&mut browser, &page)).await.ok();
        answer
    }

    async fn receive(self, path: String, expected: Arc<Expected>) -> Answer {
        let place = Arc::new((self.host, path));
        let mut guests = JoinSet::new();
        let mut oldest: VecDeque<AbortHandle> = VecDeque::new();
        loop {
            tokio::select! {
                Some(done) = guests.join_next() => if let Ok(Some(answer)) = done {
                    return answer;
                },
                accepted = self.socket.accept() => {
                    let Ok((guest, _)) = accepted else {
                        sleep(REST).await;
                        continue;
                    };
                    oldest.retain(|guest| !guest.is_finished());
                    if oldest.len() >= MOST_GUESTS && let Some(guest) = oldest.pop_front() {
                        guest.abort();
                    }
                    let (place, expected, patience) = (place.clone(), expected.clone(), self.patience);
                    oldest.push_back(guests.spawn(async move {
                        timeout(patience, hear(guest, &place.0, &place.1, &expected)).await.ok().flatten()
                    }));
                }
            }
        }
    }
}

/// Hears what a guest wants; none where it was not the answer.
async fn hear(mut guest: TcpStream, host: &str, path: &str, expected: &Expected) -> Option<Answer> {
    let mut bytes = Vec::with_capacity(1 << 10);
    let judged = loop {
        let room = head::LONGEST - bytes.len();
        if room == 0 || (&mut guest).take(room as u64).read_buf(&mut bytes).await.ok()? == 0 {
            break Judged::NotOurs;
        }
        match head::read(&bytes, host, path) {
            Head::Unfinished => {}
            Head::Junk => break Judged::NotOurs,
            Head::Asks(query) => break expected.judge(query),
        }
    };
    match judged {
        Judged::Ours(code) => Some((guest, Ok(code))),
        Judged::Over(error) => Some((guest, Err(error))),
        Judged::NotOurs => {
            say(&mut guest, page::NOTHING).await.ok();
            None
        }
    }
}

async fn say(guest: &mut TcpStream, page: &str) -> io::Result<()> {
    guest.write_all(page.as_bytes()).await?;
    guest.shutdown().await
}

#[cfg(test)]
impl Listener {
    /// Gives each guest another time.
    pub(super) fn hurry(&mut self, patience: Duration) {
        self.patience = patience;
    }
}
