//! Builds blocks from the events of a parser, innermost last.

use pulldown_cmark::{Tag, TagEnd};
use stint_api::view::{BlockKind, BlockView, TextView};

use super::{Text, html, is_web};
use crate::{page::Page, speak};

/// How deep blocks may lie in each other; what lies deeper is drawn there.
const DEEPEST: usize = 12;
/// How much of an address is shown.
const WIDEST: usize = 60;

/// A text under construction.
#[derive(Default)]
pub(super) struct Build {
    done: Vec<BlockView>,
    open: Vec<BlockView>,
    /// Blocks that were not opened because they lie too deep.
    passed_over: usize,
    links: Vec<String>,
    style: Style,
    is_html: bool,
    html: String,
}

/// How the text being read is to be drawn.
#[derive(Clone, Copy, Default)]
struct Style {
    strong: u32,
    emphasis: u32,
    strike: u32,
    image: u32,
    link: Option<u32>,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what the parser may know more of is drawn as its text")]
impl Build {
    pub fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.open(BlockKind::Paragraph, 0),
            Tag::Heading { level, .. } => self.open(BlockKind::Heading, level as u32),
            Tag::BlockQuote(_) => self.open(BlockKind::Quote, 0),
            Tag::CodeBlock(_) => self.open(BlockKind::Code, 0),
            Tag::List(Some(first)) => self.open(BlockKind::OrderedList, u32::try_from(first).unwrap_or(1)),
            Tag::List(None) => self.open(BlockKind::List, 0),
            Tag::Item => self.open(BlockKind::Item, 0),
            Tag::Table(_) => self.open(BlockKind::Table, 0),
            Tag::TableHead | Tag::TableRow => self.open(BlockKind::Row, 0),
            Tag::TableCell => self.open(BlockKind::Cell, 0),
            Tag::Strong => self.style.strong += 1,
            Tag::Emphasis => self.style.emphasis += 1,
            Tag::Strikethrough => self.style.strike += 1,
            Tag::Link { dest_url, .. } => self.style.link = self.link(&dest_url),
            Tag::Image { dest_url, .. } => {
                self.style.image += 1;
                self.style.link = self.link(&dest_url);
            }
            Tag::HtmlBlock => self.is_html = true,
            _ => {}
        }
    }

    pub fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.style.strong = self.style.strong.saturating_sub(1),
            TagEnd::Emphasis => self.style.emphasis = self.style.emphasis.saturating_sub(1),
            TagEnd::Strikethrough => self.style.strike = self.style.strike.saturating_sub(1),
            TagEnd::Link => self.style.link = None,
            TagEnd::Image => {
                self.name_image();
                self.style.image = self.style.image.saturating_sub(1);
                self.style.link = None;
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.close(),
            _ => {}
        }
    }

    /// Running text; addresses in it are links, as on the services' own pages.
    pub fn text(&mut self, words: &str) {
        if self.is_html {
            self.html.push_str(words);
            return;
        }
        let is_plain = self.style.link.is_none() && self.style.image == 0 && !self.is_in_code();
        if !is_plain || !words.contains("://") {
            return self.push(words, false);
        }
        for word in words.split_inclusive(char::is_whitespace) {
            let address = word.trim_end_matches(|c: char| c.is_whitespace() || ".,;:!?)]}'\"".contains(c));
            self.style.link = self.link(address);
            self.push(address, false);
            self.style.link = None;
            self.push(word.get(address.len()..).unwrap_or_default(), false);
        }
    }

    pub fn code(&mut self, words: &str) {
        self.push(words, true);
    }

    pub fn html(&mut self, html: &str) {
        if self.is_html {
            self.html.push_str(html);
        }
    }

    pub fn rule(&mut self) {
        self.open(BlockKind::Rule, 0);
        self.close();
    }

    pub fn tick(&mut self, is_ticked: bool) {
        if let Some(item) = self.open.iter_mut().rev().find(|block| block.kind == BlockKind::Item) {
            item.is_ticked = Some(is_ticked);
        }
    }

    pub fn finish(mut self) -> Text {
        while !self.open.is_empty() {
            self.passed_over = 0;
            self.close();
        }
        Text { blocks: self.done, links: self.links }
    }

    fn is_in_code(&self) -> bool {
        self.open.last().is_some_and(|block| block.kind == BlockKind::Code)
    }

    fn open(&mut self, kind: BlockKind, level: u32) {
        if self.open.len() >= DEEPEST {
            self.passed_over += 1;
            return;
        }
        self.open.push(BlockView { kind, level, ..BlockView::default() });
    }

    fn close(&mut self) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        let Some(block) = self.open.pop() else { return };
        let is_empty = block.spans.is_empty() && block.blocks.is_empty();
        if is_empty && matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Quote) {
            return;
        }
        self.open.last_mut().map_or(&mut self.done, |outer| &mut outer.blocks).push(block);
    }

    /// What a block of HTML says without its tags.
    fn end_html(&mut self) {
        self.is_html = false;
        let words = html::words(&std::mem::take(&mut self.html));
        if !words.is_empty() {
            self.open(BlockKind::Paragraph, 0);
            self.push(&words, false);
            self.close();
        }
    }

    /// An image without words is still one.
    fn name_image(&mut self) {
        let is_named = self.spans().is_some_and(|spans| spans.last().is_some_and(|span| span.is_image));
        if !is_named {
            self.push("Image", false);
        }
    }

    fn link(&mut self, url: &str) -> Option<u32> {
        if !is_web(url) {
            return None;
        }
        let number = u32::try_from(self.links.len()).ok()?;
        self.links.push(url.to_owned());
        Some(number)
    }

    fn spans(&mut self) -> Option<&mut Vec<TextView>> {
        self.open.last_mut().map(|block| &mut block.spans)
    }

    fn push(&mut self, words: &str, is_code: bool) {
        if words.is_empty() {
            return;
        }
        let style = self.style;
        let leads_to = style.link.and_then(|link| self.links.get(link as usize));
        let leads_to = leads_to.map(|url| speak::shorten(Page::new(url).shown(), WIDEST)).unwrap_or_default();
        let span = TextView {
            text: words.to_owned(),
            is_strong: style.strong > 0,
            is_emphasised: style.emphasis > 0,
            is_struck: style.strike > 0,
            is_code,
            is_image: style.image > 0,
            link: style.link,
            leads_to,
        };
        if self.open.is_empty() {
            self.open(BlockKind::Paragraph, 0);
        }
        let Some(spans) = self.spans() else { return };
        match spans.last_mut() {
            Some(last)
                if (TextView { text: String::new(), ..last.clone() })
                    == (TextView { text: String::new(), ..span.clone() }) =>
            {
                last.text.push_str(words);
            }
            _ => spans.push(span),
        }
    }
}
