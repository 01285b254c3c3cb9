//! The settings file, well and ill written.

use std::{fs, path::PathBuf};

use stint_core::{
    notice::Kind,
    settings::{Settings, Theme},
};
use stint_store::config::ConfigFile;
use tempfile::{TempDir, tempdir};

pub fn written(text: &str) -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn without_a_file_the_defaults_are_in_force() {
    let folder = tempdir().unwrap();
    let config = ConfigFile::load(&folder.path().join("none/config.toml"));
    assert_eq!((config.settings, config.problems.len(), config.can_save), (Settings::default(), 0, true));
}

#[test]
fn each_wrong_key_is_named_with_its_line_and_the_others_stay_in_force() {
    let (_folder, path) = written(
        "# mine\ntheme = \"purple\"\nstarts_at_login = 1\nday_goal_minutes = 1441\nday_starts_at_hour = 7\n\
         week_starts_on = \"sunday\"\ncolour = \"red\"\n\n[endpoints]\ngithub = \"https://github.example.org\"\n\n\
         [extra]\nx = 1\n",
    );
    let config = ConfigFile::load(&path);
    insta::assert_snapshot!(config.problems.join("\n"), @r#"
    line 2, theme: "system", "light" or "dark" is expected; the default ("system") is used
    line 3, starts_at_login: true or false is expected; the default (false) is used
    line 4, day_goal_minutes: a whole number from 0 to 1440 is expected; the default (450) is used
    line 7, colour: this is no setting of Stint; it is passed over
    line 12, extra: this is no setting of Stint; it is passed over
    "#);
    assert!(config.can_save);
    assert_eq!(config.settings.day_starts_at_hour, 7);
    assert_eq!(config.settings.theme, Theme::System);
}

#[test]
fn the_size_of_the_page_is_read_written_and_bounded() {
    let (_folder, path) = written("zoom_percent = 125 # at the desk\n");
    let mut config = ConfigFile::load(&path);
    assert_eq!((config.problems.len(), config.settings.zoom_percent), (0, 125));
    config.save(&Settings { zoom_percent: 150, ..config.settings.clone() }).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "zoom_percent = 150 # at the desk\n");
    for wrong in ["zoom_percent = 49\n", "zoom_percent = 301\n", "zoom_percent = \"large\"\n"] {
        let config = ConfigFile::load(&written(wrong).1);
        assert_eq!(config.settings.zoom_percent, 100, "{wrong}");
    }
}

