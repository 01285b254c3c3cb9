//! Why a command failed, how it ends, and its words.

use std::io::{self, Write};

use stint_api::{ApiError, Code};

use crate::{
    exit::Exit,
    show::{
        paint::{Ink, Paint},
        plain,
    },
};

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The engine says no, or nobody answers.
    Api(ApiError),
    /// Likewise, and the person has read it already.
    Shown(ApiError),
    /// The command line is not understood, whoever would be asked.
    Usage { message: String, hint: String },
    /// Nothing can be written here.
    Output(io::Error),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// What was named is not there, or may mean several; the engine was asked.
    pub(crate) fn unnamed(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Api(ApiError::new(Code::NotFound, message).hint(hint))
    }

    /// A mistake on the command line.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }

    /// How the command ends.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Api(error) | Self::Shown(error) => error.code.into(),
            Self::Usage { .. } => Exit::Usage,
            // A reader that went, such as `head`, is no failure.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(_) => Exit::Failed,
        }
    }

    /// Says what happened and what to do, and how the command ends.
    pub(crate) fn tell(&self, err: &mut dyn Write, paint: Paint) -> Exit {
        let (message, hint) = match self {
            Self::Api(error) => (error.message.clone(), error.hint.clone()),
            Self::Shown(_) => return self.exit(),
            Self::Usage { message, hint } => (message.clone(), Some(hint.clone())),
            Self::Output(_) if self.exit() == Exit::Done => return Exit::Done,
            Self::Output(error) => {
                let hint = "What was done stands: `stint undo --list` shows it.".to_owned();
                (format!("The output could not be written: {error}."), Some(hint))
            }
        };
        // Where even this cannot be written, the exit code still says it.
        drop(tell(&message, hint.as_deref(), err, paint));
        self.exit()
    }
}

/// Writes words on one line and a hint on the next.
pub(crate) fn tell(message: &str, hint: Option<&str>, err: &mut dyn Write, paint: Paint) -> io::Result<()> {
    writeln!(err, "{}", plain(message))?;
    match hint {
        Some(hint) => writeln!(err, "{} {}", paint.ink(Ink::Strong, "Hint:"), plain(hint)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_went_is_no_failure() {
        let gone = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        let mut err = Vec::new();
        assert_eq!(gone.tell(&mut err, Paint::default()), Exit::Done);
        assert!(err.is_empty());
    }
}
