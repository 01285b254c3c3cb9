//! A description as plain text: what was drawn around words becomes the usual signs.

use std::io::{self, Write};

use stint_api::view::{BlockKind, BlockView, TextView};

use super::plain;

/// Writes blocks with an empty line between them; nothing in them reaches the terminal but words.
pub(crate) fn write(blocks: &[BlockView], out: &mut dyn Write) -> io::Result<()> {
    lines(blocks, true).iter().try_for_each(|line| writeln!(out, "{}", plain(line).trim_end()))
}

fn lines(blocks: &[BlockView], is_spaced: bool) -> Vec<String> {
    let mut all = Vec::new();
    for block in blocks {
        if is_spaced && !all.is_empty() {
            all.push(String::new());
        }
        all.extend(lines_of(block));
    }
    all
}

fn lines_of(block: &BlockView) -> Vec<String> {
    let text = || split(&words(&block.spans));
    match block.kind {
        BlockKind::Paragraph | BlockKind::Cell => text(),
        BlockKind::Heading => text().into_iter().map(|line| format!("{} {line}", "#".repeat(level(block)))).collect(),
        BlockKind::Code => text().into_iter().map(|line| format!("    {line}")).collect(),
        BlockKind::Quote => inner(block, true).into_iter().map(|line| format!("> {line}")).collect(),
        BlockKind::List => block.blocks.iter().flat_map(|it| item(it, "- ")).collect(),
        BlockKind::OrderedList => {
            (block.level..).zip(&block.blocks).flat_map(|(number, it)| item(it, &format!("{number}. "))).collect()
        }
        BlockKind::Item => item(block, "- "),
        BlockKind::Table => inner(block, false),
        BlockKind::Row => {
            vec![block.blocks.iter().map(|cell| inner(cell, false).join(" ")).collect::<Vec<_>>().join(" | ")]
        }
        BlockKind::Rule => vec!["---".to_owned()],
    }
}

fn level(block: &BlockView) -> usize {
    usize::try_from(block.level.clamp(1, 6)).unwrap_or(1)
}

/// Its own text, then the blocks in it.
fn inner(block: &BlockView, is_spaced: bool) -> Vec<String> {
    let own = if block.spans.is_empty() { Vec::new() } else { split(&words(&block.spans)) };
    own.into_iter().chain(lines(&block.blocks, is_spaced)).collect()
}

fn item(block: &BlockView, mark: &str) -> Vec<String> {
    let tick = match block.is_ticked {
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
        None => "",
    };
    let indent = " ".repeat(mark.len());
    let inner = inner(block, false);
    if inner.is_empty() {
        return vec![format!("{mark}{tick}")];
    }
    let first = |nth| if nth == 0 { format!("{mark}{tick}") } else { indent.clone() };
    inner.iter().enumerate().map(|(nth, line)| format!("{}{line}", first(nth))).collect()
}

/// The words of running text, each link followed by where it leads.
fn words(spans: &[TextView]) -> String {
    let mut all = String::new();
    for (nth, span) in spans.iter().enumerate() {
        all.push_str(&span.text);
        let goes_on = spans.get(nth + 1).is_some_and(|next| next.link == span.link);
        if span.link.is_some() && !goes_on && !span.leads_to.is_empty() && span.leads_to != span.text {
            all.push_str(&format!(" ({})", span.leads_to));
        }
    }
    all
}

fn split(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> TextView {
        TextView { text: text.into(), ..TextView::default() }
    }

    fn block(kind: BlockKind, words: &str, blocks: Vec<BlockView>) -> BlockView {
        let spans = if words.is_empty() { Vec::new() } else { vec![text(words)] };
        BlockView { kind, level: 1, spans, blocks, is_ticked: None }
    }

    fn written(blocks: &[BlockView]) -> String {
        let mut out = Vec::new();
        write(blocks, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_kind_of_block_has_its_plain_form() {
        let paragraph = |words| block(BlockKind::Paragraph, words, Vec::new());
        let ticked = BlockView {
            is_ticked: Some(true),
            ..block(BlockKind::Item, "", vec![paragraph("done"), paragraph("more")])
        };
        let open = BlockView { is_ticked: Some(false), ..block(BlockKind::Item, "open", Vec::new()) };
        let inside = block(BlockKind::OrderedList, "", vec![block(BlockKind::Item, "first", Vec::new())]);
        let cell = |words| block(BlockKind::Cell, words, Vec::new());
        let row = |a, b| block(BlockKind::Row, "", vec![cell(a), cell(b)]);
        insta::assert_snapshot!(written(&[
            block(BlockKind::Heading, "Steps", Vec::new()),
            paragraph("Log in.\nLook."),
            block(BlockKind::Code, "let a = 1;\n\nlet b;", Vec::new()),
            block(BlockKind::Quote, "", vec![paragraph("It loops."), paragraph("Always.")]),
            block(BlockKind::List, "", vec![ticked, open, block(BlockKind::Item, "outer", vec![inside])]),
            block(BlockKind::Table, "", vec![row("Browser", "Loops"), row("any", "yes")]),
            block(BlockKind::Rule, "", Vec::new()),
        ]), @"
        # Steps

        Log in.
        Look.

            let a = 1;

            let b;

        > It loops.
        >
        > Always.

        - [x] done
          more
        - [ ] open
        - outer
          1. first

        Browser | Loops
        any | yes

        ---
        ");
    }

    #[test]
    fn a_link_says_once_where_it_leads() {
        let link = |words: &str| TextView { link: Some(0), leads_to: "example.org/a".into(), ..text(words) };
        let own = TextView { link: Some(1), leads_to: "example.org".into(), ..text("example.org") };
        let spans = vec![text("See "), link("the "), link("page"), text(" and "), own];
        let paragraph = BlockView { spans, ..BlockView::default() };
        assert_eq!(written(&[paragraph]), "See the page (example.org/a) and example.org\n");
    }

    #[test]
    fn a_terminal_obeys_nothing_of_a_description() {
        let code = block(BlockKind::Code, "a\u{1b}]0;owned\u{7}\rb\u{202e}c", Vec::new());
        assert_eq!(written(&[code]), "    a]0;owned bc\n");
    }
}