#[test]
fn notices_and_quiet_hours_are_read_and_written() {
    let (_folder, path) = written(
        "notify = [\"merged\", \"assigned\"]\nquiet_hours = true\nquiet_from = \"22:05\" # late\nquiet_until = \"7:30\"\n\
         quiet_weekends = true\n",
    );
    let mut config = ConfigFile::load(&path);
    assert_eq!(config.problems, Vec::<String>::new());
    let read = config.settings.clone();
    assert_eq!(read.notify, [Kind::Assigned, Kind::Merged].into());
    assert_eq!((read.has_quiet_hours, read.quiet_from, read.quiet_until), (true, 22 * 60 + 5, 7 * 60 + 30));
    assert!(read.is_quiet_on_weekends);
    let wanted = Settings { notify: [Kind::Due, Kind::Failing].into(), quiet_from: 0, quiet_until: 1439, ..read };
    config.save(&wanted).unwrap();
    assert_eq!(config.settings, wanted);
    insta::assert_snapshot!(fs::read_to_string(&path).unwrap(), @r#"
    notify = ["failing", "due"]
    quiet_hours = true
    quiet_from = "00:00" # late
    quiet_until = "23:59"
    quiet_weekends = true
    "#);
    for kind in Kind::ALL {
        let wanted = Settings { notify: [kind].into(), ..wanted.clone() };
        config.save(&wanted).unwrap();
        assert_eq!((&config.settings, config.problems.len()), (&wanted, 0));
    }
    config.save(&Settings { notify: [].into(), ..wanted }).unwrap();
    assert_eq!(config.settings.notify, [].into());
}

#[test]
fn times_and_kinds_that_there_are_not_are_named() {
    let (_folder, path) = written(
        "notify = [\"assigned\", \"shouted\"]\nquiet_from = \"24:00\"\nquiet_until = 8\nquiet_weekends = \"yes\"\n\
         quiet_hours = 1\n",
    );
    let config = ConfigFile::load(&path);
    insta::assert_snapshot!(config.problems.join("\n"), @r#"
    line 1, notify: a list of "assigned", "review_requested", "mentioned", "approved", "changes_requested", "failing", "merged", "started" and "due" is expected; the default (["assigned", "review_requested", "mentioned", "approved", "changes_requested", "failing", "merged", "started", "due"]) is used
    line 2, quiet_from: a time from "00:00" to "23:59" is expected; the default ("18:00") is used
    line 3, quiet_until: a time from "00:00" to "23:59" is expected; the default ("08:00") is used
    line 4, quiet_weekends: true or false is expected; the default (false) is used
    line 5, quiet_hours: true or false is expected; the default (false) is used
    "#);
    assert_eq!(config.settings, Settings::default());
    for wrong in ["8:5", ":30", "8:", "+8:30", "8:60", "008:30", "8.30", ""] {
        let (_folder, path) = written(&format!("quiet_from = \"{wrong}\"\n"));
        assert_eq!(ConfigFile::load(&path).problems.len(), 1, "{wrong}");
    }
}

#[test]
fn a_day_that_ends_before_it_starts_is_refused() {
    let (_folder, path) = written("day_starts_at_hour = 20\n");
    let config = ConfigFile::load(&path);
    insta::assert_snapshot!(config.problems.join("\n"), @"line 1, day_ends_at_hour: an hour later than day_starts_at_hour is expected; the defaults (8 and 18) are used");
    assert_eq!(config.settings, Settings::default());
}

#[test]
fn a_file_that_is_not_toml_is_named_by_line_and_column_and_never_written() {
    let text = "theme = \"dark\"\nday_goal_minutes = = 3\n";
    let (_folder, path) = written(text);
    let mut config = ConfigFile::load(&path);
    assert!(config.problems[0].starts_with("line 2, column 20: "), "{:?}", config.problems);
    assert_eq!((config.settings.clone(), config.can_save), (Settings::default(), false));
    assert!(config.save(&Settings { theme: Theme::Light, ..Settings::default() }).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_file_broken_since_it_was_read_is_not_written_either() {
    let (_folder, path) = written("theme = \"dark\"\n");
    let mut config = ConfigFile::load(&path);
    fs::write(&path, "theme = [").unwrap();
    assert!(config.save(&Settings::default()).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "theme = [");
}

#[test]
fn saving_changes_one_value_and_keeps_everything_else() {
    let (_folder, path) = written(
        "# mine\ntheme = \"dark\" # at night\nday_goal_minutes = \"many\"\n\n[endpoints]\n# ours\nx = \"https://x.example.org\"\n",
    );
    let mut config = ConfigFile::load(&path);
    let wanted = Settings { theme: Theme::Light, starts_at_login: true, ..config.settings.clone() };
    config.save(&wanted).unwrap();
    assert_eq!(config.settings, wanted);
    insta::assert_snapshot!(fs::read_to_string(&path).unwrap(), @r#"
    # mine
    theme = "light" # at night
    day_goal_minutes = "many"
    starts_at_login = true

    [endpoints]
    # ours
    x = "https://x.example.org"
    "#);
    assert_eq!(config.problems.len(), 1);
    config.save(&Settings { day_goal_minutes: 60, ..wanted }).unwrap();
    assert_eq!(config.problems.len(), 0);
}

#[test]
fn nothing_is_written_where_nothing_was_set() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sub/config.toml");
    let mut config = ConfigFile::load(&path);
    config.save(&Settings::default()).unwrap();
    assert!(!path.exists());
    config.save(&Settings { theme: Theme::Dark, ..Settings::default() }).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "theme = \"dark\"\n");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_kept_elsewhere_stays_a_link() {
    let (folder, kept) = written("theme = \"dark\"\n");
    let link = folder.path().join("link.toml");
    std::os::unix::fs::symlink(&kept, &link).unwrap();
    ConfigFile::load(&link).save(&Settings::default()).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&kept).unwrap(), "theme = \"system\"\n");
}

#[test]
fn a_file_that_cannot_be_read_is_left_alone() {
    let folder = tempdir().unwrap();
    let mut config = ConfigFile::load(folder.path());
    assert!(config.problems[0].contains("cannot be read") && !config.can_save);
    assert!(config.save(&Settings::default()).is_err());
    let (_folder, path) = written("");
    fs::write(&path, [0xff, 0xfe]).unwrap();
    assert!(!ConfigFile::load(&path).can_save);
}
