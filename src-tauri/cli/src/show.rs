//! Words and tables for a person.

pub(crate) mod entry;
pub(crate) mod paint;
pub(crate) mod table;
pub(crate) mod time;

use std::io::{self, Write};

use stint_api::view::Receipt;

/// What was done, and below it what else happened on the way.
pub(crate) fn receipt(receipt: &Receipt, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", receipt.label)?;
    receipt.consequences.iter().try_for_each(|sentence| writeln!(out, "  {sentence}"))
}
