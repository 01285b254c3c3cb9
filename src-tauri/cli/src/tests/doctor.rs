//! What the doctor prints.

use insta::assert_snapshot;
use stint_api::{
    question::GetDoctor,
    view::{DoctorFact, DoctorSection, DoctorView},
};

use super::desk::Fake;

fn fact(name: &str, found: &str, is_well: Option<bool>, hint: Option<&str>) -> DoctorFact {
    DoctorFact { name: name.into(), found: found.into(), is_well, hint: hint.map(String::from) }
}

#[tokio::test]
async fn facts_are_marked_and_aligned() {
    let desktop = vec![
        fact("Session", "X11", None, None),
        fact("Tray host", "org.kde.StatusNotifierWatcher with a host", Some(true), None),
        fact("Notifications", "nobody shows them", Some(false), Some("Start a notification daemon, such as dunst.")),
    ];
    let versions = vec![fact("Stint", "0.1.0", None, None)];
    let section = |title: &str, facts| DoctorSection { title: title.into(), facts };
    let view = DoctorView { sections: vec![section("Desktop", desktop), section("Versions", versions)] };
    let fake = Fake::engine().answer::<GetDoctor>(view);
    assert_snapshot!(fake.run("doctor").await, @"
    Desktop
       Session        X11
    ✓  Tray host      org.kde.StatusNotifierWatcher with a host
    !  Notifications  nobody shows them
                      Hint: Start a notification daemon, such as dunst.

    Versions
       Stint          0.1.0
    [exit 0]
    ");
}

#[tokio::test]
async fn without_an_engine_the_doctor_says_what_it_knows() {
    let mut fake = Fake::absent();
    let home = std::path::PathBuf::from("/home/me");
    fake.around.folders = Ok(stint_api::folders::Folders {
        data: home.join(".local/share/stint"),
        config: home.join(".config/stint"),
        runtime: home.join("run"),
        downloads: home.join("Downloads"),
    });
    assert_snapshot!(fake.run("doctor").await.to_string().replace(stint_api::VERSION, "[version]"), @"
    Engine
    !  Engine    Stint is not running.
                 Hint: Start it with `stint`, or look at `stint doctor`.

    Files
       Data      /home/me/.local/share/stint/stint.db
       Backups   /home/me/.local/share/stint/backups
       Settings  /home/me/.config/stint/config.toml
       Socket    /home/me/run/stint.sock

    Versions
       Stint     [version]
       Protocol  1
       System    linux
    [exit 3]
    ");
    fake.around.folders = Err("No home folder is known.".into());
    assert_snapshot!(fake.run("doctor").await.to_string().replace(stint_api::VERSION, "[version]"), @"
    Engine
    !  Engine    No home folder is known.

    Files
    !  Folders   No home folder is known.

    Versions
       Stint     [version]
       Protocol  1
       System    linux
    [exit 3]
    ");
}
