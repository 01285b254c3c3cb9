//! `stint open-url`: hands a `stint://` link to the engine; the desktop starts this, and nothing of the link is printed.

use std::ffi::OsString;

use stint_api::{Code, command};

use crate::{desk::Desk, failure::Failure};

/// The longest link that is handed on, in bytes.
const LONGEST: usize = 2048;

/// Take a stint:// link, as the desktop does
#[derive(Debug, clap::Args)]
pub(crate) struct OpenUrl {
    /// The link; one that Stint does not know is dropped without a word
    #[arg(value_name = "URL", required = true, allow_hyphen_values = true)]
    url: Vec<OsString>,
}

impl OpenUrl {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let [url] = &self.url[..] else { return Ok(()) };
        let Some(url) = url.to_str().filter(|url| is_link(url)) else { return Ok(()) };
        let engine = desk.engine().await?;
        let ticket = desk.hand_over(url.as_bytes()).await?;
        match engine.call(command::OpenUrl { ticket }).await {
            // Whoever made the link learns nothing of what became of it.
            Err(error) if matches!(error.code, Code::Refused | Code::NotFound) => Ok(()),
            done => Ok(done.map(drop)?),
        }
    }
}

fn is_link(url: &str) -> bool {
    url.len() <= LONGEST && url.starts_with("stint://")
}
