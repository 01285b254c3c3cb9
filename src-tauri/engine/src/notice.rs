//! What the person is told unasked, as a value.

use stint_api::Request;

/// What the person is told; one with the same key replaces it.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// What it is about, stable.
    pub key: String,
    /// One short line.
    pub title: String,
    /// One or two sentences.
    pub body: String,
    /// Buttons, where the desktop has them.
    pub actions: Vec<NoticeAction>,
    /// What a click on it asks for.
    pub default: Option<Request>,
}

/// A button on a notice.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeAction {
    /// What the button says.
    pub label: String,
    /// What it asks for.
    pub request: Request,
}
