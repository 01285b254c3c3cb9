//! Notifications on Linux: buttons where the server has them, markup only where it reads it.

use notify_rust::{Hint, Notification, NotificationHandle, NotificationResponse};
use stint_engine::Notice;
use tokio::time;

use super::{DEFAULT, words};
use crate::{bus::LIMIT, desktop};

/// A notification on the screen; its connection lives as long, or some servers take it down.
pub(super) struct Toast(NotificationHandle);

/// Shows a notice, in place of an earlier one; the error is for the log.
pub(super) async fn show(notice: &Notice, icon: Option<&str>, replaces: Option<u32>) -> Result<Toast, String> {
    let capabilities = desktop::capabilities().await.ok_or("nobody answers to org.freedesktop.Notifications")?;
    let notification = compose(notice, icon, &capabilities, replaces);
    let shown = time::timeout(LIMIT, notification.show_async()).await.map_err(|_| "the server does not answer")?;
    shown.map(Toast).map_err(|error| error.to_string())
}

impl Toast {
    /// The server's number for it.
    pub(super) fn id(&self) -> u32 {
        self.0.id()
    }

    /// The name of the button that was clicked; `None` when it was closed.
    pub(super) async fn answer(&self) -> Option<String> {
        let mut choice = None;
        self.0
            .wait_for_action_async(|response| {
                choice = match response {
                    NotificationResponse::Default => Some(DEFAULT.to_owned()),
                    NotificationResponse::Action(name) => Some(name.clone()),
                    NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => None,
                };
            })
            .await;
        choice
    }

    /// Takes it down.
    pub(super) async fn close(self) {
        if time::timeout(LIMIT, self.0.close_async()).await.is_err() {
            tracing::debug!("a notification could not be taken back");
        }
    }
}

fn compose(notice: &Notice, icon: Option<&str>, capabilities: &[String], replaces: Option<u32>) -> Notification {
    let can = |what: &str| capabilities.iter().any(|word| word == what);
    let mut notification = Notification::new();
    notification.appname("Stint").icon(icon.unwrap_or("stint")).summary(&words::title(notice));
    notification.hint(Hint::DesktopEntry("stint".to_owned()));
    let body = words::body(notice);
    // Only here: cutting could split what stands for a sign. The summary is never read as markup.
    notification.body(&if can("body-markup") { escaped(&body) } else { body });
    if let Some(id) = replaces {
        notification.id(id);
    }
    if can("actions") {
        if notice.default.is_some() {
            notification.action(DEFAULT, "Show");
        }
        for (number, action) in notice.actions.iter().enumerate() {
            notification.action(&number.to_string(), &action.label);
        }
    }
    notification
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use stint_api::{
        Request,
        command::{AnswerGap, OpenWindow},
    };
    use stint_engine::NoticeAction;

    fn notice() -> Notice {
        Notice {
            key: "gap".to_owned(),
            title: "Away since 12:05".to_owned(),
            body: "Was it <work> & nothing else?".to_owned(),
            actions: vec![NoticeAction { label: "Keep going".to_owned(), request: Request::of(&AnswerGap::default()) }],
            default: Some(Request::of(&OpenWindow::default())),
        }
    }

    fn composed(capabilities: &[&str]) -> Notification {
        let capabilities: Vec<_> = capabilities.iter().map(|&word| word.to_owned()).collect();
        compose(&notice(), None, &capabilities, Some(7))
    }

    #[test]
    fn a_server_with_buttons_gets_them_numbered() {
        assert_eq!(composed(&["actions"]).actions, ["default", "Show", "0", "Keep going"]);
        assert_eq!(composed(&["body"]).actions, Vec::<String>::new());
    }

    #[test]
    fn three_buttons_and_a_click_on_itself_are_told_apart() {
        let button = |label: &str| NoticeAction { label: label.to_owned(), ..notice().actions[0].clone() };
        let actions = ["Start timer", "Open", "Snooze"].map(button).to_vec();
        let composed = compose(&Notice { actions, ..notice() }, None, &["actions".to_owned()], None);
        assert_eq!(composed.actions, ["default", "Show", "0", "Start timer", "1", "Open", "2", "Snooze"]);
    }

    #[test]
    fn markup_in_a_title_of_a_service_is_shown_as_it_stands() {
        let title = "<b>&amp;</b> <img src=x>";
        let told = Notice { title: title.to_owned(), body: title.to_owned(), ..notice() };
        let composed = compose(&told, None, &["body-markup".to_owned()], None);
        assert_eq!(composed.summary, title);
        assert_eq!(composed.body, "&lt;b&gt;&amp;amp;&lt;/b&gt; &lt;img src=x&gt;");
    }

    #[test]
    fn a_long_body_is_cut_before_its_signs_are_escaped() {
        let told = Notice { body: "&".repeat(5_000), ..notice() };
        let composed = compose(&told, None, &["body-markup".to_owned()], None);
        let signs = composed.body.strip_suffix('…').unwrap();
        assert_eq!(signs.replace("&amp;", ""), "");
        assert!(signs.len() < 2_500, "{}", signs.len());
    }

    #[test]
    fn markup_is_escaped_only_where_it_is_read() {
        assert_eq!(composed(&["body-markup"]).body, "Was it &lt;work&gt; &amp; nothing else?");
        assert_eq!(composed(&[]).body, "Was it <work> & nothing else?");
    }
}
