//! Whose credentials they are, in words that can be shown: what a service says is a stranger's text.

use stint_connect::{
    connector::{Connector, Identity},
    session::Session,
};
use stint_core::text;

/// Asks the service; names come without characters that no person sees, and not longer than a line.
pub(super) async fn of(connector: &dyn Connector, session: &Session) -> Result<Identity, stint_connect::Error> {
    Ok(legible(connector.identify(session).await?))
}

fn legible(identity: Identity) -> Identity {
    let name = text::told(&identity.name);
    let name = if name.is_empty() { text::told(&identity.remote_id) } else { name };
    let scopes = identity.scopes.map(|scopes| scopes.iter().map(|scope| text::told(scope)).collect());
    Identity { name, scopes, ..identity }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> String {
        let scopes = Some(vec!["re\u{1b}[31mad".to_owned()]);
        let identity = Identity { remote_id: "7".to_owned(), name: name.to_owned(), scopes, expires_at: None };
        let legible = legible(identity);
        assert_eq!((legible.remote_id.as_str(), legible.scopes), ("7", Some(vec!["re[31mad".to_owned()])));
        legible.name
    }

    #[test]
    fn a_name_of_a_service_is_a_plain_line() {
        assert_eq!(named("mona"), "mona");
        assert_eq!(named("mona\u{1b}]0;owned\u{7}\r\n\u{202e}gpj.cat\u{2066}"), "mona]0;owned  gpj.cat");
        assert_eq!(named("Мона 猫 \u{9b}31m"), "Мона 猫 31m");
        assert_eq!(named(&"x".repeat(5_000)), "x".repeat(200));
        assert_eq!(named("\u{202e}\u{0}"), "7");
    }
}
