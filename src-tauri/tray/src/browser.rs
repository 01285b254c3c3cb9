//! Opens a page in the person's browser: the URL is one argument, never a line for a shell.

use std::{process::Stdio, time::Duration};

use tokio::{
    process::{Child, Command},
    time,
};
use url::{Host, Url};

/// An opener that goes on for longer has become the browser itself, and how that ends says nothing.
const SOON: Duration = Duration::from_secs(5);

/// The programs that may open a page, the one to try first at the front.
pub(crate) type Openers = fn(&str) -> Vec<std::process::Command>;

/// Opens a page; the error is a sentence without the URL. `failed` is called where every opener gave up later.
///
/// Only https leaves this computer, and http only stays on it.
pub(crate) fn open(page: &str, openers: Openers, failed: impl FnOnce() + Send + 'static) -> Result<(), String> {
    let page = fit(page).ok_or("Stint opens only https pages. That one was not opened.")?;
    let mut openers = openers(page.as_str()).into_iter().map(Command::from).collect::<Vec<_>>().into_iter();
    let child =
        start(&mut openers).ok_or("There is no program that opens web pages. Install a browser and xdg-utils.")?;
    drop(tokio::spawn(see_to_it(child, openers, failed)));
    Ok(())
}

/// The page as the browser is given it, where it may be given one.
fn fit(page: &str) -> Option<Url> {
    let url = Url::parse(page).ok()?;
    let is_here = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_here);
    let is_plain = url.username().is_empty() && url.password().is_none();
    (is_safe && is_plain).then_some(url)
}

/// Starts the first opener that there is.
fn start(openers: &mut impl Iterator<Item = Command>) -> Option<Child> {
    openers.find_map(|mut opener| {
        opener.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // Ctrl+C in the terminal ends Stint, not a browser that was started here.
        #[cfg(unix)]
        opener.process_group(0);
        opener.spawn().ok()
    })
}

/// Waits for an opener, and tries the next one where it soon gives up.
async fn see_to_it(mut child: Child, mut openers: impl Iterator<Item = Command>, failed: impl FnOnce()) {
    loop {
        match time::timeout(SOON, child.wait()).await {
            Ok(Ok(status)) if status.success() => return,
            Ok(Ok(status)) => tracing::info!(%status, "a page was not opened"),
            Ok(Err(error)) => tracing::info!(%error, "nothing is known of what opens pages"),
            Err(_) => return drop(child.wait().await),
        }
        match start(&mut openers) {
            Some(next) => child = next,
            None => return failed(),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    fn none(_: &str) -> Vec<std::process::Command> {
        vec![std::process::Command::new("/nowhere/opener")]
    }

    #[cfg(unix)]
    fn giving_up(page: &str) -> Vec<std::process::Command> {
        let openers = ["/nowhere/opener", "false", "false"].map(std::process::Command::new);
        openers
            .into_iter()
            .map(|mut opener| std::mem::replace(opener.arg(page), std::process::Command::new("")))
            .collect()
    }

    #[test]
    fn only_pages_on_the_web_and_on_this_computer_are_opened() {
        for good in [
            "https://github.com/login/device",
            "https://git.acme.example:8443/oauth/authorize?state=a%26b",
            "http://127.0.0.1:8080/",
            "http://[::1]:8080/",
            "http://localhost:8080/",
        ] {
            assert_eq!(fit(good).unwrap().as_str(), good);
        }
        for bad in [
            "http://github.com/login/device",
            "http://localhost.example.org/",
            "http://127.0.0.1@example.org/",
            "https://me:pw@github.com/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "stint://oauth/slack",
            "a:$(touch /tmp/x)",
            "--version",
            "github.com",
            "https://",
            "",
        ] {
            assert_eq!(fit(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_page_is_one_argument_without_anything_a_shell_or_an_option_parser_would_heed() {
        let page = fit("https://github.com/a b`touch x`;$(id)|\"'&&\n-rf?q=<>").unwrap();
        assert_eq!(page.as_str(), "https://github.com/a%20b%60touch%20x%60;$(id)|%22'&&-rf?q=%3C%3E");
        for opener in open::commands(page.as_str()) {
            assert_eq!(opener.get_args().filter(|word| *word == page.as_str()).count(), 1, "{opener:?}");
        }
    }

    #[tokio::test]
    async fn without_an_opener_the_person_is_told_and_the_page_is_not_repeated() {
        let error = super::open("https://github.com/hush", none, || ()).unwrap_err();
        assert!(error.contains("xdg-utils") && !error.contains("hush"), "{error}");
        assert!(!super::open("http://github.com/hush", none, || ()).unwrap_err().contains("hush"));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn where_every_opener_gives_up_somebody_hears_of_it() {
        let (told, heard) = oneshot::channel();
        super::open("https://github.com/", giving_up, || told.send(()).unwrap()).unwrap();
        heard.await.unwrap();
    }
}
