//! What connectors of work share: text of strangers made fit, what is not understood passed over, each item once, and rounds of questions.

mod address;
mod changes;
mod dialect;
mod doings;
mod due;
mod gathered;
#[cfg(test)]
pub(super) mod held;
mod lenient;
mod memory;
mod reading;
mod round;
mod text;

/// What else may be where a repository is not there, and what to do.
pub(super) const OR_HIDDEN: &str = "or this account may not see it. Check its name, and what the account may see";

pub(super) use self::{
    address::{redirect, segment},
    changes::Look,
    dialect::Dialect,
    due::{Ask, How, Plan, Planned, Question},
    gathered::Gathered,
    lenient::{Lenient, lenient, lenient_list},
    memory::Pending,
    reading::Read,
    round::Round,
    text::{body, labels, line, title, url, words},
};
