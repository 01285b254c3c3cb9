//! `stint completions`: what a shell needs to complete these commands.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{args::Cli, desk::Desk, failure::Failure};

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "stint", &mut script);
        Ok(desk.out.write_all(&script)?)
    }
}
