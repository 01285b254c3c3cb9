//! Markdown taken apart into plain values: no HTML survives, no address but the web's is a link, and images are only named.

mod build;
mod html;

use pulldown_cmark::{Event, Options, Parser};
use stint_api::view::BlockView;

use self::build::Build;

/// How much of a text is read; connectors bring no more.
const LONGEST: usize = 64 * 1024;

/// A text, taken apart.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Text {
    /// Its blocks.
    pub blocks: Vec<BlockView>,
    /// Where its links lead, by their numbers.
    pub links: Vec<String>,
}

/// Takes a text apart as CommonMark with GitHub's tables, task lists and strikethrough (<https://github.github.com/gfm/>).
pub(crate) fn read(text: &str) -> Text {
    let end = (0..=text.len().min(LONGEST)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut build = Build::default();
    for event in Parser::new_ext(text.get(..end).unwrap_or_default(), options) {
        match event {
            Event::Start(tag) => build.start(tag),
            Event::End(tag) => build.end(tag),
            Event::Text(words) => build.text(&words),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => build.code(&words),
            Event::Html(html) | Event::InlineHtml(html) => build.html(&html),
            Event::SoftBreak => build.text(" "),
            Event::HardBreak => build.text("\n"),
            Event::Rule => build.rule(),
            Event::TaskListMarker(is_ticked) => build.tick(is_ticked),
            Event::FootnoteReference(_) => {}
        }
    }
    build.finish()
}

/// Whether an address is one of the web, without a name and password in it, which would hide where it leads.
pub(crate) fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty() && !host.contains(['@', '\\']) && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests;
