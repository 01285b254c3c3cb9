//! The engine as the commands see it.

use stint_api::{ApiError, Call, Code};

/// The engine as the commands see it.
#[derive(Debug, Default)]
pub struct Engine;

impl Engine {
    /// Passes a request on.
    ///
    /// # Errors
    /// What the engine says, or `NotRunning` where none is connected.
    pub async fn call<C: Call>(&self, _request: C) -> Result<C::Reply, ApiError> {
        std::future::ready(Err(ApiError::new(Code::NotRunning, "Stint does not answer."))).await
    }
}
