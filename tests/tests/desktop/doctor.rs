//! What `stint doctor` finds on desktops that have much or little.

use anyhow::{Context, Result, ensure};
use stint_api::{question::GetDoctor, view::DoctorFact};
use stint_tests::{Desktop, Stint};

#[tokio::test]
async fn a_whole_desktop_has_tray_notifications_and_keyring() -> Result<()> {
    let mut desktop = Desktop::whole().await?;
    desktop.start_keyring()?;
    let bus = desktop.connect().await?;
    let names = zbus::fdo::DBusProxy::new(&bus).await?;
    for name in ["org.freedesktop.secrets", "org.freedesktop.Notifications"] {
        stint_tests::wait::until(name, async || names.name_has_owner(name.try_into().ok()?).await.ok()?.then_some(()))
            .await?;
    }
    let stint = Stint::start(&desktop).await?;
    for name in ["Tray host", "Notifications", "Keyring"] {
        let fact = fact(&stint, name).await?;
        ensure!(fact.is_well == Some(true), "{fact:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_bare_desktop_has_none_and_doctor_says_what_to_do() -> Result<()> {
    let desktop = Desktop::bare()?;
    let stint = Stint::start(&desktop).await?;
    for name in ["Tray host", "Notifications", "Keyring"] {
        let fact = fact(&stint, name).await?;
        ensure!(fact.is_well == Some(false) && fact.hint.is_some(), "{fact:?}");
    }
    Ok(())
}

async fn fact(stint: &Stint, name: &str) -> Result<DoctorFact> {
    let doctor = stint.client().call(GetDoctor {}).await?;
    let mut facts = doctor.sections.into_iter().flat_map(|section| section.facts);
    facts.find(|fact| fact.name == name).with_context(|| format!("doctor does not speak of {name}"))
}
