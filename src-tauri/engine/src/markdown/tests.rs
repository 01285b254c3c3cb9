//! Texts as services bring them, hostile ones among them.

use super::*;

fn said(text: &str) -> String {
    fn all(blocks: &[BlockView], out: &mut String) {
        for block in blocks {
            block.spans.iter().for_each(|span| out.push_str(&span.text));
            all(&block.blocks, out);
            out.push('\n');
        }
    }
    let mut out = String::new();
    all(&read(text).blocks, &mut out);
    out
}

#[test]
fn a_description_is_taken_apart() {
    let text = read(
        "# Login\n\nFix **it** and `run`.\n\n- [x] one\n- [ ] two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```rust\nlet a = 1;\n```\n",
    );
    let kinds: Vec<_> = text.blocks.iter().map(|block| block.kind).collect();
    use stint_api::view::BlockKind::{Code, Heading, List, Paragraph, Table};
    assert_eq!(kinds, [Heading, Paragraph, List, Table, Code]);
    assert_eq!(text.blocks[2].blocks.iter().map(|item| item.is_ticked).collect::<Vec<_>>(), [Some(true), Some(false)]);
    assert!(text.blocks[1].spans[1].is_strong);
    assert_eq!(text.blocks[4].spans[0].text, "let a = 1;\n");
}

#[test]
fn nothing_that_runs_or_is_fetched_is_left() {
    let text = "<script>alert('x')</script>\n\n<img src=x onerror=alert(1)>\n\n[go](javascript:alert(1)) ![pixel](https://tracker.example.org/p.gif)\n\n<b onclick=steal()>bold</b> [data](data:text/html,hi) [file](file:///etc/passwd) <iframe src=\"https://example.org\"></iframe>\n\n<style>*{display:none}</style>";
    let read = read(text);
    assert_eq!(read.links, ["https://tracker.example.org/p.gif"]);
    let said = said(text);
    for gone in ["alert", "onerror", "onclick", "<", "iframe", "display"] {
        assert!(!said.contains(gone), "{gone} in {said}");
    }
    assert!(said.contains("bold") && said.contains("pixel") && said.contains("go"));
}

#[test]
fn comments_of_templates_are_not_shown() {
    assert_eq!(said("<!-- Please fill in\nall of it -->\n\nIt breaks.").trim(), "It breaks.");
    assert_eq!(said("<details><summary>Log</summary>\nlines\n</details>").trim(), "Log lines");
}

#[test]
fn addresses_are_links_and_keep_their_full_stop_outside() {
    let text = read("See https://example.org/a?b=c. Not ftp://example.org.");
    assert_eq!(text.links, ["https://example.org/a?b=c"]);
    let linked: Vec<_> = text.blocks[0].spans.iter().filter(|span| span.link.is_some()).collect();
    assert_eq!((linked[0].text.as_str(), linked[0].leads_to.as_str()), ("https://example.org/a?b=c", "example.org/a"));
}

#[test]
fn an_image_without_words_is_named() {
    let text = read("![](https://example.org/a.png)");
    assert!(text.blocks[0].spans[0].is_image);
    assert_eq!(text.blocks[0].spans[0].text, "Image");
}

#[test]
fn hostile_depth_and_length_are_borne() {
    let deep = "> ".repeat(5_000) + "deep";
    assert!(said(&deep).contains("deep"));
    let lists: String = (0..400).map(|depth| format!("{}- x\n", " ".repeat(depth * 2))).collect();
    assert!(said(&lists).contains('x'));
    let long = "ü".repeat(200_000);
    assert!(said(&long).len() <= LONGEST + 1);
    for open in ["<!--", "<script>", "[a](", "**", "```", "| a |\n|--"] {
        read(&open.repeat(3_000));
    }
}

#[test]
fn only_the_web_is_a_link() {
    for url in ["https://example.org", "http://127.0.0.1:8080/x"] {
        assert!(is_web(url), "{url}");
    }
    for url in [
        "javascript:alert(1)",
        "https://name:secret@example.org/",
        "https://github.com@example.org/acme/api",
        "https://github.com\\@example.org/",
        "JAVASCRIPT://example.org",
        "https://",
        "https:///x",
        "file:///etc",
        "https://exa mple.org",
        "/wiki",
        "",
    ] {
        assert!(!is_web(url), "{url}");
    }
}
