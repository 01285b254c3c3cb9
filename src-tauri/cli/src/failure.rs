//! Why a command failed, its exit code, and its words.

use std::io::{self, Write};

use stint_api::{ApiError, Code};

use crate::show::{
    paint::{Ink, Paint},
    plain,
};

/// The engine refused.
const REFUSED: u8 = 1;
/// The command line was not understood.
pub(crate) const USAGE: u8 = 2;
/// The engine cannot be reached.
const UNREACHABLE: u8 = 3;
/// The data file cannot be read or written.
const STORAGE: u8 = 4;

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The engine says no, or nobody answers.
    Api(ApiError),
    /// Likewise, and the person has read it already.
    Shown(ApiError),
    /// Something on the command line means nothing.
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
    /// A mistake on the command line.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }

    /// The exit code, as `--help` lists it.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Api(error) | Self::Shown(error) => match error.code {
                Code::Refused | Code::NotFound | Code::Internal => REFUSED,
                Code::NotRunning | Code::Version => UNREACHABLE,
                Code::Storage => STORAGE,
            },
            Self::Usage { .. } => USAGE,
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Output(_) => REFUSED,
        }
    }

    /// Says what happened and what to do, and gives the exit code.
    pub(crate) fn tell(&self, err: &mut dyn Write, paint: Paint) -> u8 {
        let (message, hint) = match self {
            Self::Api(error) => (error.message.clone(), error.hint.clone()),
            Self::Shown(_) => return self.code(),
            Self::Usage { message, hint } => (message.clone(), Some(hint.clone())),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return self.code(),
            Self::Output(error) => (format!("The output could not be written: {error}."), None),
        };
        let told = tell(&message, hint.as_deref(), err, paint);
        // Where even this cannot be written, the exit code still says it.
        told.map_or(self.code(), |()| self.code())
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
    fn every_code_of_the_api_has_its_exit_code() {
        let codes = [
            (Code::Refused, 1),
            (Code::NotFound, 1),
            (Code::Internal, 1),
            (Code::NotRunning, 3),
            (Code::Version, 3),
            (Code::Storage, 4),
        ];
        for (code, exit) in codes {
            assert_eq!(Failure::Api(ApiError::new(code, "No.")).code(), exit);
        }
    }

    #[test]
    fn a_reader_that_went_is_no_failure() {
        let gone = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        let mut err = Vec::new();
        assert_eq!(gone.tell(&mut err, Paint::default()), 0);
        assert!(err.is_empty());
    }
}
