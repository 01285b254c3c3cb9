//! The window in which a Secret Service asks for a password.

use zbus::{
    blocking::{Connection, MessageIterator, Proxy},
    zvariant::{OwnedObjectPath, OwnedValue},
};

use super::{BUS, NAME};

const PROMPT: &str = "org.freedesktop.Secret.Prompt";

/// Shows it and waits until it is answered, dismissed, or its service is gone.
pub(super) fn show(bus: &Connection, prompt: &OwnedObjectPath) -> zbus::Result<()> {
    if prompt.as_str() == "/" {
        return Ok(());
    }
    let daemon = Proxy::new(bus, BUS, "/org/freedesktop/DBus", BUS)?;
    for rule in [
        format!("type='signal',sender='{NAME}',interface='{PROMPT}',member='Completed',path='{prompt}'"),
        format!("type='signal',sender='{BUS}',member='NameOwnerChanged',arg0='{NAME}'"),
    ] {
        daemon.call::<_, _, ()>("AddMatch", &(rule,))?;
    }
    let messages = MessageIterator::from(bus);
    // No window of ours to stand in front of.
    Proxy::new(bus, NAME, prompt.clone(), PROMPT)?.call::<_, _, ()>("Prompt", &("",))?;
    for message in messages {
        let message = message?;
        let header = message.header();
        match header.member().map(|member| member.as_str()) {
            Some("Completed") if header.path().is_some_and(|path| *path == **prompt) => {
                return message.body().deserialize::<(bool, OwnedValue)>().map(drop);
            }
            Some("NameOwnerChanged") => break,
            _ => {}
        }
    }
    Ok(())
}
