//! Why something was not done, on its way to the person.

use stint_api::{ApiError, Code};
use stint_core::refusal::Refusal;

/// An API error that the errors of the other crates turn into.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault(pub ApiError);

/// A value or the fault that prevented it.
pub(crate) type Result<T> = std::result::Result<T, Fault>;

impl Fault {
    /// What was named is not there (any more).
    pub fn not_found(what: &str) -> Self {
        let message = format!("This {what} is not there any more.");
        Self(ApiError::new(Code::NotFound, message).hint("It was deleted or undone meanwhile. Nothing was changed."))
    }

    /// The input was not acceptable.
    pub fn refused(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self(ApiError::new(Code::Refused, message).hint(hint))
    }
}

impl From<ApiError> for Fault {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        fault.0
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self(ApiError { code: Code::Refused, message: refusal.message, hint: refusal.hint })
    }
}

impl From<stint_store::Error> for Fault {
    fn from(error: stint_store::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&stint_store::Error> for Fault {
    fn from(error: &stint_store::Error) -> Self {
        Self(ApiError { code: Code::Storage, message: error.to_string(), hint: error.hint() })
    }
}
