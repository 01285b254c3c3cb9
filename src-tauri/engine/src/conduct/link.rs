//! Where `stint://oauth/…` links are taken to the sign-ins that wait for them.

use std::sync::{Mutex, PoisonError};

use stint_connect::oauth::{Code, Judged, SignInError, link::Link};
use stint_core::secret::Secret;
use tokio::sync::oneshot;

/// Where the link for one sign-in is laid down; shut until the browser was sent away.
#[derive(Default)]
pub(super) struct Doorstep(Mutex<Option<Expected>>);

struct Expected {
    link: Link,
    came: oneshot::Sender<Came>,
}

/// What came: the sign-in can go on, or is over.
pub(super) type Came = Result<(Link, Code), SignInError>;

impl Doorstep {
    /// Waits for the browser to come back; one answer is taken.
    pub fn open(&self, link: Link) -> oneshot::Receiver<Came> {
        let (came, coming) = oneshot::channel();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Expected { link, came });
        coming
    }

    /// Takes a link if it belongs to this sign-in; others change nothing.
    pub fn take(&self, url: &Secret) -> bool {
        let mut expected = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let judged = match expected.as_ref() {
            Some(waiting) => waiting.link.answer(url),
            None => Judged::NotOurs,
        };
        if matches!(judged, Judged::NotOurs) {
            return false;
        }
        if let Some(Expected { link, came }) = expected.take() {
            let judged = match judged {
                Judged::Ours(code) => Ok((link, code)),
                Judged::Over(error) => Err(error),
                Judged::NotOurs => return false,
            };
            // The sign-in may have been ended meanwhile.
            came.send(judged).ok();
        }
        true
    }
}
