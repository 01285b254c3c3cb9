//! The first frame each way: who calls, and whether both speak the same version.

use serde::{Deserialize, Serialize};

use crate::{ApiError, Code, PROTOCOL, Result};

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Who calls, the first frame of a client; its shape never changes, so that every version can refuse every other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Hello {
    /// The version of requests, views and framing it speaks.
    pub protocol: u32,
    /// Which program it is: `cli`, `window`, `tray`.
    pub program: String,
    /// The version of that program.
    pub version: String,
    /// Whether it wants to hear of changes.
    pub wants_events: bool,
    /// Whether it is a window that `Event::Show` can bring to the front.
    #[serde(rename = "window")]
    pub is_window: bool,
}

impl Hello {
    /// A client that only asks.
    pub fn of(program: &str) -> Self {
        Self { protocol: PROTOCOL, program: program.to_owned(), version: VERSION.to_owned(), ..Self::default() }
    }

    /// A client that hears of changes.
    #[must_use]
    pub fn watching(self) -> Self {
        Self { wants_events: true, ..self }
    }

    /// The window: it hears of changes and can be brought to the front.
    #[must_use]
    pub fn window() -> Self {
        Self { is_window: true, ..Self::of("window").watching() }
    }

    /// Refuses a client of another version, naming both and what to do.
    pub(crate) fn check(&self) -> Result<()> {
        let hint = match self.protocol.cmp(&PROTOCOL) {
            std::cmp::Ordering::Equal => return Ok(()),
            std::cmp::Ordering::Less => "Close that program and start the one that was installed with Stint.",
            std::cmp::Ordering::Greater => "Quit Stint from its tray menu and start it again. A running timer goes on.",
        };
        let message = format!(
            "The program “{}” {} speaks version {} of Stint’s protocol, the running Stint {VERSION} speaks version {PROTOCOL}.",
            self.program, self.version, self.protocol
        );
        Err(ApiError::new(Code::Version, message).hint(hint))
    }
}

/// The first frame of a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Greeting {
    /// Come in.
    Welcome {
        /// The version of requests, views and framing it speaks.
        protocol: u32,
        /// The version of the running Stint.
        version: String,
    },
    /// Stay out, and why.
    Error(ApiError),
}

impl Greeting {
    pub(crate) fn welcome() -> Self {
        Self::Welcome { protocol: PROTOCOL, version: VERSION.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_of_this_version_is_welcome() {
        assert_eq!(Hello::of("cli").check(), Ok(()));
    }

    #[test]
    fn a_newer_client_is_told_to_restart_stint() {
        let newer = Hello { protocol: 9, version: "3.0.0".into(), ..Hello::of("window") };
        let error = newer.check().unwrap_err();
        assert_eq!(error.code, Code::Version);
        assert_eq!(
            error.message,
            format!(
                "The program “window” 3.0.0 speaks version 9 of Stint’s protocol, the running Stint {VERSION} speaks version 1."
            )
        );
        assert!(error.hint.unwrap().starts_with("Quit Stint from its tray menu"));
    }

    #[test]
    fn an_older_client_is_told_to_restart_itself() {
        let older = Hello { protocol: 0, ..Hello::of("window") };
        assert!(older.check().unwrap_err().hint.unwrap().starts_with("Close that program"));
    }

    #[test]
    fn a_hello_of_the_future_is_still_understood() {
        let hello: Hello = serde_json::from_str(r#"{"protocol":7,"program":"x","mood":"good"}"#).unwrap();
        assert_eq!((hello.protocol, hello.program.as_str()), (7, "x"));
    }
}
