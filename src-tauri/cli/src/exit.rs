//! How a command ends, as a shell or a script sees it: the one table of exit codes.

use stint_api::Code;

/// How a command ended; `stint` as the tray and `stint-window` keep to the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It was done; also where there was nothing to show (no timer runs, a list is empty) or nothing left to do (`quit`), and where the
    /// reader went before the end.
    Done,
    /// It was understood and could not be done, or not all of it, or the person ended it; the words say what was kept.
    Failed,
    /// The command line was not understood; nobody was asked and nothing was changed.
    Usage,
    /// Stint cannot be reached: it does not run, ended meanwhile, or is of another version.
    Unreachable,
    /// The data file cannot be read or written.
    Storage,
}

impl Exit {
    /// Every way to end, in the order of its number.
    const ALL: [Self; 5] = [Self::Done, Self::Failed, Self::Usage, Self::Unreachable, Self::Storage];

    /// The number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Unreachable => 3,
            Self::Storage => 4,
        }
    }

    /// What it means, for `--help`.
    const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done, or nothing to do or to show: `stint status` says so where no timer runs",
            Self::Failed => "not done, or not all of it; what happened and what was kept is said",
            Self::Usage => "the command line was not understood; nothing was changed",
            Self::Unreachable => "Stint cannot be reached",
            Self::Storage => "the data file cannot be read or written",
        }
    }
}

impl From<Code> for Exit {
    fn from(code: Code) -> Self {
        match code {
            Code::Refused | Code::NotFound | Code::Internal => Self::Failed,
            Code::NotRunning | Code::Version => Self::Unreachable,
            Code::Storage => Self::Storage,
        }
    }
}

/// The table, a line each.
pub(crate) fn table() -> String {
    Exit::ALL.map(|exit| format!("  {}  {}", exit.code(), exit.meaning())).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_read_me_holds_the_same_table() {
        let read_me = include_str!("../../../README.md");
        for exit in Exit::ALL {
            let row = format!("| {} | {} |", exit.code(), exit.meaning());
            assert!(read_me.contains(&row), "{row}");
        }
    }
}
