//! The app a person makes for the tokens to paste, as Slack's page takes it.

/// The page that makes it (<https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests>), with `manifest.yaml` filled in.
pub(super) const PAGE: &str = "/apps?new_app=1&manifest_yaml=\
    _metadata%3A%20%7Bmajor_version%3A%201%7D%0Adisplay_information%3A%20%7Bname%3A%20Stint%2C%20descrip\
    tion%3A%20Timer%20commands%20and%20notices%20from%20your%20own%20desktop%7D%0Afeatures%3A%0A%20%20ap\
    p_home%3A%20%7Bhome_tab_enabled%3A%20false%2C%20messages_tab_enabled%3A%20true%2C%20messages_tab_rea\
    d_only_enabled%3A%20false%7D%0A%20%20bot_user%3A%20%7Bdisplay_name%3A%20Stint%2C%20always_online%3A%\
    20false%7D%0A%20%20slash_commands%3A%0A%20%20%20%20-%20%7Bcommand%3A%20%2Fstint%2C%20description%3A%\
    20Control%20your%20Stint%20timer%2C%20usage_hint%3A%20%22start%20%3Cproject%3E%20%7C%20stop%20%7C%20\
    status%20%7C%20today%22%2C%20should_escape%3A%20true%7D%0Aoauth_config%3A%0A%20%20scopes%3A%0A%20%20\
    %20%20bot%3A%20%5Bcommands%2C%20%22chat%3Awrite%22%2C%20%22im%3Awrite%22%2C%20%22app_mentions%3Aread\
    %22%2C%20%22im%3Ahistory%22%5D%0A%20%20%20%20user%3A%20%5B%22users.profile%3Aread%22%2C%20%22users.p\
    rofile%3Awrite%22%2C%20%22dnd%3Aread%22%2C%20%22dnd%3Awrite%22%2C%20%22im%3Ahistory%22%2C%20%22mpim%\
    3Ahistory%22%5D%0Asettings%3A%0A%20%20event_subscriptions%3A%20%7Bbot_events%3A%20%5Bapp_mention%2C%\
    20message.im%5D%2C%20user_events%3A%20%5Bmessage.im%2C%20message.mpim%5D%7D%0A%20%20interactivity%3A\
    %20%7Bis_enabled%3A%20true%7D%0A%20%20org_deploy_enabled%3A%20false%0A%20%20socket_mode_enabled%3A%2\
    0true%0A%20%20token_rotation_enabled%3A%20false%0A";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{connector::Connector, services::slack::Slack};

    const MANIFEST: &str = include_str!("manifest.yaml");

    #[test]
    fn the_page_is_filled_in_with_the_manifest() {
        let url = reqwest::Url::parse("https://api.slack.com").unwrap().join(PAGE).unwrap();
        let (_, manifest) = url.query_pairs().find(|(key, _)| key == "manifest_yaml").unwrap();
        assert_eq!(manifest, MANIFEST);
    }

    #[test]
    fn the_app_asks_for_every_scope_that_stint_speaks_of() {
        let user = MANIFEST.lines().find(|line| line.trim().starts_with("user:")).unwrap();
        for scope in Slack.descriptor().scopes {
            assert!(user.contains(&format!("{:?}", scope.name)), "{}", scope.name);
        }
    }
}
