//! Accounts: services, what is connected, sign-ins under way, the vault, the requests that went out.

mod attempt;
mod connected;
mod page;
mod requests;
mod service;
mod vault;

pub use self::{attempt::*, connected::*, page::*, requests::*, service::*, vault::*};
