//! `stint completions`: what a shell needs to complete these commands.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{args::Cli, desk::Desk, failure::Failure};

/// Print completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint completions bash > ~/.local/share/bash-completion/completions/stint
  stint completions fish > ~/.config/fish/completions/stint.fish")]
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
