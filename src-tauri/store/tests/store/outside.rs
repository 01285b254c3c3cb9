//! What the settings file says of the outside world, well and ill written.

use std::fs;

use stint_core::settings::{Settings, Theme};
use stint_store::config::ConfigFile;
use tempfile::tempdir;

use crate::settings::written;

#[test]
fn services_apps_and_the_vault_are_read() {
    let (_folder, path) = written(
        "vault = \"file\"\n\n[endpoints]\ngithub = \"http://127.0.0.1:8080\"\ngitlab = \"https://git.example.org:8443/\"\n\n\
         [oauth]\ngitlab = \"0123abcd\"\n\"gitlab https://git.acme.example\" = \"4567\"\n",
    );
    let config = ConfigFile::load(&path);
    assert_eq!(config.problems, Vec::<String>::new());
    assert_eq!(config.vault_kind().as_deref(), Some("file"));
    assert_eq!(config.endpoints()["github"], "http://127.0.0.1:8080");
    assert_eq!(config.endpoints()["gitlab"], "https://git.example.org:8443");
    assert_eq!(config.oauth_apps()["gitlab"], "0123abcd");
    assert_eq!(config.oauth_apps()["gitlab https://git.acme.example"], "4567");
}

#[test]
fn without_a_word_of_it_nothing_is_set() {
    let (_folder, path) = written("theme = \"dark\"\n");
    let config = ConfigFile::load(&path);
    assert!(config.endpoints().is_empty() && config.oauth_apps().is_empty());
    assert_eq!(config.vault_kind(), None);
}

#[test]
fn each_wrong_value_is_named_with_its_line_and_the_others_stay_in_force() {
    let (_folder, path) = written(
        "vault = \"paper\"\noauth = 3\n[endpoints]\n# ours\ngithub = \"github.example.org\"\n\
         slack = \"https://me:pw@slack.example.org\"\nclockify = 5\ngitlab = \"https://git.example.org/path\"\n\
         google = \"https://google.example.org\"\n",
    );
    let config = ConfigFile::load(&path);
    insta::assert_snapshot!(config.problems.join("\n"), @r#"
    line 1, vault: "keyring", "file" or "memory" is expected; it is passed over
    line 2, oauth: a table [oauth] is expected; it is passed over
    line 5, endpoints.github: an origin such as "https://git.example.org:8443" is expected; it is passed over
    line 6, endpoints.slack: an origin such as "https://git.example.org:8443" is expected; it is passed over
    line 7, endpoints.clockify: an origin such as "https://git.example.org:8443" is expected; it is passed over
    line 8, endpoints.gitlab: an origin such as "https://git.example.org:8443" is expected; it is passed over
    "#);
    assert!(config.can_save);
    assert_eq!(config.endpoints().len(), 1);
    assert_eq!((config.endpoints()["google"].as_str(), config.vault_kind()), ("https://google.example.org", None));
}

#[test]
fn a_table_with_dots_or_braces_is_a_table() {
    let (_folder, path) = written("endpoints.github = \"https://a.example.org\"\noauth = { gitlab = \"1\" }\n");
    let mut config = ConfigFile::load(&path);
    assert_eq!((config.endpoints().len(), config.oauth_apps().len(), config.problems.len()), (1, 1, 0));
    config.set_oauth_app("google", Some("2")).unwrap();
    assert_eq!(config.oauth_apps().len(), 2);
}

#[test]
fn an_app_is_set_and_taken_away_and_everything_else_stays() {
    let text = "# mine\ntheme = \"dark\" # at night\n\n[endpoints]\n# ours\nx = \"https://x.example.org\"\n";
    let (_folder, path) = written(text);
    let mut config = ConfigFile::load(&path);
    config.set_oauth_app("gitlab https://git.acme.example", Some("4567")).unwrap();
    config.set_oauth_app("gitlab", Some("1")).unwrap();
    config.set_oauth_app("gitlab", Some("2")).unwrap();
    assert_eq!(config.oauth_apps()["gitlab"], "2");
    insta::assert_snapshot!(fs::read_to_string(&path).unwrap(), @r#"
    # mine
    theme = "dark" # at night

    [endpoints]
    # ours
    x = "https://x.example.org"

    [oauth]
    "gitlab https://git.acme.example" = "4567"
    gitlab = "2"
    "#);
    config.set_oauth_app("gitlab", None).unwrap();
    config.set_oauth_app("gitlab https://git.acme.example", None).unwrap();
    config.set_oauth_app("never", None).unwrap();
    assert!(config.oauth_apps().is_empty());
    assert!(fs::read_to_string(&path).unwrap().starts_with(text));
}

#[test]
fn taking_away_what_was_never_set_writes_no_file() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("config.toml");
    ConfigFile::load(&path).set_oauth_app("gitlab", None).unwrap();
    assert!(!path.exists());
}

#[test]
fn the_vault_stands_above_the_tables_with_its_comment_kept() {
    let (_folder, path) = written("vault = \"keyring\" # for now\n\n[oauth]\ngitlab = \"1\"\n");
    let mut config = ConfigFile::load(&path);
    config.set_vault_kind("memory").unwrap();
    assert_eq!(config.vault_kind().as_deref(), Some("memory"));
    config.save(&Settings { theme: Theme::Dark, ..config.settings.clone() }).unwrap();
    insta::assert_snapshot!(fs::read_to_string(&path).unwrap(), @r#"
    vault = "memory" # for now
    theme = "dark"

    [oauth]
    gitlab = "1"
    "#);
    assert!(config.set_vault_kind("paper").is_err());
    assert_eq!(config.vault_kind().as_deref(), Some("memory"));
}

#[test]
fn nothing_is_written_to_a_file_that_is_broken() {
    for text in ["vault = [\n", "oauth = 3\n"] {
        let (_folder, path) = written(text);
        let mut config = ConfigFile::load(&path);
        assert!(config.set_oauth_app("gitlab", Some("1")).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    let (_folder, path) = written("theme = \"dark\"\n");
    let mut config = ConfigFile::load(&path);
    fs::write(&path, "theme = [").unwrap();
    assert!(config.set_oauth_app("gitlab", Some("1")).is_err() && config.set_vault_kind("file").is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "theme = [");
}

#[test]
fn a_client_id_is_one_word() {
    let (_folder, path) = written("");
    let mut config = ConfigFile::load(&path);
    for odd in ["", "two words", "line\nbreak", "nul\0"] {
        assert!(config.set_oauth_app("gitlab", Some(odd)).is_err(), "{odd:?}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
}
