//! The keyring each system has.

#[cfg(target_os = "linux")]
mod secret_service;
#[cfg(target_os = "linux")]
pub(super) use secret_service::SecretService as Own;

#[cfg(target_os = "macos")]
mod keychain;
#[cfg(target_os = "macos")]
pub(super) use keychain::Keychain as Own;

#[cfg(target_os = "windows")]
mod credentials;
#[cfg(target_os = "windows")]
pub(super) use credentials::Credentials as Own;
