//! Markdown taken apart: only what is in these values can be drawn, so nothing in a text can run or be fetched.

use serde::{Deserialize, Serialize};

use crate::shape::{choice, view};

view! {
    /// A block of a text.
    BlockView {
        /// What it is.
        kind: BlockKind,
        /// The level of a heading, 1 to 6; the first number of an ordered list; 0 otherwise.
        level: u32,
        /// Its running text; the text of a code block is one plain span.
        spans: Vec<TextView>,
        /// The blocks in it: of a quote, of a list its items, of a table its rows, of a row its cells.
        blocks: Vec<BlockView>,
        /// Whether an item of a task list is ticked.
        is_ticked: Option<bool>,
    }
}
choice! {
    /// What a block is.
    BlockKind {
        /// Running text.
        #[default]
        Paragraph,
        /// A heading.
        Heading,
        /// Code, as it stands.
        Code,
        /// A quotation.
        Quote,
        /// A list with dots.
        List,
        /// A list with numbers.
        OrderedList,
        /// An item of a list.
        Item,
        /// A table; its first row is its head.
        Table,
        /// A row of a table.
        Row,
        /// A cell of a row.
        Cell,
        /// A line across.
        Rule,
    }
}
view! {
    /// A stretch of running text.
    TextView {
        /// The text; `\n` breaks the line.
        text: String,
        /// Whether it is strong.
        is_strong: bool,
        /// Whether it is emphasised.
        is_emphasised: bool,
        /// Whether it is struck out.
        is_struck: bool,
        /// Whether it is code.
        is_code: bool,
        /// Whether it stands for an image, which is never fetched; the text is what it shows in words.
        is_image: bool,
        /// The number of the link it belongs to, to be opened by `OpenTaskLink`.
        link: Option<u32>,
        /// Where that link leads, shortened, to be read.
        leads_to: String,
    }
}
