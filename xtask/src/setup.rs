//! Installs what is missing, and does nothing, quickly, where nothing is.

use anyhow::Result;

use crate::{apt, node, peers, ui};

/// Everything that compiling both programs takes.
pub fn build() -> Result<()> {
    apt::install(apt::BUILD)?;
    page()
}

/// Everything that the tests, measurements and pictures take.
pub fn test() -> Result<()> {
    apt::install(&[apt::BUILD, apt::TEST].concat())?;
    page()?;
    peers::install()
}

fn page() -> Result<()> {
    node::ensure()?;
    ui::install()?;
    ui::build()
}
